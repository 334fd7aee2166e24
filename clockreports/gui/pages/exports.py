"""The page of exports: every run, the newest first, with its counts, who ran it and when."""

from typing import TYPE_CHECKING

from clockreports.domain.runs import Run
from clockreports.gui.page import EmptyState, Page
from clockreports.gui.session import Session
from clockreports.gui.tables import Column, SortedValues, TableView, ValuesModel

if TYPE_CHECKING:
    from clockreports.bootstrap import App

COLUMNS = (
    Column[Run]("Run", lambda run: str(run.number), lambda run: run.number, number=True),
    Column[Run]("Began", lambda run: f"{run.started.astimezone():%d/%m/%Y %H:%M}", lambda run: run.started.timestamp()),
    Column[Run]("First day", lambda run: f"{run.period.first:%d/%m/%Y}", lambda run: run.period.first.toordinal()),
    Column[Run]("Last day", lambda run: f"{run.period.last:%d/%m/%Y}", lambda run: run.period.last.toordinal()),
    Column[Run]("By", lambda run: f"{run.user} on {run.host}"),
    Column[Run]("Calls", lambda run: f"{run.calls:,}", lambda run: run.calls, number=True),
)


def exports_page(session: Session) -> Page:
    """Return the page."""
    model = ValuesModel(COLUMNS)
    view = TableView("Exports", SortedValues(model))
    view.setSortingEnabled(True)

    def read(app: "App") -> list[Run]:
        return app.history.runs()

    def fill(runs: list[Run]) -> EmptyState | None:
        model.show(runs)
        view.fit_columns()
        return None if runs else EmptyState("Nothing has been exported yet.")

    return Page(session, "E&xports", view, read, fill)
