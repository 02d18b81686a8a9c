"""A day under repair: what can stay stays, and whoever cannot is put in with the least upset to all."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import combinations
from random import Random
from typing import Any

from cadplanner.core.model.appointment import Visit
from cadplanner.core.model.plan import Plan
from cadplanner.core.planning.compiling import compiled
from cadplanner.core.planning.draft import Draft, Placed, nobody
from cadplanner.core.planning.nearest import Before, Dislike, class_there, free_staff, placed_nearest
from cadplanner.core.planning.problem import NOBODY, Choice, Given

MOST_OUT = 3
FOR_THE_MISSING = 0.7
ON_SITE = 10


class Repair:
    """The draft from now on, how each route was planned before, and what each is disliked for as it stands.

    `asked` are the routes that are to be in: those planned before, and the new ones; `wanted` those that are tried,
    which may be more. `upset` are those that cannot stay as they were. `left_out` are the steps (bits) that somebody
    on site goes without. `by_hand` are the visits that a person locked.
    """

    def __init__(self, now: Plan, weights: Dislike, by_hand: Collection[str]) -> None:
        self.by_hand = by_hand
        self.weights = weights
        self.draft = Draft(compiled(now))
        problem = self.draft.problem
        self.routes = problem.routes
        self.staff = {duty.staff_id: n for n, duty in enumerate(problem.duties)}
        self.stations = {station.id: n for n, station in enumerate(now.stations)}
        self.index = {route.appointment.id: n for n, route in enumerate(self.routes)}
        self.before = [self._before(now, n) for n in range(len(self.routes))]
        self.on_site = [any(c.locked for each in route.choices for c in each) for route in self.routes]
        self.asked: set[int] = set()
        self.wanted = self.asked
        self.upset: list[int] = []
        self.left_out = [0] * len(self.routes)
        self.dislikes = [0] * len(self.routes)
        self.moved = [0] * len(self.routes)

    def keep_what_can_stay(self, suspect: Collection[str]) -> None:
        """Keep every route that may stay as it was; those on site have the first right, then by time.

        Only visits of the suspect staff and stations, by id, are looked at: the others are as sound as they were.
        """
        plan = self.draft.problem.plan
        self.suspect_staff = {n for staff_id, n in self.staff.items() if staff_id in suspect}
        self.suspect_stations = {n for n, station in enumerate(plan.stations) if station.id in suspect}
        planned = [n for n, before in enumerate(self.before) if before and not self.routes[n].frozen]
        for n in sorted(planned, key=lambda n: (not self.on_site[n], min(b.start for b in self.before[n].values()), n)):
            stops = [self._as_before(n, step) for step in self.before[n]]
            sound = [stop for stop in stops if stop is not None]
            if len(sound) == len(self.routes[n].choices):
                self.draft.keep(n, sorted(sound, key=lambda stop: stop.start))
            else:
                self.upset.append(n)
            self.asked.add(n)

    def give_up(self, n: int) -> None:
        """Take out a route that was kept and may not be."""
        self.draft.take_out(n)
        self.upset.append(n)

    def want(self, n: int) -> None:
        """A route that was not planned before is to be put in."""
        self.asked.add(n)
        self.upset.append(n)

    @property
    def disliked(self) -> int:
        """All upset together."""
        return sum(self.dislikes)

    @property
    def is_mended(self) -> bool:
        """Whether everybody is kept whole and nobody moves in time."""
        return all(self.draft.stops[n] and not self.moved[n] and not self.left_out[n] for n in self.asked)

    def snapshot(self) -> tuple[Any, ...]:
        return self.draft.snapshot(), self.dislikes[:], self.left_out[:], self.moved[:]

    def restore(self, kept: tuple[Any, ...]) -> None:
        self.draft.restore(kept[0])
        self.dislikes, self.left_out, self.moved = kept[1][:], kept[2][:], kept[3][:]

    def weigh(self, weights: Dislike) -> None:
        """Judge by other weights from now on."""
        self.weights = weights
        for n in self.wanted:
            self._judge(n)

    def put_in(self, n: int) -> bool:
        """Place a route nearest to what it was; without new overtime where that can be."""
        done = any(
            placed_nearest(self.draft, n, self.before[n], self.weights, overtime=overtime) for overtime in (False, True)
        )
        self._judge(n)
        return done

    def put_in_part(self, n: int) -> None:
        """Place somebody on site without as few stops as can be left out."""
        open_steps = [step for step, choices in enumerate(self.routes[n].choices) if not _locked(choices)]
        for skipped in _fewest_first(open_steps):
            if placed_nearest(self.draft, n, self.before[n], self.weights, overtime=True, skipped=skipped):
                self.left_out[n] = skipped
                break
        self._judge(n)

    def take_out(self, n: int) -> None:
        self.draft.take_out(n)
        self.left_out[n] = 0
        self._judge(n)

    def improve(self, rounds: int, dice: Random, *, waits: bool = False) -> None:
        """Make room by moving others: a round takes a few people out and puts them back where it upsets less.

        It is done for those not placed and those moved; for those who wait too, where `waits`.
        """
        for _ in range(rounds):
            missing = [n for n in sorted(self.wanted) if self.draft.stops[n] is None or self.left_out[n]]
            bad = [n for n in sorted(self.wanted) if self.moved[n] or (waits and self.draft.waits[n])]
            if not missing and not bad:
                return
            self._round(missing if missing and (not bad or dice.random() < FOR_THE_MISSING) else bad, dice)

    def _round(self, bad: list[int], dice: Random) -> None:
        kept, disliked = self.snapshot(), self.disliked
        n = dice.choice(bad)
        out = [other for other in self._in_the_way(n, dice) if other != n and not self._is_fixed(other)]
        for other in ([n] if self.draft.stops[n] else []) + out:
            self.take_out(other)
        for other in [n, *out]:
            if not self.put_in(other) and self.on_site[other]:
                self.put_in_part(other)
        if self.disliked > disliked:
            self.restore(kept)

    def _is_fixed(self, n: int) -> bool:
        """Whether a visit of the route was locked by hand."""
        return any(before.by_hand for before in self.before[n].values())

    def _in_the_way(self, n: int, dice: Random) -> list[int]:
        """A few who have what she would need: people of the same staff at the time of one of her stops."""
        found: dict[int, None] = {}
        for choices in dice.sample(self.routes[n].choices, min(len(self.routes[n].choices), 1 + (dice.random() < 0.3))):
            choice = dice.choice(choices) if choices else None
            if choice is None or choice.locked:
                continue
            before = self.before[n].get(choice.step)
            given = dice.choice(choice.given)
            size = self.draft.problem.clock.size
            start = before.start if before and dice.random() < 0.7 else int(dice.random() * size)
            for other in self._there(given.kind, given.station, start, start + choice.steps, dice):
                found[other] = None
        return list(found)[:MOST_OUT]

    def _there(self, kind: int, station: int, start: int, end: int, dice: Random) -> list[int]:
        staffing = self.draft.staffing
        able = staffing.kinds[kind].staff if kind != NOBODY else ()
        if able:
            pieces = staffing.works[dice.choice(able)].pieces
            return [n for begin, past, _, n in pieces if begin < end and past > start and n >= 0]
        there = [n for n, stops in enumerate(self.draft.stops) if _at(stops, station, start, end)]
        return dice.sample(there, min(1, len(there)))

    def _judge(self, n: int) -> None:
        """How much the route as it stands is disliked."""
        stops, weights = self.draft.stops[n], self.weights
        self.moved[n] = 0
        if stops is None:
            on_site = ON_SITE if self.on_site[n] else 1
            self.dislikes[n] = weights.person + self.routes[n].appointment.weight * weights.unplaced * on_site
            return
        left_out = self.left_out[n].bit_count() * weights.left_out
        self.dislikes[n] = self._upset(n, stops) + left_out + weights.waiting * self.draft.waits[n]

    def _upset(self, n: int, stops: tuple[Placed, ...]) -> int:
        weights, grid, before = self.weights, self.draft.problem.clock.grid, self.before[n]
        if not before:
            return weights.later * grid * (stops[-1].start + stops[-1].choice.steps)
        found = 0
        for choice, given, start, staff in stops:
            old = before.get(choice.step)
            if old is not None and choice.locked is None:
                self.moved[n] += grid * abs(start - old.start)
                found += weights.station * (given.station != old.station) + weights.staff * (
                    max(staff, NOBODY) != max(old.staff, NOBODY)
                )
        return found + self.moved[n] * weights.minute + (weights.person if self.moved[n] else 0)

    def _before(self, now: Plan, n: int) -> dict[int, Before]:
        """How each step of a route was planned, for those that were."""
        appointment = self.routes[n].appointment
        steps = {step.key: k for k, step in enumerate(appointment.route)}
        visits = now.visits_of_appointment.get(appointment.id, ())
        known = (visit for visit in visits if visit.step in steps and visit.station_id in self.stations)
        return {steps[visit.step]: self._as_planned(visit) for visit in known}

    def _as_planned(self, visit: Visit) -> Before:
        start = self.draft.problem.clock.from_(visit.span.start)
        staff = self.staff.get(visit.staff_id, nobody(visit.place))
        return Before(start, self.stations[visit.station_id], staff, visit.id in self.by_hand)

    def _as_before(self, n: int, step: int) -> Placed | None:
        """The stop as it was planned; None where that cannot be any more."""
        old = self.before[n][step]
        for choice in self.routes[n].choices[step]:
            given = next((given for given in choice.given if given.station == old.station), None)
            if given is not None and (choice.locked or not self._is_suspect(old) or self._may(choice, given, old)):
                return Placed(choice, given, old.start, old.staff)
        return None

    def _is_suspect(self, old: Before) -> bool:
        return old.staff in self.suspect_staff or old.staff < 0 or old.station in self.suspect_stations

    def _may(self, choice: Choice, given: Given, old: Before) -> bool:
        draft = self.draft
        if not draft.starts(choice, overtime=True) >> old.start & 1:
            return False
        if old.staff in class_there(draft, given, old.start):
            return True
        free = free_staff(draft, choice, given, old.start, overtime=True)
        return bool(free) and (old.staff in free or given.kind == NOBODY)


def _locked(choices: tuple[Choice, ...]) -> bool:
    return any(choice.locked for choice in choices)


def _fewest_first(steps: list[int]) -> Iterator[int]:
    """Sets of steps as bits, the smallest first."""
    for size in range(1, len(steps) + 1):
        for some in combinations(steps, size):
            yield sum(1 << step for step in some)


def _at(stops: tuple[Placed, ...] | None, station: int, start: int, end: int) -> bool:
    return any(s.given.station == station and s.start < end and s.start + s.choice.steps > start for s in stops or ())
