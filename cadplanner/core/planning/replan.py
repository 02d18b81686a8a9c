"""Repair of a day under way: what is begun never moves, and others move as little as can be helped."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from random import Random

from cadplanner.core.model.appointment import Appointment, Visit
from cadplanner.core.model.plan import Plan
from cadplanner.core.planning.companions import all_of_them
from cadplanner.core.planning.nearest import Dislike
from cadplanner.core.planning.proposal import Kind, Proposal, sentence, who_moves
from cadplanner.core.planning.repaired import Repaired
from cadplanner.core.planning.repairing import Repair
from cadplanner.core.planning.rules import clashes, new_clashes
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
from cadplanner.core.planning.wishes import cost

__all__ = ["Happening", "OneMore", "Proposal", "RunningLate", "StaffAway", "StationClosed", "WalkIns", "proposals"]

FEWEST_MOVED = Dislike(person=60, minute=1, station=20, staff=5, waiting=1, later=1, unplaced=20, left_out=5000)
LEAST_LATE = Dislike(person=5, minute=3, station=20, staff=5, waiting=1, later=1, unplaced=20, left_out=5000)
ROUNDS = 80
KINDS = tuple(Kind)
MOST_PROPOSALS = 3


def proposals(
    plan: Plan,
    happened: Sequence[Happening],
    *,
    at: int,
    begun: Collection[str] = (),
    seed: int,
    rounds: int = ROUNDS,
) -> tuple[Proposal, ...]:
    """Up to three ways on from the minute `at`, each better than the others in something; the first keeps most people
    and moves fewest. The same input gives the same answer.

    Visits planned to start before `at` and those of `begun` never move. Whatever of them breaks a rule (an absence
    noticed late, a class too full) is left as it is, and no proposal adds a clash to that: what is planned anew keeps
    every rule. A visit locked by hand stays where it can. `rounds` is how often room is sought by moving others.
    """
    replanning = _Replanning(plan, happened, at, begun_by(plan, at, begun))
    ways = [
        (kind, replanning.repair.figures, replanning.repair.snapshot())
        for kind in replanning.ways(Random(seed), rounds)
    ]
    found: list[Proposal] = []
    for kind, figures, kept in sorted(ways, key=lambda way: (way[0] is Kind.NOBODY_SENT_HOME, way[1])):
        if len(found) < MOST_PROPOSALS and not any(figures.is_no_better_than(other.figures) for other in found):
            replanning.repair.restore(kept)
            proposal = replanning.proposal(kind)
            found += [proposal] if replanning.adds_no_clash(proposal) else []
    return tuple(found)


class _Replanning:
    """The changed day, what of it can stay, and the repair of the rest."""

    def __init__(self, plan: Plan, happened: Sequence[Happening], at: int, begun: frozenset[str]) -> None:
        self.plan, self.at, self.begun = plan, at, begun
        self.changed = changed_day(plan, happened, begun)
        self.now = from_now(self.changed, happened, begun, at)
        self.repair = Repair(self.now, FEWEST_MOVED, {visit.id for visit in self.changed.visits if visit.locked})
        self.repair.keep_what_can_stay(_suspect(plan, self.changed, happened))
        self.base, self.tolerated = self._base()
        self.kept = self.repair.draft.stops[:]
        self._ask_for_the_new(happened)

    def ways(self, dice: Random, rounds: int) -> Iterator[Kind]:
        """The repair made in one way after another; it stands so while the kind is looked at."""
        repair = self.repair
        for n in sorted(repair.hit, key=lambda n: (not repair.on_site[n], -repair.routes[n].weight, n)):
            repair.put_in(n)
        if repair.is_mended:
            yield Kind.FEWEST_MOVED
            return
        alone = repair.snapshot()
        repair.improve(rounds, dice)
        repair.give_back()
        fewest = repair.snapshot()
        self._put_in_parts(repair.on_site)
        yield Kind.FEWEST_MOVED
        if any(repair.draft.stops[n] is None for n in repair.asked):
            self._put_in_parts([True] * len(repair.routes))
            yield Kind.NOBODY_SENT_HOME
        repair.restore(fewest)
        repair.weigh(LEAST_LATE)
        repair.improve(rounds // 4, dice)
        repair.give_back()
        self._put_in_parts(repair.on_site)
        yield Kind.LEAST_LATE
        repair.restore(alone)
        repair.weigh(FEWEST_MOVED)
        self._put_in_parts(repair.on_site)
        yield Kind.NOBODY_ELSE

    def proposal(self, kind: Kind) -> Proposal:
        """The repair as it stands, as a plan."""
        repaired = Repaired(self.repair, self.changed, self.kept)
        plan = repaired.plan()
        moved = who_moves(self.changed, plan)
        added = tuple(a.id for a in plan.appointments if self._is_new(a) and a.id in plan.visits_of_appointment)
        unplaced = tuple(repaired.not_kept(plan, self.at))
        return Proposal(kind, plan, moved, unplaced, added, cost(plan), sentence(moved, unplaced, added))

    def adds_no_clash(self, proposal: Proposal) -> bool:
        """Whether the rule book has nothing against it but what is begun already."""
        return all((clash.rule, clash.says) in self.tolerated for clash in new_clashes(self.base, proposal.plan))

    def _is_new(self, appointment: Appointment) -> bool:
        return appointment.id not in self.plan.visits_of_appointment

    def _put_in_parts(self, may: Sequence[bool]) -> None:
        """Whoever may has what can be had."""
        repair = self.repair
        for n in sorted(repair.asked):
            if repair.draft.stops[n] is None and may[n]:
                repair.put_in_part(n)
        repair.part_nobody()

    def _base(self) -> tuple[Plan, frozenset[tuple[str, str]]]:
        """The plan of what is begun and what is kept, and what is broken by what is begun: rules and sentences.

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
                return base, frozenset((clash.rule, clash.says) for clash in broken)

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
        for n in all_of_them(self.repair.routes, sorted(self.repair.index[each] for each in new)):
            if n not in self.repair.asked and not self.repair.routes[n].frozen:
                self.repair.want(n)


def _suspect(plan: Plan, changed: Plan, happened: Sequence[Happening]) -> frozenset[str]:
    """The staff and stations whose visits may not be able to stay: all, where something is late."""
    late = any(isinstance(one, RunningLate) for one in happened)
    stations = {s.id for s, old in zip(changed.stations, plan.stations, strict=True) if late or s != old}
    staff = {shift.staff_id for shift in plan.shifts if late or changed.shift_of.get(shift.staff_id) != shift}
    return frozenset(stations | staff)
