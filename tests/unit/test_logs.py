"""What the log never shows."""

import hashlib
import json
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clockreports.base.logs import Redactor
from clockreports.base.secret import Secret

KEY = "1b2c3d4e-0000-4abc-8def-0123456789ab"
BODY = json.dumps({"APIKey": 'a"b\\c', "Action": "GetAllEmployeeDetail"})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"key {KEY}.", "key ***."),
        (f"{KEY.upper()}{KEY}", "******"),
        (f"x={KEY.replace('-', '')}&y", "x=***&y"),
        (f"%22{KEY}%22", "%22***%22"),
        (f"%22{KEY.replace('-', '')}%22", "%22***%22"),
        ('{"APIKey": "anything else", "Action": "X"}', '{"APIKey": "***", "Action": "X"}'),
        ('{"apikey":"anything"}', '{"apikey":"***"}'),
        ("{'APIKey': 'anything else', 'Action': 'X'}", "{'APIKey': '***', 'Action': 'X'}"),
        (BODY, '{"APIKey": "***", "Action": "GetAllEmployeeDetail"}'),
        (repr(b'{"APIKey": "any\'thing"}'), r"""b'{"APIKey": "***"}'"""),
        (json.dumps('{"APIKey": "anything", "Action": "X"}'), r'"{\"APIKey\": \"***\", \"Action\": \"X\"}"'),
        ('{"APIKey": "cut off in the midd', '{"APIKey": "***'),
        ("APIKey=anything&Action=X", "APIKey=***&Action=X"),
    ],
)
def test_whatever_may_be_a_key_is_hidden(text: str, expected: str) -> None:
    assert Redactor().clean(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Read 120 rows of export.log.",
        hashlib.sha256(b"a file").hexdigest(),
        "Employee PW12, 2026-03-04: sent.",
        "The API key is missing.",
        '{"APIKey": null}',
    ],
)
def test_everything_else_stays_as_it_is(text: str) -> None:
    assert Redactor().clean(text) == text


@given(st.text(min_size=1).filter(lambda text: text.strip() and not set(text) <= {"*"}), st.text(), st.text())
def test_a_secret_it_was_told_of_never_comes_out(secret: str, before: str, after: str) -> None:
    redactor = Redactor()
    redactor.hide(Secret(secret))
    for spelling in (secret, json.dumps(secret)[1:-1], quote(secret, safe="")):
        left = redactor.clean(f"{before}{spelling}{after}").split("***")
        assert not any(spelling.strip() in piece for piece in left)


def test_all_secrets_are_hidden_also_one_within_another() -> None:
    redactor = Redactor()
    for text in ("short", "shorter", ""):
        redactor.hide(Secret(text))
    assert redactor.clean("short, shorter, SHORT, other") == "***, ***, ***, other"
