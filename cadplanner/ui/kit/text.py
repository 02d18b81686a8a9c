"""Words on the screen: always plain text, whatever a file says."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFont, QPalette, QResizeEvent
from PySide6.QtWidgets import QApplication, QLabel, QSizePolicy, QWidget

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
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange}:
            self._dress()

    def _dress(self) -> None:
        font, ink = scaled_font(self._size, bold=self._bold), colour(self._role)
        if self.font() != font:
            self.setFont(font)
        if self.palette().color(QPalette.ColorRole.WindowText) != ink:  # Qt forgets it when the label moves house
            palette = QPalette()  # all else as the program has it
            palette.setColor(QPalette.ColorRole.WindowText, ink)
            self.setPalette(palette)


class FittingLabel(PlainLabel):
    """Shows the fullest of several wordings that there is room for; the fullest is its tip and its spoken name."""

    def __init__(
        self, parent: QWidget | None = None, *, size: float = BODY, bold: bool = False, role: Role = Role.TEXT
    ) -> None:
        super().__init__("", parent, size=size, bold=bold, role=role)
        self._wordings: tuple[str, ...] = ("",)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def set_wordings(self, *wordings: str) -> None:
        """From the fullest to the shortest."""
        self._wordings = wordings
        self.setToolTip(plain_tip(wordings[0]))
        self.setAccessibleName(wordings[0])
        self._choose()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._choose()

    def _choose(self) -> None:
        room, letters = self.contentsRect().width(), self.fontMetrics()
        fits = (each for each in self._wordings if letters.horizontalAdvance(each) <= room)
        self.setText(next(fits, ""))


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


def lettered(text: str, letter: str) -> str:
    """Text for a menu, a button or a label with the letter that Alt goes to, where a word of it begins with that."""
    plain = plain_action(text)
    at = f" {plain}".lower().find(f" {letter}")
    return plain if at < 0 else f"{plain[:at]}&{plain[at:]}"


def unlettered(text: str) -> str:
    """Words of a menu, a button or a label without the mark of their letter."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")


def breakable(path: str) -> str:
    """A path that may go on in the next line after each of its folders."""
    return path.replace("\\", "\\\u200b").replace("/", "/\u200b")


def plain_action(text: str) -> str:
    """Text for a menu or a button where an ampersand is an ampersand, not an underlined letter."""
    return text.replace("&", "&&")
