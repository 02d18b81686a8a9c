"""A planned day as hands of cards: each card a person or class seen, each hand what one member of staff gives."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from cadplanner.core.model.appointment import Visit
from cadplanner.core.model.day import Mode, Station
from cadplanner.core.model.plan import Plan
from cadplanner.core.model.staff import Shift
from cadplanner.core.planning.breaks import due_breaks, is_staffed, placed_breaks
from cadplanner.core.planning.staff_rules import runs_of_work


class Card(NamedTuple):
    """What one member of staff gives at once: one visit, or all visits of a class. `stays` where nobody may take it."""

    start: int
    end: int
    station_id: str
    place: int
    stays: bool
    visit_ids: tuple[str, ...]


Hand = tuple[Card, ...]


class Hands:
    """Who gives what, by the number of the shift; whoever has no shift keeps what they give."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.due = tuple(due_breaks(plan, shift) for shift in plan.shifts)
        self.hours = tuple(
            {station.id: _hours(plan, shift, station) for station in plan.stations} for shift in plan.shifts
        )
        found: dict[str, list[Card]] = {}
        for staff_id, card in _cards(plan):
            found.setdefault(staff_id, []).append(card)
        self.hands: list[Hand] = [tuple(sorted(found.get(shift.staff_id, ()))) for shift in plan.shifts]

    def may_take(self, n: int, card: Card) -> bool:
        """Whether that member of staff could give it, as far as skill, shift and posts go; none of it is overtime."""
        if card.stays:
            return False
        return any(start <= card.start and card.end <= end for start, end in self.hours[n][card.station_id])

    def may_hold(self, n: int, hand: Hand) -> bool:
        """Whether that member of staff can give all of it: never two at once, with walks, breaks and rests."""
        shift = self.plan.shifts[n]
        if any(one.end + self._walk(one, other) > other.start for one, other in pairwise(hand)):
            return False
        work = [(card.start, card.end) for card in hand]
        if self.due[n] and placed_breaks(self.due[n], work) is None:
            return False
        longest = shift.longest_stretch
        return not longest or all(end - start <= longest for start, end in runs_of_work(work, shift.rest))

    def dealt(self) -> Plan:
        """The plan with everything given by whoever holds it now; times and places are as they were."""
        holds = {
            visit_id: shift.staff_id
            for shift, hand in zip(self.plan.shifts, self.hands, strict=True)
            for card in hand
            for visit_id in card.visit_ids
        }
        return replace(self.plan, visits=tuple(_given_by(visit, holds) for visit in self.plan.visits))

    def _walk(self, one: Card, other: Card) -> int:
        if not self.plan.day.staff_walk:
            return 0
        return self.plan.walking(self.plan.station[one.station_id], self.plan.station[other.station_id])


def _hours(plan: Plan, shift: Shift, station: Station) -> tuple[tuple[int, int], ...]:
    member = plan.staff_member.get(shift.staff_id)
    if member is None or station.skill not in member.skills:
        return ()
    spans = shift.hours_for(station.skill, station.id)
    return tuple((span.start, min(span.end, shift.span.end)) for span in spans)


def _given_by(visit: Visit, holds: dict[str, str]) -> Visit:
    staff_id = holds.get(visit.id, visit.staff_id)
    return visit if staff_id == visit.staff_id else replace(visit, staff_id=staff_id)


def _cards(plan: Plan) -> Iterator[tuple[str, Card]]:
    together: dict[tuple[str, str, int, int, str], list[Visit]] = {}
    for staff_id, visits in plan.visits_with_staff.items():
        for visit in visits:
            station = plan.station.get(visit.station_id)
            if station is not None:
                alone = "" if station.mode is Mode.GROUP else visit.id
                together.setdefault((staff_id, station.id, visit.place, visit.span.start, alone), []).append(visit)
    for (staff_id, station_id, place, start, _), found in together.items():
        station = plan.station[station_id]
        stays = not is_staffed(station.mode, station.skill) or any(visit.locked for visit in found)
        end = max(visit.span.end for visit in found)
        yield staff_id, Card(start, end, station_id, place, stays, tuple(visit.id for visit in found))
