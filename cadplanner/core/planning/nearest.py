"""The way through a route that upsets least: nearest to what was planned, and with little waiting."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from cadplanner.core.model.span import MINUTES_IN_DAY
from cadplanner.core.planning.companions import beside_companions
from cadplanner.core.planning.draft import Draft, Placed
from cadplanner.core.planning.masks import fits, run, steps_in
from cadplanner.core.planning.problem import NOBODY, Choice, Given
from cadplanner.core.planning.walks import Finding

FAR = 10**12
BY_HAND = 100
NEAR, FARTHER, MOST_WAITING = 15, 60, 60  # minutes
Walk = list[tuple[Choice, int]]
Reach = tuple[int, int, int]
Reached = dict[int, dict[int, dict[int, Reach]]]


class Dislike(NamedTuple):
    """What each upset weighs.

    A person moved in time, each minute of it, another station, another member of staff, a minute of waiting, a minute
    that somebody not planned before goes home later; a person not kept (her own weight so many times), and a stop
    that somebody on site must leave out.
    """

    person: int
    minute: int
    station: int
    staff: int
    waiting: int
    later: int
    unplaced: int
    left_out: int


class Before(NamedTuple):
    """How a stop was planned: start step, station and staff as indices, a number below nothing for nobody.

    `by_hand` is whether a person locked it: then it is moved last of all.
    """

    start: int
    station: int
    staff: int
    by_hand: bool


class Nearest:
    """One search: a route as it was planned, by step (nothing for a new one), and the starts each step has now."""

    def __init__(self, draft: Draft, n: int, old: Mapping[int, Before], weights: Dislike, *, overtime: bool) -> None:
        self.n, self.draft, self.route, self.weights, self.overtime = (
            n,
            draft,
            draft.problem.routes[n],
            weights,
            overtime,
        )
        self.clock = draft.problem.clock
        self.old = old
        self.choices = [choice for choices in self.route.choices for choice in choices]
        self.starts = [draft.starts(choice, overtime=overtime) for choice in self.choices]
        self.on_site = [choice for choice in self.choices if choice.locked]
        beside = beside_companions(draft, n) if self.route.together else (self.route.begins, self.route.leaves)
        self.begins = run(0, self.clock.size) if self.on_site else beside[0] & draft.begins
        self.leaves = beside[1]

    def nearest(self, skipped: int = 0) -> Walk | None:
        """As `walk`; but a planned route that cannot be near to what it was is walked anew, with little waiting."""
        if skipped or not self.old:
            return self.walk(skipped)
        near, farther = self.clock.steps(NEAR), self.clock.steps(FARTHER)
        return self.walk(within=near) or self._anew(farther) or self._anew(self.clock.size)

    def _anew(self, within: int) -> Walk | None:
        """The walk that waits least, no stop farther than so many steps from where it was, begun nearest to then."""
        masks = [self._near(choice, mask, within) for choice, mask in zip(self.choices, self.starts, strict=True)]
        ways = [
            [(choice, mask) for choice, mask in zip(self.choices, masks, strict=True) if mask and choice.step == step]
            for step in range(len(self.route.choices))
        ]
        if not all(ways):
            return None
        search = Finding(self.route, ways, self.clock, self.begins, self.leaves)
        found = search.least_waiting(min(self.route.most_waiting, self.clock.steps(MOST_WAITING)))
        walks = (walk.starts(at) for walk in found for at in steps_in(walk.ends))
        return min(walks, key=self._moved, default=None)

    def _moved(self, walk: Walk) -> int:
        return sum(abs(start - self.old[choice.step].start) for choice, start in walk if choice.step in self.old)

    def walk(self, skipped: int = 0, *, within: int | None = None) -> Walk | None:
        """The stops with their starts in time order, without the skipped steps (bits); None where there is no way.

        Where `within` is given, no stop is farther than so many grid steps from where it was.
        """
        self.near = [self._near(choice, mask, within) for choice, mask in zip(self.choices, self.starts, strict=True)]
        can = {choice.step for choice, mask in zip(self.choices, self.near, strict=True) if mask}
        if any(step not in can and not skipped >> step & 1 for step in range(len(self.route.choices))):
            return None
        found = [way for begin, end in self._stays() for way in self._ways(begin, end, skipped)]
        if any(self._length(walk) > self.route.longest for _, walk in found):
            return self._shorter(skipped)
        return min(found, key=lambda way: way[0])[1] if found else None

    def _shorter(self, skipped: int) -> Walk | None:
        """One first start after another, the most promising first, as long as one might be better than the best."""
        begins = (
            (self._least(step), 1 << step, end)
            for begin, end in self._stays()
            for step in steps_in(begin & self._first_starts(skipped))
        )
        best: tuple[int, Walk | None] = (FAR, None)
        for dislike, begin, end in sorted(begins):
            ways = self._ways(begin, self._by(begin, end), skipped) if dislike < best[0] else ()
            best = min([best, *ways], key=lambda way: way[0])
        return best[1]

    def _first_starts(self, skipped: int) -> int:
        mask = 0
        for choice, starts in zip(self.choices, self.near, strict=True):
            mask |= 0 if self.route.needs[choice.step] & ~skipped else starts
        return mask

    def _least(self, step: int) -> int:
        """What a stay that begins then weighs at the least."""
        grid, weights = self.clock.grid, self.weights
        if not self.old:
            return weights.later * grid * step
        return weights.minute * grid * min(abs(step - old.start) for old in self.old.values())

    def _near(self, choice: Choice, mask: int, within: int | None) -> int:
        old = self.old.get(choice.step)
        return mask if old is None or within is None else mask & run(old.start - within, old.start + within + 1)

    def place(self, walk: Walk | None) -> bool:
        """Place the route so, with whom it was where that can be; False, and nothing changed, where there is no way."""
        if walk is None:
            return False
        draft, old, overtime = self.draft, self.old, self.overtime
        seats = [seat_at(draft, choice, start, old.get(choice.step), overtime=overtime) for choice, start in walk]
        staff = [who for _, who in seats if who >= 0]
        if len(set(staff)) < len(staff):
            return draft.place(self.n, walk, overtime=overtime)
        stops = [Placed(choice, seat[0], start, seat[1]) for (choice, start), seat in zip(walk, seats, strict=True)]
        draft.keep(self.n, stops)
        return True

    def _stays(self) -> Iterator[tuple[int, int]]:
        """The starts that the first stop may have, and the minute by which all is over: for each time she can come."""
        for stay in self.route.stays:
            yield run(self.clock.until(stay.start), self.clock.size) & self.begins, min(stay.end, self.leaves[1])

    def _by(self, begin: int, end: int) -> int:
        return min(end, self.clock.minute(begin.bit_length() - 1) + self.route.longest)

    def _length(self, walk: Walk) -> int:
        return (walk[-1][1] - walk[0][1]) * self.clock.grid + walk[-1][0].minutes

    def _ways(self, begin: int, end: int, skipped: int) -> Iterator[tuple[int, Walk]]:
        """The way disliked least for each last stop, with what it weighs."""
        masks = [
            mask & run(0, self.clock.from_(min(end, MINUTES_IN_DAY) - choice.minutes) + 1)
            for choice, mask in zip(self.choices, self.near, strict=True)
        ]
        reached = self._reached(masks, begin, skipped)
        every = (1 << len(self.route.choices)) - 1 & ~skipped
        later = 0 if self.old else self.weights.later * self.clock.grid
        for index, there in reached.get(every, {}).items():
            first = self.clock.until(self.leaves[0] - self.choices[index].minutes)
            weighs = {start: reach[0] + later * start for start, reach in there.items() if start >= first}
            if weighs:
                at = min(weighs, key=weighs.__getitem__)
                yield weighs[at] + later * self.choices[index].steps, self._followed(reached, every, index, at)

    def _reached(self, masks: list[int], begin: int, skipped: int) -> Reached:
        """For each set of steps done and last choice: its starts, with the dislike so far and what came before."""
        prices = self.prices = [self._prices(choice, mask) for choice, mask in zip(self.choices, masks, strict=True)]
        reached: Reached = {}
        for index, mask in self._next(masks, 0, skipped):
            there = {start: (prices[index].get(start, 0), NOBODY, 0) for start in steps_in(mask & begin)}
            reached.setdefault(1 << self.choices[index].step, {})[index] = there
        for done in range(1 << len(self.route.choices)):
            for last, here in reached.get(done, {}).items():
                for index, mask in self._next(masks, done, skipped):
                    there = reached.setdefault(done | 1 << self.choices[index].step, {}).setdefault(index, {})
                    self._go(last, here, index, mask, there)
        return reached

    def _next(self, masks: list[int], done: int, skipped: int) -> Iterator[tuple[int, int]]:
        ready = [
            not (done | skipped) >> step & 1 and not needs & ~(done | skipped)
            for step, needs in enumerate(self.route.needs)
        ]
        return (
            (index, masks[index]) for index, choice in enumerate(self.choices) if ready[choice.step] and masks[index]
        )

    def _go(self, last: int, here: dict[int, Reach], index: int, mask: int, there: dict[int, Reach]) -> None:
        """On from one stop to another: each start with the best way to be there by then."""
        gap, prices = self.choices[last].gaps[self.choices[index].zone], self.prices[index]
        waiting = self.weights.waiting * self.clock.grid
        ready = sorted((start + gap, reach[0] - waiting * (start + gap), start) for start, reach in here.items())
        best, came_from, k = FAR, 0, 0
        for start in steps_in(mask):
            while k < len(ready) and ready[k][0] <= start:
                if ready[k][1] < best:
                    best, came_from = ready[k][1], ready[k][2]
                k += 1
            dislike = best + waiting * start + prices.get(start, 0)
            if k and (start not in there or dislike < there[start][0]):
                there[start] = (dislike, last, came_from)

    def _followed(self, reached: Reached, done: int, index: int, at: int) -> Walk:
        walk: Walk = []
        while index != NOBODY:
            walk.append((self.choices[index], at))
            _, before, came_from = reached[done][index][at]
            done &= ~(1 << self.choices[index].step)
            index, at = before, came_from
        return walk[::-1]

    def _prices(self, choice: Choice, mask: int) -> dict[int, int]:
        """What each start is disliked for, beside waiting; nothing for a step that was not planned.

        That she moves at all is not counted: where she need not, nothing is looked for beside.
        """
        old, weights = self.old.get(choice.step), self.weights
        if old is None or choice.locked:
            return {}
        elsewhere = 0 if any(given.station == old.station for given in choice.given) else weights.station
        each = weights.minute * self.clock.grid
        moved = elsewhere + (weights.person * BY_HAND if old.by_hand else 0)
        prices = {s: moved + each * abs(s - old.start) for s in steps_in(mask)}
        if old.start in prices:
            prices[old.start] = elsewhere or (0 if self._as_before(choice, old) else weights.staff)
        return prices

    def _as_before(self, choice: Choice, old: Before) -> bool:
        return seat_at(self.draft, choice, old.start, old, overtime=self.overtime)[1] == old.staff


def seat_at(draft: Draft, choice: Choice, start: int, old: Before | None, *, overtime: bool) -> tuple[Given, int]:
    """At which station and with whom a step is done at a start that it has: as before where that can be."""
    ordered = sorted(choice.given, key=lambda given: old is None or given.station != old.station)
    for given in ordered:
        there = class_there(draft, given, start)
        if there:
            return given, max(there, key=lambda who: (old is not None and who == old.staff, who))
    can = ((given, free_staff(draft, choice, given, start, overtime=overtime)) for given in ordered)
    given, free = next((given, free) for given, free in can if free)
    if old is not None and old.staff in free:
        return given, old.staff
    return given, draft.staffing.best(given.kind, start, overtime=overtime) if given.kind != NOBODY else free[0]


def class_there(draft: Draft, given: Given, start: int) -> list[int]:
    """Who gives a class that starts then and has a seat."""
    most = draft.problem.plan.stations[given.station].group_size - given.seats
    return [
        staff
        for (then, staff), (people, step_free) in draft.classes[given.station].items()
        if given.group and then == start and people <= most and (step_free or not given.step_free)
    ]


def free_staff(draft: Draft, choice: Choice, given: Given, start: int, *, overtime: bool) -> list[int]:
    """Who can give the step at that station then, with a place for it: indices; a number below nothing for nobody."""
    full = 0
    for used in given.uses:
        full |= draft.full_for(used, given.taken)
    if not given.starts >> start & 1 or not fits(~full, choice.steps) >> start & 1:
        return []
    if given.kind != NOBODY:
        return draft.staffing.free(given.kind, start, overtime=overtime)
    taken = [staff for then, staff in draft.classes[given.station] if then == start]
    return [min([NOBODY, *(staff - 1 for staff in taken)])]
