"""Whatever comes back from People HR, a question ends with a value, or with one of the errors the export knows."""

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Final

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from clockreports.base.cancel import CancelToken
from clockreports.base.errors import ClockReportsError
from clockreports.base.secret import Secret
from clockreports.domain.periods import Period
from clockreports.domain.timesheets import from_text
from clockreports.peoplehr.client import Client
from clockreports.peoplehr.employees import read_employees
from clockreports.peoplehr.exchange import Body, Patience, Reply
from clockreports.peoplehr.line import Line
from clockreports.peoplehr.pace import Pace, read_retry_after
from clockreports.peoplehr.timesheets import read_timesheets
from clockreports.peoplehr.wire import decode
from clockreports.services.failures import (
    KeyRefusedError,
    NotUnderstoodError,
    RefusedError,
    SlowDownError,
    UnansweredError,
    UnreachableError,
)
from clockreports.services.ports import PeopleHr
from tests.fuzz.bodies import BODIES, SINGLE, VALUES, as_body
from tests.fuzz.judging import MORE, judge
from tests.helpers.clock import FakeClock
from tests.helpers.peoplehr import FakeCallLog

KEY: Final = Secret("3f0c5a7e-0000-4000-8000-cafe00c0ffee")
DAY: Final = date(2026, 3, 9)
MONTH: Final = Period(date(2026, 3, 1), date(2026, 3, 31))
PAIRS: Final = from_text("09:00-12:00 12:30-17:00")
FIELDS: Final = st.sampled_from(["TimesheetDate", "TIMESHEETDATE", "TimeIn1", "TimeOut1", "TimeOut15", "Comments"])
HTTP: Final = st.sampled_from([200, 200, 200, 200, 302, 401, 403, 404, 429, 500, 503, 599])
RETRY: Final = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["", "0", "-1", "9" * 400, "nan", "1e9", "Mon, 09 Mar 2026 08:58:10 GMT", "Fri, 31 Dec 0001 99:99"]
    ),
    st.datetimes().map("{:%a, %d %b %Y %H:%M:%S} +9999".format),
)

ASKED: Final[dict[str, Callable[[PeopleHr], object]]] = {
    "company_name": lambda people_hr: people_hr.company_name(),
    "employees": lambda people_hr: people_hr.employees(),
    "timesheets": lambda people_hr: people_hr.timesheets("PW1", Period(DAY, DAY)),
    "create": lambda people_hr: people_hr.create("PW1", DAY, PAIRS),
    "update": lambda people_hr: people_hr.update("PW1", DAY, PAIRS),
}


@dataclass
class Mouth:
    """Fulfils `Exchanging`: says one reply again and again."""

    reply: Reply
    heard: list[bytes] = field(default_factory=list)

    def exchange(self, _path: str, body: Body, _patience: Patience) -> Reply:
        """Take the body, and say it."""
        self.heard.append(b"".join(body))
        return self.reply

    def close(self) -> None:
        """Have nothing to close."""


def client_of(reply: Reply) -> Client:
    """Return a conversation with somebody who always says the same."""
    clock, cancel = FakeClock(), CancelToken()
    pace = Pace(FakeCallLog(), clock, 28, cancel, lambda _seconds, _reason: None)
    return Client(KEY, Line(lambda: Mouth(reply), clock, cancel), pace, clock)


def storable(value: object) -> None:
    """Fail for a text that no database and no file takes."""
    repr(value).encode()
    str(value).encode()


def told(refused: RefusedError) -> None:
    storable(refused.message)
    assert refused.message


@given(BODIES, HTTP, RETRY, st.sampled_from(sorted(ASKED)))
def test_every_question_ends_with_a_value_or_an_error_the_export_knows(
    body: bytes, status: int, retry_after: str, question: str
) -> None:
    try:
        storable(ASKED[question](client_of(Reply(status, retry_after, body))))
    except (UnansweredError, UnreachableError, SlowDownError, KeyRefusedError) as known:
        judge(known)
    except RefusedError as refused:
        told(refused)


@MORE
@given(BODIES)
@example(b'{"isError": ' + b'{"DisplayValue":' * 950 + b"false" + b"}" * 951)
def test_an_envelope_is_whole_or_no_answer(body: bytes) -> None:
    try:
        answer = decode(body, KEY)
    except UnansweredError as error:
        judge(error)
    else:
        storable(answer.message)
        assert answer.refused or answer.status in {None, 0}


@MORE
@given(VALUES)
@example([{"EmployeeId": "\ud800", "FirstName": {"DisplayValue": "a\ud800\0b"}}])
def test_employees_are_read_or_the_answer_is_none(result: object) -> None:
    with suppress(NotUnderstoodError):
        for employee in read_employees(json.loads(as_body(result))):
            storable(employee.employee_id + employee.name + employee.payroll_id)
            assert employee.employee_id


@given(st.lists(st.dictionaries(FIELDS, SINGLE, max_size=5), max_size=4) | VALUES)
def test_timesheets_are_read_or_the_answer_is_not_understood(result: object) -> None:
    try:
        for day, found in read_timesheets(json.loads(as_body(result)), MONTH).items():
            assert day in MONTH
            storable(found)
    except NotUnderstoodError as unclear:
        told(unclear)


@MORE
@given(RETRY)
def test_a_wait_is_never_shorter_than_a_second_nor_longer_than_five_minutes(text: str) -> None:
    assert 1 <= read_retry_after(text, datetime(2026, 3, 9, tzinfo=UTC)) <= 300


@pytest.mark.parametrize("key", ["", " ", "\ud800", KEY.reveal()])
def test_no_refusal_repeats_the_key(key: str) -> None:
    said = as_body({"isError": True, "Status": 5, "Message": f"No: {KEY.reveal().upper()} {key}"})
    with pytest.raises((RefusedError, ClockReportsError)) as refused:
        client_of(Reply(200, "", said)).create("PW1", DAY, PAIRS)
    assert KEY.reveal() not in str(refused.value).lower()
