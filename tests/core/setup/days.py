"""Days for the tests of the set-up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import count

from cadplanner.core.model.appointment import Appointment, Visit, visit_id
from cadplanner.core.model.pathway import route_of
from cadplanner.core.model.patient import Patient
from cadplanner.core.model.plan import Plan
from cadplanner.core.model.span import Span
from cadplanner.core.setup.presets import preset

ON = date(2027, 6, 12)


def ids(start="n"):
    numbers = count(1)
    return lambda: f"{start}{next(numbers)}"


def small() -> Plan:
    """The small reference day."""
    return preset("small", on=ON, new_id=ids())


def invited(plan: Plan, *people: Patient, pathway: int = 0) -> Plan:
    """The day with these people invited, all by one pathway."""
    route = route_of(plan.pathways[pathway], plan.service)
    appointments = tuple(
        Appointment(f"a-{one.id}", plan.day.id, one.id, n, route, pathway_name=plan.pathways[pathway].name)
        for n, one in enumerate(people, 1)
    )
    return replace(plan, patients=people, appointments=appointments)


def person(n: int, **more) -> Patient:
    return Patient(f"p{n}", f"Person{n}", **more)


def with_one_planned(plan: Plan) -> Plan:
    """One person invited and planned wholly: conversation, hub, checkout."""
    plan = invited(plan, person(1))
    appointment = plan.appointments[0]
    visits, minute = [], 600
    for step in appointment.route:
        station = plan.stations_giving[step.service_id][0]
        staff = next((m.id for m in plan.staff if station.skill and station.skill in m.skills), "")
        span = Span(minute, minute + station.minutes)
        made = visit_id(appointment.id, step.key)
        visits.append(Visit(made, plan.day.id, appointment.id, step.key, station.id, 0, staff, span))
        minute = span.end + 10
    return replace(plan, visits=tuple(visits))
