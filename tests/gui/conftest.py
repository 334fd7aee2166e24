"""A Qt without a screen, set up as the program sets it up; a practised computer; and guards round every test."""

import gc
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from typing import Final

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clockreports.base.errors import ClockReportsError
from clockreports.gui import application
from clockreports.gui.application import prepare
from clockreports.gui.main_window import MainWindow
from clockreports.gui.session import Session, Start
from tests.helpers.clock import FakeClock
from tests.helpers.qt_guards import no_thread_stays
from tests.helpers.qt_site import NOW, PracticeSite, fill_profile, practice_server
from tests.helpers.qt_stage import Stage
from tests.helpers.qt_story import Story
from tests.helpers.vault import MemoryKeyring

_HERE: Final = Path(__file__).parent
_TESTS: Final = count(1)
_THOROUGH: Final = 10
"""After every so many tests everything is looked at."""

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
if sys.platform == "win32":  # where Qt’s offscreen windows know no fonts but those of a folder
    os.environ.setdefault("QT_QPA_FONTDIR", str(Path(os.environ["SYSTEMROOT"], "Fonts")))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Collect garbage between the tests of the window, in its thread, as the program does while it runs.

    Left alone, it is collected in whichever thread needs memory, perhaps in a later test, and takes the run along. What
    was there before a test is looked at only now and then, since that takes longer than most tests do.

    pytest asks this of every test, wherever it lies. The others, some of which take many minutes and as much memory as
    they are let, collect their own garbage as they go.
    """
    if _HERE in item.path.parents:
        gc.disable()
    gc.freeze()
    try:
        return (yield)
    finally:
        if not next(_TESTS) % _THOROUGH:
            gc.unfreeze()
        gc.collect()
        gc.enable()


@pytest.fixture(autouse=True)
def threads_end() -> Iterator[None]:
    """Fail a test that leaves a thread behind."""
    with no_thread_stays():
        yield


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    """Return the application, prepared like the real one."""
    prepare(qapp)
    return qapp


@pytest.fixture(autouse=True)
def nothing_is_left_to_do(qapp: QApplication) -> Iterator[None]:
    """Let the window do, at the end of a test, what it was told to do later."""
    yield
    qapp.processEvents()


@pytest.fixture(scope="session")
def filled_profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a profile to copy: the sample log imported, the employees fetched."""
    folder = tmp_path_factory.mktemp("template") / "profile"
    fill_profile(folder)
    return folder


@pytest.fixture
def practice_site(tmp_path: Path, filled_profile: Path) -> Iterator[PracticeSite]:
    """Give the test a computer of its own, four weeks of taps in its database, and the practice People HR."""
    profile = tmp_path / "profile"
    shutil.copytree(filled_profile, profile)
    clock = FakeClock(NOW)
    with practice_server(clock) as server:
        yield PracticeSite(profile, profile / "sample-attlog.dat", server, clock)


@pytest.fixture
def bugs() -> Iterator[list[Exception]]:
    """Collect what the workers call bugs; a test that provokes one takes it out again."""
    found: list[Exception] = []
    yield found
    assert found == []


@pytest.fixture
def closed_session(qapp: QApplication, practice_site: PracticeSite, bugs: list[Exception]) -> Iterator[Session]:
    """Give the test a session on the practised computer that is not open yet."""
    session = Session(Start(practice_site.environment, practice_site.profile, clock=practice_site.clock), bugs.append)
    yield session
    session.close()
    qapp.processEvents()


@pytest.fixture
def session(qtbot: QtBot, closed_session: Session) -> Session:
    """Return a session whose app is open."""
    open_session(qtbot, closed_session)
    return closed_session


@pytest.fixture
def empty_session(qtbot: QtBot, qapp: QApplication, tmp_path: Path, bugs: list[Exception]) -> Iterator[Session]:
    """Return an open session on a profile in which there is nothing yet."""
    session = Session(Start({}, tmp_path / "new", clock=FakeClock(NOW)), bugs.append)
    open_session(qtbot, session)
    yield session
    session.close()
    qapp.processEvents()


@pytest.fixture
def main_window(qtbot: QtBot, closed_session: Session) -> Iterator[MainWindow]:
    """Show the main window, and go on once its app is open and its first reading is done."""
    window = MainWindow(closed_session)
    qtbot.addWidget(window)
    window.show()
    with qtbot.waitSignal(closed_session.opened):
        window.start()
    qtbot.waitUntil(lambda: not closed_session.workers.busy)
    yield window
    window.close()


@pytest.fixture
def stage(qtbot: QtBot, practice_site: PracticeSite, tmp_path: Path, memory_keyring: MemoryKeyring) -> Iterator[Stage]:
    """Give the scenes a stage; whoever sits there has a keyring of their own with nothing in it."""
    assert memory_keyring.kept == {}
    stage = Stage(qtbot, practice_site, tmp_path, ExitStack())
    yield stage
    stage.close()


def open_session(qtbot: QtBot, session: Session) -> None:
    """Open a session's app, and fail the test when it cannot be."""
    failures: list[ClockReportsError] = []
    session.open(failures.append)
    qtbot.waitUntil(lambda: session.is_open or bool(failures))
    assert failures == []


@pytest.fixture
def story(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Story:
    """Give the test a program that it runs from the door on, and remembers the windows of."""
    story = Story(qapp)
    monkeypatch.setattr(application, "MainWindow", story.window_of)
    return story
