"""The line: one exchange at a time, which can be given up, and then is told for what it was."""

import threading
from collections.abc import Callable, Iterator

import pytest

from clockreports.base.cancel import CancelToken
from clockreports.base.errors import CancelledError
from clockreports.peoplehr.exchange import Body, Patience, Reply
from clockreports.peoplehr.line import Line
from clockreports.services.failures import UnansweredError, UnreachableError
from tests.helpers.clock import FakeClock

PATIENCE = Patience(read=30, whole=60)
DONE = Reply(200, "", b"{}")
Exchanges = Callable[[Body], Reply]


class Bench:
    """A line over transports that do what the test says; `opened` and `closed` count them."""

    def __init__(self) -> None:
        self.clock = FakeClock()
        self.cancel = CancelToken()
        self.line = Line(self._connect, self.clock, self.cancel)
        self.opened = 0
        self.closed = 0
        self.release = threading.Event()
        self.ended = threading.Event()
        self.exchanges: Exchanges = answer

    def post(self, exchanges: Exchanges) -> Reply:
        """Post a body to a transport that does this."""
        self.exchanges = exchanges
        return self.line.post("Timesheet", Body(b"content"), PATIENCE)

    def exchange(self, path: str, body: Body, patience: Patience) -> Reply:
        """Play the transport."""
        assert (path, patience) == ("Timesheet", PATIENCE)
        try:
            return self.exchanges(body)
        finally:
            self.ended.set()

    def close(self) -> None:
        """Note that a transport was closed."""
        self.closed += 1

    def _connect(self) -> "Bench":
        self.opened += 1
        return self


def answer(body: Body) -> Reply:
    """Send the body and answer at once."""
    assert list(body) == [b"content"]
    return DONE


@pytest.fixture
def bench() -> Iterator[Bench]:
    """Lend a bench, and let whatever hangs on it go."""
    bench = Bench()
    yield bench
    bench.release.set()


def test_the_reply_is_handed_on(bench: Bench) -> None:
    assert bench.post(answer) == DONE
    assert (bench.line.sent, bench.line.abandoned) == (1, False)


@pytest.mark.parametrize(
    "error", [UnreachableError("No.", "Way."), UnansweredError("No.", "Way."), ZeroDivisionError()]
)
def test_an_error_is_handed_on(bench: Bench, error: Exception) -> None:
    def fail(_body: Body) -> Reply:
        raise error

    with pytest.raises(type(error)) as caught:
        bench.post(fail)
    assert caught.value is error
    assert (bench.line.sent, bench.line.abandoned) == (0, False)


def test_one_connection_serves_many_exchanges(bench: Bench) -> None:
    for _ in range(3):
        bench.post(answer)
        bench.clock.advance(10)
    assert (bench.opened, bench.line.sent) == (1, 3)


def test_a_connection_that_was_silent_for_long_is_not_trusted(bench: Bench) -> None:
    bench.post(answer)
    bench.clock.advance(16)
    bench.post(answer)
    assert (bench.opened, bench.closed) == (2, 1)


def test_closing_twice_is_harmless_and_another_exchange_opens_anew(bench: Bench) -> None:
    bench.post(answer)
    bench.line.close()
    bench.line.close()
    bench.post(answer)
    assert (bench.opened, bench.closed) == (2, 1)


def test_nothing_begins_once_somebody_asked_to_stop(bench: Bench) -> None:
    bench.cancel.cancel()
    with pytest.raises(CancelledError):
        bench.post(answer)
    assert (bench.opened, bench.line.sent, bench.line.abandoned) == (0, 0, False)


def test_stopped_while_connecting_it_never_leaves(bench: Bench) -> None:
    left: list[bool] = []

    def connect(body: Body) -> Reply:
        bench.cancel.cancel()
        bench.release.wait()
        try:
            return answer(body)
        finally:
            left.append(body.has_left)

    with pytest.raises(CancelledError):
        bench.post(connect)
    assert (bench.line.sent, bench.line.abandoned, bench.closed) == (0, False, 1)
    bench.release.set()
    bench.ended.wait(10)
    assert left == [False]


def test_stopped_while_people_hr_is_silent_it_is_abandoned(bench: Bench) -> None:
    def hang(body: Body) -> Reply:
        answer(body)
        bench.cancel.cancel()
        bench.release.wait()
        return DONE

    with pytest.raises(UnansweredError):
        bench.post(hang)
    assert not bench.ended.is_set(), "the line did not wait for it"
    assert (bench.line.sent, bench.line.abandoned, bench.closed) == (1, True, 1)


def test_an_answer_that_comes_right_after_the_wish_to_stop_still_counts(bench: Bench) -> None:
    def answer_late(body: Body) -> Reply:
        answer(body)
        bench.cancel.cancel()
        bench.release.wait(0.2)
        return DONE

    assert bench.post(answer_late) == DONE
    assert not bench.line.abandoned


def test_an_exchange_that_drags_on_is_abandoned_as_unanswered(bench: Bench) -> None:
    def drag(body: Body) -> Reply:
        answer(body)
        bench.clock.advance(61)
        bench.release.wait()
        return DONE

    with pytest.raises(UnansweredError):
        bench.post(drag)
    assert (bench.line.sent, bench.line.abandoned, bench.closed) == (1, True, 1)
    assert bench.post(answer) == DONE
    assert (bench.opened, bench.line.sent, bench.line.abandoned) == (2, 2, False)


def test_what_is_told_of_an_exchange_is_not_told_of_the_next(bench: Bench) -> None:
    def hang(body: Body) -> Reply:
        answer(body)
        bench.cancel.cancel()
        bench.release.wait()
        return DONE

    abandoned = []
    for stopped in (UnansweredError, CancelledError):
        with pytest.raises(stopped):
            bench.post(hang)
        abandoned.append(bench.line.abandoned)
    assert abandoned == [True, False], "the second one never began"


def test_a_connection_that_is_never_made_is_unreachable(bench: Bench) -> None:
    def connect(_body: Body) -> Reply:
        bench.clock.advance(61)
        bench.release.wait()
        return DONE

    with pytest.raises(UnreachableError):
        bench.post(connect)
    assert (bench.line.sent, bench.line.abandoned, bench.closed) == (0, False, 1)
