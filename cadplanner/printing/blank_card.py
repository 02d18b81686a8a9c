"""A card without a name: for somebody who walks in, or for everybody when the computer fails."""

from __future__ import annotations

from cadplanner.core.model.plan import Plan
from cadplanner.core.paper.duty import station_numbers
from cadplanner.printing.card_parts import SMALL, Back, Wording, draw_back, draw_codes
from cadplanner.printing.inline import Blank, Inline
from cadplanner.printing.sheet import ACCENT, FOOTER, MARGIN, Ink, Sheet, height_of
from cadplanner.printing.words import card_words, listed, long_date

ROW = 40.0
STYLE = SMALL
NAME_LINE = 34.0
MOST_STOPS = 8


def draw_blank_card(sheet: Sheet, plan: Plan, card: int) -> None:
    """Front and back of the card with that number; name, time and stops are written in by hand."""
    wording = Wording.of(sheet.paper.details)
    sheet.new_page(STYLE.size)
    y = MARGIN + NAME_LINE
    sheet.rule(MARGIN, y, STYLE.beside_code - 8, grey=0.35)
    y = sheet.text(MARGIN, y + 4, plan.day.name, STYLE.text, STYLE.beside_code)
    y = sheet.text(MARGIN, y, long_date(plan.day.on), STYLE.strong, STYLE.beside_code)
    draw_codes(sheet, STYLE, card, plan.day.on, y + 6)
    y += 50
    Inline((Blank(wording["arrive"]),), STYLE.strong, step=26).draw(sheet, MARGIN, y, STYLE.width)
    y = sheet.text(MARGIN, y + 34, wording["stops"], STYLE.heading, STYLE.width)
    _draw_stops(sheet, plan, y)
    sheet.footer(1, 2, "", wording.keep)
    sheet.new_page(STYLE.size)
    draw_back(sheet, STYLE, wording, Back.ALL, card_words(card))
    sheet.footer(2, 2, "", wording.keep)


def _draw_stops(sheet: Sheet, plan: Plan, y: float) -> None:
    """Rows for a time and the number of a stop, and under them which stop has which number."""
    numbers = station_numbers(plan)
    names = [f"{numbers[station.id]} {station.name}" for station in plan.stations]
    key = listed(names) and f"Stops: {listed(names)}."
    high = height_of(key, STYLE.text, STYLE.width)
    room = sheet.height - FOOTER - 14 - high - y
    for n in range(min(MOST_STOPS, int(room // ROW))):
        top = y + n * ROW
        sheet.disc(MARGIN + 10, top + 22, 10, ACCENT)
        white = Ink(12, bold=True, colour=1.0)
        sheet.text(MARGIN, top + 22 - white.line / 2, str(n + 1), white, 20, align="center")
        Inline((Blank("Time", 1), Blank("Stop", 3)), STYLE.text, step=30).draw(
            sheet, MARGIN + 28, top + 2, STYLE.width - 56
        )
        sheet.box(MARGIN + STYLE.width - 20, top + 13, 18, 18, line=1.2)
    sheet.text(MARGIN, sheet.height - FOOTER - 8 - high, key, STYLE.text, STYLE.width)
