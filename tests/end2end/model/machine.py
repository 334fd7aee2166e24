"""The state machine: what can happen to the firm, in any order, and what must hold after each of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product
from typing import ClassVar, Final

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule
from typing_extensions import override

from clockreports.domain.ledger import DayState
from clockreports.domain.undo_plan import TAKEN_BACK
from clockreports.practice.faults import KINDS, Fault
from tests.end2end.dying import STEPS
from tests.end2end.model.firm import DAYS, GOOD, PEOPLE, Firm, Luck, Spot
from tests.end2end.model.host import Host
from tests.end2end.model.program import Excuse, Told, Trouble, Undone
from tests.end2end.model.wanted import BLOCKS, PERIOD, Pairs, Work

SETTLED: Final = frozenset({DayState.SENT, DayState.UPDATED, DayState.ALREADY_THERE})
AS_WANTED: Final = SETTLED | {DayState.UNCHANGED}

people = st.sampled_from([PEOPLE[0]] * 6 + [*PEOPLE])
days = st.sampled_from([DAYS[0]] * 6 + [*DAYS])
"""Mostly the same person on the same day: what goes wrong takes several things that happen to one day."""

spots = st.tuples(people, days)
works: st.SearchStrategy[list[Work]] = st.lists(
    st.tuples(people, days, st.sampled_from(sorted(BLOCKS)), st.booleans()).map(
        lambda work: (*work[:3], work[3] or work[2] != "dawn")
    ),
    max_size=4,
)
contents = st.sampled_from([None, (("03:03", "03:33"),), (("07:07", "07:17"), ("08:08", "08:18"))])
"""What a person puts into People HR: nothing the clocks ever say."""


def _fault(kind: str, action: str, skip: int, times: int) -> Fault:
    return Fault(kind, action, skip, times, seconds=0.01 if kind.startswith("slow") else None)


faults = st.builds(
    _fault,
    st.sampled_from(KINDS),
    st.sampled_from(["CreateNewTimesheet", "UpdateTimesheet", "GetTimesheetDetail"]),
    st.integers(0, 2),
    st.sampled_from([1, 1, 2, 4, 9]),
)
steps = st.sampled_from([*(step for step in STEPS if step != "never"), "after call", "after call"])
killed = st.builds(Trouble, steps, st.sampled_from([1, 1, 2, 3]), st.sampled_from([False, False, False, True]))
full = st.builds(Trouble, room=st.sampled_from([0, 5_000, 20_000, 60_000, 120_000]))
lucks = st.one_of(
    *[st.builds(Luck, killed)] * 4,
    st.builds(Luck, faults=st.lists(faults, min_size=1, max_size=2).map(tuple)),
    st.builds(Luck, killed, st.lists(faults, min_size=1, max_size=1).map(tuple)),
    st.builds(Luck, full),
    st.just(Luck(Trouble(may_write=False))),
    st.just(Luck(locked=True)),
    st.builds(Luck, clock_is_off=st.sampled_from([-400, -1, 1, 400]).map(lambda days: timedelta(days=days))),
)


@dataclass(frozen=True, slots=True)
class Past:
    """How things were when a run began, for whoever takes it back: what stood in People HR, and what was edited there.

    `alike` are days on which a person had written the very same: should an answer get lost, nobody can tell that from
    our own call. `made` are days that were not there before the run.
    """

    standing: dict[Spot, Pairs]
    edited: frozenset[Spot]
    alike: frozenset[Spot]
    made: frozenset[Spot]


class Machine(RuleBasedStateMachine):
    """A firm, and everything that may be said of its timesheets; a subclass says which `host` starts its programs.

    What it remembers of days: `theirs` is what a person put into People HR (None: deleted), which nobody may overwrite.
    `edited` are those a person touched since they were last told as settled, `settled` what stood there when they were.
    `untold` may be settled, or about to be undone, by a program that did not come to tell. Of `loose` days the program
    may know that they were sent, or may not: left alone or sent again, both are right. `undone` may have been taken
    back. `kept` is what the clocks said when a person decided for People HR's times. `conflicts` wait for a decision.

    And of people: who was ever `once_refused`, who has `left` when, and what the program has seen of that.
    """

    host: ClassVar[Host]

    def __init__(self) -> None:
        super().__init__()
        self.firm = Firm(self.host)
        self.theirs: dict[Spot, Pairs | None] = {}
        self.edited: set[Spot] = set()
        self.settled: dict[Spot, Pairs] = {}
        self.once_refused: set[str] = set()
        self.left: dict[str, date] = {}
        self.seen_leaving: dict[str, date] = {}
        self.conflicts: set[Spot] = set()
        self.runs: dict[int, Past] = {}
        self.undone: set[Spot] = set()
        self.loose: set[Spot] = set()
        self.untold: set[Spot] = set()
        self.kept: dict[Spot, Pairs | None] = {}
        self.copy: dict[Spot, Pairs] | None = None
        self.settled_in_copy: frozenset[Spot] = frozenset()

    @initialize(work=works)
    def begin(self, work: list[Work]) -> None:
        """Give everybody a day of work, and fetch them."""
        self.tap([*((person, DAYS[0], "late", True) for person in PEOPLE), *work], GOOD)
        self.sync()

    # What happens to the firm ----------------------------------------------------------------------------------------

    @rule(work=works, luck=st.just(GOOD) | lucks)
    def tap(self, work: list[Work], luck: Luck) -> None:
        """Let taps come in, and be imported; where that fails, importing again brings in exactly what is missing."""
        for block in work:
            self.firm.work(block)
        if not luck.is_good:
            self.firm.bring_in(luck)
        assert isinstance(self.firm.bring_in(), int)

    @rule()
    def sync(self) -> None:
        """Fetch the employees."""
        self.firm.sync()
        self.seen_leaving = dict(self.left)

    @rule(person=people, how=st.sampled_from(["link", "unlink", "ignore"]))
    def link(self, person: str, how: str) -> None:
        """Link a user by hand, unlink, or mark as not in People HR."""
        if how == "link":
            self.firm.use("link", person, self.firm.known_ids[person])
        else:
            self.firm.use(how, person)
        self.firm.see_links()

    @rule(spot=spots, content=contents, mend=st.booleans())
    def edit(self, *, spot: Spot, content: Pairs | None, mend: bool) -> None:
        """Let a person in People HR put other times into a day, delete it, or mend it as the clocks say."""
        wanted, before = self.firm.wanted(spot), self.firm.standing.get(spot)
        if mend and wanted:
            content = wanted
        if content == before:
            return
        self.firm.edit(spot, content)
        self.edited.add(spot)
        if content == wanted or (content is None and (spot not in self.settled or spot in self.untold)):
            self.theirs.pop(spot, None)  # what nobody could tell from our own work, or from a call that was lost
            if content is None and spot in self.untold:
                self.loose.add(spot)  # whoever knows that it was sent leaves it, and whoever does not sends it again
        else:
            self.theirs[spot] = content

    @rule(person=people)
    def renumber(self, person: str) -> None:
        """Give an employee another id."""
        self.firm.renumber(person)
        self.once_refused.add(person)

    @rule(person=people, last=st.none() | days)
    def leave(self, person: str, last: date | None) -> None:
        """Let an employee leave, or come back."""
        self.firm.leave(person, last)
        self.once_refused.add(person)
        self.left.pop(person, None)
        if last is not None:
            self.left[person] = last

    @rule(work=st.just([]) | works, retry=st.booleans(), luck=st.just(GOOD) | lucks)
    def export(self, *, work: list[Work], retry: bool, luck: Luck) -> None:
        """Let taps come in, and export, perhaps while things go wrong."""
        self.tap(work, GOOD)
        self.watched(lambda: self.firm.use("export", PERIOD, retry=retry, luck=luck), luck)

    @precondition(lambda self: self.conflicts)
    @rule(data=st.data(), send_ours=st.booleans(), luck=st.just(GOOD) | lucks)
    def decide(self, data: st.DataObject, *, send_ours: bool, luck: Luck) -> None:
        """Let a person settle a conflict, for or against what stands in People HR."""
        person, day = spot = data.draw(st.sampled_from(sorted(self.conflicts)))
        if send_ours:
            self.theirs.pop(spot, None)
        else:
            there = self.firm.standing.get(spot)
            if there is None and not luck.is_good:
                self.loose.add(spot)  # a day that is gone is sent again, unless the decision came as far as the ledger
            else:
                self.theirs[spot] = there  # whoever wrote it: a person stands for it from now on
            self.kept[spot] = self.firm.wanted(spot)  # and whatever a person makes of it there, until the taps change
            self.conflicts.discard(spot)  # there is nothing left to send ours over, until an export asks again
        given = self.firm.known_ids[person], day
        self.watched(lambda: self.firm.use("decide", *given, send_ours=send_ours, luck=luck), luck)

    @precondition(lambda self: self.runs)
    @rule(data=st.data(), delete=st.booleans(), luck=st.just(GOOD) | lucks)
    def undo(self, data: st.DataObject, *, delete: bool, luck: Luck) -> None:
        """Take a run back: what stood before stands again, and nothing else has changed."""
        run = data.draw(st.just(max(self.runs)) | st.sampled_from(sorted(self.runs)))
        then, now = self.runs[run], self.firm.standing
        told = self.firm.use("undo", run, delete=delete, luck=luck)
        standing = self.firm.standing
        for spot in product(PEOPLE, DAYS):
            if now.get(spot) != standing.get(spot):
                assert spot not in self.theirs, f"{spot}: a person's work is gone"
                as_before = standing.get(spot, ()) == then.standing.get(spot, ())
                assert as_before or spot in then.alike, f"{spot}: that did not stand there before"
                assert delete or spot in standing, f"{spot}: nobody wanted it deleted"
                self.settled.pop(spot, None)
                if spot in then.edited:
                    self.edited.add(spot)  # the person’s times that stand there again are nobody else’s
        self.undone |= {*product(PEOPLE, DAYS)}  # an undoing that was killed may have got to any of them
        people = {employee_id: person for person, employee_id in self.firm.known_ids.items()}
        states = told.days if isinstance(told, Undone) else {}
        taken_back = {(people[employee_id], day) for (employee_id, day), state in states.items() if state in TAKEN_BACK}
        for spot in taken_back:
            self.settled.pop(spot, None)
        for spot in taken_back - then.alike:
            assert standing.get(spot, ()) == then.standing.get(spot, ()), f"{spot} is told to be as before"
        # Who deleted a day that the run had made wanted the same: it is undone now, and “retry failed” sends it.
        for spot in then.made & {spot for spot, content in self.theirs.items() if content is None}:
            if spot in taken_back or not isinstance(told, Undone):
                del self.theirs[spot]
            if not isinstance(told, Undone):
                self.loose.add(spot)  # or it did not get as far as that, and whoever knows that it was sent leaves it
        if not luck.is_good:  # a call may be on its way, and whoever deletes such a day now does the same
            self.untold |= then.made - taken_back

    @rule()
    def back_up(self) -> None:
        """Copy the database."""
        self.firm.back_up()
        self.copy = self.firm.standing
        self.settled_in_copy = frozenset(self.settled)

    @precondition(lambda self: self.copy is not None)
    @rule(luck=st.just(GOOD) | lucks)
    def restore(self, luck: Luck) -> None:
        """Put the copy in the place of the database; the log is imported again, and what was decided since is gone."""
        if isinstance(self.firm.restore(luck), Excuse) or self.copy is None:
            assert not luck.is_good
            return
        self.runs.clear()  # the runs of the copy have numbers of their own
        self.loose |= {spot for spot in product(PEOPLE, DAYS) if self.copy.get(spot) != self.firm.standing.get(spot)}
        deleted = {spot for spot, content in self.theirs.items() if content is None}
        for spot in deleted - self.settled_in_copy:
            del self.theirs[spot]  # the copy may know nothing of a day that was sent and deleted since: docs/backups.md
            self.loose.add(spot)
        self.edited |= {*product(PEOPLE, DAYS)}
        self.undone |= {*product(PEOPLE, DAYS)}
        self.settled.clear()
        assert isinstance(self.firm.bring_in(), int)
        self.sync()

    @rule(luck=st.just(GOOD) | lucks)
    def verify(self, luck: Luck) -> None:
        """Compare People HR with what was left there: nothing is changed, and what is told is true."""
        before = self.firm.standing
        told = self.firm.use("verify", PERIOD, luck=luck)
        assert self.firm.standing == before
        if not luck.is_good or not isinstance(told, tuple):
            return
        people = {employee_id: person for person, employee_id in self.firm.known_ids.items()}
        for employee_id, day in told[0]:
            spot = people[employee_id], day
            assert spot in self.edited or spot in self.loose, f"{spot}: nobody touched it"

    # What must hold --------------------------------------------------------------------------------------------------

    def watched(self, run: Callable[[], object], luck: Luck) -> Told | None:
        """Run the program, check that no person's work is gone, and take over what it told."""
        before, runs_before = self.firm.standing, self.firm.runs()
        told = run()
        standing = self.firm.standing
        for number in self.firm.runs() - runs_before:  # one at most; one that was killed told nothing, and is there
            same = {spot for spot in before if before[spot] == self.firm.wanted(spot) and not luck.is_good}
            made = standing.keys() - before.keys()
            self.runs[number] = Past(before, frozenset(self.edited), frozenset(same), frozenset(made))
        for spot, content in self.theirs.items():
            assert standing.get(spot) == content, f"{spot}: a person's work is gone, there is {standing.get(spot)}"
        for spot in product(PEOPLE, DAYS):
            changed = before.get(spot) != standing.get(spot)
            assert not changed or standing.get(spot) == self.firm.wanted(spot), f"{spot}: nobody wanted that"
            if changed:
                self.settled.pop(spot, None)
        if not isinstance(told, Told):
            assert not luck.is_good or not isinstance(told, Excuse) or "conflict" in told.title, told
            if not luck.is_good:  # it may have noted that a day is settled, and not come to tell of it
                self.untold |= {spot for spot in standing if standing[spot] == self.firm.wanted(spot)}
            return None
        self.take_over(told)
        return told

    def take_over(self, told: Told) -> None:
        """Note what was told of each day."""
        people = {employee_id: person for person, employee_id in self.firm.known_ids.items()}
        for (employee_id, day), (state, _reason) in told.days.items():
            spot = people[employee_id], day
            self.conflicts.discard(spot)
            if state is DayState.CONFLICT:
                assert spot in self.edited, f"{spot}: nobody touched it"
                self.conflicts.add(spot)
            if state in AS_WANTED:
                self.settled[spot] = self.firm.standing.get(spot, ())
                self.untold.discard(spot)
            if state in SETTLED:
                assert self.firm.standing.get(spot, ()) == self.firm.wanted(spot), f"{spot} is told as {state}"
                self.theirs.pop(spot, None)
                self.edited.discard(spot)
                self.undone.discard(spot)
                self.loose.discard(spot)

    def compare(self, told: Told, *, retry: bool) -> None:
        """Check every day after an export in which nothing went wrong."""
        for spot in product(PEOPLE, DAYS):
            person, day = spot
            state, reason = told.days.get((self.firm.known_ids[person], day), (None, ""))
            wanted, there = self.firm.wanted(spot), self.firm.standing.get(spot)
            if wanted is None:
                assert state is DayState.NEEDS_ATTENTION, f"{spot} {state}"
            elif not wanted:
                left_alone = {None, DayState.NEEDS_ATTENTION, DayState.CONFLICT, DayState.UNDONE, *AS_WANTED}
                assert state in left_alone or (state is DayState.REFUSED and person in self.once_refused), (
                    f"{spot} {state}"
                )
            elif state in AS_WANTED:
                spared = spot in self.theirs or spot in self.loose or self.kept.get(spot) == wanted
                assert there == wanted or (state is DayState.UNCHANGED and spared), f"{spot} {state}"
            elif state is DayState.UNDONE:
                assert spot in self.undone, f"{spot}: nobody took it back"
                assert not retry, f"{spot}: it was to be sent after all"
            elif state is DayState.REFUSED:
                assert person in self.once_refused, f"{spot}: refused, {reason}"
                gone = day > self.left.get(person, day) or day > self.seen_leaving.get(person, day)
                assert gone or not retry, f"{spot}: still refused, {reason}"
            else:
                assert state is DayState.CONFLICT, f"{spot} {state} {reason}"

    @override
    def teardown(self) -> None:
        """Let everything be well again, export, and compare People HR with the model."""
        try:
            self.sync()
            for retry in (False, True):
                told = self.watched(lambda: self.firm.use("export", PERIOD, retry=retry), GOOD)  # noqa: B023
                assert told is not None
                self.compare(told, retry=retry)
                standing = self.firm.standing
                again = self.firm.use("export", PERIOD, retry=False)
                assert isinstance(again, Told)
                assert again.calls == 0, "it was all done"
                assert self.firm.standing == standing
            assert self.firm.bring_in() == 0, "a tap was not stored"
        finally:
            self.firm.close()
