"""Our own look over Qt's Fusion: how large each control is, where its parts are, and who paints it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QFrame,
    QPlainTextEdit,
    QProxyStyle,
    QStyle,
    QStyleOption,
    QStyleOptionButton,
    QStyleOptionComplex,
    QStyleOptionFrame,
    QStyleOptionSlider,
    QWidget,
)

from cadplanner.ui.kit import controls, furniture
from cadplanner.ui.kit.furniture import HANDLE
from cadplanner.ui.kit.strokes import RING, bolder, is_bold, is_rail

_CT, _SE, _CC, _SC, _PM = (
    QStyle.ContentsType,
    QStyle.SubElement,
    QStyle.ComplexControl,
    QStyle.SubControl,
    QStyle.PixelMetric,
)
Sized = Callable[[Any, QSize, QWidget | None], QSize]
"""How large a control is that holds so much."""
BUTTON = (15, 6)  # pixels beside and above the words of a button
RAIL_BUTTON, RAIL_CLOSE = (14, 12, 9), (14, 12, 4)  # left, right, above and below
FIELD = (7, 4)
ARROW = 21  # pixels at the right of a field for its arrows
SHORTEST_HANDLE = 28
MARK, BESIDE_MARK = 16, 6
MORE: Mapping[QStyle.ContentsType, QSize] = {
    _CT.CT_HeaderSection: QSize(8, 13),
    _CT.CT_TabBarTab: QSize(4, 3),
    _CT.CT_MenuBarItem: QSize(12, 5),
    _CT.CT_MenuItem: QSize(0, 4),
}
"""What it has beyond what Fusion gives it."""
METRICS: Mapping[QStyle.PixelMetric, int] = {
    _PM.PM_IndicatorWidth: MARK,
    _PM.PM_IndicatorHeight: MARK,
    _PM.PM_ExclusiveIndicatorWidth: MARK,
    _PM.PM_ExclusiveIndicatorHeight: MARK,
    _PM.PM_CheckBoxLabelSpacing: BESIDE_MARK,
    _PM.PM_RadioButtonLabelSpacing: BESIDE_MARK,
    _PM.PM_ScrollBarExtent: 12,
    _PM.PM_ScrollBarSliderMin: SHORTEST_HANDLE,
    _PM.PM_ButtonShiftHorizontal: 0,
    _PM.PM_ButtonShiftVertical: 0,
    _PM.PM_ToolTipLabelFrameWidth: 5,
    _PM.PM_MenuVMargin: 4,
    _PM.PM_MenuHMargin: 2,
}


PRIMITIVES = {**controls.PRIMITIVES, **furniture.PRIMITIVES}
CONTROLS = {**controls.CONTROLS, **furniture.CONTROLS}
COMPLEX = {**controls.COMPLEX, **furniture.COMPLEX}


class Style(QProxyStyle):
    """A style sheet would make Qt dress every widget again for each change of colours: two seconds for all pages."""

    def __init__(self) -> None:
        super().__init__("Fusion")

    def drawPrimitive(
        self, element: QStyle.PrimitiveElement, option: QStyleOption, painter: QPainter, widget: QWidget | None = None
    ) -> None:
        paint = PRIMITIVES.get(element)
        left = paint(option, painter, widget) if paint else option
        if left is not None:
            super().drawPrimitive(element, left, painter, widget)

    def drawControl(
        self, element: QStyle.ControlElement, option: QStyleOption, painter: QPainter, widget: QWidget | None = None
    ) -> None:
        paint = CONTROLS.get(element)
        left = paint(option, painter, widget) if paint else option
        if left is not None:
            super().drawControl(element, left, painter, widget)

    def drawComplexControl(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        paint = COMPLEX.get(control)
        left = paint(option, painter, widget) if paint else option
        if isinstance(left, QStyleOptionComplex):
            super().drawComplexControl(control, left, painter, widget)

    def pixelMetric(
        self, metric: QStyle.PixelMetric, option: QStyleOption | None = None, widget: QWidget | None = None
    ) -> int:
        found = METRICS.get(metric)
        return super().pixelMetric(metric, option, widget) if found is None else found

    def sizeFromContents(
        self, kind: QStyle.ContentsType, option: QStyleOption, size: QSize, widget: QWidget | None = None
    ) -> QSize:
        own = SIZES.get(kind)
        if own is not None:
            return own(option, size, widget)
        usual = super().sizeFromContents(kind, option, size, widget)  # type: ignore[arg-type]
        more = MORE.get(kind)
        return usual if more is None else usual + more

    def subElementRect(self, element: QStyle.SubElement, option: QStyleOption, widget: QWidget | None = None) -> QRect:
        own = INSIDES.get(element)
        found = own(option, widget) if own else None
        return super().subElementRect(element, option, widget) if found is None else found  # type: ignore[arg-type]

    def subControlRect(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        part: QStyle.SubControl,
        widget: QWidget | None = None,
    ) -> QRect:
        own = COMPLEX_PARTS.get(control)
        found = own(option, part) if own else None
        return super().subControlRect(control, option, part, widget) if found is None else found  # type: ignore[arg-type]


def _has_edge(option: QStyleOption) -> bool:
    return isinstance(option, QStyleOptionFrame) and option.lineWidth > 0


def _inside(area: QRect) -> QRect:
    return area.adjusted(FIELD[0], FIELD[1], -FIELD[0], -FIELD[1])


def _paddings(widget: QWidget | None) -> tuple[int, int, int]:
    if widget is not None and is_rail(widget):
        return RAIL_CLOSE if widget.property("close") == "yes" else RAIL_BUTTON
    return BUTTON[0], BUTTON[0], BUTTON[1]


def _button_size(option: QStyleOptionButton, size: QSize, widget: QWidget | None) -> QSize:
    left, right, up = _paddings(widget)
    wider = 0
    if option.text and widget is not None and is_bold(option, widget):
        bold, words = QFontMetrics(bolder(widget.font())), Qt.TextFlag.TextShowMnemonic
        wider = bold.size(words, option.text).width() - option.fontMetrics.size(words, option.text).width()
    return size + QSize(left + right + wider, 2 * up)


def _tick_size(_option: QStyleOption, size: QSize, _widget: QWidget | None) -> QSize:
    return QSize(size.width() + MARK + BESIDE_MARK, max(size.height(), MARK))


def _line_size(option: QStyleOption, size: QSize, _widget: QWidget | None) -> QSize:
    return size + QSize(2 * FIELD[0], 2 * FIELD[1]) if _has_edge(option) else size


def _with(wide: int, tall: int) -> Sized:
    return lambda _option, size, _widget: size + QSize(wide, tall)


def _button_inside(option: QStyleOption, widget: QWidget | None) -> QRect:
    left, right, up = _paddings(widget)
    return option.rect.adjusted(left, up, -right, -up)


def _line_inside(option: QStyleOption, _widget: QWidget | None) -> QRect:
    return _inside(option.rect) if _has_edge(option) else option.rect


def _frame_inside(option: QStyleOption, widget: QWidget | None) -> QRect | None:
    if not isinstance(widget, QAbstractScrollArea) or widget.frameShape() is not QFrame.Shape.StyledPanel:
        return None
    return (
        _inside(option.rect) if isinstance(widget, QPlainTextEdit) else option.rect.adjusted(RING, RING, -RING, -RING)
    )


def _choice_part(option: QStyleOptionComplex, part: QStyle.SubControl) -> QRect | None:
    area = option.rect
    if part is _SC.SC_ComboBoxEditField:
        return area.adjusted(FIELD[0] - 1, 3, -ARROW, -3)
    if part is _SC.SC_ComboBoxArrow:
        return QRect(area.right() - ARROW + 1, area.y(), ARROW, area.height())
    return None


def _number_part(option: QStyleOptionComplex, part: QStyle.SubControl) -> QRect:
    area = option.rect
    button = QRect(area.right() - ARROW + 1, area.y(), ARROW, area.height() // 2)
    if part is _SC.SC_SpinBoxUp:
        return button
    if part is _SC.SC_SpinBoxDown:
        return button.translated(0, area.height() - button.height())
    if part is _SC.SC_SpinBoxEditField:
        return area.adjusted(FIELD[0], 3, -ARROW, -3)
    return area


def _scroll_part(option: QStyleOptionSlider, part: QStyle.SubControl) -> QRect:
    upright = option.orientation is Qt.Orientation.Vertical
    room = option.rect.height() if upright else option.rect.width()
    steps = option.maximum - option.minimum
    long = room if not steps else max(room * option.pageStep // (steps + option.pageStep), min(SHORTEST_HANDLE, room))
    at = QStyle.sliderPositionFromValue(
        option.minimum, option.maximum, option.sliderPosition, room - long, option.upsideDown
    )
    ends = {
        _SC.SC_ScrollBarGroove: (0, room),
        _SC.SC_ScrollBarSlider: (at, long),
        _SC.SC_ScrollBarSubPage: (0, at),
        _SC.SC_ScrollBarAddPage: (at + long, room - at - long),
    }
    begins, length = ends.get(part, (0, 0))
    found = QRect(0, begins, option.rect.width(), length) if upright else QRect(begins, 0, length, option.rect.height())
    return found if length else QRect()


SIZES: Mapping[QStyle.ContentsType, Sized] = {
    _CT.CT_PushButton: _button_size,
    _CT.CT_CheckBox: _tick_size,
    _CT.CT_RadioButton: _tick_size,
    _CT.CT_LineEdit: _line_size,
    _CT.CT_ComboBox: _with(2 * FIELD[0] + ARROW + 1, 2 * FIELD[1]),
    _CT.CT_SpinBox: _with(3 * FIELD[0] + ARROW, 2 * FIELD[1] + 3),
    _CT.CT_ToolButton: _with(11, 11),
    _CT.CT_ProgressBar: lambda _option, size, _widget: QSize(size.width(), HANDLE),
}
INSIDES: Mapping[QStyle.SubElement, Callable[[Any, QWidget | None], QRect | None]] = {
    _SE.SE_PushButtonContents: _button_inside,
    _SE.SE_LineEditContents: _line_inside,
    _SE.SE_ShapedFrameContents: _frame_inside,
}
COMPLEX_PARTS: Mapping[QStyle.ComplexControl, Callable[[Any, QStyle.SubControl], QRect | None]] = {
    _CC.CC_ScrollBar: _scroll_part,
    _CC.CC_ComboBox: _choice_part,
    _CC.CC_SpinBox: _number_part,
}
