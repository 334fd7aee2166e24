"""Writes texts, with the same line ends on every system."""

from pathlib import Path


def write(path: Path, text: str) -> None:
    """Write a text into a file, whose folder is made if need be."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
