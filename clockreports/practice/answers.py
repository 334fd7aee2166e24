"""Everything People HR says, in its own words (reference: People HR API, statuses and messages).

Owns the statuses and the sentences, with the vendor's spelling; those that the reference does not give are marked as
assumed. Knows nothing of when they are said, nor of HTTP.
"""

from dataclasses import dataclass
from itertools import cycle
from typing import Final

DONE: Final = 0
REFUSED: Final = 5
NO_RECORD: Final = 10

JsonValue = object
"""What `json` can write."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of the API; `changed` says whether the call changed anything, which the caller is not told."""

    status: int
    message: str = ""
    result: JsonValue = None
    changed: bool = False

    @property
    def envelope(self) -> dict[str, JsonValue]:
        """What is written as JSON."""
        return {
            "isError": self.status != DONE,
            "Status": self.status,
            "Message": self.message,
            "Result": self.result,
        }


class RefusedError(Exception):
    """The call is not carried out, and this is what People HR says instead."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.message)
        self.answer = answer


def refused(message: str) -> RefusedError:
    """Return a refusal of status 5, the one for nearly everything."""
    return RefusedError(Answer(REFUSED, message))


KEY_MISSING: Final = Answer(1, "API key is missing.")
KEY_MALFORMED: Final = Answer(2, "Invalid API Key.")
ACTION_MISSING: Final = Answer(3, "Action is missing.")
ACTION_EMPTY: Final = Answer(4, "Action cannot be empty.")
ACTION_UNKNOWN: Final = Answer(4, "Invalid Action.")
OOPS: Final = Answer(6, "Oops! Something went wrong.")
NO_BODY: Final = Answer(7, "No json data found.")
EMPTY_BODY: Final = Answer(8, "Either empty or no Form Data.")
BAD_BODY: Final = Answer(9, "Invalid json data.")
NO_SUCH_DAY: Final = Answer(NO_RECORD, "No record found.")
_NOTHING: Final[tuple[JsonValue, ...]] = ("", {}, [], None, Answer(NO_RECORD, "No Record Found."))

KEY_UNKNOWN: Final = "API key does not exists."
NO_EMPLOYEE_RIGHT: Final = "No access on employee schema."
NO_TIMESHEET_RIGHT: Final = "No access on Timesheet schema."
OVER_THE_LIMIT: Final = "API call limit exceeded. Please try after some time."  # assumed
EMPLOYEE_UNKNOWN: Final = "EmployeeId does not exists."
EMPLOYEE_TOO_LONG: Final = "EmployeeId contains more than 15 characters."
BEFORE_START: Final = "TimesheetDate should not be smaller than Employee start date."
AFTER_LEAVING: Final = "TimesheetDate should not be later than Employee leaving date."
COMMENTS_TOO_LONG: Final = "Comments contains more than 1024 characters."
NOTHING_GIVEN: Final = "At least one time interval or comment is mandatory."
NOT_IN_SEQUENCE: Final = "Time Intervals are not in sequense."
LAST_DAY_OPEN: Final = "Last day closing time out is missing."
ALREADY_THERE: Final = "Timesheet entry is already exist for EmployeeId and date"
END_BEFORE_START: Final = "EndDate should not be smaller than StartDate."  # assumed


def invalid_data(field: str) -> RefusedError:
    """Return the refusal of a field that cannot be read; for the times it is known, for the dates assumed."""
    return refused(f"{field} contains invalid data.")


class Wording:
    """Takes turns where People HR is not consistent, the same way every time the practice server is started."""

    def __init__(self) -> None:
        self._done = cycle(("The request processed successfully.", "The requested processed successfully."))
        self._nothing = cycle(_NOTHING)

    def done(self, result: JsonValue = None, *, changed: bool = False) -> Answer:
        """Return a success, in one spelling or the other."""
        return Answer(DONE, next(self._done), result, changed)

    def nothing_found(self) -> Answer:
        """Return one of the five ways to say that there is nothing to read."""
        said = next(self._nothing)
        return said if isinstance(said, Answer) else self.done(said)
