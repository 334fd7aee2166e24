"""Whatever a terminal may write, in every encoding, separator and line end, comes back as it was."""

import csv
import io
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from hypothesis import given
from hypothesis import strategies as st

from clockreports.domain.clock_events import ClockEvent
from tests.readers.conftest import ReadLog

# Letters that every one of the encodings has, and that no neighbour turns into UTF-8 where they are Windows-1252
# (as in "Ü£", which is a Syriac letter then).
LETTERS = "abcXYZ0123456789éÜß.-_/ "
WORDS = st.text(LETTERS, min_size=1, max_size=12).map(str.strip).filter(bool)
TIMES = st.datetimes(datetime(1990, 1, 1), datetime(2099, 12, 31))  # noqa: DTZ001 - terminals know wall time only
EVENTS = st.builds(
    ClockEvent,
    terminal=WORDS,
    clock_id=WORDS,
    at=TIMES.map(lambda moment: moment.replace(microsecond=0)),
    status=st.sampled_from(["0", "1", "2", "3", "4", "5", "255"]),
    second_pass=st.just(False),  # noqa: FBT003 - no file tells of it
)
LOGS = st.lists(EVENTS, min_size=1, max_size=8)


@dataclass(frozen=True)
class Dress:
    """How a text becomes a file."""

    encoding: Literal["utf-8", "utf-8-sig", "utf-16", "cp1252"]
    newline: Literal["\n", "\r\n", "\r"]
    ends_with_newline: bool

    def put_on(self, lines: list[str]) -> bytes:
        text = self.newline.join(lines) + (self.newline if self.ends_with_newline else "")
        return text.encode(self.encoding)


DRESSES = st.from_type(Dress)


@given(LOGS, DRESSES, st.integers(0, 12), st.sampled_from(["\t1", "\t15\t0", "\t1\t0\t0"]))
def test_attendance_logs(read: ReadLog, events: list[ClockEvent], dress: Dress, width: int, rest: str) -> None:
    lines = [f"{tap.clock_id:>{width}}\t{tap.at}\t{tap.terminal}\t{tap.status}{rest}" for tap in events]
    log = read(dress.put_on(lines))
    assert (log.format, log.events, log.rejected) == ("attlog", events, ())


@given(
    LOGS,
    DRESSES,
    st.sampled_from(["", "          ", "Zoë Example", " Zoë  Example "]),
    st.sampled_from(["%Y/%m/%d %H:%M:%S", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d  %I:%M:%S%p"]),
)
def test_text_logs(read: ReadLog, events: list[ClockEvent], dress: Dress, name: str, style: str) -> None:
    lines = ["No\tTMNo\tEnNo\tName\t\tGMNo\tMode\tIN/OUT\tAntipass\tDateTime"]
    lines += [
        f"{number}\t{tap.terminal}\t{tap.clock_id}\t{name}\t1\t1\t{tap.status}\t0\t{tap.at.strftime(style)}"
        for number, tap in enumerate(events, 1)
    ]
    log = read(dress.put_on(lines))
    assert (log.format, log.events, log.rejected) == ("glog", events, ())
    assert log.names == ({(tap.terminal, tap.clock_id): "Zoë Example" for tap in events} if name.strip() else {})


@dataclass(frozen=True)
class Dialect:
    """How rows become CSV."""

    delimiter: Literal[",", ";", "\t"]
    quoting: Literal[0, 1]  # as little as possible, all
    times: Literal["%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%d/%m/%Y %H:%M:%S", "%d-%m-%Y %I:%M:%S %p"]


@given(LOGS, DRESSES, st.from_type(Dialect), st.text(LETTERS + ',;"', max_size=12))
def test_csv_logs(read: ReadLog, events: list[ClockEvent], dress: Dress, dialect: Dialect, name: str) -> None:
    file = io.StringIO()
    writer = csv.writer(file, delimiter=dialect.delimiter, lineterminator="\n", quoting=dialect.quoting)
    writer.writerow(["clock_id", "name", "time", "terminal", "status"])
    writer.writerows([tap.clock_id, name, tap.at.strftime(dialect.times), tap.terminal, tap.status] for tap in events)
    log = read(dress.put_on(file.getvalue().splitlines()))
    assert (log.format, log.events, log.rejected) == ("csv", events, ())
    told = " ".join(name.split())
    assert log.names == ({(tap.terminal, tap.clock_id): told for tap in events} if told else {})
