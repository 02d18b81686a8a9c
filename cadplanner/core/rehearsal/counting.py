"""Counting over a day: what most stay within, how many there are at once, and in each quarter of an hour."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

QUARTER = 15


@dataclass(frozen=True, slots=True)
class Spread:
    """Minutes that half of the people, or of the days, stay within, and 19 of 20."""

    half: float = 0.0
    most: float = 0.0


def spread_of(minutes: Sequence[float]) -> Spread:
    """What half of them, and 19 of 20, stay within; nothing for none."""
    ordered = sorted(minutes)
    return Spread(_within(ordered, 50), _within(ordered, 95)) if ordered else Spread()


def _within(ordered: Sequence[float], per_cent: int) -> float:
    return ordered[min(len(ordered) - 1, len(ordered) * per_cent // 100)]


def most_at_once(stays: Iterable[tuple[float, float]]) -> int:
    """How many of them there are at once at most; who goes as another comes makes room."""
    steps = sorted(step for start, end in stays if end > start for step in ((start, 1), (end, -1)))
    return max(accumulate(step for _, step in steps), default=0)


def by_quarter(stays: Sequence[tuple[float, float]]) -> Iterator[tuple[int, int]]:
    """How many are there at once at most in each quarter of an hour, by its first minute."""
    steps: Counter[int] = Counter()
    for start, end in stays:
        steps[int(start)] += 1
        steps[int(end) + 1] -= 1
    here = 0
    for quarter in range(min(steps, default=0) // QUARTER, max(steps, default=-1) // QUARTER + 1):
        counts = list(accumulate((steps[quarter * QUARTER + n] for n in range(QUARTER)), initial=here))
        here = counts[-1]
        yield quarter * QUARTER, max(counts[1:])
