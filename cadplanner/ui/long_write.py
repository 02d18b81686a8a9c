"""A long edit on its way into the file, written by a second process."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from cadplanner.errors import CadError
from cadplanner.ui.tasks import Task

if TYPE_CHECKING:  # the window is there before the store is needed
    from cadplanner.core.model.edit import Edit
    from cadplanner.store.beside import Desk
    from cadplanner.store.store import Store
    from cadplanner.store.undo_steps import UndoStep


class Left(CadError):
    """It was left in the middle."""


class LongWrite(QObject):
    """Begin it once with `write` or `take`; it ends once. Meanwhile the store takes nothing else."""

    progressed = Signal(int)
    """Hundredths that are done; all of it is in the file only with the end."""
    ended = Signal(object)
    """None: it is in the file. A CadError: it is not, and everything is as it was; Left where it was cancelled."""

    def __init__(self, store: Store, desk: Desk, label: str, parent: QObject) -> None:
        super().__init__(parent)
        self._store, self._desk, self._label = store, desk, label
        store.hold.refuse()
        store.hold.begin(label)
        self._before = store.audit_head()
        self._task: Task | None = None
        self._pieces: list[bytes] = []
        self._packing = QTimer(self)

    def write(self, edit: Edit) -> None:
        """A new step; it is packed a piece at a time, between the turns of the window."""
        from cadplanner.store.beside import packed

        pieces = packed(edit)

        def pack() -> None:
            piece = next(pieces, None)
            if piece is not None:
                self._pieces.append(piece)
                return
            self._packing.stop()
            self._send()

        self._packing.timeout.connect(pack)
        self._packing.start(0)

    def take(self, step: UndoStep, *, undone: bool) -> None:
        """A step of before, taken back or done again."""
        from cadplanner.store.beside import take_step

        self._run(partial(take_step, self._desk, step, undone=undone))

    def cancel(self) -> None:
        """Leaves it; where it was in the file already, it is there."""
        self._look("")

    def _send(self) -> None:
        from cadplanner.store.beside import write_packed

        pieces, self._pieces = tuple(self._pieces), []
        self._run(partial(write_packed, self._desk, self._label, pieces))

    def _run(self, function: Callable[[], object]) -> None:
        task = self._task = Task(function, self)
        task.answered.connect(self._on_answered)
        task.failed.connect(self._look)
        task.start()

    def _on_answered(self, answer: object) -> None:
        if isinstance(answer, int):
            self.progressed.emit(answer)
        else:
            error = answer if isinstance(answer, CadError) else None
            self._end(error, plans_stand=error is not None or getattr(answer, "plans_stand", False))

    def _look(self, says: str) -> None:
        """The process is no more: whether it was done is what the file says."""
        self._stop()
        if self._store.audit_head() != self._before:
            self._end(None, plans_stand=False)
        else:
            left = Left("Left in the middle: everything is as it was before.", "")
            self._end(CadError(says, "") if says else left, plans_stand=True)

    def _stop(self) -> None:
        self._packing.stop()
        if self._task is not None:
            self._task.stop()

    def _end(self, error: CadError | None, *, plans_stand: bool) -> None:
        self._stop()
        self._store.hold.end(plans_stand=plans_stand)
        self.deleteLater()
        self.ended.emit(error)
