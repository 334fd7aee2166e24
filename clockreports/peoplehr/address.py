"""The address of the service: where the key may be sent to, and where it may not."""

from dataclasses import replace

from clockreports.base.errors import UnusableError
from clockreports.net.address import Address, address_from


def read_address(text: str) -> Address:
    """Check an address as it is stored or typed, and return it without a slash at its end.

    Raises `UnusableError` for anything but `https://`, or `http://` on this computer, with a plain host and path.
    """
    address = address_from(text)
    if address is None:
        raise UnusableError(
            "The address of People HR cannot be used.",
            "Write it as https://api.peoplehr.net, without a user name, a question mark or blanks in it.",
        )
    if not address.safe:
        raise UnusableError(
            "The address of People HR begins with http://, which would send the API key unprotected.",
            "Write it with https:// instead; http:// is only for a practice People HR on this computer.",
        )
    return replace(address, url=address.url.rstrip("/"), path=address.path.rstrip("/"))
