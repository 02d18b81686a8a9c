"""From the waiting list to a day: a card number, an expected route and a weight for each person invited."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from cadplanner.core.model.appointment import Appointment
from cadplanner.core.model.day import Position
from cadplanner.core.model.pathway import Pathway, route_of
from cadplanner.core.model.plan import Plan
from cadplanner.core.model.referral import Priority, Referral
from cadplanner.core.waiting.matching import folded
from cadplanner.core.waiting.order import Waiting

USUAL_WEIGHT = 600
WEIGHT_OF_A_WEEK = 20
WEIGHT_OF_PRIORITY = {Priority.ROUTINE: 0, Priority.URGENT: 500, Priority.TWO_WEEK_WAIT: 1500}


def invite(plan: Plan, waiting: Sequence[Waiting], *, new_id: Callable[[], str]) -> tuple[Appointment, ...]:
    """New appointments on the plan's day, in the order given; whoever has one already gets no second.

    Cards are numbered on. The pathway is the one that the referral names; the others share the day's pathways
    by their usual shares, evenly and always the same way.
    """
    there = {appointment.patient_id for appointment in plan.appointments}
    card = max((appointment.card for appointment in plan.appointments), default=0)
    numbers = Counter(appointment.pathway_name for appointment in plan.appointments)
    made: list[Appointment] = []
    for referral, patient in waiting:
        if patient.id in there:
            continue
        there.add(patient.id)
        pathway = _named(referral, plan.pathways) or _due(plan, numbers)
        numbers[pathway.name] += 1
        card += 1
        made.append(
            Appointment(
                id=new_id(),
                day_id=plan.day.id,
                patient_id=patient.id,
                card=card,
                route=route_of(pathway, plan.service),
                referral_id=referral.id,
                pathway_name=pathway.name,
                weight=weight(referral, plan),
            )
        )
    return tuple(made)


def weight(referral: Referral, plan: Plan) -> int:
    """How much it matters to place this referral: 600, and 20 for each week waited, and more if it is pressing."""
    waited = WEIGHT_OF_A_WEEK * referral.weeks_waited(plan.day.on)
    return USUAL_WEIGHT + waited + WEIGHT_OF_PRIORITY[referral.priority]


def _named(referral: Referral, pathways: Sequence[Pathway]) -> Pathway | None:
    name = folded(referral.pathway)
    return next((pathway for pathway in pathways if name and folded(pathway.name) == name), None)


def _due(plan: Plan, numbers: Counter[str]) -> Pathway:
    """The pathway furthest below its share so far; a day without pathways has its first services alone."""
    shares = {pathway: pathway.share for pathway in plan.pathways}
    if not any(shares.values()):
        shares = dict.fromkeys(shares, 1)
    if not shares:
        first = tuple(service.id for service in plan.services if service.position is Position.FIRST)
        return Pathway("", plan.day.id, "", first)
    total = sum(shares.values())
    people = sum(numbers[pathway.name] for pathway in shares) + 1
    return max(shares, key=lambda pathway: shares[pathway] * people - numbers[pathway.name] * total)
