"""What a day asks of each station by the half hour: from its visits, or guessed from routes."""

from __future__ import annotations

from collections.abc import Iterator

from cadplanner.core.model.appointment import Appointment
from cadplanner.core.model.day import Mode, Station
from cadplanner.core.model.plan import Plan
from cadplanner.core.model.span import Span

SLOT = 30  # minutes
BETWEEN = 5  # minutes from one visit to the next, as a guess
Asked = tuple[Station, int, int, float]


def slots(plan: Plan) -> tuple[Span, ...]:
    """The half hours of the opening; the last may be shorter."""
    opening = plan.day.opening
    return tuple(Span(start, min(start + SLOT, opening.end)) for start in range(opening.start, opening.end, SLOT))


def people_needed(plan: Plan) -> dict[str, list[float]]:
    """How many members of staff each station needs in each half hour, by the station's id.

    With visits it is what they take. Before, everybody is thought to come evenly over the arrivals, as far as they can,
    and to go
    through the route without a wait; a service with several stations is shared by their places.
    """
    spans = slots(plan)
    staffed = {station.id for station in plan.stations if station.mode is not Mode.DROP_IN and station.skill}
    found = {key: [0.0] * len(spans) for key in staffed}
    for station, start, end, share in _as_planned(plan) if plan.visits else _as_guessed(plan):
        if station.id in staffed:
            row = found[station.id]
            for n, span in enumerate(spans):
                both = min(end, span.end) - max(start, span.start)
                row[n] += max(0, both) * share / span.minutes
    return found


def _as_planned(plan: Plan) -> Iterator[Asked]:
    classes: set[tuple[str, int, int]] = set()
    for visit in plan.visits:
        station = plan.station.get(visit.station_id)
        key = (visit.station_id, visit.place, visit.span.start)
        if station is not None and (station.mode is not Mode.GROUP or key not in classes):
            classes.add(key)
            yield station, visit.span.start, visit.span.end, 1.0


def _as_guessed(plan: Plan) -> Iterator[Asked]:
    count = len(plan.appointments)
    for number, appointment in enumerate(plan.appointments):
        at = _first_visit(plan, appointment, (number + 0.5) / count)
        for step in appointment.route:
            stations = plan.stations_giving.get(step.service_id, ())
            minutes = max((plan.minutes_for(appointment, step, station) for station in stations), default=0)
            places = sum(station.places for station in stations)
            for station in stations:
                shared = station.group_size if station.mode is Mode.GROUP else 1
                yield station, at, at + minutes, station.places / max(1, places) / shared
            at += minutes + BETWEEN


def _first_visit(plan: Plan, appointment: Appointment, share: float) -> int:
    """When the first visit begins of somebody who comes after that share of the others, of the hours she can come."""
    arrivals = plan.day.arrivals.span
    spans = [
        Span(max(span.start, arrivals.start), min(span.end, arrivals.end))
        for span in appointment.availability or (arrivals,)
        if span.overlaps(arrivals)
    ] or [arrivals]
    into = share * sum(span.minutes for span in spans)
    for span in spans[:-1]:
        if into < span.minutes:
            return span.start + int(into) + plan.day.check_in
        into -= span.minutes
    return spans[-1].start + int(into) + plan.day.check_in
