"""How files are to be imported, and what became of them, in words; no Qt here."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from clockreports.domain.clock_events import RejectedRow
from clockreports.domain.people import natural_order
from clockreports.domain.words import count, listed
from clockreports.services.importing import FormatUnclearError, ImportedFile


@dataclass(frozen=True, slots=True)
class ReadAs:
    """How files are to be read: the name of the terminal of every row, and their format; "" is as the files say."""

    terminal: str = ""
    format: str = ""


AS_THEY_SAY: Final = ReadAs()


@dataclass(frozen=True, slots=True)
class SetAside:
    """A row set aside, and the name of its file."""

    file: str
    row: RejectedRow


def headline(files: Sequence[ImportedFile]) -> str:
    """Say in one line what came in, and whether something could not."""
    good, asking = [file for file in files if file.problem is None], len(unclear(files))
    unusable = len(files) - len(good) - asking
    if unusable == len(files):
        return "The file cannot be used." if unusable == 1 else "None of the files can be used."
    added = sum(file.counts.added for file in good)
    came = f"{count(added, 'new clock event')}." if added else "Nothing new: every clock event was known already."
    told = [came] if good else []
    told += [f"{count(asking, 'file')} cannot be read without an answer from you."] if asking else []
    told += [f"{count(unusable, 'file')} cannot be used."] if unusable else []
    return " ".join(told)


def outcome(file: ImportedFile) -> str:
    """Return in a few words what became of a file."""
    if isinstance(file.problem, FormatUnclearError):
        return "Needs an answer"
    if file.problem is not None:
        return "Cannot be used"
    what = "Imported" if file.counts.added else "Nothing new"
    aside = file.counts.quarantined
    return f"{what}, {count(aside, 'row')} set aside" if aside else what


def remark(file: ImportedFile) -> str:
    """Return why a file could not be used, with what to do; "" for one that could."""
    if file.problem is None:
        return ""
    return f"{file.problem.title} {file.problem.advice}"


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
    unknown = sorted({clock_id for file in files for clock_id in file.unknown_clock_ids}, key=natural_order)
    if not unknown:
        return ""
    return (
        f"Nobody is linked yet to {count(len(unknown), 'number')}: {listed(unknown)}. "
        "Their taps are kept, and count as soon as a link exists."
    )


def offered_formats(files: Sequence[ImportedFile]) -> dict[str, str]:
    """Return the formats from which a person is to choose for files that can be read in several, each in words."""
    problems = [file.problem for file in files if isinstance(file.problem, FormatUnclearError)]
    return {name: f"{so[0].upper()}{so[1:]}" for problem in problems for name, so in problem.formats.items()}


def unclear(files: Sequence[ImportedFile]) -> list[ImportedFile]:
    """Return the files that can be read in several ways."""
    return [file for file in files if isinstance(file.problem, FormatUnclearError)]


def format_words(name: str) -> str:
    """Return what a format is called in the window; one without words of its own by its name."""
    return _FORMATS.get(name, name)


_FORMATS: Final = {
    "attlog": "ZKTeco attendance log (attlog)",
    "csv": "CSV whose first row names the columns",
    "glog": "GLG or AGL text log",
    "glog-day-first": "GLG or AGL text log, day first (31-12-2026)",
    "glog-month-first": "GLG or AGL text log, month first (12-31-2026)",
}
