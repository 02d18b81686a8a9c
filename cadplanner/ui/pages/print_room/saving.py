"""The sheets as files: a folder for each version of the plan, so that no set replaces an older one."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from cadplanner.core.model.plan import Plan
from cadplanner.errors import not_written
from cadplanner.printing.pack import BY_KEY, Each, Order
from cadplanner.printing.words import card_words

FORBIDDEN = '<>:"/\\|?*'  # in the name of a file on Windows


def save(plan: Plan, version: int, made: Iterable[tuple[Order, bytes]], folder: Path) -> tuple[Path, ...]:
    """Writes each into '2027-06-12 plan 7' in that folder; returns the files. Raises CannotWrite."""
    inside = folder / f"{plan.day.on:%Y-%m-%d} plan {version}"
    files = []
    try:
        inside.mkdir(exist_ok=True)
        for order, pdf in made:
            files.append(inside / f"{_name(plan, order)}.pdf")
            files[-1].write_bytes(pdf)
    except OSError as error:
        raise not_written("One of the sheets", error) from error
    return tuple(files)


def _name(plan: Plan, order: Order) -> str:
    """'2027-06-12 Station sheets, Reception': a sheet for one does not replace those for everybody."""
    printout = BY_KEY[order.key]
    whom = "" if order.ids is None else f", {_whom(plan, printout.each, order.ids)}"
    return f"{plan.day.on:%Y-%m-%d} {printout.title}{whom}"


def _whom(plan: Plan, each: Each, ids: tuple[str, ...]) -> str:
    names = {one.id: one.name for one in (plan.stations if each is Each.STATION else plan.staff)}
    if each is Each.PATIENT:  # the card alone: a name of a file is read by whoever passes by
        names = {one.id: card_words(one.card) for one in plan.appointments}
    whom = ", ".join(names[one] for one in ids)
    return "".join(" " if letter in FORBIDDEN or not letter.isprintable() else letter for letter in whom)[:60].strip()
