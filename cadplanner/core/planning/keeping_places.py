"""Numbers of places for a repaired day: whoever stays keeps hers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from typing import NamedTuple

from cadplanner.core.model.day import Mode
from cadplanner.core.planning.draft import Draft, nobody
from cadplanner.core.planning.masks import run
from cadplanner.core.planning.places import Key, fit_of, places_of

Wishes = dict[Key, int]
NEVER = 10**6
MOST_PUT_OUT = 60


class Wanted(NamedTuple):
    """One of the first `fit` places wanted for a time, by a visit or by a class."""

    start: int
    end: int
    key: Key
    fit: int


def kept_places(draft: Draft, wishes: dict[int, Wishes]) -> dict[int, dict[Key, int | None]]:
    """The places of those stations for each visit (route, step) that has not the one it wishes, and for each class
    (start, staff); None where there is none for it.

    `wishes` are the places of before, by station. Where room cannot be made for somebody, all are numbered anew.
    """
    uses = _uses(draft, wishes)
    return {station: _kept_at(draft, station, uses[station], mine) for station, mine in wishes.items()}


def _kept_at(draft: Draft, station: int, uses: list[Wanted], wishes: Wishes) -> dict[Key, int | None]:
    mode = draft.problem.plan.stations[station].mode
    numbering = _Numbering(draft, station, wishes)
    given = (numbering.give(use) for use in sorted(uses, key=lambda use: _first(use, wishes)))
    numbers = numbering.numbers if mode is not Mode.DROP_IN and all(given) else places_of(draft, station)
    same = {} if mode is Mode.GROUP else wishes
    return {use.key: numbers.get(use.key) for use in uses if same.get(use.key, NEVER) != numbers.get(use.key)}


def _first(use: Wanted, wishes: Wishes) -> tuple[bool, int, int, Key]:
    """Whoever wishes for a place comes first, then for whom fewest do."""
    return (use.key not in wishes, use.fit, use.start, use.key)


class _Numbering:
    """The places of one station while they are given: whoever has one already may make room by going to another."""

    def __init__(self, draft: Draft, station: int, wishes: Wishes) -> None:
        self.facts, self.wishes = draft.problem.plan.stations[station], wishes
        self.taken = [0] * self.facts.places
        self.numbers = _classes_begun(draft, station)
        self.given: dict[Key, Wanted] = {}
        self.times_out: Counter[Key] = Counter()
        clock = draft.problem.clock
        for visit in draft.problem.held:
            if visit.station_id == self.facts.id and 0 <= visit.place < self.facts.places:
                self.taken[visit.place] |= run(clock.from_(visit.span.start), clock.until(visit.span.end))
        self.held = self.taken[:]

    def give(self, use: Wanted) -> bool:
        """Give a use its wish, or any place that is free or can be made free; False where there is none."""
        if use.key in self.numbers:
            return True
        wished = self.wishes.get(use.key, NEVER)
        if wished in self._fit(use) and not self.taken[wished] & run(use.start, use.end):
            self._put(use, wished)
            return True
        waiting, left = [use], MOST_PUT_OUT
        while waiting and left:
            left -= 1
            one = waiting.pop()
            free = self._free(one)
            place = free[-1] if free else self._least_upset(one)
            if place is None:
                return False
            waiting += self._put_out(one, place)
            self._put(one, place)
        return not waiting

    def _fit(self, use: Wanted) -> range:
        return range(min(use.fit, self.facts.places))

    def _least_upset(self, use: Wanted) -> int | None:
        """The place where fewest must go, and those who had to go least often; None where all are held."""
        span = run(use.start, use.end)
        open_ones = [place for place in self._fit(use) if not self.held[place] & span]
        return min(open_ones, key=lambda place: (self._upset(use, place), place), default=None)

    def _upset(self, use: Wanted, place: int) -> int:
        return sum(1 + self.times_out[one.key] for one in self._there(use, place))

    def _there(self, use: Wanted, place: int) -> list[Wanted]:
        return [
            one
            for one in self.given.values()
            if self.numbers[one.key] == place and one.start < use.end and one.end > use.start
        ]

    def _put_out(self, use: Wanted, place: int) -> list[Wanted]:
        out = self._there(use, place)
        for one in out:
            self.taken[place] &= ~run(one.start, one.end)
            self.times_out[one.key] += 1
            del self.numbers[one.key], self.given[one.key]
        return out

    def _free(self, use: Wanted) -> list[int]:
        return [place for place in self._fit(use) if not self.taken[place] & run(use.start, use.end)]

    def _put(self, use: Wanted, place: int) -> None:
        self.taken[place] |= run(use.start, use.end)
        self.numbers[use.key] = place
        self.given[use.key] = use


def _classes_begun(draft: Draft, station: int) -> dict[Key, int]:
    plan, clock = draft.problem.plan, draft.problem.clock
    if plan.stations[station].mode is not Mode.GROUP:
        return {}
    staff = {duty.staff_id: n for n, duty in enumerate(draft.problem.duties)}
    here = [visit for visit in draft.problem.held if visit.station_id == plan.stations[station].id]
    return {(max(0, clock.from_(v.span.start)), staff.get(v.staff_id, nobody(v.place))): v.place for v in here}


def _uses(draft: Draft, stations: Collection[int]) -> dict[int, list[Wanted]]:
    found: dict[int, dict[Key, Wanted]] = {station: {} for station in stations}
    for n, stops in enumerate(draft.stops):
        for choice, given, start, staff in stops or ():
            if given.station in found and choice.locked is None:
                key = (start, staff) if given.group else (n, choice.step)
                fit = fit_of(draft, given.station, key, given)
                found[given.station][key] = Wanted(start, start + choice.steps, key, fit)
    return {station: list(uses.values()) for station, uses in found.items()}
