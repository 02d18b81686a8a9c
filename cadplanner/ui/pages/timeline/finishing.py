"""What is done to a plan that was found, in a second process: its rota evened out, its slack priced."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from cadplanner.ui.tasks import Task


class Finishing(QObject):
    """One at a time; `answered` with whatever the function gives."""

    answered = Signal(object)
    failed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._task: Task | None = None

    @property
    def running(self) -> bool:
        """Whether an answer may still come."""
        return self._task is not None

    def start(self, function: Callable[[], object]) -> None:
        """Begins; what ran before is dropped."""
        self.drop()
        self._task = Task(function, self)
        self._task.answered.connect(self._on_answered)
        self._task.failed.connect(self._on_failed)
        self._task.start()

    def drop(self) -> None:
        """Ends it without a word."""
        task, self._task = self._task, None
        if task is not None:
            task.stop()
            task.deleteLater()

    def _on_answered(self, answer: object) -> None:
        self.drop()
        self.answered.emit(answer)

    def _on_failed(self, says: str) -> None:
        self.drop()
        self.failed.emit(says)
