"""Many small things on a page of A4: labels, badges, tickets, each in its place, with lines to cut along."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from cadplanner.printing.sheet import A4, CONFIDENTIAL, GREY, Ink, Sheet, fitted_line

MM = 72 / 25.4
FOOT = Ink(7, colour=GREY)
Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Grid:
    """So many across and down, each so wide and high, with a gap between columns; all in millimetres."""

    across: int
    down: int
    wide: float
    high: float
    gap: float = 0.0
    cut: bool = True

    @property
    def on_a_page(self) -> int:
        """How many fit."""
        return self.across * self.down

    def place(self, n: int) -> tuple[float, float, float, float]:
        """(x, y, width, height) in points of the n-th of a page, from 0, row by row."""
        left = (210 - self.across * self.wide - (self.across - 1) * self.gap) / 2
        top = (297 - self.down * self.high) / 2
        row, column = divmod(n, self.across)
        x, y = left + column * (self.wide + self.gap), top + row * self.high
        return x * MM, y * MM, self.wide * MM, self.high * MM


def draw_grid(
    sheet: Sheet,
    grid: Grid,
    things: Sequence[Thing],
    draw: Callable[[Sheet, Thing, tuple[float, float, float, float]], None],
    *,
    told: str = CONFIDENTIAL,
) -> None:
    """Draw the things page after page, what they are and how they are sorted in one line at the foot."""
    pages = max(1, -(-len(things) // grid.on_a_page))
    for page in range(pages):
        sheet.new_page(A4)
        for n, thing in enumerate(things[page * grid.on_a_page : (page + 1) * grid.on_a_page]):
            draw(sheet, thing, grid.place(n))
        if grid.cut:
            _draw_cuts(sheet, grid)
        demo = "DEMO: invented people. " if sheet.paper.details.demo else ""
        words = f"{demo}{told.rstrip('.')}.   {sheet.paper.printed_words}   Page {page + 1} of {pages}"
        x, wide = grid.place(0)[0], A4[0] - 2 * grid.place(0)[0]
        sheet.text(x, A4[1] - 24, words, fitted_line(words, FOOT, wide), wide)


def _draw_cuts(sheet: Sheet, grid: Grid) -> None:
    x, y, wide, high = grid.place(0)
    right, bottom = x + grid.across * wide, y + grid.down * high
    for n in range(grid.across + 1):
        sheet.cut((x + n * wide, y), (x + n * wide, bottom))
    for n in range(grid.down + 1):
        sheet.cut((x, y + n * high), (right, y + n * high))
