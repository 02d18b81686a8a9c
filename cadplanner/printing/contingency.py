"""The contingency pack: one document to run the day from on paper, kept fresh where the laptop is not needed."""

from __future__ import annotations

import os
from pathlib import Path

from cadplanner.core.model.plan import Plan
from cadplanner.errors import CannotWrite
from cadplanner.printing import blanks, day_rota, day_sheet, phone_list, station_sheet
from cadplanner.printing.blocks import Block, Titled, Words, draw_pages, heading
from cadplanner.printing.sealed_pdf import sealed
from cadplanner.printing.sheet import A4, Ink, Paper, Sheet
from cadplanner.printing.texts import Point, text

TITLE = "Contingency pack"
INSIDE = (
    "Day sheet by arrival time, and A to Z",
    "A sheet for each station, with rows for walk-ins",
    "Rota of the day",
    "Phone list",
    "Blank cards and outcome forms, numbered on",
)


def pdf(plan: Plan, paper: Paper) -> bytes:
    """The whole pack: cover, lists, station sheets, rota, phone list, blank cards and forms."""
    sheet = Sheet(plan, paper, TITLE, A4)
    _draw_cover(sheet, plan)
    day_sheet.draw(sheet, plan, "arrival")
    day_sheet.draw(sheet, plan, "name")
    station_sheet.draw(sheet, plan)
    day_rota.draw(sheet, plan)
    phone_list.draw(sheet, plan)
    blanks.draw_walk_ins(sheet, plan)
    return sheet.pdf()


def refresh(plan: Plan, paper: Paper, folder: Path) -> Path:
    """Make the pack and put it whole into that folder in place of the earlier one; made for a second process.

    Where the service has a password for it, it opens with that alone (AES-256). Raises CannotWrite; then the
    earlier pack is still there.
    """
    path = folder / f"{plan.day.on:%Y-%m-%d} contingency pack.pdf"
    part = path.with_name(f"{path.name}.part")
    password = paper.details.pack_password
    made = sealed(pdf(plan, paper), password) if password else pdf(plan, paper)
    try:
        with part.open("wb") as file:
            file.write(made)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        advice = (
            "Look whether the stick is in, has room, and the pack is not open in a viewer. It is tried again by itself."
        )
        raise CannotWrite(f"The contingency pack could not be put in {folder}: {error.strerror}.", advice) from error
    return path


def _draw_cover(sheet: Sheet, plan: Plan) -> None:
    version = sheet.paper.printed_words.removeprefix("Printed ")
    told: tuple[Block, ...] = (
        Words("Should the computer fail, the day goes on from this paper.", Ink(14, bold=True), after=6),
        Words(f"As planned on {version}. What changed after that is not in it.", Ink(12), after=6),
        heading("What is in it, in this order"),
        *(Point(line) for line in INSIDE),
        *text("escalation", sheet.paper.details).blocks(),
    )
    draw_pages(sheet, Titled(TITLE, f"{len(plan.appointments)} people invited"), told)
