"""The program's icons: drawings of its own, in the colour of the text beside them, whatever scheme is on.

A drawing is coloured when it is painted, so that it follows a change of the scheme without being told.
"""

from enum import StrEnum
from functools import cache
from typing import Final

from PySide6.QtCore import QByteArray, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QIconEngine, QPainter, QPaintEvent, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QStyle, QWidget
from typing_extensions import override

from clockreports.base.resources import resource

_TEXT_COLOUR: Final = b"currentColor"


class Picture(StrEnum):
    """The drawings there are, by what they say; each is a file in resources/icons."""

    LOCK = "lock"
    IMPORT = "import"
    EXPORT = "export"
    REFRESH = "refresh"
    PEOPLE = "people"
    PERSON = "person"
    LINK = "link"
    CLOCK = "clock"
    DAYS = "days"
    HISTORY = "history"
    COPY = "copy"
    SAVE = "save"
    STOP = "stop"
    INFORMATION = "information"
    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    OK = "ok"
    WARNING = "warning"
    CONFLICT = "conflict"
    REFUSED = "refused"
    UNKNOWN = "unknown"
    WAITING = "waiting"


def icon(picture: Picture) -> QIcon:
    """Return a drawing as an icon; beside it always stands a word that says the same."""
    return QIcon(_Drawing(picture))


def program_icon() -> QIcon:
    """Return the program's own icon, which has colours of its own."""
    return QIcon(str(resource("icons/app.svg")))


class Sign(QWidget):
    """A drawing beside a text, as large as the style's icons of that metric; it says nothing that the text does not."""

    def __init__(self, picture: Picture, metric: QStyle.PixelMetric = QStyle.PixelMetric.PM_SmallIconSize) -> None:
        super().__init__()
        self._icon = icon(picture)
        side = self.style().pixelMetric(metric)
        self.setFixedSize(side, side)

    def draw(self, picture: Picture) -> None:
        """Show another drawing."""
        self._icon = icon(picture)
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._icon.paint(painter, self.rect())
        painter.end()


@cache
def _source(picture: Picture) -> bytes:
    return resource(f"icons/{picture}.svg").read_bytes()


def _drawn_in(picture: Picture, colour: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(_source(picture).replace(_TEXT_COLOUR, colour.encode())))


class _Drawing(QIconEngine):
    """Paints one drawing in the palette's colour of the moment."""

    def __init__(self, picture: Picture) -> None:
        super().__init__()
        self._picture = picture

    @override
    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        side = min(rect.width(), rect.height())
        square = QRectF(0, 0, side, side)
        square.moveCenter(QRectF(rect).center())
        _drawn_in(self._picture, _colour(mode)).render(painter, square)

    @override
    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(QPointF(0, 0).toPoint(), size), mode, state)
        painter.end()
        return pixmap

    @override
    def clone(self) -> QIconEngine:
        return _Drawing(self._picture)


def _colour(mode: QIcon.Mode) -> str:
    group = QPalette.ColorGroup.Disabled if mode is QIcon.Mode.Disabled else QPalette.ColorGroup.Active
    selected = mode is QIcon.Mode.Selected
    role = QPalette.ColorRole.HighlightedText if selected else QPalette.ColorRole.WindowText
    return QGuiApplication.palette().color(group, role).name()
