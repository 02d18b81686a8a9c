"""How soon and how gently a day is repaired: made days, one absence each, judged by an independent checker.

Milliseconds are of the processor: others at work beside it do not count.

Run by hand, with the folder that holds gen.py and check.py:

    python -m tests.bench.replan FOLDER [--patients 40 150 500] [--seeds 1 2] [--absences 6] [--seconds 10]
"""

import argparse
import importlib
import statistics
import sys
import time
from dataclasses import replace

from cadplanner.core.planning.best_places import best_places
from cadplanner.core.planning.moves import take_off
from cadplanner.core.planning.replan import StaffAway, proposals
from cadplanner.core.planning.room_to_move import RoomToMove
from cadplanner.core.planning.rules import clashes
from cadplanner.core.planning.solver import plan_day
from cadplanner.exchange.day_format import day_plan_json, plan_of_day
from cadplanner.exchange.plan_format import day_as_changed

AT = 11 * 60
DRAGS = 200
STEPS = 40


def main() -> None:
    chosen = _arguments()
    sys.path.insert(0, chosen.folder)
    gen, check = importlib.import_module("gen"), importlib.import_module("check")
    print(
        f"{'patients':>8}{'seed':>5}{'away':>6}{'ms':>6}{'moved':>7}{'minutes':>8}{'others':>7}{'places':>7}"
        f"{'lost':>5}{'ways':>5}  judged"
    )
    for patients in chosen.patients:
        for seed in chosen.seeds:
            day = gen.generate(patients, seed, chosen.load)
            plan = _planned(plan_of_day(day), chosen.seconds)
            rows = [_row(check, day, plan, away, f"{patients:8}{seed:5}") for away in _away(plan, chosen.absences)]
            ms, moved = (statistics.median(column) for column in zip(*rows, strict=True))
            print(f"{patients:8}{seed:5}  median {ms:.0f} ms, {moved:g} moved; {_live(plan)}", flush=True)


def _planned(plan, seconds: float):
    began = time.process_time()
    for best in plan_day(plan, seed=1, rounds=10**9, slice_rounds=20):
        if time.process_time() - began > seconds or best.round == best.rounds:
            break
    return best.plan


def _away(plan, number: int) -> list[str]:
    """Members of staff who still have visits, evenly from the busiest to the idlest."""
    ahead = {who: sum(v.span.start >= AT for v in visits) for who, visits in plan.visits_with_staff.items()}
    busy = sorted((who for who in ahead if ahead[who]), key=lambda who: (-ahead[who], who))
    return busy[:: max(1, len(busy) // number)][:number]


def _row(check, day, plan, away: str, start: str) -> tuple[float, int]:
    began = time.process_time()
    found = proposals(replace(plan), [StaffAway(away, AT)], at=AT, seed=1)
    ms = (time.process_time() - began) * 1000
    best = found[0]
    violations, _ = check.check(day_as_changed(day, best.plan), day_plan_json(best.plan))
    sound = not violations and not any(clashes(each.plan) for each in found)
    upset = check.moved(day, day_plan_json(plan), day_plan_json(best.plan))
    moved = [each.minutes for each in best.moved if each.minutes]
    assert upset["time_moved_patients"] == len(moved)
    others = sum(each.staff_changed and not each.minutes for each in best.moved)
    places = sum(each.place_changed and not each.staff_changed and not each.minutes for each in best.moved)
    average = round(statistics.mean(moved)) if moved else 0
    print(
        f"{start}{away:>6}{ms:6.0f}{len(moved):7}{average:8}{others:7}{places:7}{len(best.unplaced):5}{len(found):5}"
        f"  {'sound' if sound else 'BROKEN'}",
        flush=True,
    )
    return ms, len(moved)


def _live(plan) -> str:
    """Milliseconds to be warm and for the best places; microseconds for the tint of a row and a step of a drag."""
    began = time.process_time()
    room = RoomToMove(plan)
    warm = (time.process_time() - began) * 1000
    visits = [visit for visit in plan.visits if visit.staff_id][:: max(1, len(plan.visits) // DRAGS)]
    began = time.process_time()
    for visit in visits:
        room.anywhere(visit.id, station_id=visit.station_id, place=visit.place)
    picked_up = (time.process_time() - began) * 1e6 / len(visits)
    began = time.process_time()
    for visit in visits:
        for start in range(AT, AT + STEPS * plan.day.grid, plan.day.grid):
            room.may(visit.id, start=start, station_id=visit.station_id, place=visit.place, staff_id=visit.staff_id)
    drag = (time.process_time() - began) * 1e6 / len(visits) / STEPS
    who = plan.appointments[0].id
    began = time.process_time()
    best_places(take_off(plan, who), who, at=AT)
    best = (time.process_time() - began) * 1000
    return f"warm {warm:.1f} ms, a row {picked_up:.0f} us, drag {drag:.0f} us, best places {best:.0f} ms"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", help="where gen.py and check.py are")
    parser.add_argument("--patients", type=int, nargs="+", default=[40, 150, 500])
    parser.add_argument("--load", type=float, default=0.9)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--absences", type=int, default=6)
    parser.add_argument("--seconds", type=float, default=10)
    return parser.parse_args()


if __name__ == "__main__":
    main()
