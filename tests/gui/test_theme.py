"""How the window looks: drawings in the colour of the moment, UK English, figures of one width."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, QLocale, QSize, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QImage, QPalette
from PySide6.QtWidgets import QApplication, QDateEdit, QPushButton, QStyle
from pytestqt.qtbot import QtBot

from clockreports.base.resources import resource
from clockreports.gui.icons import Picture, Sign, icon, program_icon
from clockreports.gui.theme import tabular
from tests.helpers.tree import PRODUCT, modules, name

FIXED_COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(|QColor\(|GlobalColor\.(?!transparent)|setStyleSheet")


@pytest.fixture
def palette(qapp: QApplication) -> Iterator[QPalette]:
    """Give a copy of the application's palette; whatever a test puts in its place is taken away again."""
    before = qapp.palette()
    yield QPalette(before)
    qapp.setPalette(before)


def _colours(picture: QIcon, mode: QIcon.Mode = QIcon.Mode.Normal) -> set[str]:
    """Return the colours of an icon, without those that are partly seen through."""
    image = picture.pixmap(QSize(64, 64), mode).toImage().convertToFormat(QImage.Format.Format_ARGB32)
    pixels = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return {pixel.name() for pixel in pixels if pixel.alpha() == 255}


@pytest.mark.parametrize("picture", Picture)
def test_every_drawing_has_the_colour_of_the_text(picture: Picture, qapp: QApplication) -> None:
    assert _colours(icon(picture)) == {qapp.palette().color(QPalette.ColorRole.WindowText).name()}


def test_every_drawing_there_is_has_a_name() -> None:
    files = {path.stem for path in resource("icons").glob("*.svg")}
    assert files == {*Picture, "app"}


def test_a_drawing_follows_the_scheme_without_being_told(qapp: QApplication, palette: QPalette) -> None:
    drawing = icon(Picture.LOCK)
    before = _colours(drawing)
    palette.setColor(QPalette.ColorRole.WindowText, QColor("#abcdef"))
    qapp.setPalette(palette)
    assert before != _colours(drawing) == {"#abcdef"}


@pytest.mark.parametrize(
    ("mode", "group", "role"),
    [
        (QIcon.Mode.Disabled, QPalette.ColorGroup.Disabled, QPalette.ColorRole.WindowText),
        (QIcon.Mode.Selected, QPalette.ColorGroup.Active, QPalette.ColorRole.HighlightedText),
    ],
)
def test_a_drawing_looks_as_the_text_beside_it(
    mode: QIcon.Mode, group: QPalette.ColorGroup, role: QPalette.ColorRole, qapp: QApplication
) -> None:
    assert _colours(icon(Picture.EXPORT), mode) == {qapp.palette().color(group, role).name()}


def test_a_sign_follows_the_scheme_while_it_is_shown(qtbot: QtBot, qapp: QApplication, palette: QPalette) -> None:
    sign = Sign(Picture.WARNING, QStyle.PixelMetric.PM_LargeIconSize)
    qtbot.addWidget(sign)
    sign.show()
    palette.setColor(QPalette.ColorRole.WindowText, QColor("#abcdef"))
    qapp.setPalette(palette)
    image = sign.grab().toImage()
    assert "#abcdef" in {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


@pytest.mark.usefixtures("qapp")
def test_a_drawing_is_sharp_at_every_scale() -> None:
    pixmap = icon(Picture.OK).pixmap(QSize(16, 16), 1.5)
    assert (pixmap.width(), pixmap.devicePixelRatio()) == (24, 1.5)


def test_icons_outlive_the_names_they_had(qtbot: QtBot) -> None:
    button = QPushButton("Copy")
    qtbot.addWidget(button)
    copies = []
    for picture in Picture:
        button.setIcon(icon(picture))
        copies.append(QIcon(button.icon()))
    assert [_colours(copy) for copy in copies] == [_colours(icon(picture)) for picture in Picture]


def test_the_program_has_an_icon_of_its_own(qapp: QApplication) -> None:
    assert not qapp.windowIcon().isNull()
    assert {"#1f5fa8", "#ffffff", "#1d8348"} <= _colours(program_icon())


def test_days_are_typed_and_shown_as_in_the_united_kingdom(qtbot: QtBot) -> None:
    field = QDateEdit(QDate(2026, 1, 31))
    qtbot.addWidget(field)
    assert field.text() == "31/01/2026"
    assert QLocale().firstDayOfWeek() is Qt.DayOfWeek.Monday
    assert f"{date(2026, 3, 9):%a %B}" == "Mon March"


def test_figures_are_of_one_width_where_the_font_can() -> None:
    assert tabular(QFont()).featureTags() == [QFont.Tag("tnum")]


def test_no_window_names_a_colour() -> None:
    def lines(path: Path) -> list[str]:
        return path.read_text(encoding="utf-8").splitlines()

    windows = [*modules(PRODUCT / "gui")]
    assert windows
    assert [
        f"{name(path)}: {line.strip()}" for path in windows for line in lines(path) if FIXED_COLOUR.search(line)
    ] == []
