"""`cadplanner replan`: in the open formats in and out; 0 all kept, 1 somebody not, 2 it cannot be read."""

import json
from pathlib import Path

import pytest

from cadplanner.cli import main
from cadplanner.core.planning.rules import clashes
from cadplanner.errors import CannotRead
from cadplanner.exchange.day_format import day_plan_json, plan_of_day
from cadplanner.exchange.plan_format import with_visits

DAY_FILE = Path(__file__).parent.parent / "files" / "day-24.json"
DAY = json.loads(DAY_FILE.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def plan_file(tmp_path_factory):
    path = tmp_path_factory.mktemp("plan") / "plan.json"
    main(["plan", str(DAY_FILE), "--out", str(path), "--rounds", "100"])
    return path


def replan(tmp_path, plan_file, *more):
    """The exit status, and the new plan and day as written."""
    out, day_out = tmp_path / "plan2.json", tmp_path / "day2.json"
    files = [str(DAY_FILE), str(plan_file), "--out", str(out), "--day-out", str(day_out)]
    status = main(["replan", *files, "--at", "10:00", *more])
    return status, json.loads(out.read_text()), json.loads(day_out.read_text())


def busiest(plan_json):
    staff = [visit["staff"] for visit in plan_json["visits"] if visit["start"] >= 600]
    return max(sorted(set(staff)), key=staff.count)


def test_an_absence_is_repaired_and_the_day_as_changed_has_no_clash(tmp_path, plan_file, capsys):
    before = json.loads(plan_file.read_text())
    away = busiest(before)
    status, after, day = replan(tmp_path, plan_file, "--absent", away)
    assert clashes(with_visits(plan_of_day(day), after)) == ()
    began = [visit for visit in before["visits"] if visit["start"] < 600]
    assert [visit for visit in after["visits"] if visit["start"] < 600] == began
    said = capsys.readouterr().out
    assert "Written to" in said
    assert status == ("cannot" in said or "miss" in said)


def test_a_closed_station_cuts_the_routes_of_those_on_site(tmp_path, plan_file, capsys):
    status, after, day = replan(tmp_path, plan_file, "--closed", "CHECKOUT")
    assert status == 1
    assert "cannot be kept: " in capsys.readouterr().out
    assert clashes(with_visits(plan_of_day(day), after)) == ()


@pytest.mark.parametrize("whole", [True, False])
def test_walk_ins_are_added(tmp_path, plan_file, capsys, whole):
    one = DAY["patients"][0]
    visits = [dict(v, id=f"W.{v['id']}", after=[f"W.{key}" for key in v["after"]]) for v in one["visits"]]
    people = [{**one, "id": "WALK-IN", "visits": visits, "avail": [DAY["day"]], "resource": None}]
    file = tmp_path / "walkins.json"
    file.write_text(json.dumps({**DAY, "patients": people} if whole else people))
    _, after, day = replan(tmp_path, plan_file, "--walkins", str(file))
    assert day["patients"][-1]["id"] == "WALK-IN"
    assert clashes(with_visits(plan_of_day(day), after)) == ()
    assert ("1 more person is seen" in capsys.readouterr().out) is any(
        v["visit"].startswith("W.") for v in after["visits"]
    )


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (["--absent", "ZOE"], "No member of staff of the day is called ZOE."),
        (["--closed", "DEN"], "No station of the day is called DEN."),
    ],
)
def test_who_is_not_of_the_day_is_named(tmp_path, plan_file, capsys, more, says):
    assert main(["replan", str(DAY_FILE), str(plan_file), "--out", str(tmp_path / "x"), "--at", "10:00", *more]) == 2
    assert says in capsys.readouterr().err


@pytest.mark.parametrize("text", ["{", "[]", '{"format": "cad-day/1"}', "7"])
def test_what_cannot_be_read_is_one_line(tmp_path, plan_file, capsys, text):
    wrong = tmp_path / "wrong.json"
    wrong.write_text(text)
    more = ["--out", str(tmp_path / "x"), "--at", "10:00"]
    assert main(["replan", str(DAY_FILE), str(wrong), *more]) == 2
    assert main(["replan", str(wrong), str(plan_file), *more]) == 2
    if text != "[]":
        assert main(["replan", str(DAY_FILE), str(plan_file), *more, "--walkins", str(wrong)]) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_a_time_that_is_none_is_refused(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["replan", "d", "p", "--out", "x", "--at", "tea"])
    assert ended.value.code == 2
    assert "not a time of day" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"format": "cad-plan/2"}, "format should be 'cad-plan/1'"),
        ({"day": "another"}, "day should be the name of the day"),
        (
            {"visits": [{"visit": "none", "start": 600, "staff": "", "bay": 0}]},
            "should be the id of a visit of the day",
        ),
        ({"visits": [{"visit": "V", "start": 600, "staff": "ZOE", "bay": 0}]}, "should be the id of a member of staff"),
        ({"visits": [{"visit": "V", "start": 1440, "staff": "", "bay": 0}]}, "before midnight"),
        ({"visits": [{"visit": "V", "start": -5, "staff": "", "bay": 0}]}, "should be a whole number"),
        ({"visits": [{"visit": "V", "start": 600, "staff": "", "bay": 0}] * 2}, "should be planned once"),
    ],
)
def test_a_plan_of_something_else_is_refused_in_a_sentence(change, says):
    known = DAY["patients"][0]["visits"][0]["id"]
    right = {"format": "cad-plan/1", "day": DAY["name"], "visits": []}
    wrong = json.loads(json.dumps({**right, **change}).replace('"V"', json.dumps(known)))
    with pytest.raises(CannotRead, match="This is not a plan in the format cad-plan/1") as refused:
        with_visits(plan_of_day(DAY), wrong)
    assert says in str(refused.value)


def test_a_class_of_another_length_is_refused():
    visit = next(v for p in DAY["patients"] for v in p["visits"] if v["station"] == "REHAB")
    day = json.loads(json.dumps(DAY))
    next(v for p in day["patients"] for v in p["visits"] if v["id"] == visit["id"])["dur"] += 5
    plan = {
        "format": "cad-plan/1",
        "day": DAY["name"],
        "visits": [{"visit": visit["id"], "start": 600, "staff": "", "bay": 0}],
    }
    with pytest.raises(CannotRead, match="that its station can give"):
        with_visits(plan_of_day(day), plan)


def test_a_plan_goes_out_and_comes_back(plan_file):
    written = json.loads(plan_file.read_text())
    assert day_plan_json(with_visits(plan_of_day(DAY), written)) == written
