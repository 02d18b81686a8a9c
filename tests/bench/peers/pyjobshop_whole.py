"""PyJobShop on the whole day; needs PyJobShop. Its model cannot say all of it.

A class is one person at a time, a lunch is in the middle of its window, longest stretches, longest stays and waiting
are not asked; a second stretch of availability is not used. What it plans against the rules counts as a violation.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from open_day import Day, peer_main
from pyjobshop import Model


def whole(day: Day, seconds: float) -> dict[str, tuple[int, str]]:
    """{visit id: (start, staff id)}; nothing where no plan was found in time."""
    model = Model()
    staff = {key: model.add_machine(breaks=away(day, member)) for key, member in day.staff.items()}
    places = {key: model.add_renewable(station["bays"]) for key, station in day.stations.items()}
    given = []
    for patient in day.patients:
        tasks = add_patient(model, day, patient)
        for visit in patient["visits"]:
            for key in day.able[visit["station"]]:
                minutes = visit["dur"] // day.grid
                model.add_mode(tasks[visit["id"]], [staff[key], places[visit["station"]]], minutes, [0, 1])
                given.append(key)
    model.set_objective(weight_tardy_jobs=1)
    best = model.solve(time_limit=seconds, display=False, num_workers=2).best
    return read(day, model, best, given) if best is not None and best.tasks else {}


def add_patient(model: Model, day: Day, patient: dict) -> dict:
    """Her visits, all or none, and a job that is late, at her weight, where none is planned."""
    begin, end = (minute // day.grid for minute in patient["avail"][0])
    left_out = model.add_job(weight=patient["weight"], due_date=0)
    absent = model.add_task(left_out, optional=True)
    model.add_mode(absent, [], 1)
    tasks = {
        visit["id"]: model.add_task(earliest_start=begin, latest_end=end, optional=True, name=visit["id"])
        for visit in patient["visits"]
    }
    model.add_select_all_or_none(list(tasks.values()))
    model.add_select_exactly_one([next(iter(tasks.values())), absent])
    for visit in patient["visits"]:
        for earlier in patient["visits"]:
            if earlier["id"] in visit["after"]:
                walk = day.walk(earlier["station"], visit["station"]) // day.grid
                model.add_end_before_start(tasks[earlier["id"]], tasks[visit["id"]], walk)
    return tasks


def away(day: Day, member: dict) -> list[tuple[int, int]]:
    """When a member of staff does not work, in steps."""
    begin, end = member["shift"]
    spans = [(0, begin // day.grid), (end // day.grid, 24 * 60 // day.grid)]
    if member["lunch"]:
        low, high = member["lunch"]["window"]
        start = (low + high - member["lunch"]["len"]) // 2 // day.grid
        spans.insert(1, (start, start + member["lunch"]["len"] // day.grid))
    return spans


def read(day: Day, model: Model, best, given: list[str]) -> dict[str, tuple[int, str]]:
    """The visits of its answer. The modes of visits are in the order in which they were made."""
    modes = [mode for mode, made in enumerate(model.modes) if made.resources]
    staff = dict(zip(modes, given, strict=True))
    return {
        task.name: (planned.start * day.grid, staff[planned.mode])
        for task, planned in zip(model.tasks, best.tasks, strict=True)
        if task.name and planned.present
    }


if __name__ == "__main__":
    peer_main(whole)
