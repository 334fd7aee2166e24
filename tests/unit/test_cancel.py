"""The token that stops long work."""

import threading

import pytest

from clockreports.base.cancel import CancelToken
from clockreports.base.errors import CancelledError, ExitCode


def test_work_goes_on_until_somebody_asks() -> None:
    token = CancelToken()
    token.check()
    token.wait(0)
    assert not token.asked


def test_once_asked_it_stays_asked() -> None:
    token = CancelToken()
    token.cancel()
    token.cancel()
    assert token.asked
    for _attempt in range(2):
        with pytest.raises(CancelledError):
            token.check()


def test_a_long_wait_ends_when_another_thread_asks() -> None:
    token = CancelToken()
    stopper = threading.Thread(target=token.cancel)
    stopper.start()
    with pytest.raises(CancelledError) as caught:
        token.wait(3600)
    stopper.join()
    assert caught.value.exit_code is ExitCode.RUN_AGAIN


def test_a_wait_into_the_past_is_no_wait() -> None:
    token = CancelToken()
    token.wait(-1)
    assert not token.asked
