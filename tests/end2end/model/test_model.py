"""Hundreds of sequences of everything that can happen, each with one end: what was wanted stands in People HR."""

import sys
from collections.abc import Iterator

import pytest
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from tests.end2end.model.host import Host, hosting
from tests.end2end.model.machine import Machine

pytestmark = [
    pytest.mark.timeout(6 * 3600),
    pytest.mark.skipif(sys.platform == "win32", reason="programs are started by fork, which Windows does not know"),
]


@pytest.fixture(scope="module")
def host() -> Iterator[Host]:
    """Start programs fast."""
    with hosting() as near_end:
        yield near_end


def test_in_the_end_what_was_wanted_stands_in_people_hr(host: Host) -> None:
    hosted: type[Machine] = type("Hosted", (Machine,), {"host": host})
    several = settings(max_examples=3 * settings().max_examples, stateful_step_count=10)
    run_state_machine_as_test(hosted, settings=several)
