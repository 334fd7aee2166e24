"""Ctrl-C and requests to end, while work goes on in a thread of its own."""

import signal
import threading

import pytest

from clockreports.base.cancel import CancelToken
from clockreports.base.errors import CancelledError
from clockreports.cli.stopping import stoppable


@pytest.mark.parametrize("request_to_end", [signal.SIGINT, signal.SIGTERM])
def test_a_request_stops_the_work_and_the_next_one_would_end_the_program(request_to_end: signal.Signals) -> None:
    left_to_the_system = []

    def work(cancel: CancelToken) -> None:
        signal.raise_signal(request_to_end)
        try:
            cancel.wait(30)
        finally:
            left_to_the_system.append(signal.getsignal(request_to_end))

    before = signal.getsignal(request_to_end)
    with pytest.raises(CancelledError):
        stoppable(work)
    assert left_to_the_system == [signal.SIG_DFL]
    assert signal.getsignal(request_to_end) is before


def test_work_that_is_left_alone_gives_its_result() -> None:
    assert stoppable(lambda cancel: cancel.asked) is False


def test_an_error_comes_out_as_it_is() -> None:
    def fail(_cancel: CancelToken) -> None:
        raise TimeoutError("as it is")

    with pytest.raises(TimeoutError, match="as it is"):
        stoppable(fail)


def test_outside_the_main_thread_work_is_done_without_signals() -> None:
    results: list[bool] = []
    thread = threading.Thread(target=lambda: results.append(stoppable(lambda cancel: cancel.asked)))
    thread.start()
    thread.join()
    assert results == [False]
