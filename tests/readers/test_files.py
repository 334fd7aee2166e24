"""Which files are refused and in which words, and that formats are told by content."""

import contextlib
import hashlib
import os
import sys
from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clockreports.base.errors import UnusableError
from clockreports.readers import ClockLogFiles
from clockreports.services.ports import ClockLogs
from tests.readers.conftest import ReadLog, read_path

FORMATS = ("attlog", "csv", "glog", "glog-day-first", "glog-month-first")
ATTLOG = "126\t2026-03-02 09:05:07\t1\t0\t1\t0\n"
CSV = "clock_id,time\n126,02/03/2026 09:05\n"
GLOG = "No\tTMNo\tEnNo\tName\tINOUT\tMode\tDateTime\n1\t1\t126\t\t0\t0\t2026/03/02 09:05:07\n"
KQ = b"\x00\x00\x03" + bytes(range(1, 43))


def refusal(path: Path, format_name: str | None = None) -> UnusableError:
    with pytest.raises(UnusableError) as refused, ClockLogFiles().open(path, format_name):
        pytest.fail("It was opened.")
    return refused.value


def test_it_fulfils_the_port_and_names_its_formats() -> None:
    logs: ClockLogs = ClockLogFiles()
    assert logs.formats == FORMATS


@pytest.mark.parametrize(("content", "expected"), [(ATTLOG, "attlog"), (CSV, "csv"), (GLOG, "glog")])
@pytest.mark.parametrize("name", ["attlog.dat", "GLG_001.TXT", "events.csv", "book.xlsx", "no extension"])
def test_a_format_is_told_by_content_never_by_the_name(tmp_path: Path, name: str, content: str, expected: str) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    assert read_path(path).format == expected


@pytest.mark.parametrize(
    ("content", "title"),
    [
        (b"", "log.dat is empty."),
        (b"\xef\xbb\xbf\r\n  \r\n", "log.dat is empty."),
        (b"Dear all,\nthe clock is broken.\n", "log.dat is not a clock log that can be read."),
        (b"126,2026-03-02 09:05:07,1,0\n", "log.dat is not a clock log that can be read."),
        (bytes(5000), "log.dat is not a clock log that can be read."),
        (bytes(range(1, 256)) * 20, "log.dat is not a clock log that can be read."),
        (b"PK\x03\x04 and more", "log.dat is an Excel workbook or another packed file, not a clock log."),
        (KQ, "log.dat is the backup of an Anviz terminal, which cannot be read."),
        (b"clock_id,time\n", "log.dat holds no clock events."),
        (b"clock_id,time\n,\n\n", "log.dat holds no clock events."),
        (b"EnNo\tName\tDateTime\n", "log.dat holds no clock events."),
        (b"clock_id,time\n12,soon\n", "None of the rows in log.dat is a clock event."),
    ],
)
def test_what_is_no_clock_log_is_refused_by_name_with_an_advice(tmp_path: Path, content: bytes, title: str) -> None:
    path = tmp_path / "log.dat"
    path.write_bytes(content)
    error = refusal(path)
    assert error.title == title
    assert error.advice.endswith(".")


@pytest.mark.parametrize("format_name", FORMATS)
@pytest.mark.parametrize("content", [b"", b"Dear all,\n", KQ, b"\x00" * 99])
def test_a_given_format_does_not_make_junk_a_clock_log(tmp_path: Path, content: bytes, format_name: str) -> None:
    path = tmp_path / "log.dat"
    path.write_bytes(content)
    assert "log.dat" in refusal(path, format_name).title


def test_a_given_format_is_obeyed(read: ReadLog) -> None:
    log = read("INFO 2026-03-02 09:05:07 Server started up again\n", "attlog")
    assert (log.format, log.events[0].clock_id) == ("attlog", "INFO")


def test_a_given_format_finds_its_first_event_however_far_down(read: ReadLog) -> None:
    log = read("126\tnever\t1\t0\t1\n" * 20_000 + ATTLOG, "attlog")
    assert (len(log.rejected), len(log.events)) == (20_000, 1)


def test_the_first_bad_row_is_told_when_there_is_no_good_one(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text("clock_id,time\n\n12,02/03/26 09:05\n,\n", encoding="utf-8")
    assert "line 3: The year must have four digits." in refusal(path).advice


def test_an_unknown_format_is_refused_with_the_known_ones(tmp_path: Path) -> None:
    error = refusal(tmp_path / "never looked at", "xml")
    assert "xml" in error.title
    assert all(name in error.advice for name in FORMATS)


def test_a_folder_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path).title == f"{tmp_path.name} is a folder, not a clock log."
    assert refusal(tmp_path / "gone.dat").title == "There is no file gone.dat."
    assert "cannot be read" in refusal(Path("nul\0byte.dat")).title


def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbid(*_: object) -> NoReturn:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", forbid)
    assert refusal(tmp_path / "secret.dat").title == "secret.dat cannot be read: Permission denied."


if sys.platform != "win32":

    def test_a_pipe_is_refused_at_once(tmp_path: Path) -> None:
        path = tmp_path / "pipe"
        os.mkfifo(path)
        assert refusal(path).title == "pipe is not a file."


def test_the_digest_is_that_of_the_bytes_and_refuses_likewise(tmp_path: Path) -> None:
    path = tmp_path / "log.dat"
    path.write_bytes(KQ)
    assert ClockLogFiles().digest(path) == hashlib.sha256(KQ).hexdigest()
    with pytest.raises(UnusableError, match=r"no file gone\.dat"):
        ClockLogFiles().digest(tmp_path / "gone.dat")


def test_the_file_is_closed_when_the_log_is(tmp_path: Path) -> None:
    path = tmp_path / "log.dat"
    path.write_text(ATTLOG, encoding="utf-8")
    with ClockLogFiles().open(path) as log:
        pass
    with pytest.raises(ValueError, match="closed file"):
        next(log.rows)


# Bytes as they come, and bytes that look like a log until something is wrong.
PIECES = [
    b"\t",
    b"\n",
    b"\r\n",
    b",",
    b";",
    b'"',
    b" ",
    b"\0",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\x81",
    b"PM",
    b"12",
    b"0",
]
WORDS = [b"2026-03-02 09:05:07", b"03-05-2015  10:53:05AM", b"clock_id", b"time", b"No", b"EnNo", b"Name", b"DateTime"]
LOOKALIKES = st.lists(st.sampled_from(PIECES + WORDS), max_size=60).map(b"".join)
HEADED = st.tuples(st.sampled_from([ATTLOG, CSV, GLOG]), LOOKALIKES).map(lambda parts: parts[0].encode() + parts[1])


@given(content=st.binary(max_size=400) | LOOKALIKES | HEADED, format_name=st.sampled_from([None, *FORMATS]))
def test_whatever_the_bytes_are_there_are_rows_or_a_refusal(
    read: ReadLog, content: bytes, format_name: str | None
) -> None:
    with contextlib.suppress(UnusableError):
        log = read(content, format_name)
        assert log.events
        assert all(0 < len(event.clock_id) <= 32 and event.at.tzinfo is None for event in log.events)
        assert all(row.reason and 0 < len(row.text) <= 200 for row in log.rejected)
        lines = sorted([line for line, _ in log.numbered] + [row.line for row in log.rejected])
        assert len(set(lines)) == len(lines)
