"""The faults that the tests are known to catch: true of the code, of the tests, and of what docs/export.md tells."""

import sys
from pathlib import Path

import pytest

from tests import mutants
from tests.mutants import MUTANTS, ROOT, Mutant

CONFTEST = """\
from hypothesis import settings

settings.register_profile("first", settings())
"""


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


@pytest.mark.skipif(bool(sys.flags.isolated), reason="such a Python looks for no module where it is started")
@pytest.mark.parametrize(
    ("test", "told"),
    [
        ("assert right() == 1", "1 of 1 were caught."),
        ("assert right() > 0", "0 of 1 were caught."),
        ("assert right() == 3", "do not pass on the sound program, so they tell nothing."),
    ],
)
def test_only_a_test_that_passes_on_the_sound_program_can_catch_a_mutant(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], test: str, told: str
) -> None:
    program = {
        "pyproject.toml": "",
        "resources/note.txt": "",
        "clockreports/__init__.py": "",
        "clockreports/one.py": "def right() -> int:\n    return 1\n",
        "tests/conftest.py": CONFTEST,
        "tests/test_one.py": f"from clockreports.one import right\n\n\ndef test_it() -> None:\n    {test}\n",
    }
    for name, content in program.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(content, encoding="utf-8")
    monkeypatch.setattr(mutants, "ROOT", tmp_path)
    wrong = Mutant("two", "clockreports/one.py", "return 1", "return 10", ("tests/test_one.py",))
    monkeypatch.setattr(mutants, "MUTANTS", (wrong,))
    assert mutants.main([]) == (0 if told.startswith("1") else 1)
    assert told in capsys.readouterr().out
