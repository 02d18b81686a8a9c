"""Points against windows: when each was, and how far from where it should have been."""

from __future__ import annotations

from math import ceil, floor

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from cadplanner.core.charts import Band, Points, scale_of
from cadplanner.ui.kit.charts.drawing import (
    Axes,
    Spots,
    axes,
    line_height,
    metrics,
    paint_labels,
    paint_numbers,
    words,
)
from cadplanner.ui.kit.charts.looks import mark
from cadplanner.ui.kit.theme import SPACE, Role, colour

HIGH = 13  # lines of words
MARK = 0.42  # of a line of words


class PointsDrawing:
    """Draws Points: windows as bands with their names on the right, then every point with the mark of its tone."""

    def __init__(self, chart: Points) -> None:
        self._chart = chart
        ys = [point.y for point in chart.points]
        limits = [limit for band in chart.bands for limit in (band.low, band.high) if limit is not None]
        self._numbers = _numbers([0, *ys, *limits])
        xs = [*(point.x for point in chart.points), *(at for at, _ in chart.ticks)]
        self._first, self._last = min(xs, default=0), max(xs, default=1)

    def height(self, width: float) -> float:  # noqa: ARG002 - it is as high on any width
        return HIGH * line_height()

    def paint(self, painter: QPainter, area: QRectF) -> None:
        on = self._axes(area)
        for band in self._chart.bands:
            self._paint_band(painter, on, band)
        paint_numbers(painter, on, self._numbers)
        middles = [(self._x(on, at), label) for at, label in self._chart.ticks]
        paint_labels(painter, area, middles, on.plot.bottom() + 3)
        size = line_height() * MARK
        for point in self._chart.points:
            mark(painter, QPointF(self._x(on, point.x), on.y(point.y)), point.tone, size)

    def spots(self, area: QRectF) -> Spots:
        on, half = self._axes(area), line_height() * MARK
        middles = ((self._x(on, point.x), on.y(point.y)) for point in self._chart.points)
        return (tuple(QRectF(x - half, y - half, 2 * half, 2 * half) for x, y in middles),)

    def _paint_band(self, painter: QPainter, on: Axes, band: Band) -> None:
        low = on.low if band.low is None else max(on.low, band.low)
        high = on.high if band.high is None else min(on.high, band.high)
        box = QRectF(QPointF(on.plot.left(), on.y(high)), QPointF(on.plot.right(), on.y(low)))
        if band.low is not None and band.high is not None and band.low <= 0 <= band.high:
            painter.fillRect(box, colour(Role.ACCENT_SOFT))
        painter.setPen(QPen(colour(Role.FIELD_EDGE), 1, Qt.PenStyle.DashLine))
        for limit in (band.low, band.high):
            if limit is not None:
                painter.drawLine(QPointF(box.left(), on.y(limit)), QPointF(box.right(), on.y(limit)))
        half = line_height() * MARK / 2
        middle = box.center().y()
        left = on.plot.right() + SPACE
        mark(painter, QPointF(left + half, middle), band.tone, 2 * half)
        words(painter, left + 3 * half + 2, middle - line_height() / 2, band.name, Role.TEXT)

    def _axes(self, area: QRectF) -> Axes:
        names = max((metrics().horizontalAdvance(band.name) for band in self._chart.bands), default=0)
        return axes(area, self._numbers, right=names + 2 * SPACE + line_height() * MARK * 2)

    def _x(self, on: Axes, at: float) -> float:
        inside = on.plot.adjusted(SPACE, 0, -SPACE, 0)
        return inside.left() + (at - self._first) / ((self._last - self._first) or 1) * inside.width()


def _numbers(values: list[float]) -> tuple[float, ...]:
    """Even steps from under the lowest to over the highest of them, nothing among them."""
    step = scale_of(max(values) - min(values))[1]
    return tuple(step * n for n in range(floor(min(values) / step), max(1, ceil(max(values) / step)) + 1))
