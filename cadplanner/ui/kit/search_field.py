"""A field to search by: what it is for, a picture of a lens, and a button that empties it."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QToolButton, QWidget

from cadplanner.ui.kit.icons import icon


class SearchField(QLineEdit):
    """`name` is what a screen reader calls it, `hint` what stands in it while it is empty."""

    def __init__(self, parent: QWidget | None = None, *, name: str, hint: str, lens: bool = True) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        if lens:
            self.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
            self._name_new("Lens")
        self.setClearButtonEnabled(True)
        self._name_new("Empty the field")

    def _name_new(self, name: str) -> None:
        for button in self.findChildren(QToolButton):
            if not button.accessibleName():
                button.setAccessibleName(name)
