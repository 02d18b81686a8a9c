"""The engine beside its peers: made days of several sizes and loads, judged by an independent checker.

Run by hand, with the folder that holds gen.py and check.py; peers are run in an interpreter that has them:

    python -m tests.bench.engine FOLDER [--sizes 40,150,500,2000] [--loads 0.9] [--seeds 1-5] [--seconds 5,30]
        [--peers all | greedy,cpsat_whole,cpsat_windows,pyjobshop_whole] [--python PYTHON] [--most-for-peers 500]

A peer is run anew for each of the seconds. A plan with a violation counts with its violations: (3!) after the cost.
"""

import argparse
import importlib
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from cadplanner.core.planning.kernel_search import kernel
from cadplanner.core.planning.replan import StaffAway, proposals
from cadplanner.core.planning.room_to_move import RoomToMove
from cadplanner.core.planning.rules import clashes
from cadplanner.core.planning.solver import USUAL_SLICE, plan_day
from cadplanner.exchange.day_format import day_plan_json, plan_of_day

PEERS = ("greedy", "cpsat_whole", "cpsat_windows", "pyjobshop_whole")
MOST_ROUNDS = 10**9
DRAGS = 200
AT = 11 * 60
Costs = list[tuple[int, int]]
"""(cost, violations) at each mark."""


def main() -> None:
    chosen = _arguments()
    sys.path.insert(0, chosen.folder)
    gen, check = importlib.import_module("gen"), importlib.import_module("check")
    print(f"Ours {'with' if kernel else 'WITHOUT'} the compiled kernel; one process. Peers: two workers.")
    for size in chosen.sizes:
        for load in chosen.loads:
            print(f"\n{size} patients, load {load:g}")
            found: dict[str, list[Costs]] = {}
            for seed in chosen.seeds:
                day = gen.generate(size, seed, load)
                found.setdefault("ours", []).append(_ours(day, check, chosen.seconds, seed))
                for peer in chosen.peers if size <= chosen.most_for_peers else ():
                    costs = [_peer(peer, day, check, mark, chosen.python) for mark in chosen.seconds]
                    found.setdefault(peer, []).append(costs)
                    print(f"  {peer:16} seed {seed:3}  {_told(chosen.seconds, costs)}", flush=True)
            _summary(found, chosen.seconds)


def _ours(day: dict, check, seconds: list[float], seed: int) -> Costs:
    """Plan one day and print its line; what it costs at the marks."""
    plan, began = plan_of_day(day), time.perf_counter()
    slices = plan_day(plan, seed=1, rounds=MOST_ROUNDS, slice_rounds=USUAL_SLICE)
    best = next(slices)
    first, plans = time.perf_counter() - began, []
    for mark in seconds:
        while time.perf_counter() - began < mark and (better := next(slices, None)):
            best = better
        plans.append(best.plan)
    costs = [_judged(day, check, day_plan_json(each), clashes(each)) for each in plans]
    ms, moved = _replan(best.plan)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(
        f"  {'ours':16} seed {seed:3}  first plan {first * 1000:.0f} ms, {_told(seconds, costs)}, "
        f"{best.unplaced} not placed, {best.round:,} rounds; replan {ms:.0f} ms, {moved} moved; "
        f"drag {_drag(best.plan):.0f} us; {memory} MB",
        flush=True,
    )
    return costs


def _peer(peer: str, day: dict, check, seconds: float, python: str) -> tuple[int, int]:
    """What a peer's plan costs; that of an empty plan where it has none in time or fails."""
    script = Path(__file__).parent / "peers" / f"{peer}.py"
    with tempfile.TemporaryDirectory() as folder:
        day_file, out = Path(folder) / "day.json", Path(folder) / "plan.json"
        day_file.write_text(json.dumps(day), encoding="utf-8")
        command = [python, str(script), str(day_file), str(out), str(seconds)]
        try:
            done = subprocess.run(command, capture_output=True, timeout=3 * seconds + 120, check=False)
            said = done.stderr.decode(errors="replace").strip().splitlines()
        except subprocess.TimeoutExpired:
            said = ["too long"]
        if not out.exists():
            print(f"  {peer}: no plan ({said[-1] if said else 'no word'})")
        plan = json.loads(out.read_text(encoding="utf-8")) if out.exists() else {"visits": []}
    return _judged(day, check, plan, ())


def _judged(day: dict, check, plan: dict, broken: tuple) -> tuple[int, int]:
    violations, metrics = check.check(day, plan)
    return metrics["cost"], len(violations) + len(broken)


def _told(seconds: list[float], costs: Costs) -> str:
    return ", ".join(
        f"{cost:,}{f' ({violations}!)' if violations else ''} after {mark:g} s"
        for mark, (cost, violations) in zip(seconds, costs, strict=True)
    )


def _summary(found: dict[str, list[Costs]], seconds: list[float]) -> None:
    """The table: for each engine and mark the median and the worst cost, and the violations of all seeds."""
    print(
        f"  {'':16}"
        + "".join(f"{f'median {mark:g} s':>14}{f'worst {mark:g} s':>14}" for mark in seconds)
        + "  violations"
    )
    for engine, rows in found.items():
        cells = ""
        for at_mark in zip(*rows, strict=True):
            costs = [cost for cost, _ in at_mark]
            cells += f"{statistics.median(costs):14,.0f}{max(costs):14,}"
        print(f"  {engine:16}{cells}{sum(v for row in rows for _, v in row):12}")
    for n, mark in enumerate(seconds):
        best = [min(costs[n][0] for costs in each) for each in zip(*found.values(), strict=True)]
        ours = [costs[n][0] for costs in found["ours"]]
        beaten = sum(mine > least for mine, least in zip(ours, best, strict=True))
        print(f"  after {mark:g} s ours is the best or as good on {len(ours) - beaten} of {len(ours)} seeds")


def _replan(plan) -> tuple[float, int]:
    """Milliseconds until somebody's absence from 11:00 is repaired, and how many people are moved."""
    later = {key: sum(v.span.start >= AT for v in visits) for key, visits in plan.visits_with_staff.items()}
    if not later:
        return 0.0, 0
    away = sorted(later, key=lambda key: (later[key], key))[len(later) // 2]
    began = time.perf_counter()
    best = proposals(plan, [StaffAway(away, AT)], at=AT, seed=1)[0]
    return (time.perf_counter() - began) * 1000, sum(bool(each.minutes) for each in best.moved)


def _drag(plan) -> float:
    """Microseconds to judge one step of a drag; the masks are warm."""
    room = RoomToMove(plan)
    visits = [visit for visit in plan.visits if visit.staff_id][:: max(1, len(plan.visits) // DRAGS)]
    began = time.perf_counter()
    for visit in visits:
        room.starts(visit.id, station_id=visit.station_id, place=visit.place, staff_id=visit.staff_id)
    return (time.perf_counter() - began) * 1e6 / max(1, len(visits))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", help="where gen.py and check.py are")
    parser.add_argument("--sizes", type=_whole_numbers, default=[40, 150, 500])
    parser.add_argument("--loads", type=_numbers, default=[0.9])
    parser.add_argument("--seeds", type=_whole_numbers, default=[1, 2, 3, 4, 5])
    parser.add_argument("--seconds", type=_numbers, default=[5.0, 30.0])
    parser.add_argument("--peers", type=_peers, default=[])
    parser.add_argument("--python", default=sys.executable, help="an interpreter that has the extra 'bench'")
    parser.add_argument("--most-for-peers", type=int, default=2000, help="patients: larger days are ours alone")
    return parser.parse_args()


def _peers(text: str) -> list[str]:
    return list(PEERS) if text == "all" else [name for name in text.split(",") if name]


def _numbers(text: str) -> list[float]:
    return [float(part) for part in text.split(",")]


def _whole_numbers(text: str) -> list[int]:
    """'40,150' or '1-5'."""
    parts = (part.split("-") for part in text.split(","))
    return [n for first, *last in parts for n in range(int(first), int(last[0] if last else first) + 1)]


if __name__ == "__main__":
    main()
