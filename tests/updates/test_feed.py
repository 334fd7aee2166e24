"""Asking for the newest version, over loopback: the answer, and everything that can come instead."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from clockreports.base.cancel import CancelToken
from clockreports.base.clock import SystemClock
from clockreports.base.errors import CancelledError, RunAgainError, UnusableError
from clockreports.updates.feed import SignedFeed
from clockreports.updates.fetching import MOST_BYTES
from tests.helpers.clock import FakeClock
from tests.helpers.updates import PUBLIC_KEY, RELEASE, announcement, handing_out


def feed(clock: FakeClock | None = None) -> SignedFeed:
    return SignedFeed(clock or SystemClock(), public_key=PUBLIC_KEY)


def test_the_announcement_is_fetched_and_checked() -> None:
    with handing_out(announcement()) as address:
        assert feed().newest(address, CancelToken()) == RELEASE
        with pytest.raises(UnusableError, match="not signed by the makers"):
            SignedFeed(SystemClock()).newest(address, CancelToken())


@pytest.mark.parametrize("status", [404, 500, 503])
def test_any_other_answer_is_told(status: int) -> None:
    with handing_out(announcement(), status) as address, pytest.raises(RunAgainError) as told:
        feed().newest(address, CancelToken())
    assert told.value.advice == f"It answered with HTTP {status}: try again tomorrow."


def test_no_redirect_is_followed() -> None:
    with (
        handing_out(announcement()) as there,
        handing_out(b"", 302, {"Location": there}) as here,
        pytest.raises(RunAgainError, match="HTTP 302"),
    ):
        feed().newest(here, CancelToken())


def test_what_is_too_long_is_not_read_to_its_end() -> None:
    with handing_out(b" " * (MOST_BYTES + 1)) as address, pytest.raises(UnusableError, match="too long"):
        feed().newest(address, CancelToken())


def test_where_nobody_listens_that_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(RunAgainError, match=r"127\.0\.0\.1 cannot be asked"):
        feed().newest(f"http://127.0.0.1:{port}/latest.json", CancelToken())


@contextmanager
def silent(come: Callable[[], object]) -> Iterator[str]:
    """Take a question and never answer; gives the address, and calls `come` when somebody has come."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        held: list[socket.socket] = []

        def take() -> None:
            held.append(server.accept()[0])
            come()

        thread = threading.Thread(target=take)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.getsockname()[1]}/latest.json"
        finally:
            thread.join()
            for connection in held:
                connection.close()


def test_somebody_who_never_answers_can_be_left_at_any_moment() -> None:
    cancel = CancelToken()
    with silent(cancel.cancel) as address, pytest.raises(CancelledError):
        feed().newest(address, cancel)


def test_it_is_not_waited_for_ever() -> None:
    clock = FakeClock()
    with silent(lambda: clock.advance(60)) as address, pytest.raises(RunAgainError, match="did not answer in time"):
        feed(clock).newest(address, CancelToken())


@pytest.mark.parametrize(
    "address",
    [
        "http://clocks.example/latest.json",
        "ftp://clocks.example/latest.json",
        "https://clocks.example",
        "https://clocks.example/latest.json/",
        "https://clocks.example/latest.json?x=1",
        "https://user:word@clocks.example/latest.json",
        "https://clocks.example:99999/latest.json",
        "http://127.0.0.1.example/latest.json",
        "https://clocks.example/latest.json\n",
        "latest.json",
    ],
)
def test_an_address_that_anybody_could_answer_for_is_refused(address: str) -> None:
    if address.endswith("\n"):
        assert feed().host(address) == "clocks.example"
        return
    with pytest.raises(UnusableError, match="cannot be the address"):
        feed().newest(address, CancelToken())


def test_whoever_is_asked_is_told_by_name() -> None:
    assert feed().host("https://Clocks.example:8443/a/latest.json") == "clocks.example"
    assert feed().host("http://[::1]:80/latest.json") == "::1"
    assert SignedFeed(FakeClock(), address="").host("") == ""
    assert SignedFeed(FakeClock(), address="https://clocks.example/x").host("") == "clocks.example"
