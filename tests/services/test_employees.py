"""Employees and links: made by a sync, made by hand, changed, and taken away."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from clockreports.base.cancel import CancelToken
from clockreports.base.errors import KeyProblemError, UnusableError
from clockreports.domain.people import Link
from clockreports.services.employees import Roll
from clockreports.services.failures import KeyRefusedError, MissingRightError
from tests.services.desk import FRIDAY, MONDAY, THURSDAY, TUESDAY, WEDNESDAY
from tests.services.firm import STAFF, Firm

ADA, BO = STAFF
A_DAY = timedelta(days=1)


def _sync(firm: Firm) -> tuple[Roll, tuple[str, ...]]:
    return firm.employees.sync(CancelToken(), lambda _seconds, _reason: None)


def _links(firm: Firm) -> set[tuple[str, str | None, str, date | None, date | None]]:
    """Return all links: clock id, employee id (None: not in People HR), terminal ("" for all), from and until."""
    ids = {employee.number: employee.employee_id for employee in firm.database.people.employees()}
    return {
        (
            link.clock_id,
            None if link.employee is None else ids[link.employee],
            link.terminal or "",
            link.valid_from,
            link.valid_until,
        )
        for link in firm.database.people.links()
    }


def _users(roll: Roll) -> list[tuple[str, str]]:
    return [(user.terminal, user.clock_id) for user in roll.unlinked_users]


# Syncing -----------------------------------------------------------------------------------------------------------


def test_a_sync_links_the_numbers_that_people_hr_knows() -> None:
    firm = Firm()
    firm.tap("01", "2026-03-09 09:00")
    firm.tap("9", "2026-03-09 09:00")
    roll, notes = _sync(firm)
    assert _links(firm) == {("1", "PW1", "", None, None), ("2", "PW2", "", None, None)}
    assert (_users(roll), roll.unlinked_employees, roll.linked, notes) == ([("1", "9")], (), 2, ())
    assert [employee.employee_id for employee in roll.employees] == ["PW1", "PW2"]


def test_it_does_not_matter_whether_the_log_or_the_employees_come_first() -> None:
    firm = Firm()
    _sync(firm)
    firm.tap("1", "2026-03-09 09:00")
    assert _users(firm.employees.roll()) == []


def test_a_payroll_id_links_once_a_clock_told_of_the_number() -> None:
    firm = Firm(replace(ADA, time_and_attendance_id="", payroll_id="77"))
    roll, _notes = _sync(firm)
    assert [employee.employee_id for employee in roll.unlinked_employees] == ["PW1"]
    firm.tap("077", "2026-03-09 09:00")
    roll, _notes = _sync(firm)
    assert (_links(firm), roll.unlinked_employees) == ({("77", "PW1", "", None, None)}, ())


def test_syncing_twice_changes_nothing() -> None:
    firm = Firm()
    first, _notes = _sync(firm)
    second, notes = _sync(firm)
    assert (second, notes) == (first, ())


def test_what_a_person_should_look_at_is_told() -> None:
    firm = Firm(replace(ADA, time_and_attendance_id="05"), BO, replace(BO, employee_id="PW3", unique_key="k3"))
    _roll, notes = _sync(firm)
    assert len(notes) == 2
    assert "The Time & Attendance ID of PW1 begins with 0 (“05”)" in notes[0]
    assert notes[1] == "Number 2 belongs to several employees (PW2, PW3): link it by hand."
    assert _links(firm) == {("5", "PW1", "", None, None)}


def test_a_person_whom_people_hr_lists_twice_is_saved_once_and_told_of_when_it_says_two_things() -> None:
    firm = Firm(ADA, ADA, BO, replace(BO, employee_id="pw2", unique_key="k9"))
    for _ in range(2):
        roll, notes = _sync(firm)
        assert [employee.employee_id for employee in roll.employees] == ["PW1", "PW2"]
        assert notes == ("People HR lists PW2 once more as pw2: only PW2 counts. Look there.",)


def test_a_renumbered_employee_keeps_the_links_and_who_got_the_old_id_does_not_get_them() -> None:
    firm = Firm(ADA, BO)
    _sync(firm)
    firm.employees.link("31", "PW1", terminal="Gate")
    firm.people_hr.staff[:] = [replace(ADA, employee_id="PW2"), replace(BO, employee_id="PW1")]
    _sync(firm)
    assert _links(firm) == {
        ("1", "PW2", "", None, None),
        ("2", "PW1", "", None, None),
        ("31", "PW2", "Gate", None, None),
    }


def test_a_number_that_was_given_to_somebody_else_moves_from_today_on() -> None:
    firm = Firm(ADA, replace(BO, time_and_attendance_id=""))
    _sync(firm)
    firm.people_hr.staff[:] = [replace(ADA, time_and_attendance_id=""), replace(BO, time_and_attendance_id="1")]
    _roll, notes = _sync(firm)
    today = firm.clock.now().date()
    assert _links(firm) == {("1", "PW1", "", None, today - A_DAY), ("1", "PW2", "", today, None)}
    assert len(notes) == 1
    assert "Number 1 was somebody else's before: it counts as PW2's from 16/03/2026." in notes[0]


def test_a_link_by_hand_is_left_alone_by_a_sync() -> None:
    firm = Firm()
    _sync(firm)
    firm.employees.link("1", "PW2")
    _sync(firm)
    assert _links(firm) == {("1", "PW2", "", None, None), ("2", "PW2", "", None, None)}


def test_who_is_no_longer_listed_is_kept_with_the_links() -> None:
    firm = Firm()
    _sync(firm)
    firm.people_hr.staff.remove(BO)
    roll, _notes = _sync(firm)
    assert [(employee.employee_id, employee.listed) for employee in roll.employees] == [("PW1", True), ("PW2", False)]
    assert ("2", "PW2", "", None, None) in _links(firm)
    assert roll.linked == 1


def test_nothing_changes_when_the_employees_cannot_be_had() -> None:
    firm = Firm()
    before, _notes = _sync(firm)
    firm.people_hr.fail("employees", MissingRightError("It may not.", "Tick it.", "Employee"))
    with pytest.raises(KeyRefusedError):
        _sync(firm)
    firm.vault.forget()
    with pytest.raises(KeyProblemError):
        _sync(firm)
    assert firm.employees.roll() == before


# Links by hand -----------------------------------------------------------------------------------------------------


@pytest.fixture
def firm() -> Firm:
    """Return a firm whose employees are known; nobody is linked yet."""
    firm = Firm(*(replace(person, time_and_attendance_id="") for person in STAFF))
    firm.sync()
    return firm


def test_a_link_says_whose_a_number_is(firm: Firm) -> None:
    linked = firm.employees.link(" 012 ", " pw1 ", terminal="Gate", valid_from=MONDAY, valid_until=FRIDAY)
    (stored,) = firm.database.people.links()
    assert linked.link == stored
    assert _links(firm) == {("012", "PW1", "Gate", MONDAY, FRIDAY)}
    assert (stored.by_hand, linked.notes) == (True, ())


Dates = tuple[str, date | None, date | None]
"""Whose link it is, from and until."""

# The link there is (Ada's), the new one (Bo's), and what both become.
OVERLAPS: dict[str, tuple[Dates, Dates, set[Dates]]] = {
    "all by all": (("PW1", None, None), ("PW2", None, None), {("PW2", None, None)}),
    "all from a day on": (
        ("PW1", None, None),
        ("PW2", WEDNESDAY, None),
        {("PW1", None, TUESDAY), ("PW2", WEDNESDAY, None)},
    ),
    "all until a day": (
        ("PW1", None, None),
        ("PW2", None, WEDNESDAY),
        {("PW1", THURSDAY, None), ("PW2", None, WEDNESDAY)},
    ),
    "in the middle": (
        ("PW1", None, None),
        ("PW2", TUESDAY, THURSDAY),
        {("PW1", None, MONDAY), ("PW2", TUESDAY, THURSDAY), ("PW1", FRIDAY, None)},
    ),
    "one day in the middle": (
        ("PW1", MONDAY, FRIDAY),
        ("PW2", TUESDAY, TUESDAY),
        {("PW1", MONDAY, MONDAY), ("PW2", TUESDAY, TUESDAY), ("PW1", WEDNESDAY, FRIDAY)},
    ),
    "the same days": (("PW1", MONDAY, FRIDAY), ("PW2", MONDAY, FRIDAY), {("PW2", MONDAY, FRIDAY)}),
    "the end": (
        ("PW1", MONDAY, FRIDAY),
        ("PW2", FRIDAY, FRIDAY),
        {("PW1", MONDAY, THURSDAY), ("PW2", FRIDAY, FRIDAY)},
    ),
    "the beginning": (
        ("PW1", MONDAY, FRIDAY),
        ("PW2", None, MONDAY),
        {("PW1", TUESDAY, FRIDAY), ("PW2", None, MONDAY)},
    ),
    "around": (("PW1", TUESDAY, WEDNESDAY), ("PW2", None, None), {("PW2", None, None)}),
}


@pytest.mark.parametrize(
    ("earlier", "new", "become"), [pytest.param(*case, id=name) for name, case in OVERLAPS.items()]
)
def test_a_new_link_takes_its_days_from_earlier_ones(
    firm: Firm, earlier: Dates, new: Dates, become: set[Dates]
) -> None:
    _link(firm, "012", earlier)
    notes = _link(firm, "12", new)
    assert {each[1:2] + each[3:] for each in _links(firm)} == become
    assert notes == ("Number 12 was linked to PW1 for these days until now; that has been replaced.",)


@pytest.mark.parametrize(
    ("earlier", "new"),
    [
        (("PW1", None, TUESDAY), ("PW2", WEDNESDAY, None)),
        (("PW1", WEDNESDAY, FRIDAY), ("PW2", MONDAY, TUESDAY)),
    ],
)
def test_links_of_other_days_stay_as_they_are(firm: Firm, earlier: Dates, new: Dates) -> None:
    _link(firm, "12", earlier)
    assert _link(firm, "12", new) == ()
    assert {each[1:2] + each[3:] for each in _links(firm)} == {earlier, new}


def test_links_of_other_terminals_and_other_numbers_stay_as_they_are(firm: Firm) -> None:
    firm.employees.link("12", "PW1", terminal="Gate")
    firm.employees.link("13", "PW1")
    assert firm.employees.link("12", "PW2").notes == ()
    assert len(_links(firm)) == 3


def test_linking_the_same_again_replaces_it_without_a_word(firm: Firm) -> None:
    firm.employees.link("12", "PW1")
    assert firm.employees.link("012", "PW1").notes == ()
    assert _links(firm) == {("012", "PW1", "", None, None)}


def _link(firm: Firm, clock_id: str, dates: Dates) -> tuple[str, ...]:
    employee_id, valid_from, valid_until = dates
    return firm.employees.link(clock_id, employee_id, valid_from=valid_from, valid_until=valid_until).notes


def test_letters_are_warned_of_and_taken(firm: Firm) -> None:
    linked = firm.employees.link("B12", "PW1")
    assert linked.notes == ("Clock id “B12” has letters: most terminals have numbers only. Check it if unsure.",)
    assert _links(firm) == {("B12", "PW1", "", None, None)}


@pytest.mark.parametrize("clock_id", ["0", "000", " 0 ", "", "  "])
def test_nobodys_number_cannot_be_linked(firm: Firm, clock_id: str) -> None:
    with pytest.raises(UnusableError, match="cannot be linked"):
        firm.employees.link(clock_id, "PW1")
    with pytest.raises(UnusableError, match="cannot be linked"):
        firm.employees.ignore(clock_id)
    assert _links(firm) == set()


@pytest.mark.parametrize("employee_id", ["", "  ", "X" * 16])
def test_an_employee_id_that_cannot_be_one_is_refused(firm: Firm, employee_id: str) -> None:
    with pytest.raises(UnusableError, match="cannot be an employee id"):
        firm.employees.link("12", employee_id)
    assert _links(firm) == set()


def test_a_link_that_ends_before_it_begins_is_refused_and_makes_nobody_known(firm: Firm) -> None:
    with pytest.raises(UnusableError, match="ends before it begins"):
        firm.employees.link("12", "PW9", valid_from=TUESDAY, valid_until=MONDAY)
    assert (_links(firm), len(firm.employees.roll().employees)) == (set(), 2)


def test_an_employee_id_is_taken_as_typed_where_nobody_can_be_looked_up() -> None:
    firm = Firm(ADA)
    firm.people_hr.keys = {}
    linked = firm.employees.link("1", "PW1")
    assert linked.notes == ("Employee “PW1” is not in the list from People HR: it is taken as you typed it.",)
    assert firm.employees.link("3", "pw1").notes == ()
    assert [employee.employee_id for employee in firm.employees.roll().employees] == ["PW1"]
    assert firm.people_hr.asked == []


def test_who_was_typed_is_recognised_by_the_next_sync() -> None:
    firm = Firm(ADA)
    firm.employees.link("7", "pw1")
    roll, _notes = _sync(firm)
    assert [(employee.employee_id, employee.unique_key) for employee in roll.employees] == [("PW1", "k1")]
    assert ("7", "PW1", "", None, None) in _links(firm)


# Ignoring and unlinking --------------------------------------------------------------------------------------------


def test_a_contractor_is_marked_and_no_longer_listed(firm: Firm) -> None:
    firm.tap("12", "2026-03-09 09:00")
    assert _users(firm.employees.roll()) == [("1", "12")]
    ignored = firm.employees.ignore(" 12 ")
    assert (ignored.link, ignored.notes) == (Link("12", None), ())
    assert _users(firm.employees.roll()) == []
    assert _links(firm) == {("12", None, "", None, None)}


def test_marking_and_linking_give_way_to_one_another(firm: Firm) -> None:
    firm.employees.link("12", "PW1")
    assert firm.employees.ignore("12", "Gate").notes == ()
    firm.employees.unlink("12", "Gate")
    assert firm.employees.ignore("12").notes == (
        "Number 12 was linked to PW1 for these days until now; that has been replaced.",
    )
    assert firm.employees.link("12", "PW2", valid_from=FRIDAY).notes == (
        "Number 12 was marked as not in People HR for these days until now; that has been replaced.",
    )
    assert _links(firm) == {("12", None, "", None, THURSDAY), ("12", "PW2", "", FRIDAY, None)}


@pytest.mark.parametrize(
    ("clock_id", "terminal", "gone", "stays"),
    [
        ("12", None, 3, set()),
        ("012", None, 3, set()),
        ("12", "Gate", 1, {None}),
        ("12", "Attic", 0, {None, "Gate"}),
        ("99", None, 0, set()),
    ],
)
def test_links_are_taken_away_by_number_and_terminal_and_what_stays_is_told(
    firm: Firm, clock_id: str, terminal: str | None, gone: int, stays: set[str | None]
) -> None:
    firm.employees.link("12", "PW1", valid_until=MONDAY)
    firm.employees.link("12", "PW2", valid_from=TUESDAY)
    firm.employees.link("12", "PW2", terminal="Gate")
    firm.employees.link("13", "PW1")
    taken, stayed = firm.employees.unlink(clock_id, terminal)
    assert len(taken) == gone
    assert {link.terminal for link in stayed} == stays
    assert len(_links(firm)) == 4 - gone
