"""One firm for each test: a practice People HR without a limit, and a terminal whose clock tests turn."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from clockreports.practice.server import PracticeServer
from tests.cli.firm import KEY, NOW, Terminal, company
from tests.helpers.clock import FakeClock


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give lines the same room wherever the tests run."""
    monkeypatch.setenv("COLUMNS", "100")


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(NOW)


@pytest.fixture
def people_hr(clock: FakeClock) -> Iterator[PracticeServer]:
    with PracticeServer(company(), calls_per_minute=None, clock=clock) as server:
        yield server


@pytest.fixture
def bare(tmp_path: Path, capsys: pytest.CaptureFixture[str], clock: FakeClock) -> Terminal:
    """Return a terminal that knows of no People HR and has no key."""
    return Terminal(tmp_path, capsys, clock)


@pytest.fixture
def terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], clock: FakeClock, people_hr: PracticeServer
) -> Terminal:
    """Return a terminal with the key and the address of the firm's People HR in its environment."""
    environment = {
        "CLOCKREPORTS_PEOPLEHR_KEY": KEY,
        "CLOCKREPORTS_PEOPLEHR_URL": people_hr.address,
        "CLOCKREPORTS_CALLS_PER_MINUTE": "10000",
    }
    return Terminal(tmp_path, capsys, clock, environment)
