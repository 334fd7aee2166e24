"""The one door between threads and Qt."""

import threading
from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clockreports.base.cancel import CancelToken
from clockreports.base.errors import ClockReportsError, UnusableError
from clockreports.gui.bridge import Workers


@pytest.fixture
def owner(qapp: QApplication) -> QObject:  # noqa: ARG001 - Qt has to run
    return QObject()


@pytest.fixture
def workers(qapp: QApplication, bugs: list[Exception]) -> Iterator[Workers]:  # noqa: ARG001 - likewise
    workers = Workers(bugs.append)
    yield workers
    assert workers.close()


def never(_value: object) -> None:
    pytest.fail("This was not to be called.")


def test_work_is_done_elsewhere_and_its_answer_comes_back_here(qtbot: QtBot, workers: Workers, owner: QObject) -> None:
    told: list[tuple[int, int]] = []
    workers.start(
        owner, lambda _cancel: threading.get_ident(), lambda at: told.append((at, threading.get_ident())), never
    )
    assert workers.busy
    qtbot.waitUntil(lambda: not workers.busy)
    ((worked, answered),) = told
    assert worked != answered == threading.get_ident()


def test_a_known_error_is_told_to_who_asked(qtbot: QtBot, workers: Workers, owner: QObject) -> None:
    told: list[ClockReportsError] = []

    def work(_cancel: CancelToken) -> None:
        raise UnusableError("No.", "Try something else.")

    workers.start(owner, work, never, told.append)
    qtbot.waitUntil(lambda: not workers.busy)
    assert [error.title for error in told] == ["No."]


def test_anything_else_is_a_bug(qtbot: QtBot, workers: Workers, owner: QObject, bugs: list[Exception]) -> None:
    workers.start(owner, lambda _cancel: 1 // 0, never, never)
    qtbot.waitUntil(lambda: not workers.busy)
    assert isinstance(bugs.pop(), ZeroDivisionError)


def test_nobody_is_told_who_is_gone(qtbot: QtBot, workers: Workers, owner: QObject) -> None:
    go_on = threading.Event()
    workers.start(owner, lambda _cancel: go_on.wait(5), never, never)
    shiboken6.delete(owner)
    go_on.set()
    qtbot.waitUntil(lambda: not workers.busy)
    assert not shiboken6.isValid(owner)


def test_closing_stops_what_waits_and_tells_nobody_any_more(
    qapp: QApplication, workers: Workers, owner: QObject
) -> None:
    began = threading.Event()

    def work(cancel: CancelToken) -> None:
        began.set()
        cancel.wait(60)

    token = workers.start(owner, work, never, never)
    assert began.wait(5)
    assert workers.close()
    assert token.asked
    qapp.processEvents()
