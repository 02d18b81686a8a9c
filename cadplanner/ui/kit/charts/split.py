"""A split bar: one whole in its parts, and under it a line of words for each."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from cadplanner.core.charts import Part, Split
from cadplanner.ui.kit.charts.drawing import GAP, Spots, line_height, metrics, words
from cadplanner.ui.kit.charts.looks import fill
from cadplanner.ui.kit.theme import SPACE, Role

BAR = 2.0  # lines of words that the bar is high


class SplitDrawing:
    """Draws Split: the bar on top, then every part with its sample, its words and its share."""

    def __init__(self, chart: Split) -> None:
        self._chart = chart

    def height(self, width: float) -> float:
        rows = -(-len(self._chart.parts) // self._across(width))
        return BAR * line_height() + SPACE + rows * (line_height() + GAP)

    def paint(self, painter: QPainter, area: QRectF) -> None:
        for n, part in enumerate(self._chart.parts):
            box = self._bar(area, n)
            if part.number:
                fill(painter, box, part.tone)
            self._paint_words(painter, self._line(area, n), part, self._chart.words[0][n])

    def spots(self, area: QRectF) -> Spots:
        parts = enumerate(self._chart.parts)
        return (tuple(self._bar(area, n) if part.number else self._line(area, n) for n, part in parts),)

    def _paint_words(self, painter: QPainter, line: QRectF, part: Part, told: str) -> None:
        high = metrics().ascent()
        fill(painter, QRectF(line.left() + 0.5, line.top() + (line_height() - high) / 2, 1.6 * high, high), part.tone)
        words(painter, line.left() + 1.6 * high + GAP + 1, line.top(), told, Role.TEXT)

    def _bar(self, area: QRectF, n: int) -> QRectF:
        before = sum(part.number for part in self._chart.parts[:n])
        per_one = (area.width() - 1) / (self._chart.whole or 1)
        left = area.left() + before * per_one
        wide = self._chart.parts[n].number * per_one
        return QRectF(QPointF(left, area.top() + 0.5), QPointF(left + wide, area.top() + BAR * line_height()))

    def _line(self, area: QRectF, n: int) -> QRectF:
        across = self._across(area.width())
        wide = area.width() / across
        top = area.top() + BAR * line_height() + SPACE + n // across * (line_height() + GAP)
        return QRectF(area.left() + n % across * wide, top, wide, line_height())

    def _across(self, width: float) -> int:
        """How many lines of words stand side by side."""
        told = max((metrics().horizontalAdvance(one) for one in self._chart.words[0]), default=0)
        return max(1, min(3, int(width // (told + 1.6 * metrics().ascent() + GAP + 2 * SPACE))))
