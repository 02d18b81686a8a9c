"""Changes of the set-up with what follows from them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadplanner.core.model.day import Mode, Service, Venue
from cadplanner.core.model.span import Span
from cadplanner.core.model.staff import Interpreter, Post, StaffMember
from cadplanner.core.setup.change import (
    a_free_name,
    edit_of,
    giving,
    in_mode,
    natural,
    new_shift,
    new_station,
    on_rota,
    taken_off,
    with_hours,
    with_parts,
    without_parts,
    written,
)
from cadplanner.core.setup.checks import setup_problems
from cadplanner.core.setup.zones import at_venue, with_walk, with_zone, with_zone_name, without_zone
from tests.core.setup.days import invited, person, small, with_one_planned


def test_a_station_that_goes_takes_its_people_off_wholly():
    plan = with_one_planned(small())
    assert len(plan.visits) == 3
    conversation = plan.stations[0]
    after = without_parts(plan, conversation)
    assert conversation not in after.stations
    assert after.visits == ()
    assert after.unplaced == plan.appointments


def test_someone_who_goes_takes_her_people_off_wholly_and_stays_known():
    plan = with_one_planned(small())
    seen_by = plan.staff_member[plan.visits[0].staff_id]
    after = without_parts(plan, plan.shift_of[seen_by.id])
    assert after.visits == ()
    assert seen_by in after.staff


def test_a_station_nobody_visits_goes_alone():
    plan = with_one_planned(small())
    unused = next(station for station in plan.stations if station.id not in plan.visits_at_station)
    assert without_parts(plan, unused).visits == plan.visits


def test_the_edit_goes_and_comes_back_exactly():
    plan = with_one_planned(small())
    edit = edit_of("Remove", plan, without_parts(plan, plan.stations[0]))
    gone = [change.before for change in edit.changes if change.after is None]
    assert set(gone) == {plan.stations[0], *plan.visits}
    assert {change.after for change in edit.inverse().changes} == set(gone)


def test_an_edit_to_another_venue_leaves_both_venues_alone():
    plan = small()
    other = Venue("other", "Town hall")
    day = replace(plan.day, venue_id="other")
    after = with_parts(replace(plan, venue=other, day=day), *at_venue(plan.stations, other))
    kinds = {type(change.entity).__name__ for change in edit_of("Move", plan, after).changes}
    assert kinds == {"AppointmentDay", "Station"}
    assert {station.zone for station in after.stations} == {0}


def test_nobody_taken_off_is_the_same_plan():
    plan = with_one_planned(small())
    assert taken_off(plan, ()) is plan


def test_whoever_is_there_all_day_follows_the_hours_of_the_day():
    plan = with_parts(small(), Interpreter("i", small().day.id, "Polish", 1, (small().day.opening,)))
    early = replace(plan.shifts[0], span=Span(600, 800))
    plan = with_parts(plan, early)
    day = replace(plan.day, opening=Span(570, 780))
    after = written(plan, day)
    assert {station.opening for station in after.stations} == {(Span(570, 780),)}
    assert {shift.span for shift in after.shifts} == {Span(570, 780), Span(600, 800)}
    assert after.interpreters[0].spans == (Span(570, 780),)
    assert {cover.span for cover in after.cover} == {Span(570, 780)}
    for shift in after.shifts:
        assert all(rule.window.within(shift.span) for rule in shift.breaks if shift.span == Span(570, 780))


def test_stations_follow_their_service_where_they_were_as_it_was():
    plan = small()
    own_way = replace(plan.stations[1], service_id="conversation", minutes=45, skill="own")
    plan = with_parts(plan, own_way)
    after = written(plan, replace(plan.service["conversation"], minutes=25, skill="listening"))
    assert (after.stations[0].minutes, after.stations[0].skill) == (25, "listening")
    assert (after.stations[1].minutes, after.stations[1].skill) == (45, "own")


def test_a_new_service_is_added_and_a_post_is_written_in_both_its_halves():
    plan = small()
    assert written(plan, Service("new", "New", 10)).service["new"].minutes == 10
    post = on_rota(plan)[0]
    changed = replace(post, member=replace(post.member, name="Ana"), shift=replace(post.shift, overtime=15))
    after = written(plan, changed)
    assert changed in on_rota(after)
    assert written(plan, plan.venue) == plan


@given(st.sampled_from(Mode), st.sampled_from(Mode), st.sampled_from(range(6)))
def test_a_station_can_see_people_any_way_and_back(one, other, n):
    station = in_mode(in_mode(small().stations[n], one), other)
    assert station.mode is other
    assert station.places > 0 or other is Mode.DROP_IN
    assert (station.group_size > 1) == (other is Mode.GROUP)


def test_giving_another_service_takes_its_minutes_skill_and_mode():
    plan = small()
    given_rehab = giving(plan.stations[0], plan.service["rehab"])
    assert (given_rehab.minutes, given_rehab.skill, given_rehab.mode) == (25, "rehab", Mode.GROUP)
    assert given_rehab.start_every == 30


def test_a_new_station_fits_the_day():
    plan = small()
    for service in plan.services:
        after = with_parts(plan, new_station(plan, service, "new"))
        assert setup_problems(after) == ()


def test_a_new_shift_is_like_the_others():
    plan = with_parts(small(), StaffMember("ana", "Ana"))
    assert new_shift(plan, "ana", "s").breaks == plan.shifts[0].breaks
    assert new_shift(replace(plan, shifts=()), "ana", "s").span == plan.day.opening


def test_names_that_are_free_and_in_natural_order():
    assert a_free_name("Talk", ()) == "Talk"
    assert a_free_name("Talk", ("talk", "Talk 2")) == "Talk 3"
    assert sorted(["Physio 10", "physio 2", "Physio"], key=natural) == ["Physio", "physio 2", "Physio 10"]
    plan = small()
    assert [post.member.name for post in on_rota(plan)][:2] == ["Advanced practitioner", "Checkout"]


@given(st.integers(0, 3), st.integers(0, 3), st.integers(0, 60))
def test_a_walk_is_the_same_both_ways(one, other, minutes):
    venue = with_walk(small().venue, one, other, minutes)
    assert venue.walking[one][other] == venue.walking[other][one] == minutes


def test_zones_come_and_go_with_their_walks():
    plan = small()
    venue = with_zone_name(with_zone(plan.venue, "Gym"), 4, "Pool")
    assert venue.zones[4] == "Pool"
    assert venue.walking[4] == (5, 5, 5, 5, 0)
    back, moved = without_zone(venue, 4, plan.stations)
    assert (back, moved) == (plan.venue, ())


def test_stations_after_a_zone_that_goes_are_counted_anew():
    plan = small()
    stations = [station for station in plan.stations if station.zone != 1]
    venue, moved = without_zone(plan.venue, 1, stations)
    assert venue.zones == ("Hall", "Studio", "Foyer")
    assert {station.name: station.zone for station in moved} == {"Rehab class": 1, "Community hub": 2}


def test_a_zone_with_stations_and_the_last_zone_cannot_go():
    plan = small()
    with pytest.raises(ValueError, match="stations stand"):
        without_zone(plan.venue, 0, plan.stations)
    with pytest.raises(ValueError, match="last one"):
        without_zone(Venue("v", "One room"), 0, ())


def test_taking_a_service_or_a_pathway_out_leaves_the_rest():
    plan = invited(small(), person(1))
    after = without_parts(plan, plan.pathways[0], plan.services[-1])
    assert len(after.pathways) == len(plan.pathways) - 1
    assert len(after.services) == len(plan.services) - 1
    assert after.appointments == plan.appointments


def test_posts_leave_out_a_station_that_goes_and_a_new_shift_has_none():
    plan = small()
    here, there = plan.stations[0].id, plan.stations[1].id
    posts = (Post(Span(600, 660), (), (here,)), Post(Span(660, 700), (), (here, there)), Post(Span(700, 720)))
    plan = with_parts(plan, replace(plan.shifts[0], posts=posts))
    left = without_parts(plan, plan.station[here]).shifts[0].posts
    assert left == (Post(Span(660, 700), (), (there,)), posts[2])
    assert without_parts(plan, plan.stations[2]).shifts == plan.shifts
    assert new_shift(plan, "ann", "new").posts == ()


def test_posts_follow_the_hours_of_the_shift():
    shift = replace(small().shifts[0], posts=(Post(Span(570, 600)), Post(Span(600, 700)), Post(Span(700, 800))))
    assert with_hours(shift, Span(590, 690)).posts == (Post(Span(590, 600)), Post(Span(600, 690)))
