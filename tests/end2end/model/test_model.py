"""Hundreds of sequences of everything that can happen, each with one end: what was wanted stands in People HR."""

import sys
from collections.abc import Iterator
from typing import Final

import pytest
from hypothesis import seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.end2end.model.host import Host, hosting
from tests.end2end.model.machine import Machine

pytestmark = [
    pytest.mark.timeout(6 * 3600),
    pytest.mark.skipif(sys.platform == "win32", reason="programs are started by fork, which Windows does not know"),
]

_PARTS: Final = 4
"""So that as many workers can share the longest test there is."""
_MOST: Final = 1000
"""Sequences in one part: a slow run tries four thousand, which take half an hour of one processor."""


@pytest.fixture(scope="module")
def host() -> Iterator[Host]:
    """Start programs fast."""
    with hosting() as near_end:
        yield near_end


@pytest.mark.parametrize("part", range(_PARTS))
def test_in_the_end_what_was_wanted_stands_in_people_hr(host: Host, part: int) -> None:
    hosted: type[Machine] = type("Hosted", (Machine,), {"host": host})
    if settings().derandomize:  # or every part would draw the same
        hosted = seed(part)(hosted)
    several = settings(max_examples=min(_MOST, settings().max_examples), stateful_step_count=10)
    run_state_machine_as_test(hosted, settings=several)
