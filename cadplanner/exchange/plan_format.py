"""The open plan format read: a cad-plan/1 plan becomes visits; and a day as it has become, as cad-day/1."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from cadplanner.core.model.appointment import Appointment, Visit, visit_id
from cadplanner.core.model.pathway import Step
from cadplanner.core.model.plan import Plan
from cadplanner.core.model.span import MINUTES_IN_DAY, Span
from cadplanner.exchange.day_format import PLAN_FORMAT
from cadplanner.exchange.field import Field

KIND = f"a plan in the format {PLAN_FORMAT}"
Json = Mapping[str, object]


def with_visits(plan: Plan, plan_json: object) -> Plan:
    """The plan of a day with the visits of a cad-plan/1 plan of that day, parsed from JSON.

    Raises CannotRead for a plan of another day, and for a visit of nobody, planned twice or with nobody of the day. It
    is not judged: a visit may break any rule.
    """
    field = Field(plan_json, kind=KIND)
    if field["format"].value != PLAN_FORMAT:
        field["format"].refuse(f"should be {PLAN_FORMAT!r}")
    if field["day"].text() != plan.day.name:
        field["day"].refuse(f"should be the name of the day, {plan.day.name!r}")
    steps = {step.key: (appointment, step) for appointment in plan.appointments for step in appointment.route}
    visits: dict[str, Visit] = {}
    for each in field["visits"]:
        visit = _visit(plan, each, steps)
        if visit.id in visits:
            each["visit"].refuse("should be planned once")
        visits[visit.id] = visit
    return replace(plan, visits=tuple(visits.values()))


def _visit(plan: Plan, field: Field, steps: Mapping[str, tuple[Appointment, Step]]) -> Visit:
    key, staff_id, start = field["visit"].text(), field["staff"].text(), field["start"].whole(0, MINUTES_IN_DAY)
    if key not in steps:
        field["visit"].refuse("should be the id of a visit of the day")
    if staff_id and staff_id not in plan.staff_member:
        field["staff"].refuse("should be the id of a member of staff of the day")
    appointment, step = steps[key]
    given = plan.stations_giving.get(step.service_id)
    if given is None:
        field["visit"].refuse("should be the id of a visit that its station can give")
    if start + step.minutes > MINUTES_IN_DAY:
        field["start"].refuse("should leave time for the visit before midnight")
    return Visit(
        id=visit_id(appointment.id, step.key),
        day_id=plan.day.id,
        appointment_id=appointment.id,
        step=step.key,
        station_id=given[0].id,
        place=field["bay"].whole(),
        staff_id=staff_id,
        span=Span(start, start + step.minutes),
    )


def day_as_changed(day: Json, plan: Plan) -> dict[str, object]:
    """A cad-day/1 day, that `plan_of_day` has read, with what has changed since: shifts, opening hours and routes.

    Who has no shift any more is left out, and so is a stop that is no longer in a route.
    """
    return {
        **day,
        "stations": [_station(each, plan) for each in _objects(day["stations"])],
        "staff": [_member(each, plan) for each in _objects(day["staff"]) if each["id"] in plan.shift_of],
        "patients": [_patient(each, plan) for each in _objects(day["patients"])],
    }


def _objects(value: object) -> Iterable[Json]:
    assert isinstance(value, list)
    return value


def _station(station: Json, plan: Plan) -> Json:
    opening = plan.station[str(station["id"])].opening
    return {**station, "open": [[span.start, span.end] for span in opening]}


def _member(member: Json, plan: Plan) -> Json:
    shift = plan.shift_of[str(member["id"])]
    lunch = member["lunch"] if shift.breaks else None
    span = [shift.span.start, shift.span.end]
    return {**member, "shift": span, "overtime_max": shift.overtime, "lunch": lunch}


def _patient(patient: Json, plan: Plan) -> Json:
    left = {step.key: step.after for step in plan.appointment[str(patient["id"])].route}
    visits = [each for each in _objects(patient["visits"]) if each["id"] in left]
    after = {key: [earlier for earlier in earliers if earlier in left] for key, earliers in left.items()}
    return {**patient, "visits": [{**each, "after": after[str(each["id"])]} for each in visits]}
