"""Bodies as People HR, a gateway or a broken line may send them: JSON of every shape, HTML, and parts of both."""

import json
from typing import Any, Final

from hypothesis import strategies as st

_TEXTS: Final = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        [
            *("true", "FALSE", " False ", "0", "10", "5", "1.0", "No record found.", "\0"),
            *("09:00:00", "24:00", "09:00 PM", "00:00 am", "2026-03-09T09:00:00", "0001-01-01 24:00"),
            *("2026-03-09", "30/02/2026", "20260309", "09-03-2026", "2026/13/01"),
        ]
    ),
    st.sampled_from(
        ["API key does not exists.", "No access on Timesheet schema.", "limit", "already exist", "api limit", "\ud800"]
    ),
)
_NUMBERS: Final = st.one_of(st.integers(), st.floats(), st.sampled_from([10**400, -(10**18), 0, 5, 10]))
SINGLE: Final = st.one_of(st.none(), st.booleans(), _NUMBERS, _TEXTS)
"""Single values."""

_NAMES: Final = st.sampled_from(
    [
        *("EmployeeId", "TimesheetDate", "TimeIn1", "TimeOut1", "timein2", "TimeOut15", "Comments", "DisplayValue"),
        *("FirstName", "EmploymentDetail", "TimeAndAttendanceID", "StartDate", "LeavingDate", "CompanyName", "x", "ß"),
    ]
)
VALUES: Final = st.recursive(
    SINGLE,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_NAMES | st.text(max_size=4), inner, max_size=6),
    max_leaves=12,
)
"""Whatever JSON can hold, with the names and the words of People HR in it."""


def _deep(depth: int, around: str) -> bytes:
    before, after = {"list": ("[", "]"), "object": ('{"DisplayValue":', "}")}[around]
    return f'{{"isError": {before * depth}false{after * depth}}}'.encode()


def _cut(body: bytes, first: int, last: int, put: bytes) -> bytes:
    return body[:first] + put + body[last:]


def as_body(value: Any) -> bytes:  # noqa: ANN401 - whatever JSON can hold
    """Return a value as JSON, as other programs write it: also what is no JSON by the book."""
    return json.dumps(value).encode()


_ENVELOPES: Final = st.fixed_dictionaries(
    {},
    optional={
        "isError": st.sampled_from([True, False, "true", "False", None, 0, {"DisplayValue": "false"}]) | VALUES,
        "Status": st.sampled_from([0, 5, 6, 10, "0", "5", -1, 5.0]) | VALUES,
        "Message": VALUES,
        "Result": VALUES,
        "ISERROR": st.just("true"),
    },
)
_WHOLE: Final = st.one_of(_ENVELOPES.map(as_body), VALUES.map(as_body))
BODIES: Final = st.one_of(
    _WHOLE,
    st.builds(_cut, _WHOLE, st.integers(0, 80), st.integers(0, 80), st.binary(max_size=3)),
    st.builds(_deep, st.integers(100, 1_200), st.sampled_from(["list", "object"])),
    st.sampled_from(
        [b"", b"{}", b"[]", b"null", b"<html><body>Bad gateway</body></html>", b"\xef\xbb\xbf{}", b"9" * 5000]
    ),
    st.binary(max_size=60),
    _WHOLE.map(lambda body: body.decode().encode("utf-16")),
)
"""Whole bodies."""
