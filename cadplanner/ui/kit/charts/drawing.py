"""What every drawing of a chart is, and the parts they share: the key, the axes, the words along them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from cadplanner.core.charts import Tone, figure
from cadplanner.ui.kit.charts.looks import fill, line_pen, mark
from cadplanner.ui.kit.text import SMALL, scaled_font
from cadplanner.ui.kit.theme import SPACE, Role, colour

GAP = SPACE / 2
Spots = tuple[tuple[QRectF, ...], ...]
Swatch = Callable[[QPainter, QRectF], None]
"""Draws a small sample into a box."""


class Drawing(Protocol):
    """One chart on an area. Its values are in lines, as in the chart's `words`."""

    def height(self, width: float) -> float:
        """How high it should be on so many pixels of width."""

    def paint(self, painter: QPainter, area: QRectF) -> None:
        """Draws it."""

    def spots(self, area: QRectF) -> Spots:
        """Where each value is drawn, line by line, to be pointed at and to be framed."""


def metrics() -> QFontMetricsF:
    """The letters of charts, in the text size in force."""
    return QFontMetricsF(scaled_font(SMALL))


def line_height() -> float:
    """The height of a line of words with the air it needs."""
    return metrics().height() + 2


@dataclass(frozen=True, slots=True)
class Key:
    """What each fill, line and mark stands for, over the picture, in as many lines as it takes."""

    entries: tuple[tuple[str, Swatch], ...]

    def height(self, width: float) -> float:
        """How high it is on so many pixels of width."""
        return (self._placed(width)[-1][1] + 1) * line_height() + GAP if self.entries else 0

    def paint(self, painter: QPainter, area: QRectF) -> None:
        """Draws it along the top of the area."""
        high = metrics().ascent()
        for (x, row), (name, swatch) in zip(self._placed(area.width()), self.entries, strict=True):
            y = area.top() + row * line_height()
            swatch(painter, QRectF(area.left() + x + 0.5, y + (line_height() - high) / 2, 1.6 * high, high))
            words(painter, area.left() + x + 1.6 * high + GAP + 1, y, name)

    def _placed(self, width: float) -> list[tuple[float, int]]:
        """Where each entry begins, and in which row."""
        placed: list[tuple[float, int]] = []
        x, row = 0.0, 0
        for name, _ in self.entries:
            wide = 1.6 * metrics().ascent() + GAP + 1 + metrics().horizontalAdvance(name)
            if x and x + wide > width:
                x, row = 0.0, row + 1
            placed.append((x, row))
            x += wide + 2 * SPACE
        return placed


def filled(tone: Tone) -> Swatch:
    """The sample of a fill."""
    return lambda painter, box: fill(painter, box, tone)


def lined(tone: Tone, *, marked: bool = True) -> Swatch:
    """The sample of a line, with the mark that stands on it."""

    def draw(painter: QPainter, box: QRectF) -> None:
        painter.setPen(line_pen(tone))
        painter.drawLine(QPointF(box.left(), box.center().y()), QPointF(box.right(), box.center().y()))
        if marked:
            mark(painter, box.center(), tone, box.height() * 0.6)

    return draw


def dotted(tone: Tone) -> Swatch:
    """The sample of a point."""
    return lambda painter, box: mark(painter, box.center(), tone, box.height() * 0.7)


def limited(painter: QPainter, box: QRectF) -> None:
    """The sample of a limit."""
    painter.setPen(limit_pen())
    painter.drawLine(QPointF(box.left(), box.center().y()), QPointF(box.right(), box.center().y()))


def limit_pen() -> QPen:
    """The line that bars should stay under."""
    return QPen(colour(Role.TEXT), 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap)


def words(painter: QPainter, x: float, y: float, text: str, role: Role = Role.TEXT_SOFT) -> None:
    """One line of words from its top left."""
    painter.setFont(scaled_font(SMALL))
    painter.setPen(colour(role))
    painter.drawText(QPointF(x, y + (line_height() - metrics().height()) / 2 + metrics().ascent()), text)


@dataclass(frozen=True, slots=True)
class Axes:
    """Where values are drawn, and the values that its lower and upper edge stand for."""

    plot: QRectF
    low: float
    high: float

    def y(self, value: float) -> float:
        """How far down a value is drawn."""
        return self.plot.bottom() - (value - self.low) / (self.high - self.low) * self.plot.height()


def axes(area: QRectF, numbers: Sequence[float], *, right: float = 0) -> Axes:
    """Room for these numbers on the left and a line of labels below; `right` pixels are kept free on that side."""
    left = max(metrics().horizontalAdvance(figure(number)) for number in numbers) + SPACE
    plot = area.adjusted(left, metrics().height() / 2, -right - 1, -line_height() - GAP)
    return Axes(plot, numbers[0], numbers[-1])


def paint_numbers(painter: QPainter, on: Axes, numbers: Sequence[float]) -> None:
    """The numbers on the left, each with its level line."""
    for number in numbers:
        y, text = on.y(number), figure(number)
        painter.setPen(QPen(colour(Role.TEXT_SOFT if number == 0 else Role.LINE), 1))
        painter.drawLine(QPointF(on.plot.left(), y), QPointF(on.plot.right(), y))
        left = on.plot.left() - SPACE / 2 - metrics().horizontalAdvance(text)
        words(painter, left, y - line_height() / 2, text)


def paint_labels(painter: QPainter, area: QRectF, middles: Sequence[tuple[float, str]], top: float) -> None:
    """Words under the picture, about these places: as many as stand side by side."""
    free = area.left()
    for x, label in middles:
        wide = metrics().horizontalAdvance(label)
        left = max(area.left(), min(x - wide / 2, area.right() - wide))
        if left >= free:
            words(painter, left, top, label)
            free = left + wide + SPACE
