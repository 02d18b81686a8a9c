"""A grid of words as a table, as high as its rows: what stands behind a picture, or beside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from cadplanner.core.charts import Grid
from cadplanner.ui.kit.table import Column, TableModel
from cadplanner.ui.kit.whole_table import WholeTable

MOST_ROWS = 14  # before it scrolls


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the grid."""

    id: str
    cells: tuple[str, ...]


class GridTable(WholeTable):
    """Shows one Grid; a column that can be spared stands in the tips where there is no room for it."""

    def __init__(self, grid: Grid, parent: QWidget | None = None, *, name: str) -> None:
        model: TableModel[Row] = TableModel([_column(grid, n) for n in range(len(grid.headings))])
        model.set_rows(Row(str(n), cells) for n, cells in enumerate(grid.rows))
        super().__init__(model, parent, name=name, most_rows=MOST_ROWS)
        model.setParent(self)


def _column(grid: Grid, n: int) -> Column[Row]:
    widest = max([len(grid.headings[n]), *(len(cells[n]) for cells in grid.rows)])
    return Column(grid.headings[n], _cell(n), tip=_whole(grid), width=widest, spare=n in grid.spare)


def _whole(grid: Grid) -> Callable[[Row], str]:
    """All of a row in words."""
    return lambda row: ". ".join(f"{name}: {cell}" for name, cell in zip(grid.headings, row.cells, strict=True) if cell)


def _cell(n: int) -> Callable[[Row], str]:
    return lambda row: row.cells[n]
