"""What became of imported files, in words; no Qt here."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from clockreports.domain.clock_events import RejectedRow
from clockreports.domain.words import count, listed
from clockreports.services.importing import ImportedFile

_OPTION: Final = "--format "


@dataclass(frozen=True, slots=True)
class SetAside:
    """A row set aside, and the name of its file."""

    file: str
    row: RejectedRow


def headline(files: Sequence[ImportedFile]) -> str:
    """Say in one line what came in, and whether something could not."""
    good = [file for file in files if file.problem is None]
    added, unusable = sum(file.counts.added for file in good), len(files) - len(good)
    if not good:
        return "The file cannot be used." if len(files) == 1 else "None of the files can be used."
    came = f"{count(added, 'new clock event')}." if added else "Nothing new: every clock event was known already."
    return f"{came} {count(unusable, 'file')} cannot be used." if unusable else came


def outcome(file: ImportedFile) -> str:
    """Return in two words what became of a file."""
    if file.problem is not None:
        return "Cannot be used"
    return "Imported" if file.counts.added else "Nothing new"


def remark(file: ImportedFile) -> str:
    """Return why a file could not be used, with what to do; "" for one that could."""
    if file.problem is None:
        return ""
    return f"{file.problem.title} {_without_options(file.problem.advice)}"


def set_aside(files: Sequence[ImportedFile]) -> list[SetAside]:
    """Return the rows set aside, as far as a result carries them."""
    return [SetAside(file.path.name, row) for file in files for row in file.rejected]


def about_set_aside(files: Sequence[ImportedFile]) -> str:
    """Say how many rows were set aside, and how many of them are shown; "" when there are none."""
    every, shown = sum(file.counts.quarantined for file in files), len(set_aside(files))
    if not every:
        return ""
    if every == 1:
        return "1 row was set aside, because it is no clock event. It stops nothing, and is kept."
    first = f" Shown are the first {shown:,}." if shown < every else ""
    return f"{every:,} rows were set aside, because they are no clock events. They stop nothing, and are kept.{first}"


def about_unknown(files: Sequence[ImportedFile]) -> str:
    """Say which numbers nobody is linked to yet; "" when there are none."""
    unknown = sorted({clock_id for file in files for clock_id in file.unknown_clock_ids})
    if not unknown:
        return ""
    return (
        f"Nobody is linked yet to {count(len(unknown), 'number')}: {listed(unknown)}. "
        "Their taps are kept, and count as soon as a link exists."
    )


def offered_formats(files: Sequence[ImportedFile]) -> list[str]:
    """Return the formats that are named in what was said about files that could not be used."""
    advice = " ".join(file.problem.advice for file in files if file.problem is not None)
    return list(dict.fromkeys(re.findall(rf"{_OPTION}([\w-]+)", advice)))


def _without_options(advice: str) -> str:
    """Speak of formats as the window does, where an advice was written for the command line."""
    return re.sub(rf"{_OPTION}(?=\S)", "the format ", advice)
