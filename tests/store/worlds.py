"""Invented services with everything the store keeps, drawn by Hypothesis: whatever belongs to something has it."""

from __future__ import annotations

from datetime import UTC, date, datetime

from hypothesis import strategies as st

from cadplanner.core.model.appointment import Appointment, Visit, visit_id
from cadplanner.core.model.day import AppointmentDay, Arrivals, Mode, Position, Service, Station, Venue
from cadplanner.core.model.edit import Edit, Entity, edit_between
from cadplanner.core.model.pathway import Pathway, Step
from cadplanner.core.model.patient import AccessNeed, Patient
from cadplanner.core.model.referral import Priority, Referral
from cadplanner.core.model.service_details import ColumnMapping, ServiceDetails
from cadplanner.core.model.span import MINUTES_IN_DAY, Span
from cadplanner.core.model.staff import BreakRule, Cover, Interpreter, Post, Shift, StaffMember
from cadplanner.store.store import Store
from cadplanner.store.tables import TABLES
from tests.builders import nhs_number

NOW = datetime(2027, 6, 1, 9, 30, tzinfo=UTC)
TEXT = st.text(st.characters(codec="utf-8"), max_size=12)
NAMES = st.one_of(st.sampled_from(("O'Neill", "Nguyễn", "王", "محمد", "de la Cruz")), TEXT.filter(bool))
WORDS = st.lists(TEXT, max_size=3).map(tuple)
NUMBERS = st.integers(0, 90)
DATES = st.none() | st.dates(date(1900, 1, 1), date(2100, 1, 1))
SPANS = st.integers(0, MINUTES_IN_DAY - 1).flatmap(
    lambda start: st.builds(Span, st.just(start), st.integers(start + 1, MINUTES_IN_DAY))
)
SEVERAL_SPANS = st.lists(SPANS, max_size=2).map(tuple)
STEPS = st.lists(st.builds(Step, TEXT, TEXT, WORDS, NUMBERS), max_size=3).map(tuple)
BREAKS = st.lists(SPANS.map(lambda span: BreakRule(min(20, span.minutes), span)), max_size=2).map(tuple)
POSTS = st.lists(st.builds(Post, SPANS, WORDS, WORDS), max_size=2).map(tuple)
DETAILS = ServiceDetails()


def _some(draw: st.DrawFn, kind: str) -> tuple[str, ...]:
    return tuple(f"{kind}-{n}" for n in range(draw(st.integers(0, 2))))


@st.composite
def worlds(draw: st.DrawFn) -> tuple[Entity, ...]:
    """A whole service: each world has some of the same ids, with other contents."""
    people = [_patient(draw, key) for key in _some(draw, "patient")]
    referrals = [_referral(draw, key, draw(st.sampled_from(people)).id) for key in _some(draw, "referral") if people]
    mappings = [
        ColumnMapping(key, draw(st.lists(st.tuples(TEXT, TEXT), max_size=2).map(tuple)))
        for key in _some(draw, "mapping")
    ]
    details = draw(st.builds(ServiceDetails, name=TEXT, phone=TEXT, demo=st.booleans()))
    return (*people, *referrals, *mappings, details, *_days(draw, people))


def _days(draw: st.DrawFn, people: list[Patient]) -> list[Entity]:
    venue, service = _venue(draw), _service(draw)
    staff = StaffMember("staff-0", draw(TEXT), draw(TEXT), draw(TEXT), draw(WORDS), draw(WORDS))
    found: list[Entity] = [venue, service, staff]
    for key in _some(draw, "day"):
        arrivals = Arrivals(draw(SPANS), 15, draw(NUMBERS))
        station = _station(draw, f"{key}-station", key)
        found += [
            AppointmentDay(
                key, draw(TEXT), draw(st.dates()), venue.id, draw(SPANS), arrivals, wait_for_another=draw(NUMBERS)
            ),
            station,
            Shift(f"{key}-shift", key, staff.id, draw(SPANS), draw(BREAKS), posts=draw(POSTS)),
            Interpreter(f"{key}-interpreter", key, draw(TEXT), draw(NUMBERS), draw(SEVERAL_SPANS)),
            Cover(f"{key}-cover", key, draw(TEXT), draw(SPANS), draw(st.integers(1, 9))),
            Pathway(f"{key}-pathway", key, draw(TEXT), draw(WORDS), draw(st.booleans()), draw(NUMBERS)),
        ]
        for patient in people:
            appointment = _appointment(draw, f"{key}-{patient.id}", key, patient.id)
            visit = Visit(visit_id(appointment.id, "0"), key, appointment.id, "0", station.id, 0, "", draw(SPANS))
            found += [appointment, visit][: draw(st.integers(0, 2))]
    return found


def _patient(draw: st.DrawFn, key: str) -> Patient:
    numbers = st.one_of(st.just(""), st.integers(0, 9).map(nhs_number))
    needs = st.lists(st.sampled_from(AccessNeed), max_size=3, unique=True).map(tuple)
    texts = draw(st.tuples(*[TEXT] * 8))
    return Patient(key, draw(NAMES), draw(TEXT), "", draw(DATES), draw(numbers), *texts, draw(needs), draw(TEXT))


def _referral(draw: st.DrawFn, key: str, patient_id: str) -> Referral:
    return Referral(key, patient_id, draw(DATES), draw(st.sampled_from(Priority)), *draw(st.tuples(*[TEXT] * 5)))


def _venue(draw: st.DrawFn) -> Venue:
    return Venue("venue-0", draw(TEXT), draw(TEXT), (draw(TEXT), draw(TEXT)), ((0, draw(NUMBERS)), (draw(NUMBERS), 0)))


def _service(draw: st.DrawFn) -> Service:
    mode, position = draw(st.sampled_from(Mode)), draw(st.sampled_from(Position))
    return Service("service-0", draw(TEXT), draw(NUMBERS), draw(TEXT), mode, position, draw(WORDS), draw(TEXT))


def _station(draw: st.DrawFn, key: str, day_id: str) -> Station:
    mode, quiet = draw(st.sampled_from(Mode)), draw(st.booleans())
    opening = draw(SEVERAL_SPANS)
    return Station(
        key, day_id, draw(TEXT), "service-0", 20, 3, 1, opening, 0, mode, draw(TEXT), 8, 30, quiet, draw(NUMBERS)
    )


def _appointment(draw: st.DrawFn, key: str, day_id: str, patient_id: str) -> Appointment:
    came = draw(st.tuples(STEPS, TEXT, SEVERAL_SPANS, TEXT))
    return Appointment(key, day_id, patient_id, draw(NUMBERS), came[0], "", came[1], came[2], together=came[3])


def make(store: Store, world: tuple[Entity, ...], was: tuple[Entity, ...] = (DETAILS,)) -> Edit:
    """Turn the store from one world into another; gives the edit."""
    edit = edit_between("Make a world", was, world)
    store.apply(edit, who="Ann", at=NOW)
    return edit


def rows_of(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every kind and of the index, in an order of their own: what must be equal to the byte."""
    tables = dict.fromkeys(TABLES.values(), "*") | {"patient_index": "patient_id, surname, first_name, words"}
    return {t: sorted(store._db.conn.execute(f"SELECT {columns} FROM {t}"), key=repr) for t, columns in tables.items()}


def check_index(store: Store) -> None:
    """That the search index holds exactly the words of its table; SQLite's own check, which raises."""
    store._db.conn.execute("INSERT INTO patient_index_fts (patient_index_fts, rank) VALUES ('integrity-check', 1)")
