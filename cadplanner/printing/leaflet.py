"""The leaflet on follow-up that a patient starts herself, in the service's own words, and the date it ends."""

from __future__ import annotations

from collections.abc import Sequence

from cadplanner.core.model.plan import Plan
from cadplanner.printing.blocks import Lines, Titled, Words, draw_pages
from cadplanner.printing.inline import Blank, Inline
from cadplanner.printing.sheet import A4, Ink, Paper, Sheet
from cadplanner.printing.texts import text

BODY = Ink(14)
STRONG = Ink(14, bold=True)


def pdf(plan: Plan, paper: Paper, _ids: Sequence[str] | None = None) -> bytes:
    """Portrait A4 in 14 pt, to hand out with a date and a name written in."""
    title = f"{paper.words.pifu}: you can contact us yourself"
    sheet = Sheet(plan, paper, f"{paper.words.pifu} leaflet", A4, for_patients=True)
    blocks = (
        *text("pifu", paper.details).blocks(BODY),
        Lines(3, 28),
        Words("", BODY, after=4),
        Inline((Blank("You can contact us until"),), STRONG, step=32),
        Inline((Blank("You talked to", 2), Blank("on")), STRONG, step=32),
    )
    draw_pages(sheet, Titled(title, paper.details.name, warning="Yours to keep"), blocks)
    return sheet.pdf()
