"""The errors a person reads, and what a shell is told by them."""

import pytest

from clockreports.base.errors import (
    CancelledError,
    ClockReportsError,
    ExitCode,
    KeyProblemError,
    RunAgainError,
    UnusableError,
)


@pytest.mark.parametrize(
    ("kind", "code"),
    [(ClockReportsError, 2), (UnusableError, 2), (KeyProblemError, 3), (RunAgainError, 4)],
)
def test_each_kind_has_its_exit_code(kind: type[ClockReportsError], code: int) -> None:
    assert kind("It failed.", "Do this.").exit_code == code


def test_title_and_advice_make_the_message() -> None:
    error = UnusableError("The file is empty.", "Choose another one.")
    assert (error.title, error.advice) == ("The file is empty.", "Choose another one.")
    assert str(error) == "The file is empty. Choose another one."


def test_stopping_is_known_and_asks_to_run_again() -> None:
    assert CancelledError().exit_code is ExitCode.RUN_AGAIN
    assert CancelledError().advice.startswith("What is done stays done.")


def test_the_exit_codes_are_the_command_lines_contract() -> None:
    assert {code.name: code.value for code in ExitCode} == {
        "DONE": 0,
        "NEEDS_A_PERSON": 1,
        "UNUSABLE": 2,
        "KEY": 3,
        "RUN_AGAIN": 4,
        "BUG": 70,
    }
