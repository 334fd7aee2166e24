"""The collector of garbage rests while it is told to, and no longer."""

import gc
from collections.abc import Callable, Iterator

import pytest

from clockreports.base.collector import collector_at_rest


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    was_enabled = gc.isenabled()
    yield
    (gc.enable if was_enabled else gc.disable)()


def test_it_rests_within_the_block() -> None:
    gc.enable()
    with collector_at_rest():
        assert not gc.isenabled()
    assert gc.isenabled()


@pytest.mark.parametrize("change", [gc.enable, gc.disable])
def test_afterwards_it_does_as_before_whatever_happened(change: Callable[[], None]) -> None:
    change()
    before = gc.isenabled()
    with pytest.raises(LookupError), collector_at_rest(), collector_at_rest():
        raise LookupError
    assert gc.isenabled() is before


def test_a_function_can_have_it_rest_each_time() -> None:
    gc.enable()
    resting = collector_at_rest()(gc.isenabled)
    assert [resting(), resting(), gc.isenabled()] == [False, False, True]
