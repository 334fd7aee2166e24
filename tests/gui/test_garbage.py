"""Where garbage is collected: a widget that another thread destroys takes the program with it."""

import gc
import threading
import weakref
from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from clockreports.gui import garbage
from clockreports.gui.garbage import collecting_here


class Knot(QObject):
    """Holds on to itself, as a window does whose button calls one of its methods."""

    def __init__(self, ends: list[threading.Thread]) -> None:
        super().__init__()
        self.itself = self
        weakref.finalize(self, lambda: ends.append(threading.current_thread()))


def _need_memory() -> None:
    kept = [[number] for number in range(20_000)]
    assert kept


def test_other_threads_collect_nothing_and_this_one_does(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    ends: list[threading.Thread] = []
    monkeypatch.setattr(garbage, "_MILLISECONDS", 1)
    with collecting_here():
        Knot(ends)
        thread = threading.Thread(target=_need_memory)
        thread.start()
        thread.join()
        assert ends == []
        _need_memory()
        kept = [[number] for number in range(20_000)]
        qtbot.waitUntil(lambda: bool(ends))
    assert kept
    assert ends == [threading.current_thread()]


@pytest.mark.parametrize("change", [gc.enable, gc.disable])
def test_afterwards_python_does_as_it_did_before(change: Callable[[], None]) -> None:
    change()
    before = gc.isenabled()
    with collecting_here():
        assert not gc.isenabled()
    assert gc.isenabled() is before


def test_what_is_loaded_by_the_first_pause_is_never_looked_at_again(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(garbage, "_MILLISECONDS", 1)
    with collecting_here():
        loaded = _load_and_pause(qtbot)
        gc.collect()
        assert gc.get_freeze_count() >= len(loaded)
    assert gc.get_freeze_count() < len(loaded)  # since Python 3.12 it also counts the few that never die


def test_a_knot_dies_here_however_old_it_is(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    ends: list[threading.Thread] = []
    monkeypatch.setattr(garbage, "_MILLISECONDS", 1)
    monkeypatch.setattr(garbage, "_THOROUGH", 2)
    with collecting_here():
        loaded = _load_and_pause(qtbot)
        knots = [Knot(ends)]
        gc.collect(1)
        knots.clear()
        gc.collect(1)
        assert ends == []
        kept: list[list[int]] = []

        def is_untied() -> bool:
            kept.extend([number] for number in range(5_000))
            return bool(ends)

        qtbot.waitUntil(is_untied)
    assert ends == [threading.current_thread()]
    assert loaded


def _load_and_pause(qtbot: QtBot) -> list[list[int]]:
    """Do as at the start of the program: make many objects, then none for a while."""
    before = gc.get_freeze_count()
    loaded = [[number] for number in range(20_000)]
    qtbot.waitUntil(lambda: gc.get_freeze_count() >= before + len(loaded))
    return loaded
