"""One HTTP question, which a person can stop at any moment. Importing this module takes a while: do it on first use.

Nothing is told about this computer or its people.
"""

import threading
from concurrent.futures import Future
from contextlib import suppress
from http import HTTPStatus
from typing import Final

from clockreports.base.cancel import CancelToken
from clockreports.base.clock import Clock
from clockreports.base.errors import RunAgainError, UnusableError
from clockreports.net.address import Address
from clockreports.net.session import FAILURES, Session, Trouble, read_whole, trouble_of

MOST_BYTES: Final = 64 * 1024
_PATIENCE: Final = 20.0  # seconds for all of it
_SILENCE: Final = 10  # seconds for each step
_LOOK: Final = 0.1


def fetch(address: Address, clock: Clock, cancel: CancelToken) -> bytes:
    """Return what lies at an address; raises `RunAgainError` when nobody hands it out, and `CancelledError`."""
    answer: Future[bytes] = Future()

    def ask() -> None:
        try:
            answer.set_result(_get(address))
        except Exception as error:  # noqa: BLE001 - not swallowed: it is raised in the thread that waits
            answer.set_exception(error)

    until = clock.monotonic() + _PATIENCE
    threading.Thread(target=ask, name="update-check", daemon=True).start()
    while clock.monotonic() < until:
        cancel.check()
        with suppress(TimeoutError):
            return answer.result(_LOOK)
    raise _away(address, "It did not answer in time: try again later.")


def _get(address: Address) -> bytes:
    try:
        with (
            Session(address) as session,
            session.get(address.url, timeout=_SILENCE, allow_redirects=False, stream=True) as response,
        ):
            if response.status_code != HTTPStatus.OK:
                raise _away(address, f"It answered with HTTP {response.status_code}: try again tomorrow.")
            content = read_whole(response, MOST_BYTES)
    except FAILURES as error:
        raise _away(address, _advice(trouble_of(error))) from error
    if content is None:
        raise UnusableError("The announcement of the newest version is too long to be one.", "Try again tomorrow.")
    return content


def _advice(trouble: Trouble) -> str:
    match trouble:
        case Trouble.LATE:
            return "It did not answer in time: try again later."
        case Trouble.INSECURE:
            return "The secure connection could not be made. Check this computer’s date and time, then try again."
        case Trouble.PROXY:
            return "The proxy server of your network refused: ask whoever looks after it."
        case Trouble.OTHER:
            return "Check this computer’s connection to the internet, then try again."


def _away(address: Address, advice: str) -> RunAgainError:
    return RunAgainError(f"{address.host} cannot be asked for the newest version.", advice)
