"""Whatever happens, in whatever order, People HR ends up as a simple model says: the promise of docs/export.md.

Taps come in, links change, people edit and delete days in People HR and decide conflicts; in the exports calls fail,
answers get lost, and the program dies at any step. For every day the model keeps no more than what the program may take
for its own work there (`ours`), and what a person put there (`theirs`).
"""

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from itertools import count, product
from typing import Final

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule
from typing_extensions import override

from clockreports.base.cancel import CancelToken
from clockreports.base.errors import CancelledError, RunAgainError
from clockreports.domain.ledger import DayState, LedgerEntry
from clockreports.domain.periods import Period
from clockreports.domain.timesheets import Pairs, Timesheet, from_text
from clockreports.services.exporting import ExportReport
from clockreports.services.failures import RefusedError
from clockreports.services.ports import Holder
from clockreports.services.review import Review
from clockreports.services.settling import Settling
from tests.services.desk import BAD_KEY, MONDAY, NO_ANSWER, NO_NETWORK, NOW, SLOW_DOWN, TUESDAY, Killed
from tests.services.firm import Firm

Key = tuple[str, date]
"""An employee-day: employee id and date."""

DAYS: Final = Period(MONDAY, TUESDAY)
NAMES: Final = ("PW1", "PW2")
CLOCK_IDS: Final = ("1", "2")
TERMINALS: Final = ("1", "Gate")

TAPS: Final = (
    *(f"{day} {hour:02}:00 {hour:02}:20" for day in DAYS for hour in range(6, 18)),
    *(f"{MONDAY} 22:00 {TUESDAY} 02:00", f"{MONDAY} 15:30", f"{MONDAY} 15:40", f"{TUESDAY} 09:00:30"),
)
"""Mostly taps that leave a day whole, some that need others, and a double tap."""

Work = list[tuple[str, str, str]]
WORK: Final[st.SearchStrategy[Work]] = st.lists(
    st.tuples(st.sampled_from(CLOCK_IDS), st.sampled_from(TERMINALS), st.sampled_from(TAPS)), max_size=3
)

CONTENTS: Final = (None, *map(from_text, ("", "09:00-09:20", "09:00-10:00 10:20-11:00")))

WRONG: Final = RefusedError("TimeIn1 contains invalid data.")
FAULTS: Final = st.tuples(
    st.sampled_from(["create", "update", "update", "timesheets"]),
    st.sampled_from([*[NO_ANSWER] * 6, NO_NETWORK, SLOW_DOWN, BAD_KEY, WRONG, WRONG, CancelledError()]),
    st.booleans(),
    st.integers(0, 1),
    st.sampled_from([1, 9]),
)
"""Which calls fail, how, whether those without an answer are done, how many calls pass before, and how many fail."""

FATES: Final = st.none() | st.tuples(
    st.sampled_from(["stop at a call", "die at a call", "die before a commit", "die after a commit"]), st.integers(1, 4)
)
"""What else happens to the program, and the how manieth time that it could."""

AS_WANTED: Final = frozenset({DayState.SENT, DayState.UPDATED, DayState.UNCHANGED, DayState.ALREADY_THERE})
SEEN: Final = AS_WANTED - {DayState.UNCHANGED}


class ExportModel(RuleBasedStateMachine):
    """A firm, and what may be said of its timesheets."""

    def __init__(self) -> None:
        super().__init__()
        self.firm = Firm()
        self.ours: defaultdict[Key, set[Pairs]] = defaultdict(lambda: {()})
        self.theirs: dict[Key, Pairs] = {}
        self.edited: set[Key] = set()
        self.ever_refused = False
        self.written: dict[Key, Pairs] = {}
        self.clocks_say: dict[Key, Timesheet] | None = None

    @initialize()
    def begin(self) -> None:
        """Link both employees, and give each a day."""
        self.firm.sync()
        for clock_id in CLOCK_IDS:
            self.firm.tap(clock_id, f"{MONDAY} 09:00 09:20")

    # What happens to the firm ----------------------------------------------------------------------------------------

    @rule(work=WORK)
    def tap(self, work: Work) -> None:
        """Let taps come in."""
        self.clocks_say = None
        for clock_id, terminal, text in work:
            words = (word if "-" in word else f"{word}@{terminal}" for word in text.split())
            self.firm.tap(clock_id, " ".join(words))

    @rule(
        clock_id=st.sampled_from(CLOCK_IDS),
        terminal=st.sampled_from([*["Gate"] * 7, None]),
        whose=st.sampled_from([*NAMES, "nobody", "not said"]),
        valid_from=st.none() | st.just(TUESDAY),
    )
    def link(self, clock_id: str, terminal: str | None, whose: str, valid_from: date | None) -> None:
        """Say whose a number is, that it is nobody's in People HR, or take back what was said."""
        self.clocks_say = None
        employees = self.firm.employees
        if whose == "not said":
            employees.unlink(clock_id, terminal)
        elif whose == "nobody":
            employees.ignore(clock_id, terminal)
        else:
            employees.link(clock_id, whose, terminal=terminal, valid_from=valid_from)

    @rule(
        name=st.sampled_from(NAMES), day=st.sampled_from([*DAYS]), content=st.sampled_from(CONTENTS), mend=st.booleans()
    )
    def edit(self, *, name: str, day: date, content: Pairs | None, mend: bool) -> None:
        """Let a person in People HR put other times into a day, empty it, delete it, or mend it as the clocks say."""
        days, sheet = self.firm.people_hr.days, self.wanted().get((name, day))
        if mend and sheet is not None:
            content = sheet.pairs
        if days.get((name, day)) == content:
            return
        if content is None:
            del days[name, day]
        else:
            days[name, day] = content
        self.theirs[name, day] = content or ()
        self.edited.add((name, day))

    @rule(work=WORK, retry=st.booleans())
    def export(self, *, work: Work, retry: bool) -> None:
        """Export without any trouble."""
        self.tap(work)
        self.compare(self.watched(lambda: self.firm.export(period=DAYS, retry=retry)), retry=retry)

    @precondition(lambda self: self.conflicts())
    @rule(data=st.data(), send_ours=st.booleans())
    def decide(self, data: st.DataObject, *, send_ours: bool) -> None:
        """Let a person settle a conflict, for or against what stands in People HR."""
        number, day = data.draw(st.sampled_from(self.conflicts()))
        name = self.names()[number]
        settling = Settling(self.firm.exporting)
        try:
            conflict = settling.conflict(number, name, day)
        except RunAgainError:
            return  # what the clocks say has changed since
        if not send_ours:
            settling.keep(conflict)
            return
        self.ours[name, day].add(conflict.theirs or ())
        self.watched(lambda: settling.send_ours(conflict, CancelToken()))

    @rule(work=WORK, retry=st.booleans(), faults=st.lists(FAULTS, max_size=2), fate=FATES)
    def export_in_trouble(
        self,
        *,
        work: Work,
        retry: bool,
        faults: list[tuple[str, Exception, bool, int, int]],
        fate: tuple[str, int] | None,
    ) -> None:
        """Export while things go wrong."""
        self.tap(work)
        firm = self.firm
        for action, error, done, skip, times in faults:
            self.ever_refused |= error is WRONG
            firm.people_hr.fail(action, error, done=done and error is NO_ANSWER, skip=skip, times=times)
        try:
            self.watched(lambda: firm.export(period=DAYS, retry=retry), fate)
        except Killed:
            # A program that dies gives nothing back; only its lock is dropped by the system.
            firm.database.lease.take(Holder("PC1", "ada", NOW), NOW, others_are_gone=True)
        firm.people_hr._failures.clear()
        firm.cancel = CancelToken()

    # What must hold --------------------------------------------------------------------------------------------------

    @override
    def teardown(self) -> None:
        """Export without any trouble, and compare People HR with the model."""
        for retry in (False, True):
            report = self.watched(lambda: self.firm.export(period=DAYS, retry=retry))  # noqa: B023 - called at once
            self.compare(report, retry=retry)
            standing = dict(self.firm.people_hr.days)
            again = self.firm.export(period=DAYS)
            assert again.calls == 0
            assert self.firm.people_hr.days == standing

    def compare(self, report: ExportReport, *, retry: bool) -> None:
        """Check every day after an export in which nothing went wrong."""
        assert report.problem is None
        lines = {(line.employee_id, line.day): line for line in report.days}
        assert len(lines) == len(report.days)
        wanted = self.wanted()
        for key in product(NAMES, DAYS):
            sheet, line = wanted.get(key), lines.get(key)
            state = None if line is None else line.state
            there = self.firm.people_hr.days.get(key, ())
            if key in self.theirs:
                assert there == self.theirs[key], f"{key}: a person's work is gone"
            if sheet is not None and sheet.attention:
                assert state is DayState.NEEDS_ATTENTION
            elif sheet is None:
                assert state in {None, DayState.NEEDS_ATTENTION, DayState.CONFLICT, *AS_WANTED}
            elif state in AS_WANTED:
                assert there == sheet.pairs or (state is DayState.UNCHANGED and key in self.theirs)
            elif state is DayState.REFUSED:
                assert self.ever_refused
                assert not retry
            else:
                assert state is DayState.CONFLICT

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

    def conflicts(self) -> list[tuple[int, date]]:
        """Return the days that the ledger says are in conflict, by employee number and day."""
        entries = self.firm.ledger.entries(DAYS)
        return [key for key, entry in sorted(entries.items()) if entry.state is DayState.CONFLICT]

    # Watching a run --------------------------------------------------------------------------------------------------

    def watched(self, run: Callable[[], ExportReport], fate: tuple[str, int] | None = None) -> ExportReport:
        """Run an export, check each of its calls, and note what it may take for its own work from now on."""
        wanted, names, reach = self.wanted(), self.names(), self.reaching(*fate or ("", 0))

        def call(text: str) -> None:
            reach("at a call")
            action, name, *rest = text.split()
            if rest:
                self.check_write(action, (name, date.fromisoformat(rest[0])), wanted)

        def committed(entry: LedgerEntry) -> None:
            if entry.state is DayState.INTENDED:
                # From here on nobody can tell our own call, should it get lost, from a person who writes the same.
                self.ours[names[entry.employee], entry.day].add(entry.attempted)
            reach("after a commit")

        self.written.clear()
        self.firm.people_hr.before_call = call
        self.firm.ledger.before_write = lambda _entry: reach("before a commit")
        self.firm.ledger.after_write = committed
        try:
            report = run()
        finally:
            self.firm.people_hr.before_call = None
            self.firm.ledger.before_write = self.firm.ledger.after_write = None
            self.note_writes(wanted)
        for line in report.days:
            key = line.employee_id, line.day
            if line.state is DayState.CONFLICT:
                assert key in self.edited, f"{key}: nobody touched it"
            if line.state in SEEN:
                self.ours[key] = {self.firm.people_hr.days.get(key, ())}
                self.theirs.pop(key, None)
                self.edited.discard(key)
        return report

    def reaching(self, what: str, left: int) -> Callable[[str], None]:
        """Return what lets fate strike when a step is reached for the how manieth time."""
        times = count(1)

        def reach(step: str) -> None:
            if step in what and next(times) == left:
                if what.startswith("stop"):
                    self.firm.cancel.cancel()
                else:
                    raise Killed

        return reach

    def check_write(self, action: str, key: Key, wanted: dict[Key, Timesheet]) -> None:
        """Check that a write is called for, and would not overwrite a person's work."""
        there = self.firm.people_hr.days.get(key)
        pairs = wanted[key].pairs
        assert not wanted[key].attention
        if action == "update" or there is None:
            assert (there or ()) in self.ours[key], f"{action} {key} would overwrite {there}"
            assert (there or ()) != pairs, f"{action} {key} without need"
        intent = self.firm.ledger.entries(DAYS)
        assert (DayState.INTENDED, pairs) in {(entry.state, entry.attempted) for entry in intent.values()}
        self.written[key] = pairs

    def note_writes(self, wanted: dict[Key, Timesheet]) -> None:
        """Note which writes were done, and which days the program found to be as wanted already."""
        for key, pairs in self.written.items():
            if self.firm.people_hr.days.get(key) == pairs:
                self.theirs.pop(key, None)
        for key in product(NAMES, DAYS):
            pairs = wanted[key].pairs if key in wanted else ()
            if self.firm.people_hr.days.get(key, ()) == pairs:
                self.ours[key].add(pairs)


TestExportModel = ExportModel.TestCase
TestExportModel.settings = settings(max_examples=2 * settings().max_examples)
pytestmark = pytest.mark.timeout(1800)
