"""What two members of staff could exchange: all that they give between two moments when both are free."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from cadplanner.core.model.span import MINUTES_IN_DAY
from cadplanner.core.planning.hands import Card, Hand, Hands

CHANGE = 10_000
HOP = 5
Cut = tuple[int, int]
"""A moment when both are free: how many cards of each hand lie before it."""


class Exchange(NamedTuple):
    """From one cut to another; `links` is what is saved in changes of station and place, `moved` the minutes that the
    first of the two is given more.
    """

    links: int
    begin: Cut
    end: Cut
    moved: int


def cuts(mine: Hand, theirs: Hand) -> Iterator[Cut]:
    """The moments when both are free, in time order, but after the last card."""
    over, i, j = 0, 0, 0
    for card in sorted((*mine, *theirs)):
        if card.start >= over:
            yield i, j
        over = max(over, card.end)
        i, j = (i + 1, j) if i < len(mine) and card is mine[i] else (i, j + 1)


def beginning(hands: Hands, n: int, other: int, begin: Cut) -> Iterator[Exchange]:
    """The exchanges that begin at a cut and make no change more, the shortest first."""
    mine, theirs = hands.hands[n], hands.hands[other]
    (i, j), over, moved = begin, 0, 0
    while i < len(mine) or j < len(theirs):
        hers = i < len(mine) and (j == len(theirs) or mine[i].start <= theirs[j].start)
        card = mine[i] if hers else theirs[j]
        if card.start >= over and (i, j) != begin:
            yield from _worth(mine, theirs, begin, (i, j), moved)
        if not hands.may_take(other if hers else n, card):
            return
        over = max(over, card.end)
        moved += card.start - card.end if hers else card.end - card.start
        i, j = (i + 1, j) if hers else (i, j + 1)
    yield from _worth(mine, theirs, begin, (i, j), moved)


def ending(hands: Hands, n: int, other: int, end: Cut) -> Iterator[Exchange]:
    """The exchanges that end at a cut and make no change more, the shortest first."""
    mine, theirs = hands.hands[n], hands.hands[other]
    (i, j), over, moved = end, MINUTES_IN_DAY, 0
    while i or j:
        hers = i > 0 and (j == 0 or mine[i - 1].end >= theirs[j - 1].end)
        card = mine[i - 1] if hers else theirs[j - 1]
        if card.end <= over and (i, j) != end:
            yield from _worth(mine, theirs, (i, j), end, moved)
        if not hands.may_take(other if hers else n, card):
            return
        over = min(over, card.start)
        moved += card.start - card.end if hers else card.end - card.start
        i, j = (i - 1, j) if hers else (i, j - 1)
    yield from _worth(mine, theirs, (i, j), end, moved)


def exchanged(mine: Hand, theirs: Hand, exchange: Exchange) -> tuple[Hand, Hand]:
    """Both hands after it."""
    (i, j), (k, m) = exchange.begin, exchange.end
    return mine[:i] + theirs[j:m] + mine[k:], theirs[:j] + mine[i:k] + theirs[m:]


def link(one: Card | None, other: Card | None) -> int:
    """What it costs to go from one card to the next: much to another station, a little to another place."""
    if one is None or other is None:
        return 0
    if one.station_id != other.station_id:
        return CHANGE
    return HOP if one.place != other.place else 0


def _worth(mine: Hand, theirs: Hand, begin: Cut, end: Cut, moved: int) -> Iterator[Exchange]:
    (i, j), (k, m) = begin, end
    before, after = mine[i - 1] if i else None, mine[k] if k < len(mine) else None
    left, right = theirs[j - 1] if j else None, theirs[m] if m < len(theirs) else None
    saved = 0
    if i < k:
        saved += link(before, mine[i]) + link(mine[k - 1], after) - link(left, mine[i]) - link(mine[k - 1], right)
    else:
        saved += link(before, after) - link(left, right)
    if j < m:
        saved += (
            link(left, theirs[j]) + link(theirs[m - 1], right) - link(before, theirs[j]) - link(theirs[m - 1], after)
        )
    else:
        saved += link(left, right) - link(before, after)
    if saved > -CHANGE // 2:
        yield Exchange(saved, begin, end, moved)
