"""`cadplanner replan`: a day under way repaired, in the open formats."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from pathlib import Path

from cadplanner.cli import asked
from cadplanner.cli.open_files import parsed, read_object
from cadplanner.core.model.plan import Plan
from cadplanner.core.planning.replan import Happening, StaffAway, StationClosed, WalkIns, proposals
from cadplanner.errors import CannotRead
from cadplanner.exchange.day_format import day_plan_json, plan_of_day
from cadplanner.exchange.plan_format import day_as_changed, with_visits


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("day", type=Path, metavar="DAY.json", help="the day, in the open format cad-day/1")
    parser.add_argument("plan", type=Path, metavar="PLAN.json", help="its plan, in the open format cad-plan/1")
    parser.add_argument(
        "--at",
        type=asked.minute,
        required=True,
        metavar="HH:MM",
        help="now: whatever starts earlier is begun, and stays",
    )
    parser.add_argument(
        "--absent",
        action="append",
        default=[],
        metavar="ID",
        help="a member of staff who is away from then; repeatable",
    )
    parser.add_argument(
        "--closed",
        action="append",
        default=[],
        metavar="STATION",
        help="a station that takes nobody from then; repeatable",
    )
    parser.add_argument(
        "--walkins",
        type=Path,
        metavar="FILE",
        help="JSON: a list of patients as cad-day/1 has them, or a whole cad-day/1 day whose patients are added",
    )
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="the same seed gives the same plan (1)")
    parser.add_argument("--out", type=Path, required=True, metavar="PLAN2.json", help="where the best proposal goes")
    parser.add_argument(
        "--day-out",
        type=Path,
        metavar="DAY2.json",
        help="where the day goes as it then is: shifts, opening, routes, people",
    )


def run(chosen: argparse.Namespace) -> int:
    """0 where everybody is kept, 1 where somebody is not; the best proposal is written either way."""
    day = read_object(chosen.day, "a day in the open format")
    known = len(plan_of_day(day).patients)
    if chosen.walkins:
        day = _with_walk_ins(day, parsed(chosen.walkins))
    everybody = plan_of_day(day)
    plan = with_visits(everybody, read_object(chosen.plan, "a plan in the open format"))
    new = WalkIns(everybody.appointments[known:], everybody.patients[known:])
    found = proposals(plan, [new, *_happened(plan, chosen)], at=chosen.at, seed=chosen.seed)
    best = found[0]
    chosen.out.write_text(json.dumps(day_plan_json(best.plan), indent=1), encoding="utf-8")
    if chosen.day_out:
        chosen.day_out.write_text(json.dumps(day_as_changed(day, best.plan), indent=1), encoding="utf-8")
    print(f"{best.says} Written to {chosen.out}.")
    for each in best.unplaced:
        print(f"- {each.says}")
    for other in found[1:]:
        print(f"Or: {other.says}")
    return 1 if best.unplaced else 0


def _happened(plan: Plan, chosen: argparse.Namespace) -> list[Happening]:
    _refuse_unknown("member of staff", chosen.absent, plan.staff_member)
    _refuse_unknown("station", chosen.closed, plan.station)
    away = [StaffAway(staff_id, chosen.at) for staff_id in chosen.absent]
    return [*away, *(StationClosed(station_id, chosen.at) for station_id in chosen.closed)]


def _refuse_unknown(what: str, ids: list[str], known: Mapping[str, object]) -> None:
    for each in ids:
        if each not in known:
            raise CannotRead(f"No {what} of the day is called {each}.", f"They are {', '.join(known)}.")


def _with_walk_ins(day: dict[str, object], walk_ins: object) -> dict[str, object]:
    people = walk_ins.get("patients") if isinstance(walk_ins, dict) else walk_ins
    if not isinstance(people, list) or not isinstance(day["patients"], list):
        raise CannotRead("The walk-ins are not a list of patients.", "Give them as a cad-day/1 day has its patients.")
    return {**day, "patients": [*day["patients"], *people]}
