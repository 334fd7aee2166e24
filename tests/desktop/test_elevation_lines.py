"""What the asking side and the helper say to one another, whatever comes through the pipe."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clockreports.base.errors import KeyProblemError, UnusableError
from clockreports.base.secret import Secret
from clockreports.desktop.elevation_lines import MOST_BYTES, answer_line, check_answer, read_request, request_line
from clockreports.services.ports import Credentials, Saved

KEY = "1b2c3d4e-0000-4abc-8def-0123456789ab"
SAVED = Saved(datetime(2026, 5, 12, 9, 30, tzinfo=UTC), "Jürgen “Jo”\nO’Neill", tested=True)


@pytest.mark.parametrize(
    "asked",
    [
        None,
        Credentials(Secret(KEY), "https://people.example"),
        Credentials(Secret("schlüssel€\n"[:-1]), "https://people.example/ü", SAVED),
    ],
)
def test_a_request_is_one_short_line_and_is_understood_as_it_was_meant(asked: Credentials | None) -> None:
    line = request_line(asked)
    assert line.count(b"\n") == 1
    assert line.endswith(b"\n")
    assert read_request(line) == asked


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"\n",
        b"keep\n",
        b"[]\n",
        b"{}\n",
        b'{"do": "read"}\n',
        b'{"do": "keep"}\n',
        b'{"do": "keep", "key": 1, "address": "https://people.example"}\n',
        b'{"do": "keep", "key": "' + KEY.encode() + b'"}\n',
        b'{"do": "forget"}',
        b'{"do": "forget"} {"do": "forget"}\n',
        b'{"do": "for\xff"}\n',
        b"[" * (MOST_BYTES - 1) + b"\n",
        request_line(Credentials(Secret(KEY), "https://people.example"))[:-1],
        request_line(Credentials(Secret(KEY), "a" * MOST_BYTES)),
    ],
)
def test_anything_else_is_refused_without_being_repeated(line: bytes) -> None:
    with pytest.raises(UnusableError, match="not understood") as caught:
        read_request(line)
    assert KEY not in str(caught.value)
    assert caught.value.__context__ is None


@given(st.binary(max_size=200))
def test_no_bytes_at_all_make_the_helper_stumble(junk: bytes) -> None:
    with pytest.raises(UnusableError):
        read_request(junk + b"\n")
    with pytest.raises(UnusableError):
        check_answer(junk + b"\n")


def test_done_is_done() -> None:
    check_answer(answer_line(None))
    assert answer_line(None) == b'{"done": true}\n'


def test_a_refusal_comes_back_in_its_own_words() -> None:
    with pytest.raises(UnusableError) as caught:
        check_answer(answer_line(KeyProblemError("This computer’s key store is full.", "Make\nroom.")))
    assert (caught.value.title, caught.value.advice) == ("This computer’s key store is full.", "Make\nroom.")


@pytest.mark.parametrize("line", [b"", b"\n", b'{"done": false}\n', b'{"done": true}', b'{"title": "x"}\n', b"null\n"])
def test_an_answer_that_is_none_is_never_taken_for_done(line: bytes) -> None:
    with pytest.raises(UnusableError, match="no answer that can be understood"):
        check_answer(line)
