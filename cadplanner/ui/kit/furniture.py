"""How what is around the controls is painted: headings, tabs, menus, scroll bars, progress."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import (
    QStyle,
    QStyleOption,
    QStyleOptionHeader,
    QStyleOptionMenuItem,
    QStyleOptionProgressBar,
    QStyleOptionSlider,
    QStyleOptionTab,
    QWidget,
)

from cadplanner.ui.kit.strokes import Painted, enabled, focused, inked, lit, panel, ring
from cadplanner.ui.kit.theme import Role, colour, high_contrast

_S, _K = QStyle.StateFlag, QStyle.SubControl
_PE, _CE, _CC = QStyle.PrimitiveElement, QStyle.ControlElement, QStyle.ComplexControl
_P = QPalette.ColorRole
HANDLE = 6  # pixels: a progress bar is as thick


def _paint_heading(option: QStyleOptionHeader, painter: QPainter, _widget: QWidget | None) -> None:
    painter.fillRect(option.rect, colour(Role.GROUND))
    if option.orientation is Qt.Orientation.Horizontal:
        painter.fillRect(option.rect.x(), option.rect.bottom(), option.rect.width(), 1, colour(Role.LINE))


def _paint_heading_words(option: QStyleOptionHeader, _painter: QPainter, _widget: QWidget | None) -> QStyleOption:
    option.state &= ~_S.State_On  # Fusion would write the column of the current cell in bold
    option.palette = inked(option.palette, _P.ButtonText, Role.TEXT if lit(option) else Role.TEXT_SOFT)
    return option


def _paint_tab(option: QStyleOptionTab, painter: QPainter, _widget: QWidget | None) -> None:
    if option.state & _S.State_Selected:
        area = option.rect
        painter.fillRect(area.x(), area.bottom() - 2, area.width() - 4, 3, colour(Role.SELECTED_EDGE))
    if focused(option):
        ring(painter, option.rect.adjusted(0, 0, -4, 0))


def _paint_tab_words(option: QStyleOptionTab, _painter: QPainter, _widget: QWidget | None) -> QStyleOption:
    shown = option.state & (_S.State_Selected | _S.State_MouseOver)
    option.palette = inked(option.palette, _P.WindowText, Role.TEXT if shown else Role.TEXT_SOFT)
    return option


def _paint_line_above(option: QStyleOption, painter: QPainter, _widget: QWidget | None) -> None:
    painter.fillRect(option.rect.x(), option.rect.y(), option.rect.width(), 1, colour(Role.LINE))


def _paint_menu_word(option: QStyleOptionMenuItem, painter: QPainter, _widget: QWidget | None) -> None:
    painter.fillRect(option.rect, colour(Role.RAIL))
    chosen = bool(option.state & _S.State_Selected) and enabled(option)
    if chosen:
        panel(painter, option.rect, Role.SELECTED, None)
    painter.setPen(colour(Role.FAINT if not enabled(option) else Role.ON_SELECTED if chosen else Role.TEXT))
    painter.drawText(option.rect, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextShowMnemonic), option.text)


def _paint_menu_line(option: QStyleOptionMenuItem, painter: QPainter, _widget: QWidget | None) -> QStyleOption | None:
    if option.menuItemType is not QStyleOptionMenuItem.MenuItemType.Separator or option.text:
        return option
    area = option.rect
    painter.fillRect(area.x() + 8, area.center().y(), area.width() - 16, 1, colour(Role.LINE))
    return None


def _paint_scroll_bar(option: QStyleOptionSlider, painter: QPainter, widget: QWidget | None) -> None:
    if widget is None:
        return
    if high_contrast():
        painter.fillRect(option.rect, colour(Role.GROUND))
    area = widget.style().subControlRect(_CC.CC_ScrollBar, option, _K.SC_ScrollBarSlider, widget)
    held = lit(option) or bool(option.state & _S.State_Sunken)
    panel(painter, area.adjusted(2, 2, -2, -2), Role.TEXT_SOFT if held else Role.SCROLL, None)


def strip(area: QRect) -> QRect:
    """The thin strip of a progress bar, in the middle of what it has."""
    return QRect(area.x(), area.center().y() - HANDLE // 2 + 1, area.width(), HANDLE)


def _paint_groove(option: QStyleOption, painter: QPainter, _widget: QWidget | None) -> None:
    panel(painter, strip(option.rect), Role.OFF, Role.LINE, radius=3)


def _paint_progress(option: QStyleOptionProgressBar, painter: QPainter, _widget: QWidget | None) -> QStyleOption | None:
    area = strip(option.rect)
    if option.maximum <= option.minimum:
        left = QStyleOptionProgressBar(option)
        left.rect = area
        return left
    area.setWidth(area.width() * (option.progress - option.minimum) // (option.maximum - option.minimum))
    panel(painter, area, Role.ACCENT, None, radius=3)
    return None


def _paint_splitter(option: QStyleOption, painter: QPainter, _widget: QWidget | None) -> None:
    if lit(option):
        painter.fillRect(option.rect, colour(Role.ACCENT_SOFT))
    if high_contrast():
        middle = option.rect.center()
        upright = option.rect.height() > option.rect.width()
        wide, tall = (1, option.rect.height()) if upright else (option.rect.width(), 1)
        left, top = (middle.x(), option.rect.y()) if upright else (option.rect.x(), middle.y())
        painter.fillRect(left, top, wide, tall, colour(Role.LINE))


def _filled(role: Role, edge: Role | None = None) -> Painted:
    def paint(option: QStyleOption, painter: QPainter, _widget: QWidget | None) -> None:
        painter.fillRect(option.rect, colour(role))
        if edge is not None:
            painter.setPen(colour(edge))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(option.rect.adjusted(0, 0, -1, -1))

    return paint


def _nothing(_option: QStyleOption, _painter: QPainter, _widget: QWidget | None) -> None:
    """Nothing is painted."""


PRIMITIVES: Mapping[QStyle.PrimitiveElement, Painted] = {
    _PE.PE_FrameTabBarBase: _nothing,
    _PE.PE_FrameTabWidget: _paint_line_above,
    _PE.PE_PanelMenuBar: _nothing,
    _PE.PE_FrameMenu: _nothing,
    _PE.PE_PanelMenu: _filled(Role.SURFACE, Role.LINE),
    _PE.PE_PanelTipLabel: _filled(Role.SURFACE, Role.LINE),
}
CONTROLS: Mapping[QStyle.ControlElement, Painted] = {
    _CE.CE_HeaderSection: _paint_heading,
    _CE.CE_HeaderEmptyArea: _filled(Role.GROUND),
    _CE.CE_HeaderLabel: _paint_heading_words,
    _CE.CE_TabBarTabShape: _paint_tab,
    _CE.CE_TabBarTabLabel: _paint_tab_words,
    _CE.CE_MenuBarItem: _paint_menu_word,
    _CE.CE_MenuBarEmptyArea: _filled(Role.RAIL),
    _CE.CE_MenuItem: _paint_menu_line,
    _CE.CE_ProgressBarGroove: _paint_groove,
    _CE.CE_ProgressBarContents: _paint_progress,
    _CE.CE_ProgressBarLabel: _nothing,
    _CE.CE_Splitter: _paint_splitter,
}
COMPLEX: Mapping[QStyle.ComplexControl, Painted] = {
    _CC.CC_ScrollBar: _paint_scroll_bar,
}
