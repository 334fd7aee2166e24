"""The job of macOS, as launchd reads it."""

import plistlib
from pathlib import Path
from zoneinfo import ZoneInfo

from clockreports.desktop.launchd_job import job_plist
from tests.desktop.played_timers import COMMAND, LONDON, SATURDAYS, WORKING_DAYS, PlayedMac


def test_it_starts_on_its_days_and_at_every_sign_in() -> None:
    job = plistlib.loads(job_plist(WORKING_DAYS, "clockreports.export", COMMAND, LONDON))
    assert job["Label"] == "clockreports.export"
    assert job["ProgramArguments"] == list(COMMAND)
    assert [moment["Weekday"] for moment in job["StartCalendarInterval"]] == [1, 2, 3, 4, 5]
    assert {(moment["Hour"], moment["Minute"]) for moment in job["StartCalendarInterval"]} == {(6, 30)}
    assert job["RunAtLoad"] is True


def test_on_a_mac_with_another_clock_it_starts_at_the_same_moment() -> None:
    job = plistlib.loads(job_plist(SATURDAYS, "x", COMMAND, ZoneInfo("Asia/Tokyo")))
    assert job["StartCalendarInterval"] == [{"Weekday": 0, "Hour": 3, "Minute": 5}]


def test_launchd_is_handed_the_file(tmp_path: Path) -> None:
    mac = PlayedMac(tmp_path)
    mac.timer().set(WORKING_DAYS)
    path = tmp_path / "LaunchAgents" / "clockreports.export.plist"
    assert mac.ran[-1] == ("launchctl", "bootstrap", "gui/501", str(path))
    mac.timer().remove()
    assert not path.exists()
    assert not mac.timer().can_run_signed_out()
