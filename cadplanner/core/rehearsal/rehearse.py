"""A what-if played many times: how long people wait and where, who leaves when, and how full the hall is."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from cadplanner.core.model.plan import Plan
from cadplanner.core.planning.dice import Dice
from cadplanner.core.rehearsal.counting import Spread, by_quarter, most_at_once, spread_of
from cadplanner.core.rehearsal.hall_now import HallNow
from cadplanner.core.rehearsal.played import Rehearsal, Seen
from cadplanner.core.rehearsal.simulate import played
from cadplanner.core.rehearsal.stage import Stage
from cadplanner.core.rehearsal.what_if import WhatIf

ON_TIME = 10  # minutes after the time on the card at which somebody still leaves on time
USUAL_RUNS = 20
USUAL_SEED = 1  # the same question gives the same answer
SEEDS_APART = 1 << 20  # so that two seeds share no day


@dataclass(frozen=True, slots=True)
class AtStation:
    """One station on an ordinary day under this what-if; waits are minutes past somebody's time.

    `wait` is what people wait, `worst` the longest wait of a bad day and `worst_at` the hour in which the longest of a
    day mostly falls (-1 where nobody waits), `queue` the most who stand there at once. `total` are the minutes that
    all wait in a day.
    """

    station_id: str
    name: str
    visits: float
    wait: Spread
    worst: float
    worst_at: int
    queue: int
    total: float


@dataclass(frozen=True, slots=True)
class Begins:
    """Where a rehearsal begins that does not begin in the morning: the minute, how many are here and to come.

    Nobody waits any more for those who are `missing`.
    """

    minute: int
    here: int
    to_come: int
    missing: int


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """What came of a what-if played so many times; a figure of a day is that of a middling day, minutes throughout.

    Where it `begins` in the middle of the day, the waits are those before the visits that began after it.
    `people` are those of the plan who come: of them `on_time` per cent leave no more than ON_TIME minutes after their
    planned time; `waits` are minutes waited in all, `stays` minutes on site. `last_leaves` is when the last person
    goes: on half of the days, on 19 of 20. `overtime` is worked past the end of shifts, by staff id. `hall` is how
    many people are there at once at most in each quarter of an hour, by its first minute. `lost`, `missed`, `walk_ins`
    and `turned_away` count, a day, visits that nobody could give, classes that were over when somebody came,
    walk-ins, and those of them for whom there was no time.
    """

    what_if: WhatIf
    begins: Begins | None
    runs: int
    closing: int
    people: float
    on_time: float
    waits: Spread
    stays: Spread
    last_leaves: Spread
    stations: tuple[AtStation, ...]
    overtime: tuple[tuple[str, float], ...]
    hall: tuple[tuple[int, float], ...]
    lost: float
    missed: float
    walk_ins: float
    turned_away: float

    @property
    def fullest(self) -> tuple[int, float]:
        """The quarter of an hour with most people in the hall, and how many; (0, 0) where nobody comes."""
        return max(self.hall, key=lambda each: each[1], default=(0, 0.0))

    @property
    def minutes_over(self) -> float:
        """How long after closing the last person leaves; below 0 is before it."""
        return self.last_leaves.half - self.closing


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a what-if beside the day as planned, and sentences of advice; none of them before it was tried."""

    as_planned: Rehearsed
    asked: Rehearsed
    advice: tuple[str, ...] = ()

    @property
    def is_as_planned(self) -> bool:
        """Whether nothing else was asked than how the day goes as planned."""
        return self.asked.what_if == self.as_planned.what_if


def rehearsing(
    plan: Plan, what_if: WhatIf, *, runs: int, seed: int, now: HallNow | None = None
) -> Iterator[int | Rehearsed]:
    """How many days are played so far, one after another, and in the end what came of them.

    Each is played from the morning, or from the hall as it stands `now`. The same seed gives the same answer, and the
    same luck to every what-if: what differs is what was asked.
    """
    stage = Stage(plan, what_if, now)
    tally = _Tally(stage)
    for run in range(runs):
        tally.add(played(stage, Dice(seed * SEEDS_APART + run)))
        yield run + 1
    yield tally.rehearsed()


def rehearse(
    plan: Plan, what_if: WhatIf, *, runs: int = USUAL_RUNS, seed: int = USUAL_SEED, now: HallNow | None = None
) -> Rehearsed:
    """What comes of a what-if, played so many times."""
    *_, found = rehearsing(plan, what_if, runs=runs, seed=seed, now=now)
    assert isinstance(found, Rehearsed)
    return found


def _begins(now: HallNow | None) -> Begins | None:
    return Begins(now.minute, len(now.here), len(now.to_come), now.missing) if now else None


class _Tally:
    """The figures of the days played so far."""

    def __init__(self, stage: Stage) -> None:
        self.plan, self.what_if, self.now, self.minute = stage.plan, stage.what_if, stage.now, stage.minute
        self.days: list[Rehearsal] = []
        self.waits: list[float] = []
        self.late: dict[str, list[float]] = defaultdict(list)
        self.worst: dict[str, list[Seen]] = defaultdict(list)
        self.queues: dict[str, list[float]] = defaultdict(list)
        self.overtime: dict[str, float] = defaultdict(float)
        self.hall: dict[int, int] = defaultdict(int)

    def add(self, day: Rehearsal) -> None:
        """One more day."""
        self.days.append(day)
        waited = {each.who: 0.0 for each in day.people if each.who in self.plan.appointment}
        at: dict[str, list[Seen]] = defaultdict(list)
        for seen in day.seen:
            if seen.start < self.minute:
                continue  # it was under way before
            if seen.who in waited:
                waited[seen.who] += seen.waited
            at[seen.station_id].append(seen)
        self.waits += waited.values()
        for station_id, all_seen in at.items():
            late = [seen.late for seen in all_seen]
            self.late[station_id] += (max(0.0, minutes) for minutes in late)
            self.worst[station_id].append(all_seen[late.index(max(late))])
            stood = ((seen.start - minutes, seen.start) for seen, minutes in zip(all_seen, late, strict=True))
            self.queues[station_id].append(most_at_once(stood))
        self._add_overtime(day)
        for quarter, there in by_quarter([(max(came.arrived, self.minute), came.left) for came in day.people]):
            self.hall[quarter] += there

    def _add_overtime(self, day: Rehearsal) -> None:
        last: dict[str, float] = {}
        for seen in day.seen:
            last[seen.staff_id] = max(last.get(seen.staff_id, 0.0), seen.end)
        for shift in self.plan.shifts:
            self.overtime[shift.staff_id] += max(0.0, last.get(shift.staff_id, 0.0) - shift.span.end)

    def rehearsed(self) -> Rehearsed:
        """What came of all the days."""
        days, runs = self.days, max(1, len(self.days))
        people = [came for day in days for came in day.people if came.who in self.plan.appointment]
        late = sum(came.left > came.due + ON_TIME for came in people)
        overtime = {key: minutes / runs for key, minutes in self.overtime.items() if minutes / runs >= 1}
        return Rehearsed(
            what_if=self.what_if,
            begins=_begins(self.now),
            runs=len(days),
            closing=self.plan.day.opening.end,
            people=len(people) / runs,
            on_time=100 * (1 - late / len(people)) if people else 100.0,
            waits=spread_of(self.waits),
            stays=spread_of([came.left - came.arrived for came in people]),
            last_leaves=spread_of([max(came.left for came in day.people) for day in days if day.people]),
            stations=tuple(self._at(station.id, station.name, runs) for station in self.plan.stations),
            overtime=tuple(sorted(overtime.items(), key=lambda each: (-each[1], each[0]))),
            hall=tuple((quarter, self.hall[quarter] / runs) for quarter in sorted(self.hall)),
            lost=sum(len(day.lost) for day in days) / runs,
            missed=sum(len(day.missed) for day in days) / runs,
            walk_ins=sum(len(day.people) + day.turned_away for day in days) / runs - len(people) / runs,
            turned_away=sum(day.turned_away for day in days) / runs,
        )

    def _at(self, station_id: str, name: str, runs: int) -> AtStation:
        late, worst = self.late[station_id], self.worst[station_id]
        hours = Counter(int(seen.start - seen.late) // 60 for seen in worst if seen.late >= 1)
        return AtStation(
            station_id=station_id,
            name=name,
            visits=len(late) / runs,
            wait=spread_of(late),
            worst=spread_of([max(0.0, seen.late) for seen in worst]).most,
            worst_at=min(hours, key=lambda hour: (-hours[hour], hour), default=-1),
            queue=round(spread_of(self.queues[station_id]).half),
            total=sum(late) / runs,
        )
