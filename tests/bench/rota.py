"""Evening out: changes of station before and after, how fair the load is, and how long it takes.

Run by hand, with the folder that holds gen.py and check.py:

    python -m tests.bench.rota FOLDER [--patients 40 150 500] [--seeds 1 2 3] [--tries 12 60] [--seconds 5]
"""

import argparse
import importlib
import sys
import time

from cadplanner.core.planning.evening_out import TRIES_A_CARD, evened_out
from cadplanner.core.planning.solver import USUAL_SLICE, plan_day
from cadplanner.exchange.day_format import day_plan_json, plan_of_day

MOST_ROUNDS = 10**9
HEAD = "{:>8}{:>5}{:>6}{:>7}{:>9}{:>10}{:>10}{:>9}  judged"


def main() -> None:
    chosen = _arguments()
    sys.path.insert(0, chosen.folder)
    gen, check = importlib.import_module("gen"), importlib.import_module("check")
    print(HEAD.format("patients", "seed", "staff", "tries", "changes", "spread %", "cost", "seconds"))
    for patients in chosen.patients:
        for seed in chosen.seeds:
            day = gen.generate(patients, seed, 0.9)
            plan = _planned(plan_of_day(day), chosen.seconds)
            _line(day, seed, check, plan, 0, 0.0)
            for tries in chosen.tries:
                began = time.process_time()
                even = evened_out(plan, tries=tries)
                _line(day, seed, check, even, tries, time.process_time() - began)


def _planned(plan, seconds: float):
    until, answers = time.monotonic() + seconds, plan_day(plan, seed=1, rounds=MOST_ROUNDS, slice_rounds=USUAL_SLICE)
    best = next(answers)
    while time.monotonic() < until and (better := next(answers, None)):
        best = better
    return best.plan


def _line(day: dict, seed: int, check, plan, tries: int, seconds: float) -> None:
    violations, metrics = check.check(day, day_plan_json(plan))
    facts = (day["params"]["patients"], seed, metrics["staff_used"], tries or "-", metrics["staff_switches"])
    spread = f"{100 * metrics['util_sd']:.1f}"
    line = HEAD.format(*facts, spread, metrics["cost"], f"{seconds:.2f}").removesuffix("judged")
    print(f"{line}{'BROKEN' if violations else 'sound'}", flush=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", help="where gen.py and check.py are")
    parser.add_argument("--patients", type=int, nargs="+", default=[40, 150, 500])
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--tries", type=int, nargs="+", default=[TRIES_A_CARD, 60])
    parser.add_argument("--seconds", type=float, default=5.0, help="to plan each day for")
    return parser.parse_args()


if __name__ == "__main__":
    main()
