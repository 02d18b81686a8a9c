"""What is being done, how far it is, and one button to leave it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from cadplanner.ui.kit.text import PlainLabel
from cadplanner.ui.kit.theme import SPACE


def progress_bar(name: str = "Progress", parent: QWidget | None = None) -> QProgressBar:
    """A bar with a spoken name and no number in it."""
    bar = QProgressBar(parent)
    bar.setTextVisible(False)
    bar.setAccessibleName(name)
    return bar


class UnderWay(QWidget):
    """A line of words, a bar and Cancel; hidden until something begins."""

    cancelled = Signal()

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._says = PlainLabel("", self)
        self._bar = progress_bar(name, self)
        self.cancel = QPushButton("Cancel", self)
        self.cancel.setAccessibleName(f"Cancel {name[:1].lower()}{name[1:]}")
        self.cancel.clicked.connect(self.cancelled)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * SPACE)
        row.addWidget(self._says)
        row.addWidget(self._bar, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.cancel)
        self.hide()

    def say(self, words: str) -> None:
        """Shows what is being done; how long it takes is not known."""
        self._says.setText(words)
        self._bar.setRange(0, 0)
        self.show()
