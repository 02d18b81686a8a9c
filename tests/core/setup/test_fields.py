"""Every field of the set-up: shown, read, refused in a sentence, and the name of its undo step."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cadplanner.core.model.day import Mode, Position
from cadplanner.core.model.span import Span
from cadplanner.core.model.staff import Interpreter
from cadplanner.core.setup.change import on_rota
from cadplanner.core.setup.day_fields import DAY_FIELDS, SERVICE_FIELDS, STATION_FIELDS, VENUE_FIELDS, skills_of
from cadplanner.core.setup.field import retyped, step_name
from cadplanner.core.setup.people_fields import COVER_FIELDS, INTERPRETER_FIELDS, PATHWAY_FIELDS, ROTA_FIELDS
from cadplanner.core.setup.reading import NotUnderstood
from tests.core.setup.days import small

PLAN = small()
INTERPRETER = Interpreter("i", "n2", "Polish", 1, (Span(570, 960),))
THINGS = {
    "day": (DAY_FIELDS, PLAN.day),
    "venue": (VENUE_FIELDS, PLAN.venue),
    "station": (STATION_FIELDS, PLAN.stations[0]),
    "class": (STATION_FIELDS, PLAN.stations[3]),
    "drop-in": (STATION_FIELDS, PLAN.stations[4]),
    "service": (SERVICE_FIELDS, PLAN.services[3]),
    "post": (ROTA_FIELDS, on_rota(PLAN)[0]),
    "interpreter": (INTERPRETER_FIELDS, INTERPRETER),
    "cover": (COVER_FIELDS, PLAN.cover[0]),
    "pathway": (PATHWAY_FIELDS, PLAN.pathways[0]),
}
EVERY = [
    pytest.param(field, thing, id=f"{name}: {field.label}")
    for name, (fields, thing) in THINGS.items()
    for field in fields
    if field.asked(thing)
]


def field_of(kind, name):
    fields, thing = THINGS[kind]
    return next(field for field in fields if field.name == name), thing


def typed(kind, name, text):
    field, thing = field_of(kind, name)
    return retyped(PLAN, field, thing, text)


def named(kind, name, text, title="Physio bays"):
    field, thing = field_of(kind, name)
    return step_name(PLAN, field, title, thing, retyped(PLAN, field, thing, text))


@pytest.mark.parametrize(("field", "thing"), EVERY)
def test_what_is_shown_is_read_back_as_the_same(field, thing):
    assert retyped(PLAN, field, thing, field.show(thing)) == thing


@pytest.mark.parametrize(("field", "thing"), EVERY)
def test_what_is_shown_is_among_the_choices(field, thing):
    choices = dict(field.choices(PLAN))
    if field.kind.name == "CHOICE":
        assert field.show(thing) in choices


@pytest.mark.parametrize(
    ("kind", "name", "text", "says"),
    [
        ("station", "places", "9", "Physio bays: 7 to 9 places"),
        ("station", "step_free_places", "2", "Physio bays: 7 to 2 step-free places"),
        ("station", "minutes", "25", "Physio bays: 20 to 25 minutes"),
        ("station", "name", "Tables", "Physio bays: now called Tables"),
        ("station", "service_id", "physio", "Physio bays: gives Physio assessment"),
        ("station", "mode", "group", "Physio bays: group (a class or talk)"),
        ("station", "zone", "1", "Physio bays: in Treatment rooms"),
        ("station", "quiet", "yes", "Physio bays: a quiet place yes"),
        ("station", "skill", "", "Physio bays: needs no skill"),
        ("station", "skill", "rehab", "Physio bays: skill rehab"),
        ("station", "opening", "9.30-12", "Physio bays: open 09:30-16:00 to 09:30-12:00"),
        ("class", "group_size", "15", "Physio bays: 12 to 15 people in a class"),
        ("class", "start_every", "45", "Physio bays: a class starts every 30 to 45"),
        ("day", "on", "13/6/2027", "Physio bays: date 12-Jun-2027 to 13-Jun-2027"),
        ("day", "arrivals.span", "930-12", "Physio bays: people arrive 09:30-13:00 to 09:30-12:00"),
        ("day", "short_stay", "60", "Physio bays: of those who cannot wait 90 to 60"),
        ("day", "grid", "10", "Physio bays: visits start every 10 minutes"),
        ("day", "staff_walk", "", "Physio bays: staff need walking time too no"),
        ("venue", "address", "1 High Street", "Physio bays: address 1 High Street"),
        ("service", "after", "", "Physio bays: after anything"),
        ("service", "after", "conversation\nphysio", "Physio bays: only after Conversation, Physio assessment"),
        ("service", "position", "last", "Physio bays: in a route last, after everything else"),
        ("post", "member.skills", "physio\nrehab", "Physio bays: skills physio, rehab"),
        ("post", "member.skills", "", "Physio bays: no skills"),
        ("post", "member.languages", "Urdu and Polish", "Physio bays: languages none to Urdu, Polish"),
        ("post", "member.role", "", "Physio bays: role no longer Advanced practitioner"),
        ("post", "shift.overtime", "15", "Physio bays: overtime in minutes 0 to 15"),
        (
            "post",
            "shift.posts",
            "9:30-11 at rehab class, Physio bays\n",
            "Physio bays: posts 09:30-11:00 at Rehab class, Physio bays",
        ),
        (
            "post",
            "shift.posts",
            "1000 to 1100 Advanced practitioner",
            "Physio bays: posts 10:00-11:00 advanced practitioner",
        ),
        ("post", "shift.posts", "", "Physio bays: no posts: all skills, all the time"),
        ("station", "small_places", "1", "Physio bays: 0 to 1 places too small for two"),
        ("day", "wait_for_another", "15", "Physio bays: who come together leave within 30 to 15"),
        ("interpreter", "number", "2", "Physio bays: 1 to 2 interpreters"),
        ("cover", "skill", "paramedic", "Physio bays: now paramedic"),
        ("cover", "number", "2", "Physio bays: 1 to 2 people"),
        ("cover", "span", "10-12", "Physio bays: when 09:30-16:00 to 10:00-12:00"),
        ("pathway", "share", "10", "Physio bays: 32 to 10 per cent"),
        ("pathway", "service_ids", "conversation\nhub", "Physio bays: stops Conversation, Community hub"),
        ("pathway", "service_ids", "", "Physio bays: no stops"),
        ("pathway", "in_order", "in order", "Physio bays: in this order"),
    ],
)
def test_the_undo_step_says_what_was_done(kind, name, text, says):
    assert named(kind, name, text) == says


@pytest.mark.parametrize(
    ("kind", "name", "text", "says"),
    [
        ("station", "places", "0", "cannot be less than 1"),
        ("cover", "skill", " ", "Say which skill covers"),
        ("station", "small_places", "8", "There are only 7 places."),
        ("post", "shift.posts", "physio", "Type each post as its hours and what is done"),
        ("post", "shift.posts", "08:00-10:00", "is not inside the shift"),
        (
            "post",
            "shift.posts",
            "10-11 juggling",
            "“juggling” is not a skill ticked above.",
        ),
        ("post", "shift.posts", "10-11 at Moon", "“Moon” is not a station of this day."),
        ("station", "places", "-3", "cannot be less than 1"),
        ("station", "places", "many", "whole number"),
        ("station", "step_free_places", "8", "only 7 places"),
        ("station", "minutes", "0", "less than 1"),
        ("class", "minutes", "400", r"not open that long \(09:30-16:00\)"),
        ("station", "name", "  ", "Name cannot be empty"),
        ("station", "name", "x" * 201, "too long"),
        ("station", "opening", "never", "from when to when"),
        ("day", "opening", "9-5", "Write 17:00"),
        ("day", "longest_stay", "5", "less than 10"),
        ("day", "arrivals.every", "0", "less than 1"),
        ("service", "after", "rehab", "in a circle"),
        ("post", "shift.breaks", "30 in 6-7", "not inside the shift"),
        ("post", "shift.rest", "-1", "less than 0"),
        ("interpreter", "number", "0", "less than 1"),
        ("pathway", "share", "101", "more than 100"),
        ("post", "member.skills", "x" * 5000, "too long"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(kind, name, text, says):
    with pytest.raises(NotUnderstood, match=says):
        typed(kind, name, text)


def test_step_free_places_never_outnumber_the_places():
    assert typed("station", "places", "2").step_free_places == 2
    assert typed("drop-in", "places", "0").step_free_places == 0
    assert typed("drop-in", "places", "30").places == 30


def test_a_shift_cut_short_keeps_the_breaks_that_fit():
    early = typed("post", "shift.span", "9.30-12.30").shift
    assert early.span == Span(570, 750)
    assert [str(rule.window) for rule in early.breaks] == ["11:45-12:30"]
    assert typed("post", "shift.span", "9.30-11").shift.breaks == ()


def test_a_service_cannot_follow_one_that_follows_it():
    plan = replace(
        PLAN, services=tuple(replace(one, after=("rehab",)) if one.id == "physio" else one for one in PLAN.services)
    )
    field, _ = field_of("service", "after")
    with pytest.raises(NotUnderstood, match="circle"):
        retyped(plan, field, plan.service["rehab"], "physio")


def test_fields_are_asked_only_where_they_mean_something():
    asked = {kind: {field.name for field in fields if field.asked(thing)} for kind, (fields, thing) in THINGS.items()}
    assert "group_size" in asked["class"] - asked["station"]
    assert "step_free_places" not in asked["drop-in"]
    first = next(one for one in PLAN.services if one.position is Position.FIRST)
    assert not field_of("service", "after")[0].asked(first)


def test_skills_in_use():
    at_stations = ("conversation", "physio", "advanced practitioner", "rehab", "checkout")
    assert skills_of(PLAN) == (*at_stations, "first-aider", "clinical lead")
    assert typed("station", "mode", "drop-in").mode is Mode.DROP_IN
