"""Yesterday's backup, restored, and then an export: no double, no lost day, nobody's edit overwritten, the pace kept.

People HR goes on while a database goes back; each test says what happened there since the backup.
"""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final

import pytest

from clockreports.base.cancel import CancelToken
from clockreports.bootstrap.rescue import open_backups
from clockreports.domain.ledger import DayState
from clockreports.domain.periods import Period
from clockreports.domain.runs import RunEnd
from clockreports.practice.server import PracticeServer
from clockreports.services.exporting import ExportOrder
from clockreports.services.ports_backups import Contents, Restored
from clockreports.services.progress import Progress
from clockreports.services.undoing import Undoing
from tests.end2end.site import (
    FIRST,
    FIRST_LOG,
    MONDAY,
    NOW,
    PERIOD,
    SECOND,
    SECOND_LOG,
    TUESDAY,
    WEDNESDAY,
    Site,
    company,
)
from tests.end2end.test_pace import ALLOWED, DAYS, busiest_minute, export_some, many_days
from tests.helpers.clock import FakeClock

THIRD_LOG: Final = "    1\t2026-03-09 17:40:00\t1\t0\t1\t0\n    1\t2026-03-09 18:00:00\t1\t0\t1\t0\n"
"""One of the two changed days changes once more."""

EDITED: Final = (("10:00", "11:00"),)


@dataclass(frozen=True, slots=True)
class Keeper:
    """Backs the firm's database up, and restores it, as commands of their own."""

    site: Site

    @property
    def backup(self) -> Path:
        """The backup of these tests."""
        return self.site.folder / "yesterday.db"

    def back_up(self) -> Contents:
        """Make it."""
        with open_backups(None, self.site.environment, self.site.clock) as backing_up:
            return backing_up.back_up(self.backup)

    def restore(self) -> Restored:
        """Put it in place."""
        with open_backups(None, self.site.environment, self.site.clock) as backing_up:
            return backing_up.restore(self.backup)


@pytest.fixture
def keeper(site: Site) -> Keeper:
    return Keeper(site)


def writes(site: Site) -> int:
    """Return how many timesheets were made or changed in People HR so far."""
    return sum(entry.changed for entry in site.people_hr.log)


# Days that were sent since -------------------------------------------------------------------------------------------


def test_days_sent_since_are_found_there_and_not_sent_again(site: Site, keeper: Keeper) -> None:
    site.bring_in(FIRST_LOG)
    site.export(period=Period(MONDAY, MONDAY))
    keeper.back_up()
    site.export()
    before = writes(site)
    keeper.restore()
    report = site.export_until_done()
    assert report.counts == {DayState.UNCHANGED: 3, DayState.ALREADY_THERE: 3}
    assert (site.standing, writes(site)) == (FIRST, before)
    assert site.export().counts == {DayState.UNCHANGED: len(FIRST)}


def test_the_same_where_even_their_taps_have_to_be_imported_again(site: Site, keeper: Keeper) -> None:
    site.bring_in("")
    keeper.back_up()
    site.bring_in(FIRST_LOG)
    site.export()
    before = writes(site)
    keeper.restore()
    assert site.export().counts == {}
    site.bring_in(FIRST_LOG)
    assert site.export_until_done().counts == {DayState.ALREADY_THERE: len(FIRST)}
    assert (site.standing, writes(site)) == (FIRST, before)


def test_a_backup_made_in_the_middle_of_an_export_will_do(site: Site, keeper: Keeper) -> None:
    site.bring_in(FIRST_LOG)

    def back_up_once(told: Progress) -> None:
        if told.done == 3 and not keeper.backup.exists():
            keeper.back_up()

    with site.program() as app:
        app.exporting.run(ExportOrder(PERIOD), CancelToken(), back_up_once)
    before = writes(site)
    keeper.restore()
    with site.program() as app:
        assert app.exporting.under_way() is None
    assert site.export_until_done().counts.total() == len(FIRST)
    assert (site.standing, writes(site)) == (FIRST, before)


# Days that were changed since ----------------------------------------------------------------------------------------


@pytest.fixture
def changed(site: Site, keeper: Keeper) -> Site:
    """Return a firm two of whose days were sent again, with later taps, after the backup; it is restored already."""
    site.bring_in(FIRST_LOG)
    site.export()
    keeper.back_up()
    site.bring_in(SECOND_LOG)
    site.export_until_done()
    assert site.standing == SECOND
    keeper.restore()
    return site


def test_days_changed_since_stay_as_they_are_there(changed: Site) -> None:
    before = changed.timesheet_calls
    assert changed.export().counts == {DayState.UNCHANGED: len(FIRST)}
    assert (changed.standing, changed.timesheet_calls) == (SECOND, before)


def test_their_taps_once_imported_again_agree_with_what_is_there(changed: Site) -> None:
    before = writes(changed)
    changed.bring_in(SECOND_LOG)
    assert changed.export_until_done().counts == {DayState.UNCHANGED: 4, DayState.ALREADY_THERE: 2}
    assert (changed.standing, writes(changed)) == (SECOND, before)


def test_a_day_that_changes_once_more_is_a_conflict_and_never_overwritten(changed: Site) -> None:
    changed.bring_in(SECOND_LOG + THIRD_LOG)
    report = changed.export_until_done()
    assert report.counts == {DayState.UNCHANGED: 4, DayState.ALREADY_THERE: 1, DayState.CONFLICT: 1}
    assert changed.standing == SECOND


# Days that a person changed since ------------------------------------------------------------------------------------


@pytest.fixture
def edited(site: Site, keeper: Keeper) -> Site:
    """Return a firm in whose People HR a person changed one day and deleted another; yesterday's is restored."""
    site.bring_in(FIRST_LOG)
    site.export()
    keeper.back_up()
    site.people_hr.people_hr.edit_timesheet("E1", MONDAY, EDITED)
    site.people_hr.people_hr.delete_timesheet("E2", WEDNESDAY)
    keeper.restore()
    return site


def test_a_persons_edit_stands(edited: Site) -> None:
    assert edited.export().counts == {DayState.UNCHANGED: len(FIRST)}
    edited.bring_in(SECOND_LOG)
    assert edited.export_until_done().counts == {DayState.UNCHANGED: 4, DayState.CONFLICT: 2}
    wanted = FIRST | {("E1", MONDAY): EDITED}
    del wanted["E2", WEDNESDAY]
    assert edited.standing == wanted


def test_the_price_a_day_sent_since_and_then_deleted_by_hand_is_sent_again(site: Site, keeper: Keeper) -> None:
    """Nothing is left that could know of it: docs/backups.md says so."""
    site.bring_in(FIRST_LOG)
    keeper.back_up()
    site.export()
    site.people_hr.people_hr.delete_timesheet("E1", TUESDAY)
    keeper.restore()
    assert site.export_until_done().counts == {DayState.SENT: 1, DayState.ALREADY_THERE: 5}
    assert site.standing == FIRST


def test_the_price_what_a_run_since_made_and_was_undone_is_sent_again(site: Site, keeper: Keeper) -> None:
    site.bring_in(FIRST_LOG)
    keeper.back_up()
    run = site.export().run
    assert run is not None
    with site.program() as app:
        undoing = Undoing(app.exporting)
        undoing.run(run, CancelToken(), delete=undoing.look(run, CancelToken()).to_delete)
    assert site.standing == {}
    keeper.restore()
    assert site.export_until_done().counts == {DayState.SENT: len(FIRST)}
    assert site.standing == FIRST


def test_the_price_what_a_run_since_changed_and_was_undone_is_sent_again_with_its_taps(
    site: Site, keeper: Keeper
) -> None:
    site.bring_in(FIRST_LOG)
    site.export()
    keeper.back_up()
    site.bring_in(SECOND_LOG)
    run = site.export_until_done().run
    assert run is not None
    with site.program() as app:
        Undoing(app.exporting).run(run, CancelToken())
    keeper.restore()
    assert site.export().counts == {DayState.UNCHANGED: len(FIRST)}
    assert site.standing == FIRST
    site.bring_in(SECOND_LOG)
    assert site.export_until_done().counts == {DayState.UNCHANGED: 4, DayState.UPDATED: 2}
    assert site.standing == SECOND


def test_a_run_of_before_that_was_undone_since_stays_undone(site: Site, keeper: Keeper) -> None:
    site.bring_in(FIRST_LOG)
    site.export()
    site.bring_in(SECOND_LOG)
    run = site.export_until_done().run
    keeper.back_up()
    assert run is not None
    with site.program() as app:
        Undoing(app.exporting).run(run, CancelToken())
    assert site.standing == FIRST
    keeper.restore()
    assert site.export().counts == {DayState.UNCHANGED: len(FIRST)}
    assert site.standing == FIRST


# The pace ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("damaged", [False, True])
def test_the_pace_holds_over_a_restore(tmp_path: Path, *, damaged: bool) -> None:
    clock = FakeClock(NOW)
    with PracticeServer(company(), calls_per_minute=ALLOWED, clock=clock) as people_hr:
        site = Site(tmp_path, people_hr, clock, ALLOWED)
        keeper = Keeper(site)
        site.bring_in(many_days())
        clock.advance(timedelta(hours=1).total_seconds())
        keeper.back_up()
        assert export_some(site, ALLOWED - 3) is RunEnd.STOPPED
        if damaged:
            database = site.profile / "clockreports.db"
            database.write_bytes(b"\xff" * 100 + database.read_bytes()[100:])
        assert keeper.restore().was_damaged is damaged
        while export_some(site, 1000) is not RunEnd.DONE:
            pass
        assert len(site.standing) == 3 * DAYS
        assert busiest_minute([entry.time for entry in people_hr.log]) <= ALLOWED
        made = [entry for entry in people_hr.log if entry.action == "CreateNewTimesheet" and entry.changed]
        assert len(made) == 3 * DAYS
