"""Work days and timesheets of a period: the same whatever period they are asked in, and nobody drops out silently."""

from collections.abc import Collection, Iterable
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typing_extensions import override

from clockreports.domain.clock_events import ClockEvent
from clockreports.domain.people import Link
from clockreports.domain.periods import Period
from clockreports.domain.settings import Settings
from clockreports.services.ports import SourceFile
from clockreports.services.review import Review, Reviewed, Unlinked
from tests.helpers.clock import START
from tests.helpers.events import shown_day, shown_sheet, taps
from tests.helpers.stores import MemoryEvents, MemoryPeople
from tests.helpers.strategies import taps_of_one_person
from tests.services.desk import FRIDAY, MONDAY, THURSDAY, TUESDAY, WEDNESDAY, WEEK

DECADE = Period(date(2020, 1, 1), date(2029, 12, 31))

SETTINGS = [
    Settings(),
    Settings(trusted_terminals=("1", "2")),
    Settings(longest_shift=23 * 60, longest_interval=23 * 60),
    Settings(longest_shift=60, shift_gap=30, longest_interval=60),
    Settings(split_night_shifts=False),
]


class WatchedEvents(MemoryEvents):
    """Notes from when on taps were asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.asked_from: list[date] = []

    @override
    def taps(
        self, first: datetime, last: datetime, users: Collection[tuple[str, str]] | None = None
    ) -> list[ClockEvent]:
        self.asked_from.append(first.date())
        return super().taps(first, last, users)


def _review(
    events: Iterable[ClockEvent], links: Iterable[Link] = (Link("7", 1),), settings: Settings | None = None
) -> Review:
    store, people = WatchedEvents(), MemoryPeople()
    store.add(SourceFile("log", "0", "attlog", START), enumerate(events, 1))
    people.change_links((), list(links))
    return Review(store, people, settings or Settings())


def _day(day: date) -> Period:
    return Period(day, day)


def _shown(reviewed: Reviewed) -> list[str]:
    return [shown_sheet(sheet) for sheet in reviewed.timesheets]


# The same in whatever period ---------------------------------------------------------------------------------------


@st.composite
def _links_of_two(draw: st.DrawFn, days: list[date]) -> list[Link]:
    """Draw whose number 7 is: one person's, or somebody else's from a day on, perhaps on one terminal only."""
    if not days or draw(st.booleans()):
        return [Link("7", 1)]
    day = draw(st.sampled_from(days))
    terminal = draw(st.sampled_from([None, "2"]))
    until = day - timedelta(days=1)
    return [Link("7", 1, None, None, until if terminal is None else None), Link("7", 2, terminal, day)]


def _long_chain(most: int = 60) -> st.SearchStrategy[list[ClockEvent]]:
    """Draw the taps of someone who is hardly ever away for longer than a shift may last: weeks without a sure start."""
    pauses = st.lists(st.integers(1, 16 * 60) | st.sampled_from([15 * 60, 16 * 60, 16 * 60 + 1]), max_size=most)

    def made(minutes: list[int]) -> list[ClockEvent]:
        at, events = datetime(2026, 3, 2, 5, 0), []  # noqa: DTZ001 - wall time
        for pause in minutes:
            at += timedelta(minutes=pause)
            events.append(ClockEvent("1", "7", at))
        return events

    return pauses.map(made)


@given(st.data(), taps_of_one_person() | _long_chain(), st.sampled_from(SETTINGS))
def test_a_day_comes_out_the_same_in_whatever_period_it_is_asked_for(
    data: st.DataObject, events: list[ClockEvent], settings: Settings
) -> None:
    dates = sorted({event.at.date() for event in events})
    review = _review(events, data.draw(_links_of_two(dates)), settings)
    whole = review.period(DECADE)
    around = {day + timedelta(days=days) for day in dates for days in (-1, 0, 1)}
    for day in around:
        alone = review.period(_day(day))
        assert list(alone.work_days) == [each for each in whole.work_days if each.day == day]
        assert list(alone.timesheets) == [each for each in whole.timesheets if each.day == day]
    assert {each.day for each in whole.work_days} | {each.day for each in whole.timesheets} <= around


def test_it_looks_back_until_it_finds_a_start_and_no_further() -> None:
    """A tap every fifteen hours: which one begins a shift follows from the very first."""
    first = datetime(2026, 1, 5, 6, 0)  # noqa: DTZ001 - wall time
    events = [ClockEvent("1", "7", first + timedelta(hours=15 * n)) for n in range(100)]
    review = _review([*events, ClockEvent("1", "7", datetime(2025, 6, 1, 6, 0))])  # noqa: DTZ001 - wall time
    day = events[-2].at.date()
    assert review.period(_day(day)).timesheets == tuple(
        sheet for sheet in review.period(DECADE).timesheets if sheet.day == day
    )
    store = review.events
    assert isinstance(store, WatchedEvents)
    assert store.asked_from[:4] == [day - timedelta(days=back) for back in (7, 14, 28, 56)]


def test_it_looks_back_once_when_everybody_slept_in_between() -> None:
    review = _review(taps("2026-02-02 09:00 17:00 | 2026-03-06 09:00 17:00 | 2026-03-09 09:00 17:00"))
    assert _shown(review.period(WEEK)) == [f"{MONDAY} 09:00-17:00"]
    store = review.events
    assert isinstance(store, WatchedEvents)
    assert store.asked_from == [MONDAY - timedelta(days=7)]


def test_it_looks_further_back_only_for_whom_that_takes() -> None:
    restless = [event._replace(clock_id="8") for event in taps(_every_twelve_hours(MONDAY - timedelta(days=9), 24))]
    review = _review([*taps("2026-02-02 09:00 | 2026-03-09 09:00 17:00"), *restless], [Link("7", 1), Link("8", 2)])
    sheets = [sheet for sheet in review.period(_day(MONDAY)).timesheets if sheet.employee == 1]
    assert [shown_sheet(sheet) for sheet in sheets] == [f"{MONDAY} 09:00-17:00"]


def _every_twelve_hours(first: date, times: int) -> str:
    start = datetime.combine(first, time(7))
    return " ".join(f"{start + timedelta(hours=12 * n):%Y-%m-%d %H:%M}" for n in range(times))


# The ends of a period ----------------------------------------------------------------------------------------------


def test_the_tail_of_the_night_before_belongs_to_the_first_day() -> None:
    reviewed = _review(taps("2026-03-08 22:00 | 2026-03-09 06:00 22:00 | 2026-03-10 06:00")).period(_day(MONDAY))
    assert [shown_day(day) for day in reviewed.work_days] == [f"{MONDAY} 22:00-06:00 = 8:00"]
    assert _shown(reviewed) == [f"{MONDAY} 00:00-06:00 22:00-23:59"]


def test_a_broken_shift_of_the_night_before_keeps_the_first_day_back() -> None:
    reviewed = _review(taps("2026-03-08 22:00 | 2026-03-09 02:00 02:30")).period(_day(MONDAY))
    assert reviewed.work_days == ()
    assert _shown(reviewed) == [f"{MONDAY} 00:00-02:00 !"]
    assert reviewed.timesheets[0].attention == "Shift of 08/03/2026: A tap is missing after 02:30."


def test_a_shift_that_ends_after_the_period_is_whole() -> None:
    reviewed = _review(taps("2026-03-09 22:00 | 2026-03-10 06:00")).period(_day(MONDAY))
    assert [shown_day(day) for day in reviewed.work_days] == [f"{MONDAY} 22:00-06:00 = 8:00"]
    assert _shown(reviewed) == [f"{MONDAY} 22:00-23:59"]


def test_employees_come_in_order_and_those_without_taps_are_left_out() -> None:
    events = [event._replace(clock_id=clock_id) for clock_id in "21" for event in taps("2026-03-10 09:00 17:00")]
    reviewed = _review(events, [Link("1", 1), Link("2", 2), Link("3", 3)]).period(WEEK)
    assert [(sheet.employee, sheet.day) for sheet in reviewed.timesheets] == [(1, TUESDAY), (2, TUESDAY)]
    assert [(day.employee, day.day) for day in reviewed.work_days] == [(1, TUESDAY), (2, TUESDAY)]


def test_a_period_without_taps_is_empty() -> None:
    assert _review([]).period(WEEK) == Reviewed((), (), ())


# Whose taps --------------------------------------------------------------------------------------------------------


def test_a_number_counts_for_whose_it_was_on_the_day() -> None:
    links = [Link("7", 1, None, None, TUESDAY), Link("7", 2, None, THURSDAY)]
    days = " | ".join(f"{day} 09:00 17:00" for day in WEEK)
    reviewed = _review(taps(days), links).period(WEEK)
    assert [(sheet.employee, sheet.day) for sheet in reviewed.timesheets] == [
        (1, MONDAY),
        (1, TUESDAY),
        (2, THURSDAY),
        (2, FRIDAY),
    ]
    assert reviewed.unlinked == (Unlinked("7", 2, "1"),), f"{WEDNESDAY} is nobody's"


def test_taps_of_one_person_on_several_terminals_and_numbers_make_one_day() -> None:
    badge = taps("2026-03-09 17:00@Gate")[0]._replace(clock_id="B-12")
    reviewed = _review([*taps("2026-03-09 09:00"), badge], [Link("007", 1), Link("b-12", 1, "Gate")]).period(WEEK)
    assert _shown(reviewed) == [f"{MONDAY} 09:00-17:00"]


@pytest.mark.parametrize(
    ("links", "unlinked"),
    [
        ([], [Unlinked("7", 2, "1"), Unlinked("7", 1, "Gate")]),
        ([Link("7", 1, "Gate")], [Unlinked("7", 2, "1")]),
        ([Link("7", 1, None, TUESDAY)], [Unlinked("7", 2, "1")]),
        ([Link("7", None)], []),
        ([Link("7", None, "1"), Link("7", 1)], []),
    ],
)
def test_users_without_a_link_are_counted_within_the_period(links: list[Link], unlinked: list[Unlinked]) -> None:
    events = taps("2026-03-08 23:59 | 2026-03-09 00:00 23:59 | 2026-03-10 12:00@Gate | 2026-03-11 00:00")
    assert list(_review(events, links).period(Period(MONDAY, TUESDAY)).unlinked) == unlinked


def test_taps_of_people_not_in_people_hr_go_nowhere() -> None:
    reviewed = _review(taps("2026-03-09 09:00 17:00"), [Link("7", None)]).period(WEEK)
    assert reviewed == Reviewed((), (), ())


@given(st.data(), taps_of_one_person() | _long_chain(), st.sampled_from(SETTINGS))
def test_what_is_wanted_are_the_timesheets_of_those_asked_for_and_everybody_unlinked(
    data: st.DataObject, events: list[ClockEvent], settings: Settings
) -> None:
    dates = sorted({event.at.date() for event in events})
    review = _review(events, data.draw(_links_of_two(dates)), settings)
    reviewed = review.period(DECADE)
    for employees in ({1}, {2}, {1, 2}, set[int]()):
        wanted = review.wanted(DECADE, employees)
        assert list(wanted.timesheets) == [sheet for sheet in reviewed.timesheets if sheet.employee in employees]
        assert wanted.unlinked == reviewed.unlinked


def test_a_large_firm_is_read_in_parts_and_comes_out_whole() -> None:
    people = [str(number) for number in range(1, 252)]
    events = [event._replace(clock_id=person) for person in people for event in taps("2026-03-09 09:00 17:00")]
    review = _review(events, [Link(person, int(person)) for person in people])
    reviewed = review.period(_day(MONDAY))
    assert [sheet.employee for sheet in reviewed.timesheets] == [int(person) for person in people]
    store = review.events
    assert isinstance(store, WatchedEvents)
    assert len(store.asked_from) == 3


def test_the_last_shift_may_end_before_the_next_midnight_but_one() -> None:
    settings = Settings(longest_shift=23 * 60, longest_interval=23 * 60)
    reviewed = _review(taps("2026-03-09 23:59 | 2026-03-10 22:58"), settings=settings).period(_day(MONDAY))
    assert [shown_day(day) for day in reviewed.work_days] == [f"{MONDAY} 23:59-22:58 = 22:59"]
