"""What a file holds before any of it is understood: rows of cells under the spreadsheet's own row numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

LONGEST_CELL = 4_000
MOST_ROWS = 100_000
MOST_COLUMNS = 300

Cell = str | float | bool | date | datetime | time


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something wrong with one cell before its heading is known: row number and column from 0 (-1 the whole row)."""

    row: int
    column: int
    says: str


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows with their numbers; notes say how it was read. `epoch_1904`: its day 0 is 1 January 1904."""

    rows: tuple[tuple[int, tuple[Cell, ...]], ...]
    kind: str
    notes: tuple[str, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    epoch_1904: bool = False


def column_letter(column: int) -> str:
    """The letters of a column counted from 0: 0 -> 'A', 27 -> 'AB'."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def text_of(cell: Cell) -> str:
    """The cell as the spreadsheet shows it: whole numbers without '.0', dates as 03/04/1957."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "Yes" if cell else "No"
    if isinstance(cell, datetime):
        clock = f" {cell:%H:%M}" if (cell.hour or cell.minute) else ""
        return date_text(cell) + clock
    if isinstance(cell, date):
        return date_text(cell)
    if isinstance(cell, time):
        return f"{cell:%H:%M}"
    return str(int(cell)) if cell == cell // 1 and abs(cell) < 1e15 else repr(cell)


def date_text(day: date) -> str:
    """03/04/1957, also before the year 1000, where strftime differs between computers."""
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"
