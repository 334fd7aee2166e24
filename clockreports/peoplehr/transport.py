"""One HTTP exchange, blocking. Importing this module takes a while: it is done with the first call.

Translates every failure of the network once. Nothing is sent a second time: no redirects, no retries.
"""

import logging
from typing import Final

from clockreports.net.address import Address
from clockreports.net.session import FAILURES, Session, Trouble, read_whole, trouble_of
from clockreports.peoplehr.exchange import Body, Patience, Reply
from clockreports.peoplehr.failures import unanswered, unreachable
from clockreports.services.failures import UnansweredError, UnreachableError

_CONNECT_SECONDS: Final = 10
_MOST_BYTES: Final = 64 * 1024 * 1024
_HEADERS: Final = {"Content-Type": "application/json; charset=utf-8"}

_log = logging.getLogger("clockreports.peoplehr")


class Transport:
    """Carries bodies to one address and brings replies back, over connections it keeps open."""

    def __init__(self, address: Address) -> None:
        self._url = address.url
        self._session = Session(address, _HEADERS)

    def exchange(self, path: str, body: Body, patience: Patience) -> Reply:
        """Post a body and return the reply, whatever its HTTP status.

        Raises `UnreachableError` when the body did not leave, `UnansweredError` when it may have arrived.
        """
        try:
            return self._post(path, body, patience)
        except FAILURES as error:
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
            content = read_whole(response, _MOST_BYTES)
            if content is None:
                raise unanswered("People HR's answer is too long to be one.")
            return Reply(response.status_code, response.headers.get("Retry-After", ""), content)


def _translate(error: Exception, body: Body) -> UnreachableError | UnansweredError:
    trouble = trouble_of(error)
    if body.has_left:
        if trouble is Trouble.LATE:
            return unanswered("People HR did not answer in time.")
        return unanswered("The connection broke before People HR answered.")
    if trouble is Trouble.INSECURE:
        return unreachable(
            "The secure connection could not be made: check this computer's date and time, and ask whoever looks after "
            "your network whether something inspects secure connections."
        )
    if trouble is Trouble.PROXY:
        return unreachable("The proxy server of your network refused: ask whoever looks after it.")
    return unreachable("Check this computer's connection to the internet, and the address of the service.")


def _kinds(error: BaseException) -> str:
    """Name an error and what it came from by their classes alone: their texts are not ours to log."""
    reason = getattr(error.args[0], "reason", None) if error.args else None
    return " from ".join(type(link).__name__ for link in (error, reason) if link is not None)
