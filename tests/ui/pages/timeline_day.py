"""A small morning for the tests of the plan page: two conversation tables, a class, a hub, and five people."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from cadplanner.core.model.appointment import Appointment, Visit, visit_id
from cadplanner.core.model.day import AppointmentDay, Arrivals, Mode, Service, Station, Venue
from cadplanner.core.model.edit import edit_between
from cadplanner.core.model.pathway import Step
from cadplanner.core.model.patient import AccessNeed
from cadplanner.core.model.plan import Plan
from cadplanner.core.model.referral import Referral
from cadplanner.core.model.span import Span
from cadplanner.core.model.staff import Shift, StaffMember
from tests.builders import patient

MORNING = Span(540, 720)
PEOPLE = (
    patient(1, "Testwell", "Asha"),
    patient(2, "O'Sample", "Ben", needs=(AccessNeed.STEP_FREE, AccessNeed.INTERPRETER), language="Polish"),
    patient(3, "<img src=x>", "Carys"),
    patient(4, "Nguyễn", "Dilip"),
    patient(5, "Ng", ""),
)


def visit(card: int, step: str, station: str, place: int, staff: str, start: int, minutes: int) -> Visit:
    """One visit of the person with that card."""
    made = visit_id(f"a{card}", step)
    return Visit(made, "day", f"a{card}", step, station, place, staff, Span(start, start + minutes))


def small_plan() -> Plan:
    """Cards 1 to 3 have a conversation; 1 and 3 a class after it, 2 the hub; 4 a conversation; 5 is not placed."""
    talk, move, hub = Step("0", "talk"), Step("1", "move", ("0",)), Step("1", "hub", ("0",))
    routes = ((talk, move), (talk, hub), (talk, move), (talk,), (talk,))
    return Plan(
        day=AppointmentDay("day", "Morning day", date(2027, 6, 12), "venue", MORNING, Arrivals(MORNING, 30)),
        venue=Venue("venue", "Hall"),
        services=(
            Service("talk", "Conversation", 20, "talking"),
            Service("move", "Move well", 30, "moving", Mode.GROUP),
            Service("hub", "Hub", 15, mode=Mode.DROP_IN),
        ),
        stations=(
            Station("tables", "day", "Tables", "talk", 20, 2, 1, (MORNING,), skill="talking"),
            Station("class", "day", "Studio", "move", 30, 1, 1, (MORNING,), 0, Mode.GROUP, "moving", 12, 30),
            Station("hub", "day", "Hub", "hub", 15, 0, 0, (MORNING,), 0, Mode.DROP_IN),
        ),
        staff=(
            StaffMember("ana", "Ana", "Physiotherapist", skills=("talking",)),
            StaffMember("bo", "Bo", "Physiotherapist", skills=("talking",)),
            StaffMember("cy", "Cy", "Instructor", skills=("moving",)),
        ),
        shifts=tuple(Shift(f"shift-{who}", "day", who, MORNING) for who in ("ana", "bo", "cy")),
        patients=PEOPLE,
        appointments=tuple(
            Appointment(f"a{n}", "day", person.id, n, route, f"r{n}")
            for n, (person, route) in enumerate(zip(PEOPLE, routes, strict=True), start=1)
        ),
        visits=(
            visit(1, "0", "tables", 0, "ana", 550, 20),
            visit(1, "1", "class", 0, "cy", 600, 30),
            visit(2, "0", "tables", 0, "ana", 580, 20),
            visit(2, "1", "hub", 0, "", 605, 15),
            visit(3, "0", "tables", 1, "bo", 550, 20),
            visit(3, "1", "class", 0, "cy", 600, 30),
            visit(4, "0", "tables", 1, "bo", 580, 20),
        ),
    )


def keep(store, plan: Plan) -> Plan:
    """Puts the plan into the store; the interpreter that card 2 needs is no part of these tests."""
    people = tuple(replace(person, language="", needs=person.needs[:1]) for person in plan.patients)
    plan = replace(plan, patients=people)
    referrals = [Referral(f"r{n}", person.id) for n, person in enumerate(plan.patients, start=1)]
    made = (*plan.setting(), *plan.patients, *referrals, *plan.appointments, *plan.visits)
    store.apply(edit_between("Make a day", (), made), who="tester", at=datetime(2027, 5, 1, tzinfo=UTC))
    return plan
