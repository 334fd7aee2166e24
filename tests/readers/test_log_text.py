"""Lines out of bytes: encodings, line ends, lines without end, and how much memory a file may take."""

import io
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typing_extensions import override

from clockreports.base.errors import UnusableError
from clockreports.readers import ClockLogFiles
from clockreports.readers.log_text import LONGEST_LINE, LogText
from tests.readers.conftest import ReadLog

ROW = b"126\t2026-03-02 09:05:07\t1\t0\t1\t0\n"
MEGABYTE = 1_000_000


def lines(content: bytes) -> list[str]:
    return [line for _, line in LogText(io.BytesIO(content), "log").lines()]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", []),
        (b"a", ["a"]),
        (b"a\n", ["a"]),
        (b"a\r\n\r\nb", ["a", "", "b"]),
        (b"a\rb\r\nc\r", ["a", "b", "c"]),
        (b"\xef\xbb\xbfa\n\xef\xbb\xbfb\n", ["a", "b"]),
        (b"caf\xc3\xa9\ncaf\xe9\n\x81", ["café", "café", "\ufffd"]),
        ("a\nb\u2028c\x0bd\x85e\n".encode(), ["a", "b\u2028c\x0bd\x85e"]),
        ("é\r\nb".encode("utf-16-le"), ["é", "b"]),
        ("a\r\nb".encode("utf-16-be"), ["a", "b"]),
        (b"\xff\xfea\0\n\0b", ["a", "\ufffd"]),
        (b"\0\0\0", ["\0\0\0"]),
    ],
)
def test_bytes_become_lines(content: bytes, expected: list[str]) -> None:
    # A file in UTF-16 without a mark is known by plain letters at its start: "é" is one byte and a zero as well.
    assert lines(content) == expected


@given(
    st.lists(
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\n\ufeff"), min_size=1, max_size=9)
    ),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_every_text_comes_back_line_by_line(texts: list[str], encoding: str, newline: str) -> None:
    plain_start = ["start", *texts]
    assert lines(newline.join(plain_start).encode(encoding)) == plain_start


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_lines_that_cross_the_blocks_stay_whole(encoding: str, newline: str) -> None:
    expected = [f"{number} é {'x' * (number % 97)}" for number in range(20_000)]
    assert lines(newline.join(expected).encode(encoding)) == expected


def test_a_line_end_of_two_bytes_is_one_line_end_where_blocks_meet() -> None:
    # Blocks are a power of two long, so they part rows of three bytes before, within and after the line end.
    assert lines(b"x\r\n" * 300_000) == ["x"] * 300_000


@pytest.mark.parametrize("length", [LONGEST_LINE + 1, 300_000, 600_000])
@pytest.mark.parametrize("filler", [b"x", "€".encode(), b"\xe9"])
def test_a_line_that_is_too_long_is_one_bad_row_wherever_it_stands(read: ReadLog, length: int, filler: bytes) -> None:
    log = read(ROW + filler * length + b"\n" + ROW)
    assert log.reasons == [(2, "The row has more than 4,000 characters.")]
    assert len(log.rejected[0].text) == 200
    assert [line for line, _ in log.numbered] == [1, 3]


def test_a_line_of_the_longest_length_is_read(read: ReadLog) -> None:
    row = ROW.rstrip()
    assert len(read(row + b"0" * (LONGEST_LINE - len(row))).events) == 1


def written(path: Path, chunks: Iterator[bytes]) -> Path:
    with path.open("wb") as file:
        file.writelines(chunks)
    return path


def peak_of_reading(path: Path) -> tuple[int, int]:
    """Return the number of rows, and the most bytes that were held while reading them."""
    tracemalloc.start()
    try:
        with ClockLogFiles().open(path, "attlog") as log:
            count = sum(1 for _ in log.rows)
        return count, tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    ("chunks", "rows"),
    [
        (lambda: (ROW * 1000 for _ in range(150)), 150_000),
        (lambda: (b"%d\t2026-03-02 09:05:07\t1\t0\t1\n" % number for number in range(150_000)), 150_000),
        (lambda: iter([ROW, *[b"x" * MEGABYTE] * 40]), 2),
        (lambda: iter([ROW, *[bytes(MEGABYTE)] * 20, b"\n", ROW]), 3),
    ],
    ids=["many rows", "many people", "no line end", "zero bytes"],
)
def test_memory_does_not_grow_with_the_file(tmp_path: Path, chunks: Callable[[], Iterator[bytes]], rows: int) -> None:
    path = written(tmp_path / "big.dat", chunks())
    count, peak = peak_of_reading(path)
    assert count == rows
    assert peak < 4 * MEGABYTE < path.stat().st_size


class PulledOut(io.BytesIO):
    """A file on a stick that is pulled out after the first block."""

    @override
    def read(self, size: int | None = -1, /) -> bytes:
        if self.tell():
            raise OSError(5, "Input/output error")
        return super().read(size)


def test_a_file_that_stops_being_readable_is_refused_by_name() -> None:
    text = LogText(PulledOut(ROW * 20_000), "stick.dat")
    with pytest.raises(UnusableError, match=r"stick\.dat could not be read to its end: Input/output error"):
        list(text.lines())
