"""A key as one text, and back."""

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clockreports.base.secret import Secret
from clockreports.services.key_text import from_text, to_text
from clockreports.services.ports import Credentials, Saved

FULL = {"key": "k", "address": "a", "saved_at": "2026-05-12T08:00:00+00:00", "saved_by": "Jo", "tested": True}
BARE = Credentials(Secret("k"), "a")
SAVED = Saved(datetime(2026, 5, 12, 8, tzinfo=UTC), "Jo", tested=True)

a_text = st.text().map(str.strip)
a_moment = st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=5, minutes=30))]))
credentials = st.builds(
    Credentials, st.builds(Secret, a_text), a_text, st.none() | st.builds(Saved, a_moment, st.text(), st.booleans())
)


@given(credentials)
def test_nothing_is_lost_on_the_way(given_credentials: Credentials) -> None:
    text = to_text(given_credentials)
    assert from_text(text) == given_credentials
    assert from_text(text.encode("ascii")) == given_credentials


@pytest.mark.parametrize(
    ("change", "saved"),
    [
        ({}, SAVED),
        ({"more": 1}, SAVED),
        ({"saved_at": "yesterday"}, None),
        ({"saved_at": "2026-05-12T08:00:00"}, None),
        ({"saved_at": 1}, None),
        ({"saved_by": None}, None),
        ({"tested": "yes"}, None),
    ],
)
def test_a_key_without_a_usable_note_of_its_saving_is_a_key_all_the_same(
    change: dict[str, object], saved: Saved | None
) -> None:
    assert from_text(json.dumps(FULL | change)) == Credentials(Secret("k"), "a", saved)


def test_a_text_from_before_there_were_notes_is_read() -> None:
    assert from_text('{"key": " k\\n", "address": "a "}') == BARE
    assert json.loads(to_text(BARE)) == {"key": "k", "address": "a"}


@pytest.mark.parametrize(
    "text", ["", "k", "[]", "null", "1", '"k"', '{"key": "k"}', '{"key": 1, "address": ""}', b"\xff", "[" * 100_000]
)
def test_anything_else_is_none_of_ours(text: str | bytes) -> None:
    assert from_text(text) is None
