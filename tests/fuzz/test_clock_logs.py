"""Every reader, given whatever: a file is refused in sentences, or each of its rows is an event or set aside."""

import codecs
import io
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clockreports.base.errors import UnusableError
from clockreports.domain.clock_events import ClockEvent, RejectedRow
from clockreports.readers import ClockLogFiles
from clockreports.readers.log_text import LONGEST_LINE, LogText
from clockreports.readers.user_names import LONGEST_NAME
from clockreports.services.ports import LogRow
from tests.fuzz.judging import MORE, judge
from tests.fuzz.logs import CSV_HEADER, ENDS, FILES, GLOG_HEADER, LINES

FORMATS: Final = (None, *ClockLogFiles().formats)
EMPTY: Final = ' \t\r,;|"\x1a'
"""What a line may consist of that is no row: blanks, separators, quotation marks, and DOS's end of a file."""

Read = Callable[[bytes, str | None], list[LogRow]]


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Read:
    """Read a file of these bytes to its end, in a format that is given, or is told by the content."""
    path = tmp_path_factory.mktemp("fuzz") / "log.dat"

    def read_bytes(content: bytes, format_name: str | None) -> list[LogRow]:
        path.write_bytes(content)
        files = ClockLogFiles()
        files.digest(path)
        with files.open(path, format_name) as log:
            rows = list(log.rows)
        check_names(log.names, rows)
        return rows

    return read_bytes


def check_names(names: Mapping[tuple[str, str], str], rows: list[LogRow]) -> None:
    taps = [row[1] for row in rows if not isinstance(row, RejectedRow)]
    assert names.keys() <= {(tap.terminal, tap.clock_id) for tap in taps}
    for name in names.values():
        assert 0 < len(name) <= LONGEST_NAME
        assert name.isprintable()
        name.encode()


def line_of(row: LogRow) -> int:
    return row.line if isinstance(row, RejectedRow) else row[0]


def is_row(line: str) -> bool:
    """Say whether a line is one that must not get lost."""
    return bool(line.strip(EMPTY)) or "\0" in line or len(line) > LONGEST_LINE


def check_row(row: LogRow) -> None:
    if isinstance(row, RejectedRow):
        assert row.reason.endswith(".")
        assert len(row.text) <= 200
        assert "\0" not in row.text
        row.text.encode()
    else:
        event: ClockEvent = row[1]
        assert 0 < len(event.clock_id) <= 32
        assert 0 < len(event.terminal) <= 64
        assert (event.terminal + event.clock_id + event.status).isprintable()
        assert event.at.tzinfo is None
        (event.terminal + event.clock_id + event.status).encode()


@MORE
@given(FILES, st.sampled_from(FORMATS))
def test_a_file_is_refused_in_sentences_or_every_line_of_it_is_told(
    read: Read, content: bytes, format_name: str | None
) -> None:
    try:
        rows = read(content, format_name)
    except UnusableError as refused:
        judge(refused)
        return
    for row in rows:
        check_row(row)
    lines = dict(LogText(io.BytesIO(content), "log").lines())
    told = [line_of(row) for row in rows]
    assert told == sorted(set(told))
    assert any(not isinstance(row, RejectedRow) for row in rows)
    header = first_line_left_out(lines, set(told))
    kept = {number for number, line in lines.items() if is_row(line) and number > header}
    assert kept <= set(told)
    assert all(number in lines for number in told)


def first_line_left_out(lines: dict[int, str], told: set[int]) -> int:
    """Return the line of the header: the only one that is neither a row, nor empty, nor a note above it."""
    left_out = [number for number, line in lines.items() if is_row(line) and number not in told]
    above = [number for number in left_out if lines[number].startswith(("#", "sep="))]
    rest = [number for number in left_out if number not in above]
    assert len(rest) <= 1
    return max(left_out, default=0)


@MORE
@given(
    st.lists(LINES, max_size=10),
    ENDS,
    st.sampled_from([b"", codecs.BOM_UTF8]),
    st.sampled_from(
        [
            ("attlog", "", "7\t2026-03-09 08:58:10\t1\t0\t1\t0"),
            ("csv", CSV_HEADER, "7,2026-03-09 08:58:10,Gate,in"),
            ("glog-day-first", GLOG_HEADER, "1\t1\t7\tAda\t1\t1\t0\t0\t2026/03/09 08:58:10"),
        ]
    ),
)
def test_rows_read_and_rows_set_aside_are_all_the_rows_there_are(
    read: Read, lines: list[str], end: str, mark: bytes, kind: tuple[str, str, str]
) -> None:
    format_name, header, good = kind
    whole = [*([header] if header else []), *(line.replace("\ufeff", "") for line in lines), good]
    rows = read(mark + end.join(whole).encode(), format_name)
    first = 2 if header else 1
    expected = [number for number, line in enumerate(whole, 1) if number >= first and is_row(line)]
    assert [line_of(row) for row in rows] == expected
    assert not isinstance(rows[-1], RejectedRow)


@given(st.lists(LINES, max_size=6), ENDS, st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_lines_come_out_as_they_went_in(lines: list[str], end: str, encoding: str) -> None:
    wanted = [line.replace("\ufeff", "") for line in ["begin", *lines, "end"]]
    content = end.join(wanted).encode(encoding)
    found = list(LogText(io.BytesIO(content), "log").lines())
    assert [number for number, _ in found] == list(range(1, len(wanted) + 1))
    assert [line[:LONGEST_LINE] for _, line in found] == [line[:LONGEST_LINE] for line in wanted]


@pytest.mark.parametrize("name", ["no such file", "folder", "x" * 300, "a\0b"])
def test_what_is_no_file_is_refused_in_sentences(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(UnusableError) as refused, ClockLogFiles().open(tmp_path / name):
        pass
    judge(refused.value)
