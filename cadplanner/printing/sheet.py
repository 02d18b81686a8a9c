"""The paper that all printouts share: page, header, footer, watermark, letters and boxes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from io import BytesIO
from zoneinfo import ZoneInfo

from reportlab import rl_config
from reportlab.lib.pagesizes import A4, A5, landscape
from reportlab.pdfgen.canvas import Canvas

from cadplanner.core.model.patient import date_words
from cadplanner.core.model.plan import Plan
from cadplanner.core.model.service_details import ServiceDetails
from cadplanner.core.model.span import clock
from cadplanner.core.model.words import Words
from cadplanner.printing.fonts import font
from cadplanner.printing.letters import Piece, pieces, plain, runs_leftwards, width_of
from cadplanner.printing.words import long_date
from cadplanner.printing.wrapping import wrapped

rl_config.useA85 = 0  # page streams stay binary: smaller and several times faster

__all__ = ["A4", "A5", "BLACK", "Ink", "Paper", "Sheet", "landscape", "page_count"]

LONDON = ZoneInfo("Europe/London")
BLACK = 0.1
GREY = 0.35
RULE = 0.72
ACCENT = (0.05, 0.33, 0.40)
TINT = (0.925, 0.95, 0.955)
WATERMARK = 0.945
MARGIN = 28.0
FOOTER = 30.0
Points = Sequence[tuple[float, float]]
CONFIDENTIAL = "Names people. Confidential waste after use."


@dataclass(frozen=True, slots=True)
class Paper:
    """What every sheet says of itself: whose it is, when it was printed (an instant), of which plan version."""

    details: ServiceDetails
    printed_at: datetime
    version: int

    @property
    def words(self) -> Words:
        """The service's own words."""
        return self.details.words

    @property
    def printed_words(self) -> str:
        """'Printed 11-Jun-2027 16:05, plan version 7', in the time of the venue; version 0 is of no plan."""
        local = self.printed_at.astimezone(LONDON) if self.printed_at.tzinfo else self.printed_at
        version = f", plan version {self.version}" if self.version else ""
        return f"Printed {date_words(local.date())} {clock(local.hour * 60 + local.minute)}{version}"


@dataclass(frozen=True, slots=True)
class Ink:
    """How letters look: size and line height in points, weight, colour (a grey of 0 to 1, or red, green, blue)."""

    size: float = 9.0
    bold: bool = False
    colour: float | tuple[float, float, float] = BLACK
    leading: float = 1.25

    @property
    def line(self) -> float:
        """The height of a line in points."""
        return self.size * self.leading


TITLE = Ink(16, bold=True, colour=ACCENT)
ASIDE = Ink(10, bold=True)
UNDER = Ink(9, colour=GREY)
UNDER_RULE = Ink(7.5, colour=GREY)
LEAST_UNDER_RULE = 6.0


class Sheet:
    """A PDF being drawn, of a day unless `plan` is None. Lengths in points; `y` runs downwards from the top."""

    def __init__(
        self, plan: Plan | None, paper: Paper, title: str, size: tuple[float, float], *, for_patients: bool = False
    ) -> None:
        self.paper, self.title = paper, title
        self.width, self.height = size
        self._day, on = "", ""
        if plan is not None:
            on = date_words(plan.day.on)
            self._day = f"{plan.day.name}, {long_date(plan.day.on) if for_patients else on}, {plan.venue.name}"
        self._bytes = BytesIO()
        self._canvas = Canvas(self._bytes, pagesize=size, invariant=1, pageCompression=1, lang="en-GB")
        self._canvas.setTitle(", ".join(part for part in (title, on) if part))
        self._canvas.setAuthor(plain(paper.details.name))
        self._canvas.setCreator("CAD Planner")
        self._begun = False

    def turn(self, size: tuple[float, float]) -> None:
        """The size of the pages to come, for a document of several sheets."""
        self.width, self.height = size

    def new_page(self, size: tuple[float, float] | None = None) -> None:
        """Start a page, with the watermark of a demo under all that follows."""
        if self._begun:
            self._canvas.showPage()
        self._begun = True
        self.width, self.height = size or (self.width, self.height)
        self._canvas.setPageSize((self.width, self.height))
        if self.paper.details.demo:
            self._watermark()

    def header(self, title: str, under: str, aside: str = "") -> float:
        """The sheet's name, and the day under it; returns the `y` where the page's own matter may start."""
        y = self.text(MARGIN, MARGIN, title, TITLE, self._title_width(aside))
        self.text(MARGIN, MARGIN + 5, aside, ASIDE, self.content_width, align="right")
        if self.upright:
            self.text(
                MARGIN, self.text(MARGIN, y, under, UNDER, self.content_width), self._day, UNDER, self.content_width
            )
        else:
            half = self.content_width / 2
            self.text(MARGIN, y, self._day, UNDER, half)
            self.text(MARGIN + half, y, under, UNDER, half, align="right")
        return self.header_end(title, under, aside)

    def header_end(self, title: str, under: str, aside: str = "") -> float:
        """The `y` where a page's own matter may start, without drawing anything."""
        width = self.content_width if self.upright else self.content_width / 2
        lines = height_of(self._day, UNDER, width), height_of(under, UNDER, width)
        under_title = sum(lines) if self.upright else max(lines)
        return MARGIN + height_of(title, TITLE, self._title_width(aside)) + under_title + 8

    @property
    def upright(self) -> bool:
        """Whether the page is higher than wide."""
        return self.height > self.width

    def _title_width(self, aside: str) -> float:
        return self.content_width - width_of(plain(aside), bold=True) * ASIDE.size - 12

    def footer(self, page: int, pages: int, sorted_words: str, warning: str = CONFIDENTIAL) -> None:
        """Page n of m, how it is sorted, when it was printed, and where it goes afterwards."""
        y = self.height - FOOTER
        self.rule(MARGIN, y, self.content_width)
        ink = UNDER_RULE
        demo = "DEMO: invented people. " if self.paper.details.demo else ""
        left = ". ".join(part for part in (f"{demo}{warning}".strip(" ."), sorted_words) if part)
        right = f"{self.paper.printed_words}   Page {page} of {pages}"
        wide = self.content_width if self.upright else self.content_width - width_of(right, bold=False) * ink.size - 12
        self.text(MARGIN, y + 4, left, fitted_line(left, ink, wide))
        under = 10 if self.upright else 0
        self.text(MARGIN, y + 4 + under, right, ink, self.content_width, align="right")

    @property
    def content_width(self) -> float:
        """The width between the margins."""
        return self.width - 2 * MARGIN

    def text(self, x: float, y: float, text: str, ink: Ink, width: float = 1e6, align: str = "left") -> float:
        """Write plain text from the top left `(x, y)`, wrapped to `width`; returns the `y` under it.

        `align` is left, centre, right, or start: a paragraph that begins on the side its own letters do.
        """
        leftwards = align == "start" and runs_leftwards(text)
        align = {"start": "right" if leftwards else "left"}.get(align, align)
        for line in wrapped(plain(text), width / ink.size, bold=ink.bold):
            start = x
            if align != "left":
                start += (width - width_of(line, bold=ink.bold) * ink.size) * (1 if align == "right" else 0.5)
            parts = pieces(line, bold=ink.bold, leftwards=leftwards)
            self._line(start, y + 0.5 * (ink.line - ink.size) + 0.86 * ink.size, parts, ink)
            y += ink.line
        return y

    def _line(self, x: float, baseline: float, parts: tuple[Piece, ...], ink: Ink) -> None:
        canvas = self._canvas
        self._fill(ink.colour)
        for part in parts:
            if part.font:
                canvas.setFont(part.font, ink.size)
                canvas.drawString(x, self.height - baseline, part.text)
            else:
                self._unknown(x, baseline, part, ink)
            x += part.width * ink.size

    def _unknown(self, x: float, baseline: float, part: Piece, ink: Ink) -> None:
        step = part.width * ink.size / len(part.text)
        for n in range(len(part.text)):
            self.box(x + n * step + 0.1 * step, baseline - 0.7 * ink.size, 0.8 * step, 0.75 * ink.size)

    def box(self, x: float, y: float, width: float, height: float, *, line: float = 0.8, radius: float = 0) -> None:
        """An empty box with its top left at `(x, y)`, to tick or to write in."""
        self._canvas.setStrokeGray(GREY)
        self._canvas.setLineWidth(line)
        bottom = self.height - y - height
        if radius:
            self._canvas.roundRect(x, bottom, width, height, radius, stroke=1, fill=0)
        else:
            self._canvas.rect(x, bottom, width, height, stroke=1, fill=0)

    def fill(self, x: float, y: float, width: float, height: float, colour: float | tuple[float, float, float]) -> None:
        """A filled rectangle with its top left at `(x, y)`."""
        self._fill(colour)
        self._canvas.rect(x, self.height - y - height, width, height, stroke=0, fill=1)

    def disc(self, x: float, y: float, radius: float, colour: float | tuple[float, float, float]) -> None:
        """A filled circle about `(x, y)`."""
        self._fill(colour)
        self._canvas.circle(x, self.height - y, radius, stroke=0, fill=1)

    def rule(self, x: float, y: float, width: float, *, line: float = 0.5, grey: float = RULE) -> None:
        """A level line."""
        self._canvas.setStrokeGray(grey)
        self._canvas.setLineWidth(line)
        self._canvas.line(x, self.height - y, x + width, self.height - y)

    def strokes(self, lines: Sequence[Points], *, line: float = 1.2, grey: float = BLACK) -> None:
        """Lines through points, each from the one before; round at ends and corners."""
        canvas = self._canvas
        canvas.saveState()
        canvas.setStrokeGray(grey)
        canvas.setLineWidth(line)
        canvas.setLineCap(1)
        canvas.setLineJoin(1)
        path = canvas.beginPath()
        for points in lines:
            path.moveTo(points[0][0], self.height - points[0][1])
            for x, y in points[1:]:
                path.lineTo(x, self.height - y)
        canvas.drawPath(path, stroke=1, fill=0)
        canvas.restoreState()

    def cut(self, *points: tuple[float, float]) -> None:
        """A dashed line through the points, to cut or tear along."""
        self._canvas.saveState()
        self._canvas.setDash(3, 3)
        self.strokes([points], line=0.6, grey=GREY)
        self._canvas.restoreState()

    def ring(self, x: float, y: float, radius: float, *, line: float = 1.2) -> None:
        """An empty circle about `(x, y)`."""
        self._canvas.setStrokeGray(BLACK)
        self._canvas.setLineWidth(line)
        self._canvas.circle(x, self.height - y, radius, stroke=1, fill=0)

    def pattern(self, x: float, y: float, wide: float, high: float, path: str) -> None:
        """A code's black rectangles: a path in modules upwards from `(x, y)`, each `wide` by `high` points."""
        at = f"{wide:.4f} 0 0 {high:.4f} {x:.3f} {self.height - y:.3f}"
        self._canvas.addLiteral(f"q 0 g {at} cm {path} f Q")

    def pdf(self) -> bytes:
        """The finished document."""
        if not self._begun:
            self.new_page()
        self._canvas.save()
        return self._bytes.getvalue()

    def _fill(self, colour: float | tuple[float, float, float]) -> None:
        if isinstance(colour, tuple):
            self._canvas.setFillColorRGB(*colour)
        else:
            self._canvas.setFillGray(colour)

    def _watermark(self) -> None:
        canvas = self._canvas
        size = min(self.width, self.height) * 0.3
        made = font("NotoSans-Bold")
        canvas.saveState()
        canvas.translate(self.width / 2, self.height / 2)
        canvas.rotate(30)
        canvas.setFont(made.fontName, size)
        self._fill(WATERMARK)
        canvas.drawCentredString(0, -size * 0.35, "DEMO")
        canvas.restoreState()


def fitted_line(text: str, ink: Ink, width: float) -> Ink:
    """The ink made smaller until the whole text is on one line, down to the least that can be read."""
    wide = width_of(plain(text), bold=ink.bold)
    return ink if wide * ink.size <= width else replace(ink, size=max(LEAST_UNDER_RULE, width / wide - 0.01))


@lru_cache(maxsize=20_000)
def fitted(text: str, ink: Ink, width: float, least: float) -> Ink:
    """The ink made smaller, down to `least` points, until no word of the text is wider than `width`."""
    widest = max((width_of(word, bold=ink.bold) for word in plain(text).split()), default=0)
    return ink if widest * ink.size <= width else replace(ink, size=max(least, width / widest - 0.01))


def height_of(text: str, ink: Ink, width: float) -> float:
    """How high the text is when wrapped to `width`."""
    return len(wrapped(plain(text), width / ink.size, bold=ink.bold)) * ink.line


def page_count(pdf: bytes) -> int:
    """How many pages a PDF made here has; read from its page tree."""
    found = re.search(rb"/Count (\d+)\s*/Kids", pdf)
    assert found is not None
    return int(found[1])
