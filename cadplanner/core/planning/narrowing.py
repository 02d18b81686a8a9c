"""The part of a plan that a change can touch, so that the whole rule book answers a drag at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace

from cadplanner.core.model.appointment import Visit
from cadplanner.core.model.plan import Plan
from cadplanner.core.planning.masks import run

LOOK_UPS = ("service", "station", "staff_member", "shift_of", "patient", "appointment", "together", "stations_giving")


@dataclass(frozen=True, slots=True)
class Touched:
    """The visits that a change takes out and puts in."""

    taken_out: tuple[Visit, ...]
    put_in: tuple[Visit, ...]

    @property
    def all(self) -> tuple[Visit, ...]:
        return self.taken_out + self.put_in


def only_visits_differ(before: Plan, after: Plan) -> bool:
    """Whether all but the visits is the very same in both plans."""
    names = (field.name for field in fields(Plan) if field.name != "visits")
    return all(getattr(before, name) is getattr(after, name) for name in names)


def touched_visits(before: Plan, after: Plan) -> Touched:
    """The visits in which the two plans differ."""
    kept = {id(visit) for visit in before.visits} & {id(visit) for visit in after.visits}
    out = tuple(visit for visit in before.visits if id(visit) not in kept)
    return Touched(out, tuple(visit for visit in after.visits if id(visit) not in kept))


def narrowed(plan: Plan, before: Plan, touched: Touched) -> Plan:
    """The plan with only the touched appointments to judge, and only the visits that stand near what is touched.

    `plan` is the plan before or after the change. Its look-ups are those of the whole plan: a rule finds any
    patient, and counts all arrivals.
    """
    appointment_ids = {visit.appointment_id for visit in touched.all}
    out = {visit.id for visit in touched.taken_out}
    near = {visit.id: visit for visit in _near(before, touched) if visit.id not in out}
    changed = touched.taken_out if plan is before else touched.put_in
    part = replace(
        plan,
        appointments=tuple(appointment for appointment in plan.appointments if appointment.id in appointment_ids),
        visits=(*near.values(), *changed),
    )
    for name in LOOK_UPS:
        part.__dict__[name] = getattr(before, name)
    part.__dict__["visits_of_appointment"] = _by_appointment(part, before, appointment_ids)
    return part


def _by_appointment(part: Plan, before: Plan, appointment_ids: set[str]) -> dict[str, tuple[Visit, ...]]:
    """Visits of every appointment: the untouched ones as they were before."""
    here = part.visits_of_appointment
    found = {key: visits for key, visits in before.visits_of_appointment.items() if key not in appointment_ids}
    return found | {key: here[key] for key in appointment_ids if key in here}


def _near(before: Plan, touched: Touched) -> Iterator[Visit]:
    """Visits of the same appointment or member of staff, and at the same time those of the station or the language."""
    for appointment_id in {visit.appointment_id for visit in touched.all}:
        yield from before.visits_of_appointment.get(appointment_id, ())
    for staff_id in {visit.staff_id for visit in touched.all}:
        yield from before.visits_with_staff.get(staff_id, ())
    for station_id in {visit.station_id for visit in touched.all}:
        here = (visit for visit in touched.all if visit.station_id == station_id)
        yield from _at_the_time(before.visits_at_station.get(station_id, ()), here)
    spoken = {_language(before, visit.appointment_id) for visit in touched.all} - {""}
    speaking = [a.id for a in before.appointments if spoken and _language(before, a.id) in spoken]
    visits = [visit for each in speaking for visit in before.visits_of_appointment.get(each, ())]
    yield from _at_the_time(visits, (visit for visit in touched.all if _language(before, visit.appointment_id)))


def _at_the_time(visits: Iterable[Visit], touched: Iterable[Visit]) -> list[Visit]:
    minutes = 0
    for visit in touched:
        minutes |= run(visit.span.start, visit.span.end)
    return [visit for visit in visits if minutes & run(visit.span.start, visit.span.end)]


def _language(plan: Plan, appointment_id: str) -> str:
    appointment = plan.appointment.get(appointment_id)
    patient = plan.patient.get(appointment.patient_id) if appointment else None
    return patient.interpreter_language if patient else ""
