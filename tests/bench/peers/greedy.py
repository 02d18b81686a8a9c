"""Greedy once: the weightiest first, each patient the earliest whole route that fits, nobody moved again."""

import sys
from itertools import pairwise, permutations
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from open_day import Day, peer_main

ARRIVALS = 3  # grid steps between two arrivals that are tried


def orders(visits: list[dict]):
    """The orders of the steps that keep what must come after what."""
    first, *middle, last = visits
    for order in permutations(middle):
        seen = {first["id"]}
        for visit in order:
            if not seen.issuperset(visit["after"]):
                break
            seen.add(visit["id"])
        else:
            yield (first, *order, last)


class Greedy:
    """Who works when, what is taken, and who is placed."""

    def __init__(self, day: Day) -> None:
        self.day = day
        self.work = {key: [] for key in day.staff}
        self.places = {key: [] for key in day.stations}
        self.step_free = {key: [] for key in day.stations}
        self.languages = {key: [] for key in day.resources}
        self.classes: dict[tuple[str, int, str], int] = {}
        self.planned: dict[str, tuple[int, str]] = {}

    def place(self, patient: dict) -> None:
        """Try every arrival and the orders of the middle steps; the route with the least waiting is taken."""
        best, least = None, 10**6
        for begin, end in patient["avail"]:
            for arrival in range(-(-begin // self.day.grid) * self.day.grid, end, ARRIVALS * self.day.grid):
                for order in orders(patient["visits"]):
                    route = self.route(patient, order, arrival, end)
                    if route and route[-1][1] - route[0][1] < least:
                        best, least = route, route[-1][1] - route[0][1]
                if least <= self.shortest(patient):
                    break
        for visit, start, staff in best or ():
            self.take(patient, visit, start, staff)

    def shortest(self, patient: dict) -> int:
        """No wait at all, the walks in the order that is written."""
        visits = patient["visits"]
        walks = sum(self.day.walk(a["station"], b["station"]) for a, b in pairwise(visits))
        return sum(visit["dur"] for visit in visits[:-1]) + walks

    def route(self, patient: dict, order: tuple, arrival: int, until: int) -> list | None:
        """Each step as early as it goes after the one before; None where it takes too long."""
        found, at, before = [], arrival, None
        try:
            for visit in order:
                at += self.day.walk(before, visit["station"]) if before else 0
                last = min(until, arrival + patient["max_stay"]) - visit["dur"]
                last = last if before else min(last, arrival)
                at = -(-at // self.day.grid) * self.day.grid
                start, staff = next(self.starts(patient, visit, at, last), (None, None))
                if start is None:
                    return None
                found.append((visit, start, staff))
                at, before = start + visit["dur"], visit["station"]
                self.work[staff].append((start, at))
            return found
        finally:
            for _, _, staff in reversed(found):
                self.work[staff].pop()

    def starts(self, patient: dict, visit: dict, first: int, last: int):
        station = self.day.stations[visit["station"]]
        for start in range(first, last + 1, self.day.grid):
            end = start + visit["dur"]
            if not any(o <= start and end <= c for o, c in station["open"]):
                continue
            if patient["resource"] and not self.spoken(patient["resource"], start, end):
                continue
            yield from ((start, staff) for staff in self.able(patient, visit, station, start, end))

    def able(self, patient: dict, visit: dict, station: dict, start: int, end: int):
        if station["mode"] == "group":
            if not any((start - o) % station["start_every"] == 0 for o, c in station["open"] if o <= start < c):
                return
            here = [key for key in self.classes if key[:2] == (station["id"], start)]
            yield from (key[2] for key in here if self.classes[key] < station["group_max"])
        if self.room(self.places, station["id"], station["bays"], start, end) and (
            not patient["accessible"]
            or self.room(self.step_free, station["id"], station["accessible_bays"], start, end)
        ):
            yield from (staff for staff in self.day.able[station["id"]] if self.free(staff, start, end))

    def room(self, taken: dict, key: str, most: int, start: int, end: int) -> bool:
        there = [span for span in taken[key] if span[0] < end and start < span[1]]
        return all(sum(s <= t < e for s, e in there) < most for t in (start, *(s for s, _ in there if s > start)))

    def spoken(self, key: str, start: int, end: int) -> bool:
        resource = self.day.resources[key]
        there = any(o <= start and end <= c for o, c in resource["avail"])
        return there and self.room(self.languages, key, resource["capacity"], start, end)

    def free(self, key: str, start: int, end: int) -> bool:
        """Whether a member of staff can work then: in the shift, alone, with the lunch and the rests."""
        member, work = self.day.staff[key], self.work[key]
        if (
            start < member["shift"][0]
            or end > member["shift"][1] + member["overtime_max"]
            or any(s < end and start < e for s, e in work)
        ):
            return False
        work = sorted([*work, (start, end)])
        return has_lunch(member, work) and has_rests(member, work)

    def take(self, patient: dict, visit: dict, start: int, staff: str) -> None:
        span, station = (start, start + visit["dur"]), self.day.stations[visit["station"]]
        self.planned[visit["id"]] = (start, staff)
        key = (station["id"], start, staff)
        new = station["mode"] != "group" or key not in self.classes
        if station["mode"] == "group":
            self.classes[key] = self.classes.get(key, 0) + 1
        if new:
            self.work[staff].append(span)
            self.places[station["id"]].append(span)
        if patient["accessible"] and new:
            self.step_free[station["id"]].append(span)
        if patient["resource"]:
            self.languages[patient["resource"]].append(span)


def has_lunch(member: dict, work: list[tuple[int, int]]) -> bool:
    """Whether a free gap of that length is in the window."""
    if not member["lunch"]:
        return True
    (_, high), at = member["lunch"]["window"], member["lunch"]["window"][0]
    for start, end in [*work, (high, high)]:
        if min(start, high) - at >= member["lunch"]["len"]:
            return True
        at = max(at, end)
    return False


def has_rests(member: dict, work: list[tuple[int, int]]) -> bool:
    """Whether no run of work is longer than the longest stretch."""
    begin = end = None
    for s, e in work:
        if end is None or s - end >= member["rest_min"]:
            begin = s
        end = e
        if end - begin > member["max_continuous"]:
            return False
    return True


def greedy(day: Day, _seconds: float = 0.0) -> dict[str, tuple[int, str]]:
    """{visit id: (start, staff id)}."""
    found = Greedy(day)
    for patient in sorted(day.patients, key=lambda each: (-each["weight"], each["id"])):
        found.place(patient)
    return found.planned


if __name__ == "__main__":
    peer_main(greedy)
