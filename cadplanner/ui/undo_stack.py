"""What can be undone and redone in the open file, in words; the steps are those that the file keeps."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from cadplanner.core.model.operator import Role
from cadplanner.errors import CadError, CannotWrite, Stale

if TYPE_CHECKING:  # the window is there before the store is needed
    from cadplanner.store.undo_steps import UndoStep, UndoSteps


class UndoStack(QObject):
    """Names the step before and the step after, and takes one, which `write` writes; it raises CadError.

    `write` gives the kinds that changed; None where it goes on writing, and says `took` or `not_taken` in the end.

    A step that no longer fits leaves the stack. Whoever is no coordinator takes back only what she did herself, and
    no further than what somebody else did since; of what is another's the words say whose it is.
    """

    moved = Signal()
    taken = Signal(frozenset)  # the kinds that undo or redo wrote, once the stack is at rest
    refused = Signal(object)  # the CadError why it did not

    def __init__(
        self,
        steps: UndoSteps,
        write: Callable[[UndoStep, bool], frozenset[type] | None],
        *,
        who: str,
        role: Role | None,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._file, self._write, self._who, self._role = steps, write, who, role
        self._steps = steps.all()

    def look(self) -> None:
        """Reads what the file keeps, after something was written."""
        self._steps = self._file.all()
        self.moved.emit()

    def count(self) -> int:
        """How many steps there are, undone ones too."""
        return len(self._steps)

    def index(self) -> int:
        """How many of them are done."""
        return sum(not step.undone for step in self._steps)

    def labels(self) -> tuple[str, ...]:
        """What was done and is not undone, in words, the latest last."""
        return tuple(step.label for step in self._steps if not step.undone)

    def canUndo(self) -> bool:
        """Whether there is a step to take back."""
        return self._before() is not None

    def canRedo(self) -> bool:
        """Whether there is a step to do again."""
        return self._after() is not None

    def undoText(self) -> str:
        """The step to take back in words; '' for none."""
        return self._words(self._before())

    def redoText(self) -> str:
        """The step to do again in words; '' for none."""
        return self._words(self._after())

    def undo(self) -> None:
        """Takes the last step back."""
        self._take(self._before(), undone=True)

    def redo(self) -> None:
        """Does the step that was undone last again."""
        self._take(self._after(), undone=False)

    def clear(self) -> None:
        """Nothing of before can be undone any more."""
        self._file.leave(step.entry for step in self._steps)
        self.look()

    def _take(self, step: UndoStep | None, *, undone: bool) -> None:
        if step is None:
            return
        try:
            kinds = self._write(step, undone)
        except CadError as error:
            self.not_taken(step, error)
            return
        if kinds is not None:
            self.took(kinds)

    def took(self, kinds: frozenset[type]) -> None:
        """A step was written back or again; it changed these kinds."""
        self.look()
        self.taken.emit(kinds)

    def not_taken(self, step: UndoStep, error: CadError) -> None:
        """It was not; a step that no longer fits leaves the stack."""
        if isinstance(error, Stale):
            with suppress(CannotWrite):  # then it is refused once more
                self._file.leave((step.entry,))
        self.look()
        self.refused.emit(error)

    def _before(self) -> UndoStep | None:
        return self._hers(next((step for step in reversed(self._steps) if not step.undone), None))

    def _after(self) -> UndoStep | None:
        return self._hers(next((step for step in self._steps if step.undone), None))

    def _hers(self, step: UndoStep | None) -> UndoStep | None:
        all_hers = self._role in {None, Role.COORDINATOR}
        return step if step is not None and (all_hers or step.who == self._who) else None

    def _words(self, step: UndoStep | None) -> str:
        if step is None:
            return ""
        return step.label if step.who == self._who else f"{step.label} ({step.who})"
