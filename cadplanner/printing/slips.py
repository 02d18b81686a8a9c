"""Slips: one for a patient that says where to find help, one that hands a patient on; three on a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cadplanner.core.model.plan import Plan
from cadplanner.printing.blocks import HEADING, Words, draw_down
from cadplanner.printing.grid import Grid, draw_grid
from cadplanner.printing.inline import Blank, Inline, Says, Tick
from cadplanner.printing.sheet import A4, GREY, Ink, Paper, Sheet
from cadplanner.printing.texts import phrases
from cadplanner.printing.words import long_date

SLIP = Grid(1, 3, 190, 90)
STEP = 30.0
TOLD = "Slips, print at 100% and cut. Confidential waste once a name is on one"


def pdf(plan: Plan, paper: Paper, _ids: Sequence[str] | None = None) -> bytes:
    """Two pages of A4: three signposting slips, three referral slips."""
    sheet = Sheet(plan, paper, "Slips", A4)
    told = phrases("slips", paper.details)
    date = long_date(plan.day.on)

    def draw(sheet: Sheet, kind: str, place: tuple[float, float, float, float]) -> None:
        _draw_slip(sheet, kind, place, {**told, "date": date})

    draw_grid(sheet, SLIP, ["signpost"] * 3 + ["refer"] * 3, draw, told=TOLD)
    return sheet.pdf()


def _draw_slip(sheet: Sheet, kind: str, place: tuple[float, float, float, float], told: Mapping[str, str]) -> None:
    x, y, width, _ = place
    details = sheet.paper.details
    whose = f"{details.name}, {told['date']}" + (f", {details.phone}" if details.phone else "")
    top = (
        Words(told[kind], HEADING, after=1),
        Words(told[f"{kind}_how"], Ink(12, colour=GREY), after=0),
        Words(whose, Ink(12), after=2),
    )
    lines = _signpost() if kind == "signpost" else _refer()
    draw_down(sheet, x + 16, y + 12, width - 32, (*top, *lines))


def _signpost() -> tuple[Inline, ...]:
    return (
        Inline((Blank("For"), Blank("Card", 0.35)), step=STEP),
        Inline((Blank("Who can help"),), step=STEP),
        Inline((Blank("With what"),), step=STEP),
        Inline((Blank("Where and when"), Blank("Phone or web", 0.7)), step=STEP),
        Inline((Blank("Given by"), Tick("I said yes to sharing my details")), step=STEP),
    )


def _refer() -> tuple[Inline, ...]:
    return (
        Inline((Blank("Card", 0.4), Blank("Name", 1.6), Blank("Born", 0.6)), step=STEP),
        Inline((Blank("To"), Says("How soon"), Tick("routine"), Tick("soon"), Tick("urgent")), step=STEP),
        Inline((Blank("Why, and what was found"),), step=STEP),
        Inline((Blank(),), step=STEP),
        Inline((Blank("From (name, role)", 2), Tick("patient agrees"), Blank("at", 0.5)), step=STEP),
    )
