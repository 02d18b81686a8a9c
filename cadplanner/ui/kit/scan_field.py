"""A field that a scanner types into, and so does a person: who is meant is found as one types."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from cadplanner.ui.kit.search_field import SearchField
from cadplanner.ui.kit.text import HEAD, scaled_font


class ScanField(SearchField):
    """Enter goes on, Up and Down choose among those found, Esc begins anew."""

    entered = Signal()
    stepped = Signal(int)
    cleared = Signal()

    def __init__(self, parent: QWidget | None = None, *, name: str, hint: str) -> None:
        super().__init__(parent, name=name, hint=hint, lens=False)
        self.setMaxLength(120)
        self._dress()

    def go_on(self) -> None:
        """Takes the keyboard; the next letter begins a new search."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.stepped.emit(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_Escape:
            self.cleared.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._dress()

    def _dress(self) -> None:
        font = scaled_font(HEAD)
        if self.font() != font:
            self.setFont(font)
