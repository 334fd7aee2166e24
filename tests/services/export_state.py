"""What the model of exports remembers of a firm, and what can be asked of it."""

from collections import defaultdict
from datetime import date

from hypothesis.stateful import RuleBasedStateMachine

from clockreports.domain.ledger import DayState
from clockreports.domain.timesheets import Pairs, Timesheet
from clockreports.services.review import Review
from tests.services.export_choices import DAYS, Key
from tests.services.firm import Firm


class FirmState(RuleBasedStateMachine):
    """A firm, and whose work stands on each of its days."""

    def __init__(self) -> None:
        super().__init__()
        self.firm = Firm()
        self.ours: defaultdict[Key, set[Pairs]] = defaultdict(lambda: {()})
        self.theirs: dict[Key, Pairs] = {}
        self.edited: set[Key] = set()
        self.undone: dict[Key, Pairs] = {}
        self.agreed: dict[Key, tuple[Pairs, bool, frozenset[Pairs]]] = {}
        self.over_theirs: dict[tuple[int, Key], frozenset[Pairs]] = {}
        self.last_by: dict[Key, tuple[int, Pairs]] = {}
        self.ever_refused = False
        self.written: dict[Key, Pairs] = {}
        self.may_send_undone = False
        self.edited_meanwhile: Key | None = None
        self.clocks_say: dict[Key, Timesheet] | None = None

    def wanted(self) -> dict[Key, Timesheet]:
        """Return what the clocks say, by employee-day."""
        if self.clocks_say is None:
            stores, names = self.firm.database, self.names()
            sheets = Review(stores.events, stores.people, self.firm.settings).period(DAYS).timesheets
            self.clocks_say = {(names[sheet.employee], sheet.day): sheet for sheet in sheets}
        return self.clocks_say

    def names(self) -> dict[int, str]:
        """Return the employee ids by number."""
        return {employee.number: employee.employee_id for employee in self.firm.database.people.employees()}

    def exports(self) -> list[int]:
        """Return the numbers of the runs that can be undone."""
        return [run.number for run in self.firm.ledger.runs() if not run.undoes]

    def conflicts(self) -> list[tuple[int, date]]:
        """Return the days that the ledger says are in conflict, by employee number and day."""
        entries = self.firm.ledger.entries(DAYS)
        return [key for key, entry in sorted(entries.items()) if entry.state is DayState.CONFLICT]
