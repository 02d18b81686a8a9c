"""The safety sheet: whom to fetch, what to do, where to meet, and a log of what happened."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cadplanner.core.model.plan import Plan
from cadplanner.printing.blocks import Block, Panel, Titled, Words, draw_pages, heading
from cadplanner.printing.inline import Blank, Inline
from cadplanner.printing.listing import Column, Listing, Row
from cadplanner.printing.sheet import A4, Ink, Paper, Sheet, landscape
from cadplanner.printing.texts import text

TITLE = "Safety sheet"
LOG = "Incident log"
BIG = Ink(15, bold=True)
ROW = 40.0
LOG_ROWS = 10
COLUMNS = (
    Column("Time", 50),
    Column("Where", 80),
    Column("Who (card or name)", 120),
    Column("What happened", 236),
    Column("What was done, who was told", 190),
    Column("Written by", 110),
)


def pdf(plan: Plan, paper: Paper, _ids: Sequence[str] | None = None) -> bytes:
    """A side of A4 to hang up at every station, and a page of the incident log."""
    sheet = Sheet(plan, paper, TITLE, A4)
    draw_pages(
        sheet, Titled(TITLE, "Hang this up at every station", warning="Names nobody"), tuple(_blocks(plan, paper))
    )
    sheet.new_page(landscape(A4))
    log = Listing(COLUMNS, (Row(("",) * len(COLUMNS), ROW),) * LOG_ROWS)
    y = sheet.header(LOG, "One line for each incident, near miss or complaint; give it to the day lead")
    log.draw(sheet, y, log.items)
    sheet.footer(1, 1, "")
    return sheet.pdf()


def _blocks(plan: Plan, paper: Paper) -> Iterable[Block]:
    venue = ", ".join(part for part in (plan.venue.name, plan.venue.address) if part)
    yield Panel(
        (
            Words("Life in danger: call 999", BIG, after=2),
            Words(f"We are at {venue}", Ink(12, bold=True), after=2),
            Inline((Blank("Postcode or what3words"), Blank("Entrance for the ambulance"))),
        )
    )
    yield from text("safety", paper.details).blocks()
    yield heading("Who and where today")
    for one, other in (
        ("First aider", "Phone"),
        ("Clinical lead", "Phone"),
        ("Safeguarding lead", "Phone"),
        ("Day lead", "Phone"),
        ("First aid kit and defibrillator", ""),
        ("Fire assembly point", ""),
    ):
        yield Inline((Blank(one, 2), Blank(other)) if other else (Blank(one),), step=23)
