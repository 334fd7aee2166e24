"""Begins conversations with People HR: puts address, line, pace and client together. Nothing is sent here."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from clockreports.base.cancel import CancelToken
from clockreports.base.clock import Clock
from clockreports.net.address import Address
from clockreports.peoplehr.address import read_address
from clockreports.peoplehr.client import Client
from clockreports.peoplehr.line import Line
from clockreports.peoplehr.pace import Pace
from clockreports.services.ports import Credentials
from clockreports.services.ports_calls import CallLog

if TYPE_CHECKING:
    from clockreports.peoplehr.transport import Transport

_CALLS_PER_MINUTE: Final = 28
"""People HR takes 30 from one place, other programs' calls included (source: reference, pace)."""


class PeopleHrService:
    """Fulfils `ConnectPeopleHr`; every conversation it begins shares one call log, and so one pace."""

    def __init__(self, call_log: CallLog, clock: Clock, calls_per_minute: int = _CALLS_PER_MINUTE) -> None:
        self._call_log = call_log
        self._clock = clock
        self._calls_per_minute = calls_per_minute

    def __call__(self, credentials: Credentials, cancel: CancelToken, waiting: Callable[[float, str], None]) -> Client:
        """Begin; raises `UnusableError` for an address the key must not be sent to."""
        address = read_address(credentials.address)
        line = Line(lambda: _open(address), self._clock, cancel)
        pace = Pace(self._call_log, self._clock, self._calls_per_minute, cancel, waiting)
        return Client(credentials.key, line, pace, self._clock)


def _open(address: Address) -> "Transport":
    # requests takes many times as long to import as Python to start: only a call needs it.
    from clockreports.peoplehr.transport import Transport  # noqa: PLC0415 - see above

    return Transport(address)
