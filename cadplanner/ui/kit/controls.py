"""How each control is painted: buttons, fields, ticks and frames, in the colours of the look in force."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPalette, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QStyle,
    QStyleOption,
    QStyleOptionButton,
    QStyleOptionComplex,
    QStyleOptionFrame,
    QStyleOptionToolButton,
    QTextEdit,
    QToolButton,
    QWidget,
)

from cadplanner.ui.kit.strokes import (
    RADIUS,
    RING,
    Painted,
    bolder,
    chevron,
    down,
    enabled,
    focused,
    inked,
    is_bold,
    is_rail,
    lit,
    panel,
    ring,
)
from cadplanner.ui.kit.theme import Role, colour, high_contrast

_S = QStyle.StateFlag
_PE, _CE, _CC = QStyle.PrimitiveElement, QStyle.ControlElement, QStyle.ComplexControl
_P = QPalette.ColorRole


def _ink(option: QStyleOption) -> Role:
    return Role.TEXT_SOFT if enabled(option) else Role.FAINT


def _paint_button(option: QStyleOptionButton, painter: QPainter, widget: QWidget | None) -> None:
    if is_rail(widget):
        _paint_rail_button(option, painter)
    elif widget is not None and widget.property("primary") == "yes":
        _paint_primary(option, painter)
    else:
        _paint_plain(option, painter)
    if option.features & QStyleOptionButton.ButtonFeature.HasMenu:
        at = QPointF(option.rect.right() - 11, option.rect.center().y() + 1)
        chevron(painter, at, _ink(option))


def _paint_plain(option: QStyleOption, painter: QPainter) -> None:
    if not enabled(option):
        panel(painter, option.rect, Role.GROUND, Role.LINE_OFF)
    elif down(option):
        _paint_down(option, painter)
    else:
        panel(painter, option.rect, Role.BUTTON_HOVER if lit(option) else Role.BUTTON, Role.FIELD_EDGE)
    if focused(option):
        ring(painter, option.rect)


def _paint_down(option: QStyleOption, painter: QPainter) -> None:
    """In high contrast the words and the drawing stay on their ground, in a thick line of the colour for what is on."""
    if high_contrast():
        panel(painter, option.rect, Role.BUTTON, Role.SELECTED, width=4)
        panel(painter, option.rect, None, Role.FIELD_EDGE)
    else:
        panel(painter, option.rect, Role.SELECTED, Role.ACCENT_TEXT)


def _paint_primary(option: QStyleOption, painter: QPainter) -> None:
    if not enabled(option):
        panel(painter, option.rect, Role.OFF, Role.LINE_OFF)
        return
    panel(painter, option.rect, Role.ACCENT_HOVER if lit(option) or down(option) else Role.ACCENT, Role.ACCENT_EDGE)
    if focused(option):
        ring(painter, option.rect, Role.TEXT)
        ring(painter, option.rect.adjusted(RING, RING, -RING, -RING), Role.ON_ACCENT)


def _paint_rail_button(option: QStyleOption, painter: QPainter) -> None:
    if option.state & _S.State_On or lit(option):
        painter.fillRect(option.rect, colour(Role.GROUND if option.state & _S.State_On else Role.BUTTON_HOVER))
    if option.state & _S.State_On:
        painter.fillRect(option.rect.x(), option.rect.y(), 4, option.rect.height(), colour(Role.SELECTED_EDGE))
    if focused(option):
        ring(painter, option.rect)


def _label_ink(option: QStyleOption, widget: QWidget | None) -> Role:
    if is_rail(widget):
        return Role.ACCENT_TEXT if option.state & _S.State_On else Role.TEXT
    if widget is not None and widget.property("primary") == "yes":
        return Role.ON_ACCENT if enabled(option) else Role.ON_OFF
    if not enabled(option):
        return Role.FAINT
    return Role.TEXT if high_contrast() or not down(option) else Role.ON_SELECTED


def _paint_button_words(
    option: QStyleOptionButton, painter: QPainter, widget: QWidget | None
) -> QStyleOptionButton | None:
    if is_bold(option, widget):
        painter.setFont(bolder(painter.font()))
    left = QStyleOptionButton(option)
    left.palette = inked(option.palette, _P.ButtonText, _label_ink(option, widget))
    left.fontMetrics = QFontMetrics(painter.font())
    if widget is not None and is_rail(widget) and option.text:
        _paint_from_the_left(left, painter, widget)
        return None
    return left


def _paint_from_the_left(option: QStyleOptionButton, painter: QPainter, widget: QWidget) -> None:
    option.rect = widget.rect()
    area = widget.style().subElementRect(QStyle.SubElement.SE_PushButtonContents, option, widget)
    picture = option.iconSize
    if not option.icon.isNull():
        option.icon.paint(
            painter, QRect(area.topLeft(), picture).translated(0, (area.height() - picture.height()) // 2)
        )
        area.setLeft(area.left() + picture.width() + 4)
    painter.setPen(option.palette.color(_P.ButtonText))
    middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextShowMnemonic
    painter.drawText(area, int(middle), option.text)


def _paint_field(option: QStyleOption, painter: QPainter, widget: QWidget | None) -> None:
    if not enabled(option):
        panel(painter, option.rect, Role.GROUND, Role.LINE_OFF)
        return
    panel(painter, option.rect, Role.SURFACE, Role.FIELD_EDGE)
    if widget is not None and widget.property("wrong") == "yes":
        ring(painter, option.rect, Role.BAD_TEXT)
    if focused(option):
        ring(painter, option.rect)


def _paint_line_field(option: QStyleOptionFrame, painter: QPainter, widget: QWidget | None) -> None:
    if option.lineWidth > 0:  # none inside another field
        _paint_field(option, painter, widget)


def _paint_choice(option: QStyleOptionComplex, painter: QPainter, widget: QWidget | None) -> None:
    _paint_field(option, painter, widget)
    chevron(painter, QPointF(option.rect.right() - 10, option.rect.center().y() + 1), _ink(option))


def _paint_number(option: QStyleOptionComplex, painter: QPainter, widget: QWidget | None) -> None:
    _paint_field(option, painter, widget)
    x, y = option.rect.right() - 10, option.rect.center().y() + 1
    chevron(painter, QPointF(x, y - 5), _ink(option), up=True)
    chevron(painter, QPointF(x, y + 5), _ink(option))


def _paint_frame(option: QStyleOptionFrame, painter: QPainter, widget: QWidget | None) -> None:
    if isinstance(widget, (QPlainTextEdit, QTextEdit)) and not widget.isReadOnly():
        _paint_field(option, painter, widget)
        return
    panel(painter, option.rect, Role.SURFACE if isinstance(widget, QAbstractItemView) else None, Role.LINE)
    if focused(option):
        ring(painter, option.rect)


def _paint_tick(option: QStyleOption, painter: QPainter, _widget: QWidget | None) -> None:
    on = bool(option.state & (_S.State_On | _S.State_NoChange))
    _paint_mark_ground(option, painter, on=on, radius=3)
    if not on:
        return
    middle = QRectF(option.rect).center()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour(Role.ON_ACCENT if enabled(option) else Role.ON_OFF), 2))
    dash, tick = ((-4, 0), (4, 0)), ((-4, 0), (-1, 3), (4, -3))
    steps = dash if option.state & _S.State_NoChange else tick
    painter.drawPolyline([middle + QPointF(x, y) for x, y in steps])
    painter.restore()


def _paint_mark_ground(option: QStyleOption, painter: QPainter, *, on: bool, radius: float) -> None:
    side = min(option.rect.width(), option.rect.height())
    area = QRect(0, 0, side, side)
    area.moveCenter(option.rect.center())
    if not enabled(option):
        panel(painter, area, Role.OFF if on else Role.GROUND, Role.LINE_OFF, radius=radius)
    elif on:
        panel(painter, area, Role.ACCENT, Role.ACCENT_EDGE, radius=radius)
    else:
        # a round edge of one pixel would be as pale as what it is mixed with
        width = 1.5 if radius > RADIUS else 1
        edge = Role.ACCENT_TEXT if lit(option) else Role.FIELD_EDGE
        panel(painter, area, Role.SURFACE, edge, width=width, radius=radius)


def _paint_dot(option: QStyleOption, painter: QPainter, _widget: QWidget | None) -> None:
    on = bool(option.state & _S.State_On)
    _paint_mark_ground(option, painter, on=on, radius=8)
    if on:
        dot = QRect(0, 0, 6, 6)
        dot.moveCenter(option.rect.center())
        panel(painter, dot, Role.ON_ACCENT if enabled(option) else Role.ON_OFF, None, radius=3)


def _paint_ring(option: QStyleOption, painter: QPainter, widget: QWidget | None) -> None:
    if isinstance(widget, QPushButton):
        return  # its edge says it
    if isinstance(widget, QToolButton):
        ring(painter, widget.rect())
    elif isinstance(widget, (QCheckBox, QRadioButton)):
        ring(painter, option.rect.adjusted(-2, 0, 2, 0).intersected(widget.rect()))
    else:
        ring(painter, option.rect)


def _paint_tool(option: QStyleOption, painter: QPainter, _widget: QWidget | None) -> None:
    if enabled(option) and down(option):
        _paint_down(option, painter)
    elif lit(option) or high_contrast():
        edge = (Role.FIELD_EDGE if enabled(option) else Role.LINE_OFF) if high_contrast() else None
        panel(painter, option.rect, Role.BUTTON_HOVER, edge)


def _paint_tool_words(option: QStyleOptionToolButton, _painter: QPainter, widget: QWidget | None) -> QStyleOption:
    left = QStyleOptionToolButton(option)
    left.palette = inked(option.palette, _P.ButtonText, _label_ink(option, widget))
    return left


PRIMITIVES: Mapping[QStyle.PrimitiveElement, Painted] = {
    _PE.PE_PanelButtonTool: _paint_tool,
    _PE.PE_PanelLineEdit: _paint_line_field,
    _PE.PE_FrameLineEdit: _paint_line_field,
    _PE.PE_Frame: _paint_frame,
    _PE.PE_IndicatorCheckBox: _paint_tick,
    _PE.PE_IndicatorItemViewItemCheck: _paint_tick,
    _PE.PE_IndicatorRadioButton: _paint_dot,
    _PE.PE_FrameFocusRect: _paint_ring,
}
CONTROLS: Mapping[QStyle.ControlElement, Painted] = {
    _CE.CE_PushButtonBevel: _paint_button,
    _CE.CE_PushButtonLabel: _paint_button_words,
    _CE.CE_ToolButtonLabel: _paint_tool_words,
}
COMPLEX: Mapping[QStyle.ComplexControl, Painted] = {
    _CC.CC_ComboBox: _paint_choice,
    _CC.CC_SpinBox: _paint_number,
}
