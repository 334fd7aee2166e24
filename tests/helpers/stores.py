"""The database ports in memory, for tests of the use cases. They pass the same contract tests as the real ones."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import count

from clockreports.domain.clock_events import ClockEvent, RejectedRow
from clockreports.domain.ledger import LedgerEntry
from clockreports.domain.people import Employee, Link, User, natural_order
from clockreports.domain.periods import Period
from clockreports.domain.runs import Run, RunDay
from clockreports.services.failures import BusyError, LeaseLostError
from clockreports.services.ports import Added, Holder, LogRow, Quarantined, SourceFile
from tests.helpers.clock import START

_Key = tuple[str, str, datetime, str]


class MemoryEvents:
    """Fulfils `EventStore`."""

    def __init__(self) -> None:
        self._events: dict[_Key, ClockEvent] = {}
        self._sources: dict[str, SourceFile] = {}
        self._told_at: dict[tuple[str, str], datetime] = {}
        self._names: dict[tuple[str, str], str] = {}
        self._rejected: dict[tuple[str, int], RejectedRow] = {}

    def add(self, source: SourceFile, rows: Iterable[LogRow], names: Mapping[tuple[str, str], str] = {}) -> Added:
        """Store a file's rows, all or none, and the names that came with them."""
        events, rejected, told_at = self._events.copy(), self._rejected.copy(), self._told_at.copy()
        counts: Counter[str] = Counter()
        for row in rows:
            counts["rows"] += 1
            if isinstance(row, RejectedRow):
                counts["quarantined"] += 1
                rejected.setdefault((source.digest, row.line), row)
                continue
            event = row[1]
            key = (event.terminal, event.clock_id, event.at, event.status)
            told_at[key[:2]] = max(source.read_at, told_at.get(key[:2], source.read_at))
            counts["already_known" if key in events else "added"] += 1
            events[key] = event._replace(second_pass=event.second_pass or (key in events and events[key].second_pass))
        told = {user: name for user, name in names.items() if user in told_at}
        self._names = told | self._names if source.digest in self._sources else self._names | told
        first_read = self._sources.setdefault(source.digest, source)
        self._sources[source.digest] = replace(first_read, read_at=source.read_at)
        self._events, self._rejected, self._told_at = events, rejected, told_at
        return Added(counts["rows"], counts["added"], counts["already_known"], counts["quarantined"])

    def taps(
        self, first: datetime, last: datetime, users: Collection[tuple[str, str]] | None = None
    ) -> list[ClockEvent]:
        """Return the events of a period, by terminal, clock id and wall time."""
        return [
            event
            for _, event in sorted(self._events.items())
            if first <= event.at < last and (users is None or (event.terminal, event.clock_id) in users)
        ]

    def days(self, users: Collection[tuple[str, str]] | None = None) -> list[tuple[date, int]]:
        """Return every day with events and how many, the newest first."""
        found = Counter(event.at.date() for event in self.taps(datetime.min, datetime.max, users))  # noqa: DTZ901 - walls
        return sorted(found.items(), reverse=True)

    def users(self) -> list[User]:
        """Return every user, by terminal and clock id."""
        taps: dict[tuple[str, str], list[datetime]] = {}
        for terminal, clock_id, at, _status in sorted(self._events):
            taps.setdefault((terminal, clock_id), []).append(at)
        return [
            User(*user, len(own), own[0], own[-1], self._names.get(user, ""), told_at=self._told_at[user])
            for user, own in taps.items()
        ]

    def last_import(self) -> SourceFile | None:
        """Return the file that was read last, and when."""
        return max(reversed(self._sources.values()), key=lambda source: source.read_at, default=None)

    def quarantined(self) -> list[Quarantined]:
        """Return all rows ever set aside, in the order of files and lines."""
        return [
            Quarantined(source.path, row)
            for digest, source in self._sources.items()
            for (of_file, _line), row in sorted(self._rejected.items(), key=lambda item: item[0])
            if of_file == digest
        ]


class MemoryPeople:
    """Fulfils `PeopleStore`."""

    def __init__(self) -> None:
        self._employees: dict[int, Employee] = {}
        self._links: list[Link] = []
        self._numbers = count(1)

    def employees(self) -> list[Employee]:
        """Return every employee known, ordered by employee id."""
        return sorted(
            self._employees.values(), key=lambda employee: (natural_order(employee.employee_id), employee.number)
        )

    def save_employees(self, employees: Iterable[Employee]) -> None:
        """Store employees, all or none; raises `LookupError` for a number that was never given."""
        saved = self._employees.copy()
        for employee in employees:
            if employee.number and employee.number not in saved:
                raise LookupError(employee.number)
            number = employee.number or next(self._numbers)
            saved[number] = replace(employee, number=number)
        _require_unique(employee.employee_id for employee in saved.values() if employee.employee_id)
        _require_unique(employee.unique_key for employee in saved.values() if employee.unique_key is not None)
        self._employees = saved

    def links(self) -> list[Link]:
        """Return every link, in the order in which they were made."""
        return self._links.copy()

    def change_links(self, remove: Collection[Link], add: Collection[Link]) -> None:
        """Take links away and put others in."""
        self._links = [link for link in self._links if link not in remove] + list(add)


def _require_unique(values: Iterable[str]) -> None:
    values = list(values)
    if len(values) != len(set(values)):
        raise ValueError("Two employees have the same id.")


class MemoryLease:
    """Fulfils `LeaseStore`; `token` is whose lease it is, None when nobody's."""

    def __init__(self) -> None:
        self.token: str | None = None
        self._holder: Holder | None = None
        self._heartbeat = START
        self._tokens = count(1)

    def take(self, holder: Holder, now: datetime, *, others_are_gone: bool) -> str:
        """Take the lease and return its token; raises `BusyError` naming the holder."""
        other = self._holder
        lives = abs(now - self._heartbeat) <= timedelta(seconds=120)
        if other is not None and lives and not (others_are_gone and other.host == holder.host):
            raise BusyError("Another export is under way.", f"{other.user} on {other.host} is exporting.")
        self.token, self._holder, self._heartbeat = f"lease {next(self._tokens)}", holder, now
        return self.token

    def holder(self, now: datetime) -> Holder | None:
        """Return who is exporting now."""
        return self._holder if abs(now - self._heartbeat) <= timedelta(seconds=120) else None

    def beat(self, token: str, now: datetime) -> None:
        """Say that the holder lives; raises `LeaseLostError` when the lease was taken over."""
        self.require(token)
        self._heartbeat = now

    def release(self, token: str) -> None:
        """Give the lease back."""
        if token == self.token:
            self.token = self._holder = None

    def require(self, token: str) -> None:
        """Raise `LeaseLostError` unless `token` holds the lease."""
        if token != self.token:
            raise LeaseLostError("Another program took over this export.", "Export again.")


class MemoryLedger:
    """Fulfils `LedgerStore`."""

    def __init__(self, lease: MemoryLease) -> None:
        self._lease = lease
        self._entries: dict[tuple[int, date], LedgerEntry] = {}
        self._runs: dict[int, Run] = {}
        self._days: dict[tuple[int, int, date], RunDay] = {}

    def entries(self, period: Period) -> dict[tuple[int, date], LedgerEntry]:
        """Return the ledger of a period by (employee number, day)."""
        return {key: entry for key, entry in self._entries.items() if entry.day in period}

    def write(self, lease: str, entry: LedgerEntry, day: RunDay | None = None) -> None:
        """Store an entry and the run's line on it."""
        self._lease.require(lease)
        self._entries[entry.employee, entry.day] = entry
        if day is not None:
            self._days[entry.run, day.employee, day.day] = day

    def start_run(self, lease: str, run: Run) -> int:
        """Store a run that begins and return its number."""
        self._lease.require(lease)
        number = len(self._runs) + 1
        self._runs[number] = replace(run, number=number)
        return number

    def finish_run(self, lease: str, run: Run, days: Collection[RunDay]) -> None:
        """Store how a run ended, and its lines."""
        self._lease.require(lease)
        self._runs[run.number] = run
        self._days.update({(run.number, day.employee, day.day): day for day in days})

    def runs(self) -> list[Run]:
        """Return every run, the newest first."""
        return [self._runs[number] for number in sorted(self._runs, reverse=True)]

    def run_days(self, number: int) -> list[RunDay]:
        """Return the lines of one run, by employee and day."""
        return [
            day for (run, _employee, _day), day in sorted(self._days.items(), key=lambda item: item[0]) if run == number
        ]

    def lines_of(self, employee: int, day: date) -> list[tuple[Run, RunDay]]:
        """Return what every run had to say of an employee-day, the newest first."""
        return [
            (self._runs[run], line)
            for (run, of_employee, on_day), line in sorted(self._days.items(), key=lambda item: item[0], reverse=True)
            if (of_employee, on_day) == (employee, day)
        ]


class MemoryCalls:
    """Fulfils `CallLog`; `calls` maps a call's number to its start and its end."""

    def __init__(self) -> None:
        self.calls: dict[int, tuple[float, float | None]] = {}

    def reserve(self, now: float, most: int) -> tuple[int | None, float]:
        """Note a call that starts now, or say how long to wait."""
        for number, (start, end) in self.calls.items():
            if start > now:
                self.calls[number] = (now, now)
            elif end is not None and end > now:
                self.calls[number] = (start, now)
        ends = [start + 100 if end is None else end for start, end in self.calls.values()]
        over = sorted(end + 60.05 for end in ends if end + 60.05 > now)
        if len(over) >= most:
            return None, min(over[-most] - now, 60.05)
        number = len(self.calls) + 1
        self.calls[number] = (now, None)
        return number, 0.0

    def finished(self, call: int, now: float) -> None:
        """Note that the call ended."""
        self.calls[call] = (self.calls[call][0], now)


@dataclass(frozen=True, slots=True)
class MemoryDatabase:
    """All database ports in memory, under the names they have in `clockreports.store.Database`."""

    events: MemoryEvents
    people: MemoryPeople
    ledger: MemoryLedger
    lease: MemoryLease
    calls: MemoryCalls


def memory_database() -> MemoryDatabase:
    """Return an empty database in memory."""
    lease = MemoryLease()
    return MemoryDatabase(MemoryEvents(), MemoryPeople(), MemoryLedger(lease), lease, MemoryCalls())
