"""The line at the foot of the window: which file, when saved, how old its copy and the contingency pack are."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPainter, QPaintEvent

from cadplanner.ui.kit.text import FittingLabel, PlainLabel
from cadplanner.ui.kit.theme import SPACE, Role, colour
from cadplanner.ui.kit.wrapping import WrappingLine
from cadplanner.ui.workspace import Workspace

if TYPE_CHECKING:  # the window is there before the store is needed
    from cadplanner.errors import CadError
    from cadplanner.store.copies import Copy

DOT = "  ·  "
LEAST_WIDE = 14  # average characters of the file's name, where all is in one line
WATCHES_AFTER = 1_000  # milliseconds: the window stands first


class _Said(PlainLabel):
    """Takes no room while it says nothing."""

    def setText(self, text: str) -> None:
        super().setText(text)
        self.setVisible(bool(text))


class Status(WrappingLine):
    """One line, or two where there is no room. `failed` hears why there is no new copy."""

    def __init__(self, failed: Callable[[CadError], object]) -> None:
        super().__init__(gap=SPACE + SPACE // 2)
        self._failed = failed
        self.file = FittingLabel(self, role=Role.TEXT_SOFT)
        self.copy, self.pack, self.saved = (_Said("", self, role=Role.TEXT_SOFT) for _ in range(3))
        self.row.setContentsMargins(SPACE, SPACE // 2, SPACE, SPACE // 2)
        self.row.add_growing(self.file, LEAST_WIDE)
        for label in (self.pack, self.copy, self.saved):
            self.row.addWidget(label)

    def show_file(self, name: str, *more: str) -> None:
        """Names the open file, and what else there is to say of it where there is room."""
        self.file.set_wordings(*(DOT.join((name, *more[:kept])) for kept in range(len(more), -1, -1)))

    def show_saved(self, at: datetime | None) -> None:
        """When something was saved last; None where nothing was since the file was opened."""
        self.saved.setText("All saved" if at is None else f"Saved {at.astimezone():%H:%M}")

    def clear(self) -> None:
        """No file is open."""
        self.file.set_wordings("")
        for label in (self.copy, self.pack, self.saved):
            label.setText("")

    def watch_soon(self, workspace: Workspace) -> None:
        """Begins to keep copies and the contingency pack fresh, once the window stands."""
        QTimer.singleShot(WATCHES_AFTER, workspace, lambda: self.watch(workspace))

    def watch(self, workspace: Workspace) -> None:
        """Keeps copies and, if she keeps one, the contingency pack; says how old they are."""
        from cadplanner.ui.contingency import contingency_of
        from cadplanner.ui.copying import copying_of

        pack = contingency_of(workspace)
        pack.told.connect(self.pack.setText)
        self.pack.setText(pack.says())
        copying = copying_of(workspace)
        copying.made.connect(self._on_copied)
        copying.failed.connect(self._on_not_copied)
        if copying.copies:
            self._on_copied(copying.copies[0])
        copying.begin()

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), colour(Role.RAIL))

    def _on_copied(self, copy: Copy) -> None:
        here = copy.at.astimezone()
        self.copy.set_role(Role.TEXT_SOFT)
        self.copy.setText(f"Copy of {here:%d-%b %H:%M}")

    def _on_not_copied(self, error: CadError) -> None:
        self.copy.set_role(Role.BAD_TEXT)
        self.copy.setText("✕ No new copy")
        self._failed(error)
