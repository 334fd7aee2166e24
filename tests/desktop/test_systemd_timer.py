"""The units of systemd: read back by systemd itself where it is to be had; and what is said where it is not."""

import shutil
import subprocess
from pathlib import Path
from typing import Final

import pytest

from clockreports.base.errors import UnusableError
from clockreports.desktop.systemd_timer import service_unit, timer_unit
from tests.desktop.played_timers import SATURDAYS, WORKING_DAYS, PlayedLinux

ANALYSE: Final = shutil.which("systemd-analyze")
needs_systemd: Final = pytest.mark.skipif(ANALYSE is None, reason="systemd-analyze is not here")


def test_the_timer_names_its_days_its_time_and_its_zone_and_makes_up_for_what_was_missed() -> None:
    lines = timer_unit(WORKING_DAYS).splitlines()
    assert "OnCalendar=Mon,Tue,Wed,Thu,Fri *-*-* 06:30:00 Europe/London" in lines
    assert "Persistent=true" in lines
    assert "OnCalendar=Sat *-*-* 18:05:00 Europe/London" in timer_unit(SATURDAYS)


@pytest.mark.parametrize(
    ("word", "written"),
    [
        ("/opt/clock reports/x", '"/opt/clock reports/x"'),
        ("/home ü/100%", '"/home ü/100%%"'),
        ('a"b\\c', '"a\\"b\\\\c"'),
        ("$HOME", '"$$HOME"'),
        ("two\nlines\tx", '"two\\nlines\\tx"'),
    ],
)
def test_a_command_is_quoted_so_that_systemd_reads_it_back(word: str, written: str) -> None:
    assert f'ExecStart="/bin/true" {written}\n' in service_unit(["/bin/true", word])


def test_done_with_something_left_for_a_person_is_no_failure() -> None:
    assert "SuccessExitStatus=1\n" in service_unit(["/bin/true"])


@needs_systemd
def test_systemd_finds_nothing_wrong_with_the_units(tmp_path: Path) -> None:
    service, timer = tmp_path / "clockreports-export.service", tmp_path / "clockreports-export.timer"
    service.write_text(
        service_unit(["/bin/true", "schedule", "--profile", '/x y/ü $HOME 100% "q" \\']), encoding="utf-8"
    )
    timer.write_text(timer_unit(WORKING_DAYS), encoding="utf-8")
    done = subprocess.run(  # noqa: S603 - systemd's own program
        [ANALYSE or "", "--user", "--man=no", "verify", str(service), str(timer)],
        check=False,
        capture_output=True,
        text=True,
        env={"XDG_RUNTIME_DIR": str(tmp_path), "PATH": "/usr/bin:/bin"},
    )
    complaints = [line for line in done.stderr.splitlines() if "clockreports" in line]
    assert complaints == []


@needs_systemd
def test_systemd_understands_the_days() -> None:
    (calendar,) = (line for line in timer_unit(WORKING_DAYS).splitlines() if line.startswith("OnCalendar="))
    done = subprocess.run(  # noqa: S603 - systemd's own program
        [ANALYSE or "", "calendar", calendar.partition("=")[2]], check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert "Mon..Fri *-*-* 06:30:00 Europe/London" in done.stdout


def test_the_units_are_written_before_systemd_is_told(tmp_path: Path) -> None:
    linux = PlayedLinux(tmp_path)
    linux.timer().set(WORKING_DAYS)
    assert [arguments[2] for arguments in linux.ran] == ["show-environment", "daemon-reload", "enable", "restart"]
    assert sorted(path.name for path in linux.units.iterdir()) == [
        "clockreports-export.service",
        "clockreports-export.timer",
    ]


def test_without_a_systemd_of_the_persons_own_that_is_said_and_nothing_written(tmp_path: Path) -> None:
    linux = PlayedLinux(tmp_path)
    linux.reachable = False
    with pytest.raises(UnusableError, match=r"No medium found.*cron"):
        linux.timer().set(WORKING_DAYS)
    assert not linux.units.exists()
    assert not linux.timer().is_set()


def test_a_timer_that_systemd_cannot_be_asked_for_is_not_said_to_be_gone(tmp_path: Path) -> None:
    linux = PlayedLinux(tmp_path)
    linux.timer().set(WORKING_DAYS)
    linux.reachable = False
    with pytest.raises(UnusableError, match="No medium found"):
        linux.timer().is_set()
    linux.reachable = True
    linux.enabled.clear()
    assert not linux.timer().is_set()


def test_it_goes_on_while_the_person_is_signed_out_only_if_their_services_linger(tmp_path: Path) -> None:
    linux = PlayedLinux(tmp_path)
    assert not linux.timer().can_run_signed_out()
    linux.lingers = True
    assert linux.timer().can_run_signed_out()


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    linux = PlayedLinux(tmp_path)
    (linux.units / "clockreports-export.service").mkdir(parents=True)
    with pytest.raises(UnusableError, match="cannot be changed"):
        linux.timer().set(WORKING_DAYS)
