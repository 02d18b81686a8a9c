"""`cadplanner plan`: what is wrong with a day is said before it is planned, and the rest of it is planned."""

import json
from copy import deepcopy
from pathlib import Path

import pytest

from cadplanner.cli import main

DAY = json.loads((Path(__file__).parent.parent / "files" / "day-24.json").read_text(encoding="utf-8"))


@pytest.fixture
def plan(tmp_path, capsys):
    """Plans a day: (exit status, what was said, the plan or None)."""

    def planned(day):
        file, out = tmp_path / "day.json", tmp_path / "plan.json"
        file.write_text(day if isinstance(day, str) else json.dumps(day), encoding="utf-8")
        status = main(["plan", str(file), "--out", str(out), "--rounds", "20"])
        said = capsys.readouterr()
        return status, said.out + said.err, json.loads(out.read_text(encoding="utf-8")) if out.exists() else None

    return planned


def no_skill(day):
    for member in day["staff"]:
        member["skills"] = [skill for skill in member["skills"] if skill != "ap"]


def shift_outside(day):
    day["staff"][0]["shift"] = [0, 60]


def class_too_long(day):
    rehab = next(station for station in day["stations"] if station["mode"] == "group")
    rehab["open"] = [[600, 620]]


def circle(day):
    first, second = day["patients"][0]["visits"][:2]
    first["after"], second["after"] = [second["id"]], [first["id"]]


def nobody_covers(day):
    day["cover"] = [{"id": "c", "skill": "first-aider", "number": 1, "span": [600, 720]}]


def another_cost(day):
    day["objective"] |= {"overtime_per_min": 5, "switch_each": 3}


def long_walk(day):
    """The second half of every walk takes four hours."""
    day["walk"] = [[0 if a == b else 240 for b in range(len(day["zones"]))] for a in range(len(day["zones"]))]


def nobody(day):
    day["patients"] = []


def ids_twice(day):
    day["patients"][1]["id"] = day["patients"][0]["id"]


def shift_backwards(day):
    day["staff"][0]["shift"] = [990, 480]


def negative_minutes(day):
    day["patients"][0]["visits"][0]["dur"] = -15


@pytest.mark.parametrize(
    ("spoil", "says", "some_placed"),
    [
        (no_skill, "Worth a look: Nobody on the rota has the skill ap, needed at Advanced practitioner.", True),
        (shift_outside, "Worth a look: T000 works 00:00-01:00, when the day is closed (08:00-17:30).", True),
        (class_too_long, "Worth a look: Rehab taster class: a visit takes 30 minutes, longer than it is open.", True),
        (circle, "Worth a look: 1 patient has a route that goes in a circle", True),
        (long_walk, "patients have a route that takes longer than the longest stay allowed, walking included.", True),
        (nobody, "Worth a look: There are no patients in this day.", False),
    ],
)
def test_a_day_that_cannot_work_is_named_and_the_rest_is_planned(plan, spoil, says, some_placed):
    day = deepcopy(DAY)
    spoil(day)
    status, said, made = plan(day)
    assert says in said
    assert said.index("Worth a look") < said.index("placed ")
    assert status == (1 if day["patients"] else 0)
    assert bool(made["visits"]) is some_placed


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (nobody_covers, "No first-aider is there 10:00-12:00."),
        (
            another_cost,
            "a minute of overtime to cost 5 and a change of station to cost 3; it is planned with 2 and 0.",
        ),
    ],
)
def test_what_a_day_asks_in_vain_is_said_and_everybody_is_planned(plan, spoil, says):
    day = deepcopy(DAY)
    spoil(day)
    status, said, made = plan(day)
    assert "Worth a look: " in said
    assert says in said
    assert (status, bool(made["visits"])) == (0, True)


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (ids_twice, "patients[1].id is there twice: ids should be different"),
        (shift_backwards, "staff[0].shift should be two minutes of the day, the earlier first, and is [990, 480]"),
        (negative_minutes, "patients[0].visits[0].dur should be a whole number from 1 to 1440, and is -15"),
    ],
)
def test_a_day_that_contradicts_itself_is_refused(plan, spoil, says):
    day = deepcopy(DAY)
    spoil(day)
    status, said, made = plan(day)
    assert (status, made) == (2, None)
    assert says in said


@pytest.mark.parametrize(("text", "says"), [("{", "it is not JSON"), ("[]", "is not a day in the open format")])
def test_what_is_no_day_is_refused(plan, text, says):
    status, said, made = plan(text)
    assert (status, made) == (2, None)
    assert says in said


def test_what_no_plan_can_beat_is_said(plan):
    day = deepcopy(DAY)
    circle(day)
    _, said, _ = plan(day)
    assert "placed 23 of 24; no plan can place more: 1 cannot be placed by anyone: The stops of P0000 (card 1)" in said
    status, said, _ = plan(DAY)
    assert status == 0
    assert "placed 24 of 24." in said


def test_slack_is_priced_before_the_plan_is_written(tmp_path, capsys):
    file, out = tmp_path / "day.json", tmp_path / "plan.json"
    file.write_text(json.dumps(DAY), encoding="utf-8")
    main(["plan", str(file), "--out", str(out), "--rounds", "50", "--robust"])
    assert "Rehearsed 20 times as planned, " in capsys.readouterr().out
    assert len(json.loads(out.read_text(encoding="utf-8"))["visits"]) > 0
