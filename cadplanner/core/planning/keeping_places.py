"""Numbers of places for a repaired day: whoever stays keeps hers."""

from __future__ import annotations

from typing import NamedTuple

from cadplanner.core.model.day import Mode
from cadplanner.core.model.plan import Plan
from cadplanner.core.planning.draft import Draft, nobody
from cadplanner.core.planning.masks import run
from cadplanner.core.planning.places import Key, fit_of, places_of

Wishes = dict[Key, int]
NEVER = 10**6


class Wanted(NamedTuple):
    """One of the first `fit` places wanted for a time, by a visit or by a class."""

    start: int
    end: int
    key: Key
    fit: int


def kept_places(draft: Draft, station: int, wishes: Wishes) -> dict[Key, int]:
    """As `places_of`, with the wished place for each visit (route, step) or class (start, staff) that can have it.

    Where that leaves somebody without a place, all are numbered anew.
    """
    if draft.problem.plan.stations[station].mode is Mode.DROP_IN:
        return places_of(draft, station)
    numbering = _Numbering(draft, station, wishes)
    uses = sorted(_uses(draft, station), key=lambda use: (use.key not in wishes, use.fit, use.start, use.key))
    if all(numbering.give(use) for use in uses):
        return numbering.numbers
    return places_of(draft, station)


class _Numbering:
    """The places of one station while they are given: whoever has one already may make room by going to another."""

    def __init__(self, draft: Draft, station: int, wishes: Wishes) -> None:
        self.facts, self.wishes = draft.problem.plan.stations[station], wishes
        self.taken = [0] * self.facts.places
        self.numbers = _classes_begun(draft, station)
        self.given: list[Wanted] = []
        clock = draft.problem.clock
        for visit in draft.problem.held:
            if visit.station_id == self.facts.id and 0 <= visit.place < self.facts.places:
                self.taken[visit.place] |= run(clock.from_(visit.span.start), clock.until(visit.span.end))
        self.held = self.taken[:]

    def give(self, use: Wanted) -> bool:
        """Give a use its wish, or any place that is free or can be made free; False where there is none."""
        if use.key in self.numbers:
            return True
        free = self._free(use) or self._freed(use)
        if not free:
            return False
        wished = self.wishes.get(use.key, -1)
        self._put(use, wished if wished in free else free[-1])
        return True

    def _free(self, use: Wanted) -> list[int]:
        fit = range(min(use.fit, self.facts.places))
        return [place for place in fit if not self.taken[place] & run(use.start, use.end)]

    def _put(self, use: Wanted, place: int) -> None:
        self.taken[place] |= run(use.start, use.end)
        self.numbers[use.key] = place
        self.given.append(use)

    def _freed(self, use: Wanted) -> list[int]:
        """A place made free: from where it is taken, two places exchange what follows, as often as that helps."""
        fit = range(min(use.fit, self.facts.places))
        for place in sorted(fit, key=lambda place: -self._free_until(place, use.start)):
            until = self._free_until(place, use.start)
            while use.start < until < use.end:
                others = sorted(fit, key=lambda other: -self._free_until(other, until))
                if not any(self._exchange(place, other, until, use.end) for other in others if other != place):
                    break
                until = self._free_until(place, use.start)
            if until >= use.end:
                return [place]
        return []

    def _free_until(self, place: int, start: int) -> int:
        """The step until which the place is free from a start."""
        later = self.taken[place] >> start
        return start + (later & -later).bit_length() - 1 if later else NEVER

    def _exchange(self, place: int, other: int, start: int, end: int) -> bool:
        """Exchange two places from a start until both are free after an end; False where that may not be."""
        if self._free_until(other, start) == start:
            return False
        until = next(step for step in range(end, NEVER) if self._may_part(place, other, step))
        span = run(start, until)
        if (self.held[place] | self.held[other]) & span:
            return False
        here = [one for one in self.given if self.numbers[one.key] == place and start <= one.start < until]
        there = [one for one in self.given if self.numbers[one.key] == other and start <= one.start < until]
        if any(other >= one.fit for one in here) or any(place >= one.fit for one in there):
            return False
        for one in here:
            self.numbers[one.key] = other
        for one in there:
            self.numbers[one.key] = place
        mine, theirs = self.taken[place] & span, self.taken[other] & span
        self.taken[place] += theirs - mine
        self.taken[other] += mine - theirs
        return True

    def _may_part(self, place: int, other: int, step: int) -> bool:
        """Whether nobody at the two places is there across that step."""
        return not any(one.start < step < one.end for one in self.given if self.numbers[one.key] in (place, other))


def _classes_begun(draft: Draft, station: int) -> dict[Key, int]:
    plan, clock = draft.problem.plan, draft.problem.clock
    if plan.stations[station].mode is not Mode.GROUP:
        return {}
    staff = {duty.staff_id: n for n, duty in enumerate(draft.problem.duties)}
    here = [visit for visit in draft.problem.held if visit.station_id == plan.stations[station].id]
    return {(max(0, clock.from_(v.span.start)), staff.get(v.staff_id, nobody(v.place))): v.place for v in here}


def _uses(draft: Draft, station: int) -> list[Wanted]:
    found: dict[Key, Wanted] = {}
    for n, stops in enumerate(draft.stops):
        for choice, given, start, staff in stops or ():
            if given.station == station and choice.locked is None:
                key = (start, staff) if given.group else (n, choice.step)
                found[key] = Wanted(start, start + choice.steps, key, fit_of(draft, station, key, given))
    return list(found.values())


def wished_places(plan: Plan, draft: Draft) -> list[Wishes]:
    """The places of the plan for those whose stop is where and when it was: one mapping a station."""
    wishes: list[Wishes] = [{} for _ in plan.stations]
    for n, stops in enumerate(draft.stops):
        appointment = draft.problem.routes[n].appointment
        before = {visit.step: visit for visit in plan.visits_of_appointment.get(appointment.id, ())}
        for choice, given, start, staff in stops or ():
            old = before.get(appointment.route[choice.step].key)
            same = old is not None and old.station_id == draft.problem.plan.stations[given.station].id
            if old is not None and same and draft.problem.clock.minute(start) == old.span.start:
                wishes[given.station].setdefault((start, staff) if given.group else (n, choice.step), old.place)
    return wishes
