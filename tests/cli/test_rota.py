"""`cadplanner rota`: the same visits with fewer changes of station."""

import json
from pathlib import Path

from cadplanner.cli import main
from cadplanner.core.planning.rules import clashes
from cadplanner.core.planning.solver import plan_day
from cadplanner.exchange.day_format import day_plan_json, plan_of_day
from cadplanner.exchange.plan_format import with_visits

DAY_FILE = Path(__file__).parent.parent / "files" / "day-24.json"
DAY = json.loads(DAY_FILE.read_text(encoding="utf-8"))


def test_the_visits_are_dealt_anew_and_it_says_what_is_saved(tmp_path, capsys):
    *_, best = plan_day(plan_of_day(DAY), seed=1, rounds=50, slice_rounds=50)
    before, after = tmp_path / "plan.json", tmp_path / "plan2.json"
    before.write_text(json.dumps(day_plan_json(best.plan)), encoding="utf-8")
    assert main(["rota", str(DAY_FILE), str(before), "--out", str(after)]) == 0
    assert capsys.readouterr().out.startswith(("Staff change station ", "Nobody changes station"))
    plan = with_visits(plan_of_day(DAY), json.loads(after.read_text(encoding="utf-8")))
    assert clashes(plan) == ()
    placed = {(visit.id, visit.span, visit.place) for visit in plan.visits}
    assert placed == {(visit.id, visit.span, visit.place) for visit in best.plan.visits}


def test_a_file_that_is_not_a_plan_is_refused(tmp_path, capsys):
    wrong = tmp_path / "plan.json"
    wrong.write_text("[]", encoding="utf-8")
    assert main(["rota", str(DAY_FILE), str(wrong), "--out", str(tmp_path / "out.json")]) == 2
    assert "is not a plan in the open format" in capsys.readouterr().err
