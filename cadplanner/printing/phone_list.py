"""The phone list: how to reach everybody who is invited, should they be told not to come, or to come later."""

from __future__ import annotations

from collections.abc import Sequence

from cadplanner.core.model.plan import Plan
from cadplanner.core.model.span import clock
from cadplanner.core.paper.same_names import sorting_name
from cadplanner.printing.blocks import Block, Titled, Words, draw_pages, rows
from cadplanner.printing.listing import Column, Listing, Row, Ticks
from cadplanner.printing.sheet import A4, Ink, Paper, Sheet
from cadplanner.printing.words import card_words, counted, short_needs

TITLE = "Phone list"
SORTED = "Sorted by surname, then first name"
COLUMNS = (
    Column("Name", 180, strong=True),
    Column("Card", 42),
    Column("Arrives", 46),
    Column("Phone", 116, strong=True),
    Column("Needs", 105),
    Column("Told", 50),
)


def pdf(plan: Plan, paper: Paper, _ids: Sequence[str] | None = None) -> bytes:
    """Portrait A4, everybody by surname."""
    sheet = Sheet(plan, paper, TITLE, A4)
    draw(sheet, plan)
    return sheet.pdf()


def draw(sheet: Sheet, plan: Plan) -> None:
    """Draw the pages into a document."""
    sheet.turn(A4)
    people = sorted((_named(plan, n) for n in range(len(plan.appointments))), key=lambda one: one[:3])
    listing = Listing(COLUMNS, tuple(row for *_, row in people))
    none: tuple[Block, ...] = (Words("Nobody is invited to this day yet.", Ink(11)),)
    without = sum(not plan.patient[one.patient_id].phone for one in plan.appointments)
    aside = f"{counted(without, 'person', 'people')} without a phone" if without else ""
    draw_pages(sheet, Titled(TITLE, aside, "", SORTED), rows(listing) if people else none)


def _named(plan: Plan, n: int) -> tuple[str, str, int, Row]:
    appointment = plan.appointments[n]
    person = plan.patient[appointment.patient_id]
    arrival = plan.arrival(appointment.id)
    when = "No time" if arrival is None else clock(arrival)
    phone = person.phone or "Not recorded"
    cells = (person.staff_name, card_words(appointment.card), when, phone, short_needs(person), Ticks())
    return sorting_name(person.surname), sorting_name(person.first_name), appointment.card, Row(cells)
