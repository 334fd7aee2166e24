"""Clock logs as no terminal would write them: rows of the real kinds, damaged, among rows of no kind at all."""

from typing import Final

from hypothesis import strategies as st

GLOG_HEADER: Final = "No\tTMNo\tEnNo\tName\tGMNo\tMode\tIN/OUT\tAntipass\tDateTime"
CSV_HEADER: Final = "clock_id,time,terminal,status"

_ROWS: Final = (
    "    7\t2026-03-09 08:58:10\t1\t0\t1\t0",
    "12\t2026-03-09 17:12:00\tGate\t255\t15",
    "7 2026-03-09 08:58:10 1 0 1 0",
    "    1\t2026--13--45 -1:00:00\t1\t0\t1\t0",
    "1\t1\t00000007\tAda Pell\t1\t1\t0\t0\t2026/03/09 08:58:10",
    "1\t1\t7\t\t1\t1\t0\t0\t03-09-2026  08:58:10AM",
    "1 1 7 Ada Pell 1 1 0 0 2026-03-09 08:58:10",
    "7,2026-03-09 08:58:10,Gate,in",
    '"7","09/03/2026 8:58 am","Gate, left","in"',
    "7;09/03/2026;08:58",
    '7,"Pell, Ada",2026-03-09 08:58:10',
)
_HEADERS: Final = (
    GLOG_HEADER,
    CSV_HEADER,
    "No TMNo EnNo Name INOUT Mode DateTime",
    "Clock ID;Date;Time",
    "clock_id,name,time",
    "sep=,",
    "# a",
)
_BEGINNINGS: Final = (
    ((), _ROWS[0]),
    ((), _ROWS[2]),
    ((GLOG_HEADER,), _ROWS[4]),
    ((GLOG_HEADER,), _ROWS[5]),
    ((_HEADERS[2],), "1 1 7 Ada 0 1 2026-03-09 08:58:10"),
    (("a title", CSV_HEADER), _ROWS[7]),
    ((_HEADERS[3],), _ROWS[9]),
    ((_HEADERS[4],), _ROWS[10]),
)
"""How a log of each kind may begin: the lines above, and a row."""

_BITS: Final = (
    *("\0", "\t", " ", ",", ";", '"', "'", "-", ":", "/", ".", "0", "9", "99999999999", "T", "Z", "PM", "+01:00"),
    *("\ufeff", "\ufffd", "\x1a", "\x0b", "\u2028", "\xa0", "é", "٣", "\U0001d7d7", "=1+1", "\x1b[2J", "x" * 4001),
)

_DAMAGE: Final = st.lists(st.tuples(st.integers(0, 90), st.integers(0, 3), st.sampled_from(("", *_BITS))), max_size=3)


def _damaged(line: str, damage: list[tuple[int, int, str]]) -> str:
    for place, width, put in damage:
        line = line[:place] + put + line[place + width :]
    return line


LINES: Final = st.one_of(
    st.builds(_damaged, st.sampled_from(_ROWS), _DAMAGE),
    st.builds(_damaged, st.sampled_from(_HEADERS), _DAMAGE),
    st.text(st.characters(exclude_characters="\r\n\ufeff", exclude_categories=["Cs"]), max_size=40),
    st.sampled_from(["", " ", "\t\t", ",,,", ";;", "\x1a", "x" * 5000, "\0" * 3]),
)
"""Lines without their ends."""

ENDS: Final = st.sampled_from(["\n", "\r\n", "\r"])
ENCODINGS: Final = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])


def _file(
    begin: list[str], lines: list[str], ends: list[str], encoding: str, damage: list[tuple[int, int, bytes]]
) -> bytes:
    text = "".join(line + ends[number % len(ends)] for number, line in enumerate([*begin, *lines]))
    content = text.encode(encoding, errors="replace")
    for place, width, put in damage:
        at = place % (len(content) + 1)
        content = content[:at] + put + content[at + width :]
    return content


FILES: Final = st.one_of(
    st.builds(
        _file,
        st.sampled_from([[], *([*header, row] for header, row in _BEGINNINGS)]),
        st.lists(LINES, max_size=8),
        st.lists(ENDS, min_size=1, max_size=3),
        ENCODINGS,
        st.just([]) | st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 40), st.binary(max_size=4)), max_size=2),
    ),
    st.binary(max_size=200),
)
"""Whole files: logs in every encoding with bytes missing, added and changed, and plain noise."""
