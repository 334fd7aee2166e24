"""What every store of people promises."""

from dataclasses import replace
from datetime import date

import pytest

from clockreports.domain.people import Employee, Link
from clockreports.services.ports import PeopleStore
from tests.store.conftest import AnyDatabase

ANNA = Employee("PW1", "key-anna", "Anna", "Ångström", "12", "P7", date(2020, 2, 29), date(2026, 12, 31))
BEN = Employee("PW2", "key-ben", "Ben", "Botha")
TYPED = Employee("PW3")


@pytest.fixture
def people(database: AnyDatabase) -> PeopleStore:
    return database.people


def stored(people: PeopleStore, *employees: Employee) -> list[Employee]:
    people.save_employees(employees)
    return people.employees()


class TestEmployees:
    def test_at_first_there_are_none(self, people: PeopleStore) -> None:
        assert people.employees() == []

    def test_new_ones_are_given_numbers_and_come_back_as_they_were(self, people: PeopleStore) -> None:
        anna, ben, typed = stored(people, TYPED, BEN, ANNA)
        assert len({anna.number, ben.number, typed.number} - {0}) == 3
        assert [replace(each, number=0) for each in (anna, ben, typed)] == [ANNA, BEN, TYPED]

    def test_one_with_a_number_is_changed(self, people: PeopleStore) -> None:
        (anna,) = stored(people, ANNA)
        changed = replace(anna, last_name="Berg", leaving_date=None, payroll_id="", listed=False)
        assert stored(people, changed) == [changed]

    def test_ids_may_change_hands_within_one_call(self, people: PeopleStore) -> None:
        anna, ben = stored(people, ANNA, BEN)
        swapped = [
            replace(anna, employee_id="PW2", unique_key="key-ben"),
            replace(ben, employee_id="PW1", unique_key="key-anna"),
        ]
        assert stored(people, *swapped) == [swapped[1], swapped[0]]

    def test_a_new_one_may_take_the_id_of_one_who_lets_go_of_it(self, people: PeopleStore) -> None:
        (anna,) = stored(people, ANNA)
        nameless, heir = stored(people, Employee("PW1", "key-cleo"), replace(anna, employee_id=""))
        assert (nameless.number, nameless.employee_id) == (anna.number, "")
        assert (heir.employee_id, heir.unique_key) == ("PW1", "key-cleo")

    def test_several_may_be_without_an_id(self, people: PeopleStore) -> None:
        assert [each.employee_id for each in stored(people, Employee(""), ANNA, Employee(""))] == ["", "", "PW1"]

    @pytest.mark.parametrize("twin", [Employee("PW1", "another"), Employee("PW9", "key-anna")])
    def test_two_with_the_same_id_are_a_mistake_that_leaves_nothing(self, people: PeopleStore, twin: Employee) -> None:
        before = stored(people, ANNA)
        with pytest.raises(Exception, match=r"UNIQUE|unique|same id"):
            people.save_employees([BEN, twin])
        assert people.employees() == before

    def test_a_number_never_given_is_a_mistake_that_leaves_nothing(self, people: PeopleStore) -> None:
        with pytest.raises(LookupError):
            people.save_employees([BEN, replace(ANNA, number=99)])
        assert people.employees() == []

    def test_saving_nobody_is_no_error(self, people: PeopleStore) -> None:
        assert stored(people) == []


class TestLinks:
    @pytest.fixture
    def links(self, people: PeopleStore) -> list[Link]:
        (anna,) = stored(people, ANNA)
        return [
            Link("012", anna.number),
            Link("012", anna.number, "2"),
            Link("012", anna.number, None, date(2026, 1, 1), None),
            Link("012", anna.number, None, None, date(2026, 1, 1)),
            Link("012", anna.number, None, date(2026, 1, 1), date(2026, 2, 28), by_hand=False),
            Link("012", None),
            Link("12", anna.number),
        ]

    def test_they_come_back_as_they_were(self, people: PeopleStore, links: list[Link]) -> None:
        people.change_links([], links)
        assert people.links() == links

    @pytest.mark.parametrize("gone", range(7))
    def test_only_the_very_link_is_removed(self, people: PeopleStore, links: list[Link], gone: int) -> None:
        people.change_links([], links)
        people.change_links([links[gone]], [])
        assert people.links() == [link for link in links if link != links[gone]]

    def test_one_is_replaced_by_others(self, people: PeopleStore, links: list[Link]) -> None:
        people.change_links([], links[:1])
        people.change_links(links[:1], links[2:4])
        assert people.links() == links[2:4]

    def test_removing_one_that_is_gone_is_no_error(self, people: PeopleStore, links: list[Link]) -> None:
        people.change_links([], links[:1])
        people.change_links(links[1:], [])
        assert people.links() == links[:1]
