"""A draft shown as a plan: steps become minutes, indices become ids, counted places become numbers."""

from __future__ import annotations

from dataclasses import replace

from cadplanner.core.model.appointment import Visit, visit_id
from cadplanner.core.model.plan import Plan
from cadplanner.core.model.span import Span
from cadplanner.core.planning.companions import all_of_them
from cadplanner.core.planning.draft import Draft, Placed
from cadplanner.core.planning.places import Key, places_of


def shown(draft: Draft) -> tuple[Plan, tuple[int, ...]]:
    """The plan of a draft, and the routes left out of it because no place is free for a whole visit of theirs."""
    plan = draft.problem.plan
    places = [places_of(draft, station) for station in range(len(plan.stations))]
    visits, planned = list(draft.problem.held), list[list[Visit | None]]()
    for n, stops in enumerate(draft.stops):
        planned.append([_visit(draft, n, stop, places) for stop in stops or () if stop.choice.locked is None])
    routes = draft.problem.routes
    left_out = sorted(all_of_them(routes, [n for n, each in enumerate(planned) if None in each]))
    for n, each in enumerate(planned):
        visits += [visit for visit in each if visit and n not in left_out]
    order = {appointment.id: n for n, appointment in enumerate(plan.appointments)}
    visits.sort(key=lambda visit: (order[visit.appointment_id], visit.span.start, visit.id))
    return replace(plan, visits=tuple(visits)), tuple(left_out)


def _visit(draft: Draft, n: int, stop: Placed, places: list[dict[Key, int]]) -> Visit | None:
    choice, given, start, staff = stop
    place = places[given.station].get((start, staff) if given.group else (n, choice.step))
    if place is None:
        return None
    appointment, begin = draft.problem.routes[n].appointment, draft.problem.clock.minute(start)
    step = appointment.route[choice.step]
    return Visit(
        id=visit_id(appointment.id, step.key),
        day_id=appointment.day_id,
        appointment_id=appointment.id,
        step=step.key,
        station_id=draft.problem.plan.stations[given.station].id,
        place=place,
        staff_id=draft.problem.duties[staff].staff_id if staff >= 0 else "",
        span=Span(begin, begin + choice.minutes),
    )
