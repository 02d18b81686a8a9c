"""Reference days and copies of a past one."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cadplanner.core.model.day import Mode
from cadplanner.core.model.edit import Change
from cadplanner.core.model.patient import AccessNeed
from cadplanner.core.model.referral import Referral
from cadplanner.core.model.span import Span
from cadplanner.core.model.staff import Post
from cadplanner.core.planning.solver import plan_day
from cadplanner.core.setup.checks import setup_problems
from cadplanner.core.setup.copy_day import copied_day
from cadplanner.core.setup.new_day import edit_for_new_day, edit_without_day, settled_in
from cadplanner.core.setup.presets import SIZES, day_facts, preset, preset_for
from cadplanner.core.waiting.invite import invite
from tests.core.setup.days import ON, ids, invited, person, small, with_one_planned

sizes = st.integers(0, 2500)


@pytest.mark.parametrize("size", SIZES)
def test_a_reference_day_can_work(size):
    assert setup_problems(preset(size, on=ON, new_id=ids())) == ()


@settings(max_examples=60)
@given(sizes)
def test_a_day_for_any_number_of_people_can_work_and_its_shares_make_a_hundred(people):
    plan = preset_for(people, on=ON, new_id=ids())
    assert setup_problems(plan) == ()
    assert sum(pathway.share for pathway in plan.pathways) == 100


@settings(max_examples=30)
@given(sizes, sizes)
def test_more_people_never_get_fewer_staff_at_the_same_hours(one, other):
    few, many = sorted((one, other))
    small_day, large_day = (preset_for(people, on=ON, new_id=ids()) for people in (few, many))
    if small_day.day.opening == large_day.day.opening:
        assert len(small_day.shifts) <= len(large_day.shifts)


def test_a_post_at_every_place_that_asks_a_skill():
    plan = preset("medium", on=ON, new_id=ids())
    for station in plan.stations:
        having = sum(station.skill in member.skills for member in plan.staff)
        assert station.mode is Mode.DROP_IN or having == station.places


@settings(max_examples=30)
@given(sizes)
def test_a_first_aider_and_a_clinical_lead_are_always_there(people):
    plan = preset_for(people, on=ON, new_id=ids())
    assert [cover.skill for cover in plan.cover] == ["first-aider", "clinical lead"]
    for cover in plan.cover:
        assert sum(cover.skill in member.skills for member in plan.staff) == 2


@pytest.mark.parametrize(
    ("size", "physio", "ap", "podiatry", "health_check"), [("medium", 8, 3, 2, 1), ("large", 22, 6, 4, 2)]
)
def test_places_are_those_of_the_reference_days(size, physio, ap, podiatry, health_check):
    plan = preset(size, on=ON, new_id=ids())
    places = {station.service_id: station.places for station in plan.stations}
    assert [places[key] for key in ("physio", "ap", "podiatry", "health-check")] == [physio, ap, podiatry, health_check]


@pytest.mark.parametrize("size", SIZES)
def test_a_reference_day_has_room_for_its_people(size):
    number = SIZES[size].patients
    plan = preset(size, on=ON, new_id=ids())
    needs = {0: (AccessNeed.LONGER_APPOINTMENT,), 1: (AccessNeed.STEP_FREE,)}
    people = [person(n, needs=needs.get(n % 10, ())) for n in range(number)]
    waiting = [(Referral(f"r{one.id}", one.id), one) for one in people]
    appointments = invite(plan, waiting, new_id=ids("a"))
    plan = replace(plan, patients=tuple(people), appointments=appointments)
    assert any(at.unplaced == 0 for at in plan_day(plan, seed=1, rounds=20_000, slice_rounds=200))


def test_the_last_people_arrive_three_hours_before_closing():
    for size in SIZES.values():
        assert size.opening.end - size.arrivals.end >= 180


def test_facts_in_plain_words():
    assert day_facts(preset("small", on=ON, new_id=ids()), 40) == "40 people, 09:30-16:00, 14 staff, 6 stations"
    assert day_facts(replace(small(), stations=small().stations[:1]), 1).startswith("1 person, ")
    assert day_facts(replace(small(), stations=small().stations[:1]), 1).endswith("1 station")


@settings(max_examples=30)
@given(sizes)
def test_a_copy_has_the_same_shape_and_new_ids(people):
    past = preset_for(people, on=ON, new_id=ids("old"))
    copy = copied_day(past, on=ON + timedelta(days=90), new_id=ids("new"))
    own = ("stations", "shifts", "interpreters", "cover", "pathways")
    for name in own:
        old, new = getattr(past, name), getattr(copy, name)
        assert [replace(one, id="", day_id="") for one in new] == [replace(one, id="", day_id="") for one in old]
        assert all(one.day_id == copy.day.id for one in new)
        assert not {one.id for one in new} & {one.id for one in old}
    assert replace(copy.day, id=past.day.id, on=past.day.on) == past.day
    assert (copy.venue, copy.services, copy.staff) == (past.venue, past.services, past.staff)


def test_a_copy_has_nobody_invited():
    copy = copied_day(with_one_planned(small()), on=ON, new_id=ids("new"))
    assert (copy.patients, copy.appointments, copy.visits) == ((), (), ())


def test_a_second_day_writes_nobody_down_twice():
    first = small()
    second = settled_in(
        preset("small", on=ON, new_id=ids("b")), venues=(first.venue,), services=first.services, staff=first.staff
    )
    assert second.venue == first.venue
    assert second.day.venue_id == first.venue.id
    assert second.staff == first.staff
    edit = edit_for_new_day("New day", second, (first.venue, *first.services, *first.staff))
    kinds = {type(change.entity).__name__ for change in edit.changes}
    assert kinds == {"AppointmentDay", "Station", "Shift", "Cover", "Pathway"}
    assert all(change.before is None for change in edit.changes)


def test_a_second_day_takes_the_services_as_the_service_has_made_them():
    first = small()
    longer = replace(first.services[0], minutes=25, skill="listening")
    second = settled_in(preset("small", on=ON, new_id=ids("b")), venues=(), services=(longer,), staff=())
    assert second.stations[0].minutes == 25
    assert second.stations[0].skill == "listening"
    assert setup_problems(second) == ()


def test_deleting_a_day_takes_all_that_is_its_own_and_leaves_the_rest():
    plan = with_one_planned(invited(small(), person(1)))
    edit = edit_without_day(plan)
    kinds = {type(change.entity).__name__ for change in edit.changes}
    assert kinds == {"AppointmentDay", "Station", "Shift", "Cover", "Pathway", "Appointment", "Visit"}
    assert Change(plan.day, None) in edit.changes
    assert edit.label == "Delete Community appointment day, 12-Jun-2027"


def test_posts_of_a_copy_are_at_its_own_stations():
    past = small()
    post = Post(Span(600, 660), ("physio",), (past.stations[0].id, "gone"))
    past = replace(past, shifts=(replace(past.shifts[0], posts=(post,)), *past.shifts[1:]))
    copy = copied_day(past, on=ON, new_id=ids("new"))
    assert copy.shifts[0].posts == (replace(post, station_ids=(copy.stations[0].id,)),)
