"""How old a look may be: nothing is changed in People HR on the strength of one that is older than that."""

from datetime import date, timedelta

import pytest

from clockreports.domain.ledger import DayState, LedgerEntry
from clockreports.domain.periods import Period
from clockreports.domain.timesheets import Pairs
from clockreports.services.failures import NotUnderstoodError, TooLateError
from clockreports.services.looking import LOOK_SECONDS, MOST_LOOKS, Looks, look_seconds
from tests.helpers.clock import FakeClock
from tests.services.desk import ADA, FRIDAY, LATER, MONDAY, SPLIT, TUESDAY, WEDNESDAY, WEEK, WHOLE, Desk, asked
from tests.services.entries import CHANGED_HERE, UPDATED, desk_with

SENT_WHOLE = [LedgerEntry(ADA.number, day, DayState.SENT, WHOLE, WHOLE) for day in WEEK]
THEIRS = SPLIT


class Window:
    """Looks through which everything is seen as `there`; `asked` lists what they asked for."""

    def __init__(self, days: int = 5) -> None:
        self.clock = FakeClock()
        self.asked: list[Period] = []
        last = MONDAY + timedelta(days=days - 1)
        self.looks = Looks(self._read, "PW1", last, self.clock, LOOK_SECONDS)

    def _read(self, _employee_id: str, period: Period) -> dict[date, Pairs]:
        self.asked.append(period)
        self.clock.advance(7)
        return {MONDAY: WHOLE}


def test_one_look_serves_the_days_that_follow_until_it_is_old() -> None:
    window = Window()
    assert (window.looks.at(MONDAY), window.looks.at(FRIDAY)) == (WHOLE, None)
    window.clock.advance(LOOK_SECONDS)
    assert window.looks.at(TUESDAY) is None
    assert window.asked == [WEEK]
    window.clock.advance(0.1)
    window.looks.at(WEDNESDAY)
    assert window.asked == [WEEK, Period(WEDNESDAY, FRIDAY)]


def test_a_look_counts_from_its_answer() -> None:
    window = Window()
    window.looks.at(MONDAY)
    assert window.looks.latest(MONDAY) == 7 + LOOK_SECONDS


def test_one_look_is_one_call_and_reads_a_month_at_most() -> None:
    window = Window(days=100)
    window.looks.at(MONDAY)
    window.looks.at(MONDAY + timedelta(days=31))
    assert [period.days for period in window.asked] == [31, 31]


def test_what_was_seen_can_be_forgotten_or_looked_at_afresh() -> None:
    window = Window()
    window.looks.at(MONDAY)
    window.looks.at(MONDAY, afresh=True)
    assert window.looks.saw(MONDAY)
    assert not window.looks.saw(TUESDAY)
    window.looks.forget()
    assert not window.looks.saw(MONDAY)
    window.looks.at(MONDAY)
    assert len(window.asked) == 3


class Spoilt:
    """Looks at a week of which one day cannot be read; `asked` lists what they asked for."""

    def __init__(self, day: date) -> None:
        self.asked: list[Period] = []
        self.looks = Looks(self._read, "PW1", FRIDAY, FakeClock(), LOOK_SECONDS)
        self._day = day

    def _read(self, _employee_id: str, period: Period) -> dict[date, Pairs]:
        self.asked.append(period)
        if self._day in period:
            raise NotUnderstoodError("What is that?")
        return dict.fromkeys(period, WHOLE)


@pytest.mark.parametrize("day", [*WEEK])
def test_a_day_that_cannot_be_read_spoils_no_other(day: date) -> None:
    spoilt = Spoilt(day)
    for other in WEEK:
        if other == day:
            with pytest.raises(NotUnderstoodError):
                spoilt.looks.at(other)
        else:
            assert spoilt.looks.at(other) == WHOLE
    assert len(spoilt.asked) <= 1 + WEEK.days


@pytest.mark.parametrize(("calls_per_minute", "seconds"), [(28, 10), (12, 10), (6, 20), (1, 120)])
def test_at_a_slow_pace_a_look_may_be_as_old_as_the_pace_makes_it(calls_per_minute: int, seconds: float) -> None:
    assert look_seconds(calls_per_minute) == seconds


# In an export ------------------------------------------------------------------------------------------------------


def corrected_week() -> Desk:
    """Return a desk where a whole week of Ada's was sent, and has changed here since."""
    desk = Desk()
    desk.remember(*SENT_WHOLE)
    desk.people_hr.days |= {("PW1", day): WHOLE for day in WEEK}
    return desk


def test_a_few_corrected_days_share_one_look() -> None:
    desk = corrected_week()
    desk.people_hr.before_call = lambda _text: desk.clock.advance(1)
    assert [line.state for line in desk.send({(ADA, day): LATER for day in WEEK})] == [DayState.UPDATED] * 5
    assert asked(desk.people_hr) == ["timesheets", *["update"] * 5]


def test_what_a_person_changed_after_the_look_is_seen_before_the_day_is_changed() -> None:
    desk = corrected_week()

    def wait(text: str) -> None:
        if text == f"update PW1 {TUESDAY}" and desk.clock.monotonic() == 0:
            desk.people_hr.days["PW1", FRIDAY] = THEIRS
            desk.clock.advance(45)

    desk.people_hr.before_call = wait
    states = [line.state for line in desk.send({(ADA, day): LATER for day in WEEK})]
    assert states == [*[DayState.UPDATED] * 4, DayState.CONFLICT]
    assert desk.people_hr.days["PW1", FRIDAY] == THEIRS


@pytest.mark.parametrize("action", ["update", "create"])
def test_a_day_that_is_edited_while_its_own_call_waits_is_not_overwritten(action: str) -> None:
    desk = desk_with(*CHANGED_HERE[:2]) if action == "update" else Desk()

    def wait(text: str) -> None:
        if text.startswith(action) and desk.clock.monotonic() == 0:
            desk.people_hr.days["PW1", MONDAY] = THEIRS
            desk.clock.advance(45)

    desk.people_hr.before_call = wait
    (line,) = desk.send({(ADA, MONDAY): LATER})
    assert (line.state, desk.people_hr.days["PW1", MONDAY]) == (DayState.CONFLICT, THEIRS)


def test_a_call_that_waited_is_made_after_another_look() -> None:
    desk = desk_with(*CHANGED_HERE[:2])
    waits = [45.0]

    def wait(text: str) -> None:
        desk.clock.advance(waits.pop() if text.startswith("update") and waits else 0)

    desk.people_hr.before_call = wait
    (line,) = desk.send({(ADA, MONDAY): LATER})
    assert (line.state, line.reason) == UPDATED
    assert asked(desk.people_hr) == ["timesheets", "timesheets", "update"]


def test_a_pace_that_leaves_no_time_at_all_ends_the_run_with_the_day_as_it_was() -> None:
    desk = desk_with(*CHANGED_HERE[:2])
    desk.people_hr.before_call = lambda text: desk.clock.advance(45 if text.startswith("update") else 0)
    with pytest.raises(TooLateError):
        desk.send({(ADA, MONDAY): LATER})
    assert asked(desk.people_hr) == ["timesheets"] * MOST_LOOKS
    assert (desk.entry().state, desk.entry().written) == (DayState.NOT_SENT, WHOLE)
    assert desk.people_hr.days["PW1", MONDAY] == WHOLE


@pytest.mark.parametrize(("there_then", "state"), [(None, DayState.SENT), (THEIRS, DayState.CONFLICT)])
def test_a_day_that_was_seen_to_exist_long_ago_is_looked_at_again(there_then: Pairs | None, state: DayState) -> None:
    desk = desk_with(*CHANGED_HERE[:2])
    desk.people_hr.days["PW1", TUESDAY] = WHOLE
    planned = desk.plan({(ADA, MONDAY): LATER, (ADA, TUESDAY): LATER})
    sender = desk.sender(planned)
    sender.send(planned[0])
    desk.clock.advance(45)
    del desk.people_hr.days["PW1", TUESDAY]
    if there_then is not None:
        desk.people_hr.days["PW1", TUESDAY] = there_then
    assert sender.send(planned[1]).state is state
    assert desk.people_hr.days["PW1", TUESDAY] == (there_then or LATER)
