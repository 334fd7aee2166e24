"""What a page links to is there: other pages, pictures, folders, and the headings in them."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from tests.helpers.tree import files, name

PAGES: Final = {name(path): path for path in files() if path.suffix == ".md"}
LINK: Final = re.compile(r"\]\(([^)\s]+)\)")


def links(page: Path) -> Iterator[tuple[Path, str]]:
    """Yield what a page links to within the repository, and the heading there, "" for none."""
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        if "://" not in target:
            place, _hash, heading = target.partition("#")
            yield (page.parent / place if place else page), heading


def anchors(page: Path) -> set[str]:
    """Return how the headings of a page are linked to."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES)
def test_nothing_that_a_page_links_to_is_missing(page: str) -> None:
    missing = [
        f"{target}#{heading}"
        for target, heading in links(PAGES[page])
        if not target.exists() or (heading and heading not in anchors(target))
    ]
    assert missing == []
