"""How one day falls out by chance: who comes, how late, and how long each visit takes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import sqrt
from typing import NamedTuple

from cadplanner.core.model.lateness import EARLIEST, LATEST, USUAL, VERY_LATE, VERY_LATE_FROM, VERY_LATE_TO
from cadplanner.core.model.plan import Plan
from cadplanner.core.planning.dice import Roll
from cadplanner.core.rehearsal.what_if import WhatIf

SHORTEST, MODE, LONGEST = 0.6, 0.9, 1.5  # of the planned minutes: on average just those


class Luck(NamedTuple):
    """One throw of the dice: minutes late by appointment id, for those who come, and the minutes' factor by visit."""

    late: dict[str, float]
    factor: dict[str, float]


def throw(plan: Plan, what_if: WhatIf, dice: Roll, past: Mapping[str, int] | None = None) -> Luck:
    """The luck of one day. The same dice give the same luck, however many stay away or take longer.

    Those who come together come or stay away together. `past` is how many minutes after the time on their card some
    have not come yet, by appointment id: they come later than that.
    """
    past = past or {}
    people = {each.id: (dice.random(), dice.random(), dice.random()) for each in plan.appointments}
    for group in plan.together.values():
        people |= dict.fromkeys((each.id for each in group), people[group[0].id])
    factors = factors_of((visit.id for visit in plan.visits), what_if, dice)
    come = {who: (often, how) for who, (comes, often, how) in people.items() if comes * 100 >= what_if.absent}
    if not what_if.varies:
        return Luck(dict.fromkeys(come, float(what_if.late)), factors)
    after = {who: past.get(who, EARLIEST) - what_if.late for who in come}
    return Luck({who: what_if.late + _minutes_late(*rolls, after[who]) for who, rolls in come.items()}, factors)


def factors_of(keys: Iterable[str], what_if: WhatIf, dice: Roll) -> dict[str, float]:
    """How much longer than planned each takes, as a factor."""
    longer = 1 + what_if.longer / 100
    rolls = ((key, dice.random()) for key in keys)
    if not what_if.varies:
        return {key: longer for key, _ in rolls}
    return {key: longer * triangular(roll, SHORTEST, MODE, LONGEST) for key, roll in rolls}


def longer_than(gone: float, factor: float, what_if: WhatIf) -> float:
    """The factor of a visit, thrown before, that has already taken `gone` of its planned minutes."""
    longer = 1 + what_if.longer / 100
    if not what_if.varies or gone <= longer * SHORTEST:
        return factor
    roll, least = (_share_below(each / longer, SHORTEST, MODE, LONGEST) for each in (factor, gone))
    return longer * triangular(least + roll * (1 - least), SHORTEST, MODE, LONGEST)


def _minutes_late(often: float, how_late: float, past: float) -> float:
    """10 minutes early to 15 late, mostly 3 early; 3 in 100 are more than half an hour late. Later than `past`."""
    least = _share_below(past, EARLIEST, USUAL, LATEST)
    if often * (VERY_LATE + (1 - VERY_LATE) * (1 - least)) < VERY_LATE:
        first = max(past, VERY_LATE_FROM)
        return first + how_late * max(0.0, VERY_LATE_TO - first)
    return triangular(least + how_late * (1 - least), EARLIEST, USUAL, LATEST)


def triangular(roll: float, low: float, mode: float, high: float) -> float:
    """The number of a triangular distribution below which a share `roll` of it lies."""
    width = high - low
    if roll * width < mode - low:
        return low + sqrt(roll * width * (mode - low))
    return high - sqrt((1 - roll) * width * (high - mode))


def _share_below(number: float, low: float, mode: float, high: float) -> float:
    """The share of a triangular distribution that lies below that number: the other way round than `triangular`."""
    width, number = high - low, min(max(number, low), high)
    if number < mode:
        return (number - low) ** 2 / (width * (mode - low))
    return 1 - (high - number) ** 2 / (width * (high - mode))
