"""A careful session of `requests`, and its failures by kind. Importing this module takes a while: do it on first use.

Nothing is sent a second time and nowhere else: no redirects, no retries. No password of the user is known.
"""

from collections.abc import Mapping
from enum import Enum, auto
from typing import Final

import requests
import urllib3
from typing_extensions import override

from clockreports import __version__
from clockreports.net.address import Address

FAILURES: Final = (OSError, UnicodeError, urllib3.exceptions.HTTPError)
"""What an exchange may raise: `requests.RequestException` is an `OSError`, and some errors come past it."""

_CHUNK_BYTES: Final = 64 * 1024
_HEADERS: Final = {"User-Agent": f"ClockReports/{__version__}", "Accept": "application/json"}


class Trouble(Enum):
    """What kind of failure it was, as far as a person can do something about it."""

    LATE = auto()
    """It was silent for too long."""
    INSECURE = auto()
    """The secure connection could not be made."""
    PROXY = auto()
    """The proxy server of the network refused."""
    OTHER = auto()


class Session(requests.Session):
    """A session that looks at no redirect, knows no passwords of the user, and on this computer no proxies either."""

    def __init__(self, address: Address, headers: Mapping[str, str] | None = None) -> None:
        super().__init__()
        self.headers.update({**_HEADERS, **(headers or {})})
        self.trust_env = not address.loopback
        self.auth = _no_password  # otherwise a .netrc would be searched for one

    @override
    def get_redirect_target(self, resp: requests.Response) -> str | None:
        """Find no redirect in any answer: its status will be taken for a failure."""
        return None


def read_whole(response: requests.Response, most_bytes: int) -> bytes | None:
    """Return the body, unpacked; None as soon as it is longer than that. Raises `FAILURES`."""
    content = bytearray()
    for chunk in response.iter_content(_CHUNK_BYTES):
        content += chunk
        if len(content) > most_bytes:
            return None
    return bytes(content)


def trouble_of(failure: Exception) -> Trouble:
    """Say of which kind one of `FAILURES` is."""
    if isinstance(failure, requests.Timeout):
        return Trouble.LATE
    if isinstance(failure, requests.exceptions.SSLError):
        return Trouble.INSECURE
    return Trouble.PROXY if isinstance(failure, requests.exceptions.ProxyError) else Trouble.OTHER


def _no_password(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request
