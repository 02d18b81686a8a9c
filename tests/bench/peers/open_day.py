"""What every peer needs of an open day: its people and rules by id, places given out, and the plan written.

A peer is a script in an interpreter of its own: `python PEER.py DAY.json PLAN.json SECONDS`.
"""

import json
import sys
from pathlib import Path


class Day:
    """A cad-day/1 day, looked up by id."""

    def __init__(self, json_day: dict) -> None:
        self.json = json_day
        self.grid, (self.start, self.end) = json_day["grid"], json_day["day"]
        self.stations = {each["id"]: each for each in json_day["stations"]}
        self.staff = {each["id"]: each for each in json_day["staff"]}
        self.resources = {each["id"]: each for each in json_day["resources"]}
        self.patients = json_day["patients"]
        self.able = {
            key: [
                member["id"]
                for member in sorted(json_day["staff"], key=lambda one: len(one["skills"]))
                if station["skill"] in member["skills"]
            ]
            for key, station in self.stations.items()
        }

    def walk(self, one: str, other: str) -> int:
        """Minutes from one station to another."""
        return self.json["walk"][self.stations[one]["zone"]][self.stations[other]["zone"]]


def about(day: Day, planned: dict[str, tuple[int, str]]) -> int:
    """What a plan costs, but for overtime and the minutes of walks: to tell which of two is better."""
    total = 0
    for patient in day.patients:
        visits = [visit for visit in patient["visits"] if visit["id"] in planned]
        begins = [planned[visit["id"]][0] for visit in visits]
        ends = [begin + visit["dur"] for begin, visit in zip(begins, visits, strict=True)]
        whole = len(visits) == len(patient["visits"])
        total += max(ends) - min(begins) - sum(visit["dur"] for visit in visits) if whole else patient["weight"]
    return total


def peer_main(solve) -> None:
    """Read the day, let the peer plan it, write the plan. `solve(day, seconds)` gives {visit id: (start, staff)}."""
    day_file, out, seconds = sys.argv[1:]
    day = Day(json.loads(Path(day_file).read_text(encoding="utf-8")))
    planned = with_bays(day, solve(day, float(seconds)))
    visits = [{"visit": key, "start": s, "staff": w, "bay": bay} for key, (s, w, bay) in planned.items()]
    plan = {"format": "cad-plan/1", "day": day.json["name"], "visits": visits, "breaks": [], "meta": {}}
    Path(out).write_text(json.dumps(plan), encoding="utf-8")


def with_bays(day: Day, planned: dict[str, tuple[int, str]]) -> dict[str, tuple[int, str, int]]:
    """Each visit with a place that is free; whoever needs a step-free one first. Without one she is left out."""
    taken: dict[tuple[str, int], list[tuple[int, int]]] = {}
    rooms: dict[tuple[str, int, str], int] = {}
    found: dict[str, tuple[int, str, int]] = {}
    everybody = [(patient, visit) for patient in day.patients for visit in patient["visits"] if visit["id"] in planned]
    everybody.sort(key=lambda pair: (not pair[0]["accessible"], planned[pair[1]["id"]][0], pair[1]["id"]))
    for patient, visit in everybody:
        start, staff = planned[visit["id"]]
        station = day.stations[visit["station"]]
        bay = rooms.get((station["id"], start, staff)) if station["mode"] == "group" else None
        if bay is None:
            bays = range(station["accessible_bays"] if patient["accessible"] else station["bays"])
            end = start + visit["dur"]
            free = (
                b for b in reversed(bays) if all(e <= start or end <= s for s, e in taken.get((station["id"], b), ()))
            )
            bay = next(free, None)
        if bay is not None:
            if (station["id"], start, staff) not in rooms or station["mode"] != "group":
                taken.setdefault((station["id"], bay), []).append((start, start + visit["dur"]))
            rooms[station["id"], start, staff] = bay
            found[visit["id"]] = (start, staff, bay)
    whole = {v["id"] for p in day.patients if all(v["id"] in found for v in p["visits"]) for v in p["visits"]}
    return {key: each for key, each in found.items() if key in whole}
