"""The address of the service: where the key may be sent to, and where it may not."""

import ipaddress
import re
from dataclasses import dataclass
from typing import Final

from clockreports.base.errors import UnusableError

# No user name, query, backslash or other sign that two readers of an address could take for different hosts.
_ADDRESS: Final = re.compile(
    r"(?P<scheme>https?)://(?P<host>[a-z0-9.-]+|\[[0-9a-f:.]+\])(?::(?P<port>\d{1,5}))?(?:/[\w.~-]+)*/*",
    re.ASCII | re.IGNORECASE,
)
_LAST_PORT: Final = 65535


@dataclass(frozen=True, slots=True)
class Address:
    """A checked address: `url` without a slash at its end, and whether it is on this very computer."""

    url: str
    loopback: bool


def read_address(text: str) -> Address:
    """Check an address as it is stored or typed.

    Raises `UnusableError` for anything but `https://`, or `http://` on this computer, with a plain host and path.
    """
    found = _ADDRESS.fullmatch(text.strip())
    if found is None or int(found["port"] or 0) > _LAST_PORT:
        raise UnusableError(
            "The address of People HR cannot be used.",
            "Write it as https://api.peoplehr.net, without a user name, a question mark or blanks in it.",
        )
    loopback = _is_loopback(found["host"].lower().strip("[]"))
    if found["scheme"].lower() == "http" and not loopback:
        raise UnusableError(
            "The address of People HR begins with http://, which would send the API key unprotected.",
            "Write it with https:// instead; http:// is only for a practice People HR on this computer.",
        )
    return Address(found[0].rstrip("/"), loopback)


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
