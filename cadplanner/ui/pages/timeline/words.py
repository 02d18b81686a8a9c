"""The sentences of the plan page: what a visit is called on a block, in a tip, and to a screen reader."""

from __future__ import annotations

from collections.abc import Sequence

from cadplanner.core.model.appointment import Appointment, Visit
from cadplanner.core.model.day import Mode
from cadplanner.core.model.patient import AccessNeed, Patient
from cadplanner.core.model.plan import Plan
from cadplanner.core.model.span import clock
from cadplanner.core.planning.wishes import waiting
from cadplanner.ui.pages.timeline.rows import Block, Row, Scene

MARKS: dict[AccessNeed, str] = {
    AccessNeed.INTERPRETER: "I",
    AccessNeed.BSL: "B",
    AccessNeed.STEP_FREE: "S",
    AccessNeed.LONGER_APPOINTMENT: "L",
    AccessNeed.QUIET_SPACE: "Q",
    AccessNeed.LARGE_PRINT: "P",
    AccessNeed.HEARING_LOOP: "H",
    AccessNeed.CARER_PRESENT: "C",
    AccessNeed.CANNOT_WAIT: "W",
}


def marks(patient: Patient) -> str:
    """One letter for each need, in a fixed order: 'IS' for interpreter and step-free."""
    return "".join(letter for need, letter in MARKS.items() if need in patient.needs)


def short_names(plan: Plan, block: Block) -> tuple[str, ...]:
    """What may stand on a block, from the fullest to the shortest: '32 Smith, Jane', '32 Smith', '32'."""
    if block.of:
        people = f"{len(block.visit_ids)} of {block.of}"
        return (f"{block.title}: {people}", people, f"{len(block.visit_ids)}/{block.of}", f"x{len(block.visit_ids)}")
    appointment = appointment_of(plan, block.visit_ids[0])
    patient = plan.patient[appointment.patient_id]
    first = f", {patient.first_name}" if patient.first_name else ""
    surname = f"{appointment.card} {patient.surname}"
    return (f"{surname}{first}", surname, str(appointment.card))


def block_marks(plan: Plan, block: Block) -> str:
    """The marks on a block: a visit's own; a class has none."""
    return "" if block.of else marks(plan.patient_of(plan.visit[block.visit_ids[0]]))


def appointment_of(plan: Plan, visit_id: str) -> Appointment:
    """Whose visit it is."""
    return plan.appointment[plan.visit[visit_id].appointment_id]


def who(plan: Plan, appointment: Appointment) -> str:
    """'Card 32, SMITH, Jane (Mrs)'."""
    return f"Card {appointment.card}, {plan.patient[appointment.patient_id].staff_name}"


def where(plan: Plan, visit: Visit) -> str:
    """'Physio bays, place 3'; a drop-in has no places."""
    station = plan.station[visit.station_id]
    if station.mode is Mode.DROP_IN:
        return f"{station.name} (drop-in)"
    word = "room" if station.mode is Mode.GROUP else "place"
    return f"{station.name}, {word} {visit.place + 1}"


def service_name(plan: Plan, visit: Visit) -> str:
    """What is given: 'Conversation'."""
    station = plan.station[visit.station_id]
    return plan.service[station.service_id].name if station.service_id in plan.service else station.name


def staff_name(plan: Plan, visit: Visit) -> str:
    """With whom; '' at a drop-in."""
    return plan.staff_member[visit.staff_id].name if visit.staff_id in plan.staff_member else ""


def visit_sentence(plan: Plan, visit: Visit) -> str:
    """All about one visit, for a tip and for a screen reader."""
    appointment = plan.appointment[visit.appointment_id]
    patient = plan.patient[appointment.patient_id]
    staff = staff_name(plan, visit)
    parts = [
        f"{who(plan, appointment)}.",
        f"{service_name(plan, visit)}, {clock(visit.span.start)} to {clock(visit.span.end)}.",
        f"{where(plan, visit)}{', with ' + staff if staff else ''}.",
    ]
    if patient.needs_words:
        parts.append(f"Needs: {patient.needs_words}.")
    if visit.locked:
        parts.append("Locked.")
    return " ".join(parts)


def visit_tip(plan: Plan, visit: Visit) -> str:
    """The same on lines of their own."""
    appointment = plan.appointment[visit.appointment_id]
    patient = plan.patient[appointment.patient_id]
    staff = staff_name(plan, visit)
    lines = [
        f"Card {appointment.card}   {patient.staff_name}",
        f"{clock(visit.span.start)}-{clock(visit.span.end)}   {service_name(plan, visit)}",
        f"{where(plan, visit)}{'   with ' + staff if staff else ''}",
    ]
    lines += [f"Needs {patient.needs_words}"] if patient.needs_words else []
    lines += ["Locked: planning again leaves this visit where it is"] if visit.locked else []
    return "\n".join(lines)


def class_tip(plan: Plan, block: Block) -> str:
    """A class and who comes to it."""
    first = plan.visit[block.visit_ids[0]]
    staff = staff_name(plan, first)
    lines = [
        f"{block.title}   {clock(block.span.start)}-{clock(block.span.end)}{'   with ' + staff if staff else ''}",
        f"{len(block.visit_ids)} of {block.of} people:",
    ]
    lines += [f"   {_line(plan, appointment_of(plan, visit_id))}" for visit_id in block.visit_ids]
    return "\n".join(lines)


def block_sentence(plan: Plan, block: Block) -> str:
    """A block as a sentence: a visit in full, a class with its count and cards."""
    if not block.of:
        return visit_sentence(plan, plan.visit[block.visit_ids[0]])
    cards = ", ".join(str(appointment_of(plan, visit_id).card) for visit_id in block.visit_ids)
    locked = " Locked." if block.locked else ""
    word = "card" if len(block.visit_ids) == 1 else "cards"
    return (
        f"{block.title}, a class, {clock(block.span.start)} to {clock(block.span.end)}, "
        f"{len(block.visit_ids)} of {block.of} people: {word} {cards}.{locked}"
    )


def row_sentence(row: Row) -> str:
    """The row as a screen reader names it: 'Physio bays, Place 3 (step-free)'."""
    note = f" ({row.note})" if row.note else ""
    return f"{row.band}, {row.name}{note}"


def counts_sentence(plan: Plan) -> str:
    """'148 of 150 placed, mean wait 6 min'."""
    invited = len(plan.appointments)
    placed = invited - len(plan.unplaced)
    if not placed:
        return f"{invited} invited, not planned yet"
    return f"{placed} of {invited} placed, mean wait {mean_wait(plan)} min"


def other_times_sentence(before: Plan, after: Plan) -> str:
    """'12 people arrive at another time than before.'; '' where nobody does who had a time."""
    had = ((before.arrival(one), after.arrival(one)) for one in before.visits_of_appointment)
    other = sum(was != now for was, now in had if now is not None)
    if not other:
        return ""
    return f"{other} {'person arrives' if other == 1 else 'people arrive'} at another time than before."


def mean_wait(plan: Plan) -> int:
    """Minutes that those who are placed wait on site, on average, rounded."""
    waits = [waiting(plan, appointment_id) for appointment_id in plan.visits_of_appointment]
    return round(sum(waits) / len(waits)) if waits else 0


def cards(plan: Plan, visit_ids: Sequence[str]) -> str:
    """'card 32', or 'class Rehab class (9 people)' where they are more."""
    if len(visit_ids) == 1:
        return f"card {appointment_of(plan, visit_ids[0]).card}"
    station = plan.station[plan.visit[visit_ids[0]].station_id]
    return f"{station.name} ({len(visit_ids)} people)"


def moved_label(plan: Plan, visit_ids: Sequence[str], start: int) -> str:
    """The name of a move for undo: 'Move card 32 conversation to 10:45'."""
    service = f" {service_name(plan, plan.visit[visit_ids[0]]).lower()}" if len(visit_ids) == 1 else ""
    return f"Move {cards(plan, visit_ids)}{service} to {clock(start)}"


def _line(plan: Plan, appointment: Appointment) -> str:
    patient = plan.patient[appointment.patient_id]
    letters = marks(patient)
    return f"{appointment.card}  {patient.staff_name}{'  ' + letters if letters else ''}"


def tip(scene: Scene, row: int, block: Block | None, minute: int) -> str:
    """What a pointer on the timeline is told: the visit, the class, or how many are at a drop-in."""
    if block is not None:
        return class_tip(scene.plan, block) if block.of else visit_tip(scene.plan, scene.plan.visit[block.visit_ids[0]])
    if not 0 <= row < len(scene.rows) or not scene.rows[row].loose:
        return ""
    there = sum(span.start <= minute < span.end for span in (b.span for b in scene.rows[row].loose))
    return f"{scene.rows[row].band}, {clock(minute)}: {there} {'person' if there == 1 else 'people'}"
