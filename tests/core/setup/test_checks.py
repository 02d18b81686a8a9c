"""Each thing that cannot work is named in a sentence."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cadplanner.core.model.day import Arrivals, Mode, Station, Venue
from cadplanner.core.model.pathway import Step
from cadplanner.core.model.patient import AccessNeed
from cadplanner.core.model.span import Span
from cadplanner.core.model.staff import BreakRule, Cover, Interpreter, Post, Shift
from cadplanner.core.setup.checks import planning_problems, service_loads, setup_problems
from cadplanner.core.setup.loads import room_for
from tests.core.setup.days import invited, person, small


def says(plan):
    return [problem.says for problem in setup_problems(plan)]


def where(plan):
    return {problem.where for problem in setup_problems(plan)}


def station(plan, n=0, **more):
    """The day with one of its stations changed."""
    stations = list(plan.stations)
    stations[n] = replace(stations[n], **more)
    return replace(plan, stations=tuple(stations))


def shift(plan, n=0, **more):
    shifts = list(plan.shifts)
    shifts[n] = replace(shifts[n], **more)
    return replace(plan, shifts=tuple(shifts))


def pathway(plan, n=0, **more):
    pathways = list(plan.pathways)
    pathways[n] = replace(pathways[n], **more)
    return replace(plan, pathways=tuple(pathways))


def service(plan, service_id, **more):
    return replace(plan, services=tuple(replace(one, **more) if one.id == service_id else one for one in plan.services))


def without_skill(plan, skill):
    gone = {member.id for member in plan.staff if skill in member.skills}
    return replace(plan, shifts=tuple(one for one in plan.shifts if one.staff_id not in gone))


def with_posts(plan, skill, *posts):
    """The day with those posts for whoever has the skill."""
    able = {member.id for member in plan.staff if skill in member.skills}
    shifts = (replace(one, posts=posts) if one.staff_id in able else one for one in plan.shifts)
    return replace(plan, shifts=tuple(shifts))


CASES = {
    "nobody is at a post for the skill": (
        lambda plan: with_posts(plan, "physio", Post(Span(600, 700), (), ("elsewhere",))),
        "Nobody on the rota is at a post for physio, needed at Physio bays.",
    ),
    "a post for a skill that somebody has not": (
        lambda plan: with_posts(plan, "rehab", Post(Span(600, 700), ("physio",)), Post(Span(700, 800))),
        "Rehab class has a post for physio, 10:00-11:40, but not that skill.",
    ),
    "a post outside the shift": (
        lambda plan: with_posts(plan, "physio", Post(Span(0, 700))),
        "A post of Physio assessment 1, 00:00-11:40, is not inside the shift (09:30-16:00).",
    ),
    "nobody has the skill": (
        lambda plan: without_skill(plan, "physio"),
        "Nobody on the rota has the skill physio, needed at Physio bays.",
    ),
    "two stations need a skill that nobody has": (
        lambda plan: without_skill(station(plan, 2, skill="physio"), "physio"),
        "Nobody on the rota has the skill physio, needed at Physio bays and Advanced practitioner.",
    ),
    "a shift outside the day": (
        lambda plan: shift(plan, span=Span(360, 420), breaks=()),
        "Conversation 1 works 06:00-07:00, when the day is closed (09:30-16:00).",
    ),
    "a break outside the shift": (
        lambda plan: shift(plan, span=Span(570, 700)),
        "1 break of Conversation 1 may fall outside the shift (09:30-11:40).",
    ),
    "breaks that fill the shift": (
        lambda plan: shift(plan, span=Span(570, 600), breaks=(BreakRule(30, Span(570, 600)),)),
        "The breaks of Conversation 1 fill the whole shift (09:30-10:00).",
    ),
    "a stretch shorter than a visit": (
        lambda plan: shift(plan, longest_stretch=15),
        "Conversation 1 works at most 15 minutes without a rest, and a visit at Conversation tables takes 20.",
    ),
    "two shifts for one person": (
        lambda plan: replace(plan, shifts=(*plan.shifts, replace(plan.shifts[0], id="again"))),
        "Conversation 1 has 2 shifts on this day: one is counted.",
    ),
    "a shift of nobody": (
        lambda plan: replace(plan, shifts=(*plan.shifts, Shift("x", "d", "nobody", Span(0, 10)))),
        "Someone who is not known works 00:00-00:10, when the day is closed (09:30-16:00).",
    ),
    "two people of one name": (
        lambda plan: replace(plan, staff=(*plan.staff[:-1], replace(plan.staff[-1], name="conversation 1"))),
        "2 staff are called Conversation 1. Tell them apart by name.",
    ),
    "a class longer than its opening": (
        lambda plan: station(plan, 3, opening=(Span(600, 620),)),
        "Rehab class: a visit takes 25 minutes, longer than it is open.",
    ),
    "a station that is never open": (
        lambda plan: station(plan, opening=(Span(300, 400),)),
        "Conversation tables: never open while the day is (09:30-16:00).",
    ),
    "opening hours that overlap": (
        lambda plan: station(plan, opening=(Span(570, 700), Span(660, 960))),
        "Conversation tables: the opening hours overlap each other.",
    ),
    "more step-free places than places": (
        lambda plan: station(plan, step_free_places=70),
        "Conversation tables: of 7 places, 70 cannot be step-free.",
    ),
    "negative step-free places": (
        lambda plan: station(plan, step_free_places=-1),
        "Conversation tables: of 7 places, -1 cannot be step-free.",
    ),
    "a zone that is not there": (
        lambda plan: station(plan, zone=9),
        "Conversation tables: the venue does not have its zone.",
    ),
    "a service that is not known": (
        lambda plan: replace(plan, services=plan.services[:-1]),
        "Checkout desks: the service it gives is not known.",
    ),
    "classes off the grid": (
        lambda plan: station(plan, 3, start_every=33),
        "Rehab class: classes would not start at the 5-minute steps of the day.",
    ),
    "classes that start before the last is over": (
        lambda plan: station(plan, 3, start_every=10),
        (
            "Rehab class: a class lasts 25 minutes but is to start every 10, "
            "so a room is free for only some of the starts."
        ),
    ),
    "two stations of one name": (
        lambda plan: station(plan, 1, name="Conversation tables"),
        "2 stations are called Conversation tables. Give each a name of its own.",
    ),
    "no station": (lambda plan: replace(plan, stations=()), "There is no station yet: say where people are seen."),
    "only drop-ins": (
        lambda plan: replace(plan, stations=plan.stations[4:5]),
        "Every station is a drop-in: nobody has a time with a clinician.",
    ),
    "no pathway": (lambda plan: replace(plan, pathways=()), "There is no pathway yet: say which stops people make."),
    "a pathway without stops": (
        lambda plan: pathway(plan, service_ids=()),
        "The pathway Conversation and hub has no stops.",
    ),
    "a stop that no station gives": (
        lambda plan: replace(plan, stations=plan.stations[:-1]),
        "No station gives Checkout, which the pathway Conversation and hub needs.",
    ),
    "a stop that is not known": (
        lambda plan: pathway(plan, service_ids=("conversation", "magic")),
        "No station gives magic, which the pathway Conversation and hub needs.",
    ),
    "shares that are not a hundred": (
        lambda plan: pathway(plan, share=1),
        "The shares of the pathways add up to 69 per cent, not 100.",
    ),
    "two pathways of one name": (
        lambda plan: pathway(plan, 1, name="Conversation and hub"),
        "2 pathways are called Conversation and hub. Give each a name of its own.",
    ),
    "a route in a circle": (
        lambda plan: service(plan, "physio", after=("rehab",)),
        "The pathway Physio and rehab class goes in a circle: two stops each ask to come after the other.",
    ),
    "walking longer than the stay": (
        lambda plan: replace(plan, venue=replace(plan.venue, walking=((0, 90, 5, 0), *plan.venue.walking[1:]))),
        (
            "The pathway Physio assessment takes at least 165 minutes (95 of them walking), "
            "longer than the longest stay of 120."
        ),
    ),
    "arrivals while it is closed": (
        lambda plan: replace(plan, day=replace(plan.day, arrivals=Arrivals(Span(500, 780)))),
        "People would arrive 08:20-13:00, but the day is open 09:30-16:00.",
    ),
    "arrival windows of nothing": (
        lambda plan: replace(plan, day=replace(plan.day, arrivals=Arrivals(Span(570, 780), 0))),
        "An arrival window needs a length in minutes, and a limit of 0 or more people.",
    ),
    "arrivals too late for a route": (
        lambda plan: replace(plan, day=replace(plan.day, arrivals=Arrivals(Span(570, 945)))),
        (
            "The last people arrive at 15:30 and need up to 105 minutes, but the day ends at 16:00. "
            "Let the last people arrive earlier."
        ),
    ),
    "two services of one name": (
        lambda plan: service(plan, "ap", name="Conversation"),
        "2 services are called Conversation. Give each a name of its own.",
    ),
    "negative minutes of a service": (
        lambda plan: service(plan, "ap", minutes=-5),
        "Advanced practitioner takes -5 minutes.",
    ),
    "no interpreter in number": (
        lambda plan: replace(plan, interpreters=(Interpreter("i", "d", "Polish", 0, (Span(570, 960),)),)),
        "The number of Polish interpreters is 0.",
    ),
    "an interpreter while it is closed": (
        lambda plan: replace(plan, interpreters=(Interpreter("i", "d", "Polish", 1, (Span(60, 90),)),)),
        "The Polish interpreter is never there while the day is open.",
    ),
    "nobody who covers": (
        lambda plan: replace(plan, cover=(Cover("c", "d", "midwife", Span(570, 960)),)),
        "No midwife is there 09:30-16:00.",
    ),
    "cover while it is closed": (
        lambda plan: replace(plan, cover=(Cover("c", "d", "first-aider", Span(540, 960)),)),
        "Cover by a first-aider is asked 09:00-16:00, but the day is open 09:30-16:00.",
    ),
    "an id twice": (
        lambda plan: replace(plan, pathways=(*plan.pathways, plan.pathways[0])),
        "1 thing has an id that is already taken.",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_each_is_named_in_a_sentence(case):
    change, sentence = CASES[case]
    plan = small()
    plan = replace(plan, day=replace(plan.day, longest_stay=120)) if "walking" in case else plan
    assert sentence in says(change(plan))


def test_an_interpreter_who_is_there_is_no_problem():
    assert says(replace(small(), interpreters=(Interpreter("i", "d", "Polish", 1, (Span(570, 960),)),))) == []


def test_stations_cannot_have_no_places_or_negative_minutes_at_all():
    fit = small().stations[0]
    for wrong in ({"places": 0}, {"places": -1}, {"minutes": 0}, {"minutes": -5}, {"group_size": 0}):
        with pytest.raises(ValueError, match=r"places|minutes"):
            replace(fit, **wrong)


def test_zero_patients_are_named_before_planning_but_are_no_fault_of_the_set_up():
    plan = small()
    assert setup_problems(plan) == ()
    assert [problem.says for problem in planning_problems(plan)] == [
        "Nobody is invited to this day yet: choose people from the waiting list."
    ]
    assert planning_problems(invited(plan, person(1))) == ()


def test_patients_who_need_what_is_not_there():
    bengali = person(1, needs=(AccessNeed.INTERPRETER,), language="Bengali")
    wheelchair = person(2, needs=(AccessNeed.STEP_FREE,))
    plan = station(invited(small(), bengali, wheelchair), step_free_places=0)
    assert says(plan) == [
        "1 patient needs a Bengali interpreter, and none is on the rota.",
        "1 patient needs a step-free place at Conversation tables, and it has none.",
    ]


def test_a_drop_in_without_a_limit_is_step_free():
    plan = station(invited(small(), person(1, needs=(AccessNeed.STEP_FREE,))), 4, step_free_places=0)
    assert says(plan) == []


def test_routes_in_a_circle_too_long_or_without_a_station():
    plan = invited(small(), person(1), person(2))
    circle = (Step("1", "conversation", ("2",)), Step("2", "checkout", ("1",)))
    gone = (Step("1", "podiatry"), Step("2", "hub"))
    one, two = plan.appointments
    plan = replace(plan, appointments=(replace(one, route=circle, longest_stay=10), replace(two, route=gone)))
    assert says(plan) == [
        "1 patient has a route that goes in a circle: each stop asks to come after another.",
        "1 patient needs podiatry, and no station gives it.",
        "1 patient has a route that takes longer than the longest stay allowed, walking included.",
    ]


def test_too_many_people_for_a_service():
    plan = invited(small(), *(person(n) for n in range(40)), pathway=3)
    assert plan.pathways[3].name == "Advanced practitioner"
    assert says(plan) == [
        "Advanced practitioner: the chosen patients need 1,200 minutes, and staff have 360. Some will not be placed."
    ]
    fewer = station(plan, 2, opening=(Span(570, 600),))
    assert "there are places for 30" in says(fewer)[0]
    load = next(load for load in service_loads(plan) if load.service.id == "ap")
    assert (load.needed, load.available, load.percent) == (1200, 360, 333)


def test_how_full_a_service_would_be():
    plan = small()
    loads = {load.service.id: load for load in service_loads(plan)}
    assert "hub" not in loads
    assert all(load.percent == 0 for load in loads.values())
    assert loads["rehab"].places == 13 * 25
    assert [room_for(plan, load) for load in loads.values()] == [54, 71, 68, 520, 57]
    empty = replace(plan, shifts=())
    assert {load.percent for load in service_loads(invited(empty, person(1)))} == {0, 999}


def test_a_service_that_no_pathway_leads_to_has_room_for_nobody_in_particular():
    plan = replace(small(), pathways=())
    assert room_for(plan, service_loads(plan)[0]) is None


def test_a_station_that_asks_no_skill_is_limited_by_its_places():
    plan = small()
    plan = replace(plan, stations=(replace(plan.stations[0], skill="", opening=(Span(0, 60), Span(570, 600))),))
    assert service_loads(plan)[0].staff == 7 * 30


def test_rooms_without_start_times_count_their_hours():
    plan = small()
    plan = station(plan, 3, start_every=0)
    load = next(load for load in service_loads(plan) if load.service.id == "rehab")
    assert load.places == 390


def test_a_venue_refuses_negative_walks():
    with pytest.raises(ValueError, match="negative"):
        Venue("v", "Hall", walking=((-1,),))


def test_a_station_in_no_mode_of_its_own_is_one_to_one():
    assert Station("s", "d", "S", "x", 5, 1, 0, ()).mode is Mode.ONE_TO_ONE


def test_time_at_posts_is_counted_once_and_less_the_breaks_that_must_be_taken_then():
    lunch = BreakRule(30, Span(720, 780))
    plan = with_posts(small(), "advanced practitioner", Post(Span(600, 660)), Post(Span(700, 800)), Post(Span(0, 610)))
    plan = replace(plan, shifts=tuple(replace(shift, breaks=(lunch,)) for shift in plan.shifts))
    load = next(load for load in service_loads(plan) if load.service.id == "ap")
    assert load.staff == (660 - 570) + (800 - 700) - 30
