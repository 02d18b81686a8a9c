"""The figures to be read first: large numbers in a row, each with what it counts."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from cadplanner.core.reporting.report import Number
from cadplanner.ui.kit.text import HERO, SMALL, PlainLabel
from cadplanner.ui.kit.theme import SPACE, Role
from cadplanner.ui.kit.wrapping import WrappingLine


class Numbers(WrappingLine):
    """A row of large numbers that wraps."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, gap=4 * SPACE)
        self._shown: tuple[Number, ...] = ()
        self._tiles: list[QWidget] = []

    def show_numbers(self, numbers: Sequence[Number]) -> None:
        """Shows these."""
        if tuple(numbers) == self._shown:
            return
        self._shown = tuple(numbers)
        for tile in self._tiles:
            self.row.removeWidget(tile)
            tile.hide()
            tile.deleteLater()
        self._tiles = [_tile(number, self) for number in numbers]
        for tile in self._tiles:
            self.row.addWidget(tile)
            tile.show()
        self.updateGeometry()


def _tile(number: Number, parent: QWidget) -> QWidget:
    tile = QWidget(parent)
    told = " ".join(filter(None, (number.number, number.what, f"({number.under})" if number.under else "")))
    tile.setAccessibleName(told)
    column = QVBoxLayout(tile)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(PlainLabel(number.number, tile, size=HERO, bold=True, role=Role.ACCENT_TEXT))
    column.addWidget(PlainLabel(number.what, tile))
    column.addWidget(PlainLabel(number.under or " ", tile, size=SMALL, role=Role.TEXT_SOFT))
    return tile
