"""The firm's computer for a test: with a clock that the test turns."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from clockreports.practice.server import PracticeServer
from tests.end2end.site import NOW, Site, company
from tests.helpers.clock import FakeClock


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """Give the test a firm without a limit of calls, and time that passes only by waiting."""
    clock = FakeClock(NOW)
    with PracticeServer(company(), calls_per_minute=0, clock=clock) as people_hr:
        yield Site(tmp_path, people_hr, clock)
