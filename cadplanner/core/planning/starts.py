"""Starts of a day as one integer: bit k is the start k x grid minutes after midnight."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from cadplanner.core.model.span import MINUTES_IN_DAY
from cadplanner.core.model.staff import BreakRule
from cadplanner.core.planning.masks import run

Walk = Callable[[int, int], int]


class Piece(NamedTuple):
    """Something that takes minutes, in a zone."""

    start: int
    end: int
    zone: int = 0


def between(first: int, last: int, grid: int) -> int:
    """The starts from one minute to another, both included."""
    return run(-(-max(first, 0) // grid), last // grid + 1)


def clear_of(pieces: Iterable[Piece], minutes: int, grid: int) -> int:
    """The starts at which so many minutes touch none of the pieces."""
    taken = 0
    for start, end, _ in pieces:
        taken |= between(start - minutes + 1, end - 1, grid)
    return between(0, MINUTES_IN_DAY - minutes, grid) & ~taken


def in_gaps(pieces: Sequence[Piece], minutes: int, zone: int, walk: Walk, grid: int) -> int:
    """The starts at which so many minutes in a zone fit between the pieces (in time order) with the walks to and fro.

    Where the walk from one piece to the next is too long, as it may be when what was between them is gone, something
    must come between those two.
    """
    broken = too_close(pieces, walk)
    mask = 0
    for n in range(len(pieces) + 1) if not broken else broken if len(broken) == 1 else ():
        first = pieces[n - 1].end + walk(pieces[n - 1].zone, zone) if n else 0
        last = pieces[n].start - walk(zone, pieces[n].zone) if n < len(pieces) else MINUTES_IN_DAY
        mask |= between(first, last - minutes, grid)
    return mask


def too_close(pieces: Sequence[Piece], walk: Walk) -> list[int]:
    """The pieces that start before one can have walked there from the one before, by position."""
    return [n for n, (a, b) in enumerate(pairwise(pieces), start=1) if a.end + walk(a.zone, b.zone) > b.start]


def rested(runs: Sequence[tuple[int, int]], minutes: int, longest: int, rest: int, grid: int) -> int:
    """The starts at which work of so many minutes makes no run of work longer than the longest stretch.

    Work with less than a rest between is one run, and work in a hole of it makes it no longer; what the hole holds
    already is another rule's affair.
    """
    mask = 0
    for n in range(len(runs) + 1):
        begin, end = runs[n - 1] if n else (-rest, -rest)
        then, until = runs[n] if n < len(runs) else (2 * MINUTES_IN_DAY, 2 * MINUTES_IN_DAY)
        alone_from, alone_to = end + rest, then - rest - minutes
        if n and end - begin <= longest:
            mask |= between(begin, end - minutes, grid)
        if minutes <= longest:
            mask |= between(alone_from, alone_to, grid)
        mask |= between(end, min(alone_from - 1, alone_to, begin + longest - minutes), grid)
        mask |= between(max(alone_from, alone_to + 1, until - longest), then - minutes, grid)
        if until - begin <= longest:
            mask |= between(max(end, alone_to + 1), min(alone_from - 1, then - minutes), grid)
    return mask


def round_breaks(
    orders: Iterable[Sequence[BreakRule]], work: Sequence[tuple[int, int]], minutes: int, grid: int
) -> int:
    """The starts at which so many minutes leave room for all breaks, in one order or another, beside the work."""
    mask = 0
    for order in orders:
        over, begins = list(_ends(order, work)), list(_begins(order, work))
        if len(over) == len(order) + 1 == len(begins):
            for after, by in zip(over, reversed(begins), strict=True):
                mask |= between(after, by - minutes, grid)
    return mask


def _ends(order: Sequence[BreakRule], work: Sequence[tuple[int, int]]) -> Iterator[int]:
    """When none, one, two ... of the breaks can be over at the earliest; it ends where one does not fit."""
    over = 0
    yield over
    for rule in order:
        start = max(rule.window.start, over)
        for begin, end in work:
            if begin - start < rule.minutes:
                start = max(start, end)
        over = start + rule.minutes
        if over > rule.window.end:
            return
        yield over


def _begins(order: Sequence[BreakRule], work: Sequence[tuple[int, int]]) -> Iterator[int]:
    """When the last none, one, two ... of the breaks must begin at the latest; it ends where one does not fit."""
    by = MINUTES_IN_DAY
    yield by
    for rule in reversed(order):
        end = min(rule.window.end, by)
        for begin, past in reversed(work):
            if end - past < rule.minutes:
                end = min(end, begin)
        by = end - rule.minutes
        if by < rule.window.start:
            return
        yield by
