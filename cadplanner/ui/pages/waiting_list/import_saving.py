"""The last step of an import: a copy of the file first, then all of the list is written, or nothing."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from cadplanner.ui.copying import copying_of
from cadplanner.ui.pages.waiting_list.arriving import Arriving
from cadplanner.ui.pages.waiting_list.import_waiting import Working
from cadplanner.ui.workspace import Workspace


class Saving(QObject):
    """`begin` it with what comes in; `left`, nothing of it is in the file."""

    done = Signal(object)
    """The Arriving is in the file."""
    refused = Signal()

    def __init__(self, workspace: Workspace, working: Working, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace, self._working = workspace, working
        self._coming: Arriving | None = None
        workspace.progressed.connect(working.hundredths)

    @property
    def busy(self) -> bool:
        """Whether it has begun and is not over."""
        return self._coming is not None

    def begin(self, coming: Arriving) -> None:
        """Makes the copy, then writes."""
        self._coming = coming
        self._working.say("Making a copy of the file first")
        copying_of(self._workspace).copy_first(partial(self._on_copied, coming))

    def leave(self) -> None:
        """Everything is as it was before; where all was in the file already, it is `done`."""
        if self._coming is not None:
            self._workspace.cancel()
            self._coming = None

    def _on_copied(self, coming: Arriving) -> None:
        if coming is self._coming:
            self._working.say("Saving")
            self._workspace.write(coming.edit, partial(self._on_written, coming), quiet=True)

    def _on_written(self, coming: Arriving, there: bool) -> None:  # noqa: FBT001 - as the workspace tells it
        self._coming = None
        if there:
            self.done.emit(coming)
        else:
            self.refused.emit()
