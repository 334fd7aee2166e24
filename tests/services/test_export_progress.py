"""What is told while an export goes on: each day once it is done, and how much is left."""

from datetime import date

from clockreports.domain.periods import Period
from clockreports.domain.runs import RunDay
from clockreports.services.exporting import ExportOrder
from clockreports.services.progress import Progress
from tests.services.desk import NO_ANSWER, WEEK
from tests.services.firm import Firm


def test_every_day_is_told_once_when_it_is_done_and_as_the_report_has_it() -> None:
    firm = Firm()
    firm.sync()
    firm.tap("1", "2026-03-09 09:00 17:00 | 2026-03-10 08:30 16:45 | 2026-03-11 09:00")
    firm.tap("2", "2026-03-09 07:00 15:00")
    firm.people_hr.fail("create", NO_ANSWER, done=True)
    told: list[Progress] = []
    report = firm.export(progress=told.append)
    finished: list[RunDay] = [progress.finished for progress in told if progress.finished is not None]
    assert finished == [line for line in report.days if line.state != "needs_attention"]
    assert [progress.done for progress in told] == sorted(progress.done for progress in told)
    assert {progress.total for progress in told} == {3}


def test_a_preview_tells_how_many_days_there_are_to_send_and_about_how_long_that_takes() -> None:
    firm = Firm()
    firm.sync()
    firm.tap("1", " | ".join(f"2026-01-{day:02} 09:00 17:00" for day in range(1, 32)))
    firm.tap("1", " | ".join(f"2026-02-{day:02} 09:00 17:00" for day in range(1, 29)))
    nothing, everything = (
        firm.exporting.preview(ExportOrder(period)) for period in (WEEK, Period(date(2026, 1, 1), WEEK.last))
    )
    assert (nothing.to_send, nothing.expected) == (0, 0.0)
    assert everything.to_send == 59
    assert 60 < everything.expected < 90, "the first 28 calls go out at once"
