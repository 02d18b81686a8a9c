"""The ring round the control that the tour speaks of; it lets every click and key through."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QRegion
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QTabBar, QWidget

from cadplanner.ui.kit.theme import Role, colour

BAND, GAP = 6, 3  # pixels: how broad it is, and how far from what it goes round
KINDS = (QAbstractButton, QAbstractScrollArea)


class Ring(QWidget):
    """A double line round one widget of the window, drawn above all else in it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("Ring round what the tour speaks of")
        self.hide()

    def go_round(self, widget: QWidget | None) -> None:
        """Stands round that widget, as far as it can be seen; None for nowhere."""
        window = self.window()
        seen = _seen(widget, window) if widget is not None else QRect()
        if seen.isEmpty():
            self.hide()
            return
        wide = 0 if isinstance(widget, QAbstractScrollArea) else BAND + GAP  # round a large one it stands inside
        place = seen.adjusted(-wide, -wide, wide, wide).intersected(window.rect())
        if place != self.geometry() or self.isHidden():
            self.setGeometry(place)
            inner = self.rect().adjusted(BAND, BAND, -BAND, -BAND)
            self.setMask(QRegion(self.rect()) - QRegion(inner))
            self.show()
            self.raise_()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour(Role.SURFACE))
        painter.setPen(QPen(colour(Role.ACCENT_TEXT), 2))
        painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.drawRect(self.rect().adjusted(BAND - 1, BAND - 1, -BAND + 1, -BAND + 1))


def _seen(widget: QWidget, window: QWidget) -> QRect:
    """What of a widget is not scrolled or cut away, in the window's measures."""
    seen = widget.rect() if widget.isVisible() else QRect()
    within: QWidget | None = widget
    while within is not None and within is not window and not seen.isEmpty():
        seen = seen.intersected(within.rect()).translated(within.pos())
        within = within.parentWidget()
    return seen.intersected(window.rect())


def find(page: QWidget, patterns: Iterable[str]) -> QWidget | None:
    """The first control of a page that is there, can be used and has a name in which a pattern is found."""
    usable = [(widget, _names(widget)) for widget in _controls(page)]
    for pattern in patterns:
        for widget, names in usable:
            if any(re.search(pattern, name) for name in names):
                return widget
    return None


def is_shown(page: QWidget, name: str) -> bool:
    """Whether a control of that very name can be seen on the page."""
    return any(name in _names(widget) for widget in _controls(page))


def _controls(page: QWidget) -> Iterator[QWidget]:
    for kind in KINDS:
        for widget in page.findChildren(kind):
            if widget.isVisible() and widget.isEnabled() and not isinstance(widget.parent(), QTabBar):
                yield widget


def _names(widget: QWidget) -> tuple[str, ...]:
    words = widget.text().replace("&", "") if isinstance(widget, QAbstractButton) else ""
    return tuple(filter(None, (words, widget.accessibleName())))
