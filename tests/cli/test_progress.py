"""What is shown while work goes on."""

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from clockreports.cli.progress import export_bar, row_counter, waits_told
from clockreports.services.progress import Progress


@contextmanager
def a_screen() -> Iterator[io.StringIO]:
    """Let standard error be a terminal, and keep what is shown there."""
    screen = io.StringIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(screen, "isatty", lambda: True)
        patch.setattr(sys, "stderr", screen)
        yield screen


def test_a_bar_shows_how_far_it_is_and_how_long_it_takes() -> None:
    with a_screen() as screen, export_bar() as show:
        show(Progress(64, 151, 180.0, "Test Person 1, Tue 10 March"))
    assert "64 of 151 · about 3 minutes left · Test Person 1, Tue 10 March" in screen.getvalue()


def test_a_bar_shows_why_it_waits() -> None:
    with a_screen() as screen, export_bar() as show:
        show(Progress(28, 151, 180.0, "Test Person 1", "People HR takes 28 calls a minute", 21.4))
    assert "28 of 151 · Waiting 21 s: People HR takes 28 calls a minute" in screen.getvalue()


def test_nothing_to_do_shows_no_bar() -> None:
    with a_screen() as screen, export_bar() as show:
        show(Progress(0, 0, 0.0))
    assert screen.getvalue() == ""


def test_rows_are_counted() -> None:
    with a_screen() as screen, row_counter() as show:
        show(5_000)
    assert "5,000 rows read" in screen.getvalue()


def test_in_a_pipe_nothing_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    with export_bar() as show, row_counter() as count:
        show(Progress(64, 151, 180.0, "Test Person 1"))
        count(5_000)
    assert capsys.readouterr() == ("", "")


def test_each_wait_is_told_once() -> None:
    told: list[str] = []
    waiting = waits_told(told.append)
    for seconds in (21.0, 20.0, 19.0, 60.0, 59.0):
        waiting(seconds, "People HR takes 28 calls a minute")
    assert told == [f"Waiting {seconds} s: People HR takes 28 calls a minute." for seconds in (21, 60)]
