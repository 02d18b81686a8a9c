"""One day while it is played: what happens next, in order of time, and what has happened."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from heapq import heappop, heappush
from itertools import count
from typing import NamedTuple

from cadplanner.core.model.day import Mode
from cadplanner.core.rehearsal.floor import Floor, Waiting
from cadplanner.core.rehearsal.hall_now import HallNow
from cadplanner.core.rehearsal.luck import Luck, longer_than
from cadplanner.core.rehearsal.played import Came, Rest, Seen
from cadplanner.core.rehearsal.stage import Stage
from cadplanner.core.rehearsal.turns import ClassKey, Turn, class_of


class _Done(NamedTuple):
    """Somebody and a place are free again."""

    staff_id: str
    station_id: str
    place: int


class _OnShift(NamedTuple):
    """A member of staff begins to work."""

    staff_id: str


class _Class(NamedTuple):
    """A class whose time has come."""

    turn: Turn


class OneDay:
    """One play: `expect` everybody, then `play`; `seen`, `people`, `rests` and `missed` are what came of it."""

    def __init__(self, stage: Stage, luck: Luck) -> None:
        self.stage, self.plan, self.luck = stage, stage.plan, luck
        self.floor = Floor(stage)
        self.next: list[tuple[float, int, _Happens]] = []
        self.numbers = count()
        self.owed: dict[str, list[Rest | _Class]] = defaultdict(list)  # what a member of staff does before all else
        self.outside: dict[ClassKey, list[Waiting]] = defaultdict(list)  # who waits for a class
        self.classes = dict.fromkeys(stage.over, (0.0, 0.0))  # from when to when
        self.rooms: dict[tuple[str, int], float] = {}
        self.routes: dict[str, Iterator[Turn]] = {}
        self.people: dict[str, Came] = {}
        self.seen: list[Seen] = []
        self.rests: list[Rest] = []
        self.missed: list[str] = []
        self.touched: set[str] = set()
        for staff_id, minute in stage.begins.items():
            self._at(minute, _OnShift(staff_id))
        for rest in stage.rests:
            self._at(rest.start, rest)
        for turn in stage.classes.values():
            self._at(max(turn.start, stage.minute), _Class(turn))
        if stage.now is not None:
            self._take_up(stage.now)

    def expect(self, who: Came, turns: list[Turn]) -> None:
        """Somebody comes, to be seen in these turns."""
        self.people[who.who] = who
        self.routes[who.who] = iter(turns)
        self._go_on(who.who, who.arrived + self.plan.day.check_in, None)

    def play(self) -> None:
        """All that happens, minute by minute: who is free and who has come first, then who is called."""
        coming, free = self.next, self.floor.free
        queue, places = self.floor.queue, self.floor.places
        while coming:
            now = coming[0][0]
            self.touched = set()
            while coming and coming[0][0] == now:
                self._happens(heappop(coming)[2], now)
            for staff_id in [each for each in self.owed if not each or each in free]:
                self._do_what_is_owed(staff_id, now)
            waited_at = [each for each in self.touched if queue[each] and places[each]]
            for station_id in sorted(waited_at, key=self._first_due) if len(waited_at) > 1 else waited_at:
                self._call(station_id, now)

    def _take_up(self, now: HallNow) -> None:
        """The hall as it stands: whoever is with somebody goes on from there, whoever waits goes on waiting."""
        turns = {turn.who: turn for turn in self.stage.begun}
        for who, (arrived, since, _, is_called) in now.here.items():
            if who not in self.stage.leaves:
                continue
            self.people[who] = Came(who, arrived, arrived, self.stage.leaves[who])
            self.routes[who] = iter(self.stage.route.get(who, []))
            if who in turns:
                self._go_on_with(turns[who], now.begun[turns[who].key])
                continue
            turn = next(self.routes[who], None)
            if turn is None:
                self.people[who] = self.people[who]._replace(left=now.minute)
                continue
            ready = since + (self.plan.day.check_in if since == arrived else 0)
            if is_called:
                self._at(now.minute, Waiting(0, turn.key, ready, turn))
            else:
                self._stand(turn, max(turn.start, ready), ready)

    def _go_on_with(self, turn: Turn, since: int) -> None:
        """A visit that is under way; it takes a minute more at least."""
        soonest = self.stage.minute + 1
        factor = longer_than((soonest - since) / turn.minutes, self.luck.factor[turn.key], self.stage.what_if)
        end = max(since + turn.minutes * factor, soonest)
        if turn.station.mode is Mode.GROUP:
            _, end = self._class_under_way(turn, since)
        elif turn.station.mode is Mode.ONE_TO_ONE:
            self.floor.stood[turn.staff_id] = turn.station
            self.floor.places[turn.station.id].discard(turn.place)
            self._at(end, _Done(turn.staff_id, turn.station.id, turn.place))
        waiting = Waiting(turn.start, turn.key, since, turn)
        self._note(waiting, turn.place, turn.staff_id, (since, end))

    def _class_under_way(self, turn: Turn, since: int) -> tuple[float, float]:
        """When it began and ends; its leader is free then."""
        if class_of(turn) not in self.classes:
            end = max(since + turn.minutes, self.stage.minute + 1)
            self.classes[class_of(turn)] = (since, end)
            self.rooms[turn.station.id, turn.place] = end
            if turn.staff_id:
                self._at(end, _OnShift(turn.staff_id))
        return self.classes[class_of(turn)]

    def _at(self, minute: float, happens: _Happens) -> None:
        heappush(self.next, (minute, next(self.numbers), happens))

    def _happens(self, what: _Happens, now: float) -> None:
        if isinstance(what, Waiting):
            self._stands(what, now)
        elif isinstance(what, _Done):
            self.floor.places[what.station_id].add(what.place)
            self.touched.add(what.station_id)
            self._is_free(what.staff_id, now)
        elif isinstance(what, _OnShift):
            self._is_free(what.staff_id, now)
        elif isinstance(what, Rest):
            self.owed[what.staff_id].append(what)
        else:
            self.owed[what.turn.staff_id].append(what)

    def _is_free(self, staff_id: str, now: float) -> None:
        if staff_id:
            self.floor.free[staff_id] = now
            self.touched |= self.stage.works_at[staff_id]

    def _stands(self, waiting: Waiting, now: float) -> None:
        turn = waiting.turn
        self.touched.add(turn.station.id)
        if turn.station.mode is Mode.ONE_TO_ONE:
            self.floor.stand(waiting)
        elif turn.station.mode is Mode.DROP_IN:
            self._note(waiting, turn.place, "", (now, now + turn.minutes * self.luck.factor[turn.key]))
        elif class_of(turn) not in self.classes:
            self.outside[class_of(turn)].append(waiting)
        elif now < self.classes[class_of(turn)][1]:
            self._note(waiting, turn.place, turn.staff_id, (now, self.classes[class_of(turn)][1]))
        else:
            self.missed.append(turn.key)
            self._go_on(turn.who, now, turn)

    def _do_what_is_owed(self, staff_id: str, now: float) -> None:
        """The break or the class that is due; a class without a leader begins by itself."""
        while self.owed[staff_id] and (not staff_id or staff_id in self.floor.free):
            owed = self.owed[staff_id].pop(0)
            if isinstance(owed, Rest):
                end = now + (owed.end - owed.start)
                self.rests.append(Rest(staff_id, now, end))
                del self.floor.free[staff_id]
                self.floor.stood.pop(staff_id, None)  # the way is walked within the break
                self._at(end, _OnShift(staff_id))
            else:
                self._begin_class(owed.turn, now)
        if not self.owed[staff_id]:
            del self.owed[staff_id]

    def _begin_class(self, turn: Turn, now: float) -> None:
        room = (turn.station.id, turn.place)
        start = max(self.floor.take(turn.staff_id, turn.station), self.rooms.get(room, 0.0), now)
        end = start + turn.minutes
        self.classes[class_of(turn)], self.rooms[room] = (start, end), end
        if turn.staff_id:
            self._at(end, _OnShift(turn.staff_id))
        for waiting in self.outside.pop(class_of(turn), ()):
            self._note(waiting, turn.place, turn.staff_id, (start, end))

    def _first_due(self, station_id: str) -> tuple[float, str]:
        return (self.floor.queue[station_id][0].due, station_id)

    def _call(self, station_id: str, now: float) -> None:
        for waiting, place, staff_id, start in self.floor.call(station_id, now):
            end = start + waiting.turn.minutes * self.luck.factor[waiting.key]
            self._at(end, _Done(staff_id, station_id, place))
            self._note(waiting, place, staff_id, (start, end))

    def _note(self, waiting: Waiting, place: int, staff_id: str, taken: tuple[float, float]) -> None:
        turn = waiting.turn
        self.seen.append(Seen(turn.key, turn.who, turn.station.id, place, staff_id, turn.start, waiting.ready, *taken))
        self._go_on(turn.who, taken[1], turn)

    def _go_on(self, who: str, now: float, before: Turn | None) -> None:
        """To the next stop, or home."""
        turn = next(self.routes[who], None)
        if turn is None:
            self.people[who] = self.people[who]._replace(left=now)
            return
        ready = now + (self.plan.walking(before.station, turn.station) if before else 0)
        self._stand(turn, turn.start if before else max(turn.start, ready), ready)

    def _stand(self, turn: Turn, due: float, ready: float) -> None:
        """She is there at `ready`, and may be called a little before her time."""
        early = 0 if turn.station.mode is Mode.GROUP else self.stage.early
        self._at(max(ready, turn.start - early, self.stage.minute), Waiting(due, turn.key, ready, turn))


_Happens = Waiting | _Done | _OnShift | Rest | _Class
