"""Blank paper: for those who walk in, and for the whole day should the computer fail."""

from __future__ import annotations

from collections.abc import Sequence

from cadplanner.core.model.plan import Plan
from cadplanner.printing.blank_card import draw_blank_card
from cadplanner.printing.listing import NUMBER, Column, Listing, Row, Ticks, room_on, worded
from cadplanner.printing.outcome_form import draw_form
from cadplanner.printing.sheet import A4, CONFIDENTIAL, Paper, Sheet, landscape
from cadplanner.printing.station_sheet import blank_pages
from cadplanner.printing.words import card_words

WALK_INS = 15  # in a hundred of those invited (research: 10 to 15 blank spares)
LEAST = 4
ROW = 30.0
ARRIVALS = (
    Column("Card", 44, strong=True),
    Column("Arrived", 60),
    Column("Name", 190),
    Column("Born", 80),
    Column(NUMBER, 96),
    Column("Needs", 120),
    Column("First stop", 110),
    Column("Left", 46),
    Column("Form in", 40),
)
TITLE = "Arrivals, written by hand"


def walk_in_cards(plan: Plan) -> range:
    """The card numbers kept for walk-ins: 15 for each hundred invited, from the number after the last."""
    last = max((appointment.card for appointment in plan.appointments), default=0)
    number = max(LEAST, -(-len(plan.appointments) * WALK_INS // 100))
    return range(last + 1, last + 1 + number)


def walk_ins(plan: Plan, paper: Paper, _ids: Sequence[str] | None = None) -> bytes:
    """A blank card and a blank outcome form for each walk-in, numbered on from the last card; and their arrivals."""
    sheet = Sheet(plan, paper, "Blanks for walk-ins", A4)
    draw_walk_ins(sheet, plan)
    return sheet.pdf()


def draw_walk_ins(sheet: Sheet, plan: Plan) -> None:
    """Draw the pages into a document."""
    cards = walk_in_cards(plan)
    _draw_arrivals(sheet, cards, "Walk-ins: give each the next card")
    _draw_cards(sheet, plan, cards)
    for number, card in enumerate(cards, start=1):
        draw_form(sheet, plan, card, None, (number, len(cards)))


def whole_day(plan: Plan, paper: Paper, _ids: Sequence[str] | None = None) -> bytes:
    """Blank arrivals, a blank sheet for each station, blank cards for as many as are invited, an outcome form.

    The cards are numbered on after those of the walk-ins, so that no two people ever carry one number.
    """
    sheet = Sheet(plan, paper, "Blanks for the whole day", A4)
    first = walk_in_cards(plan).stop
    cards = range(first, first + max(LEAST, len(plan.appointments)))
    _draw_arrivals(sheet, cards, "When the computer fails: one line for each person who comes")
    blank_pages(sheet, plan)
    draw_form(sheet, plan, 0, None, (1, 1))
    _draw_cards(sheet, plan, cards)
    return sheet.pdf()


def _draw_cards(sheet: Sheet, plan: Plan, cards: Sequence[int]) -> None:
    for card in cards:
        draw_blank_card(sheet, plan, card)


def _draw_arrivals(sheet: Sheet, cards: Sequence[int], under: str) -> None:
    rows = tuple(Row((card_words(card), *[""] * 7, Ticks()), ROW) for card in cards)
    listing = Listing(worded(ARRIVALS, sheet.paper.words), rows)
    sheet.new_page(landscape(A4))
    room = room_on(sheet, sheet.header_end(TITLE, under))
    pages = listing.pages(room, room)
    for number, items in enumerate(pages, start=1):
        if number > 1:
            sheet.new_page(landscape(A4))
        listing.draw(sheet, sheet.header(TITLE, under), items)
        sheet.footer(number, len(pages), "Sorted by card", CONFIDENTIAL)
