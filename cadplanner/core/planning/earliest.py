"""When each step of a route can be at the earliest and at the latest, were nobody else there."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from cadplanner.core.model.span import Span
from cadplanner.core.planning.masks import first, last, run
from cadplanner.core.planning.problem import Choice, Problem, Route

NEVER = 10**6


class Reach(NamedTuple):
    """The earliest and the latest start of a step, and the fewest grid steps it takes."""

    earliest: int
    latest: int
    steps: int

    def inside(self, begin: int, end: int) -> int:
        """The grid steps of the visit that fall between the two, whenever it is."""
        early = self.earliest + self.steps - begin
        return max(0, min(self.steps, end - begin, early, end - self.latest))


def reaches(problem: Problem, route: Route, begins: int) -> tuple[Reach, ...] | None:
    """The reach of each step of a route; None where one of them can be at no time. `begins` are starts of a stay."""
    found = [reach for stay in route.stays if (reach := _in_one_stay(problem, route, stay, begins))]
    if not found:
        return None
    return tuple(
        Reach(min(r.earliest for r in each), max(r.latest for r in each), each[0].steps)
        for each in zip(*found, strict=True)
    )


def _in_one_stay(problem: Problem, route: Route, stay: Span, begins: int) -> list[Reach] | None:
    clock, choices = problem.clock, route.choices
    begin = begins & run(clock.until(stay.start), min(clock.size, max(0, clock.until(stay.end))))
    if not begin:
        return None
    steps = [min(choice.steps for choice in each) for each in choices]
    masks = [_starts(each) for each in choices]
    before = _before(route.needs)
    leaves = min(clock.until(stay.end), last(begin) + clock.steps(route.longest))
    earliest = _earliest(route, steps, masks, before, first(begin))
    latest = _latest(route, steps, masks, before, leaves)
    roots = [n for n, each in enumerate(before) if not each]
    if len(roots) == 1:
        latest[roots[0]] = min(latest[roots[0]], last(begin))
    if any(early > late for early, late in zip(earliest, latest, strict=True)):
        return None
    return [Reach(*each) for each in zip(earliest, latest, steps, strict=True)]


def _earliest(route: Route, steps: list[int], masks: list[int], before: tuple[int, ...], begin: int) -> list[int]:
    """From the first start on: a step follows all those before it, and the last of them with the walk from there."""
    found = [begin] * len(steps)
    for n in _in_order(before):
        after = begin + sum(steps[k] for k in _bits(before[n]))
        walked = (found[k] + _gap(route, k, n, steps[k]) for k in _bits(route.needs[n]))
        found[n] = max(after, *walked, begin)
        left = masks[n] >> found[n]
        found[n] = found[n] + first(left) if left else NEVER
    return found


def _latest(route: Route, steps: list[int], masks: list[int], before: tuple[int, ...], leaves: int) -> list[int]:
    found = [leaves - each for each in steps]
    for n in reversed(_in_order(before)):
        later = [k for k in range(len(steps)) if before[k] >> n & 1]
        follows = leaves - sum(steps[k] for k in later) - steps[n]
        walked = (found[k] - _gap(route, n, k, steps[n]) for k in later if route.needs[k] >> n & 1)
        found[n] = last(masks[n] & run(0, min(follows, *walked, found[n]) + 1))
    return found


@lru_cache(maxsize=256)
def _before(needs: tuple[int, ...]) -> tuple[int, ...]:
    """All that must be over before each step, as bits: what it needs, and what those need."""
    found = list(needs)
    for _ in found:
        for n, bits in enumerate(found):
            for k in _bits(bits):
                found[n] |= found[k]
    return tuple(found)


@lru_cache(maxsize=256)
def _in_order(before: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(sorted(range(len(before)), key=lambda n: before[n].bit_count()))


def _gap(route: Route, one: int, other: int, steps: int) -> int:
    """The steps from the start of one to the start of the other that follows it, at the least."""
    here, there = route.choices[one], route.choices[other]
    if len(here) == 1 and len(there) == 1:
        return here[0].gaps[there[0].zone]
    return steps


def _starts(choices: tuple[Choice, ...]) -> int:
    mask = 0
    for choice in choices:
        for given in choice.given:
            mask |= given.starts
    return mask


@lru_cache(maxsize=256)
def _bits(mask: int) -> tuple[int, ...]:
    return tuple(n for n in range(mask.bit_length()) if mask >> n & 1)
