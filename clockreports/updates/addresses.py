"""The address of announcements: `https://`, or `http://` on this very computer for trying things out."""

import ipaddress
import re
from dataclasses import dataclass
from typing import Final

from clockreports.base.errors import UnusableError

# No user name, query, backslash or other sign that two readers of an address could take for different hosts.
_ADDRESS: Final = re.compile(
    r"(?P<scheme>https?)://(?P<host>[a-z0-9.-]+|\[[0-9a-f:.]+\])(?::(?P<port>\d{1,5}))?(?:/[\w.~-]+)+",
    re.ASCII | re.IGNORECASE,
)
_PAGE: Final = re.compile(r"https://[a-z0-9.-]+(?::\d{1,5})?(?:/[\w.~%/#?=&+-]*)?", re.ASCII | re.IGNORECASE)
_LAST_PORT: Final = 65535


@dataclass(frozen=True, slots=True)
class FeedAddress:
    """A checked address: all of it, the host in it, and whether that is this very computer."""

    url: str
    host: str
    loopback: bool


def read_feed_address(text: str) -> FeedAddress:
    """Check an address; raises `UnusableError` for anything but `https://`, or `http://` on this computer."""
    found = _ADDRESS.fullmatch(text.strip())
    if found is not None and int(found["port"] or 0) <= _LAST_PORT:
        host = found["host"].lower().strip("[]")
        loopback = _is_loopback(host)
        if found["scheme"].lower() == "https" or loopback:
            return FeedAddress(found[0], host, loopback)
    raise UnusableError(
        f"“{text}” cannot be the address that announces newer versions.",
        "Whoever set it by policy has to write it as https://host/latest.json, without blanks or a question mark.",
    )


def is_page(text: str) -> bool:
    """Whether a text is the address of a page that may be opened: `https://` and a host."""
    return _PAGE.fullmatch(text) is not None


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
