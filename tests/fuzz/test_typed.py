"""Days, periods, keys and addresses as somebody may type or paste them."""

import re
from argparse import Namespace
from datetime import date
from typing import Final

from hypothesis import example, given
from hypothesis import strategies as st

from clockreports.base.errors import UnusableError
from clockreports.cli.periods import optional_day, period_asked
from clockreports.domain.periods import EARLIEST, LATEST, parse_day
from clockreports.peoplehr.address import read_address
from clockreports.services.key import plausible, trimmed
from clockreports.services.key_text import from_text
from tests.fuzz.bodies import BODIES
from tests.fuzz.judging import MORE, judge

TODAY: Final = date(2026, 3, 9)
KEY: Final = "3f0c5a7e-0000-4000-8000-cafe00c0ffee"
DAY_SHAPED: Final = re.compile(
    r"\s*(?:today|yesterday|-\d+|\d{4}-\d\d-\d\d|\d{8}|\d{4}-?w\d\d(?:-?\d)?|\d{1,2}/\d{1,2}/\d{4})\s*",
    re.ASCII | re.IGNORECASE,
)

TYPED: Final = st.one_of(
    st.text(max_size=12),
    st.text("0123456789-/_+. ٣todayW", max_size=12),
    st.from_regex(DAY_SHAPED, fullmatch=True),
    st.sampled_from(["1_0/03/2026", "-1_0", "９/３/２０２６", "0000-00-00", "9" * 5000, "-" + "9" * 5000]),  # noqa: RUF001 - typed so
)
ODD_KEYS: Final = st.one_of(
    st.text(max_size=40),
    st.text("0123456789abcdefABCDEF-{}\"' \t\u200b\ufeff", max_size=45),
    st.builds(lambda place, put: KEY[:place] + put + KEY[place:], st.integers(0, 36), st.text(max_size=3)),
)


@MORE
@given(TYPED)
def test_what_is_typed_for_a_day_is_one_or_is_refused_in_sentences(text: str) -> None:
    try:
        day = parse_day(text, TODAY)
    except UnusableError as refused:
        judge(refused)
    else:
        assert EARLIEST <= day <= LATEST
        assert DAY_SHAPED.fullmatch(text), "nothing is a day that a person would not call one"


@MORE
@given(st.none() | TYPED, st.none() | TYPED)
def test_a_period_is_one_or_is_refused_in_sentences(first: str | None, last: str | None) -> None:
    try:
        period = period_asked(Namespace(first=first, last=last), TODAY)
    except UnusableError as refused:
        judge(refused)
    else:
        assert EARLIEST <= period.first <= period.last <= LATEST
        assert first is None or optional_day(first, TODAY) == period.first


@MORE
@given(ODD_KEYS)
@example(f" “{KEY.upper()}”\r\n")
@example(KEY.replace("-", ""))
def test_a_key_is_32_digits_with_or_without_dashes_and_no_refusal_repeats_it(text: str) -> None:
    try:
        key = plausible(text).reveal()
    except UnusableError as refused:
        judge(refused, unsaid=trimmed(text))
    else:
        assert re.fullmatch("[0-9a-f]{32}", key.replace("-", "").lower(), re.ASCII)
        assert key in text


@MORE
@given(st.text(max_size=40) | st.text("htps:/.@?#[]0123456789abc-~\\ ", max_size=40).map("http".__add__))
def test_an_address_is_safe_to_send_a_key_to_or_is_refused_in_sentences(text: str) -> None:
    try:
        address = read_address(text)
    except UnusableError as refused:
        judge(refused)
    else:
        assert address.url.lower().startswith("https://") or address.loopback
        assert not set(address.url) & set("@?#\\ ")


@MORE
@given(BODIES | st.text(max_size=20))
def test_a_store_that_holds_something_else_holds_no_key(text: str | bytes) -> None:
    credentials = from_text(text)
    assert credentials is None or credentials.saved is None or credentials.saved.at.tzinfo is not None
