"""One practice server for each test, without a limit on its pace, and a caller connected to it."""

from collections.abc import Iterator

import pytest

from clockreports.practice.server import PracticeServer
from tests.helpers.clock import FakeClock
from tests.practice.calling import Caller, tiny_company


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def server(clock: FakeClock) -> Iterator[PracticeServer]:
    with PracticeServer(tiny_company(), calls_per_minute=None, clock=clock) as running:
        yield running


@pytest.fixture
def caller(server: PracticeServer) -> Iterator[Caller]:
    with Caller(server) as connected:
        yield connected
