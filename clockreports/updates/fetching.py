"""One HTTP question, which a person can stop at any moment. Importing this module takes a while: do it on first use.

Nothing is told about this computer or its people; no redirect is followed, and no password is known.
"""

import threading
from concurrent.futures import Future
from contextlib import suppress
from typing import Final

import requests
import urllib3
from typing_extensions import override

from clockreports import __version__
from clockreports.base.cancel import CancelToken
from clockreports.base.clock import Clock
from clockreports.base.errors import RunAgainError, UnusableError
from clockreports.updates.addresses import FeedAddress

MOST_BYTES: Final = 64 * 1024
_PATIENCE: Final = 20.0  # seconds for all of it
_SILENCE: Final = 10  # seconds for each step
_LOOK: Final = 0.1
_CHUNK: Final = 4096
_HEADERS: Final = {"User-Agent": f"ClockReports/{__version__}", "Accept": "application/json"}


class _Session(requests.Session):
    """A session that follows no redirect, knows no passwords of the user, and on this computer no proxies either."""

    def __init__(self, address: FeedAddress) -> None:
        super().__init__()
        self.headers.update(_HEADERS)
        self.trust_env = not address.loopback
        self.auth = _no_password  # otherwise a .netrc would be searched for one

    @override
    def get_redirect_target(self, resp: requests.Response) -> str | None:
        """Find no redirect in any answer: its status will be taken for a failure."""
        return None


def fetch(address: FeedAddress, clock: Clock, cancel: CancelToken) -> bytes:
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
    raise _away(address, "It did not answer in time.")


def _get(address: FeedAddress) -> bytes:
    try:
        with (
            _Session(address) as session,
            session.get(address.url, timeout=_SILENCE, allow_redirects=False, stream=True) as response,
        ):
            if response.status_code != requests.codes.ok:
                raise _away(address, f"It answered with HTTP {response.status_code}.")
            return _read(response)
    except requests.exceptions.SSLError:
        reason = "The secure connection could not be made: check this computer’s date and time."
    except (OSError, UnicodeError, urllib3.exceptions.HTTPError):  # RequestException is an OSError
        reason = "Check this computer’s connection to the internet."
    raise _away(address, reason)


def _read(response: requests.Response) -> bytes:
    content = bytearray()
    for chunk in response.iter_content(_CHUNK):
        content += chunk
        if len(content) > MOST_BYTES:
            raise UnusableError("The announcement of the newest version is too long to be one.", "Try again tomorrow.")
    return bytes(content)


def _away(address: FeedAddress, reason: str) -> RunAgainError:
    return RunAgainError(f"{address.host} cannot be asked for the newest version.", f"{reason} Then try again.")


def _no_password(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request
