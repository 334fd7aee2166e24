"""What holds for every `PeopleHr`, the fake of the service tests and the client alike.

`test_contract.py` runs it on each of them: a subclass says how to make a `World`.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable
from datetime import date, time
from typing import Final

import pytest

from clockreports.base.cancel import CancelToken
from clockreports.base.errors import CancelledError
from clockreports.base.secret import Secret
from clockreports.domain.people import Employee
from clockreports.domain.periods import Period
from clockreports.domain.timesheets import Pair, Pairs, Standing, from_text, to_text
from clockreports.services.failures import (
    AlreadyExistsError,
    KeyRefusedError,
    MissingRightError,
    NotThereError,
    RefusedError,
    TooLateError,
    UnansweredError,
    UnknownEmployeeError,
)
from clockreports.services.ports import ConnectPeopleHr, Credentials, PeopleHr

KEY: Final = "3f0c5a7e-0000-4000-8000-cafe00c0ffee"
EMPLOYEE_KEY: Final = "3f0c5a7e-0000-4000-8000-000000000001"
TIMESHEET_KEY: Final = "3f0c5a7e-0000-4000-8000-000000000002"
COMPANY: Final = "Farthingham Mill"
STAFF: Final = (
    Employee("PW1", "8b8a2a4e-1111-4111-8111-111111111111", "Amir", "Khan", "12", "P12", date(2024, 1, 8)),
    Employee("PW2", "8b8a2a4e-2222-4222-8222-222222222222", "Beth", "Owen", leaving_date=date(2026, 2, 27)),
    Employee("PW3"),
)
DAY: Final = date(2026, 3, 9)
WEEK: Final = Period(date(2026, 3, 9), date(2026, 3, 15))
PAIRS: Final = from_text("08:58-12:03 12:41-17:12")
FULL: Final = tuple(Pair(time(hour, 0), time(hour, 30)) for hour in range(15))


class World(ABC):
    """A People HR with `STAFF` in it, three keys (one for everything, one for each area), and a way into it."""

    def __init__(self) -> None:
        self.cancel = CancelToken()

    @property
    @abstractmethod
    def address(self) -> str:
        """Where it is."""

    @property
    @abstractmethod
    def connect(self) -> ConnectPeopleHr:
        """What begins conversations."""

    @property
    @abstractmethod
    def days(self) -> dict[tuple[str, date], Pairs]:
        """What stands there, seen from inside."""

    @abstractmethod
    def put(self, employee_id: str, day: date, pairs: Pairs) -> None:
        """Put a day there as a person would."""

    @abstractmethod
    def comment(self, employee_id: str, day: date) -> None:
        """Comment on a day as a person would; one without a timesheet gets one without times."""

    @abstractmethod
    def slow_down(self) -> None:
        """Let calls wait a minute for their turn from now on, as at the pace."""

    @abstractmethod
    def lose(self, action: str, *, done: bool) -> None:
        """Let the connection break in the next "create", "update" or "delete", after it was `done` or before."""

    @property
    @abstractmethod
    def arrived(self) -> int:
        """How many calls arrived there."""

    def talk(self, key: str = KEY) -> PeopleHr:
        """Begin a conversation."""
        return self.connect(Credentials(Secret(key), self.address), self.cancel, lambda *_: None)


class PeopleHrContract:
    """The rules; a subclass provides the fixture `world`."""

    def test_the_company_has_a_name(self, world: World) -> None:
        assert world.talk().company_name() == COMPANY

    @pytest.mark.parametrize("key", [EMPLOYEE_KEY, TIMESHEET_KEY])
    def test_every_good_key_may_ask_for_the_name(self, world: World, key: str) -> None:
        assert world.talk(key).company_name() == COMPANY

    def test_everybody_is_told_leavers_included(self, world: World) -> None:
        assert world.talk().employees() == list(STAFF)

    @pytest.mark.parametrize(
        "pairs", [PAIRS, FULL, from_text("09:00-"), from_text("22:00-23:59"), from_text("00:00-06:00")]
    )
    def test_a_day_that_was_created_is_read_back(self, world: World, pairs: Pairs) -> None:
        people_hr = world.talk()
        people_hr.create("PW1", DAY, pairs)
        assert people_hr.timesheets("PW1", WEEK) == {DAY: pairs}
        assert world.days == {("PW1", DAY): pairs}

    def test_seconds_are_left_out(self, world: World) -> None:
        world.talk().create("PW1", DAY, from_text("09:00:59-17:30:01"))
        assert world.days == {("PW1", DAY): from_text("09:00-17:30")}

    def test_a_day_is_created_only_once(self, world: World) -> None:
        people_hr = world.talk()
        people_hr.create("PW1", DAY, PAIRS)
        with pytest.raises(AlreadyExistsError):
            people_hr.create("PW1", DAY, from_text("09:00-17:30"))
        assert world.days == {("PW1", DAY): PAIRS}

    def test_an_update_replaces_the_whole_day(self, world: World) -> None:
        world.put("PW1", DAY, FULL)
        world.talk().update("PW1", DAY, PAIRS)
        assert world.days == {("PW1", DAY): PAIRS}

    def test_an_update_of_nothing_makes_nothing(self, world: World) -> None:
        with pytest.raises(NotThereError):
            world.talk().update("PW1", DAY, PAIRS)
        assert world.days == {}

    def test_a_deleted_day_is_gone_with_its_comment_and_can_be_made_again(self, world: World) -> None:
        world.put("PW1", DAY, PAIRS)
        world.comment("PW1", DAY)
        people_hr = world.talk()
        people_hr.delete("PW1", DAY)
        assert (people_hr.standing("PW1", WEEK), world.days) == ({}, {})
        people_hr.create("PW1", DAY, PAIRS)
        assert people_hr.standing("PW1", WEEK) == {DAY: Standing(PAIRS)}

    def test_what_is_not_there_cannot_be_deleted(self, world: World) -> None:
        world.put("PW3", DAY, PAIRS)
        with pytest.raises(NotThereError):
            world.talk().delete("PW1", DAY)
        assert world.days == {("PW3", DAY): PAIRS}

    def test_a_comment_is_told_and_stays_when_the_times_change_or_go(self, world: World) -> None:
        world.comment("PW1", DAY)
        world.put("PW3", DAY, PAIRS)
        people_hr = world.talk()
        assert people_hr.standing("PW1", WEEK) == {DAY: Standing((), commented=True)}
        assert people_hr.standing("PW3", WEEK) == {DAY: Standing(PAIRS, commented=False)}
        for pairs in (FULL, ()):
            people_hr.update("PW1", DAY, pairs)
            assert people_hr.standing("PW1", WEEK) == {DAY: Standing(pairs, commented=True)}

    def test_a_day_without_a_comment_cannot_be_emptied(self, world: World) -> None:
        world.put("PW1", DAY, PAIRS)
        with pytest.raises(RefusedError, match="mandatory"):
            world.talk().update("PW1", DAY, ())
        assert world.days == {("PW1", DAY): PAIRS}

    def test_what_cannot_leave_in_time_does_not_leave(self, world: World) -> None:
        world.put("PW1", DAY, FULL)
        people_hr = world.talk()
        people_hr.timesheets("PW1", WEEK)
        world.slow_down()
        with pytest.raises(TooLateError):
            people_hr.update("PW1", DAY, PAIRS, 10.0)
        with pytest.raises(TooLateError):
            people_hr.delete("PW1", DAY, 10.0)
        assert (world.days, people_hr.calls, world.arrived) == ({("PW1", DAY): FULL}, 1, 1)

    @pytest.mark.parametrize(
        "ask",
        [
            lambda people_hr: people_hr.create("PW9", DAY, PAIRS),
            lambda people_hr: people_hr.update("PW9", DAY, PAIRS),
            lambda people_hr: people_hr.delete("PW9", DAY),
            lambda people_hr: people_hr.timesheets("PW9", WEEK),
        ],
        ids=["create", "update", "delete", "timesheets"],
    )
    def test_an_employee_nobody_knows_is_told_apart(self, world: World, ask: Callable[[PeopleHr], object]) -> None:
        with pytest.raises(UnknownEmployeeError):
            ask(world.talk())
        assert world.days == {}

    def test_only_the_days_of_the_employee_in_the_period_are_told(self, world: World) -> None:
        for employee_id, day in [("PW1", date(2026, 3, 8)), ("PW1", DAY), ("PW1", date(2026, 3, 16)), ("PW3", DAY)]:
            world.put(employee_id, day, PAIRS)
        assert world.talk().timesheets("PW1", WEEK) == {DAY: PAIRS}

    def test_there_may_be_no_days_at_all(self, world: World) -> None:
        people_hr = world.talk()
        for _ in range(6):
            assert people_hr.timesheets("PW1", WEEK) == {}

    def test_what_a_person_put_there_is_told_as_it_stands(self, world: World) -> None:
        for text, day in [("09:00:30-17:30", date(2026, 3, 9)), ("09:00-17:30:15", date(2026, 3, 10))]:
            world.put("PW1", day, from_text(text))
        found = world.talk().timesheets("PW1", WEEK)
        assert [to_text(pairs) for pairs in found.values()] == ["09:00:30-17:30", "09:00-17:30:15"]

    @pytest.mark.parametrize(("days", "calls"), [(1, 1), (31, 1), (32, 2), (70, 3)])
    def test_a_long_period_takes_a_call_for_every_31_days(self, world: World, days: int, calls: int) -> None:
        last = date.fromordinal(DAY.toordinal() + days - 1)
        for day in {DAY, last}:
            world.put("PW1", day, PAIRS)
        people_hr = world.talk()
        assert people_hr.timesheets("PW1", Period(DAY, last)) == dict.fromkeys((DAY, last), PAIRS)
        assert people_hr.calls == world.arrived == calls

    @pytest.mark.parametrize(
        ("employee_id", "day", "pairs", "words"),
        [
            ("PW1", date(2024, 1, 7), PAIRS, "start date"),
            ("PW2", date(2026, 2, 28), PAIRS, "leaving date"),
            ("PW1", DAY, (), "mandatory"),
            ("PW1", DAY, from_text("12:00-09:00"), "sequense"),
        ],
        ids=["too early", "too late", "no times", "backwards"],
    )
    def test_what_is_refused_for_good_comes_in_people_hr_s_words(
        self, world: World, employee_id: str, day: date, pairs: Pairs, words: str
    ) -> None:
        with pytest.raises(RefusedError, match=words) as caught:
            world.talk().create(employee_id, day, pairs)
        assert type(caught.value) is RefusedError
        assert world.days == {}

    def test_after_a_day_left_open_no_later_one_is_taken(self, world: World) -> None:
        world.put("PW1", date(2026, 3, 8), from_text("09:00-"))
        with pytest.raises(RefusedError, match="Last day"):
            world.talk().create("PW1", DAY, PAIRS)

    def test_a_sixteenth_pair_is_refused_without_a_call(self, world: World) -> None:
        people_hr = world.talk()
        for write in (people_hr.create, people_hr.update):
            with pytest.raises(RefusedError):
                write("PW1", DAY, (*FULL, Pair(time(23), time(23, 1))))
        assert people_hr.calls == world.arrived == 0

    @pytest.mark.parametrize("done", [True, False])
    def test_when_the_reply_is_lost_it_may_be_done_or_not(self, world: World, *, done: bool) -> None:
        people_hr = world.talk()
        world.lose("create", done=done)
        with pytest.raises(UnansweredError):
            people_hr.create("PW1", DAY, PAIRS)
        assert world.days == ({("PW1", DAY): PAIRS} if done else {})
        world.put("PW1", DAY, FULL)
        world.lose("update", done=done)
        with pytest.raises(UnansweredError):
            people_hr.update("PW1", DAY, PAIRS)
        assert world.days == {("PW1", DAY): PAIRS if done else FULL}
        world.lose("delete", done=done)
        with pytest.raises(UnansweredError):
            people_hr.delete("PW1", DAY)
        assert world.days == ({} if done else {("PW1", DAY): FULL})
        assert people_hr.calls == world.arrived == 3

    def test_calls_are_counted_whatever_comes_of_them(self, world: World) -> None:
        people_hr = world.talk()
        people_hr.create("PW1", DAY, PAIRS)
        with pytest.raises(AlreadyExistsError):
            people_hr.create("PW1", DAY, PAIRS)
        assert people_hr.calls == 2
        assert world.talk().calls == 0, "every conversation counts its own"

    def test_an_unknown_key_is_refused(self, world: World) -> None:
        with pytest.raises(KeyRefusedError) as caught:
            world.talk("ffffffff-ffff-4fff-8fff-ffffffffffff").company_name()
        assert not isinstance(caught.value, MissingRightError)

    def test_a_missing_right_names_the_area(self, world: World) -> None:
        with pytest.raises(MissingRightError) as caught:
            world.talk(TIMESHEET_KEY).employees()
        assert caught.value.area == "Employee"
        with pytest.raises(MissingRightError) as caught:
            world.talk(EMPLOYEE_KEY).create("PW1", DAY, PAIRS)
        assert caught.value.area == "Timesheet"
        assert world.days == {}

    def test_a_key_for_timesheets_alone_will_do_for_timesheets(self, world: World) -> None:
        world.talk(TIMESHEET_KEY).create("PW1", DAY, PAIRS)
        assert world.days == {("PW1", DAY): PAIRS}

    def test_nothing_is_asked_once_somebody_asked_to_stop(self, world: World) -> None:
        people_hr = world.talk()
        world.cancel.cancel()
        with pytest.raises(CancelledError):
            people_hr.create("PW1", DAY, PAIRS)
        assert people_hr.calls == world.arrived == 0
