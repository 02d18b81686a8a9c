"""The face of a chart: draws it, and goes from value to value by arrow keys and by pointing."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from cadplanner.core.charts import Bars, Chart, Lanes, Lines, Points, Split
from cadplanner.ui.kit.charts.bars import BarsDrawing, LinesDrawing
from cadplanner.ui.kit.charts.drawing import Drawing, Spots, line_height, metrics, words
from cadplanner.ui.kit.charts.lanes import LanesDrawing
from cadplanner.ui.kit.charts.points import PointsDrawing
from cadplanner.ui.kit.charts.split import SplitDrawing
from cadplanner.ui.kit.spoken import speak_for, tell_part
from cadplanner.ui.kit.theme import SPACE, Role, colour

NARROWEST = 30  # characters
EDGE = SPACE / 2  # pixels round the picture, for the frame of a value
HOW = "Arrow keys go from value to value."
NOTHING = "Nothing to show yet."
STEPS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


class Plot(QWidget):
    """Shows one chart. `value_shown` tells the words of the value that the keyboard or the mouse is on, '' for none."""

    value_shown = Signal(str)

    def __init__(self, chart: Chart, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.current: tuple[int, int] | None = None
        """The line and place of the value that the keyboard is on."""
        self._pointed: tuple[int, int] | None = None
        self._spots: Spots | None = None  # worked out once for a size and a font
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_chart(chart)

    def show_chart(self, chart: Chart) -> None:
        """Draws another chart; the keyboard stays where there still is a value."""
        self.chart = chart
        self.words = () if chart.is_empty else chart.words
        self.places = tuple((line, n) for line, told in enumerate(self.words) for n in range(len(told)))
        """The line and place of every value, line by line."""
        self._drawing = drawing_of(chart)
        self._spots = None
        if self.current is not None and not self._has(*self.current):
            self.current = None
        self._pointed = None
        self.setAccessibleName(chart.title)
        self.setAccessibleDescription(f"{chart.says} {HOW if self.words else NOTHING}")
        self.updateGeometry()
        self.update()

    def go_to(self, line: int, n: int) -> None:
        """Puts the keyboard on a value, if there is one, and says it."""
        if self._has(line, n):
            self.current = (line, n)
            self._tell()

    def spot(self, line: int, n: int) -> QRect:
        """Where a value is drawn, in pixels of the widget."""
        return self._spot(line, n).toAlignedRect()

    # what a screen reader is told

    def part_count(self) -> int:
        return len(self.places)

    def part_words(self, number: int) -> str:
        line, n = self.places[number]
        return self.words[line][n]

    def part_rect(self, number: int) -> QRect:
        return self.spot(*self.places[number])

    def part_now(self) -> int:
        return self.places.index(self.current) if self.current in self.places else -1

    def is_part_chosen(self, number: int) -> bool:
        return number == self.part_now()

    # what Qt asks

    def sizeHint(self) -> QSize:
        """As high as the picture is at the width it has."""
        least = round(NARROWEST * metrics().averageCharWidth())
        inside = max(self.width(), least) - 2 * EDGE
        return QSize(least, ceil((self._drawing.height(inside) if self.words else line_height()) + 2 * EDGE))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._spots = None
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self.words:
            words(painter, EDGE, EDGE, NOTHING)
        else:
            self._drawing.paint(painter, self._area())
        shown = self._pointed or (self.current if self.hasFocus() else None)
        if shown is not None:
            painter.setPen(QPen(colour(Role.ACCENT_TEXT if self._pointed is None else Role.TEXT_SOFT), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self._spot(*shown).adjusted(-2, -2, 2, 2), 3, 3)
        elif self.hasFocus():
            painter.setPen(QPen(colour(Role.ACCENT_TEXT), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 3, 3)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if not self.words or not self._takes(key):
            super().keyPressEvent(event)
            return
        line, n = self.current or (0, 0)
        if key in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            self.go_to(line, 0 if key is Qt.Key.Key_Home else len(self.words[line]) - 1)
        elif self.current is None:
            self.go_to(0, 0)
        else:
            down, right = STEPS[key]
            self.go_to(line + down, n + right)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.words:
            self.go_to(*(self.current or (0, 0)))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._tell()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        found = self._at(event.position())
        if found != self._pointed:
            self._pointed = found
            self._tell()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._pointed = None
        self._tell()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        found = self._at(event.position())
        if found is not None:
            self.go_to(*found)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.PaletteChange}:
            self._spots = None
            self.updateGeometry()
            self.update()

    def _takes(self, key: Qt.Key) -> bool:
        """Up and down are the page's own where a chart has one line."""
        across = {Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End}
        return key in across or (key in STEPS and len(self.words) > 1)

    def _tell(self) -> None:
        shown = self._pointed or (self.current if self.hasFocus() else None)
        self.value_shown.emit(self.words[shown[0]][shown[1]] if shown is not None else "")
        self.update()
        if self.hasFocus() and self.current is not None and self._pointed is None:
            tell_part(self, self.part_now())

    def _has(self, line: int, n: int) -> bool:
        return 0 <= line < len(self.words) and 0 <= n < len(self.words[line])

    def _at(self, position: QPointF) -> tuple[int, int] | None:
        """The value under the mouse; of two on one spot the one drawn last."""
        return next((place for place in reversed(self.places) if self._spot(*place).contains(position)), None)

    def _spot(self, line: int, n: int) -> QRectF:
        if self._spots is None:
            self._spots = self._drawing.spots(self._area())
        return self._spots[line][n]

    def _area(self) -> QRectF:
        return QRectF(self.rect()).adjusted(EDGE, EDGE, -EDGE, -EDGE)


def drawing_of(chart: Chart) -> Drawing:
    """What draws a chart of that kind."""
    match chart:
        case Lines():
            return LinesDrawing(chart)
        case Bars():
            return BarsDrawing(chart)
        case Lanes():
            return LanesDrawing(chart)
        case Split():
            return SplitDrawing(chart)
        case Points():
            return PointsDrawing(chart)


speak_for(Plot)
