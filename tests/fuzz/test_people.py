"""Whatever list of employees People HR gives, each sync of it can be saved, and nobody is there twice."""

from collections import Counter
from pathlib import Path
from typing import Final

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from clockreports.domain.matching import merged, told_twice
from clockreports.domain.people import Employee
from clockreports.store import open_database
from tests.helpers.clock import FakeClock
from tests.store.conftest import fresh

ADA: Final = Employee("PW1", "k1", "Ada")
PEOPLE: Final = st.lists(
    st.builds(
        Employee,
        st.sampled_from(["PW1", "pw1", "PW2", "Pw2", "PW3", "ß", "SS"]),
        st.sampled_from([None, "k1", "k2", "K1"]),
        st.sampled_from(["Ada", "Bo"]),
    ),
    max_size=6,
)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the file of an empty database, which no test may change."""
    path = tmp_path_factory.mktemp("empty") / "clockreports.db"
    open_database(path, FakeClock()).close()
    return path


@given(syncs=st.lists(PEOPLE, min_size=1, max_size=4))
@example(syncs=[[ADA, ADA]])
@example(syncs=[[ADA], [ADA, Employee("PW9", "k1", "Ada"), Employee("PW1", "k2", "Bo")]])
@example(syncs=[[Employee("PW1")], [Employee("pw1"), Employee("PW1")]])
def test_every_sync_can_be_saved_and_the_next_one_of_the_same_list_changes_nothing(
    empty: Path, syncs: list[list[Employee]]
) -> None:
    with fresh(empty) as database:
        people = database.people
        for fetched in syncs:
            people.save_employees(merged(people.employees(), fetched))
            saved = people.employees()
            ids = Counter(each.employee_id.casefold() for each in saved if each.employee_id)
            assert set(ids.values()) <= {1}
            assert {each.employee_id for each in saved if each.listed} <= {each.employee_id for each in fetched}
            assert bool(fetched) == any(each.listed for each in saved)
            assert sorted(merged(saved, fetched), key=lambda each: each.number) == sorted(
                saved, key=lambda each: each.number
            )
            assert len(list(told_twice(fetched))) <= len(fetched) - sum(each.listed for each in saved)
