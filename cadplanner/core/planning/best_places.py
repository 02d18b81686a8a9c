"""The best routes from now on for one person: a walk-in, somebody not placed, or on site for her next stops."""

from __future__ import annotations

from dataclasses import dataclass, replace

from cadplanner.core.model.appointment import Visit
from cadplanner.core.model.plan import Plan
from cadplanner.core.model.span import clock
from cadplanner.core.planning.compiling import compiled
from cadplanner.core.planning.draft import Draft
from cadplanner.core.planning.nearest import Dislike, Nearest
from cadplanner.core.planning.rules import new_clashes
from cadplanner.core.planning.showing import shown
from cadplanner.core.planning.upset import from_now
from cadplanner.core.planning.why_not import why_not
from cadplanner.core.planning.wishes import waiting

OUT_SOON = Dislike(person=0, minute=0, station=0, staff=0, waiting=1, later=3, unplaced=0, left_out=0)
LITTLE_WAITING = Dislike(person=0, minute=0, station=0, staff=0, waiting=9, later=1, unplaced=0, left_out=0)
ANOTHER_TIME = 30


@dataclass(frozen=True, slots=True)
class RouteFromNow:
    """A plan with her in it, where nobody else moves; her new visits in time order, and what speaks for it."""

    plan: Plan
    visits: tuple[Visit, ...]
    says: str


def best_places(plan: Plan, appointment_id: str, *, at: int, number: int = 3) -> tuple[RouteFromNow, ...]:
    """Up to so many routes from the minute `at`: out soonest, with the least waiting, then at other times.

    Visits of hers that start before `at` stay; later ones are planned anew. () where there is no way: `why_no_place`
    says why. Raises KeyError for an unknown appointment.
    """
    plan = _without_what_is_ahead(plan, appointment_id, at)
    found: dict[tuple[Visit, ...], RouteFromNow] = {}
    begin, weights = at, OUT_SOON
    while len(found) < number:
        route = _route(plan, appointment_id, begin, weights)
        if route is None:
            break
        if found:
            begin = ANOTHER_TIME + max(begin, min(each.visits[0].span.start for each in found.values()))
        weights = OUT_SOON if found else LITTLE_WAITING
        found.setdefault(route.visits, route)
    return tuple(found.values())


def why_no_place(plan: Plan, appointment_id: str, *, at: int) -> str:
    """Why there is no route from now on for her, in a sentence."""
    draft, n = _draft(_without_what_is_ahead(plan, appointment_id, at), appointment_id, at)
    return why_not(draft, n, 0, at)


def _without_what_is_ahead(plan: Plan, appointment_id: str, at: int) -> Plan:
    stay = (v for v in plan.visits if v.appointment_id != appointment_id or v.span.start < at)
    return replace(plan, visits=tuple(stay))


def _draft(plan: Plan, appointment_id: str, begin: int) -> tuple[Draft, int]:
    now = from_now(plan, (), frozenset(visit.id for visit in plan.visits), begin)
    return Draft(compiled(now)), plan.appointments.index(plan.appointment[appointment_id])


def _route(plan: Plan, appointment_id: str, begin: int, weights: Dislike) -> RouteFromNow | None:
    draft, n = _draft(plan, appointment_id, begin)
    can = draft.problem.routes[n].choices and all(draft.problem.routes[n].choices)
    ways = (Nearest(draft, n, {}, weights, overtime=late) for late in (False, True)) if can else ()
    if not any(way.place(way.walk()) for way in ways):
        return None
    planned, lost = shown(draft)
    visits = tuple(v for v in planned.visits_of_appointment.get(appointment_id, ()) if v.id not in plan.visit)
    after = replace(plan, visits=plan.visits + visits)
    sound = not lost and not new_clashes(plan, after)
    return RouteFromNow(after, visits, _says(after, visits)) if sound else None


def _says(plan: Plan, visits: tuple[Visit, ...]) -> str:
    waits = waiting(plan, visits[0].appointment_id)
    times = f"From {clock(visits[0].span.start)}, out by {clock(visits[-1].span.end)}"
    return f"{times}, waits {waits} minutes." if waits else f"{times}, no waiting."
