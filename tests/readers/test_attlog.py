"""Attendance logs of ZKTeco terminals."""

from datetime import datetime

import pytest

from clockreports.base.errors import UnusableError
from clockreports.domain.clock_events import DEFAULT_TERMINAL, ClockEvent
from tests.readers.conftest import ReadLog

AT = datetime(2026, 3, 2, 9, 5, 7)  # noqa: DTZ001 - terminals know wall time only
ROW = "      126\t2026-03-02 09:05:07\t1\t0\t1\t0\n"


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (ROW, ClockEvent("1", "126", AT, "0")),
        ("126\t2026-03-02 09:05:07\t1\t0\t1\n", ClockEvent("1", "126", AT, "0")),
        ("126\t2026-03-02 09:05:07\t1\t0\t1\t0\t0\t0\t\n", ClockEvent("1", "126", AT, "0")),
        ("    00126\t2026-03-02 09:05:07\t12\t255\t15\t0\r\n", ClockEvent("12", "00126", AT, "255")),
        ("A 7\t2026-03-02 09:05:07\t1\t3\t1\t0", ClockEvent("1", "A 7", AT, "3")),
        ("0\t2026-03-02 09:05:07\t 2 \t 1 \t1\t0\n", ClockEvent("2", "0", AT, "1")),
        ("126\t2026-03-02 09:05:07\t\t1\t1\t0\n", ClockEvent(DEFAULT_TERMINAL, "126", AT, "1")),
        ("   126   2026-03-02 09:05:07   1   0   1   0\n", ClockEvent("1", "126", AT, "0")),
    ],
)
def test_a_row_is_an_event_as_it_came(read: ReadLog, row: str, expected: ClockEvent) -> None:
    log = read(row)
    assert (log.format, log.numbered, log.rejected) == ("attlog", ((1, expected),), ())


def test_a_terminal_that_is_given_counts_for_every_row(read: ReadLog) -> None:
    log = read(ROW + ROW.replace("\t1\t0", "\t\x07\t0"), terminal=" Front door ")
    assert [event.terminal for event in log.events] == ["Front door", "Front door"]


COLUMNS = "A row of an attendance log has at least 5 columns."
NO_SUCH = "There is no such date or time."
GARBAGE = "The terminal or the status is too long, or holds characters that cannot be read."


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("126\t1971--10--29 -23:-23:-27\t1\t0\t1\t0", NO_SUCH),
        ("126\t2026-02-30 09:00:00\t1\t0\t1\t0", NO_SUCH),
        ("126\t2026-03-02 09:05:0", COLUMNS),
        ("126\t2026-03-02 09:05:07\t1\t25", COLUMNS),
        ("hello", COLUMNS),
        (ROW.rstrip() + ROW.rstrip(), "The row holds a second time, as if two rows had become one."),
        (ROW.expandtabs(3).rstrip() * 2, "The row holds a second time, as if two rows had become one."),
        ("126\t\t1\t0\t1\t0", "The date or the time of day is missing."),
        ("   \t2026-03-02 09:05:07\t1\t0\t1\t0", "The clock id is missing."),
        (f"{'9' * 33}\t2026-03-02 09:05:07\t1\t0\t1\t0", "The clock id has more than 32 characters."),
        ("12\x076\t2026-03-02 09:05:07\t1\t0\t1\t0", "The clock id holds characters that cannot be read."),
        ("126\t2026-03-02 09:05:07\t\x08\t0\t1\t0", GARBAGE),
        (f"126\t2026-03-02 09:05:07\t1\t{'0' * 65}\t1\t0", GARBAGE),
        ("12\x006\t2026-03-02 09:05:07\t1\t0\t1\t0", "The row is damaged: it holds zero bytes."),
        ("126\t02/03/2026 09:05:07\t1\t0\t1\t0", "The date does not begin with the year, as it must in this file."),
    ],
)
def test_a_bad_row_is_set_aside_and_stops_nothing(read: ReadLog, row: str, reason: str) -> None:
    log = read(f"{row}\n{ROW}")
    assert log.reasons == [(1, reason)]
    assert log.rejected[0].text == row.replace("\0", "\N{SYMBOL FOR NULL}")
    assert log.numbered == ((2, ClockEvent("1", "126", AT, "0")),)


def test_a_clock_id_of_32_characters_is_not_too_long(read: ReadLog) -> None:
    assert read(ROW.replace("126", "9" * 32)).events[0].clock_id == "9" * 32


def test_many_bad_rows_before_the_first_good_one_do_not_hide_the_format(read: ReadLog) -> None:
    log = read("126\t1971--10--29 -23:-23:-27\t1\t0\t1\t0\n" * 5000 + ROW)
    assert (log.format, len(log.rejected), len(log.events)) == ("attlog", 5000, 1)


def test_blank_lines_are_no_rows_but_count_as_lines(read: ReadLog) -> None:
    log = read(f"\n  \t \r\n{ROW}\n\x1a")
    assert ([line for line, _ in log.numbered], log.rejected) == ([3], ())


def test_a_clock_that_was_reset_still_makes_events(read: ReadLog) -> None:
    assert read(ROW.replace("2026-03-02", "2000-01-01")).events[0].at.year == 2000


def test_other_programs_logs_that_begin_alike_are_not_taken_for_attendance_logs(read: ReadLog) -> None:
    with pytest.raises(UnusableError, match="not a clock log"):
        read("INFO 2026-03-02 09:05:07 Server started up again\n" * 3)
