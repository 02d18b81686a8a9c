"""Which printed sheets no longer hold: what each shows now, against what it showed when it was printed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from cadplanner.core.model.edit import Change, Edit
from cadplanner.core.model.plan import Plan
from cadplanner.core.model.print import Print, print_id
from cadplanner.core.model.service_details import ServiceDetails

Shows = Callable[[Plan, str], object | None]
"""What a sheet shows for somebody (an id, '' for the whole day); None where there is nobody of that id any more."""
EVERYBODY = "*"
"""`whom` of the record that a sheet was printed for everybody, so that somebody new is missed."""


class Why(StrEnum):
    """Why a sheet has to be printed again, or thrown away."""

    CHANGED = "changed"
    NEW = "not printed yet"
    GONE = "not needed any more"


@dataclass(frozen=True, slots=True)
class Outdated:
    """One sheet that does not hold: which, whose ('' for the whole day), and why."""

    sheet: str
    whom: str
    why: Why


def digest(details: ServiceDetails, shown: object) -> str:
    """A short text that is the same while a sheet shows the same."""
    return hashlib.sha256(repr((details.on_paper, shown)).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def prints_of(
    plan: Plan, details: ServiceDetails, version: int, wanted: Iterable[tuple[str, str, Shows]]
) -> tuple[Print, ...]:
    """The records of sheets just printed from this plan: (sheet, whom, what it shows); EVERYBODY is kept as it is."""
    found = []
    for sheet, whom, shows in wanted:
        shown = None if whom == EVERYBODY else shows(plan, whom)
        told = "" if shown is None else digest(details, shown)
        found.append(Print(print_id(plan.day.id, sheet, whom), plan.day.id, sheet, whom, version, told))
    return tuple(found)


def kept(before: Iterable[Print], new: Iterable[Print], gone: Iterable[Outdated] = ()) -> Edit:
    """The edit that keeps these prints in place of earlier ones of the same sheets, and forgets sheets thrown away."""
    was = {one.id: one for one in before}
    old = {(one.sheet, one.whom): one for one in was.values()}
    changes = [Change(was.get(one.id), one) for one in new if was.get(one.id) != one]
    thrown = [old[one.sheet, one.whom] for one in gone if (one.sheet, one.whom) in old]
    return Edit("Print", (*changes, *(Change(one, None) for one in thrown)))


def stale(
    prints: Iterable[Print],
    plan: Plan,
    details: ServiceDetails,
    shows: Mapping[str, Shows],
    everybody: Mapping[str, tuple[str, ...]],
) -> tuple[Outdated, ...]:
    """The sheets that no longer hold, in the order they were given; `everybody` is who each sheet is printed for now.

    A sheet that has never been printed is not missed, except somebody's of a sheet printed for everybody.
    """
    there = {(one.sheet, one.whom): one for one in prints if one.sheet in shows}
    found = [why for one in there.values() if (why := _judged(one, plan, details, shows)) is not None]
    for sheet, whom in there:
        if whom == EVERYBODY:
            missing = (one for one in everybody.get(sheet, ()) if (sheet, one) not in there)
            found += [Outdated(sheet, one, Why.NEW) for one in missing]
    return tuple(found)


def _judged(one: Print, plan: Plan, details: ServiceDetails, shows: Mapping[str, Shows]) -> Outdated | None:
    if one.whom == EVERYBODY:
        return None
    shown = shows[one.sheet](plan, one.whom)
    if shown is None:
        return Outdated(one.sheet, one.whom, Why.GONE)
    return None if digest(details, shown) == one.shows else Outdated(one.sheet, one.whom, Why.CHANGED)
