"""Somebody who comes without an invitation: found on the waiting list or new, and taken in at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cadplanner.core.live.board import Board
from cadplanner.core.live.facts import Answer, By, Fact, Refusal, written
from cadplanner.core.model.appointment import Appointment
from cadplanner.core.model.attendance import Happened
from cadplanner.core.model.edit import Change, Edit
from cadplanner.core.model.pathway import Pathway, route_of
from cadplanner.core.model.patient import Patient

NEW_WEIGHT = 600


@dataclass(frozen=True, slots=True)
class Comer:
    """Who walks in: whether the file has the patient already, for which referral, and the blank card in hand.

    `card` 0 is the next one.
    """

    patient: Patient
    known: bool = True
    referral_id: str = ""
    card: int = 0


def walk_in(board: Board, by: By, comer: Comer, service_ids: Sequence[str]) -> Answer:
    """Take a walk-in in: a new appointment with a card and the fact; the patient too where the file lacks her.

    Somebody on today's list is refused: she arrives.
    """
    plan, patient = board.plan, comer.patient
    if any(appointment.patient_id == patient.id for appointment in plan.appointments):
        return Refusal(f"{patient.staff_name} is on today's list already: note the arrival there.")
    if not service_ids:
        return Refusal("Choose at least one stop.")
    cards = {appointment.card for appointment in plan.appointments}
    if comer.card in cards:
        return Refusal("Somebody on today's list has that card already. Take a blank one.")
    card = comer.card or max(cards, default=0) + 1
    route = route_of(Pathway("", plan.day.id, "", tuple(service_ids)), plan.service)
    appointment = Appointment(by.new_id(), plan.day.id, patient.id, card, route, comer.referral_id, weight=NEW_WEIGHT)
    fact = written(board, by, f"{patient.staff_name} (card {card}) walked in", Fact(Happened.WALK_IN, appointment.id))
    new = (Change(None, appointment),) if comer.known else (Change(None, patient), Change(None, appointment))
    return Edit(fact.label, new + fact.changes)
