"""Whatever happens, in whatever order, People HR ends up as a simple model says: the promise of docs/export.md.

Taps come in, links change, people edit, delete and comment on days in People HR, decide conflicts and undo runs; while
the program works calls fail and wait, answers get lost, people edit, and it dies at any step. For every day the model
keeps no more than what the program may take for its own work there (`ours`), what a person put there (`theirs`), and
what the clocks said when it was undone (`undone`).
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from itertools import count, product
from typing import TypeVar

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule
from typing_extensions import override

from clockreports.base.cancel import CancelToken
from clockreports.base.errors import RunAgainError
from clockreports.domain.ledger import DayState, LedgerEntry
from clockreports.domain.timesheets import Pairs, Timesheet
from clockreports.domain.undo_plan import UndoDay, UndoState, UndoStep
from clockreports.services.exporting import ExportReport
from clockreports.services.ports import Holder
from clockreports.services.settling import Settling
from clockreports.services.undoing import Undoing, UndoReport
from tests.services.desk import MONDAY, NO_ANSWER, NOW, TUESDAY, Killed
from tests.services.export_choices import (
    AS_WANTED,
    CLOCK_IDS,
    CONTENTS,
    DAYS,
    FATES,
    FAULTS,
    MEANWHILE,
    NAMES,
    SEEN,
    WORK,
    WRONG,
    Fate,
    Faults,
    Key,
    Meanwhile,
    Work,
)
from tests.services.export_state import FirmState

REPORT = TypeVar("REPORT")


class ExportModel(FirmState):
    """A firm, what happens to it, and what may be said of its timesheets."""

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
        before = days.get((name, day))
        if before == content:
            return
        if content is None:
            del days[name, day]
            if before not in self.ours[name, day]:
                self.ours[name, day].add(())  # what was not ours is gone: the day is as if nobody had written it
            if not before:
                return  # a day without times is as good as none
        else:
            days[name, day] = content
        self.theirs[name, day] = content or ()
        self.edited.add((name, day))

    @rule(name=st.sampled_from(NAMES), day=st.sampled_from([*DAYS]))
    def comment(self, name: str, day: date) -> None:
        """Let a person in People HR write a comment on a day that is there."""
        if (name, day) in self.firm.people_hr.days:
            self.firm.people_hr.comments.add((name, day))

    @rule(work=WORK, retry=st.booleans(), meanwhile=MEANWHILE)
    def export(self, *, work: Work, retry: bool, meanwhile: Meanwhile) -> None:
        """Export without any trouble but that of waiting."""
        self.tap(work)
        report = self.watched_export(lambda: self.firm.export(period=DAYS, retry=retry), None, meanwhile, retry=retry)
        self.compare(report, retry=retry)

    @precondition(lambda self: self.exports())
    @rule(
        data=st.data(),
        delete=st.booleans(),
        faults=st.just([]) | st.lists(FAULTS, max_size=2),
        fate=FATES,
        meanwhile=MEANWHILE,
    )
    def undo(self, data: st.DataObject, *, delete: bool, faults: Faults, fate: Fate, meanwhile: Meanwhile) -> None:
        """Undo a run."""
        run = data.draw(st.sampled_from(self.exports()))
        undoing = Undoing(self.firm.exporting)
        looked, earlier = undoing.look(run, CancelToken()), len(self.firm.ledger.runs())
        named = looked.to_delete if delete else frozenset()
        self.let_fail(faults)
        report: UndoReport | None = None
        with suppress(Killed):
            report = self.watched(lambda: undoing.run(run, self.firm.cancel, delete=named), fate, meanwhile)
        self.start_anew()
        lines = self.firm.ledger.run_days(earlier + 1)
        states = {(line.employee, line.day): line.state for line in lines}
        for day in looked.days:
            self.note_undone(run, day.day, states.get(day.day.key))
        if report is not None and fate is None and meanwhile is None and not faults:
            self.compare_undone(run, report, delete=delete)

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
        self.agreed[name, day] = conflict.theirs or (), conflict.written is not None, frozenset(self.ours[name, day])
        self.ours[name, day].add(conflict.theirs or ())
        self.watched_export(lambda: settling.send_ours(conflict, CancelToken()), retry=True)

    @rule(work=WORK, retry=st.booleans(), faults=st.lists(FAULTS, max_size=2), fate=FATES, meanwhile=MEANWHILE)
    def export_in_trouble(self, *, work: Work, retry: bool, faults: Faults, fate: Fate, meanwhile: Meanwhile) -> None:
        """Export while things go wrong."""
        self.tap(work)
        self.let_fail(faults)
        with suppress(Killed):
            self.watched_export(lambda: self.firm.export(period=DAYS, retry=retry), fate, meanwhile, retry=retry)
        self.start_anew()

    def let_fail(self, faults: Faults) -> None:
        """Order what goes wrong."""
        for action, error, done, skip, times in faults:
            self.ever_refused |= error is WRONG
            done_all_the_same = done and error is NO_ANSWER
            self.firm.people_hr.fail(action, error, done=done_all_the_same, skip=skip, times=times)

    def start_anew(self) -> None:
        """End all trouble; a program that died gave nothing back, only its lock was dropped by the system."""
        firm = self.firm
        if firm.database.lease.token is not None:
            firm.database.lease.take(Holder("PC1", "ada", NOW), NOW, others_are_gone=True)
        firm.people_hr._failures.clear()
        firm.cancel = CancelToken()

    # What must hold --------------------------------------------------------------------------------------------------

    @override
    def teardown(self) -> None:
        """Export without any trouble, and compare People HR with the model."""
        for retry in (False, True):
            report = self.watched_export(lambda: self.firm.export(period=DAYS, retry=retry), retry=retry)  # noqa: B023
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
                left_alone = key in self.theirs and (state is DayState.UNCHANGED or key == self.edited_meanwhile)
                assert there == sheet.pairs or left_alone
            elif state is DayState.UNDONE:
                assert self.undone[key] == sheet.pairs
                assert not retry
            elif state is DayState.REFUSED:
                assert self.ever_refused or key == self.edited_meanwhile
                assert not retry or key == self.edited_meanwhile
            else:
                assert state is DayState.CONFLICT

    def note_undone(self, run: int, day: UndoDay, state: DayState | None) -> None:
        """Check that what stood there before a run stands there again, where it must, and note whose that is."""
        key = day.line.employee_id, day.day
        there, ours_then = self.firm.people_hr.days.get(key), self.over_theirs.get((run, key))
        over_theirs = ours_then is not None
        if state is DayState.UNDONE:
            assert there == day.before or key == self.edited_meanwhile, f"{key}: it is not as it was before"
            self.ours[key] = set(ours_then or ())  # in conflict as it was, where it had been
            self.edited |= {key} if over_theirs else set()
        elif state not in {DayState.INTENDED, DayState.UNKNOWN}:
            return
        self.last_by.pop(key, None)
        if not over_theirs:
            self.ours[key].add(day.before or ())
        if there == day.before:
            # What the clocks said then: now, or at an earlier attempt that began and got no further than this one.
            said = self.firm.ledger.entries(DAYS)[day.key].attempted
            assert said in {day.wanted, self.undone.get(key, day.wanted)}
            self.undone[key] = said
            if over_theirs:
                self.theirs[key] = day.before or ()
                self.edited.add(key)
            elif state is DayState.UNDONE:
                self.theirs.pop(key, None)

    def compare_undone(self, run: int, report: UndoReport, *, delete: bool) -> None:
        """Check after an undoing in which nothing went wrong that it has left out nothing without a reason."""
        lines = {(day.line.employee_id, day.line.day): day for day in report.days}
        entries = self.firm.ledger.entries(DAYS)
        for key, (by, pairs) in self.last_by.items():
            if by != run or self.firm.people_hr.days.get(key) != pairs:
                continue
            day = lines[key]
            assert day.state is not UndoState.PUT_BACK
            kept = entries[day.day.key].state is DayState.KEPT
            unnamed = day.day.step is UndoStep.DELETE and not delete
            assert kept or unnamed or self.firm.people_hr.has_comment(*key), f"{key} was left: {day.line.reason}"

    # Watching a run --------------------------------------------------------------------------------------------------

    def watched_export(
        self,
        run: Callable[[], ExportReport],
        fate: Fate = None,
        meanwhile: Meanwhile = None,
        *,
        retry: bool,
    ) -> ExportReport:
        """Run an export, check each of its calls, and note what it may take for its own work from now on."""
        self.may_send_undone = retry
        report = self.watched(run, fate, meanwhile)
        for line in report.days:
            key = line.employee_id, line.day
            if line.state is DayState.CONFLICT:
                assert key in self.edited, f"{key}: nobody touched it"
            if line.state in SEEN:
                self.ours[key] = {line.pairs}
                self.undone.pop(key, None)
                self.agreed.pop(key, None)
                if self.firm.people_hr.days.get(key, ()) == line.pairs:
                    self.theirs.pop(key, None)
                    self.edited.discard(key)
                else:
                    assert key == self.edited_meanwhile
            if line.state is DayState.UNDONE:
                self.undone.setdefault(key, self.wanted()[key].pairs)
        return report

    def watched(
        self,
        run: Callable[[], REPORT],
        fate: Fate,
        meanwhile: Meanwhile,
    ) -> REPORT:
        """Let the program work, check each of its calls, and note what came of them."""
        wanted, names, reach = self.wanted(), self.names(), self.reaching(*fate or ("", 0))
        calls = count(1)
        self.edited_meanwhile = None

        def call(text: str) -> None:
            reach("at a call")
            action, name, *rest = text.split()
            if meanwhile is not None and next(calls) == meanwhile[0]:
                self.firm.clock.advance(60)
                self.edited_meanwhile = meanwhile[1:3]
                self.ever_refused |= meanwhile[3] is None  # it existed for the create, and not for the look after that
                self.edit(name=meanwhile[1], day=meanwhile[2], content=meanwhile[3], mend=False)
                if action in {"update", "delete"}:
                    return  # it is too late, and will not be carried out
            if rest:
                self.check_write(action, (name, date.fromisoformat(rest[0])), wanted)

        def committed(entry: LedgerEntry) -> None:
            if entry.state is DayState.INTENDED:
                # From here on nobody can tell our own call, should it get lost, from a person who writes the same.
                key = names[entry.employee], entry.day
                self.ours[key].add(entry.attempted)
                again = self.undone.pop(key, None)
                assert self.may_send_undone or again != entry.attempted, f"{key} was undone"
            reach("after a commit")

        self.written.clear()
        self.firm.people_hr.done.clear()
        self.firm.people_hr.before_call = call
        self.firm.ledger.before_write = lambda _entry: reach("before a commit")
        self.firm.ledger.after_write = committed
        try:
            return run()
        finally:
            self.firm.people_hr.before_call = None
            self.firm.ledger.before_write = self.firm.ledger.after_write = None
            self.note_writes(wanted)

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
        run, entries = self.firm.ledger.runs()[0], self.firm.ledger.entries(DAYS)
        (entry,) = (entry for (number, day), entry in entries.items() if (self.names()[number], day) == key)
        if run.undoes:
            assert entry.state is DayState.UNDOING
            assert there in self.ours[key], f"{action} {key} would overwrite {there}"
            assert action == "update" or not self.firm.people_hr.has_comment(*key)
            return
        pairs = wanted[key].pairs
        assert not wanted[key].attention
        assert (entry.state, entry.attempted) == (DayState.INTENDED, pairs)
        if action == "update" or there is None:
            assert (there or ()) in self.ours[key], f"{action} {key} would overwrite {there}"
            assert (there or ()) != pairs, f"{action} {key} without need"
            agreed, ours_was_there, ours_then = self.agreed.get(key, (None, False, frozenset()))
            self.over_theirs.pop((run.number, key), None)
            if agreed == (there or ()) and (there is not None or ours_was_there):
                self.over_theirs[run.number, key] = ours_then
        self.written[key] = pairs

    def note_writes(self, wanted: dict[Key, Timesheet]) -> None:
        """Note which writes were done, and which days the program found to be as wanted already."""
        done = {tuple(text.split()[1:]) for text in self.firm.people_hr.done if not text.startswith("timesheets")}
        for key, pairs in self.written.items():
            if (key[0], str(key[1])) in done:
                self.last_by[key] = len(self.firm.ledger.runs()), pairs
                if self.firm.people_hr.days.get(key) == pairs:
                    self.theirs.pop(key, None)
        for key in product(NAMES, DAYS):
            pairs = wanted[key].pairs if key in wanted else ()
            if self.firm.people_hr.days.get(key, ()) == pairs:
                self.ours[key].add(pairs)


TestExportModel = ExportModel.TestCase
TestExportModel.settings = settings(max_examples=2 * settings().max_examples)
pytestmark = pytest.mark.timeout(1800)
