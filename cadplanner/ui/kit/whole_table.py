"""A table as high as its rows: what is around it scrolls, not the table."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from cadplanner.ui.kit.table import Table, TableModel


class WholeTable(Table):
    """Shows all of its rows, or `most_rows` of them where that is given: only then it scrolls by itself."""

    def __init__(
        self, model: TableModel[Any], parent: QWidget | None = None, *, name: str, most_rows: int | None = None
    ) -> None:
        super().__init__(model, parent, name=name)
        self._most_rows = most_rows
        self.verticalHeader().sectionResized.connect(self._own_height)
        model.modelReset.connect(self._own_height)
        self._own_height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._own_height()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._own_height()

    def _own_height(self) -> None:
        header, one = self.horizontalHeader(), self.verticalHeader().defaultSectionSize()
        rows = max(one, self.verticalHeader().length())
        rows = rows if self._most_rows is None else min(rows, self._most_rows * one)
        scrolls = header.length() > self.viewport().width()
        bar = self.horizontalScrollBar().sizeHint().height() if scrolls else 0
        self.setFixedHeight(header.sizeHint().height() + rows + bar + 2 * self.frameWidth())
