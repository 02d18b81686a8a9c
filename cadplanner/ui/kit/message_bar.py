"""The message bar: what happened, whether anything was lost, what to do; in the window, never a box."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QToolButton, QWidget

from cadplanner.errors import CadError
from cadplanner.ui.kit.icons import put_icon
from cadplanner.ui.kit.mark import Mark
from cadplanner.ui.kit.spoken import announce
from cadplanner.ui.kit.text import PlainLabel, plain_action
from cadplanner.ui.kit.theme import SPACE, Role, colour
from cadplanner.ui.kit.wrapping import WrappingRow

CLOSES_AFTER = 8000  # milliseconds that a confirmation stays
LEAST_WIDE = 36  # average characters of what happened beside its button


class Severity(Enum):
    """How grave: its word, its icon, the fill and the text colour."""

    DONE = ("Done", "circle-check", Role.GOOD, Role.GOOD_TEXT)
    NOTE = ("Note", "info", Role.NOTE, Role.NOTE_TEXT)
    CHECK = ("Check", "triangle-alert", Role.CAUTION, Role.CAUTION_TEXT)
    REFUSED = ("Not done", "circle-x", Role.BAD, Role.BAD_TEXT)

    def __init__(self, word: str, icon: str, fill: Role, ink: Role) -> None:
        self.word = word
        self.icon = icon
        self.fill = fill
        self.ink = ink


class MessageBar(QWidget):
    """One message at a time. Confirmations close themselves, the rest stay until closed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._severity = Severity.NOTE
        self._on_action: Callable[[], object] | None = None
        self._build()
        self._wire()
        self.hide()

    def say(self, happened: str, *, action: str = "", on_action: Callable[[], object] | None = None) -> None:
        """A confirmation, perhaps with a button such as Undo."""
        self.show_message(Severity.DONE, happened, action=action, on_action=on_action)

    def refuse(self, error: CadError) -> None:
        """The world said no: what happened and what to do."""
        self.show_message(Severity.REFUSED, str(error), error.advice)

    def show_message(
        self,
        severity: Severity,
        happened: str,
        advice: str = "",
        *,
        action: str = "",
        on_action: Callable[[], object] | None = None,
    ) -> None:
        """Replaces what is shown; `action` is the words of a button that calls `on_action` and closes the bar."""
        self._severity, self._on_action = severity, on_action
        self._mark.setText(severity.word)
        self._words.setText(f"{happened} {advice}".strip())
        self._action.setText(plain_action(action))
        self._action.setAccessibleName(action or "No action")
        self._action.setVisible(bool(action))
        self._dress()
        self.show()
        urgent = severity in {Severity.REFUSED, Severity.CHECK}
        announce(self, f"{severity.word}: {self._words.text()}", urgent=urgent)
        self._timer.stop()
        if severity is Severity.DONE:
            self._timer.start(CLOSES_AFTER)

    def go_on(self, happened: str) -> None:
        """Other words for what is shown, such as how far it is; nothing is announced."""
        if not self.isHidden():
            self._words.setText(happened)

    @property
    def text(self) -> str:
        """What it says now; '' while it is closed."""
        return self._words.text() if not self.isHidden() else ""

    def _build(self) -> None:
        self._icon = Mark(self._severity.icon, self, role=self._severity.ink)
        self._mark = PlainLabel("", self, bold=True)
        self._words = PlainLabel("", self, wrap=True)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._action = QPushButton(self)
        self._close = QToolButton(self)
        self._close.setAutoRaise(True)
        self._close.setAccessibleName("Close message")
        self._close.setToolTip("Close message")
        put_icon(self._close, "x")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE, SPACE // 2, SPACE, SPACE // 2)
        row.setSpacing(SPACE)
        said = WrappingRow()
        said.addWidget(self._mark)
        said.add_growing(self._words, LEAST_WIDE)
        said.addWidget(self._action)
        row.addWidget(self._icon)
        row.addLayout(said, 1)
        row.addWidget(self._close)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setAccessibleName("Message")

    def _wire(self) -> None:
        self._close.clicked.connect(self.hide)
        self._action.clicked.connect(self._on_action_clicked)
        self._timer.timeout.connect(self.hide)

    def _on_action_clicked(self) -> None:
        self.hide()
        if self._on_action is not None:
            self._on_action()

    def _dress(self) -> None:
        self._icon.show_icon(self._severity.icon, self._severity.ink)
        self._mark.set_role(self._severity.ink)
        self._words.set_role(self._severity.ink)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._dress()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour(self._severity.fill))
        painter.fillRect(0, 0, SPACE // 2, self.height(), colour(self._severity.ink))
