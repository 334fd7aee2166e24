"""Begins conversations with any address, and holds everything round them that a test turns or looks at."""

from typing import Final

from clockreports.base.cancel import CancelToken
from clockreports.base.secret import Secret
from clockreports.peoplehr.client import Client
from clockreports.peoplehr.service import PeopleHrService
from clockreports.services.ports import Credentials
from tests.helpers.clock import FakeClock
from tests.helpers.peoplehr import FakeCallLog

KEY: Final = "3f0c5a7e-0000-4000-8000-cafe00c0ffee"


class Desk:
    """A clock at rest, an empty call log, and one cancel token for all conversations. `waits` notes what was told."""

    def __init__(self) -> None:
        self.clock = FakeClock()
        self.call_log = FakeCallLog()
        self.cancel = CancelToken()
        self.waits: list[tuple[float, str]] = []
        self._clients: list[Client] = []

    def talk(self, address: str, key: str = KEY) -> Client:
        """Begin a conversation."""
        connect = PeopleHrService(self.call_log, self.clock)
        client = connect(Credentials(Secret(key), address), self.cancel, lambda *told: self.waits.append(told))
        self._clients.append(client)
        return client

    def close(self) -> None:
        """Close every conversation."""
        for client in self._clients:
            client.close()
