"""Announcements: what is believed, and what is not."""

import base64
import json
from typing import Final

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from clockreports.base.errors import UnusableError
from clockreports.updates import release_site
from clockreports.updates.notices import LONGEST_CHANGE, MOST_CHANGES, read_announcement
from clockreports.updates.signatures import is_signed
from tests.helpers.updates import KEY, NOTICE, PUBLIC_KEY, RELEASE, announcement

STRANGER: Final = Ed25519PrivateKey.from_private_bytes(bytes(32))


def test_what_is_signed_with_the_right_key_is_believed() -> None:
    assert read_announcement(announcement(), PUBLIC_KEY, is_signed) == RELEASE


def test_it_does_not_matter_how_the_json_around_it_is_written() -> None:
    outer = json.loads(announcement())
    written = json.dumps(outer | {"something": "newer"}, indent=3, ensure_ascii=True).encode()
    assert read_announcement(written, PUBLIC_KEY, is_signed) == RELEASE


def test_every_byte_of_the_notice_is_signed() -> None:
    outer = json.loads(announcement())
    changed = json.dumps(outer | {"notice": outer["notice"].replace("9.2.0", "9.2.1")}).encode()
    with pytest.raises(UnusableError, match="not signed by the makers"):
        read_announcement(changed, PUBLIC_KEY, is_signed)
    with pytest.raises(UnusableError, match="not signed by the makers"):
        read_announcement(json.dumps(outer | {"notice": outer["notice"] + " "}).encode(), PUBLIC_KEY, is_signed)


@pytest.mark.parametrize("public_key", [release_site.PUBLIC_KEY, "", "AAAA", "no base64!"])
def test_no_other_key_is_believed(public_key: str) -> None:
    with pytest.raises(UnusableError, match="not signed by the makers"):
        read_announcement(announcement(), public_key, is_signed)
    with pytest.raises(UnusableError, match="not signed by the makers"):
        read_announcement(announcement(key=STRANGER), PUBLIC_KEY, is_signed)


def test_the_products_own_key_can_be_used() -> None:
    assert len(base64.b64decode(release_site.PUBLIC_KEY, validate=True)) == 32


@pytest.mark.parametrize(
    "content",
    [
        *(b"", b"{}", b"[]", b"null", b"<html>", b"\xff\xfe", b"[" * 100_000),
        b'{"notice": 1, "signature": ""}',
        b'{"notice": "{}", "signature": "\xc3\xa4"}',
        b'{"notice": "{}"}',
        b'{"notice": "\\ud800", "signature": ""}',
    ],
)
def test_what_is_no_announcement_is_told(content: bytes) -> None:
    with pytest.raises(UnusableError, match=r"cannot be read|not signed"):
        read_announcement(content, PUBLIC_KEY, is_signed)


@given(st.binary(max_size=200))
def test_no_bytes_at_all_are_believed_or_break_it(content: bytes) -> None:
    with pytest.raises(UnusableError):
        read_announcement(content, PUBLIC_KEY, is_signed)


@pytest.mark.parametrize(
    "change",
    [
        {"program": "OtherReports"},
        {"version": "9.2"},
        {"version": "9.2.0rc1"},
        {"version": 9},
        {"date": "02/03/2026"},
        {"expires": None},
        {"issued": "2026-03-02T10:00:00"},
        {"page": "http://clocks.example/"},
        {"page": "https://"},
        {"page": "javascript:alert(1)"},
        {"page": "https://clocks.example/ x"},
        {"page": "https://user@clocks.example/"},
        {"changes": "one"},
        {"changes": [""]},
        {"changes": [1]},
        {"changes": ["two\nlines"]},
        {"changes": ["x" * (LONGEST_CHANGE + 1)]},
        {"changes": ["x"] * (MOST_CHANGES + 1)},
    ],
)
def test_a_signed_notice_that_says_something_else_is_not_understood(change: dict[str, object]) -> None:
    with pytest.raises(UnusableError, match="cannot be understood"):
        read_announcement(announcement(NOTICE | change), PUBLIC_KEY, is_signed)


@pytest.mark.parametrize("text", ["", "[]", "1", "{}", '"x"', "[" * 100_000])
def test_neither_is_a_signed_text_that_is_none(text: str) -> None:
    with pytest.raises(UnusableError, match="cannot be understood"):
        read_announcement(announcement(text), PUBLIC_KEY, is_signed)


def test_what_is_added_later_is_left_alone() -> None:
    assert read_announcement(announcement(NOTICE | {"size": 24}), PUBLIC_KEY, is_signed) == RELEASE


def test_a_wrong_signature_is_a_wrong_one_and_no_error() -> None:
    content = b"content"
    assert is_signed(PUBLIC_KEY, KEY.sign(content), content)
    assert not is_signed(PUBLIC_KEY, b"", content)
    assert not is_signed(PUBLIC_KEY, bytes(64), content)
