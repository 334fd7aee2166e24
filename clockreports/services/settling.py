"""Settling conflicts: a person is shown both versions of a day, and says which of them is right.

Owns the two ways out of a conflict, which are the only ones: nothing else overwrites a person's work. Why the ledger
keeps a decision as it does is in docs/decisions/0007.
"""

from dataclasses import dataclass
from datetime import date

from clockreports.base.cancel import CancelToken
from clockreports.base.errors import RunAgainError
from clockreports.domain.export_plan import Overwrite, kept
from clockreports.domain.ledger import DayState
from clockreports.domain.periods import Period
from clockreports.domain.runs import Run, RunDay
from clockreports.domain.timesheets import Pairs
from clockreports.domain.words import short_day, times
from clockreports.services.exporting import Exporting, ExportOrder, ExportReport
from clockreports.services.progress import ProgressListener, unheard


@dataclass(frozen=True, slots=True)
class Conflict:
    """An employee-day in conflict, as a person is shown it.

    `ours` is what the clocks say now, `theirs` what stood in People HR when it was last read (None: nothing), `written`
    what we last wrote there (None: nothing). `story` is what the runs had to say of the day, the newest first.
    """

    line: RunDay
    ours: Pairs
    theirs: Pairs | None
    written: Pairs | None
    story: tuple[tuple[Run, RunDay], ...]


@dataclass(frozen=True, slots=True)
class Settling:
    """Shows conflicts and settles them. Each change holds the lease, as an export does."""

    exporting: Exporting

    def conflict(self, employee: int, employee_id: str, day: date) -> Conflict:
        """Return both versions of a day; raises `RunAgainError` when it is not in conflict any more."""
        line = self._line(employee, employee_id, day)
        entry = self.exporting.ledger.entries(Period(day, day)).get((employee, day))
        if line is None or entry is None or line.state is not DayState.CONFLICT:
            raise _changed()
        story = tuple(self.exporting.ledger.lines_of(employee, day))
        return Conflict(line, line.pairs, entry.found, entry.written, story)

    def keep(self, conflict: Conflict) -> RunDay:
        """Let People HR's times stand until the taps change again; return how the day stands now.

        Makes no call. Raises `RunAgainError` when the conflict is not the one that was shown, or another exports.
        """
        line = conflict.line
        with self.exporting.leased() as lease:
            entry = self.exporting.ledger.entries(Period(line.day, line.day)).get((line.employee, line.day))
            if entry is None or entry.state is not DayState.CONFLICT or entry.found != conflict.theirs:
                raise _changed()
            self.exporting.ledger.write(lease, kept(entry, conflict.ours, self._told(conflict.theirs)))
        return self._line(line.employee, line.employee_id, line.day) or line

    def send_ours(self, conflict: Conflict, cancel: CancelToken, progress: ProgressListener = unheard) -> ExportReport:
        """Put what the clocks say in place of what was shown, in a run of its own; the report tells of this one day.

        When either side is not what was shown any more, nothing is overwritten, and the day is in conflict again.
        """
        line = conflict.line
        word = Overwrite(line.employee, line.day, conflict.ours, conflict.theirs)
        return self.exporting.run(_order(line.employee_id, line.day, word), cancel, progress)

    def _line(self, employee: int, employee_id: str, day: date) -> RunDay | None:
        lines = self.exporting.preview(_order(employee_id, day)).days
        return next((line for line in lines if line.employee == employee), None)

    def _told(self, theirs: Pairs | None) -> str:
        what = f"People HR’s {times(theirs)} stays" if theirs else "The day stays empty in People HR"
        today = self.exporting.clock.now().astimezone(self.exporting.settings.zone).date()
        return f"{what}: {self.exporting.user} decided so on {short_day(today)}."


def _order(employee_id: str, day: date, word: Overwrite | None = None) -> ExportOrder:
    return ExportOrder(Period(day, day), frozenset({employee_id}), include_today=True, overwrite=word)


def _changed() -> RunAgainError:
    return RunAgainError("This conflict has changed since it was shown.", "Look at the day again, then decide.")
