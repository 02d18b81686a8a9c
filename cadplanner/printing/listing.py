"""Lists on staff paper: columns, rows that grow, headings that stay with their rows, page after page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from cadplanner.core.model.words import Words
from cadplanner.printing.sheet import ACCENT, FOOTER, GREY, MARGIN, TINT, Ink, Sheet, fitted, height_of

PAD = 3.0
ROW = 21.0
TICK = 9.0
BODY = Ink(9)
STRONG = Ink(9, bold=True)
SMALL = Ink(8)
NOTE = Ink(8, colour=GREY)
LEAST_SIZE = 7.5
HEADING_HEIGHT = 18.0
TITLE_HEIGHT = 24.0


@dataclass(frozen=True, slots=True)
class Column:
    """A column `width` points wide; `strong` letters for what is looked for first."""

    title: str
    width: float
    strong: bool = False


NUMBER = "{number}"
"""Stands in a column's title for what the service calls the patient's number."""


def worded(columns: Sequence[Column], words: Words) -> tuple[Column, ...]:
    """The columns with their titles in the service's own words."""
    return tuple(replace(column, title=column.title.replace(NUMBER, words.number.value)) for column in columns)


@dataclass(frozen=True, slots=True)
class Ticks:
    """Boxes to tick, each with its word ('' for a box under its column's title), so many in a line."""

    words: tuple[str, ...] = ("",)
    in_line: int = 2


@dataclass(frozen=True, slots=True)
class Noted:
    """Text with a smaller remark under it."""

    text: str
    note: str


Cell = str | Ticks | Noted


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list; at least `height` points high."""

    cells: tuple[Cell, ...]
    height: float = ROW


@dataclass(frozen=True, slots=True)
class Heading:
    """A line above the rows that belong to it; repeated where they run on to the next page."""

    text: str
    aside: str = ""


Item = Row | Heading


@dataclass(frozen=True, slots=True)
class Listing:
    """Columns and what stands in them."""

    columns: tuple[Column, ...]
    items: tuple[Item, ...]

    def pages(self, first: float, others: float) -> list[tuple[Item, ...]]:
        """The items by page, where the first has `first` and each other one `others` points for them."""
        pages: list[list[Item]] = [[]]
        room, heading = first - TITLE_HEIGHT, None
        for n, item in enumerate(self.items):
            heading = item if isinstance(item, Heading) else heading
            needed = self.height(item)
            if isinstance(item, Heading) and n + 1 < len(self.items):
                needed += self.height(self.items[n + 1])
            if needed > room and pages[-1]:
                pages.append([])
                room = others - TITLE_HEIGHT
                if heading is not None and item is not heading:
                    pages[-1].append(Heading(f"{heading.text}, continued", heading.aside))
                    room -= HEADING_HEIGHT
            pages[-1].append(item)
            room -= self.height(item)
        return [tuple(page) for page in pages]

    def spare(self, page: Sequence[Item], room: float) -> float:
        """How many of the page's points are left under its items."""
        return room - TITLE_HEIGHT - sum(self.height(item) for item in page)

    def height(self, item: Item) -> float:
        """How high an item is in points."""
        if isinstance(item, Heading):
            return HEADING_HEIGHT
        cells = zip(self.columns, item.cells, strict=True)
        return max(item.height, *(_cell_height(column, cell) for column, cell in cells))

    def draw(self, sheet: Sheet, y: float, items: Sequence[Item]) -> float:
        """Draw the titles and one page of items from `y` down; returns the `y` below them."""
        y = self.draw_titles(sheet, y)
        for item in items:
            y = self.draw_item(sheet, y, item)
        return y

    def draw_item(self, sheet: Sheet, y: float, item: Item) -> float:
        """Draw one item from `y` down; returns the `y` below it."""
        height = self.height(item)
        if isinstance(item, Heading):
            _draw_heading(sheet, y, item)
        else:
            self._draw_row(sheet, y, item, height)
        return y + height

    def draw_titles(self, sheet: Sheet, y: float) -> float:
        """Draw the titles of the columns; returns the `y` below them."""
        ink = Ink(8, bold=True, colour=GREY, leading=1.1)
        for x, column in self._places():
            lines = height_of(column.title, ink, column.width - PAD)
            sheet.text(x, y + TITLE_HEIGHT - lines - 3, column.title, ink, column.width - PAD)
        sheet.rule(MARGIN, y + TITLE_HEIGHT, sheet.content_width, line=1, grey=GREY)
        return y + TITLE_HEIGHT

    def _places(self) -> Iterator[tuple[float, Column]]:
        x = MARGIN + PAD
        for column in self.columns:
            yield x, column
            x += column.width

    def _draw_row(self, sheet: Sheet, y: float, row: Row, height: float) -> None:
        for (x, column), cell in zip(self._places(), row.cells, strict=True):
            if isinstance(cell, Ticks):
                _draw_ticks(sheet, x, y + PAD + 2, column, cell)
            elif isinstance(cell, Noted):
                end = sheet.text(x, y + PAD + 1, cell.text, _ink(column, cell.text), column.width - PAD)
                sheet.text(x, end, cell.note, NOTE, column.width - PAD)
            elif cell:
                sheet.text(x, y + PAD + 1, cell, _ink(column, cell), column.width - PAD)
        sheet.rule(MARGIN, y + height, sheet.content_width)


def _ink(column: Column, text: str) -> Ink:
    return fitted(text, STRONG if column.strong else BODY, column.width - PAD, LEAST_SIZE)


def _cell_height(column: Column, cell: Cell) -> float:
    if isinstance(cell, Ticks):
        return -(-len(cell.words) // cell.in_line) * (TICK + 3) + 2 * PAD
    if isinstance(cell, Noted):
        return _cell_height(column, cell.text) + height_of(cell.note, NOTE, column.width - PAD)
    return height_of(cell, _ink(column, cell), column.width - PAD) + 2 * PAD


def _draw_heading(sheet: Sheet, y: float, heading: Heading) -> None:
    sheet.fill(MARGIN, y, sheet.content_width, HEADING_HEIGHT, TINT)
    ink = Ink(9.5, bold=True, colour=ACCENT)
    sheet.text(MARGIN + PAD, y + 3, heading.text, ink)
    sheet.text(MARGIN, y + 3, heading.aside, BODY, sheet.content_width - PAD, align="right")


def _draw_ticks(sheet: Sheet, x: float, y: float, column: Column, ticks: Ticks) -> None:
    step = (column.width - PAD) / ticks.in_line
    for n, word in enumerate(ticks.words):
        left, top = x + n % ticks.in_line * step, y + n // ticks.in_line * (TICK + 3)
        sheet.box(left, top, TICK, TICK)
        sheet.text(left + TICK + 2, top - 1, word, SMALL)


def room_on(sheet: Sheet, y: float) -> float:
    """How many points are left between `y` and the footer."""
    return sheet.height - FOOTER - 6 - y
