"""Where second copies of the open file go: the one folder of the settings, wherever it is asked for."""

from __future__ import annotations

from PySide6.QtCore import QObject

from cadplanner.ui.main_window.tastes import Tastes
from cadplanner.ui.workspace import Workspace


class SecondPlace(QObject):
    """Tells a workspace's copies the folder, and remembers the one that is chosen there."""

    def __init__(self, workspace: Workspace, tastes: Tastes) -> None:
        super().__init__(workspace)
        from cadplanner.ui.copying import copying_of

        self._copying, self._tastes = copying_of(workspace), tastes
        self._copying.second = tastes.second_folder
        self._copying.second_chosen.connect(tastes.choose_second_folder)
        tastes.changed.connect(self._on_tastes_changed)

    def _on_tastes_changed(self, _settings: object) -> None:
        self._copying.second = self._tastes.second_folder
