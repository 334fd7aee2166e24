"""The files of this repository, found without git, and the functions in them."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
PRODUCT: Final = ROOT / "clockreports"
TESTS: Final = ROOT / "tests"
FOREIGN: Final = frozenset({"__pycache__", "build", "dist", "node_modules"})

Function = ast.FunctionDef | ast.AsyncFunctionDef


def name(path: Path) -> str:
    """Return a file's name as people write it, from the root of the repository on."""
    return path.relative_to(ROOT).as_posix()


def files(below: Path = ROOT) -> Iterator[Path]:
    """Yield every file of ours below a folder, in a steady order."""
    for path in sorted(below.iterdir()):
        if path.is_file():
            yield path
        elif path.name not in FOREIGN and not (path.name.startswith(".") and path.name not in {".ci", ".github"}):
            yield from files(path)


def modules(below: Path = ROOT) -> Iterator[Path]:
    """Yield every Python file of ours below a folder."""
    return (path for path in files(below) if path.suffix == ".py")


def parsed(path: Path) -> ast.Module:
    """Return a Python file's syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def functions(path: Path) -> Iterator[Function]:
    """Yield every function and method in a Python file, nested ones included."""
    return (node for node in ast.walk(parsed(path)) if isinstance(node, Function))
