"""`cadplanner rota`: a plan in the open formats, its visits dealt anew so that staff change station rarely."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from cadplanner.cli.open_files import read_object
from cadplanner.core.planning.evening_out import evened_out
from cadplanner.core.planning.rota import changes_words
from cadplanner.exchange.day_format import day_plan_json, plan_of_day
from cadplanner.exchange.plan_format import with_visits

PATIENTLY = 60


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("day", type=Path, metavar="DAY.json", help="the day, in the open format cad-day/1")
    parser.add_argument("plan", type=Path, metavar="PLAN.json", help="its plan, in the open format cad-plan/1")
    parser.add_argument("--out", type=Path, required=True, metavar="PLAN2.json", help="where the new plan goes")
    parser.add_argument(
        "--tries", type=int, default=PATIENTLY, metavar="N", help=f"how long to look, for each visit ({PATIENTLY})"
    )


def run(chosen: argparse.Namespace) -> int:
    """0; the plan is written, also where nothing could be better."""
    day = read_object(chosen.day, "a day in the open format")
    plan = with_visits(plan_of_day(day), read_object(chosen.plan, "a plan in the open format"))
    even = evened_out(plan, tries=chosen.tries)
    chosen.out.write_text(json.dumps(day_plan_json(even), indent=1), encoding="utf-8")
    print(f"{changes_words(plan, even)} Written to {chosen.out}.")
    return 0
