"""Whoever is shown in full at the desk for a while, and of whom nothing is noted, was looked at."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from cadplanner.core.model.patient import Patient
from cadplanner.ui.workspace import Workspace

READ_AFTER = 8_000  # milliseconds: who arrives at once has an entry by that


class Looking(QTimer):
    """`shown` says who is shown now. Started anew whenever that changes."""

    def __init__(self, workspace: Workspace, shown: Callable[[], Patient | None], page: QWidget) -> None:
        super().__init__(page, interval=READ_AFTER, singleShot=True)
        self._workspace, self._shown, self._page = workspace, shown, page
        self.timeout.connect(self._on_read)

    def noted(self) -> None:
        """An entry was just written about whoever is shown: that she was looked at goes without saying."""
        if patient := self._shown():
            self._workspace.seen(patient)

    def _on_read(self) -> None:
        patient = self._shown()
        if patient is not None and self._page.isVisible():
            self._workspace.looked_at(patient)
