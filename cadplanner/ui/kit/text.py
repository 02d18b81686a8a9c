"""Words on the screen: always plain text, whatever a file says."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from cadplanner.ui.kit.theme import Role, colour

BODY, SMALL, SUBHEAD, HEAD, TITLE, HERO = 1.0, 0.9, 1.15, 1.3, 1.6, 2.1


class PlainLabel(QLabel):
    """The only label: never guesses HTML, and keeps its place in the type scale when the text size changes."""

    def __init__(
        self,
        text: str = "",
        parent: QWidget | None = None,
        *,
        size: float = BODY,
        bold: bool = False,
        role: Role = Role.TEXT,
        wrap: bool = False,
    ) -> None:
        super().__init__(parent)
        self._size, self._bold, self._role = size, bold, role
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self.setText(text)
        self._dress()

    def set_size(self, size: float) -> None:
        """Shows the text at another step of the type scale."""
        self._size = size
        self._dress()

    def set_role(self, role: Role) -> None:
        """Shows the text in another colour of the table."""
        self._role = role
        self._dress()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.StyleChange}:
            self._dress()

    def _dress(self) -> None:
        font, ink = scaled_font(self._size, bold=self._bold), colour(self._role)
        if self.font() != font:
            self.setFont(font)
        if self.palette().color(QPalette.ColorRole.WindowText) != ink:  # Qt forgets it when the label moves house
            palette = QApplication.palette()
            palette.setColor(QPalette.ColorRole.WindowText, ink)
            self.setPalette(palette)


def scaled_font(size: float = BODY, *, bold: bool = False) -> QFont:
    """The program's font at one step of the type scale."""
    font = QFont(QApplication.font())
    font.setPointSizeF(font.pointSizeF() * size)
    font.setBold(bold)
    return font


def title(text: str, parent: QWidget | None = None) -> PlainLabel:
    """The name of a page."""
    return PlainLabel(text, parent, size=TITLE, bold=True)


def heading(text: str, parent: QWidget | None = None) -> PlainLabel:
    """The name of a part of a page."""
    return PlainLabel(text, parent, size=SUBHEAD, bold=True)


def hint(text: str, parent: QWidget | None = None) -> PlainLabel:
    """A quieter sentence of explanation; wraps."""
    return PlainLabel(text, parent, role=Role.TEXT_SOFT, wrap=True)


def plain_tip(text: str) -> str:
    """A tooltip that shows the text as typed: Qt would read a tag in it as HTML."""
    return f"<span>{escape(text)}</span>" if "<" in text or "&" in text else text


def plain_action(text: str) -> str:
    """Text for a menu or a button where an ampersand is an ampersand, not an underlined letter."""
    return text.replace("&", "&&")
