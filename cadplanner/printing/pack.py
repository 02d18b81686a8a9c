"""All printouts there are, in the order of the print page, and how to make a batch of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from cadplanner.core.model.plan import Plan
from cadplanner.printing import day_sheet, passport, rota_card, station_sheet
from cadplanner.printing.sheet import Paper


class Each(StrEnum):
    """What a printout has one of: nothing in particular, each station, each member of staff, each patient."""

    DAY = "day"
    STATION = "station"
    STAFF = "member of staff"
    PATIENT = "patient"


Ids = tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Printout:
    """One kind of printout. `make(plan, paper, ids)` gives a PDF; ids None is everybody."""

    key: str
    title: str
    says: str
    each: Each
    make: Callable[[Plan, Paper, Ids], bytes]


@dataclass(frozen=True, slots=True)
class Order:
    """One printout asked for, for these ids or for everybody."""

    key: str
    ids: Ids = None


def _day_sheet(order: day_sheet.Order, plan: Plan, paper: Paper, _ids: Ids) -> bytes:
    return day_sheet.pdf(plan, paper, order=order)


PRINTOUTS = (
    Printout("day-arrival", "Day sheet, by arrival", "Everyone by arrival time, to tick off at the desk",
             Each.DAY, partial(_day_sheet, "arrival")),
    Printout("day-name", "Day sheet, A to Z", "Everyone by surname, to find a person quickly",
             Each.DAY, partial(_day_sheet, "name")),
    Printout("stations", "Station sheets", "A sheet for each station: who comes when, outcome boxes, blank rows",
             Each.STATION, station_sheet.pdf),
    Printout("rota", "Rota cards", "A card for each member of staff: where to be when, and breaks",
             Each.STAFF, rota_card.pdf),
    Printout("passports", "Patient passports", "A route card for each patient, with a code to scan",
             Each.PATIENT, passport.pdf),
)  # fmt: skip
BY_KEY = {printout.key: printout for printout in PRINTOUTS}


def printed(plan: Plan, paper: Paper, orders: tuple[Order, ...]) -> Iterator[tuple[Order, bytes]]:
    """Each order with its PDF, one after another: made for a second process. Raises KeyError for an unknown key."""
    for order in orders:
        yield order, BY_KEY[order.key].make(plan, paper, order.ids)
