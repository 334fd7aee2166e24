r"""The announcement as it travels: a JSON object with the notice, as one text, and the signature over it.

    {"notice": "{\"program\": \"ClockReports\", \"version\": \"1.2.0\", …}", "signature": "…base64…"}

The signature is over the notice's bytes in UTF-8 as they stand there, so nothing depends on how JSON is written.
"""

import base64
import binascii
import json
from datetime import date, datetime
from typing import Any, Final, Protocol

from clockreports.base.errors import UnusableError
from clockreports.domain.releases import Release, is_plain_version
from clockreports.updates.addresses import is_page

PROGRAM: Final = "ClockReports"
MOST_CHANGES: Final = 30
LONGEST_CHANGE: Final = 300


class Verify(Protocol):
    """Says whether a signature over bytes was made with the private half of a public key (base64)."""

    def __call__(self, public_key: str, signature: bytes, content: bytes) -> bool:
        """Say it; an unusable key or signature is a wrong one."""
        ...


def read_announcement(content: bytes, public_key: str, verify: Verify) -> Release:
    """Return what is announced; raises `UnusableError` when it is not whole, or not signed with the product's key."""
    try:
        outer = json.loads(content)
        notice = outer["notice"].encode()
        signature = base64.b64decode(outer["signature"], validate=True)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, binascii.Error):
        raise _untrusted("cannot be read") from None
    if not verify(public_key, signature, notice):
        raise _untrusted("is not signed by the makers of ClockReports")
    try:
        return release_from(json.loads(notice))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise _untrusted("cannot be understood by this version") from None


def release_from(notice: Any) -> Release:  # noqa: ANN401 - whatever JSON holds
    """Return the release of a notice; raises `ValueError`, `KeyError` or `TypeError` for anything that is none."""
    changes = tuple(notice["changes"])
    release = Release(
        notice["version"],
        date.fromisoformat(notice["date"]),
        changes,
        notice["page"],
        datetime.fromisoformat(notice["issued"]),
        date.fromisoformat(notice["expires"]),
    )
    if notice["program"] != PROGRAM or not is_plain_version(release.version) or not is_page(release.page):
        raise ValueError("Not a notice of ClockReports.")
    listed = isinstance(notice["changes"], list) and len(changes) <= MOST_CHANGES
    if release.issued.tzinfo is None or not listed or not all(map(_is_line, changes)):
        raise ValueError("Not as a notice has to be.")
    return release


def _is_line(change: object) -> bool:
    return isinstance(change, str) and change.isprintable() and 0 < len(change) <= LONGEST_CHANGE


def _untrusted(why: str) -> UnusableError:
    return UnusableError(
        f"The announcement of the newest version {why}.",
        "Nothing was changed. Try again tomorrow; if it happens again, tell whoever looks after your network.",
    )
