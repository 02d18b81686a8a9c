"""Queue tickets: numbers to hand out where people wait without a time."""

from __future__ import annotations

from collections.abc import Sequence

from cadplanner.core.model.day import Mode
from cadplanner.core.model.plan import Plan
from cadplanner.printing.grid import Grid, draw_grid
from cadplanner.printing.sheet import A4, GREY, Ink, Paper, Sheet, fitted

STRIP = Grid(3, 8, 64, 33)
EACH = 48
DESK = "Welcome desk"
NUMBER = Ink(40, bold=True, leading=1.05)
WHERE = Ink(12, bold=True)
HOW = Ink(9.5, colour=GREY)
TOLD = "Queue tickets, print at 100% and cut. Sorted by station, then number"
Ticket = tuple[str, int]


def pdf(plan: Plan, paper: Paper, station_ids: Sequence[str] | None = None) -> bytes:
    """48 tickets for the welcome desk and for each drop-in station, or for the stations asked for."""
    sheet = Sheet(plan, paper, "Queue tickets", A4)
    drop_in = [station.name for station in plan.stations if station.mode is Mode.DROP_IN]
    names = [DESK, *drop_in] if station_ids is None else [plan.station[one].name for one in station_ids]
    draw_grid(sheet, STRIP, [(name, n) for name in names for n in range(1, EACH + 1)], _draw_ticket, told=TOLD)
    return sheet.pdf()


def _draw_ticket(sheet: Sheet, ticket: Ticket, place: tuple[float, float, float, float]) -> None:
    x, y, width, height = place
    name, number = ticket
    inside = width - 16
    at = sheet.text(x + 8, y + 6, name, fitted(name, WHERE, inside, 7), inside, align="center")
    at = sheet.text(x + 8, at - 4, str(number), NUMBER, inside, align="center")
    sheet.text(x + 8, min(at, y + height - 16), "We call your number", HOW, inside, align="center")
