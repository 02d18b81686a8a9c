"""The day while the engine plans it: whose stops are where, and what is left of everything."""

from __future__ import annotations

from itertools import pairwise
from typing import Any, NamedTuple

from cadplanner.core.model.day import Mode
from cadplanner.core.planning.masks import fits
from cadplanner.core.planning.problem import NOBODY, Choice, Given, Problem
from cadplanner.core.planning.staffing import Staffing

UNKNOWN = -1
HELD = -1
Class = tuple[int, int]


def nobody(place: int) -> int:
    """Who gives a class that nobody gives: a number below nothing for each place, so that classes are told apart."""
    return NOBODY - place


class Placed(NamedTuple):
    """One stop of a route: how, at which of the choice's stations, when, and with whom."""

    choice: Choice
    given: Given
    start: int
    staff: int


class Draft:
    """A plan in the making. `stops` holds each route's stops in time order, None while it is unplaced.

    Places, seats and interpreters are counted, not numbered: numbers are given when a plan is shown.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.staffing = Staffing(problem)
        self.used = [list(counted.used) for counted in problem.counted]
        self.full = [
            sum(1 << step for step, taken in enumerate(counted.used) if taken >= counted.most)
            for counted in problem.counted
        ]
        self.classes: list[dict[Class, tuple[int, bool]]] = [{} for _ in problem.plan.stations]
        self.seats = [(0, 0, 0, 0)] * len(problem.plan.stations)
        self.stops: list[tuple[Placed, ...] | None] = [None] * len(problem.routes)
        self.waits = [0] * len(problem.routes)
        self.arriving = [0] * (max(problem.windows, default=0) + 1)
        self.begins = sum(1 << step for step, window in enumerate(problem.windows) if window != NOBODY)
        self.unplaced = sum(route.weight for route in problem.routes if not route.frozen)
        self.waiting = 0
        self._hold()

    @property
    def cost(self) -> int:
        """Weights of the unplaced, minutes of waiting and twice the overtime, locked visits left out."""
        return self.unplaced + self.waiting + 2 * sum(self.staffing.overtime)

    def snapshot(self) -> tuple[Any, ...]:
        """Everything that placing changes; what is frozen is shared."""
        return (
            self.staffing.snapshot(),
            [used[:] for used in self.used],
            self.full[:],
            [classes.copy() for classes in self.classes],
            self.seats[:],
            self.stops[:],
            self.waits[:],
            self.arriving[:],
            (self.unplaced, self.waiting, self.begins),
        )

    def restore(self, kept: tuple[Any, ...]) -> None:
        """Back to a snapshot, which may be restored again."""
        self.staffing.restore(kept[0])
        self.used = [used[:] for used in kept[1]]
        self.full = kept[2][:]
        self.classes = [classes.copy() for classes in kept[3]]
        self.seats, self.stops, self.waits, self.arriving = kept[4][:], kept[5][:], kept[6][:], kept[7][:]
        self.unplaced, self.waiting, self.begins = kept[8]

    def starts(self, choice: Choice, *, overtime: bool) -> int:
        """The starts at which the step can be done that way now."""
        mask, full = 0, self.full
        for given in choice.given:
            mask |= self._starts_at(given, choice.steps, overtime=overtime)
        if choice.language != NOBODY and full[choice.language]:
            mask &= fits(~full[choice.language], choice.steps)
        return mask

    def place(self, n: int, walk: list[tuple[Choice, int]], *, overtime: bool) -> bool:
        """Place a route at those starts, in time order; False, and nothing changed, where staff do not suffice."""
        done: list[Placed] = []
        for choice, start in walk:
            stop = self._stop(choice, start, overtime=overtime)
            if stop is None:
                for earlier in done:
                    self._leave(n, earlier)
                return False
            self._come(n, stop)
            done.append(stop)
        self._settle(n, done)
        return True

    def keep(self, n: int, stops: list[Placed]) -> None:
        """Place a route as it was planned before, in time order, asking nothing."""
        for stop in stops:
            self._come(n, stop)
        self._settle(n, stops)

    def _settle(self, n: int, stops: list[Placed]) -> None:
        self.stops[n] = tuple(stops)
        self.waits[n] = self._waiting(stops)
        self.waiting += self.waits[n]
        self.unplaced -= self.problem.routes[n].weight
        self._arrive(stops[0].start, 1)

    def take_out(self, n: int) -> None:
        """Take a placed route out."""
        stops = self.stops[n]
        assert stops is not None
        for stop in stops:
            self._leave(n, stop)
        self._arrive(stops[0].start, -1)
        self.waiting -= self.waits[n]
        self.unplaced += self.problem.routes[n].weight
        self.stops[n], self.waits[n] = None, 0

    def hand_over(self, n: int, stop: Placed, staff: int) -> None:
        """Let somebody else give a stop of a placed route, asking nothing; not for a class."""
        other = stop._replace(staff=staff)
        self._leave(n, stop)
        self._come(n, other)
        self.stops[n] = tuple(other if each == stop else each for each in self.stops[n] or ())

    def _starts_at(self, given: Given, steps: int, *, overtime: bool) -> int:
        mask = given.starts
        if given.kind != NOBODY:
            mask &= self.staffing.starts(given.kind, overtime=overtime)
        for used in given.uses:
            full = self.full[used] if given.taken == 1 else self.full_for(used, given.taken)
            if full:
                mask &= fits(~full, steps)
        if given.group:
            mask |= given.starts & self.open_seats(given)
        return mask

    def open_seats(self, given: Given) -> int:
        """The starts of classes with a seat for her, and for her carer."""
        return self.seats[given.station][given.step_free + 2 * given.seats - 2]

    def full_for(self, counted: int, number: int) -> int:
        """The steps at which there is not room for so many more."""
        if number == 1:
            return self.full[counted]
        most = self.problem.counted[counted].most - number
        return sum(1 << step for step, taken in enumerate(self.used[counted]) if taken > most)

    def _stop(self, choice: Choice, start: int, *, overtime: bool) -> Placed | None:
        for given in choice.given:
            if given.group and (given.starts & self.open_seats(given)) >> start & 1:
                return Placed(choice, given, start, self._class_to_join(given, start))
        for given in choice.given:
            if not self._starts_at(given, choice.steps, overtime=overtime) >> start & 1:
                continue
            if given.kind == NOBODY:
                return Placed(choice, given, start, self._nobody(given, start))
            return Placed(choice, given, start, self.staffing.best(given.kind, start, overtime=overtime))
        return None

    def _nobody(self, given: Given, start: int) -> int:
        """A class that nobody gives is told from others at its time by a number of its own below nothing."""
        n = NOBODY
        while given.group and (start, n) in self.classes[given.station]:
            n -= 1
        return n

    def _class_to_join(self, given: Given, start: int) -> int:
        most = self.problem.plan.stations[given.station].group_size - given.seats
        open_ones = [
            (people, staff)
            for (then, staff), (people, step_free) in self.classes[given.station].items()
            if then == start and people <= most and (step_free or not given.step_free)
        ]
        return max(open_ones)[1]

    def _come(self, n: int, stop: Placed) -> None:
        choice, given, start, staff = stop
        if choice.locked is not None:
            return
        self._count(choice.language, start, choice.steps, 1)
        if given.group:
            classes = self.classes[given.station]
            people, step_free = classes.get((start, staff), (0, given.step_free))
            classes[start, staff] = (people + given.seats, step_free)
            self._see_seats(given.station)
            if people:
                return
            n = -2 - given.station
        for used in given.uses:
            self._count(used, start, choice.steps, given.taken)
        if staff >= 0:
            self.staffing.give(staff, (start, start + choice.steps, choice.zone, n))

    def _leave(self, n: int, stop: Placed) -> None:
        choice, given, start, staff = stop
        if choice.locked is not None:
            return
        self._count(choice.language, start, choice.steps, -1)
        uses = given.uses
        if given.group:
            classes = self.classes[given.station]
            people, step_free = classes.pop((start, staff))
            if people > given.seats:
                classes[start, staff] = (people - given.seats, step_free)
            self._see_seats(given.station)
            if people > given.seats:
                return
            n = -2 - given.station
            uses = self.problem.step_free[given.station] if step_free else self.problem.places[given.station]
        for used in uses:
            self._count(used, start, choice.steps, -given.taken)
        if staff >= 0:
            self.staffing.take(staff, (start, start + choice.steps, choice.zone, n))

    def _count(self, counted: int, start: int, steps: int, change: int) -> None:
        if counted == NOBODY:
            return
        used, most, full = self.used[counted], self.problem.counted[counted].most, self.full[counted]
        for step in range(start, min(start + steps, len(used))):
            used[step] += change
            if used[step] >= most:
                full |= 1 << step
            elif full >> step & 1:
                full ^= 1 << step
        self.full[counted] = full

    def _arrive(self, step: int, change: int) -> None:
        """Count an arrival; `begins` are the starts of a first visit that arrivals still allow."""
        windows, most = self.problem.windows, self.problem.most_arrivals
        window = windows[step]
        before = self.arriving[window]
        self.arriving[window] = before + change
        if (before >= most) != (before + change >= most):
            self.begins ^= sum(1 << start for start, each in enumerate(windows) if each == window)

    def _see_seats(self, station: int) -> None:
        """The starts of classes with one seat, one where the room is step-free, two, and two where it is."""
        most, found = self.problem.plan.stations[station].group_size, [0, 0, 0, 0]
        for (start, _), (people, step_free) in self.classes[station].items():
            if people < most:
                found[0] |= 1 << start
                found[1] |= step_free << start
            if people + 1 < most:
                found[2] |= 1 << start
                found[3] |= step_free << start
        self.seats[station] = (found[0], found[1], found[2], found[3])

    def _waiting(self, stops: list[Placed]) -> int:
        """Minutes between first start and last end that are neither a visit nor a walk."""
        clock, walking = self.problem.clock, self.problem.plan.venue.walking
        minutes = (stops[-1].start - stops[0].start) * clock.grid
        for one, other in pairwise(stops):
            minutes -= one.choice.minutes + walking[one.choice.zone][other.choice.zone]
        return minutes

    def _hold(self) -> None:
        """Give the visits that stay what they use."""
        plan, clock = self.problem.plan, self.problem.clock
        staff = {duty.staff_id: n for n, duty in enumerate(self.problem.duties)}
        index = {station.id: n for n, station in enumerate(plan.stations)}
        started: set[tuple[str, int, int]] = set()
        for visit in self.problem.held:
            station, n = plan.station[visit.station_id], index[visit.station_id]
            start, end = max(0, clock.from_(visit.span.start)), max(1, clock.until(visit.span.end))
            self._count(self.problem.language_of(visit), start, end - start, 1)
            with_whom = staff.get(visit.staff_id, nobody(visit.place))
            if station.mode is Mode.GROUP:
                people, _ = self.classes[n].get((start, with_whom), (0, False))
                people += plan.patient_of(visit).seats
                self.classes[n][start, with_whom] = (people, visit.place < station.step_free_places)
                self._see_seats(n)
                if (visit.station_id, visit.place, start) in started:
                    continue
                started.add((visit.station_id, visit.place, start))
            seats = plan.patient_of(visit).seats if station.mode is Mode.DROP_IN else 1
            for used in self.problem.uses(n, min(visit.place + 1, station.places)):
                self._count(used, start, end - start, seats)
            if with_whom >= 0:
                self.staffing.give(with_whom, (start, end, station.zone, HELD))
        self._hold_arrivals()

    def _hold_arrivals(self) -> None:
        frozen = {route.appointment.id for route in self.problem.routes if route.frozen}
        for appointment_id, visits in self.problem.plan.visits_of_appointment.items():
            if appointment_id in frozen:
                step = self.problem.clock.from_(visits[0].span.start)
                window = self.problem.windows[step] if 0 <= step < len(self.problem.windows) else NOBODY
                if window != NOBODY:
                    self._arrive(step, 1)
