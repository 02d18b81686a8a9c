"""Once a month the latest copy of the open file is tried by itself, some minutes after the file was opened."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from cadplanner.ui.main_window.tastes import Tastes
from cadplanner.ui.workspace import Workspace

if TYPE_CHECKING:  # the window is there before the store is needed
    from cadplanner.errors import CadError

LOOKS_AFTER = 5 * 60_000  # milliseconds: not while she waits for the file


class Trying(QTimer):
    """Tries a copy where none was found good for a month, and remembers when one was; a child of the workspace.

    One that cannot be read is said through `failed`, and not tried again until the file is opened anew.
    """

    def __init__(self, workspace: Workspace, tastes: Tastes, failed: Callable[[CadError], object]) -> None:
        super().__init__(workspace, interval=LOOKS_AFTER)
        from cadplanner.ui.copying import copying_of

        self._workspace, self._tastes = workspace, tastes
        path = workspace.store.path
        if path is None:
            return
        self._copying = copying_of(workspace)
        self._copying.tried_on = tastes.tried_on(path)
        self._copying.tried.connect(lambda _sound: self._on_good(path))
        self._copying.not_tried.connect(self.stop)
        self._copying.not_tried.connect(failed)
        self.timeout.connect(self._look)
        self.start()

    def _look(self) -> None:
        if self._copying.is_try_due and not self._copying.busy:
            self._copying.try_latest()

    def _on_good(self, path: Path) -> None:
        self._tastes.tried(path, self._workspace.today())
