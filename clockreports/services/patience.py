"""Patience with what gets no answer: how often it is tried, after which pauses, and when it is given up, or all is."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeVar

from clockreports.base.cancel import CancelToken
from clockreports.base.errors import CancelledError
from clockreports.services.failures import OverloadedError, UnansweredError, UnreachableError

T = TypeVar("T")

PAUSES: Final = (1.0, 3.0)
"""Seconds before the second and the third try of a day whose call got no answer."""

MOST_FAILED_IN_A_ROW: Final = 3
"""So many in a row without an answer, each tried several times, mean that nobody is there."""

NO_ANSWER: Final = "People HR did not answer: trying again"


class GaveUpError(Exception):
    """A day got no answer however often it was tried."""

    def __init__(self, cause: UnansweredError | UnreachableError) -> None:
        super().__init__(cause.title)
        self.cause = cause


@dataclass(frozen=True, slots=True)
class Patience:
    """`pause` waits so many seconds, tells why, and is ended by `cancel`."""

    pause: Callable[[float, str], None]
    cancel: CancelToken

    def tried(self, attempt: Callable[[], T], before_next: Callable[[], None]) -> T:
        """Return what an attempt returns; `before_next` is called between two of them.

        Raises `GaveUpError` when none got an answer, and `CancelledError` when somebody asked to stop meanwhile.
        """
        for pause in (*PAUSES, None):
            try:
                return attempt()
            except (UnansweredError, UnreachableError) as away:
                if self.cancel.asked:
                    raise CancelledError from None
                if pause is None:
                    raise GaveUpError(away) from None
            self.pause(pause, NO_ANSWER)
            before_next()
        raise AssertionError("The last pause is None.")


class FailedInARow:
    """Counts what got no answer, one after the other, until it is plain that nobody is there."""

    def __init__(self) -> None:
        self._count = 0

    def end(self) -> None:
        """Begin anew: an answer came."""
        self._count = 0

    def bear(self, gave_up: GaveUpError) -> None:
        """Bear one more, so that the next is tried; raises its cause when that would be in vain."""
        self._count += 1
        if isinstance(gave_up.cause, (UnreachableError, OverloadedError)) or self._count >= MOST_FAILED_IN_A_ROW:
            raise gave_up.cause from None
