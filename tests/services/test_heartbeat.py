"""Who holds the lease shows that it lives before each call, but not all the time."""

from collections.abc import Callable

import pytest

from clockreports.base.cancel import CancelToken
from clockreports.services.failures import LeaseLostError
from clockreports.services.heartbeat import HEARTBEAT_SECONDS, Alive, Heartbeat
from clockreports.services.ports import PeopleHr
from tests.helpers.clock import FakeClock
from tests.helpers.peoplehr import FakePeopleHr
from tests.services.desk import ADA, KEY, LATER, MONDAY, WEEK, WHOLE

ASKED: dict[str, Callable[[PeopleHr], object]] = {
    "company_name": lambda people_hr: people_hr.company_name(),
    "employees": lambda people_hr: people_hr.employees(),
    "timesheets": lambda people_hr: people_hr.timesheets("PW1", WEEK),
    "standing": lambda people_hr: people_hr.standing("PW1", WEEK),
    "create": lambda people_hr: people_hr.create("PW1", WEEK.last, WHOLE),
    "update": lambda people_hr: people_hr.update("PW1", MONDAY, LATER),
    "delete": lambda people_hr: people_hr.delete("PW1", MONDAY),
}


class Room:
    """A conversation in which time passes; `told` lists beats and calls in their order."""

    def __init__(self) -> None:
        self.clock = FakeClock()
        self.told: list[str] = []
        people_hr = FakePeopleHr([ADA])
        people_hr.days["PW1", MONDAY] = WHOLE
        people_hr.before_call = lambda _text: self.told.append("call")
        conversation = people_hr(KEY, CancelToken(), lambda _seconds, _reason: None)
        self.alive = Alive(conversation, Heartbeat(self.beat, self.clock))

    def beat(self) -> None:
        """Note a beat."""
        self.told.append("beat")


@pytest.mark.parametrize("question", ASKED)
def test_each_call_is_made_by_somebody_who_was_seen_to_live(question: str) -> None:
    room = Room()
    room.clock.advance(60)
    ASKED[question](room.alive)
    assert room.told == ["beat", "call"]
    assert room.alive.calls == 1


def test_it_does_not_beat_more_often_than_it_has_to() -> None:
    room = Room()
    for _ in range(7):
        room.alive.company_name()
        room.clock.advance(HEARTBEAT_SECONDS / 2)
    assert room.told.count("beat") == 3


def test_nothing_is_asked_by_somebody_who_was_taken_for_gone() -> None:
    room = Room()

    def lost() -> None:
        raise LeaseLostError("Another program took over this export.", "Export again.")

    alive = Alive(room.alive, Heartbeat(lost, room.clock))
    room.clock.advance(60)
    with pytest.raises(LeaseLostError):
        alive.create("PW1", WEEK.last, WHOLE)
    assert room.told == []
