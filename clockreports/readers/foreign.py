"""Files that people take for clock logs, known by their first bytes: what they are, and what to do instead."""

from typing import Final

from clockreports.base.errors import UnusableError

_KQ_COUNT: Final = 3
_KQ_RECORD: Final = 14

_SAVE_AS_CSV: Final = "Open it in the program it was made with, save it as CSV, and import that file."
_BY_FIRST_BYTES: Final = {
    b"PK\x03\x04": "an Excel workbook or another packed file",
    b"\xd0\xcf\x11\xe0": "a workbook of an old Excel",
    b"%PDF": "a PDF document",
}


def refuse_foreign(name: str, start: bytes, size: int) -> None:
    """Raise `UnusableError` for a file of `size` bytes whose `start` is that of a known kind which cannot be read."""
    for first_bytes, what in _BY_FIRST_BYTES.items():
        if start.startswith(first_bytes):
            raise UnusableError(f"{name} is {what}, not a clock log.", _SAVE_AS_CSV)
    # An Anviz backup is the number of its records, in 3 bytes, and so many records of 14 bytes.
    count = int.from_bytes(start[:_KQ_COUNT])
    if count and size == _KQ_COUNT + _KQ_RECORD * count:
        raise UnusableError(
            f"{name} is the backup of an Anviz terminal, which cannot be read.",
            "Load it into the Anviz program, export the records from there as CSV, and import that file.",
        )
