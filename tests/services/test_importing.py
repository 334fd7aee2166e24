"""Importing clock logs: what is stored, what is told of it, and that twice is once."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

import pytest

from clockreports.base.errors import UnusableError
from clockreports.domain.clock_events import ClockEvent, RejectedRow
from clockreports.domain.people import Employee, Link
from clockreports.services.importing import MOST_REJECTED_SHOWN, NOTHING_ADDED, Importing
from clockreports.services.ports import Added, ClockLog, LogRow
from tests.helpers.clock import FakeClock
from tests.helpers.events import LONDON, taps
from tests.helpers.stores import MemoryDatabase, memory_database

NOT_A_LOG = UnusableError("notes.txt is not a clock log that can be read.", "Choose another file.")

Played = LogRow | UnusableError


class PlayedLogs:
    """Fulfils `ClockLogs` with rows that a test chose; a row that is an error is raised when it is its turn."""

    formats = ("attlog", "csv")

    def __init__(self, **files: list[Played]) -> None:
        self.files = files
        self.names: dict[str, dict[tuple[str, str], str]] = {}
        self.opened: list[tuple[str | None, str | None]] = []

    def digest(self, path: Path) -> str:
        """Return the name: every file of a test has its own content."""
        if path.stem not in self.files:
            raise NOT_A_LOG
        return path.stem

    @contextmanager
    def open(self, path: Path, format_name: str | None = None, terminal: str | None = None) -> Iterator[ClockLog]:
        """Play the rows, the last of which tells the names."""
        self.opened.append((format_name, terminal))
        names: dict[tuple[str, str], str] = {}
        yield ClockLog(format_name or "attlog", self._rows(path.stem, names), names)

    def _rows(self, name: str, names: dict[tuple[str, str], str]) -> Iterator[LogRow]:
        for row in self.files[name]:
            if isinstance(row, UnusableError):
                raise row
            yield row
        names.update(self.names.get(name, {}))


def _rows(text: str, clock_id: str = "7") -> list[Played]:
    return [(line, event._replace(clock_id=clock_id)) for line, event in enumerate(taps(text), 1)]


def _rejected(line: int) -> RejectedRow:
    return RejectedRow(line, "There is no time in this row.", f"row {line}")


class Office:
    """Where logs are imported."""

    def __init__(self, **files: list[Played]) -> None:
        self.database: MemoryDatabase = memory_database()
        self.logs = PlayedLogs(**files)
        self.importing = Importing(self.logs, self.database.events, self.database.people, FakeClock(), LONDON)

    def names(self) -> dict[str, str]:
        """Return the names of the users that are stored, by clock id."""
        return {user.clock_id: user.name for user in self.database.events.users()}

    def events(self) -> list[ClockEvent]:
        """Return all that is stored."""
        return self.database.events.taps(datetime(2000, 1, 1), datetime(2100, 1, 1))  # noqa: DTZ001 - wall time


MONDAY_LOG = "2026-03-09 09:00 17:00"


def test_a_log_is_stored_and_its_rows_are_counted() -> None:
    office = Office(gate=[*_rows(MONDAY_LOG), _rejected(3)])
    (imported,) = office.importing.import_files([Path("gate.dat")])
    assert (imported.path, imported.format, imported.problem) == (Path("gate.dat"), "attlog", None)
    assert (imported.counts, imported.rejected) == (Added(3, 2, 0, 1), (_rejected(3),))
    assert office.events() == [event._replace(clock_id="7") for event in taps(MONDAY_LOG)]


def test_importing_twice_changes_nothing() -> None:
    office = Office(gate=[*_rows(MONDAY_LOG), _rejected(3)])
    first, second = office.importing.import_files([Path("gate.dat"), Path("gate.dat")])
    stored = office.events()
    (third,) = office.importing.import_files([Path("gate.dat")])
    assert (first.counts, second.counts, third.counts) == (Added(3, 2, 0, 1), *[Added(3, 0, 2, 1)] * 2)
    assert office.events() == stored
    assert len(office.database.events.quarantined()) == 1


def test_where_a_log_came_from_is_remembered() -> None:
    office = Office(gate=[_rejected(1), *_rows(MONDAY_LOG)])
    office.importing.import_files([Path("gate.dat")])
    (row,) = office.database.events.quarantined()
    assert Path(row.path) == Path("gate.dat").absolute()


def test_the_format_and_the_terminal_that_a_person_names_are_handed_on() -> None:
    office = Office(gate=_rows(MONDAY_LOG))
    (imported,) = office.importing.import_files([Path("gate.dat")], format_name="csv", terminal="Gate")
    assert (office.logs.opened, imported.format) == ([("csv", "Gate")], "csv")


def test_a_file_that_cannot_be_used_does_not_keep_the_others_out() -> None:
    office = Office(gate=_rows(MONDAY_LOG), canteen=_rows("2026-03-10 09:00"))
    good, bad, other = office.importing.import_files([Path("gate.dat"), Path("notes.txt"), Path("canteen.dat")])
    assert (bad.problem, bad.counts, bad.format) == (NOT_A_LOG, NOTHING_ADDED, "")
    assert (good.counts.added, other.counts.added) == (2, 1)
    assert len(office.events()) == 3


def test_a_file_that_breaks_off_is_not_stored_in_part() -> None:
    office = Office(gate=[*_rows(MONDAY_LOG), NOT_A_LOG])
    (imported,) = office.importing.import_files([Path("gate.dat")])
    assert (imported.problem, office.events()) == (NOT_A_LOG, [])


# The night on which the clocks go back -----------------------------------------------------------------------------

NIGHT = "2026-10-25 00:30 01:10 01:50 01:05 01:40 02:10"


def test_the_second_pass_of_a_repeated_hour_is_told_by_the_order_of_the_file() -> None:
    office = Office(gate=_rows(NIGHT))
    office.importing.import_files([Path("gate.dat")])
    assert [f"{event.at:%H:%M}" for event in office.events() if event.second_pass] == ["01:05", "01:40"]


def test_every_terminal_and_every_file_has_an_order_of_its_own() -> None:
    office = Office(gate=_rows("2026-10-25 01:50 01:10@Attic"), canteen=_rows("2026-10-25 01:20"))
    office.importing.import_files([Path("gate.dat"), Path("canteen.dat")])
    assert not any(event.second_pass for event in office.events())


def test_a_second_pass_that_an_earlier_file_could_not_tell_is_learnt() -> None:
    office = Office(part=_rows("2026-10-25 01:05 01:40"), whole=_rows(NIGHT))
    office.importing.import_files([Path("part.dat")])
    assert not any(event.second_pass for event in office.events())
    office.importing.import_files([Path("whole.dat"), Path("part.dat")])
    assert [f"{event.at:%H:%M}" for event in office.events() if event.second_pass] == ["01:05", "01:40"]


# Names -------------------------------------------------------------------------------------------------------------


def test_names_that_a_log_tells_are_stored_and_a_later_log_may_change_them() -> None:
    office = Office(march=[*_rows(MONDAY_LOG), *_rows(MONDAY_LOG, "8")], april=_rows("2026-04-01 09:00"))
    office.logs.names = {"march": {("1", "7"): "Ada", ("1", "8"): "Ben"}, "april": {("1", "7"): "Ada Example"}}
    office.importing.import_files([Path("march.dat")])
    assert office.names() == {"7": "Ada", "8": "Ben"}
    office.importing.import_files([Path("april.dat"), Path("march.dat")])
    assert office.names() == {"7": "Ada Example", "8": "Ben"}, "a known file brings no old name back"


def test_a_name_links_nobody() -> None:
    office = Office(gate=_rows(MONDAY_LOG))
    office.logs.names = {"gate": {("1", "7"): "Ada Example"}}
    office.database.people.save_employees([Employee("PW1", first_name="Ada", last_name="Example")])
    (imported,) = office.importing.import_files([Path("gate.dat")])
    assert (imported.unknown_clock_ids, office.database.people.links()) == (("7",), [])


def test_a_file_that_breaks_off_names_nobody() -> None:
    office = Office(gate=_rows(MONDAY_LOG), more=[*_rows("2026-03-10 09:00"), NOT_A_LOG])
    office.logs.names = {"more": {("1", "7"): "Ada"}}
    office.importing.import_files([Path("gate.dat"), Path("more.dat")])
    assert office.names() == {"7": ""}


# What is told ------------------------------------------------------------------------------------------------------


def test_clock_ids_that_no_link_names_are_told_as_they_came() -> None:
    rows = [*_rows(MONDAY_LOG, "012"), *_rows(MONDAY_LOG, "9"), *_rows("2026-03-09 09:00@Gate", "9")]
    office = Office(gate=rows, canteen=_rows(MONDAY_LOG, "13"))
    office.database.people.change_links((), [Link("13", None), Link("9", 1, "Gate")])
    gate, canteen = office.importing.import_files([Path("gate.dat"), Path("canteen.dat")])
    assert (gate.unknown_clock_ids, canteen.unknown_clock_ids) == (("012", "9"), ())
    office.database.people.change_links((), [Link("12", 1), Link("9", 1, "1", valid_until=date(2026, 3, 1))])
    (again,) = office.importing.import_files([Path("gate.dat")])
    assert again.unknown_clock_ids == (), "a link of whatever days names a user"


def test_a_result_shows_the_first_of_many_rows_set_aside_and_the_store_keeps_them_all() -> None:
    many = MOST_REJECTED_SHOWN + 5
    office = Office(gate=[*_rows(MONDAY_LOG), *(_rejected(3 + n) for n in range(many))])
    (imported,) = office.importing.import_files([Path("gate.dat")])
    assert len(imported.rejected) == MOST_REJECTED_SHOWN
    assert (imported.counts.quarantined, len(office.database.events.quarantined())) == (many, many)


@pytest.mark.parametrize(
    ("rows", "told"), [(0, [0]), (4_999, [4_999]), (5_000, [5_000, 5_000]), (12_345, [5_000, 10_000, 12_345])]
)
def test_progress_is_told_every_few_thousand_rows_and_at_the_end(rows: int, told: list[int]) -> None:
    office = Office(gate=[_rejected(line) for line in range(rows)])
    heard: list[int] = []
    office.importing.import_files([Path("gate.dat")], progress=heard.append)
    assert heard == told
