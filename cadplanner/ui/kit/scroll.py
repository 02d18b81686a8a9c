"""A frame that scrolls what is too tall or too wide for a small window, instead of cutting it off."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QFocusEvent
from PySide6.QtWidgets import QAccessibleWidget, QScrollArea, QWidget

from cadplanner.ui.kit.spoken import speak_for

RING = 2  # pixels


class Frame(QScrollArea):
    """Has no border; `name` is what a screen reader calls it.

    One that is `upright` never scrolls sideways. One with nothing in it that keys go to `takes_keys` itself, so that
    it can be scrolled by them.
    """

    def __init__(
        self,
        inside: QWidget | None = None,
        parent: QWidget | None = None,
        *,
        name: str,
        upright: bool = False,
        takes_keys: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if takes_keys else Qt.FocusPolicy.NoFocus)
        if upright:
            self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(name)
        if inside is not None:
            self.setWidget(inside)
        if takes_keys:
            self._show_ring(on=False)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._show_ring(on=True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._show_ring(on=False)

    def _show_ring(self, *, on: bool) -> None:
        """A line round it while it has the keyboard; what is inside stays where it is."""
        gap = 0 if on else RING
        self.setLineWidth(RING)
        self.setFrameShape(QScrollArea.Shape.Box if on else QScrollArea.Shape.NoFrame)
        self.setViewportMargins(gap, gap, gap, gap)


def scrolling(inside: QWidget, name: str) -> Frame:
    """The widget in a frame of that name."""
    return Frame(inside, name=name)


def _access(frame: QWidget) -> QAccessibleInterface:
    """Qt's own description of a scrolled frame ends the program where a reader asks for a bar that was just hidden."""
    return QAccessibleWidget(frame, QAccessible.Role.Pane)


speak_for(Frame, _access)
