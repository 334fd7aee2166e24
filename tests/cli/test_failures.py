"""How commands end that do not end well."""

import errno
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import pytest

from clockreports import bootstrap
from clockreports.base.logs import LOG_NAME
from tests.cli.firm import KEY, Terminal

WORSE = "worse than a key: a-key-of-another-shape"


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> Callable[[BaseException], None]:
    """Let the app open with this error."""

    def break_it(error: BaseException) -> None:
        def open_app(*_args: object) -> NoReturn:
            raise error

        monkeypatch.setattr(bootstrap, "open_app", open_app)

    return break_it


@pytest.mark.expects_warnings("CRITICAL clockreports.bug: A bug ended the program")
@pytest.mark.parametrize("as_json", [False, True])
def test_a_bug_is_admitted_and_only_the_log_has_the_trace(
    bare: Terminal, broken: Callable[[BaseException], None], *, as_json: bool
) -> None:
    broken(RuntimeError(f"It broke with {KEY} and {WORSE}."))
    answer = bare.type("runs", *(["--json"] if as_json else []), CLOCKREPORTS_PEOPLEHR_KEY=WORSE)
    log = bare.profile / "logs" / LOG_NAME
    assert answer.code == 70
    assert answer.err.count("\n") == 1
    assert str(log) in answer.err
    assert "It broke" not in answer.err + answer.out
    assert (answer.data["error"].keys() == {"title", "advice"}) if as_json else (answer.out == "")
    trace = log.read_text(encoding="utf-8")
    assert "RuntimeError: It broke with *** and ***." in trace
    assert "Traceback" in trace


def test_a_bug_is_admitted_even_when_it_cannot_be_logged(
    bare: Terminal, broken: Callable[[BaseException], None]
) -> None:
    bare.profile.write_text("in the way", encoding="utf-8")
    broken(RuntimeError("It broke."))
    answer = bare.type("runs")
    assert (answer.code, answer.out) == (70, "")
    assert "(RuntimeError) could not be written to the log" in answer.err


def test_ctrl_c_ends_a_command_with_a_sentence(bare: Terminal, broken: Callable[[BaseException], None]) -> None:
    broken(KeyboardInterrupt())
    answer = bare.type("runs")
    assert (answer.code, answer.out) == (4, "")
    assert answer.err.startswith("Stopped.\n")


def test_a_setting_that_cannot_be_used_is_named(bare: Terminal) -> None:
    answer = bare.type("runs", CLOCKREPORTS_TIMEZONE="Europe/Atlantis")
    assert (answer.code, answer.err.splitlines()[0]) == (2, "The setting “timezone” cannot be “Europe/Atlantis”.")


def test_a_full_disk_is_told(bare: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    class FullDisk:
        """A standard output that is redirected into a file."""

        def __getattr__(self, _name: str) -> Any:  # noqa: ANN401 - every method fails alike
            def fail(*_args: object) -> NoReturn:
                raise OSError(errno.ENOSPC, "No space left on device")

            return fail

    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", FullDisk())
        code = bare.type("runs").code
    assert code == 2


@pytest.mark.skipif(sys.platform == "win32", reason="Windows takes no such name for a file")
def test_control_characters_do_not_reach_the_terminal(bare: Terminal, tmp_path: Path) -> None:
    nasty = tmp_path / "a\x1b[2Jb.dat"
    nasty.write_text("    1\t2026-03-09 08:58:10\t1\t0\t1\t0\n", encoding="utf-8")
    answer = bare.type("import", nasty)
    assert "\x1b" not in answer.out
    assert "a�[2Jb.dat" in answer.out
