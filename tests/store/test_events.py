"""What every event store promises."""

import gc
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clockreports.domain.clock_events import ClockEvent, RejectedRow
from clockreports.domain.people import User
from clockreports.services.ports import Added, EventStore, LogRow, Quarantined, SourceFile
from tests.helpers.stores import MemoryEvents
from tests.store.conftest import AnyDatabase, Open, fresh

NINE = datetime(2026, 3, 2, 9)  # noqa: DTZ001 - a terminal's wall time
ALWAYS = (datetime.min, datetime.max)  # noqa: DTZ901 - likewise


READ_AT = datetime(2026, 3, 4, 9, tzinfo=UTC)


def source(digest: str = "d1", path: str = "log.dat", read_at: datetime = READ_AT) -> SourceFile:
    return SourceFile(path, digest, "attlog", read_at)


def numbered(rows: Iterable[ClockEvent | RejectedRow]) -> Iterator[LogRow]:
    for line, row in enumerate(rows, 1):
        yield row if isinstance(row, RejectedRow) else (line, row)


def taps(*minutes: int, terminal: str = "1", clock_id: str = "7", status: str = "0") -> list[ClockEvent]:
    return [ClockEvent(terminal, clock_id, NINE + timedelta(minutes=minute), status) for minute in minutes]


def named(events: EventStore) -> dict[tuple[str, str], str]:
    return {(user.terminal, user.clock_id): user.name for user in events.users()}


@pytest.fixture
def events(database: AnyDatabase) -> EventStore:
    return database.events


class TestEventStore:
    def test_an_empty_store_knows_nothing(self, events: EventStore) -> None:
        assert (events.taps(*ALWAYS), events.users(), events.quarantined()) == ([], [], [])

    def test_what_was_added_comes_back_as_it_was(self, events: EventStore) -> None:
        told = [
            ClockEvent("1", "007", NINE, "255"),
            ClockEvent("Büro", "7", NINE.replace(year=1969), "", second_pass=True),
            ClockEvent("Büro", "a b", NINE.replace(year=2106), "in"),
        ]
        assert events.add(source(), numbered(told)) == Added(3, 3, 0, 0)
        assert events.taps(*ALWAYS) == told

    def test_a_second_import_changes_nothing(self, events: EventStore) -> None:
        rows: list[ClockEvent | RejectedRow] = [*taps(0, 60), RejectedRow(3, "No such day.", "31/02")]
        events.add(source(), numbered(rows))
        before = (events.taps(*ALWAYS), events.users(), events.quarantined())
        assert events.add(source(), numbered(rows)) == Added(3, 0, 2, 1)
        assert (events.taps(*ALWAYS), events.users(), events.quarantined()) == before

    def test_a_row_twice_in_one_file_is_known_the_second_time(self, events: EventStore) -> None:
        assert events.add(source(), numbered(taps(0, 0, 1, 0))) == Added(4, 2, 2, 0)

    def test_files_that_overlap_add_up(self, events: EventStore) -> None:
        events.add(source("d1"), numbered(taps(0, 1, 2)))
        assert events.add(source("d2"), numbered(taps(1, 2, 3))) == Added(3, 1, 2, 0)
        assert events.users() == [User("1", "7", 4, NINE, NINE + timedelta(minutes=3), told_at=READ_AT)]

    def test_the_natural_key_is_terminal_clock_id_wall_time_and_status(self, events: EventStore) -> None:
        told = [ClockEvent(*key[:2], NINE, key[2]) for key in product(("1", "2"), ("7", "07"), ("0", "1"))]
        assert events.add(source(), numbered(told)).added == 8
        assert {(user.terminal, user.clock_id, user.events) for user in events.users()} == {
            ("1", "7", 2),
            ("1", "07", 2),
            ("2", "7", 2),
            ("2", "07", 2),
        }

    def test_the_same_file_of_another_terminal_adds_its_events(self, events: EventStore) -> None:
        events.add(source(), numbered(taps(0)))
        assert events.add(source(), numbered(taps(0, terminal="2"))).added == 1

    def test_a_known_tap_can_turn_out_to_be_of_the_second_pass_but_not_the_other_way(self, events: EventStore) -> None:
        (first,) = taps(0)
        second = ClockEvent(first.terminal, first.clock_id, first.at, first.status, second_pass=True)
        events.add(source("d1"), numbered([first]))
        assert events.add(source("d2"), numbered([second])) == Added(1, 0, 1, 0)
        assert events.taps(*ALWAYS) == [second]
        events.add(source("d3"), numbered([first]))
        assert events.taps(*ALWAYS) == [second]

    def test_taps_come_by_terminal_clock_id_and_time_whatever_the_order_of_the_file(self, events: EventStore) -> None:
        told = [*taps(5, 3, terminal="2"), *taps(4, clock_id="9"), *taps(9, 2), *taps(1, clock_id="12")]
        events.add(source(), numbered(told))
        assert events.taps(*ALWAYS) == sorted(told, key=lambda tap: (tap.terminal, tap.clock_id, tap.at))

    def test_a_period_has_its_beginning_but_not_its_end(self, events: EventStore) -> None:
        events.add(source(), numbered(taps(-1, 0, 59, 60)))
        assert events.taps(NINE, NINE + timedelta(hours=1)) == taps(0, 59)

    def test_taps_of_some_users_are_theirs_alone(self, events: EventStore) -> None:
        mine, theirs, elsewhere = taps(0), taps(1, clock_id="8"), taps(2, terminal="2")
        events.add(source(), numbered([*mine, *theirs, *elsewhere]))
        assert events.taps(*ALWAYS, [("1", "7"), ("1", "nobody")]) == mine
        assert events.taps(*ALWAYS, []) == []

    def test_a_firm_may_have_thousands_of_users(self, events: EventStore) -> None:
        users = [("1", f"{number:04}") for number in range(2500)]
        events.add(source(), numbered(ClockEvent(*user, NINE) for user in users))
        assert [(tap.terminal, tap.clock_id) for tap in events.taps(*ALWAYS, users)] == users

    def test_users_tell_their_first_and_last_tap(self, events: EventStore) -> None:
        events.add(source(), numbered([*taps(30, 10, 20), *taps(5, terminal="2", clock_id="1")]))
        assert events.users() == [
            User("1", "7", 3, NINE + timedelta(minutes=10), NINE + timedelta(minutes=30), told_at=READ_AT),
            User("2", "1", 1, NINE + timedelta(minutes=5), NINE + timedelta(minutes=5), told_at=READ_AT),
        ]

    def test_users_tell_when_a_file_last_told_of_them_even_of_nothing_new(self, events: EventStore) -> None:
        earlier, later = READ_AT - timedelta(days=1), READ_AT + timedelta(days=1)
        events.add(source("d1"), numbered([*taps(0), *taps(0, clock_id="8")]))
        events.add(source("d2", read_at=later), numbered(taps(0)))
        events.add(source("d3", read_at=earlier), numbered(taps(1, clock_id="8")))
        assert [(user.clock_id, user.told_at) for user in events.users()] == [("7", later), ("8", READ_AT)]

    def test_names_that_come_with_a_file_are_the_users(self, events: EventStore) -> None:
        told = {("1", "7"): "Zoë Example", ("2", "8"): "Ben", ("1", "nobody"): "Cleo"}
        events.add(source(), numbered([*taps(0), *taps(0, clock_id="8"), *taps(0, terminal="2", clock_id="8")]), told)
        assert named(events) == {("1", "7"): "Zoë Example", ("1", "8"): "", ("2", "8"): "Ben"}

    def test_names_are_looked_at_after_the_last_row(self, events: EventStore) -> None:
        names: dict[tuple[str, str], str] = {}

        def rows() -> Iterator[LogRow]:
            yield from numbered(taps(0))
            names["1", "7"] = "Ada"

        events.add(source(), rows(), names)
        assert named(events) == {("1", "7"): "Ada"}

    def test_a_later_file_may_rename_a_user_though_its_taps_are_known_but_takes_no_name_away(
        self, events: EventStore
    ) -> None:
        later = READ_AT + timedelta(days=1)
        both = [*taps(0), *taps(0, clock_id="8")]
        events.add(source("d1"), numbered(both), {("1", "7"): "Ada", ("1", "8"): "Ben"})
        events.add(source("d2", read_at=later), numbered(taps(0)), {("1", "7"): "Ada Example"})
        assert [(user.clock_id, user.name, user.told_at) for user in events.users()] == [
            ("7", "Ada Example", later),
            ("8", "Ben", READ_AT),
        ]
        events.add(source("d3"), numbered(both))
        assert named(events) == {("1", "7"): "Ada Example", ("1", "8"): "Ben"}

    def test_an_old_file_that_is_read_again_brings_no_old_name_back(self, events: EventStore) -> None:
        events.add(source("d1"), numbered(taps(0)), {("1", "7"): "Ada"})
        events.add(source("d2"), numbered(taps(0)), {("1", "7"): "Ada Example"})
        events.add(source("d1"), numbered(taps(0)), {("1", "7"): "Ada"})
        assert named(events) == {("1", "7"): "Ada Example"}

    def test_a_known_file_names_who_has_no_name_as_when_it_is_read_for_another_terminal(
        self, events: EventStore
    ) -> None:
        events.add(source(), numbered(taps(0)), {("1", "7"): "Ada"})
        events.add(source(), numbered(taps(0, terminal="2")), {("2", "7"): "Ada"})
        assert named(events) == {("1", "7"): "Ada", ("2", "7"): "Ada"}

    def test_days_are_counted_the_newest_first(self, events: EventStore) -> None:
        old = NINE.replace(year=1969, month=12, day=31, hour=23)
        told = [*taps(0, 14 * 60 + 59, 15 * 60), *taps(1, clock_id="8"), ClockEvent("1", "8", old)]
        events.add(source(), numbered(told))
        assert events.days() == [(date(2026, 3, 3), 1), (date(2026, 3, 2), 3), (date(1969, 12, 31), 1)]
        assert events.days([("1", "8"), ("1", "nobody")]) == [(date(2026, 3, 2), 1), (date(1969, 12, 31), 1)]
        assert events.days([]) == []

    def test_the_last_import_is_the_file_read_last_though_it_was_known(self, events: EventStore) -> None:
        assert events.last_import() is None
        events.add(source("d1", "a.dat"), numbered(taps(0)))
        assert events.last_import() == source("d1", "a.dat")
        events.add(source("d2", "b.dat"), numbered(taps(1)))
        assert events.last_import() == source("d2", "b.dat")
        later = READ_AT + timedelta(days=1)
        events.add(source("d1", "copy of a.dat", later), numbered(taps(0)))
        assert events.last_import() == source("d1", "a.dat", later)

    def test_rows_set_aside_come_back_in_the_order_of_files_and_lines(self, events: EventStore) -> None:
        late, early, other = (RejectedRow(line, "No such day.", f"€ {line}\t31/02") for line in (9, 2, 1))
        assert events.add(source("d2", "b.dat"), [late, early]) == Added(2, 0, 0, 2)
        events.add(source("d1", "a.dat"), [other])
        assert events.quarantined() == [
            Quarantined("b.dat", early),
            Quarantined("b.dat", late),
            Quarantined("a.dat", other),
        ]

    def test_a_copy_of_a_file_elsewhere_is_the_same_file(self, events: EventStore) -> None:
        row = RejectedRow(1, "No such day.", "31/02")
        events.add(source(path="a.dat"), [row])
        events.add(source(path="copy of a.dat"), [row])
        assert events.quarantined() == [Quarantined("a.dat", row)]

    def test_a_file_that_breaks_off_leaves_nothing(self, events: EventStore) -> None:
        def rows() -> Iterator[LogRow]:
            yield RejectedRow(1, "No such day.", "31/02")
            yield from ((line, tap) for line, tap in enumerate(taps(*range(12_000)), 2))
            raise OSError

        with pytest.raises(OSError):  # noqa: PT011 - any would do
            events.add(source(), rows(), {("1", "7"): "Ada"})
        assert (events.taps(*ALWAYS), events.users(), events.quarantined()) == ([], [], [])
        assert events.add(source(), numbered(taps(0))) == Added(1, 1, 0, 0)
        assert named(events) == {("1", "7"): ""}


def test_a_file_is_never_in_memory_as_a_whole(open_it: Open) -> None:
    alive = 0

    def rows() -> Iterator[LogRow]:
        nonlocal alive
        for line in range(250_000):
            yield line, ClockEvent("1", str(line % 5), NINE + timedelta(seconds=line))
        alive = sum(isinstance(thing, ClockEvent) for thing in gc.get_objects())

    assert open_it().events.add(source(), rows()).added == 250_000
    assert alive < 125_000


TAPS = st.lists(
    st.builds(
        ClockEvent,
        terminal=st.sampled_from(["1", "2"]),
        clock_id=st.sampled_from(["7", "07", "8"]),
        at=st.integers(0, 3).map(lambda minute: NINE + timedelta(minutes=minute)),
        status=st.sampled_from(["0", "1"]),
        second_pass=st.booleans(),
    ),
    max_size=12,
)


NAMES = st.dictionaries(st.tuples(st.sampled_from(["1", "2"]), st.sampled_from(["7", "8"])), st.sampled_from("AB"))


@given(files=st.lists(st.tuples(st.sampled_from("xyz"), TAPS, NAMES), max_size=4))
def test_whatever_the_files_hold_the_store_and_its_fake_agree(
    empty: Path, files: list[tuple[str, list[ClockEvent], dict[tuple[str, str], str]]]
) -> None:
    fake = MemoryEvents()
    with fresh(empty) as database:
        for digest, told, names in files:
            of_file = source(digest)
            assert database.events.add(of_file, numbered(told), names) == fake.add(of_file, numbered(told), names)
        assert database.events.taps(*ALWAYS) == fake.taps(*ALWAYS)
        assert database.events.users() == fake.users()
        assert database.events.days() == fake.days()
