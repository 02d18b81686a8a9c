"""A rota before there is a plan: who could stand where, half hour by half hour, and where staff are short."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from cadplanner.core.model.plan import Plan
from cadplanner.core.model.span import Span
from cadplanner.core.model.staff import BreakRule, Shift
from cadplanner.core.planning.breaks import due_breaks
from cadplanner.core.planning.expected import people_needed, slots
from cadplanner.core.planning.rota import Rota, Stand

CHANGE = 0.3  # of a person for half an hour: what a change of station must at least be worth
BARELY = 0.3  # of a person: as much over a whole number asks nobody more
PASSES = 3
FREE = ""
HOUR = 60


@dataclass(frozen=True, slots=True)
class Needed:
    """In one hour: how many people with a skill are needed, and how many stand at its stations."""

    skill: str
    span: Span
    needed: int
    have: int

    @property
    def short(self) -> int:
        """How many are lacking."""
        return max(0, self.needed - self.have)


def suggested_rota(plan: Plan) -> Rota:
    """Who could stand where: where most is asked of her skills, with few changes, breaks when she is missed least.

    Shifts, hour-by-hour posts and the windows of breaks are kept; walks and longest stretches are left to planning.
    """
    dealing = _Dealing(plan)
    for _ in range(PASSES):
        for n in dealing.order:
            dealing.deal(n)
    return dealing.rota()


def needs_of(plan: Plan, rota: Rota) -> tuple[Needed, ...]:
    """How many people with each skill are needed in each hour, and how many the rota has there; skill by skill."""
    asked = people_needed(plan)
    staffed = [station for station in plan.stations if station.id in asked]
    spans, found = slots(plan), []
    for skill in dict.fromkeys(station.skill for station in staffed):
        keys = [station.id for station in staffed if station.skill == skill]
        for start in range(plan.day.opening.start, plan.day.opening.end, HOUR):
            hour = Span(start, min(start + HOUR, plan.day.opening.end))
            inside = [n for n, span in enumerate(spans) if span.within(hour)]
            needed = sum(asked[key][n] for key in keys for n in inside) / len(inside)
            have = sum(_shared(stand.span, hour) for stand in rota.stands if stand.station_id in keys)
            found.append(Needed(skill, hour, _people(needed), _people(have / hour.minutes)))
    return tuple(found)


def _people(number: float) -> int:
    return max(0, ceil(number - BARELY))


def _shared(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))


class _Dealing:
    def __init__(self, plan: Plan) -> None:
        self.plan, self.slots = plan, slots(plan)
        self.left = people_needed(plan)
        self.room = {station.id: [station.places] * len(self.slots) for station in plan.stations}
        self.may = [self._may(shift) for shift in plan.shifts]
        self.at: list[list[str]] = [[] for _ in plan.shifts]
        self.rests: list[dict[int, Span]] = [{} for _ in plan.shifts]
        choices = [len({key for keys in may for key in keys}) for may in self.may]
        self.order = sorted(range(len(plan.shifts)), key=lambda n: (choices[n], n))

    def deal(self, n: int) -> None:
        """Take one member of staff out, and put her where she is worth most beside all others."""
        self._put(self.at[n], -1)
        gains = [{key: self._gain(key, slot) for key in keys} for slot, keys in enumerate(self.may[n])]
        self.rests[n] = self._rests(self.plan.shifts[n], gains)
        for slot in self.rests[n]:
            gains[slot] = {}
        self.at[n] = _best_way(gains)
        self._put(self.at[n], 1)

    def rota(self) -> Rota:
        """The stands and breaks of all."""
        stands: list[Stand] = []
        for shift, at, rests in zip(self.plan.shifts, self.at, self.rests, strict=True):
            mine = [Stand(shift.staff_id, "", span) for span in sorted(set(rests.values()))]
            for slot, key in enumerate(at):
                span = self._worked(shift, slot)
                if key and span:
                    last = mine[-1] if mine and mine[-1].station_id else None
                    if last and last.station_id == key and last.span.end == span.start:
                        mine[-1] = Stand(shift.staff_id, key, Span(last.span.start, span.end))
                    else:
                        mine.append(Stand(shift.staff_id, key, span))
            stands += sorted(mine, key=lambda stand: stand.span)
        return Rota(tuple(stands))

    def _in_order(self) -> list[str]:
        return [station.id for station in self.plan.stations if station.id in self.left]

    def _may(self, shift: Shift) -> list[tuple[str, ...]]:
        """Where she may stand in each half hour, as far as skill, shift and posts go."""
        member = self.plan.staff_member.get(shift.staff_id)
        hours = {
            key: shift.hours_for(self.plan.station[key].skill, key)
            for key in self._in_order()
            if member and self.plan.station[key].skill in member.skills
        }
        return [
            tuple(key for key, spans in hours.items() if span and any(span.within(each) for each in spans))
            for span in (self._worked(shift, slot) for slot in range(len(self.slots)))
        ]

    def _worked(self, shift: Shift, slot: int) -> Span | None:
        """The part of a half hour that lies in the shift."""
        span = self.slots[slot]
        start, end = max(span.start, shift.span.start), min(span.end, shift.span.end)
        return Span(start, end) if start < end else None

    def _gain(self, key: str, slot: int) -> float:
        """How much of her is asked there beside the others; a little where nothing is, so that she stays."""
        return min(1.0, max(0.0, self.left[key][slot])) if self.room[key][slot] > 0 else 0.0

    def _put(self, at: Sequence[str], number: int) -> None:
        for slot, key in enumerate(at):
            if key:
                self.left[key][slot] -= number
                self.room[key][slot] -= number

    def _rests(self, shift: Shift, gains: Sequence[dict[str, float]]) -> dict[int, Span]:
        """The half hours of her breaks, each when she is missed least, and the minutes of the break."""
        found: dict[int, Span] = {}
        for rule in due_breaks(self.plan, shift):
            fits = [
                (taken, Span(self.slots[taken[0]].start, self.slots[taken[0]].start + rule.minutes))
                for taken in self._starts(rule)
                if not found.keys() & set(taken)
            ]
            if fits:
                middle = (rule.window.start + rule.window.end - rule.minutes) / 2
                missed = [sum(max(gains[slot].values(), default=0.0) for slot in taken) for taken, _ in fits]
                best = min(range(len(fits)), key=lambda n: (missed[n], abs(fits[n][1].start - middle)))
                found.update(dict.fromkeys(*fits[best]))
        return found

    def _starts(self, rule: BreakRule) -> Iterator[list[int]]:
        """The half hours that a break takes, for each half hour at which it can begin."""
        for slot, span in enumerate(self.slots):
            over = span.start + rule.minutes
            if rule.window.start <= span.start and over <= rule.window.end:
                yield [n for n, each in enumerate(self.slots) if n >= slot and each.start < over]


def _best_way(gains: Sequence[dict[str, float]]) -> list[str]:
    """Through the half hours with the most gain, each change of station taken off; FREE where nothing is gained."""
    ways: dict[str, tuple[float, list[str]]] = {FREE: (0.0, [])}
    for gain in gains:
        after: dict[str, tuple[float, list[str]]] = {}
        for last, (total, way) in ways.items():
            for key in (FREE, *gain):
                now = last if key == FREE else key
                value = total + gain.get(key, 0.0) - (CHANGE if last not in {FREE, now} else 0.0)
                if now not in after or value > after[now][0]:
                    after[now] = (value, [*way, key])
        ways = after
    return max(ways.values(), key=lambda each: each[0])[1]
