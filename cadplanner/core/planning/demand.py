"""What patients ask of staff, places, interpreters and arrivals, visit by visit, and when each must be."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from cadplanner.core.planning.draft import Draft
from cadplanner.core.planning.earliest import Reach
from cadplanner.core.planning.problem import NOBODY, Given
from cadplanner.core.planning.supply import Table


class Skills(NamedTuple):
    """Time of staff who have one of these skills."""

    names: frozenset[str]


class Places(NamedTuple):
    """Places at one of these stations; only the step-free ones, where those are asked."""

    stations: frozenset[int]
    step_free: bool


class Interpreters(NamedTuple):
    """Interpreters of a language, by its number among the counted."""

    counted: int


class Arriving(NamedTuple):
    """Arrivals."""


Asked = Skills | Places | Interpreters | Arriving
ARRIVING = Arriving()


class Need(NamedTuple):
    """One visit: when it can be, and the part of its time that it asks (one seat of a class of twelve: a twelfth)."""

    reach: Reach
    part: float

    def inside(self, begin: int, end: int) -> float:
        """What falls between the two steps, whenever the visit is."""
        return self.reach.inside(begin, end) * self.part


@dataclass(frozen=True, slots=True)
class Demand:
    """All needs of one thing, by route."""

    of: Asked
    needs: dict[int, list[Need]]

    def between(self, marks: list[int], nothing: Table) -> Table:
        """What must fall between each two marks, all routes together."""
        table = [row[:] for row in nothing]
        alike = Counter(need for needs in self.needs.values() for need in needs)
        for (reach, part), number in alike.items():
            earliest, latest, steps = reach
            times, late = number * part, bisect_right(marks, latest)
            for i in range(bisect_left(marks, earliest + steps)):
                begin, row = marks[i], table[i]
                most = min(steps, earliest + steps - begin)
                low = max(begin, latest)
                for j in range(max(late, i + 1), len(marks)):
                    inside = marks[j] - low
                    row[j] += times * min(most, inside)
        return table


def demands(draft: Draft, reached: dict[int, tuple[Reach, ...]]) -> dict[Asked, Demand]:
    """The demand of each thing by those routes."""
    found: dict[Asked, Demand] = {}

    def ask(of: Asked, n: int, need: Need) -> None:
        found.setdefault(of, Demand(of, {})).needs.setdefault(n, []).append(need)

    known: dict[tuple[tuple[int, int, bool, int], ...], tuple[tuple[Asked, float], ...]] = {}
    limited = draft.problem.most_arrivals < len(draft.problem.routes)
    for n, reach in reached.items():
        route = draft.problem.routes[n]
        for choices, step in zip(route.choices, reach, strict=True):
            ways = [each for choice in choices for each in choice.given]
            key = tuple((each.station, each.kind, each.step_free, each.seats) for each in ways)
            if key not in known:
                known[key] = tuple(_asked(draft, ways))
            for of, part in known[key]:
                ask(of, n, Need(step, part))
            if choices[0].language != NOBODY:
                ask(Interpreters(choices[0].language), n, Need(step, 1.0))
        if limited:
            ask(ARRIVING, n, Need(_arrival(reach, route.needs), 1.0))
    return found


def _arrival(reach: tuple[Reach, ...], needs: tuple[int, ...]) -> Reach:
    """When the stay can begin: no later than any step that needs no other."""
    first = [step for step, need in zip(reach, needs, strict=True) if not need]
    return Reach(min(step.earliest for step in first), min(step.latest for step in reach), 1)


def _asked(draft: Draft, given: list[Given]) -> Iterable[tuple[Asked, float]]:
    """What one step asks, whichever way it is done; nothing of what one way does not ask."""
    stations, kinds = draft.problem.plan.stations, draft.problem.kinds
    if any(each.group and draft.classes[each.station] for each in given):
        return
    part = min(each.seats / (stations[each.station].group_size if each.group else 1) for each in given)
    if all(each.kind != NOBODY for each in given):
        yield Skills(frozenset(kinds[each.kind].skill for each in given)), part
    if all(each.uses for each in given):
        there = frozenset(each.station for each in given)
        yield Places(there, step_free=False), part
        if all(each.step_free for each in given):
            yield Places(there, step_free=True), part
