"""A planned day played with random minutes: who waits how long, and where the queues build."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from math import cos, exp, log, pi, sqrt
from statistics import fmean

from cadplanner.core.model.appointment import Visit
from cadplanner.core.model.day import Mode
from cadplanner.core.model.plan import Plan
from cadplanner.core.planning.dice import Roll


@dataclass(frozen=True, slots=True)
class Chance:
    """How a day differs from its plan, at random.

    `minutes` is how far the length of a visit varies, as a share of what is planned (the standard deviation over the
    mean); a class lasts as long as planned. `by_service` says it otherwise for a service, by id. `late` is the
    standard deviation, in minutes, of when people come.
    """

    minutes: float = 0.25
    late: float = 4.0
    by_service: tuple[tuple[str, float], ...] = ()

    def of(self, service_id: str) -> float:
        """How far the minutes of that service vary."""
        return dict(self.by_service).get(service_id, self.minutes)


@dataclass(frozen=True, slots=True)
class Replayed:
    """What came of a plan played many times; minutes throughout.

    `waits` are what each patient waited on site in each replay, sorted; `queues` how long people stood at each
    service on average because nobody or no place was free, by service id, the longest first; `overtime` the mean of
    all minutes worked past the end of shifts.
    """

    waits: tuple[float, ...]
    queues: tuple[tuple[str, float], ...]
    overtime: float

    @property
    def mean_wait(self) -> float:
        """What somebody waits on average; 0 where nobody is placed."""
        return fmean(self.waits) if self.waits else 0.0

    def wait_of(self, per_cent: int) -> float:
        """What so many per cent of people wait at most."""
        return self.waits[min(len(self.waits) - 1, len(self.waits) * per_cent // 100)] if self.waits else 0.0


def replayed(plan: Plan, dice: Roll, *, times: int, chance: Chance = Chance()) -> Replayed:
    """The plan played so many times with those dice.

    Nobody starts before their time; staff, places and patients keep the order of the plan, and all that follows
    somebody who takes longer is later.
    """
    replay = _Replay(plan, dice, chance)
    waits: list[float] = []
    overtime = [replay.play(waits) for _ in range(times)]
    queues = {key: fmean(minutes) for key, minutes in replay.queued.items()}
    order = sorted(queues.items(), key=lambda item: (-item[1], item[0]))
    return Replayed(tuple(sorted(waits)), tuple(order), fmean(overtime) if overtime else 0.0)


class _Replay:
    def __init__(self, plan: Plan, dice: Roll, chance: Chance) -> None:
        self.plan, self.dice, self.chance = plan, dice, chance
        self.groups = _together(plan)
        self.queued: dict[str, list[float]] = defaultdict(list)

    def play(self, waits: list[float]) -> float:
        """Play the day once: adds what each patient waited; minutes of overtime."""
        staff: dict[str, float] = {}
        places: dict[tuple[str, int], float] = {}
        there: dict[str, tuple[float, Visit]] = {}
        waited: dict[str, float] = defaultdict(float)
        for group in self.groups:
            first = group[0]
            place = (first.station_id, first.place)
            ready = [self._ready(visit, there) for visit in group]
            asked = max(first.span.start, *ready)
            free = max(staff.get(first.staff_id, 0.0), places.get(place, 0.0))
            start = max(asked, free)
            end = start + self._minutes(first)
            for visit, came in zip(group, ready, strict=True):
                waited[visit.appointment_id] += start - came
                there[visit.appointment_id] = (end, visit)
            self.queued[self.plan.station[first.station_id].service_id].append(start - asked)
            if self.plan.station[first.station_id].mode is not Mode.DROP_IN:
                staff[first.staff_id] = places[place] = end
        staff.pop("", None)
        waits += waited.values()
        ends = {shift.staff_id: shift.span.end for shift in self.plan.shifts}
        return sum(max(0.0, end - ends.get(staff_id, end)) for staff_id, end in staff.items())

    def _ready(self, visit: Visit, there: dict[str, tuple[float, Visit]]) -> float:
        """When the patient could begin: her time, or when she is there after what came before or after coming late.

        Whoever waits for her own time after a visit waits; whoever comes early does not.
        """
        if visit.appointment_id not in there:
            return max(visit.span.start, visit.span.start + self.chance.late * self._normal())
        end, before = there[visit.appointment_id]
        return end + self.plan.walking(self.plan.station[before.station_id], self.plan.station[visit.station_id])

    def _minutes(self, visit: Visit) -> float:
        """Log-normal about what is planned; a class lasts as long as it lasts."""
        station = self.plan.station[visit.station_id]
        varies = self.chance.of(station.service_id)
        if station.mode is Mode.GROUP or not varies:
            return visit.span.minutes
        spread = sqrt(log(1 + varies * varies))
        return visit.span.minutes * exp(spread * self._normal() - spread * spread / 2)

    def _normal(self) -> float:
        """Box and Muller: A note on the generation of random normal deviates (1958)."""
        return sqrt(-2 * log(1 - self.dice.random())) * cos(2 * pi * self.dice.random())


def _together(plan: Plan) -> list[list[Visit]]:
    """The visits in time order, those of one class as one."""
    found: dict[tuple[str, ...], list[Visit]] = {}
    for visit in sorted(plan.visits, key=lambda visit: (visit.span.start, visit.id)):
        station = plan.station.get(visit.station_id)
        if station is not None:
            alone = "" if station.mode is Mode.GROUP else visit.id
            found.setdefault((station.id, str(visit.place), str(visit.span.start), alone), []).append(visit)
    return list(found.values())
