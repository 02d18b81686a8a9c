"""A page of a few lines: one column in the middle, no wider than one reads well, scrolling where it must."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cadplanner.ui.kit.scroll import Frame
from cadplanner.ui.kit.theme import SPACE

WIDEST = 84  # average characters


class CentredColumn(Frame):
    """Put the lines of the page into `column`, one under another; at most `widest` average characters wide."""

    def __init__(self, parent: QWidget | None = None, *, name: str, widest: int = WIDEST) -> None:
        super().__init__(None, parent, name=name)
        self._widest = widest
        self._inside = QWidget(self)
        whole = QVBoxLayout(self._inside)
        whole.setContentsMargins(3 * SPACE, 2 * SPACE, 3 * SPACE, 2 * SPACE)
        self.column = QVBoxLayout()
        self.column.setSpacing(SPACE + SPACE // 2)
        whole.addStretch(2)
        whole.addLayout(self.column)
        whole.addStretch(3)
        holder = QWidget(self)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(self._inside, 100)
        row.addStretch(1)
        self.setWidget(holder)
        self._fit()

    def _fit(self) -> None:
        self._inside.setMaximumWidth(self._widest * self.fontMetrics().averageCharWidth())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._fit()
