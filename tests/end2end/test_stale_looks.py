"""A person who edits while the program waits at the pace loses nothing: what was seen before is looked at again."""

from datetime import date
from pathlib import Path
from typing import Final

from clockreports.domain.ledger import DayState
from clockreports.domain.periods import Period
from clockreports.practice.server import PracticeServer
from tests.end2end.site import NOW, Site, company
from tests.helpers.clock import FakeClock

ALLOWED: Final = 28
PERIOD: Final = Period(date(2026, 1, 5), date(2026, 2, 23))
THEIRS: Final = (("03:03", "03:33"),)


def taps(first: str, last: str) -> str:
    """Return a log of one person who taps twice on each of fifty days."""
    return "".join(f"1\t{day} {tap}\t1\t0\t1\t0\n" for day in PERIOD for tap in (first, last))


def test_whatever_a_person_edits_during_a_wait_stays(tmp_path: Path) -> None:
    clock = FakeClock(NOW)
    with PracticeServer(company(), calls_per_minute=ALLOWED, clock=clock) as people_hr:
        site = Site(tmp_path, people_hr, clock, ALLOWED)
        site.bring_in(taps("09:00:00", "17:00:00"))
        site.export(period=PERIOD)
        site.bring_in(taps("18:00:00", "19:00:00"))
        edited: list[date] = []
        calls_before: list[int] = []

        def edit(_seconds: float) -> None:
            """At the beginning of each wait, edit the first day that still is as it was sent: the very next to go."""
            calls = len(people_hr.log)
            if calls not in calls_before:
                standing = site.standing
                day = next(day for day in PERIOD if standing["E1", day] == (("09:00", "17:00"),))
                people_hr.people_hr.edit_timesheet("E1", day, THEIRS)
                edited.append(day)
            calls_before.append(calls)

        clock.before_wait = edit
        report = site.export(period=PERIOD)
        assert len(edited) >= 2, "it had to wait, and the person was busy"
        assert {day: site.standing["E1", day] for day in edited} == dict.fromkeys(edited, THEIRS)
        assert report.counts == {DayState.CONFLICT: len(edited), DayState.UPDATED: PERIOD.days - len(edited)}
        looks = report.calls - report.counts[DayState.UPDATED]
        assert looks <= 2 + 2 * len(edited), "a look for each wait, and few more"
