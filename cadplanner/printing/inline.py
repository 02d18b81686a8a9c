"""A line of a form: boxes to tick and places to write, side by side, going on underneath where it is full."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cadplanner.printing.blocks import TEXT
from cadplanner.printing.letters import plain, width_of
from cadplanner.printing.sheet import GREY, Ink, Sheet

STEP = 22.0
GAP = 12.0
LEAST_BLANK = 60.0


@dataclass(frozen=True, slots=True)
class Tick:
    """A box with its words."""

    words: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Blank:
    """Words and a line to write on, which takes its share of what is left; `known` is printed on it."""

    label: str = ""
    share: float = 1.0
    known: str = ""


@dataclass(frozen=True, slots=True)
class Says:
    """Words alone."""

    words: str
    bold: bool = False


Part = Tick | Blank | Says


@dataclass(frozen=True, slots=True)
class Inline:
    """Parts beside one another, `indent` points from the left."""

    parts: tuple[Part, ...]
    ink: Ink = TEXT
    indent: float = 0.0
    step: float = STEP

    def height(self, width: float) -> float:
        return len(self._lines(width)) * self.step

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        for line in self._lines(width):
            at = x + self.indent
            for part, wide in self._widths(line, width - self.indent):
                self._draw(sheet, at, y, part, wide)
                at += wide + GAP
            y += self.step

    def _lines(self, width: float) -> list[list[Part]]:
        lines: list[list[Part]] = [[]]
        left = width - self.indent
        for part in self.parts:
            needed = self._least(part)
            if needed > left and lines[-1]:
                lines.append([])
                left = width - self.indent
            lines[-1].append(part)
            left -= needed + GAP
        return lines

    def _least(self, part: Part) -> float:
        if isinstance(part, Tick):
            return 1.4 * self.ink.size + self._wide(part.words, bold=part.bold)
        if isinstance(part, Says):
            return self._wide(part.words, bold=part.bold)
        return self._label(part) + max(LEAST_BLANK, self._wide(part.known, bold=True) + 4)

    def _label(self, part: Blank) -> float:
        return self._wide(part.label, bold=self.ink.bold) + (5 if part.label else 0)

    def _wide(self, text: str, *, bold: bool) -> float:
        return width_of(plain(text), bold=bold) * self.ink.size

    def _widths(self, line: Sequence[Part], width: float) -> Iterator[tuple[Part, float]]:
        spare = width - sum(self._least(part) for part in line) - GAP * (len(line) - 1)
        shares = sum(part.share for part in line if isinstance(part, Blank))
        for part in line:
            more = max(0.0, spare) * part.share / shares if isinstance(part, Blank) else 0.0
            yield part, self._least(part) + more

    def _draw(self, sheet: Sheet, x: float, y: float, part: Part, wide: float) -> None:
        size, top = self.ink.size, y + self.step - self.ink.line - 2
        if isinstance(part, Tick):
            sheet.box(x, top + 0.14 * size, size, size, line=1)
            sheet.text(x + 1.4 * size, top, part.words, Ink(size, bold=part.bold))
        elif isinstance(part, Says):
            sheet.text(x, top, part.words, Ink(size, bold=part.bold))
        else:
            sheet.text(x, top, part.label, self.ink)
            after = x + self._label(part)
            sheet.text(after + 2, top, part.known, Ink(size, bold=True), wide - self._label(part))
            sheet.rule(after, y + self.step - 2, wide - self._label(part), grey=GREY)
