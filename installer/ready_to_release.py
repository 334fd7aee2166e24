"""Refuses a release as long as the product has no home: `python3 -m installer.ready_to_release`.

The release workflow asks this before it builds anything; docs/building.md tells what belongs in each place.
"""

import sys
from collections.abc import Mapping
from typing import Final

from clockreports.updates.release_site import ADDRESS
from installer.building.about import MAINTAINER, SITE

PLACES: Final = {
    "SITE in installer/building/about.py": SITE,
    "MAINTAINER in installer/building/about.py": MAINTAINER,
    "ADDRESS in clockreports/updates/release_site.py": ADDRESS,
}
_NOBODYS: Final = ".example"
"""The end of names that stand for others. Source: RFC 2606."""


def lacking(places: Mapping[str, str] = PLACES) -> list[str]:
    """Return the places in which nothing stands, or what only stands for something."""
    return [place for place, text in places.items() if not text or _NOBODYS in text]


def main() -> int:
    """Return 0 when all is there; else say what is not, and return 1."""
    missing = lacking()
    if missing:
        sys.stderr.write(f"Not to be released yet. Fill in {', '.join(missing)}; docs/building.md, Releasing.\n")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
