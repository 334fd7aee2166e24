"""A secret shows itself to nobody who does not ask for it by name."""

import copy
import json
import logging
import pickle
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clockreports.base.secret import Secret

KEY = "1b2c3d4e-0000-4abc-8def-0123456789ab"


@pytest.mark.parametrize(
    "render",
    [repr, str, "{}".format, "{!r}".format, "{:>60}".format, "%s".__mod__, lambda secret: repr([{"key": secret}])],
    ids=["repr", "str", "format", "format-repr", "format-width", "percent", "nested"],
)
def test_no_rendering_gives_it_away(render: Callable[[Secret], str]) -> None:
    assert "***" in render(Secret(KEY))
    assert KEY not in render(Secret(KEY))


@pytest.mark.parametrize("spread", [pickle.dumps, copy.copy, copy.deepcopy, json.dumps])
def test_it_is_not_written_anywhere_by_accident(spread: Callable[[Secret], object]) -> None:
    with pytest.raises(TypeError) as caught:
        spread(Secret(KEY))
    assert KEY not in str(caught.value)


def test_it_is_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    logging.getLogger(__name__).info("the key is %s", Secret(KEY))
    assert caplog.messages == ["the key is ***"]


@given(st.text())
def test_it_comes_back_as_it_was(text: str) -> None:
    assert Secret(text).reveal() == text


@given(st.text(), st.text())
def test_two_secrets_are_equal_when_their_texts_are(one: str, other: str) -> None:
    assert (Secret(one) == Secret(other)) == (one == other)
    assert Secret(one) != one
    assert hash(Secret(one)) == hash(Secret(one))


@pytest.mark.parametrize(
    ("text", "ending"),
    [(KEY, "89AB"), ("k" * 16, "KKKK"), ("k" * 15, ""), ("", "")],
)
def test_only_a_long_secret_shows_its_last_four(text: str, ending: str) -> None:
    assert Secret(text).ending == ending
