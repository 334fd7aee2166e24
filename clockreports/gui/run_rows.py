"""Runs as rows of a list, and the words for how a run ended: for the window's page and for the history of exports."""

from collections.abc import Sequence
from dataclasses import dataclass

from clockreports.domain.runs import Run, RunEnd
from clockreports.domain.words import STATES, count, counted, days_between, moment
from clockreports.gui.icons import Picture, icon
from clockreports.gui.tables import Column

ENDS = {
    RunEnd.RUNNING: "Interrupted",
    RunEnd.DONE: "Done",
    RunEnd.STOPPED: "Stopped",
    RunEnd.UNREACHABLE: "People HR did not answer",
    RunEnd.KEY_REFUSED: "Key refused",
}


def _whom(run: Run) -> str:
    """Return "All", or how many it was for."""
    return count(len(run.employee_ids), "employee") if run.employee_ids else "All"


def counts_of(run: Run) -> str:
    """Return "149 sent · 1 refused"; of a run that never ended only how much it began with is known."""
    what = f"Undo of run {run.undoes}: " if run.undoes else ""
    if run.end is RunEnd.RUNNING:
        return f"{what}{count(run.total, 'day')} to {'undo' if run.undoes else 'send'} when it began"
    counts = dict(run.counts)
    told = (counted(counts[state], word) for state, word in STATES.items() if counts.get(state))
    return what + (" · ".join(told) or "No days")


@dataclass(frozen=True, slots=True)
class RunRow:
    """A run, and whether it goes on at this moment."""

    run: Run
    under_way: bool

    @property
    def end(self) -> str:
        """How it ended, in words."""
        return "Under way" if self.under_way else ENDS[self.run.end]

    @property
    def picture(self) -> Picture:
        """The drawing beside them."""
        if self.under_way:
            return Picture.WAITING
        return Picture.OK if self.run.left_nothing else Picture.WARNING


def run_rows(runs: Sequence[Run], *, busy: bool) -> tuple[RunRow, ...]:
    """Return runs, the newest first, as rows; `busy` says that an export goes on at this moment."""
    return tuple(RunRow(run, busy and run is runs[0] and run.end is RunEnd.RUNNING) for run in runs)


def run_columns() -> tuple[Column[RunRow], ...]:
    """Return the columns of a list of runs."""
    icons = {picture: icon(picture) for picture in (Picture.OK, Picture.WARNING, Picture.WAITING)}
    return (
        Column[RunRow]("Run", lambda row: str(row.run.number), lambda row: row.run.number, number=True),
        Column[RunRow](
            "Began",
            lambda row: moment(row.run.started.astimezone()),
            lambda row: row.run.started.timestamp(),
        ),
        Column[RunRow]("Days", lambda row: days_between(row.run.period), lambda row: row.run.period.first.toordinal()),
        Column[RunRow]("People", lambda row: _whom(row.run)),
        Column[RunRow]("Ended", lambda row: row.end, icon=lambda row: icons[row.picture]),
        Column[RunRow]("What came of it", lambda row: counts_of(row.run)),
        Column[RunRow]("By", lambda row: f"{row.run.user} on {row.run.host}"),
    )
