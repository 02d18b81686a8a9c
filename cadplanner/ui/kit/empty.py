"""An empty page: what it is for, and the one next step."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from cadplanner.ui.kit.icons import picture, put_icon
from cadplanner.ui.kit.text import HEAD, PlainLabel, plain_action
from cadplanner.ui.kit.theme import SPACE, Role, colour

WIDEST = 66  # average characters of a line that is easy to read


class EmptyPage(QWidget):
    """Fills a page that has nothing to show: picture, title, a sentence or two, one button, perhaps a second."""

    asked = Signal()
    """The next step was chosen."""
    asked_other = Signal()

    def __init__(
        self, title: str, says: str, *, icon: str, action: str = "", other: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._icon_name = icon
        self._picture = PlainLabel("", self)
        self._title = PlainLabel(title, self, size=HEAD, bold=True)
        self._says = PlainLabel(says, self, role=Role.TEXT_SOFT, wrap=True)
        self._action = primary_button(action, self)
        self._other = QPushButton(plain_action(other), self)
        self._build(action, other)
        self._action.clicked.connect(self.asked)
        self._other.clicked.connect(self.asked_other)

    def set_words(self, title: str, says: str, *, action: str = "") -> None:
        """Says something else, as what is missing changes."""
        self._title.setText(title)
        self._says.setText(says)
        self._action.setText(plain_action(action))
        self._offer(action)

    def _offer(self, action: str) -> None:
        """The keyboard goes to the next step, where there is one: on to a hidden button it would never leave."""
        self._action.setVisible(bool(action))
        self.setFocusProxy(self._action if action else None)  # type: ignore[arg-type]  # its stub leaves None out

    def _build(self, action: str, other: str) -> None:
        self._says.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._offer(action)
        self._other.setVisible(bool(other))
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE)
        buttons.addStretch(1)
        buttons.addWidget(self._action)
        buttons.addWidget(self._other)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        column.addStretch(2)
        for part in (self._picture, self._title):
            column.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        says = QHBoxLayout()  # not by alignment: a wrapped line would be cut off
        says.addStretch(1)
        says.addWidget(self._says, 100)
        says.addStretch(1)
        column.addLayout(says)
        column.addSpacing(SPACE)
        column.addLayout(buttons)
        column.addStretch(3)
        self._dress()

    def _dress(self) -> None:
        self._says.setMaximumWidth(WIDEST * self.fontMetrics().averageCharWidth())
        self._picture.setPixmap(picture(self._icon_name, 48, colour(Role.ACCENT_TEXT)))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange}:
            self._dress()


def primary_button(text: str, parent: QWidget | None = None, *, icon: str = "") -> QPushButton:
    """The one button of a page that stands out; '&' in the text marks its letter."""
    button = QPushButton(text, parent)
    button.setProperty("primary", "yes")
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    if icon:
        put_icon(button, icon, role=Role.ON_ACCENT)
    return button
