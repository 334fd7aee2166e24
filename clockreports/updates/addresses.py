"""The address of announcements: `https://`, or `http://` on this very computer for trying things out."""

import re
from typing import Final

from clockreports.base.errors import UnusableError
from clockreports.net.address import Address, address_from

_PAGE: Final = re.compile(r"https://[a-z0-9.-]+(?::\d{1,5})?(?:/[\w.~%/#?=&+-]*)?", re.ASCII | re.IGNORECASE)


def read_feed_address(text: str) -> Address:
    """Check an address; raises `UnusableError` for anything but a file's, safe from readers on the way."""
    address = address_from(text)
    if address is not None and address.safe and address.path and not address.path.endswith("/"):
        return address
    raise UnusableError(
        f"“{text}” cannot be the address that announces newer versions.",
        "Whoever set it by policy has to write it as https://host/latest.json, without blanks or a question mark.",
    )


def is_page(text: str) -> bool:
    """Whether a text is the address of a page that may be opened: `https://` and a host."""
    return _PAGE.fullmatch(text) is not None
