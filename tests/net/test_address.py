"""What is an address, and what it is good for."""

import pytest

from clockreports.net.address import Address, address_from


@pytest.mark.parametrize(
    ("text", "host", "path", "loopback", "safe"),
    [
        ("https://clocks.example", "clocks.example", "", False, True),
        ("HTTPS://Clocks.Example:8443/a/B.json", "clocks.example", "/a/B.json", False, True),
        ("http://clocks.example//", "clocks.example", "//", False, False),
        ("http://localhost:80/", "localhost", "/", True, True),
        ("http://[::1]:80/x", "::1", "/x", True, True),
        ("http://127.0.0.1.example/x", "127.0.0.1.example", "/x", False, False),
        ("https://127.9.9.9", "127.9.9.9", "", True, True),
    ],
)
def test_an_address_is_taken_apart_and_left_as_it_is(
    text: str, host: str, path: str, *, loopback: bool, safe: bool
) -> None:
    assert address_from(f" {text}\n") == Address(text, host, path, loopback, safe)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "clocks.example",
        "ftp://clocks.example",
        "https://jo@clocks.example",
        "https://clocks.example:65536",
        "https://",
    ],
)
def test_anything_else_is_none(text: str) -> None:
    assert address_from(text) is None
