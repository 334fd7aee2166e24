"""GLG and AGL text logs."""

from datetime import datetime

import pytest

from clockreports.base.errors import UnusableError
from clockreports.domain.clock_events import ClockEvent
from clockreports.services.importing import FormatUnclearError
from tests.readers.conftest import ReadLog

AT = datetime(2026, 3, 2, 21, 5, 7)  # noqa: DTZ001 - terminals know wall time only


@pytest.mark.parametrize(
    ("header", "row", "expected"),
    [
        (
            "No\tTMNo\tEnNo\tName\tINOUT\tMode\tDateTime",
            "1\t2\t0080\tAda Example\t1\t0\t2026/03/02 21:05:07",
            ClockEvent("2", "0080", AT, "1"),
        ),
        (
            "No\tTMNo\tEnNo\tName\t\tGMNo\tMode\tIN/OUT\tAntipass\tDateTime",
            "1\t2\t80\t          \t1\t1\tE\t0\t2026-03-02  09:05:07PM",
            ClockEvent("2", "80", AT, "E"),
        ),
        (
            "No\tTMNo\tEnNo\tName\t\tGMNo\tMode\tIN/OUT\tAntipass\tDateTime",
            "1\t2\t80\t\t\t1\t1\tS\t0\t2026-03-02  09:05:07PM",
            ClockEvent("2", "80", AT, "S"),
        ),
        (
            "No\tMchn\tEnNo\t\tName\t\tMode\tIOMd\tDateTime\t",
            "000001\t2\t000000080\t        \t1\t0\t2026/03/02  21:05:07",
            ClockEvent("2", "000000080", AT, "0"),
        ),
        (
            "# DeviceModel = X\r\n\r\nNo\tTMNo\tEnNo\tName\tGMNo\tMode\tIn/Out\tAntipass\tProxyWork\tDateTime",
            "1\t2\t80\tAda\t1\tFP\tDutyOff\t0\t0\t2026-03-02 21:05:07",
            ClockEvent("2", "80", AT, "DutyOff"),
        ),
        (
            "No\tTMNo\tEnNo\tName\tINOUT Mode\tDateTime",
            "1\t2\t80\tAda\t0\t2026-03-02 21:05:07",
            ClockEvent("2", "80", AT, "0"),
        ),
        (
            "EnNo\tMode\tDateTime",
            "80\t1\t2026-03-02 21:05:07",
            ClockEvent("1", "80", AT, ""),
        ),
        (
            "No TMNo EnNo Name INOUT Mode DateTime",
            "1 2 80 Ada M Example 1 0 2026/03/02 21:05:07",
            ClockEvent("2", "80", AT, "1"),
        ),
        (
            "No TMNo EnNo Name INOUT Mode DateTime",
            "1   2   80          1   0   2026/03/02  09:05:07 PM",
            ClockEvent("2", "80", AT, "1"),
        ),
        (
            "No    TMNo   EnNo   Name    INOUT Mode   DateTime",
            "1     2      80     Ada     1            2026/03/02 21:05:07",
            ClockEvent("2", "80", AT, "1"),
        ),
        (
            "No TMNo EnNo INOUT DateTime",
            "1 2 80 1 2026/03/02 21:05:07",
            ClockEvent("2", "80", AT, "1"),
        ),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_each_header_tells_where_the_columns_are(
    read: ReadLog, header: str, row: str, expected: ClockEvent, encoding: str
) -> None:
    log = read(f"{header}\r\n{row}\r\n".encode(encoding))
    assert (log.format, log.events, log.rejected) == ("glog", [expected], ())


HEADER = "No\tTMNo\tEnNo\tName\tINOUT\tMode\tDateTime\n"


def dated(*dates: str) -> str:
    return HEADER + "".join(f"{n}\t1\t80\t\t0\t0\t{day}  10:53:05AM\n" for n, day in enumerate(dates, 1))


@pytest.mark.parametrize(
    ("dates", "days", "set_aside"),
    [
        (["03-05-2015", "12-31-2015"], ["2015-03-05", "2015-12-31"], []),
        (["03-05-2015", "31-12-2015"], ["2015-05-03", "2015-12-31"], []),
        (["03-05-2015", "12-31-2015", "31-12-2015"], ["2015-03-05", "2015-12-31"], [4]),
        (["31-12-2015", "12-31-2015", "03-05-2015"], ["2015-12-31", "2015-05-03"], [3]),
        (["99-99-2015", "03-05-2015", "13-05-2015"], ["2015-05-03", "2015-05-13"], [2]),
        (["03-05-2015", "2015-06-30", "05-31-2015"], ["2015-03-05", "2015-06-30", "2015-05-31"], []),
        (["2015-06-30", "03-05-2015", "05-31-2015"], ["2015-06-30"], [3, 4]),
    ],
)
def test_the_first_date_that_tells_decides_for_the_whole_file(
    read: ReadLog, dates: list[str], days: list[str], set_aside: list[int]
) -> None:
    log = read(dated(*dates))
    assert [event.at.date().isoformat() for event in log.events] == days
    assert [row.line for row in log.rejected] == set_aside


def test_a_telling_date_counts_however_far_down_it_stands(read: ReadLog) -> None:
    log = read(dated(*["03-05-2015"] * 9000, "05-31-2015"))
    assert {event.at.month for event in log.events[:-1]} == {3}


@pytest.mark.parametrize("dates", [["03-05-2015"], ["03-03-2015"], ["99-99-2015", "01-12-2015"]])
def test_without_a_telling_date_the_person_is_asked_and_offered_both_formats(read: ReadLog, dates: list[str]) -> None:
    with pytest.raises(FormatUnclearError) as refused:
        read(dated(*dates))
    assert "download.bin" in refused.value.title
    assert [*refused.value.formats] == ["glog-month-first", "glog-day-first"]
    assert all(so in refused.value.advice for so in refused.value.formats.values())


@pytest.mark.parametrize(
    ("format_name", "month", "set_aside"), [("glog-month-first", 3, [3]), ("glog-day-first", 5, [4])]
)
def test_what_was_typed_decides_and_rows_that_do_not_fit_are_set_aside(
    read: ReadLog, format_name: str, month: int, set_aside: list[int]
) -> None:
    log = read(dated("03-05-2015", "31-12-2015", "12-31-2015"), format_name)
    assert (log.format, log.events[0].at.month) == (format_name, month)
    assert [row.line for row in log.rejected] == set_aside


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("1\t1\t80\t0\t0\t2026/03/02 21:05:07", "The header names 7 columns, but the row has 6."),
        ("1\t1\t80\t\t\t0\t0\t2026/03/02 21:05:07", "The header names 7 columns, but the row has 8."),
        ("1 80 2026/03/02 21:05:07", "The header names 7 columns, but the row has 3."),
        (
            "1 1 80 0 0 2026/03/02 21:05:07 2 1 81 0 0 2026/03/02 21:05:08",
            "The header names 7 columns, but the row has 13.",
        ),
        ("1\t1\t\t\t0\t0\t2026/03/02 21:05:07", "The clock id is missing."),
        ("1\t1\t80\t\t0\t0\t2026/02/30 21:05:07", "There is no such date or time."),
    ],
)
def test_a_bad_row_is_set_aside_and_stops_nothing(read: ReadLog, row: str, reason: str) -> None:
    log = read(f"{HEADER}{row}\n2\t1\t80\t\t0\t0\t2026/03/02 21:05:07\n")
    assert log.reasons == [(2, reason)]
    assert log.numbered == ((3, ClockEvent("1", "80", AT, "0")),)


@pytest.mark.parametrize("separator", ["\t", "   "])
@pytest.mark.parametrize("format_name", [None, "glog", "glog-day-first"])
def test_the_admin_log_is_refused(read: ReadLog, separator: str, format_name: str | None) -> None:
    header = separator.join(["No", "TMNo", "SEnNo", "SMNo", "GEnNo", "GMNo", "Mani", "FpNo", "DateTime"])
    with pytest.raises(UnusableError, match="holds no clock events"):
        read(f"{header}\n1\t1\t0\t1\t1\t1\t3\t0\t2026/03/02 21:05:07\n", format_name)
