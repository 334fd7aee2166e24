"""One HTTP exchange, blocking: the only module that imports `requests`, and itself imported with the first call.

Translates every failure of the network once. Nothing is sent a second time: no redirects, no retries.
"""

import logging
from typing import Final

import requests
import urllib3
from typing_extensions import override

from clockreports import __version__
from clockreports.peoplehr.address import Address
from clockreports.peoplehr.exchange import Body, Patience, Reply
from clockreports.peoplehr.failures import unanswered, unreachable
from clockreports.services.failures import UnansweredError, UnreachableError

_CONNECT_SECONDS: Final = 10
_MOST_BYTES: Final = 64 * 1024 * 1024
_CHUNK_BYTES: Final = 64 * 1024
_HEADERS: Final = {
    "User-Agent": f"ClockReports/{__version__}",
    "Content-Type": "application/json; charset=utf-8",
    "Accept": "application/json",
}

_log = logging.getLogger("clockreports.peoplehr")


class Session(requests.Session):
    """A session that looks at no redirect, knows no passwords of the user, and on this computer no proxies either."""

    def __init__(self, address: Address) -> None:
        super().__init__()
        self.headers.update(_HEADERS)
        self.trust_env = not address.loopback
        self.auth = _no_password  # otherwise a .netrc would be searched for one

    @override
    def get_redirect_target(self, resp: requests.Response) -> str | None:
        """Find no redirect in any answer: its status will be taken for a failure."""
        return None


class Transport:
    """Carries bodies to one address and brings replies back, over connections it keeps open."""

    def __init__(self, address: Address) -> None:
        self._url = address.url
        self._session = Session(address)

    def exchange(self, path: str, body: Body, patience: Patience) -> Reply:
        """Post a body and return the reply, whatever its HTTP status.

        Raises `UnreachableError` when the body did not leave, `UnansweredError` when it may have arrived.
        """
        try:
            return self._post(path, body, patience)
        except (OSError, UnicodeError, urllib3.exceptions.HTTPError) as error:  # RequestException is an OSError
            _log.debug("The exchange failed: %s", _kinds(error))
            failure = _translate(error, body)
        # Not raised from above: the original holds the request, and with it the key.
        raise failure

    def close(self) -> None:
        """Close the connections that are not in use."""
        self._session.close()

    def _post(self, path: str, body: Body, patience: Patience) -> Reply:
        with self._session.post(
            f"{self._url}/{path}",
            data=body,
            timeout=(_CONNECT_SECONDS, patience.read),
            allow_redirects=False,
            stream=True,
        ) as response:
            return Reply(response.status_code, response.headers.get("Retry-After", ""), _read(response))


def _read(response: requests.Response) -> bytes:
    content = bytearray()
    for chunk in response.iter_content(_CHUNK_BYTES):
        content += chunk
        if len(content) > _MOST_BYTES:
            raise unanswered("People HR's answer is too long to be one.")
    return bytes(content)


def _translate(error: Exception, body: Body) -> UnreachableError | UnansweredError:
    if body.has_left:
        if isinstance(error, requests.Timeout):
            return unanswered("People HR did not answer in time.")
        return unanswered("The connection broke before People HR answered.")
    if isinstance(error, requests.exceptions.SSLError):
        return unreachable(
            "The secure connection could not be made: check this computer's date and time, and ask whoever looks after "
            "your network whether something inspects secure connections."
        )
    if isinstance(error, requests.exceptions.ProxyError):
        return unreachable("The proxy server of your network refused: ask whoever looks after it.")
    return unreachable("Check this computer's connection to the internet, and the address of the service.")


def _kinds(error: BaseException) -> str:
    """Name an error and what it came from by their classes alone: their texts are not ours to log."""
    reason = getattr(error.args[0], "reason", None) if error.args else None
    return " from ".join(type(link).__name__ for link in (error, reason) if link is not None)


def _no_password(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request
