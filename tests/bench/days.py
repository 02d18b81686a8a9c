"""Days of all sizes and loads, planned and judged by an independent checker: violations, placed, cost, gap to the bound.

Run by hand, with the folder that holds gen.py and check.py:

    python -m tests.bench.days FOLDER [--days 200] [--seconds 2] [--most 500] [--first 1]

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
SLICE_ROUNDS = 20
WIDE = f"{'day':>4}{'people':>7}{'load':>6}{'violations':>11}{'placed':>8}{'most':>7}{'cost':>9}{'least':>9}{'bound ms':>9}"


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
    print(WIDE)
    rows = []
    for n in range(chosen.first, chosen.first + chosen.days):
        people, load = SIZES[n % len(SIZES)], LOADS[n // len(SIZES) % len(LOADS)]
        if people > chosen.most:
            continue
        row = _row(gen.generate(people, n, load), load, check, chosen.seconds)
        rows.append(row)
        print(
            f"{n:4}{row.people:7}{row.load:6}{row.violations:11}{row.placed:8}{row.most:7}{row.cost:9}{row.least:9}"
            f"{row.bound_ms:9.0f}{'  BEATS THE BOUND' if row.beaten else ''}",
            flush=True,
        )
    _summary(rows)
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
    print(
        f"\n{'load':>6}{'days':>6}{'violations':>11}{'at the most':>12}{'people short of it':>20}{'median':>8}{'worst':>7}"
    )
    for load in sorted({row.load for row in rows}):
        these = [row for row in rows if row.load == load]
        short = [row.most - row.placed for row in these]
        share = f"{sum(short)} of {sum(row.people for row in these)}"
        print(
            f"{load:6}{len(these):6}{sum(row.violations for row in these):11}{short.count(0):12}{share:>20}"
            f"{statistics.median(short):8g}{max(short):7}"
        )
    print(
        f"{len(rows)} days, {sum(row.violations for row in rows)} violations, {sum(row.beaten for row in rows)} beaten"
    )


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
