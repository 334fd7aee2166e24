"""What must not be written anywhere in the repository."""

import re
from typing import Final

from tests.helpers.tree import ROOT, files, name

BINARY: Final = frozenset({".ico", ".png", ".icns", ".db", ".gz", ".zip", ".jpg", ".ttf", ".qm"})
PATH_OF_A_MACHINE: Final = re.compile(
    r"(?<![\w.~/\\-])(?:/(?:root|home|Users|work|tmp)/|[A-Za-z]:\\+Users\\+)\w", re.ASCII
)
ADDRESS: Final = re.compile(r"https?://|--(?:extra-)?index-url|--find-links|--trusted-host")


def test_nothing_names_a_path_of_somebodys_machine() -> None:
    found = [
        f"{name(path)}:{number}: {line.strip()}"
        for path in files()
        if path.suffix not in BINARY
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), start=1)
        if PATH_OF_A_MACHINE.search(line)
    ]
    assert found == []


def test_the_requirements_name_no_registry() -> None:
    locks = [path for path in files(ROOT / "requirements") if path.suffix == ".txt"]
    assert locks
    assert [name(path) for path in locks if ADDRESS.search(path.read_text(encoding="utf-8"))] == []
