"""The line that turns the contingency pack on and off: on the day's page and on the print page."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QInputDialog, QLineEdit, QPushButton, QVBoxLayout, QWidget

from cadplanner.ui.contingency import Contingency
from cadplanner.ui.kit.text import SMALL, PlainLabel, heading
from cadplanner.ui.kit.theme import SPACE, Role

OFF = (
    "One PDF to run the day from on paper, made again after each change, on a stick or in a folder. "
    "It names patients: give it a password, or use an encrypted stick."
)
ASKS = (
    "Whoever opens the pack types this password (AES-256). Write it down where the team finds it without the laptop. "
    "Leave it blank for a pack that opens without."
)


class PackLine(QWidget):
    """Says whether a pack is kept and how old it is; one button chooses a folder or stops."""

    def __init__(self, pack: Contingency, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pack = pack
        self._says = PlainLabel("", self, size=SMALL, role=Role.TEXT_SOFT, wrap=True)
        self._choose = QPushButton(self)
        self.password = QPushButton(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE, 0, 0)
        column.setSpacing(SPACE // 2)
        column.addWidget(heading("Contingency pack", self))
        column.addWidget(self._says)
        for button in (self._choose, self.password):
            column.addWidget(button, alignment=Qt.AlignmentFlag.AlignLeft)
        self.password.clicked.connect(self._on_password)
        self._choose.clicked.connect(self._on_clicked)
        pack.told.connect(self._show)
        self._show(pack.says())

    def _show(self, says: str) -> None:
        folder = self._pack.folder
        self._says.setText(OFF if folder is None else f"{says}. In {folder}.")
        words = "Keep one in a folder…" if folder is None else "Stop keeping it"
        self.password.setText("Change its password…" if self._pack.password else "Give it a password…")
        self.password.setAccessibleName(f"Contingency pack: {self.password.text()}")
        self._choose.setText(words)
        self._choose.setAccessibleName(f"Contingency pack: {words}")

    def _on_password(self) -> None:
        normal = QLineEdit.EchoMode.Normal
        typed, sure = QInputDialog.getText(self, "Password of the pack", ASKS, normal, self._pack.password)
        if sure:
            self._pack.seal_with(typed.strip())

    def _on_clicked(self) -> None:
        if self._pack.folder is not None:
            self._pack.choose(None)
            return
        folder = QFileDialog.getExistingDirectory(self, "Where to keep the contingency pack")
        if folder:
            self._pack.choose(Path(folder))
