"""No rolling minute in People HR's own log holds more than the allowed calls, whatever happens in between."""

from datetime import date, datetime, timedelta

import pytest

from clockreports.base.cancel import CancelToken
from clockreports.domain.periods import Period
from clockreports.domain.runs import RunEnd
from clockreports.practice.server import PracticeServer
from clockreports.services.exporting import ExportOrder
from tests.end2end.site import NOW, Site, company
from tests.helpers.clock import FakeClock

ALLOWED = 28
DAYS = 40
PERIOD = Period(date(2026, 1, 1), date(2026, 3, 15))


def many_days() -> str:
    """Return a log of three people on forty days: four minutes of calls."""
    days = (date(2026, 1, 5) + timedelta(days=n) for n in range(DAYS))
    taps = ("09:00:00", "17:00:00")
    return "".join(f"{who}\t{day} {tap}\t1\t0\t1\t0\n" for day in days for who in (1, 2, 3) for tap in taps)


def busiest_minute(times: list[datetime]) -> int:
    """Return the most calls in any 60 seconds."""
    minute = timedelta(seconds=60)
    return max(sum(start <= time < start + minute for time in times) for start in times)


@pytest.mark.parametrize("stop_every", [5, 30, 1000])
def test_the_pace_holds_over_restarts(tmp_path_factory: pytest.TempPathFactory, stop_every: int) -> None:
    clock = FakeClock(NOW)
    with PracticeServer(company(), calls_per_minute=ALLOWED, clock=clock) as people_hr:
        site = Site(tmp_path_factory.mktemp("site"), people_hr, clock, ALLOWED)
        site.bring_in(many_days())
        runs = 0
        end = RunEnd.STOPPED
        while end is RunEnd.STOPPED:
            end = export_some(site, stop_every)
            runs += 1
        times = [entry.time for entry in people_hr.log]
        assert end is RunEnd.DONE
        assert runs == -(-3 * DAYS // stop_every)
        assert len(site.standing) == 3 * DAYS
        assert len(times) == 3 * DAYS + 1, "one call a day, and the employees"
        assert busiest_minute(times) == ALLOWED


def export_some(site: Site, most: int) -> RunEnd:
    """Export in a program of its own that is stopped after so many days."""
    cancel = CancelToken()
    with site.program() as app:
        app.exporting.run(
            ExportOrder(PERIOD), cancel, lambda told: cancel.cancel() if told.done == most < told.total else None
        )
        return app.history.runs()[0].end
