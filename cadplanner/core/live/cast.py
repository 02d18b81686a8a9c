"""Who comes when, how long it takes, and what comes of it: thrown with dice, as days really go."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from cadplanner.core.model.day import Mode
from cadplanner.core.model.lateness import EARLIEST, LATEST, USUAL, VERY_LATE, VERY_LATE_FROM, VERY_LATE_TO
from cadplanner.core.model.outcome import Agreed, OutcomeKind
from cadplanner.core.model.plan import Plan

NOT_AT_ALL, LEAVE_EARLY, SIGNPOSTED = 0.14, 0.02, 0.4
PIFU_MONTHS = (3, 6, 12)
KINDS = (
    (OutcomeKind.DISCHARGE, 20),
    (OutcomeKind.PIFU, 30),
    (OutcomeKind.FOLLOW_UP, 33),
    (OutcomeKind.ONWARD_REFERRAL, 10),
    (OutcomeKind.INVESTIGATION, 5),
    (OutcomeKind.SURGICAL_OPINION, 2),
)
"""Per cent of those who attend, as published from Sussex."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one person will do: the minute she comes (None: never), and whether she leaves before the end."""

    comes: int | None
    leaves_early: bool


def cast(plan: Plan, dice: Random) -> dict[str, Part]:
    """A part for everybody, by appointment id; who has no arrival time does not come."""
    return {appointment.id: _part(plan.arrival(appointment.id), dice) for appointment in plan.appointments}


def _part(expected: int | None, dice: Random) -> Part:
    """14 in 100 do not come, 3 come more than half an hour late, the rest 10 minutes early to 15 late."""
    roll, late = dice.random(), dice.randint(VERY_LATE_FROM, VERY_LATE_TO)
    minutes = round(dice.triangular(EARLIEST, LATEST, USUAL))
    early = dice.random() < LEAVE_EARLY
    if expected is None or roll < NOT_AT_ALL:
        return Part(None, early)
    return Part(expected + (late if roll < NOT_AT_ALL + VERY_LATE else minutes), early)


def minutes_taken(planned: int, dice: Random) -> int:
    """How long a visit of so many planned minutes takes: from a quarter less to two fifths more."""
    return max(1, round(planned * dice.triangular(0.75, 1.4, 0.95)))


def agreed_with(plan: Plan, dice: Random) -> tuple[Agreed, ...]:
    """What is agreed with somebody who stays to the end."""
    (kind,) = dice.choices([kind for kind, _ in KINDS], [share for _, share in KINDS])
    hub = tuple(station.name for station in plan.stations if station.mode is Mode.DROP_IN)
    agreed = {
        OutcomeKind.PIFU: Agreed(
            kind, "the same problem", start=plan.day.on, months=dice.choice(PIFU_MONTHS), leaflet=True
        ),
        OutcomeKind.FOLLOW_UP: Agreed(kind, dice.choice(("face to face", "phone")), "routine"),
        OutcomeKind.ONWARD_REFERRAL: Agreed(kind, "Pain service", "routine"),
        OutcomeKind.INVESTIGATION: Agreed(kind, "X-ray"),
        OutcomeKind.SURGICAL_OPINION: Agreed(kind, "Knee"),
    }.get(kind, Agreed(kind))
    told = (Agreed(OutcomeKind.SIGNPOSTED, to=hub),) if hub and dice.random() < SIGNPOSTED else ()
    return (agreed, *told)
