"""Real clock logs, where they are at hand. The counts were taken with awk, sort and wc, not with the readers."""

from pathlib import Path
from typing import Final

import pytest

from clockreports.base.errors import UnusableError
from clockreports.services.importing import FormatUnclearError
from tests.readers.conftest import Read, read_path

DATA: Final = Path(__file__).parents[3] / "shared" / "data"

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the real clock logs are not here")

AGL: Final = "AGL_001_12h_month_first.TXT"


def people(log: Read) -> int:
    return len({event.clock_id for event in log.events})


@pytest.mark.parametrize(
    ("name", "format_name", "events", "set_aside", "users"),
    [
        ("attlog_24k_keys_used.dat", "attlog", 24_162, 0, 23),
        ("attlog_5k_status_always_0_crlf.dat", "attlog", 5_567, 0, 135),
        ("attlog_560_five_columns.dat", "attlog", 560, 0, 18),
        ("attlog_44k_corrupt_clock.dat", "attlog", 44_334, 145, 189),
        ("GLG_001_inout_mode.TXT", "glog", 1_726, 0, 34),
        ("anviz_checkinout.csv", "csv", 145, 0, 8),
        ("terminal_dump.csv", "csv", 37, 0, 1),
    ],
)
def test_every_row_of_a_real_log_is_an_event_or_set_aside(
    name: str, format_name: str, events: int, set_aside: int, users: int
) -> None:
    log = read_path(DATA / name)
    assert (log.format, len(log.events), len(log.rejected), people(log)) == (format_name, events, set_aside, users)


@pytest.mark.parametrize(
    ("name", "statuses"),
    [
        ("attlog_24k_keys_used.dat", {"0": 12_151, "1": 12_004, "4": 7}),
        ("attlog_560_five_columns.dat", {"0": 550, "1": 8, "3": 1, "4": 1}),
        ("GLG_001_inout_mode.TXT", {"0": 1_726}),
        ("anviz_checkinout.csv", {"I": 73, "O": 72}),
        ("terminal_dump.csv", {"0": 14, "1": 9, "5": 14}),
    ],
)
def test_the_keys_pressed_come_as_they_are(name: str, statuses: dict[str, int]) -> None:
    pressed = [event.status for event in read_path(DATA / name).events]
    assert {status: pressed.count(status) for status in set(pressed)} == statuses


def test_the_rows_of_a_corrupt_clock_are_set_aside_and_those_of_a_reset_one_kept() -> None:
    log = read_path(DATA / "attlog_44k_corrupt_clock.dat")
    assert log.rejected[0].line == 2386
    assert log.rejected[0].text.strip().startswith("306\t1971--10--29 -23:-23:-27")
    assert {row.reason for row in log.rejected} == {"There is no such date or time."}
    assert sum(event.at.year == 2000 for event in log.events) == 8


def test_the_log_that_cannot_tell_its_days_asks_and_then_obeys() -> None:
    with pytest.raises(FormatUnclearError, match=r"the month comes first .* the day comes first"):
        read_path(DATA / AGL)
    by_month = [event.at.isoformat() for event in read_path(DATA / AGL, "glog-month-first").events]
    by_day = [event.at.isoformat() for event in read_path(DATA / AGL, "glog-day-first").events]
    assert (len(by_month), len(by_day)) == (7, 7)
    assert (by_month[5], by_day[5]) == ("2015-03-05T10:53:05", "2015-05-03T10:53:05")


@pytest.mark.parametrize("name", ["ASL_001_admin_log_not_events.TXT", "anviz_BAK_small.KQ", "README.md"])
def test_what_is_no_clock_log_is_refused_by_name(name: str) -> None:
    with pytest.raises(UnusableError, match=name):
        read_path(DATA / name)
