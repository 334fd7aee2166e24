"""The manual and the page on installing name menus and their entries: each is there, in these words."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Final

import pytest
from PySide6.QtWidgets import QMenuBar

from clockreports.base.resources import resource
from clockreports.gui.main_window import MainWindow
from tests.helpers.qt_looking import actions, plain
from tests.helpers.tree import ROOT

MANUAL: Final = resource("manual/index.html")
INSTALLING: Final = ROOT / "docs" / "install.md"
PATHS: Final = {MANUAL.name: (MANUAL, r"<em>([^<]+)</em>"), INSTALLING.name: (INSTALLING, r"(?<!\*)\*([^*]+)\*(?!\*)")}


def named(page: str, menus: set[str]) -> Iterator[tuple[str, str]]:
    """Yield the menus and entries that a page names: “File › Restore…”."""
    path, emphasised = PATHS[page]
    for text in re.findall(emphasised, path.read_text(encoding="utf-8")):
        menu, *entries = " ".join(unescape(text).split()).split(" › ")
        if menu in menus and entries:
            yield menu, entries[0]


def entries_of(bar: QMenuBar) -> dict[str, set[str]]:
    """Return what stands in each menu; what a page is told to be clicked in may leave the dots out."""
    menus = [plain(action.text()) for action in bar.actions()]
    return {menu: {each for text in actions(bar, menu) for each in (text, text.rstrip("…"))} for menu in menus}


@pytest.mark.parametrize("page", PATHS)
def test_every_menu_entry_that_a_page_names_is_there(main_window: MainWindow, page: str) -> None:
    entries = entries_of(main_window.menuBar())
    found = [*named(page, {*entries})]
    assert len(found) >= 5
    assert [f"{menu} › {entry}" for menu, entry in found if entry not in entries[menu] | {"About"}] == []
