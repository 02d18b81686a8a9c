"""`cadplanner print`: the sheets of a planned day as PDF files."""

from __future__ import annotations

import argparse
from datetime import UTC, date, datetime
from pathlib import Path

from cadplanner.core.model.day import AppointmentDay
from cadplanner.errors import CannotRead
from cadplanner.printing.pack import BY_KEY, Order, printed
from cadplanner.printing.sheet import Paper, page_count
from cadplanner.store.store import Store


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE.cad")
    parser.add_argument("--day", type=date.fromisoformat, metavar="DATE", help="YYYY-MM-DD; the only day if left out")
    parser.add_argument("--what", default=",".join(BY_KEY), metavar="KEYS", help=f"some of: {', '.join(BY_KEY)} (all)")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="where the sheets go")


def run(chosen: argparse.Namespace) -> int:
    """0 once every sheet is written. Raises CannotRead for an unknown day or sheet."""
    keys = chosen.what.split(",")
    unknown = [key for key in keys if key not in BY_KEY]
    if unknown:
        raise CannotRead(f"There is no sheet called {unknown[0]}.", f"The sheets are {', '.join(BY_KEY)}.")
    chosen.out.mkdir(parents=True, exist_ok=True)
    with Store.open(chosen.file) as store:
        day = _day(store.days(), chosen.day)
        paper = Paper(store.details(), datetime.now(UTC), store.version_of(day.id))
        for order, pdf in printed(store.plan(day.id), paper, tuple(Order(key) for key in keys)):
            path = chosen.out / f"{order.key}.pdf"
            path.write_bytes(pdf)
            print(f"{path}: {page_count(pdf)} pages")
    return 0


def _day(days: tuple[AppointmentDay, ...], on: date | None) -> AppointmentDay:
    found = [day for day in days if on is None or day.on == on]
    if len(found) == 1:
        return found[0]
    have = ", ".join(day.on.isoformat() for day in days) or "no day yet"
    raise CannotRead("Which day is to be printed is not clear.", f"Give --day with one of its days: {have}.")
