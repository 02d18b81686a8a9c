"""People who come without an invitation: each is given the next free minutes of the day, as the desk would."""

from __future__ import annotations

from bisect import insort
from collections import Counter, defaultdict
from typing import NamedTuple

from cadplanner.core.model.day import Mode, Station
from cadplanner.core.model.plan import Plan
from cadplanner.core.planning.breaks import is_staffed
from cadplanner.core.planning.dice import Roll
from cadplanner.core.rehearsal.luck import factors_of
from cadplanner.core.rehearsal.played import Rest
from cadplanner.core.rehearsal.turns import Hours, Team, Turn, is_out, until
from cadplanner.core.rehearsal.what_if import WhatIf


class Desk(NamedTuple):
    """Where somebody can be seen one to one, by whom ('' for nobody), and the hours in which that is so."""

    station: Station
    place: int
    staff_id: str
    hours: tuple[Hours, ...]


class Comers(NamedTuple):
    """The walk-ins of one day: who, when, and their turns; the factors of their minutes; how many went away again."""

    routes: tuple[tuple[str, int, list[Turn]], ...]
    factor: dict[str, float]
    turned_away: int


NOBODY = Comers((), {}, 0)


class WalkIns:
    """Who may come beside the plan from the minute `since` on: their routes are those of people who are in it."""

    def __init__(
        self, plan: Plan, what_if: WhatIf, team: Team, turns: tuple[Turn, ...], rests: tuple[Rest, ...], since: int
    ) -> None:
        self.plan, self.what_if, self.team, self.turns, self.since = plan, what_if, team, turns, since
        self.routes: dict[str, list[str]] = {}
        self.busy: dict[str, list[Hours]] = defaultdict(list)  # by staff, or by station and place where there is nobody
        self.classes: Counter[Turn] = Counter()
        if not what_if.walk_ins:
            return
        for who, visits in plan.visits_of_appointment.items():
            known = [visit.station_id for visit in visits if visit.station_id in plan.station]
            self.routes[who] = [plan.station[each].service_id for each in known]
        for turn in turns:
            hours = (turn.start, turn.start + turn.minutes)
            if turn.station.mode is Mode.GROUP:
                self.classes[turn._replace(key="", who="")] += 1
            if hours not in self.busy[_diary(turn)]:
                insort(self.busy[_diary(turn)], hours)
        for rest in rests:
            insort(self.busy[rest.staff_id], (int(rest.start), int(rest.end)))
        self.desks = {service.id: self._desks(service.id) for service in plan.services}

    def come(self, dice: Roll) -> Comers:
        """Those of one day: spread over the hours of arrivals, an even number an hour."""
        if not self.routes:
            return NOBODY
        arrivals = self.plan.day.arrivals.span
        first = max(arrivals.start, self.since)
        span = max(0, arrivals.end - first)
        number = round(self.what_if.walk_ins * span / 60)
        minutes = sorted(first + int(dice.random() * span) for _ in range(number))
        known = list(self.routes.values())
        giving = _Giving(self)
        routes = []
        for n, minute in enumerate(minutes, start=1):
            who = f"walk-in {n}"
            turns = giving.turns(who, minute, known[int(dice.random() * len(known))])
            routes += [(who, minute, turns)] if turns else []
        keys = [turn.key for _, _, turns in routes for turn in turns]
        return Comers(tuple(routes), factors_of(keys, self.what_if, dice), number - len(routes))

    def _desks(self, service_id: str) -> tuple[Desk, ...]:
        stations = self.plan.stations_giving.get(service_id, ())
        return tuple(desk for station in stations if station.mode is Mode.ONE_TO_ONE for desk in self._at(station))

    def _at(self, station: Station) -> list[Desk]:
        """One for each who may work there, in the place where they do, or one for each place."""
        opening = tuple((span.start, span.end) for span in station.opening)
        closed = self.what_if.closed
        opening = until(opening, closed.at) if closed is not None and closed.key == station.id else opening
        place_of = {turn.staff_id: turn.place for turn in self.turns if turn.station.id == station.id}
        working = {each: hours for each, hours in self.team.hours(station).items() if each in place_of}
        if not working and not is_staffed(station.mode, station.skill):
            return [Desk(station, place, "", opening) for place in range(station.places)]
        return [Desk(station, place_of[each], each, _both(hours, opening)) for each, hours in working.items()]


class _Giving:
    """The free minutes of one day while they are given away."""

    def __init__(self, of: WalkIns) -> None:
        self.of, self.plan = of, of.plan
        self.busy = dict(of.busy)
        self.joined: Counter[Turn] = Counter()

    def turns(self, who: str, minute: int, services: list[str]) -> list[Turn]:
        """Each stop as soon as it is free, after the one before; none where there is no time for the first."""
        found: list[Turn] = []
        for n, service_id in enumerate(services):
            ready = found[-1].start + found[-1].minutes if found else minute + self.plan.day.check_in
            turn = self._next(service_id, ready, found[-1].station if found else None)
            if turn is not None:
                found.append(turn._replace(key=f"{who}.{n}", who=who))
            elif not found:
                break
        return found

    def _next(self, service_id: str, ready: int, before: Station | None) -> Turn | None:
        """The soonest turn there; it is taken from now on."""
        turns = [
            Turn("", "", desk.station, desk.place, desk.staff_id, start, desk.station.minutes)
            for desk in self.of.desks[service_id]
            if (start := self._free(desk, self._there(ready, before, desk.station))) is not None
        ]
        turns += self._groups(service_id, ready, before)
        if not turns:
            return None
        turn = min(turns, key=lambda turn: turn.start)
        if turn.station.mode is Mode.ONE_TO_ONE:
            diary = _diary(turn)
            self.busy[diary] = sorted((*self.busy.get(diary, ()), (turn.start, turn.start + turn.minutes)))
        elif turn.station.mode is Mode.GROUP:
            self.joined[turn] += 1
        return turn

    def _groups(self, service_id: str, ready: int, before: Station | None) -> list[Turn]:
        """The classes with a seat that she can be at in time, and where she can drop in."""
        found = []
        for station in self.plan.stations_giving.get(service_id, ()):
            at = self._there(ready, before, station)
            if station.mode is Mode.DROP_IN and not is_out(self.of.what_if.closed, station.id, at):
                found.append(Turn("", "", station, 0, "", at, station.minutes))
            classes = [turn for turn in self.of.classes if turn.station.id == station.id and turn.start >= at]
            found += [turn for turn in classes if self._seats_taken(turn) < station.group_size]
        return found

    def _seats_taken(self, turn: Turn) -> int:
        return self.of.classes[turn] + self.joined[turn]

    def _there(self, ready: int, before: Station | None, station: Station) -> int:
        return ready + (self.plan.walking(before, station) if before else 0)

    def _free(self, desk: Desk, at: int) -> int | None:
        """The first minute from which on the desk is free for long enough; None where there is none."""
        for start, end in desk.hours:
            minute = max(start, at)
            for begins, ends in self.busy.get(desk.staff_id or _place(desk.station, desk.place), ()):
                if begins - minute >= desk.station.minutes:
                    break
                minute = max(minute, ends)
            if minute + desk.station.minutes <= end:
                return minute
        return None


def _diary(turn: Turn) -> str:
    return turn.staff_id or _place(turn.station, turn.place)


def _place(station: Station, place: int) -> str:
    return f"{station.id} {place}"


def _both(some: tuple[Hours, ...], others: tuple[Hours, ...]) -> tuple[Hours, ...]:
    """The hours that are in both."""
    found = ((max(a, c), min(b, d)) for a, b in some for c, d in others)
    return tuple((start, end) for start, end in found if start < end)
