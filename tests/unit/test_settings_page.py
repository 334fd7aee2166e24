"""docs/settings.md tells of the settings as they are."""

from clockreports.domain.settings_page import settings_page
from tests.helpers.tree import ROOT


def test_the_page_is_true() -> None:
    page = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    assert page == settings_page(), "type: python3 dev.py docs"
