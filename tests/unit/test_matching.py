"""Who is who after a sync, and whose the numbers are: by numbers alone, and never twice the same change."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations, count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clockreports.domain.matching import LinkChanges, matched, merged
from clockreports.domain.people import Employee, Link, Links

TODAY = date(2026, 3, 9)
YESTERDAY = TODAY - timedelta(days=1)


def _stored(employees: Iterable[Employee]) -> list[Employee]:
    """Give those without a number one, as the store does."""
    employees = list(employees)
    numbers = count(max((employee.number for employee in employees), default=0) + 1)
    return [replace(each, number=each.number or next(numbers)) for each in employees]


def _link(employee: int, valid_from: date | None = None, valid_until: date | None = None, number: str = "12") -> Link:
    return Link(number, employee, None, valid_from, valid_until, by_hand=False)


def _after(links: Iterable[Link], changes: LinkChanges) -> list[Link]:
    return [link for link in links if link not in changes.remove] + list(changes.add)


# Who is who --------------------------------------------------------------------------------------------------------


def test_everyone_is_new_at_first() -> None:
    fetched = [Employee("PW1", "k1"), Employee("PW2", "k2")]
    assert merged([], fetched) == fetched


def test_a_known_employee_keeps_the_number_and_takes_everything_else() -> None:
    known = [Employee("PW1", "k1", "Ada", "Pell", "12", number=5)]
    fetched = [Employee("PW1", "k1", "Ada", "Pell-Wood", "13", leaving_date=TODAY)]
    assert merged(known, fetched) == [replace(fetched[0], number=5)]


def test_an_employee_who_was_renumbered_is_found_by_the_unique_key() -> None:
    assert merged([Employee("PW1", "k1", number=5)], [Employee("HQ7", "k1")]) == [Employee("HQ7", "k1", number=5)]


def test_two_who_exchanged_their_ids_stay_who_they_are() -> None:
    known = [Employee("PW1", "k1", number=1), Employee("PW2", "k2", number=2)]
    found = merged(known, [Employee("PW1", "k2"), Employee("PW2", "k1")])
    assert {employee.number: employee.employee_id for employee in found} == {1: "PW2", 2: "PW1"}


def test_an_id_given_to_somebody_new_is_taken_from_who_had_it() -> None:
    found = merged([Employee("PW1", "k1", "Ada", number=1)], [Employee("PW1", "k2", "Bo")])
    assert found == [Employee("", "k1", "Ada", number=1, listed=False), Employee("PW1", "k2", "Bo")]


def test_who_is_not_in_the_list_any_more_stays_known_with_the_id() -> None:
    assert merged([Employee("PW1", "k1", number=1)], []) == [Employee("PW1", "k1", number=1, listed=False)]


def test_who_comes_back_into_the_list_is_listed_again() -> None:
    gone = Employee("PW1", "k1", number=1, listed=False)
    assert merged([gone], [Employee("PW1", "k1")]) == [Employee("PW1", "k1", number=1)]


@pytest.mark.parametrize("typed", ["PW1", "pw1"])
def test_an_id_that_was_typed_here_becomes_the_employee_people_hr_tells_of(typed: str) -> None:
    assert merged([Employee(typed, number=1)], [Employee("PW1", "k1", "Ada")]) == [
        Employee("PW1", "k1", "Ada", number=1)
    ]


def test_old_accounts_without_unique_keys_go_by_the_id() -> None:
    assert merged([Employee("PW1", number=1)], [Employee("PW1", None, "Ada")]) == [
        Employee("PW1", None, "Ada", number=1)
    ]


def test_a_key_once_known_is_not_forgotten() -> None:
    assert merged([Employee("PW1", "k1", number=1)], [Employee("PW1")]) == [Employee("PW1", "k1", number=1)]


def test_a_key_that_is_known_goes_before_an_id_that_was_typed_here() -> None:
    known = [Employee("PW1", "k1", "Ada", number=1), Employee("HQ7", number=2)]
    assert merged(known, [Employee("HQ7", "k1", "Ada")]) == [
        Employee("HQ7", "k1", "Ada", number=1),
        Employee("", number=2, listed=False),
    ]


@pytest.mark.parametrize("order", [1, -1])
def test_a_key_that_is_known_goes_before_an_id_whatever_the_order(order: int) -> None:
    fetched = [Employee("PW1", None, "Bo"), Employee("HQ7", "k1", "Ada")]
    found = merged([Employee("PW1", "k1", "Ada", number=1)], fetched[::order])
    assert found == [Employee("HQ7", "k1", "Ada", number=1), Employee("PW1", None, "Bo")]


IDS = st.sampled_from(["PW1", "PW2", "PW3"])
COMPANIES = st.lists(IDS, unique=True).flatmap(
    lambda ids: st.permutations(["k1", "k2", "k3"]).map(
        lambda keys: [Employee(employee_id, key) for employee_id, key in zip(ids, keys, strict=False)]
    )
)


@given(st.lists(COMPANIES, max_size=4))
def test_whatever_people_hr_tells_nobody_is_lost_doubled_or_mistaken(syncs: list[list[Employee]]) -> None:
    known: list[Employee] = []
    for fetched in syncs:
        before = {employee.number: employee.unique_key for employee in known}
        known = _stored(merged(known, fetched))
        now = {employee.number: employee.unique_key for employee in known}
        assert before.items() <= now.items()
        assert len(set(now.values())) == len(known) == len(now)
        ids = [employee.employee_id for employee in known if employee.employee_id]
        assert len(set(ids)) == len(ids)
        assert {(each.employee_id, each.unique_key) for each in known if each.listed} == {
            (each.employee_id, each.unique_key) for each in fetched
        }
        assert sorted(merged(known, fetched), key=lambda each: each.number) == sorted(
            known, key=lambda each: each.number
        )


# Whose the numbers are ---------------------------------------------------------------------------------------------

ADA = Employee("PW1", "k1", "Ada", "Pell", "12", number=1)
BO = Employee("PW2", "k2", "Bo", "Quist", "13", number=2)


def test_numbers_are_matched_by_the_time_and_attendance_id() -> None:
    assert matched([ADA, BO], [], [], TODAY) == LinkChanges((), (_link(1), _link(2, number="13")))


def test_the_only_owner_of_a_number_has_it_on_all_days() -> None:
    leaver = replace(ADA, start_date=date(2020, 1, 1), leaving_date=date(2026, 1, 31))
    assert matched([leaver], [], [], TODAY).add == (_link(1),)


def test_a_payroll_id_counts_for_who_has_no_time_and_attendance_id_and_for_numbers_the_clocks_told_of() -> None:
    by_payroll = replace(ADA, time_and_attendance_id="", payroll_id="012")
    assert matched([by_payroll], [], ["0012"], TODAY).add == (_link(1),)
    assert matched([by_payroll], [], ["99"], TODAY).add == ()
    assert matched([replace(ADA, payroll_id="99")], [], ["99"], TODAY).add == (_link(1),)


def test_a_time_and_attendance_id_goes_before_another_s_payroll_id() -> None:
    by_payroll = replace(BO, time_and_attendance_id="", payroll_id="12")
    assert matched([by_payroll, ADA], [], ["12"], TODAY) == LinkChanges((), (_link(1),))


def test_nobody_is_ever_matched_by_name() -> None:
    nameless = Employee("12", "12", "12", "12", number=1)
    assert matched([nameless], [], ["12"], TODAY) == LinkChanges()


@pytest.mark.parametrize("number", ["", "0", "000", "  "])
def test_no_number_and_zero_match_nobody(number: str) -> None:
    employee = replace(ADA, time_and_attendance_id=number)
    assert matched([employee], [], ["0", ""], TODAY).add == ()


def test_a_number_that_begins_with_zero_is_matched_with_a_warning() -> None:
    changes = matched([replace(ADA, time_and_attendance_id="012")], [], [], TODAY)
    assert changes.add == (_link(1),)
    (warning,) = changes.notes
    assert warning == (
        "The Time & Attendance ID of PW1 begins with 0 (“012”): "
        "People HR ought not to have it so; it is compared without the zeros."
    )


def test_who_is_not_listed_any_more_is_not_matched() -> None:
    assert matched([replace(ADA, listed=False)], [], [], TODAY) == LinkChanges()


def test_a_number_of_two_employees_at_once_is_left_to_a_person() -> None:
    changes = matched([ADA, replace(BO, time_and_attendance_id="012")], [], [], TODAY)
    assert (changes.add, changes.remove) == ((), ())
    assert changes.notes[-1] == "Number 12 belongs to several employees (PW1, PW2): link it by hand."


@pytest.mark.parametrize(
    "by_hand", [Link("012", 2), Link("12", None), Link("12", 2, None, None, date(2020, 1, 1)), Link("12", 99)]
)
def test_a_number_linked_by_hand_is_left_alone(by_hand: Link) -> None:
    assert matched([ADA], [by_hand], [], TODAY) == LinkChanges()


def test_a_link_by_hand_for_one_terminal_keeps_no_number_from_being_matched_for_all() -> None:
    assert matched([ADA], [Link("12", 2, "Gate")], [], TODAY).add == (_link(1),)


def test_a_number_nobody_has_any_more_stays_with_whom_it_was() -> None:
    assert matched([replace(ADA, time_and_attendance_id="99")], [_link(1)], [], TODAY) == LinkChanges(
        (), (_link(1, number="99"),)
    )


# A number that is handed on ----------------------------------------------------------------------------------------

LEFT = date(2026, 1, 31)
LEAVER = replace(ADA, leaving_date=LEFT, time_and_attendance_id="")
HEIR = replace(BO, time_and_attendance_id="12", start_date=date(2026, 2, 16))

HANDED_ON = {
    "the day after the former owner left": (
        [LEAVER, replace(HEIR, start_date=date(2019, 1, 1))],
        [_link(1)],
        [_link(1, None, LEFT), _link(2, date(2026, 2, 1))],
    ),
    "the day the new owner started": (
        [LEAVER, HEIR],
        [_link(1)],
        [_link(1, None, date(2026, 2, 15)), _link(2, date(2026, 2, 16))],
    ),
    "today while the former owner is there": (
        [replace(ADA, time_and_attendance_id="99"), HEIR],
        [_link(1), _link(1, number="99")],
        [_link(1, None, YESTERDAY), _link(2, TODAY), _link(1, number="99")],
    ),
    "today when the former owner leaves later": (
        [replace(LEAVER, leaving_date=date(2026, 3, 31)), HEIR],
        [_link(1)],
        [_link(1, None, YESTERDAY), _link(2, TODAY)],
    ),
    "tomorrow when the former owner leaves today": (
        [replace(LEAVER, leaving_date=TODAY), HEIR],
        [_link(1)],
        [_link(1, None, TODAY), _link(2, TODAY + timedelta(days=1))],
    ),
    "not before the new owner starts": (
        [replace(ADA, time_and_attendance_id=""), replace(HEIR, start_date=date(2026, 4, 1))],
        [_link(1)],
        [_link(1, None, date(2026, 3, 31)), _link(2, date(2026, 4, 1))],
    ),
    "today when nobody knows the former owner": (
        [HEIR],
        [_link(77)],
        [_link(77, None, YESTERDAY), _link(2, TODAY)],
    ),
    "both have it still, one after the other": (
        [replace(ADA, leaving_date=LEFT), HEIR],
        [_link(1)],
        [_link(1, None, date(2026, 2, 15)), _link(2, date(2026, 2, 16))],
    ),
    "both have it still, and the former owner leaves later": (
        [replace(ADA, leaving_date=date(2026, 3, 31)), replace(HEIR, start_date=date(2026, 4, 1))],
        [_link(1)],
        [_link(1, None, date(2026, 3, 31)), _link(2, date(2026, 4, 1))],
    ),
    "both have it and neither was linked": (
        [HEIR, replace(ADA, leaving_date=LEFT)],
        [],
        [_link(1, None, LEFT), _link(2, date(2026, 2, 16))],
    ),
    "a leaver inherits nothing": (
        [replace(ADA, time_and_attendance_id=""), replace(HEIR, leaving_date=date(2026, 2, 28))],
        [_link(1)],
        [_link(1)],
    ),
    "who leaves on the day of the change is no leaver yet": (
        [replace(ADA, time_and_attendance_id=""), replace(HEIR, leaving_date=TODAY)],
        [_link(1)],
        [_link(1, None, YESTERDAY), _link(2, TODAY)],
    ),
    "who leaves later neither": (
        [replace(ADA, time_and_attendance_id=""), replace(HEIR, leaving_date=date(2026, 12, 31))],
        [_link(1)],
        [_link(1, None, YESTERDAY), _link(2, TODAY)],
    ),
    "what was over before stays so": (
        [LEAVER, HEIR],
        [_link(1, None, date(2025, 12, 31))],
        [_link(1, None, date(2025, 12, 31)), _link(2, date(2026, 2, 16))],
    ),
    "nothing for whose time was over before": (
        [replace(ADA, leaving_date=LEFT), replace(HEIR, leaving_date=date(2026, 2, 28))],
        [_link(3, None, date(2026, 2, 28)), _link(1, date(2026, 3, 1))],
        [_link(3, None, date(2026, 2, 28)), _link(1, date(2026, 3, 1))],
    ),
    "to a third person on the same day": (
        [replace(HEIR, time_and_attendance_id=""), Employee("PW3", "k3", time_and_attendance_id="12", number=3)],
        [_link(1, None, YESTERDAY), _link(2, TODAY)],
        [_link(1, None, YESTERDAY), _link(3, TODAY)],
    ),
    "never before the link there is began": (
        [
            replace(HEIR, time_and_attendance_id="", leaving_date=date(2026, 2, 1)),
            Employee("PW3", "k3", time_and_attendance_id="12", number=3),
        ],
        [_link(1, None, date(2026, 2, 28)), _link(2, date(2026, 3, 1))],
        [_link(1, None, date(2026, 2, 28)), _link(3, date(2026, 3, 1))],
    ),
    "through several hands at once": (
        [
            replace(ADA, leaving_date=LEFT),
            replace(HEIR, leaving_date=date(2026, 2, 16)),
            Employee("PW3", "k3", time_and_attendance_id="12", start_date=date(2026, 3, 2), number=3),
        ],
        [_link(1)],
        [
            _link(1, None, date(2026, 2, 15)),
            _link(2, date(2026, 2, 16), date(2026, 2, 16)),
            _link(3, date(2026, 3, 2)),
        ],
    ),
}


def _as_text(links: Iterable[Link]) -> list[str]:
    return sorted(map(str, links))


@pytest.mark.parametrize(
    ("employees", "links", "expected"), [pytest.param(*case, id=name) for name, case in HANDED_ON.items()]
)
def test_a_number_handed_on_counts_from_a_day_on(
    employees: list[Employee], links: list[Link], expected: list[Link]
) -> None:
    changes = matched(employees, links, [], TODAY)
    assert _as_text(_after(links, changes)) == _as_text(expected)


def test_a_person_is_told_whose_the_number_is_now_and_from_when() -> None:
    changes = matched([HEIR, replace(ADA, leaving_date=LEFT)], [_link(1)], [], TODAY)
    (note,) = changes.notes
    assert note == (
        "Number 12 was somebody else's before: it counts as PW2's from 16/02/2026. "
        "Link it by hand if that is not the day."
    )


def test_the_days_before_stay_with_whom_they_were() -> None:
    links = [_link(1)]
    now = Links(_after(links, matched([LEAVER, HEIR], links, [], TODAY)))
    days = [date(2020, 1, 1), LEFT, date(2026, 2, 15), date(2026, 2, 16), TODAY]
    owners = [link.employee for day in days if (link := now.find("1", "012", day))]
    assert owners == [1, 1, 1, 2, 2]


DAYS = st.none() | st.sampled_from([TODAY + timedelta(days=after) for after in (-60, -30, -1, 0, 1, 30)])
EMPLOYEES = st.builds(
    lambda dates, number, payroll_id: Employee(
        "", None, "Ada", "", number, payroll_id, *(sorted(dates) if None not in dates else dates)
    ),
    st.tuples(DAYS, DAYS),
    st.sampled_from(["", "12", "012", "13"]),
    st.sampled_from(["", "12", "13"]),
)


def _numbered(employees: Sequence[Employee]) -> list[Employee]:
    return [replace(each, employee_id=f"PW{number}", number=number) for number, each in enumerate(employees, 1)]


@given(st.lists(st.lists(EMPLOYEES, min_size=3, max_size=3).map(_numbered), max_size=4))
def test_matching_again_changes_nothing_and_no_day_has_two_owners(companies: list[list[Employee]]) -> None:
    links: list[Link] = []
    for days, employees in enumerate(companies):
        today = TODAY + timedelta(days=days)
        links = _after(links, matched(employees, links, ["12", "13"], today))
        again = matched(employees, links, ["12", "13"], today)
        assert (again.remove, again.add) == ((), ())
        assert not any(one.overlaps(other) for one, other in combinations(links, 2))
        assert all((link.valid_from or date.min) <= (link.valid_until or date.max) for link in links)


@given(st.lists(EMPLOYEES, max_size=4).map(_numbered), st.sampled_from([Link("12", 1), Link("012", None)]))
def test_whatever_is_linked_by_hand_stays(employees: list[Employee], by_hand: Link) -> None:
    changes = matched(employees, [by_hand], ["12", "13"], TODAY)
    assert changes.remove == ()
    assert "12" not in {link.clock_id for link in changes.add}
