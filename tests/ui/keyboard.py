"""The keyboard for a test: goes round a window by Tab alone, and measures how visible the place it is at is."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QTabBar,
    QTextEdit,
    QWidget,
)

from cadplanner.ui.kit.charts.plot import Plot
from cadplanner.ui.pages.timeline.surface import Surface

CONTROLS = (
    QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox, QPlainTextEdit, QTextEdit, QAbstractItemView, QTabBar,
    Surface, Plot,
)  # fmt: skip
MOST_STEPS = 400
RING = 3.0  # contrast between a place with the keyboard and the same without it
LEAST_RING = 12  # pixels that change so much


def walk(window: QWidget) -> list[QWidget]:
    """Where Tab goes, from where the keyboard is until it is there again; whoever holds it for ever is a trap."""
    seen: list[QWidget] = []
    while len(seen) < MOST_STEPS:
        at = QApplication.focusWidget()
        assert at is not None, f"nothing has the keyboard after {named(seen[-1]) if seen else 'the start'}"
        if at in seen:
            assert at is seen[0] or len(seen) > 3, f"{named(at)} does not let Tab go on"
            return seen
        seen.append(at)
        QTest.keyClick(at, Qt.Key.Key_Tab)
    raise AssertionError(f"Tab never comes round: {[named(each) for each in seen[-5:]]}")


def controls(window: QWidget) -> list[QWidget]:
    """Whatever a mouse could use now, but for the parts inside Qt's own controls."""
    found = (each for kind in CONTROLS for each in window.findChildren(kind))
    return [each for each in dict.fromkeys(found) if _is_used(each, window)]


def _is_used(control: QWidget, window: QWidget) -> bool:
    inside = control.parent()
    own = isinstance(inside, (QComboBox, QAbstractSpinBox, QLineEdit, QTabBar, QHeaderView, QAbstractItemView))
    part = own or isinstance(control, QHeaderView) or control.objectName().startswith("qt_")
    passes = control.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    there = control.isVisibleTo(window) and control.isEnabled() and control.window() is window
    return there and not part and not passes


def named(widget: QWidget) -> str:
    """What a control is called, and what it is."""
    words = widget.accessibleName() or getattr(widget, "text", str)()
    return f"{type(widget).__name__} “{words}”"


def place(widget: QWidget, window: QWidget) -> QRect:
    """Where it is in the window, or in what its frame scrolls."""
    return QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())


def frame_of(widget: QWidget) -> QWidget:
    """The innermost frame that scrolls it; the window where none does."""
    inside = widget.parentWidget()
    while inside is not None and not isinstance(inside, QScrollArea):
        inside = inside.parentWidget()
    return inside or widget.window()


def bring_into_view(widget: QWidget) -> None:
    """Scrolls every frame that it is in, as Tab does."""
    inside = widget.parentWidget()
    while inside is not None:
        if isinstance(inside, QScrollArea):
            inside.ensureWidgetVisible(widget)
        inside = inside.parentWidget()


def ring(widget: QWidget, window: QWidget) -> int:
    """How many pixels in and close round a widget change by RING to one when it gets the keyboard."""
    bring_into_view(widget)
    area = place(widget, window).adjusted(-3, -3, 3, 3).intersected(window.rect())
    with_it = window.grab(area).toImage()
    QApplication.focusWidget().clearFocus()
    without = window.grab(area).toImage()
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    return changed(with_it, without)


def changed(one: QImage, other: QImage) -> int:
    """Pixels whose contrast between the two pictures is RING to one at least."""
    tones: dict[tuple[int, int], bool] = {}
    found = 0
    for y in range(min(one.height(), other.height())):
        for x in range(min(one.width(), other.width())):
            pair = (one.pixel(x, y), other.pixel(x, y))
            if pair[0] != pair[1]:
                if pair not in tones:
                    tones[pair] = contrast(QColor(pair[0]), QColor(pair[1])) >= RING
                found += tones[pair]
    return found


def contrast(one: QColor, other: QColor) -> float:
    """WCAG 2.2's contrast ratio."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(ink: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(ink.redF()) + 0.7152 * linear(ink.greenF()) + 0.0722 * linear(ink.blueF())
