"""Rooms, names and sizes."""

import ast
from pathlib import Path
from typing import Final

import pytest

from tests.helpers.tree import PRODUCT, ROOT, TESTS, files, functions, modules, name, parsed

MOST_LINES_IN_A_MODULE: Final = 400
MOST_LINES_IN_A_FUNCTION: Final = 49
NAMES_THAT_SAY_NOTHING: Final = frozenset({"utils", "util", "helpers", "helper", "common", "misc", "shared", "tools"})
# Alembic loads the steps of the database's history by file name; they are no package.
NO_PACKAGE: Final = "migrations/versions"


def _packages(below: Path) -> list[Path]:
    return sorted({path.parent for path in modules(below) if not name(path.parent).endswith(NO_PACKAGE)})


def test_no_module_is_too_long_to_read() -> None:
    lengths = {name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in modules()}
    assert lengths
    assert {path: length for path, length in lengths.items() if length > MOST_LINES_IN_A_MODULE} == {}


def test_no_function_is_too_long_to_read() -> None:
    lengths = {
        f"{name(path)}:{function.lineno} {function.name}": (function.end_lineno or 0) - function.lineno + 1
        for path in modules()
        for function in functions(path)
    }
    assert lengths
    assert {place: length for place, length in lengths.items() if length > MOST_LINES_IN_A_FUNCTION} == {}


def test_every_name_in_the_product_says_something() -> None:
    named = {path: {*path.relative_to(PRODUCT).with_suffix("").parts} for path in modules(PRODUCT)}
    assert [name(path) for path, parts in named.items() if parts & NAMES_THAT_SAY_NOTHING] == []


@pytest.mark.parametrize("below", [PRODUCT, TESTS], ids=name)
def test_every_folder_says_what_it_owns(below: Path) -> None:
    inits = [folder / "__init__.py" for folder in _packages(below)]
    assert inits
    assert [name(init) for init in inits if not (init.is_file() and ast.get_docstring(parsed(init)))] == []


def test_every_module_says_what_it_owns() -> None:
    assert [name(path) for path in modules() if not ast.get_docstring(parsed(path))] == []


def test_nothing_is_left_to_do() -> None:
    marks = tuple(f"{first}{rest}" for first, rest in (("TO", "DO"), ("FIX", "ME"), ("XX", "X:")))
    assert [name(path) for path in modules() if any(mark in path.read_text(encoding="utf-8") for mark in marks)] == []


def test_the_walk_sees_the_whole_tree_and_nothing_foreign() -> None:
    seen = {name(path) for path in files()}
    assert {"pyproject.toml", "dev.py", ".ci/run", "clockreports/base/errors.py", name(Path(__file__))} <= seen
    assert not any(part in {".venv", ".git", "__pycache__"} for path in seen for part in Path(path).parts)
    assert ROOT.joinpath("LICENSE").is_file()
