"""`cadplanner print`: the sheets of a planned day as PDF files."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from cadplanner.cli import passphrase
from cadplanner.cli.noting import note
from cadplanner.cli.one_day import day_argument, one_day
from cadplanner.core.keeping.did import Did
from cadplanner.core.model.appointment import Appointment
from cadplanner.core.model.plan import Plan
from cadplanner.errors import CannotRead
from cadplanner.printing.pack import BY_KEY, PRINTOUTS, Each, Order, printed
from cadplanner.printing.sheet import Paper, page_count
from cadplanner.printing.words import card_words

SHEETS = "\n".join(f"  {printout.key:15} {printout.title}: {printout.says}" for printout in PRINTOUTS)


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = f"The sheets:\n{SHEETS}"
    passphrase.arguments(parser)
    day_argument(parser)
    parser.add_argument("--what", metavar="KEYS", help="some of the sheets below, with commas between (all)")
    parser.add_argument(
        "--for",
        dest="whom",
        metavar="IDS",
        help="only for these, with commas between: card numbers (K012), or ids or names of stations and staff",
    )
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="where the sheets go")


def run(chosen: argparse.Namespace) -> int:
    """0 once every sheet is written. Raises CannotRead for an unknown day, sheet, or person."""
    keys = tuple(BY_KEY) if chosen.what is None else tuple(chosen.what.split(","))
    unknown = [key for key in keys if key not in BY_KEY]
    if unknown:
        raise CannotRead(f"There is no sheet called {unknown[0]}.", f"The sheets are {', '.join(BY_KEY)}.")
    chosen.out.mkdir(parents=True, exist_ok=True)
    with passphrase.opened(chosen) as store:
        day = one_day(store.days(), chosen.day)
        plan = store.plan(day.id)
        orders = _orders(plan, keys, chosen.whom.split(",") if chosen.whom is not None else None)
        paper = Paper(store.details(), datetime.now(UTC), store.version_of(day.id))
        for order, pdf in printed(plan, paper, orders):
            path = chosen.out / f"{order.key}.pdf"
            path.write_bytes(pdf)
            print(f"{path}: {page_count(pdf)} pages")
        titles = ", ".join(BY_KEY[order.key].title for order in orders)
        note(store, Did.PRINTED, f"Print to files: {titles}", (day, *_printed_for(plan, orders)))
    return 0


def _printed_for(plan: Plan, orders: Iterable[Order]) -> tuple[Appointment, ...]:
    """The appointments that have a sheet of their own among these."""
    own = [order.ids for order in orders if BY_KEY[order.key].each is Each.PATIENT]
    return tuple(one for one in plan.appointments if any(ids is None or one.id in ids for ids in own))


def _orders(plan: Plan, keys: Iterable[str], whom: list[str] | None) -> tuple[Order, ...]:
    """The sheets asked for; for some people or stations only those that there is one of for each of them."""
    if whom is None:
        return tuple(Order(key) for key in keys)
    asked = _asked(plan, whom)
    orders = tuple(Order(key, asked[BY_KEY[key].each]) for key in keys if BY_KEY[key].each in asked)
    if not orders:
        says = f"None of these sheets is printed for each {' or '.join(each.value for each in asked)}."
        raise CannotRead(says, "Leave out --for, or ask for other sheets with --what.")
    return orders


def _asked(plan: Plan, whom: list[str]) -> dict[Each, tuple[str, ...]]:
    """The ids that were asked for, by what each is the id of."""
    found: dict[Each, tuple[str, ...]] = {}
    known = _known(plan)
    for word in whom:
        kinds = [each for each, ids in known.items() if word.strip().casefold() in ids]
        if not kinds:
            advice = "Give card numbers such as K012, or ids or names of stations and staff of this day."
            raise CannotRead(f"Nobody and no station of this day is {word.strip() or 'without a name'}.", advice)
        for each in kinds:
            found[each] = (*found.get(each, ()), known[each][word.strip().casefold()])
    return found


def _known(plan: Plan) -> Mapping[Each, Mapping[str, str]]:
    stations = {word: station.id for station in plan.stations for word in (station.id, station.name)}
    staff = {word: member.id for member in plan.staff for word in (member.id, member.name)}
    patients = {word: one.id for one in plan.appointments for word in (one.id, card_words(one.card))}
    kinds = ((Each.STATION, stations), (Each.STAFF, staff), (Each.PATIENT, patients))
    return {each: {word.casefold(): one for word, one in ids.items()} for each, ids in kinds}
