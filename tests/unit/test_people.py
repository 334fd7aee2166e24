"""Which link counts for a tap."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clockreports.domain.people import Authority, Employee, Link, Links, User, natural_order, too_few_administrators

DAY = date(2026, 3, 9)
YESTERDAY, TOMORROW = DAY - timedelta(days=1), DAY + timedelta(days=1)


@pytest.mark.parametrize(
    ("employee", "expected"),
    [
        (Employee("PW1", first_name="Ada", last_name="Pell"), "Ada Pell"),
        (Employee("PW1", first_name="Ada"), "Ada"),
        (Employee("PW1", last_name="Pell"), "Pell"),
        (Employee("PW1"), "PW1"),
    ],
)
def test_an_employee_is_shown_by_name_or_else_by_id(employee: Employee, expected: str) -> None:
    assert employee.name == expected


@pytest.mark.parametrize(
    ("valid_from", "valid_until", "expected"),
    [
        (None, None, True),
        (DAY, None, True),
        (None, DAY, True),
        (DAY, DAY, True),
        (TOMORROW, None, False),
        (None, YESTERDAY, False),
    ],
)
def test_a_link_counts_on_its_first_and_its_last_day(
    valid_from: date | None, valid_until: date | None, *, expected: bool
) -> None:
    assert Link("12", 1, None, valid_from, valid_until).covers(DAY) is expected


TO_EVERYONE = Link("12", 1)
AT_THE_GATE = Link("12", 2, "Gate")
FINDS = {
    "the only link": ([TO_EVERYONE], "Gate", "12", TO_EVERYONE),
    "the very terminal before all terminals": ([TO_EVERYONE, AT_THE_GATE], "Gate", "12", AT_THE_GATE),
    "another terminal": ([TO_EVERYONE, AT_THE_GATE], "Yard", "12", TO_EVERYONE),
    "a link of another terminal only": ([AT_THE_GATE], "Yard", "12", None),
    "leading zeros on the terminal": ([TO_EVERYONE], "Gate", "0012", TO_EVERYONE),
    "leading zeros in the link": ([Link("012", 1)], "Gate", " 12", Link("012", 1)),
    "another number": ([TO_EVERYONE], "Gate", "120", None),
    "nobody is linked": ([], "Gate", "12", None),
    "a link that is over": ([Link("12", 1, None, None, YESTERDAY)], "Gate", "12", None),
    "a link that has not begun": ([Link("12", 1, None, TOMORROW)], "Gate", "12", None),
    "the one of that day": (
        [Link("12", 1, None, None, YESTERDAY), Link("12", 2, None, DAY)],
        "Gate",
        "12",
        Link("12", 2, None, DAY),
    ),
    "all terminals when the terminal's own is over": (
        [Link("12", 2, "Gate", None, YESTERDAY), TO_EVERYONE],
        "Gate",
        "12",
        TO_EVERYONE,
    ),
    "a contractor": ([Link("12", None)], "Gate", "12", Link("12", None)),
    "a contractor at one gate only": ([TO_EVERYONE, Link("12", None, "Gate")], "Gate", "12", Link("12", None, "Gate")),
}


@pytest.mark.parametrize(
    ("links", "terminal", "clock_id", "expected"), [pytest.param(*case, id=name) for name, case in FINDS.items()]
)
def test_the_link_of_a_tap_is_found(links: list[Link], terminal: str, clock_id: str, expected: Link | None) -> None:
    assert Links(links).find(terminal, clock_id, DAY) == expected
    assert Links(reversed(links)).find(terminal, clock_id, DAY) == expected


OVERLAPS = {
    "the same number": (Link("12", 1), Link("012", 2), True),
    "another number": (Link("12", 1), Link("13", 1), False),
    "one terminal and all": (Link("12", 1, "Gate"), Link("12", 2), False),
    "the same terminal": (Link("12", 1, "Gate"), Link("12", 2, "Gate"), True),
    "one after the other": (Link("12", 1, None, None, YESTERDAY), Link("12", 2, None, DAY), False),
    "one day in common": (Link("12", 1, None, None, DAY), Link("12", 2, None, DAY), True),
    "one within the other": (Link("12", 1, None, YESTERDAY, TOMORROW), Link("12", 2, None, DAY, DAY), True),
}


@pytest.mark.parametrize(
    ("one", "other", "expected"), [pytest.param(*case, id=name) for name, case in OVERLAPS.items()]
)
def test_links_overlap_when_both_claim_a_day_of_the_same_number(one: Link, other: Link, *, expected: bool) -> None:
    assert one.overlaps(other) is expected
    assert other.overlaps(one) is expected


DAYS = st.integers(0, 6).map(lambda after: DAY + timedelta(days=after))
LINKS = st.builds(
    lambda days, terminal: Link("12", 1, terminal, *sorted(days)),
    st.tuples(DAYS, DAYS),
    st.sampled_from([None, "Gate"]),
)


@given(LINKS, LINKS)
def test_links_of_one_scope_overlap_exactly_when_some_day_is_covered_by_both(one: Link, other: Link) -> None:
    both = any(
        one.covers(DAY + timedelta(days=after)) and other.covers(DAY + timedelta(days=after)) for after in range(7)
    )
    assert one.overlaps(other) is (both and one.terminal == other.terminal)


def test_a_user_is_named_by_links_of_whatever_days() -> None:
    links = Links([Link("012", 1, "Gate", None, date(2020, 1, 1)), Link("13", None)])
    assert links.names("Gate", "12")
    assert not links.names("Yard", "12")
    assert links.names("Yard", "013")
    assert not links.names("Gate", "14")


@pytest.mark.parametrize(
    ("links", "expected"),
    [
        ([Link("12", 1)], True),
        ([Link("012", None, "Gate")], True),
        ([Link("12", 1, None, DAY), Link("12", 2)], True),
        ([Link("12", 1, None, None, YESTERDAY), Link("12", 2, None, DAY)], False),
        ([Link("12", 1, "Yard"), Link("13", 1)], False),
        ([], False),
    ],
)
def test_a_user_whose_every_tap_has_a_link_is_known_beforehand(links: list[Link], *, expected: bool) -> None:
    assert Links(links).always_finds("Gate", "12") is expected


def test_everyone_a_number_ever_belonged_to_is_known() -> None:
    links = Links(
        [
            Link("12", 1, None, None, YESTERDAY),
            Link("012", 2, None, DAY),
            Link("12", 3, "Gate"),
            Link("12", None, "Yard"),
        ]
    )
    assert links.of("Gate", "12") == {1, 2, 3}
    assert links.of("Yard", "12") == {1, 2}
    assert links.of("Yard", "13") == frozenset()


def _user(clock_id: str, authority: Authority | None, terminal: str = "Gate") -> User:
    return User(terminal, clock_id, 0, None, None, authority=authority)


ADMINISTRATOR, NORMAL = Authority.ADMINISTRATOR, Authority.NORMAL
NO_ADMINISTRATOR = "Terminal Gate has no administrator: anybody can open its menu and change it."
ONLY_ONE = (
    "Terminal Gate has only one administrator, number 7: enrol a second, "
    "or nobody can open its menu when that one is away."
)


@pytest.mark.parametrize(
    ("users", "expected"),
    [
        ([], ()),
        ([_user("7", None)], ()),
        ([_user("7", NORMAL), _user("8", None)], (NO_ADMINISTRATOR,)),
        ([_user("7", ADMINISTRATOR), _user("8", NORMAL)], (ONLY_ONE,)),
        ([_user("7", ADMINISTRATOR), _user("8", ADMINISTRATOR)], ()),
        (
            [_user("8", NORMAL), _user("9", ADMINISTRATOR, "Yard"), _user("10", ADMINISTRATOR, "Yard")],
            (NO_ADMINISTRATOR,),
        ),
    ],
)
def test_a_terminal_with_fewer_than_two_administrators_is_told(users: list[User], expected: tuple[str, ...]) -> None:
    assert too_few_administrators(users) == expected


def test_terminals_are_told_of_in_order() -> None:
    users = [_user("7", NORMAL, "Yard"), _user("7", NORMAL, "Gate")]
    assert [sentence.split()[1] for sentence in too_few_administrators(users)] == ["Gate", "Yard"]


@given(st.lists(st.integers(0, 10**6), unique=True))
def test_employee_ids_are_ordered_as_a_person_would(numbers: list[int]) -> None:
    ids = [f"PW{number}" for number in numbers]
    assert sorted(ids, key=natural_order) == [f"PW{number}" for number in sorted(numbers)]


@given(st.lists(st.text(max_size=15)))
def test_any_employee_ids_can_be_ordered(ids: list[str]) -> None:
    assert sorted(sorted(ids, key=natural_order)) == sorted(ids)
