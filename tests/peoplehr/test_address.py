"""Where the key may be sent to."""

import pytest

from clockreports.base.errors import UnusableError
from clockreports.peoplehr.address import read_address


@pytest.mark.parametrize(
    ("text", "url", "loopback"),
    [
        ("https://api.peoplehr.net", "https://api.peoplehr.net", False),
        ("  https://api.peoplehr.net/\n", "https://api.peoplehr.net", False),
        ("https://gateway.example/people-hr/v1//", "https://gateway.example/people-hr/v1", False),
        ("HTTPS://API.PeopleHR.net:8443", "HTTPS://API.PeopleHR.net:8443", False),
        ("http://127.0.0.1:8765/", "http://127.0.0.1:8765", True),
        ("http://127.9.9.9", "http://127.9.9.9", True),
        ("http://LOCALHOST:80", "http://LOCALHOST:80", True),
        ("http://[::1]:8765", "http://[::1]:8765", True),
        ("https://127.0.0.1", "https://127.0.0.1", True),
    ],
)
def test_an_address_is_taken_as_it_is_but_for_the_slash_at_its_end(text: str, url: str, *, loopback: bool) -> None:
    address = read_address(text)
    assert (address.url, address.loopback) == (url, loopback)


@pytest.mark.parametrize(
    "text",
    [
        "http://api.peoplehr.net",
        "HTTP://api.peoplehr.net",
        "http://10.0.0.1",
        "http://localhost.example",
        "http://127.0.0.1.example",
        "http://2130706433",
        "http://[::2]",
        "http://0.0.0.0",
    ],
)
def test_http_is_for_this_computer_alone(text: str) -> None:
    with pytest.raises(UnusableError, match="unprotected"):
        read_address(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "api.peoplehr.net",
        "ftp://api.peoplehr.net",
        "file:///etc/hosts",
        "https://",
        "https:///Timesheet",
        "https://user:word@api.peoplehr.net",
        "http://127.0.0.1@api.peoplehr.net",
        "http://127.0.0.1\\@api.peoplehr.net",
        "http://127.0.0.1:80\\@api.peoplehr.net",
        "https://api.peoplehr.net?x=1",
        "https://api.peoplehr.net/#part",
        "https://api.people hr.net",
        "https://api.peoplehr.net\r\nX: y",
        "https://api.peoplehr.net:99999",
        "https://api.peoplehr.net:port",
        "https://[::1",
        "https://äpi.example",
        "https://api.example/ä",
        "https://api.example:٤٤٣",
        "https://\N{KELVIN SIGN}ey.example",
    ],
)
def test_anything_else_is_no_address(text: str) -> None:
    with pytest.raises(UnusableError, match=r"https://api\.peoplehr\.net"):
        read_address(text)
