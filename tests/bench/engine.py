"""How good the engine is, and how soon: made days of several sizes and loads, judged by an independent checker.

Run by hand, with the folder that holds gen.py and check.py:

    python -m tests.bench.engine FOLDER [--patients 40 150 500] [--loads 0.9] [--seeds 1 2 3] [--seconds 1 5 30]
"""

import argparse
import importlib
import statistics
import sys
import time

from cadplanner.core.planning.kernel_search import kernel
from cadplanner.core.planning.moves import move_visit
from cadplanner.core.planning.rules import clashes, new_clashes
from cadplanner.core.planning.solver import plan_day
from cadplanner.exchange.day_format import day_plan_json, plan_of_day

MOST_ROUNDS = 10**9
SLICE_ROUNDS = 4000 if kernel else 20
DRAGS = 50


def main() -> None:
    chosen = _arguments()
    sys.path.insert(0, chosen.folder)
    gen, check = importlib.import_module("gen"), importlib.import_module("check")
    marks = "".join(f"{f'cost {mark:g} s':>12}" for mark in chosen.seconds)
    print(
        f"{'patients':>8}{'load':>6}{'seed':>5}{'first s':>9}{'cost':>8}{marks}{'unplaced':>9}"
        f"{'rounds':>8}{'drag ms':>8}  judged"
    )
    for patients in chosen.patients:
        for load in chosen.loads:
            rows = [_row(gen.generate(patients, seed, load), check, chosen.seconds, seed) for seed in chosen.seeds]
            for mark, costs in zip(chosen.seconds, zip(*rows, strict=True), strict=True):
                median = statistics.median(costs)
                print(f"{patients:8}{load:6} cost after {mark:g} s: median {median:g}, worst {max(costs)}")


def _row(day: dict, check, seconds: list[float], seed: int) -> list[int]:
    """Plan one day and print its line; the costs at the marks."""
    plan, began = plan_of_day(day), time.perf_counter()
    costs, first, best = [], None, None
    for best in plan_day(plan, seed=1, rounds=MOST_ROUNDS, slice_rounds=SLICE_ROUNDS):
        passed = time.perf_counter() - began
        first = first or (passed, best.cost)
        costs += [best.cost] * sum(passed >= mark for mark in seconds[len(costs) :])
        if len(costs) == len(seconds) or best.round == best.rounds:
            break
    costs += [best.cost] * (len(seconds) - len(costs))
    violations, metrics = check.check(day, day_plan_json(best.plan))
    sound = not violations and not clashes(best.plan) and metrics["cost"] == best.cost
    params = day["params"]
    line = f"{params['patients']:8}{params['load']:6}{seed:5}{first[0]:9.2f}{first[1]:8}"
    marks = "".join(f"{cost:12}" for cost in costs)
    print(
        f"{line}{marks}{best.unplaced:9}{best.round:8}{_drag(best.plan):8.2f}  {'sound' if sound else 'BROKEN'}",
        flush=True,
    )
    return costs


def _drag(plan) -> float:
    """Milliseconds to judge one step of a drag."""
    visits = plan.visits[:: max(1, len(plan.visits) // DRAGS)]
    began = time.perf_counter()
    for visit in visits:
        to = {"station_id": visit.station_id, "place": visit.place, "staff_id": visit.staff_id}
        new_clashes(plan, move_visit(plan, visit.id, start=visit.span.start + plan.day.grid, **to))
    return (time.perf_counter() - began) * 1000 / len(visits)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", help="where gen.py and check.py are")
    parser.add_argument("--patients", type=int, nargs="+", default=[40, 150, 500])
    parser.add_argument("--loads", type=float, nargs="+", default=[0.9])
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--seconds", type=float, nargs="+", default=[1, 5])
    return parser.parse_args()


if __name__ == "__main__":
    main()
