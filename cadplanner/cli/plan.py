"""`cadplanner plan`: the engine on the open day format."""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from cadplanner.cli import asked
from cadplanner.core.model.plan import Plan
from cadplanner.core.planning.bounds import bound
from cadplanner.core.planning.evening_out import evened_out
from cadplanner.core.planning.gap import cost_words, placed_words
from cadplanner.core.planning.rules import clashes, clashes_of_visits
from cadplanner.core.planning.solver import USUAL_SLICE, Progress, plan_day
from cadplanner.core.planning.wishes import cost
from cadplanner.core.rehearsal.robust import plan_with_slack, slack_finished
from cadplanner.core.setup.checks import setup_problems
from cadplanner.core.setup.problem import counted
from cadplanner.errors import CannotRead
from cadplanner.exchange.day_format import day_plan_json, plan_of_day, wishes_not_met

MOST_ROUNDS = 10**9
Found = TypeVar("Found", bound=Progress)


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("day", type=Path, metavar="DAY.json", help="the day to plan")
    parser.add_argument("--out", type=Path, required=True, metavar="PLAN.json", help="where the plan goes")
    parser.add_argument("--seconds", type=asked.seconds, default=5.0, metavar="S", help="how long to improve it (5)")
    parser.add_argument(
        "--seed", type=int, default=1, metavar="N", help="the same seed and rounds give the same plan (1)"
    )
    parser.add_argument(
        "--rounds", type=int, default=MOST_ROUNDS, metavar="R", help="stop after so many rounds instead"
    )
    parser.add_argument(
        "--robust",
        action="store_true",
        help="leave slack where a rehearsal shows waits; says what it saves and costs",
    )


def run(chosen: argparse.Namespace) -> int:
    """0 where everybody is placed, 1 where somebody is not; the plan is written either way."""
    day = _read(chosen.day)
    plan = plan_of_day(day)
    for says in (*_worth_a_look(plan), wishes_not_met(day)):
        if says:
            print(f"Worth a look: {says}")
    slices = plan_day(plan, seed=chosen.seed, rounds=chosen.rounds, slice_rounds=USUAL_SLICE)
    best = _latest(slices, until=time.monotonic() + chosen.seconds / (2 if chosen.robust else 1))
    even = evened_out(best.plan)
    if chosen.robust:
        even = _with_slack(even, chosen)
    broken, paid = clashes_of_visits(even), cost(even)
    assert not broken, broken[0].says
    chosen.out.write_text(json.dumps(day_plan_json(even), indent=1), encoding="utf-8")
    limits, lacks = bound(plan), len(clashes(even))
    placed = len(even.appointments) - len(even.unplaced)
    judged = f"{counted(lacks, 'clash', 'clashes')} of the day itself, named above" if lacks else "no clash"
    print(
        f"{placed_words(limits, placed)}.\n{paid.waiting:,} minutes waited on site, "
        f"{cost_words(limits, paid.total)}; {judged}. Written to {chosen.out}."
    )
    return 1 if even.unplaced else 0


def _with_slack(plan: Plan, chosen: argparse.Namespace) -> Plan:
    """The plan made anew with slack, where that helps; says what it saves and costs."""
    slices = plan_with_slack(plan, seed=chosen.seed, rounds=chosen.rounds, slice_rounds=USUAL_SLICE)
    found = _latest(slices, until=time.monotonic() + chosen.seconds / 2)
    robust, price = slack_finished(plan, found)
    print(price.says)
    return robust


def _worth_a_look(plan: Plan) -> list[str]:
    """What cannot work about the day, before it is planned; the open format has no pathways and no waiting list."""
    if not plan.appointments:
        return ["There are no patients in this day."]
    return [problem.says for problem in setup_problems(plan) if problem.where != "pathways"]


def _latest(slices: Iterator[Found], *, until: float) -> Found:
    best = next(slices)
    while time.monotonic() < until:
        better = next(slices, None)
        if better is None:
            break
        best = better
    return best


def _read(path: Path) -> dict[str, object]:
    try:
        found = json.loads(path.read_bytes())
    except (ValueError, RecursionError):
        says = f"{path.name} is not a day in the open format: it is not JSON."
        raise CannotRead(says, 'Give a file with "format": "cad-day/1".') from None
    if not isinstance(found, dict):
        raise CannotRead(
            f"{path.name} is not a day in the open format.", 'It should hold {"format": "cad-day/1", ...}.'
        )
    return found
