"""The feedback form: the Friends and Family question and CollaboRATE, on one side of A4, without a name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cadplanner.core.model.plan import Plan
from cadplanner.printing.blocks import Block, Boxes, Lines, Titled, Words, draw_pages
from cadplanner.printing.letters import plain, width_of
from cadplanner.printing.sheet import A4, GREY, Ink, Paper, Sheet
from cadplanner.printing.texts import phrases

BODY = Ink(14)
QUESTION = Ink(14, bold=True)
SMALL = Ink(12, colour=GREY)
WARNING = "No name needed"
SOURCE = "CollaboRATE: Elwyn and others, Dartmouth College. Friends and Family Test: NHS England."


@dataclass(frozen=True, slots=True)
class Scale:
    """Five boxes from 0 to 4 (CollaboRATE, the five-point scale), the ends in words."""

    least: str
    most: str

    def height(self, width: float) -> float:  # noqa: ARG002 - as high on any width
        return 52.0

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        step = width / 5
        for n in range(5):
            sheet.box(x + n * step + 4, y + 6, 18, 18, line=1.2)
            sheet.text(x + n * step + 30, y + 6, str(n), QUESTION)
        sheet.text(x + 4, y + 28, self.least.partition(" ")[2], SMALL)
        most = self.most.partition(" ")[2]
        left = min(4 * step + 4, width - width_of(plain(most), bold=False) * SMALL.size)
        sheet.text(x + left, y + 28, most, SMALL)


def pdf(plan: Plan, paper: Paper, _ids: Sequence[str] | None = None) -> bytes:
    """One side of A4 in 14 pt, the same for everybody: copy it for each patient."""
    sheet = Sheet(plan, paper, "Feedback form", A4, for_patients=True)
    told = phrases("feedback", paper.details)
    draw_pages(sheet, Titled(told["title"], paper.details.name, warning=WARNING), tuple(_blocks(told)))
    return sheet.pdf()


def _blocks(told: Mapping[str, str]) -> Iterable[Block]:
    yield Words(told["how"], BODY, after=10)
    yield Words(told["experience"], QUESTION, after=4)
    yield Boxes(tuple(answer.strip() for answer in told["answers"].split("|")), 1, BODY)
    yield Words(told["why"], BODY, before=6)
    yield Lines(4, 26)
    yield Words(told["effort"], QUESTION, before=10, after=0, stays=True)
    for n in (1, 2, 3):
        yield Words(f"… {told[f'effort{n}']}", BODY, before=5, after=0, stays=True)
        yield Scale(told["least"], told["most"])
    yield Words(told["thanks"], QUESTION, before=8, after=6)
    yield Words(SOURCE, Ink(9, colour=GREY))
