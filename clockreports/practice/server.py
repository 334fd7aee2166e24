"""The practice server, from beginning to end. The public face of the room: start here."""

import threading
from contextlib import suppress
from datetime import date
from functools import partial
from types import TracebackType
from typing import Final, Self

from clockreports.base.cancel import CancelToken
from clockreports.base.clock import Clock, SystemClock
from clockreports.base.errors import CancelledError
from clockreports.practice.company import Company
from clockreports.practice.control import Control
from clockreports.practice.faults import Fault
from clockreports.practice.handler import Handler, Router
from clockreports.practice.log import LogEntry
from clockreports.practice.loopback import LOOPBACK, LoopbackServer
from clockreports.practice.pace import DEFAULT_CALLS_PER_MINUTE
from clockreports.practice.service import PracticePeopleHr
from clockreports.practice.timesheets import Timesheet

_LOOK_UP: Final = 0.5  # seconds: on Windows a signal is only noticed between two waits


class PracticeServer:
    """A practice People HR: its port is open from the moment it is made, and it answers inside `with`.

    `port` 0 takes any free one; `calls_per_minute` None or 0 lifts the limit; `clock` tells what day it is and when a
    minute is over. Raises `UnusableError` when the port cannot be had. `people_hr` is what is behind the API, for
    doing there what a person does in People HR. Leaving `with` ends every connection and every thread.
    """

    def __init__(
        self,
        company: Company,
        port: int = 0,
        calls_per_minute: int | None = DEFAULT_CALLS_PER_MINUTE,
        clock: Clock | None = None,
    ) -> None:
        clock = clock or SystemClock()
        self._stop = CancelToken()
        self.company = company
        self.people_hr = PracticePeopleHr(company, calls_per_minute, clock, self._stop)
        router = Router(self.people_hr, Control(self.people_hr, clock))
        self._http = LoopbackServer(port, partial(Handler, router))
        self._thread = threading.Thread(target=self._http.serve, name="practice People HR")

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.cancel()
        self._http.stop_accepting()
        self._thread.join()
        self._http.hang_up()
        self._http.server_close()

    def serve_until(self, cancel: CancelToken) -> None:
        """Return when somebody asks to stop; call it inside `with`, which then ends the server."""
        with suppress(CancelledError):
            while True:
                cancel.wait(_LOOK_UP)

    @property
    def address(self) -> str:
        """The address of the API: "http://127.0.0.1:PORT"."""
        return f"http://{LOOPBACK}:{self._http.server_port}"

    @property
    def log(self) -> tuple[LogEntry, ...]:
        """Every request so far, in the order in which they were done."""
        return self.people_hr.log

    @property
    def timesheets(self) -> dict[tuple[str, date], Timesheet]:
        """Every timesheet by employee id and day, as it stands now."""
        return self.people_hr.timesheets

    def order(self, fault: Fault) -> None:
        """Let a fault befall calls to come."""
        self.people_hr.order(fault)
