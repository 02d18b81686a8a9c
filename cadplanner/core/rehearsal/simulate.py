"""One planned day played: people come, wait where nobody or no place is free, are seen, and go on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from heapq import heappop, heappush
from itertools import count
from typing import NamedTuple

from cadplanner.core.model.day import Mode
from cadplanner.core.model.plan import Plan
from cadplanner.core.planning.breaks import breaks_of
from cadplanner.core.planning.dice import Dice, Roll
from cadplanner.core.rehearsal.floor import Floor, Waiting
from cadplanner.core.rehearsal.luck import Luck, throw
from cadplanner.core.rehearsal.played import Came, Rehearsal, Rest, Seen
from cadplanner.core.rehearsal.turns import ANYBODY, Team, Turn, is_out, turns_of
from cadplanner.core.rehearsal.walk_ins import WalkIns
from cadplanner.core.rehearsal.what_if import WhatIf

Key = tuple[str, int, int]
CALLED_EARLY = 10  # minutes before her time that somebody is seen, where all is free


def simulate(plan: Plan, what_if: WhatIf, seed: int) -> Rehearsal:
    """The day played once. The same seed plays the same day.

    At each station whoever's time is first is called, by her own member of staff where that one is free, else by
    another who works there; who comes late has her turn from then. Breaks are taken in full; a class waits for its
    leader and for nobody else: who comes in the middle joins it, who comes after it has missed it. Where minutes vary,
    somebody may be seen CALLED_EARLY minutes before her time.
    """
    return Stage(plan, what_if).play(Dice(seed))


class Stage:
    """A day made ready to be played again and again with other dice."""

    def __init__(self, plan: Plan, what_if: WhatIf) -> None:
        self.plan, self.what_if = plan, what_if
        self.team = Team(plan, what_if.away)
        self.turns, self.lost = turns_of(plan, what_if, self.team)
        self.rests = tuple(
            Rest(staff_id, span.start, span.end)
            for staff_id, spans in breaks_of(plan).items()
            for span in spans
            if not is_out(what_if.away, staff_id, span.start)
        )
        self.classes = {class_of(turn): turn for turn in self.turns if turn.station.mode is Mode.GROUP}
        self.walk_ins = WalkIns(plan, what_if, self.team, self.turns, self.rests)
        self.early = CALLED_EARLY if what_if.varies else 0
        self.route: dict[str, list[Turn]] = defaultdict(list)
        for turn in self.turns:
            self.route[turn.who].append(turn)
        self.leaves = {key: visits[-1].span.end for key, visits in plan.visits_of_appointment.items()}
        self.works_at = self._works_at()
        self.staff_of: dict[str, set[str]] = defaultdict(set)
        for staff_id, station_ids in self.works_at.items():
            for station_id in station_ids:
                self.staff_of[station_id].add(staff_id)
        named = {turn.staff_id for turn in self.turns} - {"", ANYBODY}
        self.begins = {each: plan.shift_of[each].span.start if each in plan.shift_of else 0 for each in sorted(named)}
        self.begins |= {shift.staff_id: shift.span.start for shift in plan.shifts}

    def play(self, dice: Roll) -> Rehearsal:
        """The day played with these dice."""
        luck = throw(self.plan, self.what_if, dice)
        comers = self.walk_ins.come(dice)
        luck.factor.update(comers.factor)
        run = _Run(self, luck)
        for who, leaves in self.leaves.items():
            if who in luck.late:
                arrives = self.plan.visits_of_appointment[who][0].span.start - self.plan.day.check_in + luck.late[who]
                run.expect(Came(who, arrives, arrives, leaves), self.route.get(who, []))
        for who, minute, turns in comers.routes:
            run.expect(Came(who, minute, minute, turns[-1].start + turns[-1].minutes), turns)
        run.play()
        absent = tuple(who for who in self.leaves if who not in luck.late)
        lost = tuple(key for key in self.lost if self.plan.visit[key].appointment_id in luck.late)
        people, missed = tuple(run.people.values()), tuple(run.missed)
        return Rehearsal(tuple(run.seen), people, tuple(run.rests), absent, lost, missed, comers.turned_away)

    def _works_at(self) -> dict[str, set[str]]:
        """The stations at which each member of staff may see somebody."""
        found: dict[str, set[str]] = defaultdict(set)
        for station in self.plan.stations:
            for staff_id in self.team.hours(station):
                found[staff_id].add(station.id)
        for turn in self.turns:
            found[turn.staff_id].add(turn.station.id)
        return found


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


class _Run:
    """One day while it is played: what happens next, in order of time, and what has happened."""

    def __init__(self, stage: Stage, luck: Luck) -> None:
        self.stage, self.plan, self.luck = stage, stage.plan, luck
        self.floor = Floor(stage.plan, stage.what_if, stage.team, stage.staff_of)
        self.next: list[tuple[float, int, _Happens]] = []
        self.numbers = count()
        self.owed: dict[str, list[Rest | _Class]] = defaultdict(list)  # what a member of staff does before all else
        self.outside: dict[Key, list[Waiting]] = defaultdict(list)  # who waits for a class
        self.classes: dict[Key, tuple[float, float]] = {}
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
            self._at(turn.start, _Class(turn))

    def expect(self, who: Came, turns: list[Turn]) -> None:
        """Somebody comes, to be seen in these turns."""
        self.people[who.who] = who
        self.routes[who.who] = iter(turns)
        self._go_on(who.who, who.arrived + self.plan.day.check_in, None)

    def play(self) -> None:
        """All that happens, minute by minute: who is free and who has come first, then who is called."""
        while self.next:
            now = self.next[0][0]
            self.touched = set()
            while self.next and self.next[0][0] == now:
                self._happens(heappop(self.next)[2], now)
            for staff_id in tuple(self.owed):
                self._do_what_is_owed(staff_id, now)
            for station_id in sorted(self.touched, key=self._first_due):
                self._call(station_id, now)

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
        queue = self.floor.queue[station_id]
        return (queue[0].due if queue else 0.0, station_id)

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
        due = turn.start if before else max(turn.start, ready)
        early = 0 if turn.station.mode is Mode.GROUP else self.stage.early
        self._at(max(ready, turn.start - early), Waiting(due, turn.key, ready, turn))


def class_of(turn: Turn) -> Key:
    """What those who are in one class share."""
    return (turn.station.id, turn.place, turn.start)


_Happens = Waiting | _Done | _OnShift | Rest | _Class
