"""Blocks that forms are made of: words, lines to write on, boxes to tick, rows; one under another, over pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from cadplanner.printing.letters import plain, width_of
from cadplanner.printing.listing import TITLE_HEIGHT, Item, Listing, room_on
from cadplanner.printing.sheet import ACCENT, CONFIDENTIAL, GREY, MARGIN, TINT, Ink, Sheet, height_of

TEXT = Ink(12)
STRONG = Ink(12, bold=True)
HEADING = Ink(14, bold=True, colour=ACCENT)
WRITING = 24.0  # points between lines to write on
TICK = 12.0
PAD = 8.0


class Block(Protocol):
    """Something on a page that has a height where it has a width."""

    def height(self, width: float) -> float:
        """How high it is on so many points."""

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        """Draw it with its top left at `(x, y)`."""


@dataclass(frozen=True, slots=True)
class Words:
    """Text, wrapped, with some points before and after; it `stays` on the page of the block after it."""

    text: str
    ink: Ink = TEXT
    before: float = 0.0
    after: float = 3.0
    stays: bool = False

    def height(self, width: float) -> float:
        return self.before + height_of(self.text, self.ink, width) + self.after

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        sheet.text(x, y + self.before, self.text, self.ink, width, align="start")


def heading(text: str) -> Words:
    """A heading, on the page of what it is above."""
    return Words(text, HEADING, before=8.0, after=3.0, stays=True)


@dataclass(frozen=True, slots=True)
class Lines:
    """So many lines to write on."""

    number: int
    step: float = WRITING

    def height(self, width: float) -> float:  # noqa: ARG002 - lines are as high on any width
        return self.number * self.step + 4

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        for n in range(1, self.number + 1):
            sheet.rule(x, y + n * self.step, width)


@dataclass(frozen=True, slots=True)
class Field:
    """A label and what is known or to be written after it, on a `share` of the width."""

    label: str
    share: float = 1.0
    filled: str = ""


@dataclass(frozen=True, slots=True)
class Fields:
    """Fields beside one another: a label, then what is known, then a line to write on."""

    fields: tuple[Field, ...]
    ink: Ink = TEXT
    step: float = WRITING

    def height(self, width: float) -> float:
        return max(self.step, *(self._filled(*placed) for placed in self._placed(width)))

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        bottom = y + self.height(width) - 4
        for at, wide, label, field in self._placed(width):
            sheet.text(x + at, bottom - self.ink.line, field.label, self.ink)
            left = x + at + label
            high = height_of(field.filled, self._strong, wide - label) if field.filled else 0
            sheet.text(left, bottom - high, field.filled, self._strong, wide - label)
            sheet.rule(left, bottom, wide - label - 8, grey=GREY)

    @property
    def _strong(self) -> Ink:
        return Ink(self.ink.size, bold=True)

    def _filled(self, _at: float, wide: float, label: float, field: Field) -> float:
        return height_of(field.filled, self._strong, wide - label) + 10

    def _placed(self, width: float) -> Iterator[tuple[float, float, float, Field]]:
        """Where each field begins, its width, the width of its label, and the field."""
        at = 0.0
        whole = sum(field.share for field in self.fields)
        for field in self.fields:
            wide = width * field.share / whole
            yield at, wide, _label_width(field.label, self.ink), field
            at += wide


def _label_width(text: str, ink: Ink) -> float:
    return width_of(plain(text), bold=ink.bold) * ink.size + (6 if text else 0)


@dataclass(frozen=True, slots=True)
class Boxes:
    """Boxes to tick, each with its words, so many across."""

    words: tuple[str, ...]
    across: int = 1
    ink: Ink = TEXT
    before: float = 2.0

    def height(self, width: float) -> float:
        return self.before + sum(self._rows(width)) + 2

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        step = width / self.across
        size = self.ink.size
        y += self.before
        for n, high in enumerate(self._rows(width)):
            for k, word in enumerate(self.words[n * self.across : (n + 1) * self.across]):
                sheet.box(x + k * step, y + 0.14 * size, size, size, line=1)
                sheet.text(x + k * step + 1.5 * size, y, word, self.ink, step - 1.5 * size - 6)
            y += high

    def _rows(self, width: float) -> list[float]:
        wide = width / self.across - 1.5 * self.ink.size - 6
        rows = [self.words[n : n + self.across] for n in range(0, len(self.words), self.across)]
        return [max(height_of(word, self.ink, wide) for word in row) + 0.3 * self.ink.size for row in rows]


@dataclass(frozen=True, slots=True)
class Panel:
    """Blocks in a frame, on a tint if it is to be seen first."""

    blocks: tuple[Block, ...]
    tinted: bool = True
    after: float = 8.0

    def height(self, width: float) -> float:
        return sum(block.height(width - 2 * PAD) for block in self.blocks) + 2 * PAD + self.after

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        high = self.height(width) - self.after
        if self.tinted:
            sheet.fill(x, y, width, high, TINT)
        else:
            sheet.box(x, y, width, high, radius=3)
        draw_down(sheet, x + PAD, y + PAD, width - 2 * PAD, self.blocks)


@dataclass(frozen=True, slots=True)
class Beside:
    """Columns of blocks next to one another, each as wide as its share."""

    columns: tuple[tuple[float, tuple[Block, ...]], ...]
    gap: float = 14.0

    def height(self, width: float) -> float:
        return max(sum(block.height(wide) for block in blocks) for _, wide, blocks in self._placed(width))

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        for at, wide, blocks in self._placed(width):
            draw_down(sheet, x + at, y, wide, blocks)

    def _placed(self, width: float) -> Iterator[tuple[float, float, tuple[Block, ...]]]:
        at, room = 0.0, width - self.gap * (len(self.columns) - 1)
        whole = sum(share for share, _ in self.columns)
        for share, blocks in self.columns:
            yield at, room * share / whole, blocks
            at += room * share / whole + self.gap


@dataclass(frozen=True, slots=True)
class Drawn:
    """A drawing of so many points: `draws(sheet, x, y, width)`."""

    high: float
    draws: Callable[[Sheet, float, float, float], None]

    def height(self, width: float) -> float:  # noqa: ARG002 - it is as high on any width
        return self.high

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        self.draws(sheet, x, y, width)


@dataclass(frozen=True, slots=True)
class Titles:
    """The titles of a list's columns, on the page of its first row and again where rows run on."""

    listing: Listing
    stays: bool = True

    def height(self, width: float) -> float:  # noqa: ARG002 - a list is as wide as the page
        return TITLE_HEIGHT

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None:  # noqa: ARG002
        self.listing.draw_titles(sheet, y)


@dataclass(frozen=True, slots=True)
class ListItem:
    """One row or heading of a list."""

    titles: Titles
    item: Item

    def height(self, width: float) -> float:  # noqa: ARG002 - a list is as wide as the page
        return self.titles.listing.height(self.item)

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None:  # noqa: ARG002
        self.titles.listing.draw_item(sheet, y, self.item)


def rows(listing: Listing) -> tuple[Block, ...]:
    """A list as blocks: its titles and each of its items."""
    titles = Titles(listing)
    return (titles, *(ListItem(titles, item) for item in listing.items))


def draw_down(sheet: Sheet, x: float, y: float, width: float, blocks: Sequence[Block]) -> float:
    """Draw blocks one under another; returns the `y` below the last."""
    for block in blocks:
        block.draw(sheet, x, y, width)
        y += block.height(width)
    return y


def paged(blocks: Sequence[Block], width: float, room: float) -> list[list[Block]]:
    """The blocks by page; what stays with the block after it goes over with it, and rows get their titles again."""
    pages: list[list[Block]] = [[]]
    left = room
    for n, block in enumerate(blocks):
        if sum(one.height(width) for one in _together(blocks, n)) > left and pages[-1]:
            pages.append([block.titles] if isinstance(block, ListItem) else [])
            left = room - sum(one.height(width) for one in pages[-1])
        pages[-1].append(block)
        left -= block.height(width)
    return pages


def _together(blocks: Sequence[Block], n: int) -> list[Block]:
    """The block and those after it that it may not be torn from."""
    end = n
    while end + 1 < len(blocks) and getattr(blocks[end], "stays", False):
        end += 1
    return list(blocks[n : end + 1])


@dataclass(frozen=True, slots=True)
class Titled:
    """What stands over and under each page of a form: title, what is told beside it, sort order, a warning."""

    title: str
    under: str = ""
    aside: str = ""
    sorted_words: str = ""
    warning: str = CONFIDENTIAL


def draw_pages(sheet: Sheet, titled: Titled, blocks: Sequence[Block]) -> None:
    """Draw blocks on as many pages as they take, each with header and footer."""
    room = room_on(sheet, sheet.header_end(titled.title, titled.under, titled.aside))
    pages = paged(blocks, sheet.content_width, room)
    for number, page in enumerate(pages, start=1):
        sheet.new_page()
        y = sheet.header(titled.title, titled.under, titled.aside)
        draw_down(sheet, MARGIN, y, sheet.content_width, page)
        sheet.footer(number, len(pages), titled.sorted_words, titled.warning)
