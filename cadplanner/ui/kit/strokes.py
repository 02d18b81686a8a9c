"""The strokes that controls are painted with: a ground with its edge, the ring of the keyboard, an arrow head."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPalette, QPen
from PySide6.QtWidgets import QStyle, QStyleOption, QWidget

from cadplanner.ui.kit.theme import Role, colour, high_contrast

Painted = Callable[[Any, QPainter, QWidget | None], QStyleOption | None]
"""Paints a part of a control; returns what is left for Fusion to paint."""
RADIUS, RING = 4.0, 2  # pixels
_S = QStyle.StateFlag


def is_rail(widget: QWidget | None) -> bool:
    """Whether it is a button of the rail."""
    return widget is not None and widget.property("rail") == "yes"


def is_bold(option: QStyleOption, widget: QWidget | None) -> bool:
    """Whether a button's words are bold: the one thing to do next, and the page being shown."""
    if widget is None:
        return False
    return widget.property("primary") == "yes" or (is_rail(widget) and bool(option.state & _S.State_On))


def bolder(font: QFont) -> QFont:
    """The same font, bold."""
    made = QFont(font)
    made.setBold(True)
    return made


def panel(
    painter: QPainter, area: QRect, fill: Role | None, edge: Role | None, *, width: float = 1, radius: float = RADIUS
) -> None:
    """A rounded ground with its edge inside the area."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour(edge), width) if edge else Qt.PenStyle.NoPen)
    painter.setBrush(colour(fill) if fill else Qt.BrushStyle.NoBrush)
    half = width / 2 if edge else 0
    painter.drawRoundedRect(QRectF(area).adjusted(half, half, -half, -half), radius, radius)
    painter.restore()


def ring(painter: QPainter, area: QRect, role: Role = Role.ACCENT_TEXT) -> None:
    """The place of the keyboard."""
    panel(painter, area, None, role, width=RING + high_contrast())


def chevron(painter: QPainter, middle: QPointF, role: Role, *, up: bool = False) -> None:
    """A small arrow head."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour(role), 1.4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    deep = -1.75 if up else 1.75
    x, y = middle.x(), middle.y()
    painter.drawPolyline([QPointF(x - 3.5, y - deep), QPointF(x, y + deep), QPointF(x + 3.5, y - deep)])
    painter.restore()


def enabled(option: QStyleOption) -> bool:
    """Whether it can be used now."""
    return bool(option.state & _S.State_Enabled)


def focused(option: QStyleOption) -> bool:
    """Whether the keyboard is there."""
    return bool(option.state & _S.State_HasFocus)


def lit(option: QStyleOption) -> bool:
    """Whether the pointer is over what can be used."""
    return enabled(option) and bool(option.state & _S.State_MouseOver)


def down(option: QStyleOption) -> bool:
    """Whether it is pressed, or on."""
    return bool(option.state & (_S.State_On | _S.State_Sunken))


def inked(palette: QPalette, kind: QPalette.ColorRole, role: Role) -> QPalette:
    """The palette with that kind of its colours in the colour of the role."""
    made = QPalette(palette)
    made.setColor(kind, colour(role))
    return made
