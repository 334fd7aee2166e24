"""A release as it is announced, and whether it is newer than another; versions are counted as 1.10.0 after 1.9.9."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

_VERSION: Final = re.compile(r"(\d{1,9})\.(\d{1,9})\.(\d{1,9})(.*)", re.ASCII | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Release:
    """An announced release: its version and day, what changed in lines, and the page it can be had from.

    `issued` is when this was announced (aware), `expires` the last day on which the announcement holds.
    """

    version: str
    day: date
    changes: tuple[str, ...]
    page: str
    issued: datetime
    expires: date

    def is_newer_than(self, own: str) -> bool:
        """Whether it comes after a version; raises `ValueError` when either is none."""
        return version_order(self.version) > version_order(own)


def version_order(version: str) -> tuple[int, int, int, bool]:
    """Return what versions are ordered by; one with anything after its three numbers comes before the plain one.

    Raises `ValueError` when it does not begin with three numbers.
    """
    found = _VERSION.fullmatch(version)
    if found is None:
        raise ValueError(f"{version!r} is no version.")
    return int(found[1]), int(found[2]), int(found[3]), not found[4]


def is_plain_version(version: str) -> bool:
    """Whether it is three numbers and nothing more, as every release has."""
    found = _VERSION.fullmatch(version)
    return found is not None and not found[4]
