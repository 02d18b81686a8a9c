"""The settings, which are few: what belongs to the service, and what to this computer."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from cadplanner.ui.kit.text import title
from cadplanner.ui.kit.theme import SPACE
from cadplanner.ui.main_window.settings_computer import ComputerPart
from cadplanner.ui.main_window.settings_service import ServicePart
from cadplanner.ui.main_window.tastes import Tastes
from cadplanner.ui.workspace import Workspace

WIDEST = 100  # average characters: a longer line is not read easily


class SettingsPage(QWidget):
    """Both parts under one another; with no file open only this computer's, and a way back."""

    title = "Settings"
    icon = "settings-2"

    left = Signal()
    """She has done with it; only while no file is open."""

    def __init__(self, workspace: Workspace | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.service: ServicePart | None = None
        self.computer: ComputerPart | None = None
        self._build()

    def use_tastes(self, tastes: Tastes) -> None:
        """Takes the window's tastes; the part of this computer is there from then on."""
        self.computer = ComputerPart(tastes, self)
        self._parts.addWidget(self.computer)
        if self._workspace is not None:
            from cadplanner.ui.copying import copying_of

            self.computer.show_file(self._workspace.store.path, copying_of(self._workspace).folder)

    def closing(self) -> None:
        """Saves what is typed; called before the file is closed."""
        if self.service is not None:
            self.service.closing()

    def poses(self) -> Iterator[str]:
        """A name that was refused."""
        if self.service is not None:
            was = self.service.name.text()
            for typed in ("", was):
                self.service.name.setText(typed)
                self.service.name.editingFinished.emit()
                if not typed:
                    yield "refused"

    def _build(self) -> None:
        inside = QWidget(self)
        inside.setMaximumWidth(WIDEST * self.fontMetrics().averageCharWidth())
        self._parts = QVBoxLayout(inside)
        self._parts.setContentsMargins(0, 0, 0, 0)
        self._parts.setSpacing(3 * SPACE)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(2 * SPACE, SPACE, 2 * SPACE, 2 * SPACE)
        whole.addWidget(inside)
        if self._workspace is not None:
            self.service = ServicePart(self._workspace, self)
            self._parts.addWidget(self.service)
        else:
            whole.insertWidget(0, title(self.title, self))
            back = QPushButton("&Back", self)
            back.clicked.connect(self.left)
            QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.left.emit)
            whole.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
        whole.addStretch(1)
