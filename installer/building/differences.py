"""Checksums of files and folders, and what differs between two builds."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Final

SUMS: Final = "SHA256SUMS"


def checksums(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file below a folder, by its name from there on."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != SUMS)
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def write_sums(folder: Path) -> Path:
    """Write the checksums of a folder's files into it, as `sha256sum --check` reads them."""
    sums = folder / SUMS
    lines = [f"{digest}  {name}\n" for name, digest in checksums(folder).items()]
    sums.write_text("".join(lines), encoding="utf-8", newline="\n")
    return sums


def differences(before: Mapping[str, str], after: Mapping[str, str]) -> list[str]:
    """Return a sentence for each file that two builds do not have alike."""
    return [
        *(f"only in the first: {name}" for name in sorted({*before} - {*after})),
        *(f"only in the second: {name}" for name in sorted({*after} - {*before})),
        *(f"not the same: {name}" for name in sorted({*before} & {*after}) if before[name] != after[name]),
    ]
