"""While keys are being made: what is done, in a second process, and Cancel."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from cadplanner.ui.kit.column import CentredColumn
from cadplanner.ui.kit.text import HEAD, PlainLabel, hint
from cadplanner.ui.kit.under_way import UnderWay
from cadplanner.ui.tasks import Task

WORDS = "Making the keys…"
WHY = "It takes a second or two on purpose: whoever tries to guess the passphrase needs as long for every guess."


class WorkingStep(CentredColumn):
    """Give it the `work` of one change of keys; nothing is written before the answer is there."""

    left = Signal()
    failed = Signal(str)
    """What went wrong, as a sentence."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, name="Making the keys")
        self._task: Task | None = None
        self._line = UnderWay("Making the keys", self)
        self.column.addWidget(PlainLabel("The keys of the file", self, size=HEAD, bold=True))
        self.column.addWidget(hint(WHY, self))
        self.column.addWidget(self._line)
        self._line.cancelled.connect(self._on_cancelled)
        self.show_words()

    def show_words(self) -> None:
        """What is being done."""
        self._line.say(WORDS)
        self._line.cancel.setFocus(Qt.FocusReason.OtherFocusReason)

    def work(self, function: Callable[[], object], then: Callable[[Any], None]) -> None:
        """Has a second process do it; `then` gets the answer."""
        self.stop()
        self.show_words()
        task = self._task = Task(function, self)
        task.answered.connect(self.stop)
        task.answered.connect(then)
        task.failed.connect(self._on_failed)
        task.start()

    def stop(self) -> None:
        """Nothing is being made any more."""
        task, self._task = self._task, None
        if task is not None:
            task.stop()
            task.deleteLater()

    def _on_cancelled(self) -> None:
        self.stop()
        self.left.emit()

    def _on_failed(self, says: str) -> None:
        self.stop()
        self.failed.emit(says)
