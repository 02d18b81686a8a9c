"""A field to search by: what it is for, a picture of a lens, and a button that empties it."""

from __future__ import annotations

from PySide6.QtGui import QIcon, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QToolButton, QWidget

from cadplanner.ui.kit.icons import put_icon
from cadplanner.ui.kit.theme import SPACE

SHORT = "Search"
BESIDE = 4 * SPACE  # pixels round what is typed


class SearchField(QLineEdit):
    """`name` is what a screen reader calls it, `hint` what stands in it while it is empty."""

    def __init__(self, parent: QWidget | None = None, *, name: str, hint: str, lens: bool = True) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._hint = hint
        self.setPlaceholderText(hint)
        if lens:
            put_icon(self.addAction(QIcon(), QLineEdit.ActionPosition.LeadingPosition), "search")
            self._name_new("Lens")
        self.setClearButtonEnabled(True)
        self._name_new("Empty the field")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A hint that there is no room for says less, whole."""
        super().resizeEvent(event)
        room = self.width() - BESIDE - sum(button.width() for button in self.findChildren(QToolButton))
        fits = self.fontMetrics().horizontalAdvance(self._hint) <= room
        self.setPlaceholderText(self._hint if fits else SHORT)

    def _name_new(self, name: str) -> None:
        for button in self.findChildren(QToolButton):
            if not button.accessibleName():
                button.setAccessibleName(name)
