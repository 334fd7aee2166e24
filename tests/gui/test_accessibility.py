"""Whoever uses the window, and however: with the keyboard alone, with a screen reader, on a small screen."""

import pytest
from PySide6.QtWidgets import QApplication

from tests.helpers import qt_rules as rules
from tests.helpers.qt_scenes import SCENES
from tests.helpers.qt_stage import Stage


@pytest.mark.parametrize("scene", SCENES)
def test_a_window_can_be_used_by_everybody(scene: str, stage: Stage) -> None:
    window = SCENES[scene](stage).window()
    QApplication.processEvents()  # what changed last may still have to find its room
    found = {
        "not known as a window": rules.no_window(window),
        "without a name": rules.nameless(window),
        "without a key": rules.without_keys(window),
        "tabs without a key": rules.tabs_without_keys(window),
        "keys that lead to two": rules.double_mnemonics(window),
        "out of order": rules.out_of_order(window),
        "too large for a small screen": rules.too_large(window),
    }
    window.resize(rules.ROOM)
    QApplication.processEvents()
    found["cut on a small screen"] = rules.cut_texts(window)
    assert {rule: broken for rule, broken in found.items() if broken} == {}
