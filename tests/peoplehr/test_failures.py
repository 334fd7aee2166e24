"""Every message of the reference, in whatever case, becomes the failure the export is decided by."""

from collections.abc import Callable

import pytest

from clockreports.base.errors import ClockReportsError, ExitCode
from clockreports.peoplehr.failures import AskedToWaitError, http_failure, refusal
from clockreports.services.failures import (
    AlreadyExistsError,
    KeyRefusedError,
    MissingRightError,
    NotThereError,
    RefusedError,
    SlowDownError,
    UnansweredError,
    UnknownEmployeeError,
)

CASES = [str, str.upper, str.lower, str.swapcase]

MESSAGES: list[tuple[int | None, str, type[Exception]]] = [
    (1, "API key is missing.", KeyRefusedError),
    (2, "Invalid API Key.", KeyRefusedError),
    (1, "", KeyRefusedError),
    (2, "Something new.", KeyRefusedError),
    (5, "Invalid API Key.", KeyRefusedError),
    (3, "Action is missing.", RefusedError),
    (4, "Action cannot be empty.", RefusedError),
    (4, "Invalid Action.", RefusedError),
    (5, "API key does not exists.", KeyRefusedError),
    (5, "No access on Timesheet schema.", MissingRightError),
    (5, "No access on employee schema.", MissingRightError),
    (6, "Oops! Something went wrong.", UnansweredError),
    (6, "Oops! Something went wrong. Please try again.", UnansweredError),
    (7, "No json data found.", RefusedError),
    (8, "Either empty or no Form Data.", RefusedError),
    (9, "Invalid json data.", RefusedError),
    (10, "No record found.", NotThereError),
    (10, "No Records Found", NotThereError),
    (10, "", NotThereError),
    (5, "No record found.", NotThereError),
    (None, "No records found", NotThereError),
    (5, "Timesheet entry is already exist for EmployeeId and date", AlreadyExistsError),
    (5, "Timesheet entry already exists, try again with another date", AlreadyExistsError),
    (5, "EmployeeId does not exists.", UnknownEmployeeError),
    (5, "EmployeeId contains more than 15 characters.", RefusedError),
    (5, "TimesheetDate should not be smaller than Employee start date.", RefusedError),
    (5, "TimesheetDate should not be later than Employee leaving date.", RefusedError),
    (5, "TimeIn1/TimeOut1 contains invalid data.", RefusedError),
    (5, "Comments contains more than 1024 characters.", RefusedError),
    (5, "At least one time interval or comment is mandatory.", RefusedError),
    (5, "Time Intervals are not in sequense.", RefusedError),
    (5, "Last day closing time out is missing.", RefusedError),
    (5, "Total of the intervals exceeds the limit of 24 hours.", RefusedError),
    (5, "Total time exceeds 1440 minutes.", RefusedError),
    (5, "Too many time intervals; a rapid one exceeds the limit.", RefusedError),
    (5, "A sentence nobody has seen yet.", RefusedError),
    (None, "A sentence without a status.", RefusedError),
    (5, "The comment exceeds 500 characters.", RefusedError),
    (5, "API limit reached.", SlowDownError),
    (5, "Limit exceeded.", SlowDownError),
    (5, "Limit exceeded. Wait some time: 2 minutes, or an hour of the day.", SlowDownError),
    (5, "Too many. Slow down.", SlowDownError),
    (5, "Daily limit of calls exceeded for this day.", SlowDownError),
    (5, "You exceeded your quota.", SlowDownError),
    (5, "Rate limit reached.", SlowDownError),
    (5, "Limit of 30 per minute exceeded.", SlowDownError),
    (5, "You are being throttled.", SlowDownError),
    (5, "Too many requests.", SlowDownError),
    (5, "Please try after some time.", SlowDownError),
    (5, "Busy, try again later.", SlowDownError),
    (5, "An import is already in progress.", SlowDownError),
]


@pytest.mark.parametrize(("status", "message", "kind"), MESSAGES)
@pytest.mark.parametrize("case", CASES)
def test_a_message_is_told_by_its_words(
    status: int | None, message: str, kind: type[Exception], case: Callable[[str], str]
) -> None:
    failure = refusal(status, case(message), "Timesheet")
    assert type(failure) is (AskedToWaitError if kind is SlowDownError else kind)
    if isinstance(failure, RefusedError):
        assert failure.message, "a reason is never empty"
        assert case(message) in failure.message


@pytest.mark.parametrize(
    ("message", "asked", "area"),
    [
        ("No access on Timesheet schema.", "Timesheet", "Timesheet"),
        ("No access on employee schema.", "Timesheet", "Employee"),
        ("No access on EMPLOYEE schema.", "Employee", "Employee"),
        ("No access on this.", "Timesheet", "Timesheet"),
    ],
)
def test_a_missing_right_names_its_area(message: str, asked: str, area: str) -> None:
    failure = refusal(5, message, asked)
    assert isinstance(failure, MissingRightError)
    assert failure.area == area
    assert area in failure.title


def test_a_refusal_without_a_word_still_gives_a_reason() -> None:
    failure = refusal(5, "", "Timesheet")
    assert isinstance(failure, RefusedError)
    assert failure.message == "People HR refused this without saying why (Status 5)."


@pytest.mark.parametrize(
    ("http_status", "kind"),
    [
        (401, KeyRefusedError),
        (403, KeyRefusedError),
        (429, AskedToWaitError),
        (503, AskedToWaitError),
        (201, UnansweredError),
        (204, UnansweredError),
        (301, UnansweredError),
        (302, UnansweredError),
        (307, UnansweredError),
        (400, UnansweredError),
        (404, UnansweredError),
        (407, UnansweredError),
        (500, UnansweredError),
        (502, UnansweredError),
        (504, UnansweredError),
    ],
)
def test_an_http_status_other_than_200_is_a_failure(http_status: int, kind: type[Exception]) -> None:
    failure = http_failure(http_status, "7")
    assert type(failure) is kind
    if isinstance(failure, AskedToWaitError):
        assert failure.retry_after == "7"


def test_being_turned_away_names_both_the_key_and_the_gateway() -> None:
    failure = http_failure(403, "")
    assert isinstance(failure, KeyRefusedError)
    assert "key" in failure.advice
    assert "gateway" in failure.advice


@pytest.mark.parametrize(
    ("failure", "code"),
    [
        (refusal(2, "Invalid API Key.", "Employee"), ExitCode.KEY),
        (refusal(5, "No access on employee schema.", "Employee"), ExitCode.KEY),
        (refusal(5, "Too many requests.", "Employee"), ExitCode.RUN_AGAIN),
        (refusal(6, "Oops! Something went wrong.", "Employee"), ExitCode.RUN_AGAIN),
        (http_failure(401, ""), ExitCode.KEY),
        (http_failure(502, ""), ExitCode.RUN_AGAIN),
    ],
)
def test_what_a_person_reads_is_whole_sentences(failure: Exception, code: ExitCode) -> None:
    assert isinstance(failure, ClockReportsError)
    assert failure.exit_code is code
    for text in (failure.title, failure.advice):
        assert text[0].isupper()
        assert text.endswith(".")
