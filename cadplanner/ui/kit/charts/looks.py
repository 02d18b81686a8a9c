"""How the tones of charts look: fill, edge, pattern and mark, so that colour never speaks alone."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPen, QPolygonF

from cadplanner.core.charts import Tone
from cadplanner.ui.kit.theme import Role, colour

_Pattern = Qt.BrushStyle
_Dash = Qt.PenStyle
DISC, SQUARE, TRIANGLE, DIAMOND, RING, CROSS = "disc", "square", "triangle", "diamond", "ring", "cross"


@dataclass(frozen=True, slots=True)
class Look:
    """One tone on the screen: what fills it, the lines on and round it, and its mark on a line or as a point."""

    fill: Role
    edge: Role
    pattern: _Pattern
    mark: str
    dash: _Dash


LOOKS = {
    Tone.CALM: Look(Role.ARRIVED, Role.ARRIVED_EDGE, _Pattern.NoBrush, DISC, _Dash.SolidLine),
    Tone.BUSY: Look(Role.IN_PROGRESS, Role.IN_PROGRESS_EDGE, _Pattern.BDiagPattern, SQUARE, _Dash.DashLine),
    Tone.GOOD: Look(Role.DONE, Role.DONE_EDGE, _Pattern.Dense6Pattern, DIAMOND, _Dash.DashDotLine),
    Tone.LATE: Look(Role.LATE, Role.LATE_EDGE, _Pattern.FDiagPattern, TRIANGLE, _Dash.DotLine),
    Tone.ABSENT: Look(Role.DID_NOT_ATTEND, Role.DID_NOT_ATTEND_EDGE, _Pattern.DiagCrossPattern, CROSS, _Dash.DashLine),
    Tone.PLAIN: Look(Role.PLANNED, Role.PLANNED_EDGE, _Pattern.HorPattern, RING, _Dash.DashDotDotLine),
}
MARK = 8  # pixels across at the usual text size


def fill(painter: QPainter, area: QRectF, tone: Tone) -> None:
    """A bar or a part of one: its colour, its pattern over it, and its edge."""
    look = LOOKS[tone]
    painter.setPen(Qt.PenStyle.NoPen)
    painter.fillRect(area, colour(look.fill))
    if look.pattern is not _Pattern.NoBrush:
        lines = colour(look.edge)
        lines.setAlphaF(0.55)
        painter.fillRect(area, QBrush(lines, look.pattern))
    painter.setPen(QPen(colour(look.edge), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(area)


def line_pen(tone: Tone, width: float = 2) -> QPen:
    """The line of a series."""
    return QPen(colour(LOOKS[tone].edge), width, LOOKS[tone].dash)


def mark(painter: QPainter, at: QPointF, tone: Tone, size: float) -> None:
    """The mark of a tone, so many pixels across, about a point."""
    look = LOOKS[tone]
    painter.setPen(QPen(colour(look.edge), 1.4))
    painter.setBrush(colour(look.fill))
    half = size / 2
    if look.mark in {DISC, RING}:
        painter.drawEllipse(at, half, half)
        if look.mark == RING:
            painter.drawPoint(at)
    elif look.mark == SQUARE:
        painter.drawRect(QRectF(at.x() - half, at.y() - half, size, size))
    elif look.mark == CROSS:
        for rise in (half, -half):
            painter.drawLine(QPointF(at.x() - half, at.y() - rise), QPointF(at.x() + half, at.y() + rise))
    else:
        painter.drawPolygon(QPolygonF([QPointF(at.x() + x * half, at.y() + y * half) for x, y in _CORNERS[look.mark]]))


_CORNERS = {
    TRIANGLE: ((-1.1, 0.9), (0, -1.1), (1.1, 0.9)),
    DIAMOND: ((0, -1.2), (1.2, 0), (0, 1.2), (-1.2, 0)),
}
