"""The hub directory: who is there to talk to, what they help with, where, and how to reach them later."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cadplanner.core.model.day import Mode
from cadplanner.core.model.plan import Plan
from cadplanner.core.model.span import Span
from cadplanner.printing.blocks import Block, Lines, Titled, Words, draw_pages
from cadplanner.printing.sheet import A4, Ink, Paper, Sheet
from cadplanner.printing.texts import Text, text
from cadplanner.printing.words import time_words

TITLE = "Community hub"
BODY = Ink(14)
NAME = Ink(15, bold=True)
BLANK = 12


def pdf(plan: Plan, paper: Paper, _ids: Sequence[str] | None = None) -> bytes:
    """Portrait A4 in 14 pt: the drop-in stations of the day, whom the service's own text lists, and blank lines."""
    sheet = Sheet(plan, paper, TITLE, A4, for_patients=True)
    draw_pages(sheet, Titled(TITLE, paper.details.name, warning="Names organisations"), tuple(_blocks(plan, paper)))
    return sheet.pdf()


def _blocks(plan: Plan, paper: Paper) -> Iterable[Block]:
    told = text("hub", paper.details)
    words = Text(tuple(line for line in told.lines if not line.startswith("-") and line != f"# {TITLE}"))
    yield from words.blocks(BODY)
    for station in plan.stations:
        if station.mode is Mode.DROP_IN:
            where = f"{plan.venue.zones[station.zone]}, {' and '.join(_open(span) for span in station.opening)}"
            yield from _entry(station.name, plan.service[station.service_id].explains, where)
    for point in told.points():
        name, *rest = (part.strip() for part in point.split("|"))
        yield from _entry(name, *rest)
    yield Words("Also here today", NAME, before=8, stays=True)
    yield Lines(BLANK, 30)


def _open(span: Span) -> str:
    return f"{time_words(span.start)} to {time_words(span.end)}"


def _entry(name: str, *told: str) -> Iterable[Block]:
    lines = [line for line in told if line]
    yield Words(name, NAME, before=8, after=0, stays=bool(lines))
    for n, line in enumerate(lines, start=1):
        yield Words(line, BODY, after=0, stays=n < len(lines))
