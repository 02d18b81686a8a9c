"""The question before people are deleted for good: what goes, and a word to type, so that no key does it alone."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from cadplanner.core.keeping.retention import DayKept
from cadplanner.core.model.patient import date_words
from cadplanner.ui.kit.text import PlainLabel
from cadplanner.ui.kit.theme import SPACE, Role, colour
from cadplanner.ui.kit.wrapping import WrappingRow

WORD = "delete"


class DeletionQuestion(QWidget):
    """In the page, under the table."""

    agreed = Signal(str)
    """The id of the day."""
    copies_agreed = Signal()
    """The older copies are to go although there is no new one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._day_id = ""
        self.setAccessibleName("Question")
        self._words = PlainLabel("", self, wrap=True, role=Role.BAD_TEXT)
        self.typed = QLineEdit(self)
        self.typed.setPlaceholderText(f"Type “{WORD}”")
        self.typed.setAccessibleName(f"Type {WORD} to go ahead")
        self.typed.setFixedWidth(16 * self.fontMetrics().averageCharWidth())
        self.go = QPushButton("De&lete for good", self)
        self.keep = QPushButton("&Keep it", self)
        row = WrappingRow()
        row.add_gap()
        for part in (self.typed, self.go, self.keep):
            row.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, SPACE, 2 * SPACE, SPACE)
        column.setSpacing(SPACE // 2)
        column.addWidget(self._words)
        column.addLayout(row)
        self.typed.textChanged.connect(self._on_typed)
        self.typed.returnPressed.connect(self._on_go)
        self.go.clicked.connect(self._on_go)
        self.keep.clicked.connect(self.hide)
        leave = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.activated.connect(self.hide)
        self.hide()

    def ask(self, day: DayKept) -> None:
        """Asks about a day that is due."""
        people = "1 person" if day.people == 1 else f"{day.people} people"
        self._ask(
            day.id,
            f"{day.day.name}, {date_words(day.day.on)}: {people} with all that was noted of them. Whoever still waits "
            "or is invited again stays on the list. The older copies beside this file go too, once there is a new one; "
            "copies in other places are yours to delete. Nobody can undo this.",
        )

    def ask_copies(self, happened: str, copies: int) -> None:
        """Asks about the older copies, where there is no new one."""
        older = "The older copy" if copies == 1 else f"The {copies} older copies"
        self._ask(
            "",
            f"{happened}, but no new copy of the file could be made. {older} beside it still tell of them, and nothing "
            "else would be left if this file were lost. Kept, they go with the next deletion.",
        )

    def _ask(self, day_id: str, words: str) -> None:
        self._day_id = day_id
        self._words.setText(words)
        self.go.setText("De&lete for good" if day_id else "Delete the &copies")
        self.keep.setText("&Keep it" if day_id else "&Keep them")
        self.typed.clear()
        self._on_typed("")
        self.show()
        self.typed.setFocus()

    def _on_typed(self, text: str) -> None:
        self.go.setEnabled(text.strip().casefold() == WORD)

    def _on_go(self) -> None:
        if self.go.isEnabled():
            self.hide()
            if self._day_id:
                self.agreed.emit(self._day_id)
            else:
                self.copies_agreed.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour(Role.BAD))
        painter.fillRect(0, 0, SPACE // 2, self.height(), colour(Role.BAD_TEXT))
