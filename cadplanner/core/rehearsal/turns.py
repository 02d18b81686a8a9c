"""Who may see whom where: the turns of the plan, and what becomes of them where somebody or something is out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from cadplanner.core.model.appointment import Visit
from cadplanner.core.model.day import Mode, Station
from cadplanner.core.model.plan import Plan
from cadplanner.core.planning.breaks import is_staffed
from cadplanner.core.rehearsal.hall_now import HallNow
from cadplanner.core.rehearsal.played import ANYBODY
from cadplanner.core.rehearsal.what_if import Out, WhatIf

Hours = tuple[int, int]
ClassKey = tuple[str, int, int]


class Turn(NamedTuple):
    """A visit to be played: where, with whom ('' for nobody), its planned start and minutes."""

    key: str
    who: str
    station: Station
    place: int
    staff_id: str
    start: int
    minutes: int


class Turns(NamedTuple):
    """What is to be played, in time order, and the visits that nobody can give, by id."""

    given: tuple[Turn, ...]
    lost: tuple[str, ...]


class Team:
    """Who may help whom: the staff that can be called to a station, by the hours of their posts."""

    def __init__(self, plan: Plan, away: Out | None) -> None:
        self.plan, self.away = plan, away
        self._hours: dict[str, dict[str, tuple[Hours, ...]]] = {}
        self._on_duty: dict[tuple[str, int], frozenset[str]] = {}

    def on_duty(self, station: Station, minute: int) -> frozenset[str]:
        """Those who may see somebody there whose time is that minute."""
        found = self._on_duty.get((station.id, minute))
        if found is None:
            hours = self.hours(station)
            found = self._on_duty[station.id, minute] = frozenset(
                each for each, spans in hours.items() if any(start <= minute < end for start, end in spans)
            )
        return found

    def hours(self, station: Station) -> dict[str, tuple[Hours, ...]]:
        """Those who may see people there at some time of the day, and when: (from, until) in minutes."""
        if station.id not in self._hours:
            self._hours[station.id] = {each: self._hours_of(each, station) for each in self._able(station)}
        return self._hours[station.id]

    def _able(self, station: Station) -> tuple[str, ...]:
        """Whoever has the skill and a shift and works for that service; where nobody does, whoever has the skill."""
        same = self.plan.stations_giving[station.service_id]
        there = {visit.staff_id for one in same for visit in self.plan.visits_at_station.get(one.id, ())}
        skilled = [each.id for each in self.plan.staff if each.id in self.plan.shift_of and self._may(each.id, station)]
        working = tuple(each for each in skilled if each in there)
        others = working and any(each != (self.away.key if self.away else "") for each in working)
        return working if others or not is_staffed(station.mode, station.skill) else tuple(skilled)

    def _may(self, staff_id: str, station: Station) -> bool:
        return not station.skill or station.skill in self.plan.staff_member[staff_id].skills

    def _hours_of(self, staff_id: str, station: Station) -> tuple[Hours, ...]:
        spans = self.plan.shift_of[staff_id].hours_for(station.skill, station.id)
        hours = tuple((span.start, span.end) for span in spans)
        return until(hours, self.away.at) if self.away is not None and self.away.key == staff_id else hours


def turns_of(plan: Plan, what_if: WhatIf, team: Team, now: HallNow | None = None) -> Turns:
    """The visits of the plan as they are to be given under this what-if; `now` those that are still to begin.

    A visit whose member of staff is away goes to whoever of the station's staff is free, one whose station is closed to
    another station of the same service; where there is none it is lost. A class is taken over by somebody who is free
    then by the plan, or lost. What was to begin before that minute is still given.
    """
    handing = _Handing(plan, what_if, team, now.minute if now else 0)
    coming = (visit for visit in plan.visits if now is None or now.is_to_be_given(visit.id))
    known = (each for each in coming if each.station_id in plan.station and each.appointment_id in plan.appointment)
    visits = sorted(known, key=_when)
    found = [(visit, handing.turn(visit)) for visit in visits]
    given = tuple(turn for _, turn in found if turn is not None)
    return Turns(given, tuple(visit.id for visit, turn in found if turn is None))


def turn_of(plan: Plan, visit: Visit) -> Turn:
    """The visit as the plan has it."""
    return _at(visit, plan.station[visit.station_id], visit.staff_id)


def class_of(turn: Turn) -> ClassKey:
    """What those who are in one class share."""
    return (turn.station.id, turn.place, turn.start)


def is_out(out: Out | None, key: str, minute: float) -> bool:
    """Whether that member of staff or station is the one that is not there at that minute."""
    return out is not None and out.key == key and minute >= out.at


def until(hours: tuple[Hours, ...], minute: int) -> tuple[Hours, ...]:
    """The hours before that minute."""
    return tuple((start, min(end, minute)) for start, end in hours if start < minute)


def _when(visit: Visit) -> tuple[int, int, str]:
    return (visit.span.start, visit.span.end, visit.id)


class _Handing:
    def __init__(self, plan: Plan, what_if: WhatIf, team: Team, since: int) -> None:
        self.plan, self.away, self.closed, self.team, self.since = plan, what_if.away, what_if.closed, team, since
        self.sent: Counter[str] = Counter()
        self.classes: dict[tuple[str, int, int], str | None] = {}

    def turn(self, visit: Visit) -> Turn | None:
        """The visit as it is given; None where nobody can give it."""
        station, start = self.plan.station[visit.station_id], self._start(visit)
        if is_out(self.closed, station.id, start):
            return self._elsewhere(visit, station)
        if visit.staff_id != ANYBODY and not is_out(self.away, visit.staff_id, start):
            return _at(visit, station, visit.staff_id)
        if station.mode is Mode.GROUP:
            return self._class_taken_over(visit, station)
        return self._by_anybody(visit, station)

    def _start(self, visit: Visit) -> int:
        """When it can begin at the soonest."""
        return max(visit.span.start, self.since)

    def _elsewhere(self, visit: Visit, closed: Station) -> Turn | None:
        """At another station of the service that is open then, the one sent fewest; no class is given elsewhere."""
        others = self._others(closed, self._start(visit))
        found = [turn for station in others if (turn := self._sent_to(visit, station))]
        if not found:
            return None
        turn = min(found, key=lambda turn: self.sent[turn.station.id])
        self.sent[turn.station.id] += 1
        return turn

    def _others(self, closed: Station, minute: int) -> Iterator[Station]:
        for station in self.plan.stations_giving[closed.service_id]:
            alike = station.id != closed.id and station.mode is closed.mode is not Mode.GROUP
            if alike and any(span.start <= minute < span.end for span in station.opening):
                yield station

    def _sent_to(self, visit: Visit, station: Station) -> Turn | None:
        return _at(visit, station, "") if station.mode is Mode.DROP_IN else self._by_anybody(visit, station)

    def _by_anybody(self, visit: Visit, station: Station) -> Turn | None:
        if self.team.on_duty(station, self._start(visit)):
            return _at(visit, station, ANYBODY)
        return None if is_staffed(station.mode, station.skill) else _at(visit, station, "")

    def _class_taken_over(self, visit: Visit, station: Station) -> Turn | None:
        """Whoever is free by the plan takes the class over, all of it."""
        key = (station.id, visit.place, visit.span.start)
        if key not in self.classes:
            on_duty = sorted(self.team.on_duty(station, visit.span.start))
            self.classes[key] = next((each for each in on_duty if self._is_free(each, visit)), None)
        staff_id = self.classes[key]
        return None if staff_id is None else _at(visit, station, staff_id)

    def _is_free(self, staff_id: str, visit: Visit) -> bool:
        taken = any(mine.span.overlaps(visit.span) for mine in self.plan.visits_with_staff.get(staff_id, ()))
        return not taken and all(
            each != staff_id or abs(start - visit.span.start) >= visit.span.minutes
            for (_, _, start), each in self.classes.items()
        )


def _at(visit: Visit, station: Station, staff_id: str) -> Turn:
    who = visit.appointment_id
    return Turn(visit.id, who, station, visit.place, staff_id, visit.span.start, visit.span.minutes)
