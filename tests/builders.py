"""Invented people and days, made by hand: small values that any test may start from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from cadplanner.core.model.appointment import Appointment, Visit, visit_id
from cadplanner.core.model.day import AppointmentDay, Arrivals, Mode, Position, Service, Station, Venue
from cadplanner.core.model.pathway import Step
from cadplanner.core.model.patient import AccessNeed, Patient, nhs_check_digit
from cadplanner.core.model.plan import Plan
from cadplanner.core.model.span import Span
from cadplanner.core.model.staff import BreakRule, Shift, StaffMember
from cadplanner.core.model.words import NumberKind, Words

SCOTLAND = Words("PIR", "better health day", NumberKind.CHI)
"""Words in none of which a default one is to be found."""

SURNAMES = (
    "Testwell", "O'Sample", "Nguyễn", "Placeholme", "Şule-Mockridge", "Dummerby", "Łucjowski", "Exampleton",
    "Fictivé", "Proto-Jones", "Triallington", "Demowska", "Ng", "Samplewick", "Ó Madeup",
)  # fmt: skip
FIRST_NAMES = (
    "Asha", "Ben", "Carys", "Dilip", "Ewa", "Fatima", "George", "Hafsa", "Ioan", "José", "Kiran", "Li", "Mary-Anne",
    "Ngozi", "Óscar", "Priya", "Quinn", "Rosa", "Şule", "Tomasz",
)  # fmt: skip
NEEDS = (
    (), (), (AccessNeed.STEP_FREE,), (), (AccessNeed.INTERPRETER,), (), (), (AccessNeed.LARGE_PRINT,),
    (), (AccessNeed.LONGER_APPOINTMENT, AccessNeed.QUIET_SPACE), (), (AccessNeed.CARER_PRESENT,), (),
)  # fmt: skip
LANGUAGES = ("Bengali", "Polish", "Urdu")


def nhs_number(n: int) -> str:
    """The n-th valid number of the test range, which begins with 999."""
    found = [nine for nine in (f"999{k:06d}" for k in range(n * 2, n * 2 + 4)) if nhs_check_digit(nine) != "X"]
    return found[0] + nhs_check_digit(found[0])


def patient(n: int = 1, surname: str = "Testwell", first_name: str = "Asha", **more: object) -> Patient:
    """An invented person with a valid number of the test range."""
    told = {"title": "Ms", "birth_date": date(1950 + n % 50, 1 + n % 12, 1 + n % 28), "nhs_number": nhs_number(n)}
    return Patient(id=f"patient-{n}", surname=surname, first_name=first_name, **{**told, **more})  # type: ignore[arg-type]


def people(number: int) -> tuple[Patient, ...]:
    """That many different people, some of them with needs."""
    return tuple(
        patient(
            n,
            SURNAMES[(n * 7 + n // 60) % len(SURNAMES)],
            FIRST_NAMES[n % len(FIRST_NAMES)],
            title=("Mr", "Mrs", "Ms", "Dr", "")[n % 5],
            needs=NEEDS[n % len(NEEDS)],
            language=LANGUAGES[n % 3] if AccessNeed.INTERPRETER in NEEDS[n % len(NEEDS)] else "",
        )
        for n in range(1, number + 1)
    )


DAY = AppointmentDay(
    "day", "Community appointment day", date(2027, 6, 12), "venue", Span(540, 1020), Arrivals(Span(525, 960), 15, 0)
)
VENUE = Venue(
    "venue",
    "Oakfield Leisure Centre",
    "Station Road, Oakfield OK1 2AB",
    ("Sports hall", "Studio", "Café"),
    ((0, 2, 3), (2, 0, 2), (3, 2, 0)),
)
SERVICES = (
    Service("talk", "Conversation", 25, position=Position.FIRST),
    Service("physio", "Physio assessment", 20, skill="physio"),
    Service("class", "Strength class", 30, mode=Mode.GROUP),
    Service("hub", "Community hub", 10, mode=Mode.DROP_IN),
    Service("out", "Checkout", 5, position=Position.LAST),
)
ROUTES = (("talk", "physio", "out"), ("talk", "physio", "hub", "out"), ("talk", "class", "out"), ("talk", "out"))


def stations(places: int) -> tuple[Station, ...]:
    """One station a service; `places` at each of the one-to-one ones."""
    open_ = (DAY.opening,)
    return (
        Station("s-talk", "day", "Conversation", "talk", 25, places, 2, open_),
        Station("s-physio", "day", "Physio assessment", "physio", 20, places, 2, open_, 0, skill="physio"),
        Station("s-class", "day", "Strength class", "class", 30, 1, 1, open_, 1, Mode.GROUP, group_size=40),
        Station("s-hub", "day", "Community hub", "hub", 10, 0, 0, open_, 2, Mode.DROP_IN),
        Station("s-out", "day", "Checkout", "out", 5, places, 2, open_),
    )


def plan_with(patients: Sequence[Patient], *, unplaced: int = 0, details_of_staff: bool = True) -> Plan:
    """A whole day for these people, everybody in step; the last `unplaced` of them have no visits."""
    places = max(2, -(-len(patients) // 16))
    made = stations(places)
    appointments = tuple(_appointment(n, person) for n, person in enumerate(patients))
    placed = appointments[: len(appointments) - unplaced]
    visits = [visit for n, appointment in enumerate(placed) for visit in _visits(n, appointment, places)]
    staff, shifts = _team(places) if details_of_staff else ((), ())
    seen = {"patients": tuple(patients), "appointments": appointments, "visits": tuple(visits)}
    return Plan(DAY, VENUE, SERVICES, made, staff, shifts, **seen)


def _appointment(n: int, person: Patient) -> Appointment:
    route = tuple(Step(str(k), service_id) for k, service_id in enumerate(ROUTES[n % len(ROUTES)]))
    return Appointment(f"a{n + 1}", "day", person.id, n + 1, route)


def _visits(n: int, appointment: Appointment, places: int) -> list[Visit]:
    start, place = 540 + n // places * 25, n % places
    found = []
    for step in appointment.route:
        begins, minutes, at, staff = {
            "talk": (start, 25, place, f"talker-{place}"),
            "physio": (start + 30, 20, place, f"physio-{place}"),
            "class": ((start + 59) // 30 * 30, 30, 0, "coach"),
            "hub": (start + 55, 10, 0, ""),
            "out": (start + 95, 5, place, f"helper-{place}"),
        }[step.service_id]
        span = Span(begins, begins + minutes)
        made_id = visit_id(appointment.id, step.key)
        found.append(Visit(made_id, "day", appointment.id, step.key, f"s-{step.service_id}", at, staff, span))
    return found


def _team(places: int) -> tuple[tuple[StaffMember, ...], tuple[Shift, ...]]:
    staff = [
        StaffMember(f"{kind}-{n}", f"{FIRST_NAMES[(n * 3 + k) % 20]} {SURNAMES[(n + k * 4) % 15]}", role, employer)
        for k, (kind, role, employer) in enumerate(
            (
                ("talker", "Physiotherapist", "Oakfield Community NHS Trust"),
                ("physio", "Advanced practitioner", "Oakfield Hospitals"),
                ("helper", "Volunteer", "Oakfield Together"),
            )
        )
        for n in range(places)
    ]
    staff.append(StaffMember("coach", "Ngozi Exampleton", "Exercise instructor", "Oakfield Leisure"))
    breaks = (BreakRule(30, Span(690, 840)), BreakRule(15, Span(570, 690)))
    return tuple(staff), tuple(Shift(f"shift-{s.id}", "day", s.id, Span(525, 1020), breaks) for s in staff)


def long_route(plan: Plan, appointment_id: str, stops: int) -> Plan:
    """The plan with that many stops of ten minutes for one person."""
    route = tuple(Step(str(n), "physio") for n in range(stops))
    visits = [visit for visit in plan.visits if visit.appointment_id != appointment_id]
    for n in range(stops):
        span = Span(600 + n * 15, 610 + n * 15)
        made_id = visit_id(appointment_id, str(n))
        visits.append(Visit(made_id, "day", appointment_id, str(n), "s-physio", 0, "physio-0", span))
    changed = tuple(replace(a, route=route) if a.id == appointment_id else a for a in plan.appointments)
    return replace(plan, appointments=changed, visits=tuple(visits))
