"""Which export a person is asked to go on with."""

import pytest

from clockreports.domain.ledger import DayState
from clockreports.domain.periods import Period
from clockreports.domain.runs import RunEnd
from clockreports.services.progress import Progress
from clockreports.services.resuming import interrupted
from tests.services.desk import BAD_KEY, MONDAY, NO_NETWORK, TUESDAY, WEDNESDAY, WEEK, Killed
from tests.services.firm import Firm

THREE_DAYS = "2026-03-09 09:00 17:00 | 2026-03-10 08:30 16:45 | 2026-03-11 09:00 17:00"


@pytest.fixture
def firm() -> Firm:
    """Return a firm with three days of Ada's."""
    firm = Firm()
    firm.sync()
    firm.tap("1", THREE_DAYS)
    return firm


def stop_after(firm: Firm, days: int, *employee_ids: str) -> None:
    """Export, and let a person stop it after so many days."""

    def stop(told: Progress) -> None:
        if told.done == days:
            firm.cancel.cancel()

    firm.export(*employee_ids, progress=stop)
    firm.cancel = type(firm.cancel)()


def test_nothing_is_offered_before_the_first_export_and_after_one_that_came_to_its_end(firm: Firm) -> None:
    assert interrupted(firm.exporting) is None
    firm.export()
    assert interrupted(firm.exporting) is None


def test_a_stopped_export_is_offered_with_how_far_it_came_and_whom_it_was_for(firm: Firm) -> None:
    stop_after(firm, 2, "PW1")
    found = interrupted(firm.exporting)
    assert found is not None
    assert (found.done, found.run.total, found.run.end) == (2, 3, RunEnd.STOPPED)
    assert (found.run.period, found.run.employee_ids) == (WEEK, ("PW1",))
    firm.export()
    assert interrupted(firm.exporting) is None


@pytest.mark.parametrize("error", [BAD_KEY, NO_NETWORK])
def test_one_that_met_a_problem_is_offered_too(firm: Firm, error: Exception) -> None:
    firm.people_hr.fail("create", error, skip=1, times=3)
    firm.export()
    found = interrupted(firm.exporting)
    assert found is not None
    assert found.done == 1


def test_one_that_was_killed_is_offered_with_the_days_it_had_done(firm: Firm) -> None:
    def die(text: str) -> None:
        if str(WEDNESDAY) in text:
            raise Killed

    firm.people_hr.before_call = die
    with pytest.raises(Killed):
        firm.export()
    found = interrupted(firm.exporting)
    assert found is not None
    assert (found.done, found.run.total, found.run.end) == (2, 3, RunEnd.RUNNING)


def test_one_that_is_under_way_is_not_offered(firm: Firm) -> None:
    seen = []
    firm.export(progress=lambda _told: seen.append((interrupted(firm.exporting), firm.exporting.under_way())))
    assert {offer for offer, _holder in seen} == {None}
    assert {holder.user for _offer, holder in seen if holder is not None} == {"ada"}
    assert firm.exporting.under_way() is None


def test_a_later_export_of_less_does_not_take_the_offer_away(firm: Firm) -> None:
    stop_after(firm, 1)
    firm.export(period=Period(MONDAY, TUESDAY))
    firm.export("PW1")
    found = interrupted(firm.exporting)
    assert found is not None
    assert found.run.end is RunEnd.STOPPED
    assert firm.export().counts == {DayState.UNCHANGED: 3}
    assert interrupted(firm.exporting) is None
