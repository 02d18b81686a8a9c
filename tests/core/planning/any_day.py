"""Days of every shape, made by Hypothesis: small, odd, and full of limits."""

from dataclasses import replace
from datetime import date

from hypothesis import strategies as st

from cadplanner.core.model.appointment import Appointment
from cadplanner.core.model.day import AppointmentDay, Arrivals, Mode, Service, Station, Venue
from cadplanner.core.model.pathway import Step
from cadplanner.core.model.patient import AccessNeed, Patient
from cadplanner.core.model.plan import Plan
from cadplanner.core.model.span import Span
from cadplanner.core.model.staff import BreakRule, Cover, Interpreter, Post, Shift, StaffMember
from cadplanner.core.planning.staggering import staggered

SKILLS = ("talk", "physio", "class")
LANGUAGES = ("Bengali", "BSL")
NEEDS = (
    AccessNeed.STEP_FREE,
    AccessNeed.QUIET_SPACE,
    AccessNeed.LONGER_APPOINTMENT,
    AccessNeed.INTERPRETER,
    AccessNeed.BSL,
    AccessNeed.CANNOT_WAIT,
    AccessNeed.CARER_PRESENT,
)


@st.composite
def days(draw) -> Plan:
    """A plan without visits, two to five hours long. Cover that no plan could keep is not asked."""
    start = draw(st.sampled_from((480, 485, 493)))
    opening = Span(start, start + draw(st.integers(120, 300)))
    zones = draw(st.integers(1, 3))
    minutes = st.sampled_from((0, 0, 3, 5, 10))
    walking = tuple(tuple(0 if a == b else draw(minutes) for b in range(zones)) for a in range(zones))
    arrivals = Arrivals(
        Span(opening.start, opening.end - draw(st.sampled_from((0, 60)))),
        draw(st.sampled_from((15, 30))),
        draw(st.integers(0, 3)),
    )
    day = AppointmentDay(
        id="day",
        name="Any day",
        on=date(2027, 6, 12),
        venue_id="hall",
        opening=opening,
        arrivals=arrivals,
        grid=draw(st.sampled_from((5, 5, 10))),
        check_in=draw(st.sampled_from((0, 10, 7))),
        longest_stay=draw(st.integers(60, 240)),
        staff_walk=draw(st.booleans()),
        short_stay=draw(st.sampled_from((45, 90))),
        wait_for_another=draw(st.sampled_from((0, 10, 30))),
    )
    services = tuple(Service(name, name, 15) for name in ("talk", "physio", "class", "hub"))
    stations = tuple(
        draw(_station(n, draw(st.sampled_from(services)).id if n > 3 else services[n].id, zones, opening))
        for n in range(draw(st.integers(4, 6)))
    )
    staff = tuple(_staff_of(draw, n) for n in range(draw(st.integers(2, 5))))
    station_ids = tuple(station.id for station in stations)
    shifts = tuple(draw(_shift(member.id, opening, station_ids)) for member in staff)
    patients = tuple(_patient(draw, n) for n in range(draw(st.integers(1, 10))))
    plan = Plan(
        day=day,
        venue=Venue("hall", "Hall", zones=tuple(f"Zone {n}" for n in range(zones)), walking=walking),
        services=services,
        stations=stations,
        staff=staff,
        shifts=shifts,
        interpreters=tuple(draw(_interpreter(n, opening)) for n in range(draw(st.integers(0, 3)))),
        patients=patients,
        appointments=tuple(draw(_appointment(patient.id, n, opening)) for n, patient in enumerate(patients, 1)),
    )
    for n in range(draw(st.integers(0, 2))):
        covered = replace(plan, cover=(*plan.cover, draw(_cover(n, opening))))
        plan = plan if staggered(covered).lacks else covered
    return plan


def _span(draw, within: Span, least: int) -> Span:
    start = draw(st.integers(within.start, within.end - least))
    return Span(start, draw(st.integers(start + least, within.end)))


@st.composite
def _station(draw, n: int, service_id: str, zones: int, opening: Span) -> Station:
    mode = {"class": Mode.GROUP, "hub": Mode.DROP_IN}.get(service_id, Mode.ONE_TO_ONE)
    places = draw(st.integers(0 if mode is Mode.DROP_IN else 1, 3))
    whole = draw(st.booleans())
    return Station(
        id=f"S{n}",
        day_id="day",
        name=f"Station {n}",
        service_id=service_id,
        minutes=draw(st.sampled_from((5, 10, 12, 15, 20))),
        places=places,
        step_free_places=draw(st.integers(0, places)),
        opening=(opening,) if whole else (_span(draw, opening, 30), _span(draw, opening, 30)),
        zone=draw(st.integers(0, zones - 1)),
        mode=mode,
        skill="" if mode is Mode.DROP_IN else draw(st.sampled_from((service_id, service_id, service_id, ""))),
        group_size=draw(st.integers(1, 3)),
        start_every=draw(st.sampled_from((0, 10, 15))) if mode is Mode.GROUP else 0,
        quiet=draw(st.booleans()),
        small_places=draw(st.sampled_from((0, 0, 1, 2))),
    )


def _staff_of(draw, n: int) -> StaffMember:
    return StaffMember(f"W{n}", f"Worker {n}", skills=tuple(draw(st.sets(st.sampled_from(SKILLS), min_size=1))))


@st.composite
def _shift(draw, staff_id: str, opening: Span, station_ids: tuple[str, ...]) -> Shift:
    span = opening if draw(st.booleans()) else _span(draw, opening, 60)
    windows = [_span(draw, opening, 45) for _ in range(draw(st.integers(0, 3)))]
    return Shift(
        id=staff_id,
        day_id="day",
        staff_id=staff_id,
        span=span,
        breaks=tuple(BreakRule(draw(st.sampled_from((10, 20, 33))), window) for window in windows),
        longest_stretch=draw(st.sampled_from((0, 30, 45, 60, 120))),
        rest=draw(st.sampled_from((0, 5, 10, 12))),
        overtime=draw(st.sampled_from((0, 0, 15))),
        posts=tuple(_post(draw, span, station_ids) for _ in range(draw(st.sampled_from((0, 0, 0, 1, 2, 3))))),
    )


def _post(draw, shift: Span, station_ids: tuple[str, ...]) -> Post:
    skills = draw(st.sets(st.sampled_from(SKILLS), max_size=2))
    return Post(
        _span(draw, shift, 30), tuple(sorted(skills)), tuple(draw(st.sets(st.sampled_from(station_ids), max_size=3)))
    )


def _patient(draw, n: int) -> Patient:
    needs = tuple(sorted(draw(st.sets(st.sampled_from(NEEDS), max_size=2))))
    return Patient(f"P{n}", f"Patient {n}", language="Bengali" if AccessNeed.INTERPRETER in needs else "", needs=needs)


@st.composite
def _interpreter(draw, n: int, opening: Span) -> Interpreter:
    spans = tuple(_span(draw, opening, 60) for _ in range(draw(st.integers(1, 2))))
    return Interpreter(f"I{n}", "day", draw(st.sampled_from(LANGUAGES)), draw(st.integers(1, 2)), spans)


@st.composite
def _cover(draw, n: int, opening: Span) -> Cover:
    span = opening if draw(st.booleans()) else _span(draw, opening, 30)
    return Cover(f"C{n}", "day", draw(st.sampled_from(SKILLS)), span, draw(st.sampled_from((1, 1, 2))))


@st.composite
def _appointment(draw, patient_id: str, card: int, opening: Span) -> Appointment:
    services = draw(st.lists(st.sampled_from(("talk", "physio", "class", "hub")), min_size=1, max_size=4))
    steps = tuple(
        Step(
            key=str(n),
            service_id=service_id,
            after=tuple(str(k) for k in range(n) if draw(st.booleans())),
            minutes=draw(st.sampled_from((0, 0, 0, 10, 7))),
        )
        for n, service_id in enumerate(services)
    )
    availability = (_span(draw, opening, 60), _span(draw, opening, 60)) if draw(st.integers(0, 3)) == 0 else ()
    return Appointment(
        id=f"A{card}",
        day_id="day",
        patient_id=patient_id,
        card=card,
        route=steps,
        availability=availability,
        longest_stay=draw(st.sampled_from((0, 0, 60))),
        weight=draw(st.integers(500, 2000)),
        together=draw(st.sampled_from(("", "", "", "a couple", "a family"))),
    )
