"""Asking for an administrator on Windows, with a Windows of our own making."""

import subprocess
import sys
from collections.abc import Iterable

import pytest

from clockreports.base.cancel import CancelToken
from clockreports.base.errors import CancelledError, UnusableError
from clockreports.desktop.elevation_agreed import Agreed
from clockreports.desktop.windows_elevation import DISMISSED, NotElevatedError, UacElevation

KEY_WINDOW = (r"C:\Program Files\ClockReports\ClockReports.exe", "key-window")


class Program:
    """A started program: runs for as many waits as there are None, then ends with the code."""

    def __init__(self, answers: Iterable[int | None], stopped_by: CancelToken | None = None) -> None:
        self.closed = 0
        self._answers = iter(answers)
        self._stopped_by = stopped_by

    def wait(self, seconds: float) -> int | None:
        """Give the next answer."""
        assert 0 < seconds < 1
        if self._stopped_by is not None:
            self._stopped_by.cancel()
        return next(self._answers)

    def close(self) -> None:
        """Count."""
        self.closed += 1


class Shell:
    """A Windows that starts this program, or does not."""

    def __init__(self, answer: Program | NotElevatedError, *, administrator: bool = False) -> None:
        self.started: list[tuple[str, str]] = []
        self._answer = answer
        self._administrator = administrator

    def is_administrator(self) -> bool:
        """Say what the test says."""
        return self._administrator

    def run_as_administrator(self, program: str, arguments: str) -> Program:
        """Note what is started."""
        self.started.append((program, arguments))
        if isinstance(self._answer, NotElevatedError):
            raise self._answer
        return self._answer


@pytest.mark.parametrize("administrator", [True, False])
def test_it_knows_whether_it_is_an_administrator_already(*, administrator: bool) -> None:
    assert UacElevation(Shell(Program([]), administrator=administrator), KEY_WINDOW).is_administrator is administrator


def test_the_key_window_does_it_all_and_is_waited_for() -> None:
    program = Program([None, None, 0])
    shell = Shell(program)
    assert UacElevation(shell, KEY_WINDOW).ask(machine_wide=True, cancel=CancelToken()) is None
    assert shell.started == [(KEY_WINDOW[0], "key-window")]
    assert program.closed == 1


def test_nothing_that_was_set_by_the_person_who_asks_is_handed_over() -> None:
    shell = Shell(Program([0]))
    command = (r"C:\py\python.exe", "-I", "-B", "-m", "clockreports", "key-window")
    UacElevation(shell, command).ask(machine_wide=True, cancel=CancelToken())
    assert shell.started == [(r"C:\py\python.exe", "-I -B -m clockreports key-window")]


def test_where_an_administrator_only_has_to_agree_no_window_opens() -> None:
    shell = Shell(Program([0]))
    assert isinstance(UacElevation(shell, KEY_WINDOW).ask(machine_wide=False, cancel=CancelToken()), Agreed)
    assert shell.started == [(KEY_WINDOW[0], "key-window agree")]


@pytest.mark.parametrize("machine_wide", [True, False])
def test_dismissing_the_prompt_is_no_error(*, machine_wide: bool) -> None:
    shell = Shell(NotElevatedError(DISMISSED, "The operation was canceled by the user."))
    assert UacElevation(shell, KEY_WINDOW).ask(machine_wide=machine_wide, cancel=CancelToken()) is None


def test_a_refusal_is_told_in_a_sentence_with_windows_own_reason() -> None:
    shell = Shell(NotElevatedError(1260, "This program is blocked by group policy."))
    with pytest.raises(UnusableError, match=r"blocked by group policy.*Run as administrator"):
        UacElevation(shell, KEY_WINDOW).ask(machine_wide=True, cancel=CancelToken())


@pytest.mark.parametrize("machine_wide", [True, False])
def test_a_key_window_that_failed_is_not_taken_for_done(*, machine_wide: bool) -> None:
    program = Program([None, 70])
    with pytest.raises(UnusableError, match="code 70"):
        UacElevation(Shell(program), KEY_WINDOW).ask(machine_wide=machine_wide, cancel=CancelToken())
    assert program.closed == 1


def test_whoever_stops_waiting_leaves_the_key_window_to_whoever_sits_before_it() -> None:
    cancel = CancelToken()
    program = Program([None, None], stopped_by=cancel)
    with pytest.raises(CancelledError):
        UacElevation(Shell(program), KEY_WINDOW).ask(machine_wide=True, cancel=cancel)
    assert program.closed == 1


if sys.platform == "win32":
    from clockreports.desktop.windows_shell import WindowsProcess, WindowsShell

    def test_windows_tells_whether_this_is_an_administrator() -> None:
        assert WindowsShell().is_administrator() in {True, False}

    def test_a_program_that_is_not_there_is_told_with_windows_own_reason() -> None:
        with pytest.raises(NotElevatedError) as caught:
            WindowsShell().run_as_administrator(r"C:\not there.exe", "")
        assert caught.value.code == 2
        assert caught.value.reason

    def test_the_exit_code_of_a_process_is_known_once_it_has_ended() -> None:
        lines = "import sys; sys.stdin.read(); sys.exit(7)"
        with subprocess.Popen(  # noqa: S603 - this very Python
            [sys.executable, "-c", lines], stdin=subprocess.PIPE
        ) as process:
            watched = WindowsProcess(int(process._handle))  # type: ignore[attr-defined]  # Windows only, and private
            assert watched.wait(0.01) is None
            assert process.stdin is not None
            process.stdin.close()
            assert watched.wait(30) == 7
