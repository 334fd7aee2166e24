"""What a timer starts: from a checkout, from a frozen program, without a console on Windows."""

import subprocess
import sys
from pathlib import Path

import pytest

from clockreports.base.errors import UnusableError
from clockreports.desktop.timer_commands import Answer, run_command
from clockreports.desktop.timer_program import timer_command, timer_suffix

PROFILE = Path("/srv/Zeit & Lohn")


def test_from_source_python_runs_the_installed_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/opt/python")
    profile = str(PROFILE)
    assert timer_command(PROFILE, if_due=False) == (
        *(str(Path("/opt/python")), "-P", "-m", "clockreports"),
        *("schedule", "run", "--profile", profile),
    )
    assert timer_command(PROFILE, if_due=True)[-3:] == ("--if-due", "--profile", profile)


def test_a_frozen_program_is_its_own_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", "/opt/clockreports/clockreports")
    assert timer_command(PROFILE, if_due=False)[:2] == (str(Path("/opt/clockreports/clockreports")), "schedule")


@pytest.mark.parametrize(
    ("program", "quiet"), [("python.exe", "pythonw.exe"), ("clockreports-cli.exe", "clockreports.exe")]
)
def test_on_windows_no_console_opens_where_that_can_be_helped(
    program: str, quiet: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / program))
    assert timer_command(PROFILE, if_due=False)[0] == str(tmp_path / program)
    (tmp_path / quiet).touch()
    assert timer_command(PROFILE, if_due=False)[0] == str(tmp_path / quiet)


def test_what_it_starts_is_understood(tmp_path: Path) -> None:
    done = subprocess.run(  # noqa: S603 - this very program
        timer_command(tmp_path / "Zeit & Lohn ü", if_due=True),
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, "No export is scheduled here." in done.stderr) == (2, True), done.stderr


def test_profiles_have_timers_of_their_own() -> None:
    assert timer_suffix(PROFILE, is_default=True) == ""
    one, other = timer_suffix(PROFILE, is_default=False), timer_suffix(Path("/srv/other"), is_default=False)
    assert one != other
    assert len(one) == len("-0123abcd")


def test_a_program_is_run_and_what_it_said_comes_back() -> None:
    lines = "import sys; print('one'); print(sys.argv[1:], file=sys.stderr); sys.exit(3)"
    answer = run_command([sys.executable, "-c", lines, "a b", '"'])
    assert answer.code == 3
    assert answer.reason.startswith("one [")
    assert Answer(5, " \n").reason == "code 5"


def test_a_program_that_is_missing_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnusableError, match="could be started"):
        run_command([str(tmp_path / "schtasks")])
