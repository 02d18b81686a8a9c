"""The floor of a day while it is played: which staff and places are free, and who waits where."""

from __future__ import annotations

from bisect import insort
from collections import defaultdict
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from cadplanner.core.model.day import Station
from cadplanner.core.model.plan import Plan
from cadplanner.core.rehearsal.played import HELPER
from cadplanner.core.rehearsal.turns import ANYBODY, Team, Turn, is_out
from cadplanner.core.rehearsal.what_if import WhatIf


class Waiting(NamedTuple):
    """Somebody who stands at a station since `ready`; who is `due` first is called first."""

    due: float
    key: str
    ready: float
    turn: Turn


class Called(NamedTuple):
    """Somebody who is seen now: in which place, by whom, and the minute at which it begins."""

    waiting: Waiting
    place: int
    staff_id: str
    start: float


class Floor:
    """Staff, places and queues; where the what-if has a helper, one more of both at that station.

    `staff_of` are those who may see somebody at a station, by its id; '' among them where nobody is needed.
    """

    def __init__(self, plan: Plan, what_if: WhatIf, team: Team, staff_of: Mapping[str, AbstractSet[str]]) -> None:
        self.plan, self.what_if, self.team, self.staff_of = plan, what_if, team, staff_of
        self.free: dict[str, float] = {HELPER: 0.0}  # since when
        self.stood: dict[str, Station] = {}  # where a member of staff walks from
        self.queue: dict[str, list[Waiting]] = defaultdict(list)
        self.places = {station.id: set(range(station.places)) for station in plan.stations}
        if what_if.helper_at:
            self.places[what_if.helper_at].add(plan.station[what_if.helper_at].places)

    def stand(self, waiting: Waiting) -> None:
        """Somebody joins the queue of her station."""
        insort(self.queue[waiting.turn.station.id], waiting)

    def call(self, station_id: str, now: float) -> Iterator[Called]:
        """Everybody who can be seen there now, the one whose turn it is first."""
        queue, places = self.queue[station_id], self.places[station_id]
        for waiting in queue[:]:
            if not places or not self._has_hands(station_id):
                return
            turn = waiting.turn
            staff_id = self._staff_for(turn, queue, now)
            if staff_id is not None:
                place = turn.place if turn.place in places else min(places)
                queue.remove(waiting)
                places.remove(place)
                yield Called(waiting, place, staff_id, max(now, self.take(staff_id, turn.station)))

    def take(self, staff_id: str, station: Station) -> float:
        """Somebody begins there; the minute at which she can be there from where she was."""
        since, before = self.free.pop(staff_id, 0.0), self.stood.get(staff_id)
        if staff_id:
            self.stood[staff_id] = station
        return since + self.plan.walking(before, station) if before and self.plan.day.staff_walk else since

    def _has_hands(self, station_id: str) -> bool:
        """Whether anybody at all might be called there now."""
        staff = self.staff_of.get(station_id, frozenset())
        return station_id == self.what_if.helper_at or "" in staff or not self.free.keys().isdisjoint(staff)

    def _staff_for(self, turn: Turn, queue: list[Waiting], now: float) -> str | None:
        """Her own, else whoever is free, those first with nobody of their own in this queue; None for nobody."""
        if not turn.staff_id or turn.staff_id in self.free:
            return turn.staff_id
        on_duty = self.team.on_duty(turn.station, turn.start) & self.free.keys()
        able = [each for each in on_duty if turn.staff_id == ANYBODY or not is_out(self.what_if.away, each, now)]
        if not able:
            return HELPER if turn.station.id == self.what_if.helper_at and HELPER in self.free else None
        wanted = {waiting.turn.staff_id for waiting in queue}
        return min(able, key=lambda each: (each in wanted, self.free[each], each))
