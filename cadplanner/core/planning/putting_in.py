"""Putting a patient in where she waits least, and building a first plan that way."""

from __future__ import annotations

from random import Random

from cadplanner.core.planning.draft import Draft
from cadplanner.core.planning.masks import first, last
from cadplanner.core.planning.walks import finding

LITTLE_WAITING = 3
TRIES = 3


def build(draft: Draft, dice: Random) -> None:
    """Place as many as possible one after another: those with the least room to move first."""
    todo = [n for n, route in enumerate(draft.problem.routes) if not route.frozen and route.choices]
    for n in sorted(todo, key=lambda n: _room(draft, n)):
        put_in(draft, n, dice)


def put_in(draft: Draft, n: int, dice: Random) -> bool:
    """Place one route with the least waiting, without new overtime where little waiting is enough; False."""
    return _put_in(draft, n, dice, overtime=False, most=LITTLE_WAITING) or _put_in(
        draft, n, dice, overtime=True, most=draft.problem.routes[n].most_waiting
    )


def _put_in(draft: Draft, n: int, dice: Random, *, overtime: bool, most: int) -> bool:
    search = finding(draft, n, draft.begins, overtime=overtime)
    walks = search.least_waiting(most) if search else []
    for _ in range(TRIES if walks else 0):
        walk = walks[int(dice.random() * len(walks))]
        if draft.place(n, walk.starts(_pick(walk.ends, dice)), overtime=overtime):
            return True
    return False


def _pick(starts: int, dice: Random) -> int:
    """One of the starts: as often the earliest as the latest as one between."""
    roll = dice.random()
    if roll < 0.33:
        return first(starts)
    if roll < 0.67:
        return last(starts)
    low, high = first(starts), last(starts)
    later = starts >> (low + int(dice.random() * (high - low + 1)))
    return high - (last(later) - first(later))


def _room(draft: Draft, n: int) -> tuple[int, int, int]:
    """The minutes between which the stay can be moved; heavier ones first among equals."""
    route = draft.problem.routes[n]
    work = sum(min((choice.minutes for choice in choices), default=0) for choices in route.choices)
    span = max(stay.minutes for stay in route.stays)
    return (span - work, -route.weight, n)
