"""One exchange with People HR as values: the body that goes out, how long it may take, the reply that comes back.

The body is the heart of *was it done?*: nothing can be done in People HR before its first byte leaves, so a failure
before that surely changed nothing, and any later one leaves it unknown.
"""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field


class Body:
    """The bytes of one request. They leave at most once, and never again after `withdraw`.

    Shared by the thread that sends and the one that waits. It holds the key, and shows nothing of it.
    """

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._guard = threading.Lock()
        self._has_left = False
        self._withdrawn = False

    def __len__(self) -> int:
        return len(self._content)

    def __iter__(self) -> Iterator[bytes]:
        with self._guard:
            if self._has_left or self._withdrawn:
                raise RuntimeError("This body was withdrawn, or has left already.")
            self._has_left = True
        yield self._content

    @property
    def has_left(self) -> bool:
        """Whether sending began: from now on the request may have been carried out."""
        return self._has_left

    def withdraw(self) -> bool:
        """Keep the body from leaving; False when that is too late."""
        with self._guard:
            self._withdrawn = True
            return not self._has_left


@dataclass(frozen=True, slots=True)
class Patience:
    """How long an exchange may take, in seconds: for every silence while reading, and as a whole."""

    read: float
    whole: float


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back: the HTTP status, the header `Retry-After` ("" without one), and the body, unpacked."""

    status: int
    retry_after: str
    body: bytes = field(repr=False)
