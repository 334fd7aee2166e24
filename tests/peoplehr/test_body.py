"""A body leaves at most once, and says whether it did."""

import pytest

from clockreports.peoplehr.exchange import Body
from tests.peoplehr.desk import KEY


def test_a_body_knows_when_it_left() -> None:
    body = Body(b"content")
    before = body.has_left
    assert list(body) == [b"content"]
    assert (before, body.has_left, body.withdraw()) == (False, True, False)


def test_asking_for_its_length_does_not_send_it() -> None:
    body = Body(b"content")
    assert len(body) == 7
    iter(body)
    assert not body.has_left


def test_a_withdrawn_body_never_leaves() -> None:
    body = Body(b"content")
    assert body.withdraw()
    with pytest.raises(RuntimeError):
        list(body)
    assert not body.has_left
    assert body.withdraw(), "asking twice changes nothing"


def test_a_body_cannot_be_sent_again() -> None:
    body = Body(b"content")
    list(body)
    with pytest.raises(RuntimeError):
        list(body)


def test_a_body_shows_nothing_of_itself() -> None:
    assert KEY not in repr(Body(KEY.encode()))
    assert KEY not in f"{Body(KEY.encode())!s}"
