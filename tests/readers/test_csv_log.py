"""CSV logs: the canonical one, and those of other programs."""

from datetime import datetime

import pytest

from clockreports.base.errors import UnusableError
from clockreports.domain.clock_events import DEFAULT_TERMINAL, ClockEvent
from tests.readers.conftest import ReadLog

AT = datetime(2026, 3, 2, 9, 5)  # noqa: DTZ001 - terminals know wall time only


@pytest.mark.parametrize(
    ("header", "row", "expected"),
    [
        ("clock_id,time,terminal,status", "012,2026-03-02 09:05:00,Yard,in", ClockEvent("Yard", "012", AT, "in")),
        ("clock_id,time", "012,2026-03-02T09:05", ClockEvent(DEFAULT_TERMINAL, "012", AT)),
        ("clock_id,time,terminal", "012,02/03/2026 09:05,", ClockEvent(DEFAULT_TERMINAL, "012", AT)),
        ("Clock ID;Date;Time", "12;02/03/2026;9:05 am", ClockEvent(DEFAULT_TERMINAL, "12", AT)),
        ("Clock ID;Date;Time", "12;02/03/2026;9:05 a.m.", ClockEvent(DEFAULT_TERMINAL, "12", AT)),
        ("Clock ID|Date|Time|Terminal", "12|02/03/2026|09:05|", ClockEvent(DEFAULT_TERMINAL, "12", AT)),
        ("TIME\tDATE\tCLOCK ID", "09:05\t2-3-2026\t12", ClockEvent(DEFAULT_TERMINAL, "12", AT)),
        ("Direction,Clock-Id,Date/Time", "OUT,12,02/03/2026 09:05:00", ClockEvent(DEFAULT_TERMINAL, "12", AT, "OUT")),
        ('"clock_id","name","time"', '"12","Example, ""Ada""","2026-03-02 09:05"', ClockEvent("1", "12", AT)),
        ("clock_id, name, time", '12, "Example, Ada", 2026-03-02 09:05', ClockEvent("1", "12", AT)),
        ("clock_id,time,,", "12,2026-03-02 09:05,,", ClockEvent("1", "12", AT)),
        ("clock_id,time", "12,2026-03-02 09:05, ,", ClockEvent("1", "12", AT)),
        ("user_id,uid,timestamp,status,punch", "12,7,2026-03-02 09:05:00,1,5", ClockEvent("1", "12", AT, "5")),
        (
            "Logid,Userid,CheckTime,CheckType,Sensorid,Checked,WorkType,AttFlag",
            "453,10,2026-03-02 09:05:00,I,3,False,0,1",
            ClockEvent("3", "10", AT, "I"),
        ),
        (
            "Department,Name,No.,Date/Time,Location ID,ID Number,VerifyCode,CardNo",
            "Works,Ada,12,02/03/2026 9:05:00,2,,FP,",
            ClockEvent("2", "12", AT),
        ),
        (
            "emp_code,punch_time,punch_state,punch_state_display,terminal_sn",
            "12,2026-03-02 09:05:00,1,Salida,AB123",
            ClockEvent("AB123", "12", AT, "1"),
        ),
        (
            "No,TMNo,EnNo,Name,INOUT,Mode,DateTime",
            "1,2,12,,0,0,02/03/2026 09:05",
            ClockEvent("2", "12", AT, "0"),
        ),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_columns_are_known_by_their_names(
    read: ReadLog, header: str, row: str, expected: ClockEvent, encoding: str
) -> None:
    log = read(f"{header}\r\n{row}\r\n".encode(encoding))
    assert (log.format, log.numbered, log.rejected) == ("csv", ((2, expected),), ())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_letters_beyond_the_english_ones_come_through(read: ReadLog, encoding: str) -> None:
    log = read("clock_id,time,terminal\nZoë,2026-03-02 09:05,Réception\n".encode(encoding))
    assert log.events == [ClockEvent("Réception", "Zoë", AT)]


def test_titles_above_the_header_are_set_aside_and_notes_are_no_rows(read: ReadLog) -> None:
    log = read("sep=,\n# made by hand\nTaps of March\n\nclock_id,time\n12,02/03/2026 09:05\n")
    assert log.reasons == [(3, "The row stands above the row that names the columns.")]
    assert log.numbered == ((6, ClockEvent("1", "12", AT)),)


def test_a_terminal_that_is_given_counts_for_every_row(read: ReadLog) -> None:
    log = read("clock_id,time,terminal\n12,02/03/2026 09:05,Yard\n", terminal="Gate")
    assert log.events == [ClockEvent("Gate", "12", AT)]


ZONE = "The time names a time zone; only the wall time of the clock can be used."


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("12,02/03/26 09:05,Yard", "The year must have four digits."),
        ("12,32/12/2026 09:05,Yard", "There is no such date or time."),
        ("12,2026-03-02T09:05:00Z,Yard", ZONE),
        ("12,2026-03-02T09:05:00+01:00,Yard", ZONE),
        ("12,2026-03-02,Yard", "The date or the time of day is missing."),
        (",2026-03-02 09:05,Yard", "The clock id is missing."),
        ("12,2026-03-02 09:05", "The header names 3 columns, but the row has 2."),
        ("12,Ada,2026-03-02 09:05,Yard", "The header names 3 columns, but the row has 4."),
        ('12,2026-03-02 09:05,"Yard', "The quotation marks in the row do not come in pairs."),
    ],
)
def test_a_bad_row_is_set_aside_and_stops_nothing(read: ReadLog, row: str, reason: str) -> None:
    log = read(f"clock_id,time,terminal\n{row}\n,,\n12,02/03/2026 09:05,Yard\n")
    assert log.reasons == [(2, reason)]
    assert log.numbered == ((4, ClockEvent("Yard", "12", AT)),)


def dated(*dates: str) -> str:
    return "clock_id,time\n" + "".join(f"12,{day} 09:05\n" for day in dates)


@pytest.mark.parametrize("dates", [["03/02/2026"] * 2 + ["03/12/2026", "3-13-2026", "03/14/2026"], ["03/13/2026"]])
@pytest.mark.parametrize("format_name", [None, "csv"])
def test_a_file_whose_dates_begin_with_the_month_is_refused_with_the_line_that_tells_it(
    read: ReadLog, dates: list[str], format_name: str | None
) -> None:
    line = 5 if len(dates) > 1 else 2
    with pytest.raises(UnusableError, match=rf"line {line} says 0?3[-/]13[-/]2026\. ") as refused:
        read(dated(*dates), format_name)
    assert "dates such as 2026-12-31" in refused.value.advice
    with pytest.raises(UnusableError, match=r"line 3 says 03/13/2026\. "):
        read("Time;Date;Clock ID\n9:05;03/02/2026;12\n9:05;03/13/2026;12\n", format_name)


@pytest.mark.parametrize(
    ("dates", "days", "set_aside"),
    [
        (["03/02/2026", "03/13/2026", "13/02/2026"], ["2026-02-03", "2026-02-13"], [3]),
        (["13/02/2026", "03/02/2026", "03/13/2026"], ["2026-02-13", "2026-02-03"], [4]),
        (["2026-02-03", "03/02/2026", "03/13/2026"], ["2026-02-03", "2026-02-03"], [4]),
        (["03/02/2026", "99/99/2026", "2026-03-13"], ["2026-02-03", "2026-03-13"], [3]),
    ],
)
def test_where_the_dates_do_not_prove_it_they_are_read_as_in_the_uk(
    read: ReadLog, dates: list[str], days: list[str], set_aside: list[int]
) -> None:
    log = read(dated(*dates))
    assert [event.at.date().isoformat() for event in log.events] == days
    assert [row.line for row in log.rejected] == set_aside


def test_what_cannot_be_decoded_is_set_aside_only_where_it_matters(read: ReadLog) -> None:
    rows = b"clock_id,name,time\n12,A\x81da,2026-03-02 09:05\n1\x812,Ada,2026-03-02 09:05\n"
    log = read(rows)
    assert log.events == [ClockEvent("1", "12", AT)]
    assert log.reasons == [(3, "The clock id holds characters that cannot be read.")]


def test_a_running_number_is_not_taken_for_a_clock_id(read: ReadLog) -> None:
    log = read("No.,Badge,Date/Time\n1,12,02/03/2026 09:05\n")
    assert log.events == [ClockEvent("1", "12", AT)]
