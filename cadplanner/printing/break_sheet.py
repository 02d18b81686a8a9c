"""The break and cover sheet: who goes when, who could stand in, and boxes for gone and back."""

from __future__ import annotations

from collections.abc import Sequence

from cadplanner.core.model.plan import Plan
from cadplanner.core.model.span import clock
from cadplanner.core.model.staff import Cover
from cadplanner.core.paper.duty import Rest, rests, who_covers
from cadplanner.printing.blocks import Block, Titled, Words, draw_pages, rows
from cadplanner.printing.listing import Column, Listing, Noted, Row, Ticks
from cadplanner.printing.sheet import A4, Ink, Paper, Sheet, landscape
from cadplanner.printing.words import counted, listed

TITLE = "Break and cover sheet"
SORTED = "Sorted by the start of the break, then name"
WARNING = "Names staff. Confidential waste after use."
COLUMNS = (
    Column("Break", 92, strong=True),
    Column("Who", 136, strong=True),
    Column("Comes from", 118),
    Column("Goes back to", 118),
    Column("Free then, same skills", 186),
    Column("Gone", 34),
    Column("Back", 34),
    Column("Covered by", 68),
)
MOST_COVER = 4


def pdf(plan: Plan, paper: Paper, _ids: Sequence[str] | None = None) -> bytes:
    """Landscape A4: who must always be there, then a row a break. A break that fits nowhere is named by the plan."""
    sheet = Sheet(plan, paper, TITLE, landscape(A4))
    found = rests(plan)
    listing = Listing(COLUMNS, tuple(_row(rest) for rest in found))
    none: tuple[Block, ...] = (Words("No breaks are planned on this day yet.", Ink(11)),)
    always = tuple(_always(cover, names) for cover, names in who_covers(plan))
    titled = Titled(TITLE, counted(len(found), "break", "breaks"), "", SORTED, WARNING)
    draw_pages(sheet, titled, (*always, *(rows(listing) if found else none)))
    return sheet.pdf()


def _always(cover: Cover, names: Sequence[str]) -> Words:
    """A line for each cover: 'Always a first-aider, 09:00-17:00: Ann or Bob'."""
    most = "a" if cover.number == 1 else str(cover.number)
    return Words(f"Always {most} {cover.skill}, {cover.span}: {' or '.join(names) or 'nobody has the skill'}", Ink(11))


def _row(rest: Rest) -> Row:
    names = rest.cover[:MOST_COVER]
    more = f" and {len(rest.cover) - MOST_COVER} more" if len(rest.cover) > MOST_COVER else ""
    return Row(
        (
            f"{clock(rest.span.start)} to {clock(rest.span.end)}",
            Noted(rest.member.name, rest.member.role) if rest.member.role else rest.member.name,
            rest.before or "Start of shift",
            rest.after or "Free until the end",
            (", ".join(names) + more if more else listed(names)) if names else "Nobody",
            Ticks(),
            Ticks(),
            "",
        )
    )
