"""A day planned with longer visits than it has, so that there is slack between them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from cadplanner.core.model.appointment import Appointment
from cadplanner.core.model.day import Mode
from cadplanner.core.model.pathway import Step
from cadplanner.core.model.plan import Plan
from cadplanner.core.model.span import Span


def with_slack(plan: Plan, shares: Mapping[str, float]) -> Plan:
    """The day to be planned: some visits take a grid step longer, so that each service has its share in all."""
    owed: dict[str, float] = {}
    locked = {visit.id for visit in plan.visits if visit.locked}
    kept = {visit.appointment_id for visit in plan.visits if visit.locked}

    def longer(appointment: Appointment, step: Step) -> Step:
        minutes = _most_minutes(plan, appointment, step)
        owed[step.service_id] = owed.get(step.service_id, 0.0) + minutes * shares.get(step.service_id, 0.0)
        more = int(owed[step.service_id] // plan.day.grid) * plan.day.grid
        owed[step.service_id] -= more
        return replace(step, minutes=minutes + more) if more else step

    appointments = tuple(
        each if each.id in kept else replace(each, route=tuple(longer(each, step) for step in each.route))
        for each in plan.appointments
    )
    visits = tuple(visit for visit in plan.visits if visit.id in locked)
    return replace(plan, appointments=appointments, visits=visits)


def without_slack(plan: Plan, found: Plan) -> Plan:
    """What was found, each visit as long as it really takes: what is left over is the slack."""
    visits = []
    for visit in found.visits:
        appointment = plan.appointment[visit.appointment_id]
        minutes = plan.minutes_for(appointment, appointment.step(visit.step), plan.station[visit.station_id])
        visits.append(
            visit if visit.locked else replace(visit, span=Span(visit.span.start, visit.span.start + minutes))
        )
    return replace(plan, visits=tuple(visits))


def _most_minutes(plan: Plan, appointment: Appointment, step: Step) -> int:
    """Minutes wherever it is given; 0 where it is in a class or nowhere."""
    stations = plan.stations_giving.get(step.service_id, ())
    if any(station.mode is not Mode.ONE_TO_ONE for station in stations):
        return 0
    return max((plan.minutes_for(appointment, step, station) for station in stations), default=0)
