"""What the use cases need from the world, as protocols; adapters fulfil them, `bootstrap` joins them.

Every port with more than one adapter has a contract test class that runs on each of them, and on the fakes of
`tests/helpers`.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, datetime
from math import inf
from pathlib import Path
from typing import Protocol

from clockreports.base.cancel import CancelToken
from clockreports.base.secret import Secret
from clockreports.domain.clock_events import ClockEvent, RejectedRow
from clockreports.domain.ledger import DayKey, LedgerEntry
from clockreports.domain.people import Employee, Link, User
from clockreports.domain.periods import Period
from clockreports.domain.runs import Run, RunDay
from clockreports.domain.timesheets import Pairs, Standing

LogRow = tuple[int, ClockEvent] | RejectedRow
"""A row of a clock log: an event with the number of its line (from 1), or a row set aside."""


# Clock logs --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ClockLog:
    """An opened clock log: its format's name, and its rows in the order of the file, read once, as a stream.

    `names` are those that the rows read so far told of users, by (terminal, clock id): of each user the last.
    """

    format: str
    rows: Iterator[LogRow]
    names: Mapping[tuple[str, str], str] = field(default_factory=dict)


class ClockLogs(Protocol):
    """Opens clock logs of every known format."""

    @property
    def formats(self) -> tuple[str, ...]:
        """The names a person may give as `--format`."""
        ...

    def digest(self, path: Path) -> str:
        """Return the SHA-256 of a file's content in hex; raises `UnusableError` when it cannot be read."""
        ...

    def open(
        self, path: Path, format_name: str | None = None, terminal: str | None = None
    ) -> AbstractContextManager[ClockLog]:
        """Open a log, telling its format by its content unless it is given; `terminal` names the terminal of all rows.

        Raises `UnusableError`, naming the file and what to do, for a file that cannot be read or holds no clock events.
        """
        ...


# The database ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file as it is remembered: where it was, what it held (`digest`: SHA-256 in hex), how and when it was read.

    A file read again, or a copy of it, is the same file: where it was and how it was read stay as they were, and the
    moment moves on.
    """

    path: str
    digest: str
    format: str
    read_at: datetime


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a file's rows: `rows` = `added` + `already_known` + `quarantined`."""

    rows: int
    added: int
    already_known: int
    quarantined: int


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A row set aside earlier: which file and line, why, and what stood there."""

    path: str
    row: RejectedRow


class EventStore(Protocol):
    """Keeps clock events for ever."""

    def add(self, source: SourceFile, rows: Iterable[LogRow], names: Mapping[tuple[str, str], str] = {}) -> Added:
        """Store a file's rows, all or none, without holding them all in memory.

        An event with the natural key of a stored one (terminal, clock id, wall time, status) is already known; all
        it can add is that the tap was in the second pass of a repeated hour. Rows set aside are kept once per file.
        Then `names`, by (terminal, clock id), are given to the users; a file read before names only the nameless.
        """
        ...

    def taps(
        self, first: datetime, last: datetime, users: Collection[tuple[str, str]] | None = None
    ) -> list[ClockEvent]:
        """Return the events with `first` <= wall time < `last`, of all users or of these (terminal, clock id)."""
        ...

    def days(self, users: Collection[tuple[str, str]] | None = None) -> list[tuple[date, int]]:
        """Return every day with events and how many, the newest first; of all users or of these (terminal, clock id).

        With `taps` of one day after the other, a list of a million events can be shown without reading it.
        """
        ...

    def users(self) -> list[User]:
        """Return every user the clocks told of, with the number of taps and the first and the last."""
        ...

    def last_import(self) -> SourceFile | None:
        """Return the file that was read last, known or not, and when; None when none ever was."""
        ...

    def quarantined(self) -> list[Quarantined]:
        """Return all rows ever set aside, in the order of files and lines."""
        ...


class PeopleStore(Protocol):
    """Keeps employees and the links between them and the users of the clocks."""

    def employees(self) -> list[Employee]:
        """Return every employee known, ordered by employee id, PW2 before PW10."""
        ...

    def save_employees(self, employees: Iterable[Employee]) -> None:
        """Store employees, all or none: those with a `number` are changed, those with 0 are given one.

        Ids may be exchanged between employees within one call (People HR can renumber).
        """
        ...

    def links(self) -> list[Link]:
        """Return every link."""
        ...

    def change_links(self, remove: Collection[Link], add: Collection[Link]) -> None:
        """Take links away and put others in, all or none."""
        ...


class LedgerStore(Protocol):
    """Keeps what was sent for each employee-day, and each run.

    Every change is committed durably before the call returns, and is refused with `LeaseLostError` when the lease
    named by `lease` is no longer held.
    """

    def entries(self, period: Period) -> dict[DayKey, LedgerEntry]:
        """Return the ledger of a period by (employee number, day)."""
        ...

    def write(self, lease: str, entry: LedgerEntry, day: RunDay | None = None) -> None:
        """Store an entry in place of the earlier one of the same employee and day, with the run's line on it."""
        ...

    def start_run(self, lease: str, run: Run) -> int:
        """Store a run that begins and return its number."""
        ...

    def finish_run(self, lease: str, run: Run, days: Collection[RunDay]) -> None:
        """Store how a run ended, and its lines not yet stored."""
        ...

    def runs(self) -> list[Run]:
        """Return every run, the newest first."""
        ...

    def run_days(self, number: int) -> list[RunDay]:
        """Return the lines of one run, by employee and day."""
        ...

    def lines_of(self, employee: int, day: date) -> list[tuple[Run, RunDay]]:
        """Return what every run had to say of an employee-day, the newest run first."""
        ...


@dataclass(frozen=True, slots=True)
class Holder:
    """Who is exporting: computer, person, and since when (UTC)."""

    host: str
    user: str
    since: datetime


class LeaseStore(Protocol):
    """One export at a time per database."""

    def take(self, holder: Holder, now: datetime, *, others_are_gone: bool) -> str:
        """Take the lease and return its token.

        Raises `BusyError` naming the holder when another holds it, unless that one's heartbeat stopped, or it ran on
        this very host and `others_are_gone` says that no other program here can still be exporting.
        """
        ...

    def holder(self, now: datetime) -> Holder | None:
        """Return who is exporting now, None when nobody is, or the heartbeat of the one who was has stopped."""
        ...

    def beat(self, token: str, now: datetime) -> None:
        """Say that the holder lives; raises `LeaseLostError` when the lease was taken over."""
        ...

    def release(self, token: str) -> None:
        """Give the lease back; nothing happens when it is already lost."""
        ...


# People HR ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Saved:
    """When a key was saved, by whom in words, and whether it had been seen to work before."""

    at: datetime
    by: str
    tested: bool = False


@dataclass(frozen=True, slots=True)
class Credentials:
    """The key and the address it may be sent to: one without the other is never used.

    `saved` is None where nobody noted it, as in the environment.
    """

    key: Secret
    address: str
    saved: Saved | None = None


class PeopleHr(Protocol):
    """One conversation with People HR, at its pace. Raises only the errors of `failures`, and `CancelledError`.

    A call that a person stops raises `CancelledError` when nothing was sent, else `UnansweredError`.
    """

    def company_name(self) -> str:
        """Return the company's name: the kindest test of a key."""
        ...

    def employees(self) -> list[Employee]:
        """Return the whole company, leavers included, reduced to the fields of `Employee`."""
        ...

    def timesheets(self, employee_id: str, period: Period) -> dict[date, Pairs]:
        """Return what stands there for an employee, by day; a day without a timesheet is left out."""
        ...

    def standing(self, employee_id: str, period: Period) -> dict[date, Standing]:
        """Return the same, and which of the days bear a comment."""
        ...

    def create(self, employee_id: str, day: date, pairs: Pairs) -> None:
        """Make the timesheet of a day that has none."""
        ...

    def update(self, employee_id: str, day: date, pairs: Pairs, latest: float = inf) -> None:
        """Replace all fifteen slots of a day's timesheet; raises `NotThereError` when there is none.

        Raises `TooLateError`, with nothing sent, when the pace does not let it leave by `latest` (monotonic seconds).
        """
        ...

    def delete(self, employee_id: str, day: date, latest: float = inf) -> None:
        """Delete a day's timesheet, with its comment; raises as `update` does."""
        ...

    @property
    def calls(self) -> int:
        """How many calls this conversation has made."""
        ...


class ConnectPeopleHr(Protocol):
    """Begins a conversation; `waiting` is told seconds and the reason whenever the pace makes it wait."""

    def __call__(
        self, credentials: Credentials, cancel: CancelToken, waiting: Callable[[float, str], None]
    ) -> PeopleHr:
        """Begin; nothing is sent before the first question."""
        ...


# Keys and this computer ----------------------------------------------------------------------------------------------


class Vault(Protocol):
    """One place where the key and its address are kept together."""

    @property
    def name(self) -> str:
        """The place in words a person understands: "the environment", "your own keyring"."""
        ...

    @property
    def read_only(self) -> bool:
        """Whether the key cannot be changed from here."""
        ...

    @property
    def machine_wide(self) -> bool:
        """Whether it is kept for everybody at this computer, so that only an administrator may change it."""
        ...

    def read(self) -> Credentials | None:
        """Return what is stored, None when nothing is; raises `UnusableError` when the place cannot be read."""
        ...

    def write(self, credentials: Credentials) -> None:
        """Store both, then read back; raises `UnusableError`, with the old ones untouched, when that fails."""
        ...

    def forget(self) -> None:
        """Remove what is stored; nothing happens when there is nothing."""
        ...


class DroppedKeyNote(Protocol):
    """A note, kept over a restart, that a change to the key could not be saved when the program had to end."""

    def leave(self) -> None:
        """Leave the note; where that fails there is nothing more to be done."""
        ...

    def take(self) -> bool:
        """Say whether the note is there, and remove it."""
        ...


class Elevated(Protocol):
    """The little that may be done as an administrator, after the system was asked for it."""

    def keep(self, credentials: Credentials) -> None:
        """Store key and address machine-wide; raises `UnusableError`, with the old ones untouched, when that fails."""
        ...

    def forget(self) -> None:
        """Remove the machine-wide key; raises `UnusableError` when that fails."""
        ...

    def end(self) -> None:
        """Give the rights back; nothing happens when they are given back already."""
        ...


class Elevation(Protocol):
    """Administrator rights: whether this process has them, and how to ask the system for the small task alone."""

    @property
    def is_administrator(self) -> bool:
        """Whether this process is an administrator already."""
        ...

    def ask(self, *, machine_wide: bool, cancel: CancelToken) -> Elevated | None:
        """Ask the system, and block while its prompt is open.

        Without `machine_wide` it is only asked whether an administrator agrees; `keep` and `forget` are of no use then.
        Returns None when there is nothing left to do here: the prompt was dismissed, or a window of the elevated side
        has done it all. Raises `UnusableError` when the system refuses, or has no way to ask.
        """
        ...


class OwnerLock(Protocol):
    """A lock on this computer that the system drops when its owner dies."""

    def try_take(self) -> bool:
        """Take the lock if nobody holds it; say whether it is held now."""
        ...

    def release(self) -> None:
        """Give it back; nothing happens when it is not held."""
        ...


Environment = Mapping[str, str]
