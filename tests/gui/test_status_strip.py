"""The strip at the bottom: the last import, the last successful export, the key, and practice mode."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from clockreports.base.cancel import CancelToken
from clockreports.base.errors import UnusableError
from clockreports.domain.periods import Period
from clockreports.domain.runs import Run, RunEnd
from clockreports.gui.session import Practising, Session, Start
from clockreports.gui.status_strip import StatusStrip, export_words, import_words, key_words
from clockreports.services.exporting import ExportOrder
from clockreports.services.key import KeyringLockedError, KeyStatus
from clockreports.services.ports import SourceFile
from tests.gui.conftest import open_session
from tests.helpers.clock import FakeClock
from tests.helpers.qt_looking import sentences, settle
from tests.helpers.qt_site import LAST_WEEK, NOW

HERE = f"{NOW.astimezone():%d/%m/%Y %H:%M}"


@pytest.mark.parametrize("path", ["C:\\clocks\\1_attlog.dat", "/srv/clocks/1_attlog.dat"])
def test_the_last_import_is_told_by_name_whatever_system_it_was_read_on(path: str) -> None:
    assert import_words(SourceFile(path, "d", "attlog", NOW)) == f"1_attlog.dat, {HERE}"
    assert import_words(None) == "none yet"


def test_the_last_successful_export_is_told_with_its_days() -> None:
    run = Run(1, LAST_WEEK, "PC-12", "jane", NOW, 5, NOW, RunEnd.DONE)
    assert export_words(run) == f"09/03/2026–15/03/2026, on {HERE}"
    day = date(2026, 3, 9)
    one_day = Run(1, Period(day, day), "PC-12", "jane", NOW, 5, datetime(2026, 3, 10, 8, tzinfo=UTC), RunEnd.DONE)
    assert export_words(one_day).startswith("09/03/2026, on 10/03/2026")
    assert export_words(None) == "none yet"


def test_of_the_key_only_its_end_is_told() -> None:
    assert key_words(KeyStatus(True, "your keyring", False, "4F2A")) == "set, ends in 4F2A"  # noqa: FBT003 - by place
    assert key_words(KeyStatus(False, "your keyring", False)) == "not set"  # noqa: FBT003 - likewise


def shown(qtbot: QtBot, session: Session) -> StatusStrip:
    strip = StatusStrip(session)
    qtbot.addWidget(strip)
    strip.show()
    strip.refresh()
    settle(qtbot, session)
    return strip


def test_it_tells_how_things_stand_and_follows_every_change(qtbot: QtBot, session: Session) -> None:
    strip = shown(qtbot, session)
    told = sentences(strip)
    assert "Last import: sample-attlog.dat, " in told
    assert "Last successful export: none yet" in told
    assert "API key: set, ends in 7777" in told
    day = date(2026, 3, 13)
    session.app.exporting.run(ExportOrder(Period(day, day)), CancelToken())
    session.changed.emit()
    settle(qtbot, session)
    assert "Last successful export: 13/03/2026, on " in sentences(strip)


@pytest.mark.parametrize(
    ("problem", "words"),
    [(UnusableError, "API key: cannot be read"), (KeyringLockedError, "API key: your keyring is locked")],
)
def test_a_key_that_cannot_be_read_unasked_hides_nothing_else(
    qtbot: QtBot, session: Session, monkeypatch: pytest.MonkeyPatch, problem: type[UnusableError], words: str
) -> None:
    def refuse(_service: object, *, unasked: bool) -> KeyStatus:
        assert unasked
        raise problem("It is locked.", "Unlock it.")

    monkeypatch.setattr(type(session.app.key), "status", refuse)
    told = sentences(shown(qtbot, session))
    assert words in told
    assert "Last import: sample-attlog.dat" in told


def test_a_change_of_the_key_is_said(qtbot: QtBot, session: Session) -> None:
    strip = shown(qtbot, session)
    strip.tell_key_changed("The API key is saved.")
    assert strip.currentMessage() == "The API key is saved."
    settle(qtbot, session)


@pytest.fixture
def practising(qtbot: QtBot, qapp: QApplication, tmp_path: Path, bugs: list[Exception]) -> Iterator[Session]:
    """Return a session in which all is pretended."""
    start = Start({}, tmp_path / "practice", Practising("Pretend Works", "k", "http://127.0.0.1:9"), FakeClock(NOW))
    session = Session(start, bugs.append)
    open_session(qtbot, session)
    yield session
    session.close()
    qapp.processEvents()


def test_practice_is_marked(qtbot: QtBot, practising: Session, session: Session) -> None:
    assert "Practice" in sentences(shown(qtbot, practising))
    assert "Practice" not in sentences(shown(qtbot, session))


def test_what_has_no_room_is_elided_and_whole_in_its_tooltip(qtbot: QtBot, session: Session) -> None:
    strip = shown(qtbot, session)
    strip.resize(strip.minimumSizeHint())
    assert strip.width() < 450
    (fact,) = (label for label in strip.findChildren(QLabel) if label.text().startswith("Last import"))
    assert fact.toolTip().startswith(fact.text())
    assert fact.width() < fact.sizeHint().width()
    assert not strip.grab().isNull()
