"""Slack: what a rehearsal shows before and after, and what it costs; judged by the checker.

The checker plays each plan itself. Run by hand, with the folder that holds gen.py and check.py:

    python -m tests.bench.slack FOLDER [--patients 40 150 500] [--loads 0.8 0.9] [--seeds 1 2] [--seconds 10]
"""

import argparse
import importlib
import sys
import time
from collections.abc import Iterator

from cadplanner.core.planning.evening_out import evened_out
from cadplanner.core.planning.solver import USUAL_SLICE, Progress, plan_day
from cadplanner.core.rehearsal.robust import plan_with_slack, slack_finished
from cadplanner.exchange.day_format import day_plan_json, plan_of_day

MOST_ROUNDS = 10**9
REPLAYS = 50
HEAD = "{:>8}{:>6}{:>5}  {:12}{:>8}{:>8}{:>10}{:>12}{:>10}  {}"


def main() -> None:
    chosen = _arguments()
    sys.path.insert(0, chosen.folder)
    gen, check = importlib.import_module("gen"), importlib.import_module("check")
    print(
        HEAD.format("patients", "load", "seed", "plan", "placed", "cost", "mean wait", "late by, 90%", "overtime", "")
    )
    for patients in chosen.patients:
        for load in chosen.loads:
            for seed in chosen.seeds:
                day = gen.generate(patients, seed, load)
                each = {"rounds": MOST_ROUNDS, "slice_rounds": USUAL_SLICE}
                plan = _latest(plan_day(plan_of_day(day), seed=1, **each), chosen.seconds).plan
                _line(day, check, load, seed, "as planned", plan)
                even = evened_out(plan)
                _line(day, check, load, seed, "evened out", even)
                found = _latest(plan_with_slack(even, seed=1, **each), chosen.seconds)
                robust, price = slack_finished(even, found)
                _line(day, check, load, seed, "with slack", robust)
                print(f"{'':21}{price.says}", flush=True)


def _latest(slices: Iterator[Progress], seconds: float) -> Progress:
    until, best = time.monotonic() + seconds, next(slices)
    while time.monotonic() < until and (better := next(slices, None)):
        best = better
    return best


def _line(day: dict, check, load: float, seed: int, what: str, plan) -> None:
    violations, metrics = check.check(day, day_plan_json(plan))
    sim = check.simulate(day, day_plan_json(plan), REPLAYS)
    played = (sim["sim_wait_mean"], sim["sim_delay_p90"], sim["sim_overtime"])
    facts = (day["params"]["patients"], load, seed, what, metrics["placed"], metrics["cost"])
    print(HEAD.format(*facts, *played, "BROKEN" if violations else "sound"), flush=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", help="where gen.py and check.py are")
    parser.add_argument("--patients", type=int, nargs="+", default=[40, 150, 500])
    parser.add_argument("--loads", type=float, nargs="+", default=[0.8, 0.9])
    parser.add_argument("--seeds", type=int, nargs="+", default=[1])
    parser.add_argument("--seconds", type=float, default=10.0, help="for each of the two plans")
    return parser.parse_args()


if __name__ == "__main__":
    main()
