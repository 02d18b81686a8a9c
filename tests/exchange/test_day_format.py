"""The open day format: in, planned, out; and what is said of a file that is not one."""

import json
from copy import deepcopy
from pathlib import Path

import pytest

from cadplanner.core.model.span import Span
from cadplanner.core.model.staff import Post
from cadplanner.core.planning.rules import clashes
from cadplanner.core.planning.solver import plan_day
from cadplanner.errors import CannotRead
from cadplanner.exchange.day_format import day_plan_json, plan_of_day

DAY = json.loads((Path(__file__).parent.parent / "files" / "day-24.json").read_text(encoding="utf-8"))


def changed(path, value):
    """The day with one field changed: changed('patients.0.visits.1.dur', -5)."""
    day = deepcopy(DAY)
    at, *names = [int(name) if name.isdigit() else name for name in path.split(".")][::-1]
    field = day
    for name in names[::-1]:
        field = field[name]
    if value is None:
        del field[at]
    else:
        field[at] = value
    return day


def test_a_day_is_read_planned_and_written():
    plan = plan_of_day(DAY)
    assert (len(plan.patients), len(plan.stations), plan.day.check_in) == (24, 8, 0)
    best = list(plan_day(plan, seed=1, rounds=100, slice_rounds=50))[-1]
    assert clashes(best.plan) == ()
    written = day_plan_json(best.plan)
    assert json.loads(json.dumps(written)) == written
    assert written["day"] == DAY["name"]
    assert written["meta"]["cost"] == best.cost
    known = {visit["id"] for patient in DAY["patients"] for visit in patient["visits"]}
    assert {visit["visit"] for visit in written["visits"]} <= known
    assert {each["staff"] for each in written["breaks"]} == {s["id"] for s in DAY["staff"] if s["lunch"]}


@pytest.mark.parametrize(
    ("path", "value", "says"),
    [
        ("format", "cad-day/2", "format should be 'cad-day/1', and is 'cad-day/2'"),
        ("grid", None, "grid is missing"),
        ("grid", 0, "grid should be a whole number from 1 to 1440, and is 0"),
        ("day", [600, 500], "day should be two minutes of the day, the earlier first"),
        ("walk", [[0]], "walk should have a row and a column for each of 4 zones"),
        ("zones", "HALL", "zones should be a list, and is 'HALL'"),
        ("stations.1.mode", "pair", "stations[1].mode should be 'single' or 'group'"),
        ("stations.1.zone", 9, "stations[1].zone should be a whole number from 0 to 3"),
        ("stations.1.id", "CONV", "stations[1].id is there twice"),
        ("staff.0.shift", [480], "staff[0].shift should be two minutes"),
        ("staff.0", 7, "staff[0] should be an object, and is 7"),
        ("staff.0.skills", [1], "staff[0].skills[0] should be a text, and is 1"),
        ("patients.0.accessible", 1, "patients[0].accessible should be true or false"),
        ("patients.0.resource", "INT:xx", "patients[0].resource should be the id of a resource"),
        ("patients.0.visits.1.dur", -5, "patients[0].visits[1].dur should be a whole number from 1"),
        ("patients.0.visits.1.dur", True, "patients[0].visits[1].dur should be a whole number"),
        ("patients.0.visits.1.station", "NONE", "patients[0].visits[1].station should be the id of a station"),
        ("patients.0.visits.1.after", ["x"], "patients[0].visits[1].after[0] should be the id of a visit"),
        ("patients.1.visits.0.id", "P0000.0", "patients[1].visits[0].id is there twice"),
    ],
)
def test_a_malformed_day_is_refused_with_what_and_where(path, value, says):
    with pytest.raises(CannotRead) as refused:
        plan_of_day(changed(path, value))
    assert says in str(refused.value)


@pytest.mark.parametrize("rubbish", [None, [], 3, "day", {}, {"format": ["x" * 1000]}])
def test_what_is_no_day_at_all_is_refused(rubbish):
    with pytest.raises(CannotRead) as refused:
        plan_of_day(rubbish)
    assert len(str(refused.value)) < 200


def test_odd_but_true_days_are_read():
    never = plan_of_day(changed("patients.0.avail", []))
    assert never.appointments[0].availability
    rehab = next(n for n, s in enumerate(DAY["stations"]) if s["mode"] == "group")
    wrong_class = plan_of_day(changed(f"stations.{rehab}.duration", 45))
    assert clashes(list(plan_day(wrong_class, seed=1, rounds=0, slice_rounds=1))[-1].plan) == ()
    nameless = plan_of_day(changed("stations.0.skill", ""))
    assert nameless.stations[0].skill


def test_cover_may_be_asked():
    assert plan_of_day(DAY).cover == ()
    asked = DAY | {"cover": [{"id": "c", "skill": "first-aider", "number": 2, "span": [480, 960]}]}
    [cover] = plan_of_day(asked).cover
    assert (cover.skill, cover.number, str(cover.span)) == ("first-aider", 2, "08:00-16:00")
    asked["cover"][0]["number"] = 0
    with pytest.raises(CannotRead, match=r"cover\[0\].number should be a whole number from 1"):
        plan_of_day(asked)


@pytest.mark.parametrize(
    ("lunch", "breaks", "shift"),
    [
        ([690, 840], 1, "08:00-16:30"),
        ([1020, 1060], 0, "08:00-16:30"),
        ([420, 460], 0, "08:00-16:30"),
        ([980, 1015], 0, "08:00-16:20"),
        ([460, 495], 0, "08:15-16:30"),
    ],
)
def test_a_lunch_at_the_edge_of_a_shift(lunch, breaks, shift):
    n = next(n for n, member in enumerate(DAY["staff"]) if member["lunch"])
    day = changed(f"staff.{n}.lunch.window", lunch)
    day["staff"][n]["shift"] = [480, 990]
    found = plan_of_day(day).shifts[n]
    assert (len(found.breaks), str(found.span)) == (breaks, shift)


def test_a_day_may_say_posts_companions_carers_and_small_bays():
    day = deepcopy(DAY)
    station = day["stations"][0]["id"]
    day["wait_for_another"] = 15
    day["stations"][0]["small_bays"] = 1
    day["staff"][0]["posts"] = [{"span": [480, 600], "skills": [], "stations": [station]}]
    day["patients"][0] |= {"carer": True, "together": "couple"}
    day["patients"][1] |= {"carer": False, "together": "couple"}
    plan = plan_of_day(day)
    assert (plan.day.wait_for_another, plan.stations[0].small_places) == (15, 1)
    assert plan.shifts[0].posts == (Post(Span(480, 600), (), (station,)),)
    assert [person.seats for person in plan.patients[:3]] == [2, 1, 1]
    assert [[each.id for each in people] for people in plan.together.values()] == [[p.id for p in plan.patients[:2]]]
    day["staff"][0]["posts"][0]["stations"] = ["NONE"]
    with pytest.raises(CannotRead, match=r"staff\[0\].posts\[0\].stations\[0\] should be the id of a station"):
        plan_of_day(day)
