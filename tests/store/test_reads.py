"""Reads by name: lists in an order that undo never shuffles, one day whole, versions, and what is not there."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings

from cadplanner.core.model.appointment import Appointment, Visit
from cadplanner.core.model.attendance import DayEvent, Happened
from cadplanner.core.model.day import AppointmentDay, Arrivals, Position, Service, Station, Venue
from cadplanner.core.model.edit import Change, Edit, edit_between
from cadplanner.core.model.pathway import Pathway
from cadplanner.core.model.referral import Referral
from cadplanner.core.model.service_details import ColumnMapping
from cadplanner.core.model.span import Span
from cadplanner.core.model.staff import Cover, Interpreter, Shift, StaffMember
from cadplanner.errors import Stale
from cadplanner.store.plans import BESIDE
from cadplanner.store.store import DayCounts, Store
from cadplanner.store.tables import TABLES
from tests.builders import DAY, SERVICES, VENUE, patient, people
from tests.store.worlds import NOW, make, worlds

LATER = replace(DAY, id="later", on=date(2027, 9, 4))
STATION = Station("desk-1", DAY.id, "Table 10", "talk", 25, 3, 1, (Span(540, 1020),))
ASHA = StaffMember("asha", "Asha", skills=("physio",))
ZOE = StaffMember("zoe", "Zoë")
SHIFT = Shift("shift", DAY.id, ASHA.id, Span(540, 1020))
PEOPLE = people(3)
INVITED = tuple(Appointment(f"a{n}", DAY.id, p.id, 3 - n, ()) for n, p in enumerate(PEOPLE[:2]))
VISIT = Visit("a0.0", DAY.id, "a0", "0", STATION.id, 0, ASHA.id, Span(600, 625))
EVERYTHING = (VENUE, *SERVICES, DAY, LATER, STATION, ASHA, ZOE, SHIFT, *PEOPLE, *INVITED, VISIT)


@pytest.fixture
def filled(store):
    """A store with two days, the first of them set up."""
    store.apply(edit_between("Set up", (), EVERYTHING), who="Ann", at=NOW)
    return store


def change(store, before, after):
    store.apply(Edit("Change", (Change(before, after),)), who="Ann", at=NOW)


def test_a_plan_is_one_day_whole_and_nothing_else(filled):
    more = (
        Interpreter("i", DAY.id, "Polish", 1, (Span(540, 600),)),
        Pathway("p", DAY.id, "Knee", ("talk",)),
        Shift("other", LATER.id, ZOE.id, Span(540, 600)),
        Appointment("b", LATER.id, PEOPLE[2].id, 1, ()),
    )
    filled.apply(edit_between("More", (), more), who="Ann", at=NOW)
    plan = filled.plan(DAY.id)
    assert (plan.day, plan.venue, plan.stations, plan.staff) == (DAY, VENUE, (STATION,), (ASHA,))
    assert set(plan.services) == set(SERVICES)
    assert (plan.shifts, plan.interpreters, plan.pathways, plan.visits) == ((SHIFT,), more[:1], more[1:2], (VISIT,))
    assert plan.patients == PEOPLE[:2]
    assert [a.card for a in plan.appointments] == [2, 3]


def test_what_is_not_there_raises_or_is_none(store):
    for read in (store.plan, store.patient, store.referral, store.day):
        with pytest.raises(KeyError):
            read("nothing")
    assert store.mapping("nothing") is None
    assert store.day_counts("nothing") == DayCounts(0, 0)
    assert store.version_of("nothing") == 0


def test_days_are_newest_first_with_their_counts(filled):
    assert filled.days() == (LATER, DAY)
    assert filled.day(DAY.id) == DAY
    assert filled.day_counts(DAY.id) == DayCounts(invited=2, placed=1)


def test_one_patients_referrals_and_appointments(filled):
    mine = Referral("new", PEOPLE[0].id, date(2027, 1, 1)), Referral("old", PEOPLE[0].id, date(2026, 1, 1))
    unknown = Referral("unknown", PEOPLE[0].id)
    filled.apply(edit_between("Add", (), (*mine, unknown, Referral("x", PEOPLE[1].id))), who="Ann", at=NOW)
    assert filled.referrals_of_patient(PEOPLE[0].id) == (mine[1], mine[0], unknown)
    assert filled.referral("old") == mine[1]
    assert filled.appointments_of_patient(PEOPLE[0].id) == INVITED[:1]


def test_a_mapping_is_remembered_by_its_headings(store):
    mapping = ColumnMapping("Surname|DOB", (("Surname", "surname"), ("DOB", "birth_date")))
    change(store, None, mapping)
    assert store.mapping("Surname|DOB") == mapping


def test_names_are_listed_as_people_count_and_undo_never_shuffles(store):
    names = ("Émile Hall", "Zebra Hall", "hall 10", "Hall 2", "Hall")
    venues = [Venue(f"v{n}", name) for n, name in enumerate(names)]
    edit = edit_between("Add", (), venues)
    store.apply(edit, who="Ann", at=NOW)
    listed = store.venues()
    assert [venue.name for venue in listed] == ["Émile Hall", "Hall", "Hall 2", "hall 10", "Zebra Hall"]
    change(store, venues[2], None)
    change(store, None, venues[2])
    assert store.venues() == listed


def test_services_and_stations_come_in_the_order_of_a_route(filled):
    assert [service.position for service in filled.services()] == sorted(
        (service.position for service in SERVICES), key=[Position.FIRST, Position.MIDDLE, Position.LAST].index
    )
    more = (replace(STATION, id="a", name="Out", service_id="out"), replace(STATION, id="z", name="Table 9"))
    filled.apply(edit_between("Add", (), more), who="Ann", at=NOW)
    assert [station.name for station in filled.plan(DAY.id).stations] == ["Table 9", "Table 10", "Out"]


def test_staff_are_listed_by_name(filled):
    assert filled.staff() == (ASHA, ZOE)


def test_the_version_counts_edits_that_change_a_days_paper(filled):
    assert (filled.version_of(DAY.id), filled.version_of(LATER.id)) == (1, 1)
    filled.apply(Edit("Lock", (Change(VISIT, replace(VISIT, locked=True)),)), who="Ann", at=NOW)
    assert (filled.version_of(DAY.id), filled.version_of(LATER.id)) == (2, 1)
    changes = ((PEOPLE[0], replace(PEOPLE[0], phone="01632 960001")), (ASHA, replace(ASHA, name="Asha T")))
    for n, (before, after) in enumerate((*changes, (SERVICES[0], replace(SERVICES[0], minutes=30))), start=3):
        change(filled, before, after)
        assert (filled.version_of(DAY.id), filled.version_of(LATER.id)) == (n, 1)
    change(filled, VENUE, replace(VENUE, name="Oakfield Hall"))
    assert (filled.version_of(DAY.id), filled.version_of(LATER.id)) == (6, 2)


def test_what_no_day_shows_leaves_every_version_alone(filled):
    change(filled, PEOPLE[2], replace(PEOPLE[2], phone=""))
    change(filled, None, patient(9))
    assert filled.version_of(DAY.id) == 1


def test_a_day_of_another_venue_and_service_is_its_own(store):
    here = Venue("v", "Hall"), Service("s", "Talk", 20)
    day = AppointmentDay("d", "Day", date(2027, 1, 1), "v", Span(1, 2), Arrivals(Span(1, 2)))
    store.apply(edit_between("Add", (), (*here, day)), who="Ann", at=NOW)
    assert store.plan("d").venue == here[0]


def test_a_plan_is_read_once_until_something_of_it_changes(filled):
    before = filled.plan(DAY.id)
    fact = DayEvent("e1", DAY.id, Happened.PAUSED, NOW, 1, "Ann")
    filled.apply(Edit("Pause", (Change(None, fact),)), who="Ann", at=NOW)
    filled.apply(Edit("Add", (Change(None, patient(50)),)), who="Ann", at=NOW)
    assert filled.plan(DAY.id) is before
    first = replace(PEOPLE[0], phone="01632 960001")
    filled.apply(Edit("Phone", (Change(PEOPLE[0], first),)), who="Ann", at=NOW)
    assert first in filled.plan(DAY.id).patients
    moved = replace(VISIT, span=Span(605, 630))
    filled.apply(Edit("Move", (Change(VISIT, moved),)), who="Ann", at=NOW)
    assert filled.plan(DAY.id).visits == (moved,)
    with pytest.raises(Stale):
        filled.apply(Edit("Move", (Change(VISIT, moved),)), who="Ann", at=NOW)
    assert filled.plan(DAY.id).visits == (moved,)
    with pytest.raises(KeyError):
        filled.plan("no such day")


@settings(deadline=None, max_examples=30, suppress_health_check=list(HealthCheck))
@given(one=worlds(), other=worlds())
def test_a_plan_is_what_the_file_says_whatever_was_done_before(one, other):
    with Store.in_memory() as store:
        make(store, one)
        for day in store.days():
            store.plan(day.id)
        make(store, other, one)
        for day in store.days():
            assert store.plan(day.id) == Store(store._file).plan(day.id)


def test_every_kind_is_in_a_plan_or_beside_it():
    held = {*map(type, EVERYTHING), Interpreter, Cover, Pathway}
    assert BESIDE.isdisjoint(held)
    assert BESIDE | held == set(TABLES)
