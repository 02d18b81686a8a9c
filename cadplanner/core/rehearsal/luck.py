"""How one day falls out by chance: who comes, how late, and how long each visit takes."""

from __future__ import annotations

from collections.abc import Iterable
from math import sqrt
from typing import NamedTuple

from cadplanner.core.model.plan import Plan
from cadplanner.core.planning.dice import Roll
from cadplanner.core.rehearsal.what_if import WhatIf

EARLIEST, USUAL, LATEST = -10, -3, 15  # minutes after the time on the card
VERY_LATE, VERY_LATE_FROM, VERY_LATE_TO = 0.03, 31, 50
SHORTEST, MODE, LONGEST = 0.6, 0.9, 1.5  # of the planned minutes: on average just those


class Luck(NamedTuple):
    """One throw of the dice: minutes late by appointment id, for those who come, and the minutes' factor by visit."""

    late: dict[str, float]
    factor: dict[str, float]


def throw(plan: Plan, what_if: WhatIf, dice: Roll) -> Luck:
    """The luck of one day. The same dice give the same luck, however many stay away or take longer.

    Those who come together come or stay away together.
    """
    people = {each.id: (dice.random(), dice.random(), dice.random()) for each in plan.appointments}
    for group in plan.together.values():
        people |= dict.fromkeys((each.id for each in group), people[group[0].id])
    factors = factors_of((visit.id for visit in plan.visits), what_if, dice)
    late = {
        who: what_if.late + (_minutes_late(*rolls) if what_if.varies else 0.0)
        for who, (comes, *rolls) in people.items()
        if comes * 100 >= what_if.absent
    }
    return Luck(late, factors)


def factors_of(keys: Iterable[str], what_if: WhatIf, dice: Roll) -> dict[str, float]:
    """How much longer than planned each takes, as a factor."""
    longer = 1 + what_if.longer / 100
    rolls = ((key, dice.random()) for key in keys)
    if not what_if.varies:
        return {key: longer for key, _ in rolls}
    return {key: longer * triangular(roll, SHORTEST, MODE, LONGEST) for key, roll in rolls}


def _minutes_late(often: float, how_late: float) -> float:
    """10 minutes early to 15 late, mostly 3 early; 3 in 100 are more than half an hour late."""
    if often < VERY_LATE:
        return VERY_LATE_FROM + how_late * (VERY_LATE_TO - VERY_LATE_FROM)
    return triangular(how_late, EARLIEST, USUAL, LATEST)


def triangular(roll: float, low: float, mode: float, high: float) -> float:
    """The number of a triangular distribution below which a share `roll` of it lies."""
    width = high - low
    if roll * width < mode - low:
        return low + sqrt(roll * width * (mode - low))
    return high - sqrt((1 - roll) * width * (high - mode))
