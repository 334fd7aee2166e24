"""Requests into JSON, envelopes out of it."""

import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clockreports.base.secret import Secret
from clockreports.peoplehr.wire import CREATE, Answer, decode, encode
from clockreports.services.failures import UnansweredError
from tests.peoplehr.desk import KEY

DONE = {"isError": False, "Status": 0, "Message": "The requested processed successfully.", "Result": None}


def answer(**changes: object) -> Answer:
    """Decode the envelope of a success with some fields changed."""
    return decode(json.dumps(DONE | changes).encode(), Secret(KEY))


def test_the_key_goes_inside_the_body() -> None:
    body = encode(Secret(f" {KEY}\r\n"), CREATE, {"EmployeeId": "PW1"})
    assert json.loads(b"".join(body)) == {"APIKey": KEY, "Action": "CreateNewTimesheet", "EmployeeId": "PW1"}


@given(st.text())
def test_whatever_the_employee_id_holds_it_arrives_as_it_is(employee_id: str) -> None:
    body = encode(Secret(KEY), CREATE, {"EmployeeId": employee_id})
    length = len(body)
    content = b"".join(body)
    assert length == len(content)
    assert json.loads(content)["EmployeeId"] == employee_id


@pytest.mark.parametrize("said", [False, "false", "False", " FALSE ", 0, "0"])
@pytest.mark.parametrize("status", [0, "0", 0.0, "0.0", None, ""])
def test_a_success_says_so(said: object, status: object) -> None:
    assert not answer(isError=said, Status=status).refused


@pytest.mark.parametrize("said", [True, "true", "TRUE", " True ", 1, "1"])
@pytest.mark.parametrize(("status", "number"), [(5, 5), ("5", 5), (5.0, 5), (None, None), (0, 0), ("five", -1)])
def test_a_refusal_is_one_whatever_its_status(said: object, status: object, number: int | None) -> None:
    refusal = answer(isError=said, Status=status, Message=" Invalid Action. ")
    assert refusal == Answer(refused=True, status=number, message="Invalid Action.", result=None)


@pytest.mark.parametrize("status", [10, "10", 10.0])
@pytest.mark.parametrize("said", [True, False])
def test_no_record_is_never_a_success(status: object, *, said: bool) -> None:
    assert answer(isError=said, Status=status).refused


def test_names_are_found_whatever_their_case() -> None:
    body = b'{"IsError": false, "STATUS": "0", "message": "Done", "rEsult": [1]}'
    assert decode(body, Secret(KEY)) == Answer(refused=False, status=0, message="Done", result=[1])


@pytest.mark.parametrize(
    "said",
    [None, "", "no", 2, -1, 0.5, "00", [], {}],
    ids=["null", "empty", "no", "2", "-1", "half", "text 00", "list", "object"],
)
def test_an_envelope_that_does_not_say_whether_it_is_an_error_is_no_answer(said: object) -> None:
    with pytest.raises(UnansweredError):
        answer(isError=said)


@pytest.mark.parametrize("status", [1, 5, 6, "5", 5.0, -1, "five", 3.5, 0.5, True])
def test_a_success_with_the_status_of_an_error_is_no_answer(status: object) -> None:
    with pytest.raises(UnansweredError):
        answer(Status=status)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b" ",
        b"null",
        b"true",
        b"[]",
        b"{}",
        b'"isError"',
        b'[{"isError": false, "Status": 0}]',
        b'{"Status": 0, "Message": "Done", "Result": null}',
        b'{"isError": false, "Status": 0, "Mess',
        b'{"isError": false, "Status": 0}}',
        b"<!DOCTYPE html><html><body>isError: false</body></html>",
        b"\xff\xfe\xff",
        b"[" * 100_000,
        b'{"isError": false, "Status": ' + b"9" * 5000 + b"}",
    ],
)
def test_what_is_not_a_whole_envelope_is_no_answer(body: bytes) -> None:
    with pytest.raises(UnansweredError) as caught:
        decode(body, Secret(KEY))
    assert caught.value.__context__ is None, "the parser's error holds the text"


@given(st.binary())
def test_no_bytes_at_all_make_it_stumble(body: bytes) -> None:
    with pytest.raises(UnansweredError):
        decode(body, Secret(KEY))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_encodings_of_json_are_read(encoding: str) -> None:
    text = json.dumps(DONE | {"Message": "Łódź"}, ensure_ascii=False)
    assert decode(text.encode(encoding), Secret(KEY)).message == "Łódź"


@pytest.mark.parametrize("spelling", [str.lower, str.upper], ids=["lower", "upper"])
def test_a_message_that_repeats_the_key_is_hidden(spelling: Callable[[str], str]) -> None:
    message = f"The key {spelling(KEY)} may not do that."
    assert answer(isError=True, Status=5, Message=message).message == "The key *** may not do that."


def test_an_empty_key_hides_nothing() -> None:
    assert decode(json.dumps(DONE).encode(), Secret(" ")).message == DONE["Message"]
