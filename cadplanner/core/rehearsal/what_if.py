"""What if: how a day may differ from its plan, and the ready-made questions."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from cadplanner.core.model.day import Mode, Position
from cadplanner.core.model.plan import Plan


@dataclass(frozen=True, slots=True)
class Out:
    """A member of staff or a station, by id, that is not there from a minute of the day on."""

    key: str
    at: int


@dataclass(frozen=True, slots=True)
class WhatIf:
    """How the day differs from its plan.

    Every visit takes `longer` per cent longer, but for classes, which end by the clock; `absent` per cent of people do
    not come; those who come are `late` minutes later; `walk_ins` come in every hour of arrivals; a member of staff is
    `away`, a station `closed`. `helper_at` names a station with one more place and member of staff all day. `varies`
    says whether minutes and arrivals vary as they usually do; else all of them are exact.
    """

    longer: int = 0
    absent: int = 0
    late: int = 0
    walk_ins: int = 0
    away: Out | None = None
    closed: Out | None = None
    helper_at: str = ""
    varies: bool = True

    def __post_init__(self) -> None:
        if self.longer <= -100 or not 0 <= self.absent <= 100 or min(self.late, self.walk_ins) < 0:
            raise ValueError("visits take some time, 0 to 100 of 100 people do not come, nobody is late by less than 0")


AS_PLANNED = WhatIf()


@dataclass(frozen=True, slots=True)
class Preset:
    """A ready-made question, and what it means in a sentence."""

    name: str
    says: str
    what_if: WhatIf


def presets(plan: Plan, since: int | None = None) -> tuple[Preset, ...]:
    """The questions that are asked most; the last is about whoever sees most people.

    `since` is the minute from which the day is to be played, None for the morning.
    """
    sick = _busiest(plan, since or 0)
    as_planned, comers = ("As planned", "Everybody") if since is None else ("As it stands", "Whoever is still expected")
    return (
        Preset(as_planned, f"{comers} comes; visits and arrivals vary as they usually do.", AS_PLANNED),
        Preset(
            "All takes 20% longer", "Every visit takes a fifth longer; classes end by the clock.", WhatIf(longer=20)
        ),
        Preset("One in five does not come", "20 of 100 people stay away without a word.", WhatIf(absent=20)),
        Preset("Everybody 15 minutes late", "A road is closed: all who come are 15 minutes later.", WhatIf(late=15)),
        *([_rings_in_sick(plan, sick) if since is None else _has_to_go(plan, sick, since)] if sick else []),
    )


def _rings_in_sick(plan: Plan, staff_id: str) -> Preset:
    name = plan.staff_member[staff_id].name
    return Preset(
        "A clinician rings in sick",
        f"{name} is away all day; colleagues who may do the same take over.",
        WhatIf(away=Out(staff_id, plan.day.opening.start)),
    )


def _has_to_go(plan: Plan, staff_id: str, since: int) -> Preset:
    name = plan.staff_member[staff_id].name
    return Preset(
        "A clinician has to go",
        f"{name} is away from now on; colleagues who may do the same take over.",
        WhatIf(away=Out(staff_id, since)),
    )


def _busiest(plan: Plan, since: int) -> str:
    """The clinician with most minutes planned one to one from then on, but for last stops; '' where there is none."""
    last = {service.id for service in plan.services if service.position is Position.LAST}
    alone = {each.id for each in plan.stations if each.mode is Mode.ONE_TO_ONE and each.service_id not in last}
    minutes: Counter[str] = Counter()
    for visit in plan.visits:
        if visit.span.start >= since and visit.station_id in alone and visit.staff_id in plan.staff_member:
            minutes[visit.staff_id] += visit.span.minutes
    return min(minutes, key=lambda staff_id: (-minutes[staff_id], staff_id), default="")
