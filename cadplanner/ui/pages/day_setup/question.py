"""A question in the page: what would happen, and two answers; never a box over the window."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from cadplanner.ui.kit.icons import picture
from cadplanner.ui.kit.text import PlainLabel, plain_action
from cadplanner.ui.kit.theme import SPACE, Role, colour
from cadplanner.ui.kit.wrapping import WrappingRow
from cadplanner.ui.pages.day_setup.changes import Question

LEAST_WIDE = 36  # average characters of the question beside its answers


class QuestionBar(QWidget):
    """Takes the keyboard with the careful answer; Esc gives it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._question: Question | None = None
        self._back: QWidget | None = None
        self._icon = PlainLabel("", self)
        self._words = PlainLabel("", self, wrap=True, role=Role.CAUTION_TEXT)
        self._keep = QPushButton(self)
        self._keep.setAccessibleName("Keep it as it is")
        self._go = QPushButton(self)
        self._go.setAccessibleName("Go ahead")
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * SPACE, SPACE, 2 * SPACE, SPACE)
        row.setSpacing(SPACE)
        asked = WrappingRow()
        asked.add_growing(self._words, LEAST_WIDE)
        asked.addWidget(self._go)
        asked.addWidget(self._keep)
        row.addWidget(self._icon)
        row.addLayout(asked, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setAccessibleName("Question")
        self._keep.clicked.connect(self.keep)
        self._go.clicked.connect(self.go_ahead)
        self.hide()

    @property
    def text(self) -> str:
        """What it asks; '' while it is closed."""
        return self._words.text() if self._question is not None else ""

    def ask(self, question: Question) -> None:
        """Puts a question; one that was open is answered with the careful answer."""
        self.keep()
        self._question = question
        self._back = self.window().focusWidget()
        self._words.setText(question.says)
        self._go.setText(plain_action(question.go_ahead))
        self._go.setVisible(bool(question.go_ahead))
        self._keep.setText(plain_action(question.keep))
        self._go.setAccessibleName(question.go_ahead)
        self._keep.setAccessibleName(f"{question.keep}. {question.says}")
        self._dress()
        self.show()
        self._keep.setFocus()

    def keep(self) -> None:
        """The careful answer: nothing changes."""
        question = self._close()
        if question is not None:
            question.declined()

    def go_ahead(self) -> None:
        """The other answer."""
        question = self._close()
        if question is not None:
            question.accepted()

    def _close(self) -> Question | None:
        question, self._question = self._question, None
        back, self._back = self._back, None
        had_keyboard = self._keep.hasFocus() or self._go.hasFocus()
        self.hide()
        if question is not None and had_keyboard and back is not None:
            back.setFocus()
        return question

    def _dress(self) -> None:
        self._icon.setPixmap(picture("triangle-alert", 20, colour(Role.CAUTION_TEXT)))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._dress()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.keep()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.go_ahead() if self._go.hasFocus() else self.keep()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour(Role.CAUTION))
        painter.fillRect(0, 0, SPACE // 2, self.height(), colour(Role.CAUTION_TEXT))
