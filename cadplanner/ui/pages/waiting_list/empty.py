"""The page before there is a list: what it is for, and the one next step."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from cadplanner.ui.kit.icons import put_icon
from cadplanner.ui.kit.text import HEAD, PlainLabel
from cadplanner.ui.kit.theme import SPACE, Role

PURPOSE = (
    "Everybody who waits, the longest wait first. From here you choose whom to invite to a day. "
    "It starts with a file from your record system: CSV or Excel, as it is. "
    "You see every problem before anything is saved."
)


class NobodyYet(QWidget):
    """The empty state of the waiting list."""

    import_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._build()
        self.setFocusProxy(self._button)
        self._button.clicked.connect(self.import_wanted)

    def _build(self) -> None:
        picture = QToolButton(self)
        picture.setAutoRaise(True)
        picture.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        picture.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        picture.setAccessibleName("Picture of a list")
        put_icon(picture, "clipboard-list", role=Role.ACCENT_TEXT)
        picture.setIconSize(picture.iconSize() * 3)
        self._button = QPushButton("&Import a waiting list", self)
        self._button.setProperty("primary", "yes")
        put_icon(self._button, "upload", role=Role.ON_ACCENT)
        words = PlainLabel(PURPOSE, self, wrap=True)
        words.setMinimumWidth(420)
        words.setMaximumWidth(540)
        middle = QVBoxLayout()
        middle.setSpacing(2 * SPACE)
        middle.addStretch(2)
        centre = Qt.AlignmentFlag.AlignHCenter
        middle.addWidget(picture, 0, centre)
        middle.addWidget(PlainLabel("Nobody is on the list yet", self, size=HEAD, bold=True), 0, centre)
        middle.addWidget(words)
        middle.addWidget(self._button, 0, centre)
        middle.addWidget(PlainLabel("or drop the file on this window", self, role=Role.TEXT_SOFT), 0, centre)
        middle.addStretch(3)
        row = QHBoxLayout(self)
        row.addStretch(1)
        row.addLayout(middle)
        row.addStretch(1)
