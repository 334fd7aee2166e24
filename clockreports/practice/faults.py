"""Faults that a test can order: what may befall a call between the caller and People HR (reference: calling, pace).

Owns the kinds of fault and the queue of orders. Carries out no calls and waits for nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Final

from clockreports.practice.answers import OOPS, OVER_THE_LIMIT, REFUSED, Answer
from clockreports.practice.fields import FieldError, Fields, an_object, needed_text, seconds, text, whole_number
from clockreports.practice.keys import ACTIONS
from clockreports.practice.wire import Cut, Reply, as_envelope, as_page

FIELDS: Final = ("fault", "action", "skip", "times", "seconds", "location")
ELSEWHERE: Final = "/elsewhere"


@dataclass(frozen=True, slots=True)
class Fault:
    """One order: let the first `skip` matching calls pass, then spoil `times` of them.

    `fault` is one of `KINDS`; a call matches when `action` is its action, or empty. `seconds` is how long a slow fault
    takes, and what Retry-After says where the call comes too soon (None: it says nothing). `location` is where a
    redirect leads. Raises `FieldError` when it makes no sense.
    """

    fault: str
    action: str = ""
    skip: int = 0
    times: int = 1
    seconds: float | None = None
    location: str = ELSEWHERE

    def __post_init__(self) -> None:
        if self.fault not in KINDS:
            raise FieldError(f"There is no fault {self.fault!r}; known are {', '.join(KINDS)}.")
        if self.action and self.action not in ACTIONS:
            raise FieldError(f"There is no action {self.action!r}; known are {', '.join(ACTIONS)}.")
        if self.fault.startswith("slow") and self.seconds is None:
            raise FieldError("A slow fault needs the seconds it takes.")

    @property
    def is_carried_out(self) -> bool:
        """Whether the call reaches People HR and is done there."""
        return self.fault in _SPOILED

    @property
    def pause_before(self) -> float:
        """The seconds to wait before the call is carried out."""
        return (self.seconds or 0.0) if self.fault == "slow_before" else 0.0

    @property
    def pause_after(self) -> float:
        """The seconds to wait between carrying it out and answering."""
        return (self.seconds or 0.0) if self.fault == "slow_after" else 0.0

    def spoil(self, reply: Reply) -> Reply:
        """Return what the caller gets instead of the true reply of a call that was carried out."""
        return _SPOILED[self.fault](reply)

    def instead(self) -> Reply:
        """Return what the caller of a call gets that is not carried out."""
        return _INSTEAD[self.fault](self)


def read_fault(value: object) -> Fault:
    """Read an order from JSON; raises `FieldError` with what is wrong."""
    fields: Fields = an_object(value, "The fault", FIELDS)
    return Fault(
        needed_text(fields, "fault"),
        text(fields, "action"),
        whole_number(fields, "skip", 0),
        whole_number(fields, "times", 1, least=1),
        seconds(fields, "seconds"),
        text(fields, "location") or ELSEWHERE,
    )


class FaultQueue:
    """The orders not yet used up; each counts every call that matches it, and the oldest that is due is applied."""

    def __init__(self) -> None:
        self._orders: list[Fault] = []

    def order(self, fault: Fault) -> None:
        """Put an order at the end of the queue."""
        self._orders.append(fault)

    def take(self, action: str) -> Fault | None:
        """Count a call, and return the fault that is to befall it, if any."""
        due = None
        left = []
        for order in self._orders:
            rest = order
            if order.action in {"", action}:
                if order.skip:
                    rest = replace(order, skip=order.skip - 1)
                elif due is None:
                    due = order
                    rest = replace(order, times=order.times - 1)
            if rest.times:
                left.append(rest)
        self._orders = left
        return due


def _page(code: HTTPStatus) -> Callable[[object], Reply]:
    return lambda _: as_page(code)


def _too_soon(code: HTTPStatus) -> Callable[[Fault], Reply]:
    return lambda fault: as_page(code, _retry_after(fault))


def _retry_after(fault: Fault) -> tuple[tuple[str, str], ...]:
    return () if fault.seconds is None else (("Retry-After", f"{fault.seconds:.0f}"),)


_SPOILED: Final[dict[str, Callable[[Reply], Reply]]] = {
    "lost_after": lambda _: Reply(cut=Cut.ALL),
    "torn": lambda reply: replace(reply, cut=Cut.HALF, status=None),
    "empty_after": lambda _: Reply(),
    "no_envelope_after": lambda _: Reply(b"{}"),
    "html_after": _page(HTTPStatus.OK),
    "html_500_after": _page(HTTPStatus.INTERNAL_SERVER_ERROR),
    "http_503_after": _page(HTTPStatus.SERVICE_UNAVAILABLE),
    "status_6_after": lambda _: as_envelope(OOPS),
    "slow_before": lambda reply: reply,
    "slow_after": lambda reply: reply,
}
_INSTEAD: Final[dict[str, Callable[[Fault], Reply]]] = {
    "lost_before": lambda _: Reply(cut=Cut.ALL),
    "html_before": _page(HTTPStatus.OK),
    "html_500_before": _page(HTTPStatus.INTERNAL_SERVER_ERROR),
    "status_6_before": lambda _: as_envelope(OOPS),
    "limit": lambda fault: replace(as_envelope(Answer(REFUSED, OVER_THE_LIMIT)), headers=_retry_after(fault)),
    "http_401": _page(HTTPStatus.UNAUTHORIZED),
    "http_403": _page(HTTPStatus.FORBIDDEN),
    "http_429": _too_soon(HTTPStatus.TOO_MANY_REQUESTS),
    "http_503": _too_soon(HTTPStatus.SERVICE_UNAVAILABLE),
    "redirect": lambda fault: as_page(HTTPStatus.FOUND, (("Location", fault.location),)),
}
KINDS: Final = (*_INSTEAD, *_SPOILED)
"""The names of all faults: first those of calls that are not carried out, then those of calls that are."""
