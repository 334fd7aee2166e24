"""The modules that no frozen program needs, on whatever system, though something in it could import them."""

from typing import Final

UNUSED_EVERYWHERE: Final = (
    *("PySide6.QtNetwork", "PySide6.QtTest"),
    *("pytest", "hypothesis", "mypy", "setuptools", "pkg_resources", "pip", "PyInstaller"),
    *("pydoc", "doctest", "lib2to3", "test", "tkinter", "turtle", "ensurepip", "venv"),
)
