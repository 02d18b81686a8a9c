"""The floor of a day while it is played: which staff and places are free, and who waits where."""

from __future__ import annotations

from bisect import insort
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from cadplanner.core.model.day import Station
from cadplanner.core.rehearsal.played import ANYBODY, HELPER
from cadplanner.core.rehearsal.stage import Stage
from cadplanner.core.rehearsal.turns import Turn, is_out


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
    """Staff, places and queues; where the what-if has a helper, one more of both at that station."""

    def __init__(self, stage: Stage) -> None:
        self.plan, self.what_if, self.team, self.staff_of = stage.plan, stage.what_if, stage.team, stage.staff_of
        self.minute = stage.minute
        self.free: dict[str, float] = {HELPER: 0.0}  # since when
        self.stood: dict[str, Station] = {}  # where a member of staff walks from
        self.queue: dict[str, list[Waiting]] = defaultdict(list)
        self.places = {station.id: set(range(station.places)) for station in stage.plan.stations}
        if stage.what_if.helper_at:
            self.places[stage.what_if.helper_at].add(stage.plan.station[stage.what_if.helper_at].places)

    def stand(self, waiting: Waiting) -> None:
        """Somebody joins the queue of her station."""
        insort(self.queue[waiting.turn.station.id], waiting)

    def call(self, station_id: str, now: float) -> Iterator[Called]:
        """Everybody who can be seen there now, the one whose turn it is first."""
        queue, places, free = self.queue[station_id], self.places[station_id], self.free
        if not places or not self._has_hands(station_id):
            return
        for waiting in queue[:]:
            turn = waiting.turn
            staff_id: str | None = turn.staff_id
            if staff_id and staff_id not in free:
                staff_id = self._somebody_else(turn, queue, now)
            if staff_id is not None:
                place = turn.place if turn.place in places else min(places)
                queue.remove(waiting)
                places.remove(place)
                yield Called(waiting, place, staff_id, max(now, self.take(staff_id, turn.station)))
                if not places or not self._has_hands(station_id):
                    return

    def take(self, staff_id: str, station: Station) -> float:
        """Somebody begins there; the minute at which she can be there from where she was."""
        since, before = self.free.pop(staff_id, 0.0), self.stood.get(staff_id)
        if staff_id:
            self.stood[staff_id] = station
        return since + self.plan.walking(before, station) if before and self.plan.day.staff_walk else since

    def _has_hands(self, station_id: str) -> bool:
        """Whether anybody at all might be called there now."""
        staff = self.staff_of[station_id]
        return station_id == self.what_if.helper_at or "" in staff or not self.free.keys().isdisjoint(staff)

    def _somebody_else(self, turn: Turn, queue: list[Waiting], now: float) -> str | None:
        """Whoever is free, those first with nobody of their own in this queue; None for nobody."""
        able = self.team.on_duty(turn.station, max(turn.start, self.minute)) & self.free.keys()
        if self.what_if.away is not None and turn.staff_id != ANYBODY:
            able = frozenset(each for each in able if not is_out(self.what_if.away, each, now))
        if not able:
            return HELPER if turn.station.id == self.what_if.helper_at and HELPER in self.free else None
        wanted = {waiting.turn.staff_id for waiting in queue} if len(able) > 1 else ()
        return min(able, key=lambda each: (each in wanted, self.free[each], each))
