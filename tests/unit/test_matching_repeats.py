"""Whom People HR lists twice counts once: the first row wins, and what it says differently is told."""

from dataclasses import replace

import pytest

from clockreports.domain.matching import merged, told_twice
from clockreports.domain.people import Employee

ADA = Employee("PW1", "k1", "Ada")


@pytest.mark.parametrize("known", [[], [replace(ADA, number=5)], [replace(ADA, unique_key=None, number=5)]])
@pytest.mark.parametrize(
    ("first", "again", "note"),
    [
        (ADA, ADA, ""),
        (replace(ADA, unique_key=None), replace(ADA, unique_key=None), ""),
        (ADA, replace(ADA, first_name="Adah"), "lists PW1 twice, with different details"),
        (ADA, replace(ADA, employee_id="PW9"), "lists PW1 once more as PW9: only PW1 counts"),
        (ADA, replace(ADA, unique_key="k2"), "lists PW1 twice, with different details"),
        (ADA, Employee("pw1"), "lists PW1 once more as pw1: only PW1 counts"),
        (ADA, Employee("pw1", "k2"), "lists PW1 once more as pw1: only PW1 counts"),
    ],
    ids=["without a difference", "without keys", "other name", "other id", "other key", "other case", "case and key"],
)
def test_of_a_person_who_comes_twice_the_first_counts(
    known: list[Employee], first: Employee, again: Employee, note: str
) -> None:
    bo = Employee("PW2", "k3", "Bo")
    assert merged(known, [first, bo, again]) == merged(known, [first, bo])
    notes = list(told_twice([first, bo, again]))
    assert len(notes) == bool(note)
    assert note in "".join(notes)
