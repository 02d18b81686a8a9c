"""A waiting list as it stands in her spreadsheet: headings, and rows under their own row numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cadplanner.errors import CannotRead
from cadplanner.exchange.columns import recognised
from cadplanner.exchange.csv_in import read_csv
from cadplanner.exchange.file_kind import kind_of
from cadplanner.exchange.grid import Cell, Grid, column_letter, text_of
from cadplanner.exchange.row_problem import RowProblem
from cadplanner.exchange.xlsx_in import read_xlsx

LOOKED_AT = 50
"""How many rows may stand above the headings."""

FOOTER = re.compile(
    r"\s*((grand )?totals?\b|page \d|end of\b|printed\b|generated\b|report\b|(number|count) of\b"
    r"|\d+ (records|rows|patients))",
    re.IGNORECASE,
)
INSTRUCTION = re.compile(
    r"\s*\(?(required|optional|mandatory|conditional|must be|must not|format:|example:|e\.g\.|not required)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One row: `number` is the spreadsheet's own; `cells` its texts and `values` as the file types them,
    both as long as the headings; `beyond` counts filled cells past the last heading.
    """

    number: int
    cells: tuple[str, ...]
    values: tuple[Cell, ...]
    beyond: int = 0


@dataclass(frozen=True, slots=True)
class SourceTable:
    """A list as found. Headings are unique ('Phone', 'Phone (column F)'); `notes` say how it was read."""

    name: str
    kind: str
    headings: tuple[str, ...]
    heading_row: int
    rows: tuple[SourceRow, ...]
    notes: tuple[str, ...] = ()
    problems: tuple[RowProblem, ...] = ()
    epoch_1904: bool = False

    def column_letter(self, heading: str) -> str:
        """The letter over the column with that heading: 'C'. Raises ValueError for an unknown heading."""
        return column_letter(self.headings.index(heading))


def read_table(data: bytes, name: str) -> SourceTable:
    """The table in a CSV or XLSX file, recognised by content; `name` is for sentences alone.

    Raises CannotRead, saying what the file is and what to do, where no table can be in it.
    """
    grid = read_xlsx(data, name) if kind_of(data, name) == "xlsx" else read_csv(data, name)
    if not grid.rows:
        raise CannotRead(f"{name} is empty.", "Export the list again; if it was still open in Excel, save it first.")
    place = _heading_place(grid)
    width = _width(grid, place)
    headings = _headings([text_of(cell) for cell in grid.rows[place][1]], width)
    rows, left_out = _rows(grid, place, len(headings))
    if not rows:
        what = "has headings, and nobody under them" if recognised(headings) else "holds no list of people"
        raise CannotRead(
            f"{name} {what}.", "Check that it is the right file, and that patients were chosen for the export."
        )
    heading_row = grid.rows[place][0]
    notes = (
        *grid.notes,
        *([f"{place} line{'s' * (place > 1)} above the headings left out"] if place else []),
        *left_out,
    )
    problems = tuple(
        RowProblem(trouble.row, headings[trouble.column] if 0 <= trouble.column < len(headings) else "", trouble.says)
        for trouble in grid.troubles
        if trouble.row > heading_row
    )
    return SourceTable(name, grid.kind, headings, heading_row, rows, notes, problems, grid.epoch_1904)


def _heading_place(grid: Grid) -> int:
    """The first of the rows that name the most fields; where none does, the first with the most filled cells."""
    first = [[text_of(cell) for cell in cells] for _, cells in grid.rows[:LOOKED_AT]]
    known = [recognised(cells) for cells in first]
    if max(known):
        return known.index(max(known))
    filled = [sum(1 for cell in cells if cell.strip()) for cells in first]
    return filled.index(max(filled))


def _width(grid: Grid, place: int) -> int:
    """Columns up to the last heading, or further where half of the rows are filled further."""
    headed = max((n + 1 for n, cell in enumerate(grid.rows[place][1]) if text_of(cell).strip()), default=1)
    under = grid.rows[place + 1 :]
    counts = [0] * (max((len(cells) for _, cells in under), default=0) + 1)
    for _, cells in under:
        if len(cells) > headed:
            for column in range(headed, len(cells)):
                counts[column] += cells[column] != ""
    return max([headed, *(n + 1 for n in range(headed, len(counts)) if counts[n] * 2 > len(under))])


def _headings(cells: list[str], width: int) -> tuple[str, ...]:
    found: list[str] = []
    for column in range(width):
        heading = " ".join(cells[column].split())[:200] if column < len(cells) else ""
        heading = "".join(c for c in heading if c.isprintable())
        if not heading:
            heading = f"Column {column_letter(column)}"
        if heading in found:
            heading = f"{heading} (column {column_letter(column)})"
        found.append(heading)
    return tuple(found)


def _rows(grid: Grid, place: int, width: int) -> tuple[tuple[SourceRow, ...], tuple[str, ...]]:
    """The rows under the headings, without instructions, blank rows and headings repeated on each printed page."""
    repeated = tuple(text_of(cell).strip() for cell in grid.rows[place][1])
    rows: list[SourceRow] = []
    instructions = repeats = 0
    for number, cells in grid.rows[place + 1 :]:
        texts = [cell if type(cell) is str else text_of(cell) for cell in cells]
        if not any(text and not text.isspace() for text in texts):
            continue
        if not rows and _instructs(texts):
            instructions += 1
        elif texts[0].strip() == repeated[0] and tuple(text.strip() for text in texts) == repeated:
            repeats += 1
        else:
            rows.append(_row(number, texts, cells, width))
    under = _footers(rows)
    notes = [f"{instructions} row of instructions left out"] if instructions else []
    if repeats:
        notes.append(f"The headings stand {repeats} more time{'s' * (repeats > 1)} in the list; left out")
    if under:
        notes.append(f"Left out under the list: {', '.join(under)}")
    return tuple(rows), tuple(notes)


def _footers(rows: list[SourceRow]) -> list[str]:
    """Takes the lines of a report that follow the last person from the rows; returns their texts."""
    found: list[str] = []
    while len(rows) > 1:
        filled = [cell.strip() for cell in rows[-1].cells if cell.strip()]
        if len(filled) > 2 or len(filled) * 2 > len(rows[-1].cells) or not FOOTER.match(filled[0]):
            break
        found.insert(0, f"'{filled[0][:60]}'")
        rows.pop()
    return found


def _row(number: int, texts: list[str], cells: tuple[Cell, ...], width: int) -> SourceRow:
    blank = ("",) * (width - len(texts))
    beyond = sum(1 for text in texts[width:] if text.strip()) if len(texts) > width else 0
    values = tuple("" if type(cell) is str else cell for cell in cells[:width])
    return SourceRow(number, (*texts[:width], *blank), (*values, *blank), beyond)


def _instructs(texts: list[str]) -> bool:
    filled = [text for text in texts if text.strip()]
    return sum(1 for text in filled if INSTRUCTION.match(text)) * 2 > len(filled)
