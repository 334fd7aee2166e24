"""Draws every scene for `python -m tests.pictures FOLDER`; nobody else needs the pictures, so they are skipped then."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from PySide6.QtWidgets import QApplication

from tests.helpers.qt_dark import dark_palette
from tests.helpers.qt_scenes import SCENES
from tests.helpers.qt_stage import Stage

KEPT_IN: Final = os.environ.get("PICTURES_FOLDER")
pytestmark = pytest.mark.skipif(KEPT_IN is None, reason="draws pictures for python -m tests.pictures")
DARK: Final = bool(os.environ.get("PICTURES_DARK"))


@pytest.fixture(autouse=True)
def scheme(qapp: QApplication) -> Iterator[None]:
    """Put the dark palette on when dark pictures are wanted."""
    before = qapp.palette()
    if DARK:
        qapp.setPalette(dark_palette())
    yield
    qapp.setPalette(before)


@pytest.mark.parametrize("scene", SCENES)
def test_a_scene_can_be_drawn(scene: str, stage: Stage) -> None:
    window = SCENES[scene](stage)
    QApplication.processEvents()  # what was shown just now takes its places
    assert window.grab().save(str(Path(KEPT_IN or "") / f"{scene}.png"))
