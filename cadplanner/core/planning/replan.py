"""Repair of a day under way: what is begun never moves, and others move as little as can be helped."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from random import Random

from cadplanner.core.model.appointment import Appointment, Visit, visit_id
from cadplanner.core.model.plan import Plan
from cadplanner.core.model.span import Span
from cadplanner.core.planning.draft import Placed
from cadplanner.core.planning.keeping_places import kept_places, wished_places
from cadplanner.core.planning.nearest import Before, Dislike
from cadplanner.core.planning.proposal import Kind, NotKept, Proposal, sentence, who_moves
from cadplanner.core.planning.repairing import Repair
from cadplanner.core.planning.rules import Clash, clashes
from cadplanner.core.planning.upset import (
    Happening,
    OneMore,
    RunningLate,
    StaffAway,
    StationClosed,
    WalkIns,
    begun_by,
    changed_day,
    from_now,
)
from cadplanner.core.planning.why_not import why_not
from cadplanner.core.planning.wishes import cost

__all__ = ["Happening", "OneMore", "Proposal", "RunningLate", "StaffAway", "StationClosed", "WalkIns", "proposals"]

LEAST_UPSET = Dislike(person=60, minute=1, station=20, staff=5, waiting=1, later=1, unplaced=20, left_out=5000)
SHORTEST_WAITS = Dislike(person=10, minute=0, station=5, staff=2, waiting=10, later=1, unplaced=20, left_out=5000)
ROUNDS = 40
KINDS = tuple(Kind)


def proposals(
    plan: Plan,
    happened: Sequence[Happening],
    *,
    at: int,
    begun: Collection[str] = (),
    seed: int,
    rounds: int = ROUNDS,
) -> tuple[Proposal, ...]:
    """Up to three ways on from the minute `at`, the least upset first; the same input gives the same answer.

    Visits planned to start before `at` and those of `begun` never move. Whatever of them breaks a rule (an absence
    noticed late, a class too full) is left as it is, and no proposal adds a clash to that: what is planned anew keeps
    every rule. A visit locked by hand stays where it can. `rounds` is how often room is sought by moving others.
    """
    replanning = _Replanning(plan, happened, at, begun_by(plan, at, begun))
    ways = replanning.ways(Random(seed), rounds)
    made = [(replanning.proposal(kind), replanning.upset()) for kind in ways]
    sound = [each for each in made if replanning.tolerated.issuperset(clashes(each[0].plan))]
    different = {proposal.says: (proposal, upset) for proposal, upset in reversed(sound)}
    return tuple(
        proposal for proposal, _ in sorted(different.values(), key=lambda each: (each[1], KINDS.index(each[0].kind)))
    )


class _Replanning:
    """The changed day, what of it can stay, and the repair of the rest."""

    def __init__(self, plan: Plan, happened: Sequence[Happening], at: int, begun: frozenset[str]) -> None:
        self.plan, self.at, self.begun = plan, at, begun
        self.changed = changed_day(plan, happened, begun)
        self.planned = {(visit.appointment_id, visit.step): visit for visit in self.changed.visits}
        self.now = from_now(self.changed, happened, begun, at)
        self.repair = Repair(self.now, LEAST_UPSET, {visit.id for visit in self.changed.visits if visit.locked})
        self.repair.keep_what_can_stay(_suspect(plan, self.changed, happened))
        self.base, self.tolerated = self._base()
        self._ask_for_the_new(happened)

    def ways(self, dice: Random, rounds: int) -> Iterator[Kind]:
        """The repair made in one way after another; it stands so while the kind is looked at."""
        repair = self.repair
        order = sorted(repair.upset, key=lambda n: (not repair.on_site[n], -repair.routes[n].weight, n))
        repair.weigh(LEAST_UPSET)
        for n in order:
            repair.put_in(n)
        kept = repair.snapshot()
        self._put_in_parts()
        yield Kind.NOBODY_ELSE
        if repair.is_mended:
            return
        repair.restore(kept)
        repair.improve(rounds, dice)
        kept = repair.snapshot()
        self._put_in_parts()
        yield Kind.FEWEST
        repair.restore(kept)
        repair.wanted = repair.asked | {
            n for n, route in enumerate(repair.routes) if route.choices and all(route.choices)
        }
        repair.weigh(SHORTEST_WAITS)
        for n in sorted(repair.wanted):
            if repair.draft.stops[n] is None:
                repair.put_in(n)
        repair.improve(rounds, dice, waits=True)
        self._put_in_parts()
        repair.weigh(LEAST_UPSET)
        yield Kind.SHORTEST_WAITS

    def upset(self) -> int:
        """How much the repair is disliked as it stands: those who were to be seen, and those moved for others."""
        return self.repair.disliked

    def proposal(self, kind: Kind) -> Proposal:
        """The repair as it stands, as a plan."""
        plan, lost = self._shown()
        moved = who_moves(self.changed, plan)
        added = tuple(a.id for a in plan.appointments if self._is_new(a) and a.id in plan.visits_of_appointment)
        unplaced = tuple(self._not_kept(plan, lost))
        return Proposal(kind, plan, moved, unplaced, added, cost(plan), sentence(moved, unplaced, added))

    def _is_new(self, appointment: Appointment) -> bool:
        return appointment.id not in self.plan.visits_of_appointment

    def _put_in_parts(self) -> None:
        """Whoever is on site has what can be had."""
        repair = self.repair
        for n in sorted(repair.asked):
            if repair.draft.stops[n] is None and repair.on_site[n]:
                repair.put_in_part(n)

    def _base(self) -> tuple[Plan, frozenset[Clash]]:
        """The plan of what is begun and what is kept, and the clashes of what is begun.

        Whoever else breaks a rule in it is given up, until nobody does.
        """
        while True:
            base = replace(self.changed, visits=tuple(v for v in self.changed.visits if self._stays(v)))
            broken = clashes(base)
            mine = (self._to_give_up(base, clash.visit_ids) for clash in broken)
            out = {n for n in mine if n is not None}
            for n in sorted(out):
                self.repair.give_up(n)
            if not out:
                return base, frozenset(broken)

    def _stays(self, visit: Visit) -> bool:
        n = self.repair.index.get(visit.appointment_id)
        if visit.id in self.begun or n is None or self.repair.routes[n].frozen:
            return True
        return self.repair.draft.stops[n] is not None

    def _to_give_up(self, base: Plan, visit_ids: tuple[str, ...]) -> int | None:
        """Of those in a clash, whoever's visit comes last and is not begun."""
        kept = (base.visit[each] for each in reversed(visit_ids) if each not in self.begun)
        indices = (
            self.repair.index[visit.appointment_id] for visit in kept if visit.appointment_id in self.repair.index
        )
        return next((n for n in indices if self.repair.draft.stops[n] is not None), None)

    def _ask_for_the_new(self, happened: Sequence[Happening]) -> None:
        new = {a.id for one in happened if isinstance(one, WalkIns) for a in one.appointments}
        new |= {one.appointment.id for one in happened if isinstance(one, OneMore)}
        for appointment_id in sorted(new, key=lambda each: self.repair.index[each]):
            n = self.repair.index[appointment_id]
            if n not in self.repair.asked and not self.repair.routes[n].frozen:
                self.repair.want(n)

    def _shown(self) -> tuple[Plan, set[int]]:
        """The plan, and those of it for whom no place is free for a whole visit."""
        repair, plan = self.repair, self.changed
        wishes = wished_places(plan, repair.draft)
        touched = {stop.given.station for n, stops in enumerate(repair.draft.stops) for stop in self._new(n, stops)}
        places = {station: kept_places(repair.draft, station, wishes[station]) for station in touched}
        visits = {visit.id: visit for visit in self.base.visits if self._is_held(visit)}
        made = {
            n: [self._visit(n, stop, places) for stop in stops or () if stop.choice.locked is None]
            for n, stops in enumerate(repair.draft.stops)
        }
        lost = {n for n, mine in made.items() if None in mine}
        visits |= {visit.id: visit for n, mine in made.items() if n not in lost for visit in mine if visit}
        order = {appointment.id: k for k, appointment in enumerate(plan.appointments)}
        found = sorted(visits.values(), key=lambda v: (order.get(v.appointment_id, -1), v.span.start, v.id))
        cut = any(self._left_out(n, lost) for n in repair.asked)
        if cut:
            plan = replace(plan, appointments=tuple(self._cut(n, lost) for n in range(len(plan.appointments))))
        return replace(plan, visits=tuple(found)), lost

    def _is_held(self, visit: Visit) -> bool:
        n = self.repair.index.get(visit.appointment_id)
        return visit.id in self.begun or n is None or self.repair.routes[n].frozen

    def _new(self, n: int, stops: tuple[Placed, ...] | None) -> list[Placed]:
        """The stops that are not as they were."""
        before = self.repair.before[n]
        return [s for s in stops or () if s.choice.locked is None and not _is_as(s, before.get(s.choice.step))]

    def _visit(self, n: int, stop: Placed, places: dict[int, dict[tuple[int, int], int]]) -> Visit | None:
        problem = self.repair.draft.problem
        choice, given, start, staff = stop
        if given.station not in places:
            return self.planned[self.changed.appointments[n].id, self.changed.appointments[n].route[choice.step].key]
        place = places[given.station].get((start, staff) if given.group else (n, choice.step))
        if place is None:
            return None
        appointment, minute = self.changed.appointments[n], problem.clock.minute(start)
        key = appointment.route[choice.step].key
        old = self.planned.get((appointment.id, key))
        station_id, span = problem.plan.stations[given.station].id, Span(minute, minute + choice.minutes)
        with_whom = problem.duties[staff].staff_id if staff >= 0 else ""
        if old is None:
            old = Visit(visit_id(appointment.id, key), appointment.day_id, appointment.id, key, "", 0, "", span)
        new = replace(old, station_id=station_id, place=place, staff_id=with_whom, span=span)
        return old if new == old else new

    def _cut(self, n: int, lost: set[int]) -> Appointment:
        """Somebody on site has the route that is left to her."""
        appointment, out = self.changed.appointments[n], self._left_out(n, lost)
        if not out:
            return appointment
        return replace(appointment, route=tuple(step for k, step in enumerate(appointment.route) if not out >> k & 1))

    def _left_out(self, n: int, lost: set[int]) -> int:
        """The steps that somebody on site goes without, as bits."""
        repair = self.repair
        if not repair.on_site[n] or (repair.draft.stops[n] is not None and n not in lost):
            return repair.left_out[n]
        return sum(1 << k for k, each in enumerate(repair.routes[n].choices) if not any(c.locked for c in each))

    def _not_kept(self, plan: Plan, lost: set[int]) -> Iterator[NotKept]:
        repair = self.repair
        for n in sorted(repair.asked):
            appointment, out = self.changed.appointments[n], self._left_out(n, lost)
            keys = tuple(step.key for k, step in enumerate(appointment.route) if out >> k & 1)
            if keys or appointment.id not in plan.visits_of_appointment:
                yield NotKept(appointment.id, why_not(repair.draft, n, out, self.at), keys)


def _is_as(stop: Placed, before: Before | None) -> bool:
    """Whether a stop is as it was planned."""
    return before is not None and (stop.start, stop.given.station, stop.staff) == before[:3]


def _suspect(plan: Plan, changed: Plan, happened: Sequence[Happening]) -> frozenset[str]:
    """The staff and stations whose visits may not be able to stay: all, where something is late."""
    late = any(isinstance(one, RunningLate) for one in happened)
    stations = {s.id for s, old in zip(changed.stations, plan.stations, strict=True) if late or s != old}
    staff = {shift.staff_id for shift in plan.shifts if late or changed.shift_of.get(shift.staff_id) != shift}
    return frozenset(stations | staff)
