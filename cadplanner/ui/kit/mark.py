"""A small picture beside words that say the same: nobody can press it, and no screen reader stops at it."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget

from cadplanner.ui.kit.icons import picture
from cadplanner.ui.kit.text import PlainLabel
from cadplanner.ui.kit.theme import BASE_POINTS, Role, colour

SIZE = 16  # pixels at the usual text size
REDRAWN = {QEvent.Type.PaletteChange, QEvent.Type.FontChange}


class Mark(PlainLabel):
    """Follows the look and the size of the words."""

    def __init__(self, icon: str, parent: QWidget | None = None, *, role: Role, size: int = SIZE) -> None:
        super().__init__("", parent)
        self._icon, self._ink, self._size_there = icon, role, size
        self.show_icon(icon, role)

    def show_icon(self, icon: str, role: Role) -> None:
        """Shows that drawing in that colour."""
        self._icon, self._ink = icon, role
        side = round(self._size_there * QApplication.font().pointSizeF() / BASE_POINTS)
        self.setPixmap(picture(icon, side, colour(role)))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in REDRAWN and hasattr(self, "_ink"):
            self.show_icon(self._icon, self._ink)
