"""The walks through a route that wait least, found over all starts of the day at once."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from cadplanner.core.model.span import Span
from cadplanner.core.planning.companions import Leaves, beside_companions
from cadplanner.core.planning.draft import Draft
from cadplanner.core.planning.masks import run
from cadplanner.core.planning.problem import Choice, Clock, Route

MOST_NODES = 400
Ways = list[list[tuple[Choice, int]]]
Order = tuple[Choice, ...]
Reached = tuple[list[int], ...]


class Walk(NamedTuple):
    """An order of choices; `ends[w]` are the starts of the last stop reachable with w steps of waiting.

    `reached` has, for each stop, such masks for 0 to `waits` steps of waiting.
    """

    order: Order
    reached: Reached
    waits: int
    ends: int

    def starts(self, at: int) -> list[tuple[Choice, int]]:
        """The stops with their starts, where the last one starts `at`; waits fall as early as they can."""
        waits, found = self.waits, [(self.order[-1], at)]
        for n in range(len(self.order) - 2, -1, -1):
            choice, then = self.order[n], self.order[n + 1]
            at -= choice.gaps[then.zone]
            while not self.reached[n][waits] >> at & 1:
                waits -= 1
                at -= 1
            found.append((choice, at))
        return found[::-1]

    def length(self) -> int:
        """From the first start to the last, in steps."""
        return sum(one.gaps[other.zone] for one, other in pairwise(self.order)) + self.waits


class Finding:
    """One search: the walks of a route that wait least, up to a limit of waiting."""

    def __init__(self, route: Route, ways: Ways, clock: Clock, begins: int, leaves: Leaves) -> None:
        self.route, self.ways, self.clock, self.begins, self.leaves = route, ways, clock, begins, leaves
        self.count = len(ways)
        self.all_done = (1 << self.count) - 1
        self.nexts: dict[int, list[tuple[Choice, int]]] = {}

    def least_waiting(self, most: int) -> list[Walk]:
        """Walks with the least waiting there is, none above `most` steps; [] where there is no walk."""
        limit = 0
        while True:
            self.limit, self.nodes, self.found = limit, 0, list[Walk]()
            for stay in self.route.stays:
                self._from(stay)
            if self.found or limit >= most:
                return [walk for walk in self.found if walk.waits == self.limit]
            limit = min(most, 2 * limit + 2)

    def _from(self, stay: Span) -> None:
        self.latest = self.clock.from_(stay.end)
        self.stay = stay
        begin = self.begins & run(self.clock.until(stay.start), self.clock.size)
        for choice, mask in self._next(0):
            if mask & begin:
                reached = [mask & begin] + [0] * self.limit
                self._go(choice, (choice,), (reached,), 0, 1 << choice.step)

    def _next(self, done: int) -> list[tuple[Choice, int]]:
        """What may come next when those steps are done: the choices, each with the starts it has."""
        known = self.nexts.get(done)
        if known is not None:
            return known
        needs = self.route.needs
        found = self.nexts[done] = [
            way
            for step in range(self.count)
            if not done >> step & 1 and not needs[step] & ~done
            for way in self.ways[step]
        ]
        return found

    def _go(self, choice: Choice, order: Order, reached: Reached, length: int, done: int) -> None:
        """On from a stop that is reached: `length` is the steps from the first start to it, waiting left out."""
        if done == self.all_done:
            self._arrive(choice, order, reached, length)
            return
        self.nodes += 1
        if self.nodes > MOST_NODES:
            return
        here, gaps = reached[-1], choice.gaps
        for then, mask in self._next(done):
            gap = gaps[then.zone]
            there = [here[0] << gap & mask] if self.limit == 0 else self._waited(here, gap, mask)
            if any(there):
                self._go(then, (*order, then), (*reached, there), length + gap, done | 1 << then.step)

    def _waited(self, here: list[int], gap: int, mask: int) -> list[int]:
        """The starts reached from `here` with so many steps of waiting in all, for each number up to the limit."""
        waiting, there = 0, []
        for level in here[: self.limit + 1]:
            waiting = level << gap | waiting << 1
            there.append(waiting & mask)
        return there

    def _arrive(self, choice: Choice, order: Order, reached: Reached, length: int) -> None:
        """Keep the walk if the stay is allowed; nothing that waits longer is looked for from now on."""
        clock, (first, last) = self.clock, self.leaves
        early = clock.until(first - choice.minutes) if first else 0
        by = clock.from_(min(self.stay.end, last) - choice.minutes) + 1
        for waits in range(self.limit + 1):
            if (length + waits) * clock.grid + choice.minutes > self.route.longest:
                return
            ends = reached[-1][waits] & run(early, by)
            if ends:
                self.limit = waits
                self.found.append(Walk(order, reached, waits, ends))
                return


def finding(draft: Draft, n: int, begins: int, *, overtime: bool) -> Finding | None:
    """The search for one route as the draft stands; None where a step cannot be done at all."""
    route = draft.problem.routes[n]
    ways: Ways = []
    for choices in route.choices:
        masks = [(choice, draft.starts(choice, overtime=overtime)) for choice in choices]
        open_ways = [way for way in masks if way[1]]
        if not open_ways:
            return None
        ways.append(open_ways)
    beside, leaves = beside_companions(draft, n) if route.together else (route.begins, route.leaves)
    return Finding(route, ways, draft.problem.clock, begins & beside, leaves) if ways else None
