"""Signs to hang up: a page for each station and zone with its number and name, and the same with arrows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from cadplanner.core.model.day import Station
from cadplanner.core.model.plan import Plan
from cadplanner.core.paper.duty import station_numbers
from cadplanner.printing.sheet import A4, MARGIN, Ink, Paper, Sheet, fitted, height_of

COLOURS = (
    (0.00, 0.37, 0.72), (0.00, 0.44, 0.24), (0.35, 0.18, 0.51), (0.54, 0.29, 0.00),
    (0.64, 0.09, 0.10), (0.00, 0.41, 0.44), (0.68, 0.15, 0.45), (0.13, 0.17, 0.20),
)  # fmt: skip
"""Of stations in turn: white letters on each are easily read (contrast above 5), and dark on a black printer too."""
NUMBER = 260.0
NAME = Ink(64, bold=True, leading=1.1)
ZONE = Ink(84, bold=True, leading=1.1)
LEAST = 24.0
UNDER = Ink(28)
WARNING = "Sign, names nobody"
ARROWS = {
    "to the left": ((0, 0.5), (1, 0.5), (0, 0.5), (0.4, 0.1), (0, 0.5), (0.4, 0.9)),
    "to the right": ((1, 0.5), (0, 0.5), (1, 0.5), (0.6, 0.1), (1, 0.5), (0.6, 0.9)),
    "straight on": ((0.5, 0), (0.5, 1), (0.5, 0), (0.1, 0.4), (0.5, 0), (0.9, 0.4)),
}


@dataclass(frozen=True, slots=True)
class _Sign:
    """What one page says: a number ('' for none), a name, what is under it, its colour, and where an arrow points."""

    number: str
    name: str
    under: str
    colour: tuple[float, float, float]
    way: str = ""


def pdf(plan: Plan, paper: Paper, station_ids: Sequence[str] | None = None, *, arrows: bool = False) -> bytes:
    """Portrait A4, a page a station, then a page a zone; with `arrows` three pages each: left, right, straight on."""
    sheet = Sheet(plan, paper, "Signs with arrows" if arrows else "Signs", A4)
    numbers = station_numbers(plan)
    stations = plan.stations if station_ids is None else [plan.station[one] for one in station_ids]
    signs = [_of_station(plan, numbers, station) for station in stations]
    if station_ids is None:
        signs += [_of_zone(plan, numbers, zone) for zone in _zones(plan)]
        signs.append(_Sign("", "Welcome desk", "Please come here first", COLOURS[-1]))
    if arrows:
        signs = [replace(sign, way=way) for sign in signs for way in ARROWS]
    for page, sign in enumerate(signs, start=1):
        _draw_sign(sheet, sign)
        sheet.footer(page, len(signs), "Stations by number, then zones", WARNING)
    return sheet.pdf()


def colour_of(number: int) -> tuple[float, float, float]:
    """The colour of the station with that number, from 1."""
    return COLOURS[(number - 1) % len(COLOURS)]


def _of_station(plan: Plan, numbers: dict[str, int], station: Station) -> _Sign:
    number = numbers[station.id]
    zone = plan.venue.zones[station.zone] if len(plan.venue.zones) > 1 else ""
    return _Sign(str(number), station.name, zone, colour_of(number))


def _zones(plan: Plan) -> list[int]:
    return sorted({station.zone for station in plan.stations}) if len(plan.venue.zones) > 1 else []


def _of_zone(plan: Plan, numbers: dict[str, int], zone: int) -> _Sign:
    here = [f"{numbers[station.id]}  {station.name}" for station in plan.stations if station.zone == zone]
    return _Sign("", plan.venue.zones[zone], "\n".join(here), COLOURS[-1])


def _draw_sign(sheet: Sheet, sign: _Sign) -> None:
    sheet.new_page(A4)
    width, y = sheet.content_width, MARGIN + 20
    if sign.number:
        side = 340.0
        sheet.fill(MARGIN, y, width, side, sign.colour)
        number = Ink(NUMBER, bold=True, colour=1.0, leading=1.0)
        sheet.text(MARGIN, y + (side - NUMBER) / 2 - 0.05 * NUMBER, sign.number, number, width, align="center")
        y += side + 30
    else:
        sheet.fill(MARGIN, y, width, 60, sign.colour)
        y += 110 if sign.way else 200
    name = _fitting(sign.name, NAME if sign.number else ZONE, width, 190)
    y = sheet.text(MARGIN, y, sign.name, name, width, align="center") + 14
    for line in sign.under.split("\n"):
        y = sheet.text(MARGIN, y, line, UNDER, width, align="center")
    if sign.way:
        side = min(150.0, sheet.height - y - 70)
        left, top = (sheet.width - side) / 2, sheet.height - side - 56
        points = [(left + side * a, top + side * b) for a, b in ARROWS[sign.way]]
        sheet.strokes([points], line=18)


def _fitting(text: str, usual: Ink, width: float, height: float) -> Ink:
    ink = fitted(text, usual, width, LEAST)
    while height_of(text, ink, width) > height and ink.size > LEAST:
        ink = Ink(ink.size - 4, bold=True, leading=NAME.leading)
    return ink
