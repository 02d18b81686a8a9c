"""A day under repair: what can stay stays, and whoever cannot is put in with the least upset to all."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import combinations
from random import Random
from typing import Any

from cadplanner.core.model.appointment import Visit
from cadplanner.core.model.day import Position
from cadplanner.core.model.plan import Plan
from cadplanner.core.planning.companions import all_of_them
from cadplanner.core.planning.compiling import compiled
from cadplanner.core.planning.draft import Draft, Placed, nobody
from cadplanner.core.planning.handing_on import handed_on, pieces_within, take_back
from cadplanner.core.planning.masks import steps_in
from cadplanner.core.planning.nearest import Before, Dislike, Nearest, class_there, free_staff
from cadplanner.core.planning.problem import NOBODY, Choice, Given
from cadplanner.core.planning.proposal import Figures

MOST_OUT = 2
ABOUT = (0, 0, 0, 1, -1, 2, -2, 3, -3)
FOR_THE_MISSING = 0.7
PATIENCE = 30
ON_SITE = 10
FOR_ANOTHER = 10


class Repair:
    """The draft from now on, how each route was planned before, and what each is disliked for as it stands.

    `asked` are the routes that are to be in: those planned before, and the new ones. `hit` are those that cannot stay
    as they were: whoever else moves does so for another's sake, and is disliked more. `left_out` are the steps (bits)
    that somebody goes without, `moved` the minutes that the farthest of her stops moves; `missing` are those not placed
    or not whole, `late` those who move. `by_hand` are the visits that a person locked.
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
        self.begun = [{v.step for v in self._visits(now, n) if v.locked} for n in range(len(self.routes))]
        self.on_site = [bool(begun) for begun in self.begun]
        self.fixed = {n for n, before in enumerate(self.before) if any(b.by_hand for b in before.values())}
        self.asked: set[int] = set()
        self.hit: dict[int, None] = {}
        self.left_out = [0] * len(self.routes)
        self.dislikes = [0] * len(self.routes)
        self.moved = [0] * len(self.routes)
        self.missing: set[int] = set()
        self.late: set[int] = set()

    def keep_what_can_stay(self, suspect: Collection[str]) -> None:
        """Keep every route that may stay as it was; those on site have the first right, then by time.

        Only visits of the suspect staff and stations, by id, are looked at: the others are as sound as they were.
        """
        plan = self.draft.problem.plan
        self.suspect_staff = {n for staff_id, n in self.staff.items() if staff_id in suspect}
        self.suspect_stations = {n for n, station in enumerate(plan.stations) if station.id in suspect}
        planned = [n for n, before in enumerate(self.before) if before and not self.routes[n].frozen]
        for n in sorted(planned, key=lambda n: (not self.on_site[n], min(b.start for b in self.before[n].values()), n)):
            stops = [self._as_before(n, step) for step in self.before[n]] if self.routes[n].choices else []
            sound = [stop for stop in stops if stop is not None]
            if sound and len(sound) == len(self.routes[n].choices):
                self.draft.keep(n, sorted(sound, key=lambda stop: stop.start))
            else:
                self.hit[n] = None
            self.asked.add(n)

    def give_up(self, n: int) -> None:
        """Take out a route that was kept and may not be."""
        self.draft.take_out(n)
        self.hit[n] = None

    def want(self, n: int) -> None:
        """A route that was not planned before is to be put in."""
        self.asked.add(n)
        self.hit[n] = None

    @property
    def disliked(self) -> int:
        """All upset together."""
        return sum(self.dislikes)

    @property
    def figures(self) -> Figures:
        """What tells the repair as it stands from another."""
        out = [n for n in self.asked if self.draft.stops[n] is None]
        missed = sum(self.left_out[n].bit_count() for n in self.asked)
        missed += sum(len(self.open_steps(n)) for n in out if self.on_site[n])
        minutes = [self.moved[n] for n in self.late]
        return Figures(sum(not self.on_site[n] for n in out), missed, len(minutes), sum(minutes))

    @property
    def is_mended(self) -> bool:
        """Whether everybody is kept whole and nobody moves in time."""
        return all(self.draft.stops[n] and not self.moved[n] and not self.left_out[n] for n in self.asked)

    def snapshot(self) -> tuple[Any, ...]:
        mine = (self.dislikes[:], self.left_out[:], self.moved[:], self.missing.copy(), self.late.copy())
        return self.draft.snapshot(), mine

    def restore(self, kept: tuple[Any, ...]) -> None:
        self.draft.restore(kept[0])
        dislikes, left_out, moved, missing, late = kept[1]
        self.dislikes, self.left_out, self.moved = dislikes[:], left_out[:], moved[:]
        self.missing, self.late = missing.copy(), late.copy()

    def weigh(self, weights: Dislike) -> None:
        """Judge by other weights from now on."""
        self.weights = weights
        for n in self.asked:
            self._judge(n)

    def put_in(self, n: int) -> bool:
        """Place a route nearest to what it was; without new overtime where that can be."""
        done = self._put_in(n)
        self._judge(n)
        return done

    def _put_in(self, n: int) -> bool:
        if not self.routes[n].choices:
            return False
        search = self._search(n, overtime=False)
        if search.place(search.walk(within=0)) or self._handed_on(n):
            return True
        later = self._search(n, overtime=True)
        late = later.starts != search.starts
        return (
            (late and later.place(later.walk(within=0)))
            or search.place(search.nearest())
            or (late and later.place(later.nearest()))
        )

    def _handed_on(self, n: int) -> bool:
        """Place a planned route at the times it had, with colleagues who are made free."""
        done = handed_on(self.draft, n, self.before[n], self.fixed)
        search = self._search(n, overtime=False) if done else None
        if search and search.place(search.walk(within=0)):
            for one in done:
                self._judge(one.route)
            return True
        take_back(self.draft, done)
        return False

    def _search(self, n: int, *, overtime: bool) -> Nearest:
        return Nearest(self.draft, n, self.before[n], self.weights, overtime=overtime)

    def put_in_part(self, n: int) -> None:
        """Place somebody without as few stops as can be left out; nobody comes for less than the first stop."""
        services = self.draft.problem.plan.service
        route = self.routes[n].appointment.route
        may = [k for k in self.open_steps(n) if services[route[k].service_id].position is not Position.FIRST]
        for skipped in _fewest_first(self.open_steps(n) if self.on_site[n] else may):
            search = self._search(n, overtime=True)
            if search.place(search.walk(skipped)):
                self.left_out[n] = skipped
                break
        self._judge(n)

    def open_steps(self, n: int) -> list[int]:
        """The steps of a route that are not begun."""
        return [k for k, step in enumerate(self.routes[n].appointment.route) if step.key not in self.begun[n]]

    def take_out(self, n: int) -> None:
        """Take a route out, if it is in."""
        if self.draft.stops[n] is not None:
            self.draft.take_out(n)
        self.left_out[n] = 0
        self._judge(n)

    def improve(self, rounds: int, dice: Random) -> None:
        """Make room by moving others: a round takes a few people out and puts them back where it upsets less.

        It is done for those not placed and those moved, until it has brought nothing for long.
        """
        since = 0
        hopeless = {n for n in self.missing if self._is_hopeless(n)}
        for _ in range(rounds):
            missing = sorted(self.missing - hopeless)
            bad = sorted(self.late)
            if since == PATIENCE or (not missing and not bad):
                return
            before = self.disliked
            self._round(missing if missing and (not bad or dice.random() < FOR_THE_MISSING) else bad, dice)
            since = 0 if self.disliked < before else since + 1

    def part_nobody(self) -> None:
        """Of those who come together all are placed, or none who is not on site yet."""
        for n in sorted(self.missing):
            if self.draft.stops[n] is None and not self.on_site[n]:
                for other in (m for m in self.routes[n].together if not self.on_site[m]):
                    self.take_out(other)

    def give_back(self) -> None:
        """Let everybody whose times stand see whom she was to see, wherever those are free again."""
        while sum(self._given_back(n, stop) for n in self.asked for stop in self.draft.stops[n] or ()):
            pass

    def _given_back(self, n: int, stop: Placed) -> bool:
        old = self.before[n].get(stop.choice.step)
        if old is None or stop.staff == old.staff or stop.given.kind == NOBODY or stop.given.group:
            return False
        stands = (stop.start, stop.given.station) == (old.start, old.station)
        if not stands or old.staff not in self.draft.staffing.free(stop.given.kind, stop.start, overtime=False):
            return False
        self.draft.hand_over(n, stop, old.staff)
        self._judge(n)
        return True

    def _is_hopeless(self, n: int) -> bool:
        """Whether no room made by others would do: a stop that nobody can give, or for which nothing is open."""
        staffing = self.draft.staffing
        return not self.routes[n].choices or not all(
            any(
                choice.locked or given.kind == NOBODY or staffing.on_duty(given.kind) & given.starts
                for choice in choices
                for given in choice.given
            )
            for choices in self.routes[n].choices
        )

    def _round(self, bad: list[int], dice: Random) -> None:
        kept, disliked = self.snapshot(), self.disliked
        mine = all_of_them(self.routes, [dice.choice(bad)])
        for n in mine:
            self.take_out(n)
        out = [other for other in self._in_the_way(mine[0], dice) if other not in self.fixed]
        out = [other for other in all_of_them(self.routes, out) if other not in mine]
        for other in out:
            self.take_out(other)
        waiting = [*out[::-1], *mine[::-1]]
        while waiting and self.disliked - sum(self.dislikes[other] for other in waiting) <= disliked:
            other = waiting.pop()
            if not self.put_in(other) and self.on_site[other]:
                self.put_in_part(other)
        if self.disliked > disliked:
            self.restore(kept)

    def _in_the_way(self, n: int, dice: Random) -> list[int]:
        """A few who have what she would need: of one member of staff, at about the time of one of her stops."""
        choice, given, start = dice.choice(self._blocked(n) or self._anywhere(n, dice))
        start = max(0, start + dice.choice(ABOUT))
        end = start + choice.steps
        if given.kind == NOBODY:
            there = [m for m, stops in enumerate(self.draft.stops) if m != n and _at(stops, given.station, start, end)]
            return dice.sample(there, min(1, len(there)))
        staffing = self.draft.staffing
        able = staffing.kinds[given.kind].staff
        for who in dice.sample(able, len(able)):
            pieces = pieces_within(staffing.works[who].pieces, start, end)
            movable = 0 < len(pieces) <= MOST_OUT and all(piece[3] >= 0 for piece in pieces)
            if movable and staffing.starts_without(who, given.kind, pieces) >> start & 1:
                return list(dict.fromkeys(piece[3] for piece in pieces))
        return []

    def _blocked(self, n: int) -> list[tuple[Choice, Given, int]]:
        """The stops of a planned route, taken out, that cannot be where and when they were."""
        return [
            (choice, given, old.start)
            for step, old in self.before[n].items()
            for choice in self.routes[n].choices[step]
            for given in choice.given
            if given.station == old.station
            and not choice.locked
            and not self.draft.starts(choice, overtime=False) >> old.start & 1
        ]

    def _anywhere(self, n: int, dice: Random) -> list[tuple[Choice, Given, int]]:
        """Any stop of hers at any time."""
        return [
            (choice, given, dice.choice(list(steps_in(given.starts))))
            for choices in self.routes[n].choices
            for choice in choices
            for given in choice.given
            if not choice.locked
        ]

    def _judge(self, n: int) -> None:
        """How much the route as it stands is disliked."""
        stops = self.draft.stops[n]
        self.moved[n] = 0
        if stops is None:
            on_site = ON_SITE if self.on_site[n] else 1
            weighs = self.routes[n].appointment.weight * self.weights.unplaced * on_site
            self.dislikes[n] = self.weights.person + weighs
        else:
            left_out = self.left_out[n].bit_count() * self.weights.left_out
            self.dislikes[n] = self._upset(n, stops) + left_out + self.weights.waiting * self.draft.waits[n]
        _mark(self.missing, n, present=stops is None or bool(self.left_out[n]))
        _mark(self.late, n, present=bool(self.moved[n]))

    def _upset(self, n: int, stops: tuple[Placed, ...]) -> int:
        weights, grid, before = self.weights, self.draft.problem.clock.grid, self.before[n]
        if not before:
            return weights.later * grid * (stops[-1].start + stops[-1].choice.steps)
        found = 0
        for choice, given, start, staff in stops:
            old = before.get(choice.step)
            if old is not None and choice.locked is None:
                self.moved[n] = max(self.moved[n], grid * abs(start - old.start))
                found += weights.station * (given.station != old.station) + weights.staff * (
                    max(staff, NOBODY) != max(old.staff, NOBODY)
                )
        if self.moved[n]:
            found += self.moved[n] * weights.minute + weights.person + (0 if n in self.hit else FOR_ANOTHER)
        return found

    def _before(self, now: Plan, n: int) -> dict[int, Before]:
        """How each step of a route was planned, for those that were."""
        appointment = self.routes[n].appointment
        steps = {step.key: k for k, step in enumerate(appointment.route)}
        known = (visit for visit in self._visits(now, n) if visit.step in steps and visit.station_id in self.stations)
        return {steps[visit.step]: self._as_planned(visit) for visit in known}

    def _visits(self, now: Plan, n: int) -> tuple[Visit, ...]:
        return now.visits_of_appointment.get(self.routes[n].appointment.id, ())

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


def _fewest_first(steps: list[int]) -> Iterator[int]:
    """Sets of steps as bits, the smallest first."""
    for size in range(1, len(steps) + 1):
        for some in combinations(steps, size):
            yield sum(1 << step for step in some)


def _at(stops: tuple[Placed, ...] | None, station: int, start: int, end: int) -> bool:
    return any(s.given.station == station and s.start < end and s.start + s.choice.steps > start for s in stops or ())


def _mark(marked: set[int], n: int, *, present: bool) -> None:
    if present:
        marked.add(n)
    else:
        marked.discard(n)
