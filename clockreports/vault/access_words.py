"""What Windows' access lists say, written as SDDL: the one the key's file must have, and whether a file has it.

Pure text, so that it is tested everywhere. Source: Microsoft, Security Descriptor String Format.
"""

import re
from typing import Final

KEY_FILE: Final = "O:BAD:P(A;;FA;;;SY)(A;;FA;;;BA)(A;;FR;;;IU)"
"""Owned by the administrators. SYSTEM and administrators may do everything, who is signed in here may read, and nobody
else may do anything; nothing is inherited (P)."""

KEY_FOLDER: Final = "O:BAD:P(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;;0x1200a9;;;IU)"
"""The same for the folder; who is signed in here may look into it. What else is made in it is the administrators'."""

_TRUSTED: Final = frozenset({"BA", "SY"})
_WRITTEN: Final = re.compile(r"O:(?P<owner>[\w-]+?)(?:D:(?P<flags>[A-Z_]*)(?P<entries>(?:\([^()]*\))*))?")
_ENTRY: Final = re.compile(r"\(([^()]*)\)")
_FULL_NAMES: Final = {"S-1-5-18": "SY", "S-1-5-32-544": "BA", "S-1-5-4": "IU", "0x1f01ff": "FA", "0x120089": "FR"}


def is_trusted_owner(sddl: str) -> bool:
    """Whether what is described belongs to the administrators or to the system."""
    written = _WRITTEN.fullmatch(sddl)
    return written is not None and _short(written["owner"]) in _TRUSTED


def is_key_file(sddl: str) -> bool:
    """Whether a file with this owner and access list is as `KEY_FILE` says, in whatever order."""
    written = _WRITTEN.fullmatch(sddl)
    if written is None or not is_trusted_owner(sddl):
        return False
    return "P" in (written["flags"] or "") and _entries(sddl) == _entries(KEY_FILE)


def _entries(sddl: str) -> list[tuple[str, ...]]:
    return sorted(tuple(_short(field) for field in entry.split(";")) for entry in _ENTRY.findall(sddl))


def _short(field: str) -> str:
    return _FULL_NAMES.get(field, field)
