"""Bars over labels, stacked, with a limit across them; and the same as lines with marks."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPolygonF

from cadplanner.core.charts import Bars, Tone, scale_of
from cadplanner.ui.kit.charts.drawing import (
    Axes,
    Key,
    Spots,
    Swatch,
    axes,
    filled,
    limit_pen,
    limited,
    line_height,
    lined,
    paint_labels,
    paint_numbers,
)
from cadplanner.ui.kit.charts.looks import fill, line_pen, mark

HIGH = 9  # lines of words
BAR = 0.76  # of the room of a label
MARK = 0.45  # of a line of words


class BarsDrawing:
    """Draws Bars: a stack a label."""

    def __init__(self, chart: Bars) -> None:
        self._chart = chart
        self._numbers = scale_of(chart.highest)
        self._key = Key(self._entries())

    def height(self, width: float) -> float:
        return self._key.height(width) + HIGH * line_height()

    def paint(self, painter: QPainter, area: QRectF) -> None:
        self._key.paint(painter, area)
        on = self._axes(area)
        paint_numbers(painter, on, self._numbers)
        middles = [self._slot(on, n).center().x() for n in range(len(self._chart.labels))]
        paint_labels(painter, area, list(zip(middles, self._chart.labels, strict=True)), on.plot.bottom() + 3)
        self._paint_values(painter, on)
        self._paint_limit(painter, on)

    def spots(self, area: QRectF) -> Spots:
        on = self._axes(area)
        return (tuple(self._slot(on, n) for n in range(len(self._chart.labels))),)

    def _entries(self) -> tuple[tuple[str, Swatch], ...]:
        """Nothing needs a key where there is one series."""
        if len(self._chart.lines) == 1:
            return ()
        limit = ((self._chart.limit.name, limited),) if self._chart.limit else ()
        return (*((each.name, self._swatch(each.tone)) for each in self._chart.series), *limit)

    def _swatch(self, tone: Tone) -> Swatch:
        return filled(tone)

    def _paint_values(self, painter: QPainter, on: Axes) -> None:
        for n in range(len(self._chart.labels)):
            slot, base = self._slot(on, n), 0.0
            wide = max(2.0, slot.width() * BAR)
            for each in self._chart.series:
                top = base + sum(each.values[n : n + 1])
                if top > base:
                    left = slot.center().x() - wide / 2
                    fill(painter, QRectF(QPointF(left, on.y(top)), QPointF(left + wide, on.y(base))), each.tone)
                base = top

    def _paint_limit(self, painter: QPainter, on: Axes) -> None:
        """A level line over each label, joined where it changes."""
        if self._chart.limit is None:
            return
        painter.setPen(limit_pen())
        painter.setBrush(Qt.BrushStyle.NoBrush)
        slots = [(self._slot(on, n), on.y(value)) for n, value in enumerate(self._chart.limit.values)]
        corners = [QPointF(x, y) for slot, y in slots for x in (slot.left(), slot.right())]
        painter.drawPolyline(QPolygonF(corners))

    def _axes(self, area: QRectF) -> Axes:
        return axes(area.adjusted(0, self._key.height(area.width()), 0, 0), self._numbers)

    def _slot(self, on: Axes, n: int) -> QRectF:
        wide = on.plot.width() / max(1, len(self._chart.labels))
        return QRectF(on.plot.left() + n * wide, on.plot.top(), wide, on.plot.height())


class LinesDrawing(BarsDrawing):
    """Draws Lines: each series from label to label, its mark at every one that has room."""

    def _swatch(self, tone: Tone) -> Swatch:
        return lined(tone)

    def _paint_values(self, painter: QPainter, on: Axes) -> None:
        slots = [self._slot(on, n) for n in range(len(self._chart.labels))]
        size = line_height() * MARK
        every = max(1, ceil(2 * size / slots[0].width())) if slots else 1
        for each in self._chart.series:
            points = [QPointF(s.center().x(), on.y(v)) for s, v in zip(slots, each.values, strict=False)]
            painter.setPen(line_pen(each.tone))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPolyline(QPolygonF(points))
            for point in points[::every]:
                mark(painter, point, each.tone, size)
