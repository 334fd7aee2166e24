"""An address of the web that every reader of it takes for the same one. What it is good for is for others to say."""

import ipaddress
import re
from dataclasses import dataclass
from typing import Final

# No user name, query, backslash or other sign that two readers of an address could take for different hosts.
_ADDRESS: Final = re.compile(
    r"(?P<scheme>https?)://(?P<host>[a-z0-9.-]+|\[[0-9a-f:.]+\])(?::(?P<port>\d{1,5}))?(?P<path>(?:/[\w.~-]+)*/*)",
    re.ASCII | re.IGNORECASE,
)
_LAST_PORT: Final = 65535


@dataclass(frozen=True, slots=True)
class Address:
    """A checked address: all of it, the host in small letters, the path ("" without one), and what it can be used for.

    `loopback`: it is on this very computer. `safe`: nobody on the way can read along, for it is that or `https://`.
    """

    url: str
    host: str
    path: str
    loopback: bool
    safe: bool


def address_from(text: str) -> Address | None:
    """Return the address that a text is, blanks around it aside; None when it is none of a plain host and path."""
    found = _ADDRESS.fullmatch(text.strip())
    if found is None or int(found["port"] or 0) > _LAST_PORT:
        return None
    host = found["host"].lower().strip("[]")
    loopback = _is_loopback(host)
    return Address(found[0], host, found["path"], loopback, safe=loopback or found["scheme"].lower() == "https")


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
