"""A table with its heading; another takes its place when the figures change."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from cadplanner.core.charts import Grid
from cadplanner.ui.kit.charts import GridTable
from cadplanner.ui.kit.text import heading
from cadplanner.ui.kit.theme import SPACE


class TablePart(QWidget):
    """Hidden until it has something to show."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.grid: Grid | None = None
        self.table: GridTable | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE // 2)
        self._column.addWidget(heading(words, self))
        self.hide()

    def show_grid(self, grid: Grid) -> None:
        """Shows this one."""
        if grid != self.grid:
            if self.table is not None:
                self._column.removeWidget(self.table)
                self.table.deleteLater()
            self.grid, self.table = grid, GridTable(grid, self, name=self._words)
            self._column.addWidget(self.table)
        self.show()
