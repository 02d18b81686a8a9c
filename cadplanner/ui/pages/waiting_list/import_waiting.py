"""While the second process is at work, and when a file cannot be read at all."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from cadplanner.ui.kit.text import HEAD, PlainLabel
from cadplanner.ui.kit.theme import SPACE, Role
from cadplanner.ui.kit.under_way import progress_bar

NARROW, WIDE = 400, 600  # pixels of a sentence in the middle of a page


class Working(QWidget):
    """What is being done, and how far it is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = PlainLabel("", self, size=HEAD, bold=True)
        self._far = PlainLabel("", self, role=Role.TEXT_SOFT)
        self._bar = progress_bar(parent=self)
        self._bar.setFixedWidth(320)
        column = QVBoxLayout(self)
        column.setSpacing(SPACE)
        column.addStretch(2)
        column.addWidget(self._words, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._bar)
        column.addWidget(self._far, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        column.setAlignment(self._bar, Qt.AlignmentFlag.AlignHCenter)

    def say(self, words: str) -> None:
        """Begins something whose end is not known."""
        self._words.setText(f"{words}…")
        self._far.setText("Nothing has been saved yet.")
        self._bar.setRange(0, 0)

    def progress(self, done: int, rows: int) -> None:
        """So many rows of all."""
        self._bar.setRange(0, rows)
        self._bar.setValue(done)
        self._far.setText(f"{done:,} of {rows:,} rows")

    def hundredths(self, done: int) -> None:
        """So much of it."""
        self._bar.setRange(0, 100)
        self._bar.setValue(done)


class Refused(QWidget):
    """A file that cannot be imported: what it is and what to do."""

    another_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._says = PlainLabel("", self, wrap=True)
        self._says.setMinimumWidth(NARROW)
        self._says.setMaximumWidth(WIDE)
        self._says.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._another = QPushButton("&Choose another file…", self)
        self._another.setProperty("primary", "yes")
        self._another.clicked.connect(self.another_wanted)
        column = QVBoxLayout(self)
        column.setSpacing(2 * SPACE)
        column.addStretch(2)
        centre = Qt.AlignmentFlag.AlignHCenter
        column.addWidget(PlainLabel("This file was not imported", self, size=HEAD, bold=True), 0, centre)
        column.addLayout(in_the_middle(self._says))
        column.addWidget(PlainLabel("Nothing was changed.", self, role=Role.TEXT_SOFT), 0, centre)
        column.addWidget(self._another, 0, centre)
        column.addStretch(3)

    def show_reason(self, says: str) -> None:
        """Shows what is wrong with the file and what to do."""
        self._says.setText(says)
        self._another.setFocus(Qt.FocusReason.OtherFocusReason)


def in_the_middle(widget: QWidget) -> QHBoxLayout:
    """The widget with the same room on both sides, as high as its words need."""
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(widget, 4)
    row.addStretch(1)
    return row
