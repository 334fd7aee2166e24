"""The faults that the tests are known to catch: true of the code, of the tests, and of what docs/export.md tells."""

import pytest

from tests.mutants import MUTANTS, ROOT, Mutant


@pytest.fixture(scope="module")
def told() -> str:
    """Return the page that tells of the promise."""
    return (ROOT / "docs" / "export.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_a_mutant_fits_the_code_and_is_told_with_the_tests_that_catch_it(mutant: Mutant, told: str) -> None:
    assert (ROOT / mutant.file).read_text(encoding="utf-8").count(mutant.right) == 1
    compile((ROOT / mutant.file).read_text(encoding="utf-8").replace(mutant.right, mutant.wrong), mutant.file, "exec")
    assert mutant.caught_by
    row = next((line for line in told.splitlines() if line.startswith(f"| {mutant.name} |")), "")
    for test in mutant.caught_by:
        path, _, function = test.partition("::")
        assert f"def {function}(" in (ROOT / path).read_text(encoding="utf-8") or not function
        assert f"`{test}`" in row
