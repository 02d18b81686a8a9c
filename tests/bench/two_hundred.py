"""Two hundred days of all sizes and loads, planned and judged by an independent checker, beside what no plan can beat.

Run by hand, with the folder that holds gen.py and check.py:

    python -m tests.bench.two_hundred FOLDER [--days 200] [--seconds 2] [--most 500] [--first 1]

The days are numbered; day n has the size and load that its number gives, so a sample is part of the whole. Exit status
1 where any plan breaks a rule of the checker or beats the bound.
"""

import argparse
import importlib
import statistics
import sys
import time
from typing import NamedTuple

from cadplanner.core.planning.bounds import bound
from cadplanner.core.planning.rules import clashes
from cadplanner.core.planning.solver import plan_day
from cadplanner.exchange.day_format import day_plan_json, plan_of_day

SIZES = (5, 12, 24, 40, 80, 150, 250, 400, 500, 1000)
LOADS = (0.6, 0.8, 0.9, 1.0, 1.1, 1.3, 1.6, 2.5)
MOST_ROUNDS = 10**9
SLICE_ROUNDS = 200
HEAD = "{:>4}{:>7}{:>6}{:>11}{:>8}{:>7}{:>9}{:>9}{:>9}"
HEADS = ("day", "people", "load", "violations", "placed", "most", "cost", "least", "bound ms")
TAIL = "{:>6}{:>6}{:>11}{:>12}{:>20}{:>8}{:>7}"
TAILS = ("load", "days", "violations", "at the most", "people short of it", "median", "worst")


class Row(NamedTuple):
    """What came of one day."""

    people: int
    load: float
    violations: int
    beaten: bool
    placed: int
    most: int
    cost: int
    least: int
    bound_ms: float


def main() -> int:
    chosen = _arguments()
    sys.path.insert(0, chosen.folder)
    gen, check = importlib.import_module("gen"), importlib.import_module("check")
    print(HEAD.format(*HEADS))
    rows, began = [], time.monotonic()
    for n in range(chosen.first, chosen.first + chosen.days):
        people, load = SIZES[n % len(SIZES)], LOADS[n // len(SIZES) % len(LOADS)]
        if people > chosen.most:
            continue
        row = _row(gen.generate(people, n, load), load, check, chosen.seconds)
        rows.append(row)
        line = (n, *row[:3], row.placed, row.most, row.cost, row.least, round(row.bound_ms))
        print(HEAD.format(*line) + "  BEATS THE BOUND" * row.beaten, flush=True)
    _summary(rows)
    print(f"{(time.monotonic() - began) / 60:.1f} minutes")
    return int(any(row.violations or row.beaten for row in rows))


def _row(day: dict, load: float, check, seconds: float) -> Row:
    plan = plan_of_day(day)
    began = time.process_time()
    limits = bound(plan)
    bound_ms = (time.process_time() - began) * 1000
    until, best = time.monotonic() + seconds, None
    for best in plan_day(plan, seed=1, rounds=MOST_ROUNDS, slice_rounds=SLICE_ROUNDS):
        if time.monotonic() > until or best.cost <= limits.cost_least:
            break
    violations, metrics = check.check(day, day_plan_json(best.plan))
    differs = metrics["cost"] != best.cost or metrics["placed"] != best.placed
    broken = len(violations) + len(clashes(best.plan)) + differs
    beaten = best.placed > limits.placed_most or best.cost < limits.cost_least
    people = len(plan.appointments)
    return Row(people, load, broken, beaten, best.placed, limits.placed_most, best.cost, limits.cost_least, bound_ms)


def _summary(rows: list[Row]) -> None:
    """By load: how many days, violations, and how many people short of the bound."""
    print("\n" + TAIL.format(*TAILS))
    for load in sorted({row.load for row in rows}):
        these = [row for row in rows if row.load == load]
        short = [row.most - row.placed for row in these]
        share = f"{sum(short)} of {sum(row.people for row in these)}"
        broken = sum(row.violations for row in these)
        print(TAIL.format(load, len(these), broken, short.count(0), share, statistics.median(short), max(short)))
    broken, beaten = (sum(getattr(row, name) for row in rows) for name in ("violations", "beaten"))
    print(f"{len(rows)} days, {broken} violations, the bound beaten {beaten} times")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", help="where gen.py and check.py are")
    parser.add_argument("--days", type=int, default=200)
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=2.0, help="to plan each day for")
    parser.add_argument("--most", type=int, default=max(SIZES), help="people: larger days are left out")
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
