"""Lanes: small bars in rows under one another, each row with its name, its own scale and its limit."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from cadplanner.core.charts import Lane, Lanes
from cadplanner.ui.kit.charts.drawing import (
    GAP,
    Key,
    Spots,
    filled,
    limit_pen,
    limited,
    line_height,
    metrics,
    paint_labels,
)
from cadplanner.ui.kit.charts.looks import fill
from cadplanner.ui.kit.text import SMALL, scaled_font
from cadplanner.ui.kit.theme import SPACE, Role, colour

LEAST = 1.7  # lines of words that a lane is high, at least
NAMES = 0.3  # of the width that names may take before they run on to another line
BAR = 0.8


class LanesDrawing:
    """Draws Lanes: names on the left, times below, a line where the limit is and words of the most on the right."""

    def __init__(self, chart: Lanes) -> None:
        self._chart = chart
        self._key = Key(tuple((name, limited if tone is None else filled(tone)) for name, tone in chart.key))

    def height(self, width: float) -> float:
        lanes = sum(self._lane_height(lane, width) for lane in self._chart.lanes)
        return self._key.height(width) + line_height() + lanes + GAP

    def paint(self, painter: QPainter, area: QRectF) -> None:
        self._key.paint(painter, area)
        rows = self._rows(area)
        for lane, row in zip(self._chart.lanes, rows, strict=True):
            self._paint_lane(painter, lane, row, area)
        slots = [self._slot(rows[-1], n).center().x() for n in range(len(self._chart.labels))] if rows else []
        paint_labels(painter, area, list(zip(slots, self._chart.labels, strict=True)), area.bottom() - line_height())

    def spots(self, area: QRectF) -> Spots:
        count = len(self._chart.labels)
        return tuple(tuple(self._slot(row, n) for n in range(count)) for row in self._rows(area))

    def _paint_lane(self, painter: QPainter, lane: Lane, row: QRectF, area: QRectF) -> None:
        top = self._chart.top(lane)
        painter.setPen(QPen(colour(Role.LINE), 1))
        painter.drawLine(QPointF(area.left(), row.bottom()), QPointF(row.right(), row.bottom()))
        self._paint_name(painter, lane, row, area)
        for n, value in enumerate(lane.values):
            slot = self._slot(row, n)
            if value:
                wide = max(2.0, slot.width() * BAR)
                high = row.height() * value / top
                box = QRectF(slot.center().x() - wide / 2, row.bottom() - high, wide, high)
                fill(painter, box, self._chart.tone(lane, n))
            if lane.limits and lane.limits[n]:
                painter.setPen(limit_pen())
                y = row.bottom() - row.height() * lane.limits[n] / top
                painter.drawLine(QPointF(slot.left(), y), QPointF(slot.right(), y))

    def _paint_name(self, painter: QPainter, lane: Lane, row: QRectF, area: QRectF) -> None:
        painter.setFont(scaled_font(SMALL))
        painter.setPen(colour(Role.TEXT))
        box = QRectF(area.left(), row.top(), row.left() - area.left() - SPACE, row.height())
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
        painter.drawText(box, int(flags), _name(lane))

    def _rows(self, area: QRectF) -> list[QRectF]:
        """Where the bars of each lane stand."""
        y, left = area.top() + self._key.height(area.width()), self._names(area.width()) + SPACE
        found = []
        for lane in self._chart.lanes:
            high = self._lane_height(lane, area.width())
            found.append(QRectF(area.left() + left, y + GAP, area.width() - left - 1, high - GAP))
            y += high
        return found

    def _slot(self, row: QRectF, n: int) -> QRectF:
        wide = row.width() / max(1, len(self._chart.labels))
        return QRectF(row.left() + n * wide, row.top(), wide, row.height())

    def _names(self, width: float) -> float:
        """How wide the column of names is: never narrower than the longest word."""
        names = [_name(lane) for lane in self._chart.lanes]
        longest = max((metrics().horizontalAdvance(word) for name in names for word in name.split()), default=0)
        whole = max(map(metrics().horizontalAdvance, names), default=0)
        return max(longest, min(whole, NAMES * width)) + 2

    def _lane_height(self, lane: Lane, width: float) -> float:
        flags = int(Qt.TextFlag.TextWordWrap)
        words = metrics().boundingRect(QRectF(0, 0, self._names(width), 10_000), flags, _name(lane))
        return max(LEAST * line_height(), words.height()) + GAP


def _name(lane: Lane) -> str:
    """The name, and the most there ever are."""
    return f"{lane.name}, {lane.most_words}"
