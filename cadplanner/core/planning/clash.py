"""A broken rule as a value, and the words its sentence is made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cadplanner.core.model.appointment import Visit
from cadplanner.core.model.plan import Plan


@dataclass(frozen=True, slots=True)
class Clash:
    """A rule that a plan breaks: the rule's name, a sentence for the coordinator, and what it is about."""

    rule: str
    says: str
    visit_ids: tuple[str, ...] = ()
    appointment_id: str = ""


def who(plan: Plan, appointment_id: str) -> str:
    """The patient as a sentence names her: 'SMITH, John (Mr) (card 12)'."""
    appointment = plan.appointment.get(appointment_id)
    patient = plan.patient.get(appointment.patient_id) if appointment else None
    if appointment is None or patient is None:
        return "A patient who is no longer in this day"
    return f"{patient.staff_name} (card {appointment.card})"


def seats_of(plan: Plan, visits: Iterable[Visit]) -> int:
    """How many seats those of the visits take together: a carer takes one too."""
    known = map(plan.stop_of, visits)
    return sum(plan.patient[stop.appointment.patient_id].seats if stop else 1 for stop in known)


def staff_name(plan: Plan, staff_id: str) -> str:
    """The member of staff as a sentence names them."""
    member = plan.staff_member.get(staff_id)
    return member.name if member else "A member of staff who is no longer in this day"


def service_name(plan: Plan, service_id: str) -> str:
    """The service as a sentence names it."""
    service = plan.service.get(service_id)
    return service.name if service else "a service that is no longer there"


def one_after_another(visits: Iterable[Visit]) -> Iterator[tuple[Visit, Visit]]:
    """Each visit in time order but the first, with the one before it that ends last."""
    latest: Visit | None = None
    for visit in in_time_order(visits):
        if latest is not None:
            yield latest, visit
        if latest is None or visit.span.end > latest.span.end:
            latest = visit


def overlapping(visits: Iterable[Visit]) -> Iterator[tuple[Visit, Visit]]:
    """Each visit that starts before an earlier one is over, with that earlier one."""
    return ((one, other) for one, other in one_after_another(visits) if other.span.start < one.span.end)


def in_time_order(visits: Iterable[Visit]) -> list[Visit]:
    """By start, then end, then id."""
    return sorted(visits, key=lambda visit: (visit.span.start, visit.span.end, visit.id))


def most_at_once(visits: Iterable[Visit]) -> Iterator[tuple[Visit, tuple[Visit, ...]]]:
    """Each visit, in time order, with all that are there when it starts (itself among them)."""
    there: list[Visit] = []
    for visit in in_time_order(visits):
        there = [other for other in there if other.span.end > visit.span.start]
        there.append(visit)
        yield visit, tuple(there)
