"""A repair shown as a plan: whoever stays keeps visit, place and route; the others get theirs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from cadplanner.core.model.appointment import Appointment, Visit, visit_id
from cadplanner.core.model.plan import Plan
from cadplanner.core.model.span import Span
from cadplanner.core.planning.draft import Placed
from cadplanner.core.planning.keeping_places import Wishes, kept_places
from cadplanner.core.planning.places import Key
from cadplanner.core.planning.proposal import NotKept
from cadplanner.core.planning.repairing import Repair
from cadplanner.core.planning.why_not import why_not

Stops = tuple[Placed, ...] | None


class Repaired:
    """One repair to be shown. `kept` are the stops of those who stay as they were in the changed day.

    `lost` are those who have their times but for whom no place is free.
    """

    def __init__(self, repair: Repair, changed: Plan, kept: list[Stops]) -> None:
        self.repair, self.changed, self.kept = repair, changed, kept
        self.draft, self.problem = repair.draft, repair.draft.problem
        self.planned = {(visit.appointment_id, visit.step): visit for visit in changed.visits}
        self.places = kept_places(self.draft, self._wishes())
        self.lost = {n for n, stops in enumerate(self.draft.stops) if any(self._has_none(n, s) for s in stops or ())}

    def plan(self) -> Plan:
        """The changed day as it then is; the route of somebody who goes without a stop is cut to what she has."""
        changed = self.changed
        unknown = (visit for visit in changed.visits if visit.appointment_id not in changed.appointment)
        visits = (visit for n in range(len(changed.appointments)) for visit in self._visits(n))
        plan = replace(changed, visits=(*unknown, *visits))
        if any(map(self._left_out, self.repair.asked)):
            return replace(plan, appointments=tuple(map(self._cut, range(len(plan.appointments)))))
        return plan

    def not_kept(self, plan: Plan, at: int) -> Iterator[NotKept]:
        """Those of the asked who are not in that plan, or not whole, and why; `at` is the minute it is now."""
        for n in sorted(self.repair.asked):
            appointment, out = self.changed.appointments[n], self._left_out(n)
            keys = tuple(step.key for k, step in enumerate(appointment.route) if out >> k & 1)
            if keys or appointment.id not in plan.visits_of_appointment:
                yield NotKept(appointment.id, why_not(self.draft, n, out, at), keys)

    def _visits(self, n: int) -> tuple[Visit, ...]:
        """The visits of one appointment, in time order."""
        appointment, stops = self.changed.appointments[n], self.draft.stops[n]
        before = self.changed.visits_of_appointment.get(appointment.id, ())
        if self.repair.routes[n].frozen:
            return before
        if stops is None or n in self.lost:
            open_steps = {appointment.route[step].key for step in self.repair.open_steps(n)}
            return tuple(visit for visit in before if visit.step not in open_steps)
        if stops is self.kept[n] and not any(self._key(n, stop) in self._renumbered(stop) for stop in stops):
            return before
        return tuple(sorted((self._visit(n, stop) for stop in stops), key=lambda v: (v.span.start, v.id)))

    def _visit(self, n: int, stop: Placed) -> Visit:
        appointment, minute = self.changed.appointments[n], self.problem.clock.minute(stop.start)
        key = appointment.route[stop.choice.step].key
        old = self.planned.get((appointment.id, key))
        if old is not None and stop.choice.locked:
            return old
        station_id, span = self.problem.plan.stations[stop.given.station].id, Span(minute, minute + stop.choice.minutes)
        with_whom = self.problem.duties[stop.staff].staff_id if stop.staff >= 0 else ""
        if old is None:
            old = Visit(visit_id(appointment.id, key), appointment.day_id, appointment.id, key, "", 0, "", span)
        place = self._renumbered(stop).get(self._key(n, stop), old.place) or 0
        new = replace(old, station_id=station_id, place=place, staff_id=with_whom, span=span)
        return old if new == old else new

    def _key(self, n: int, stop: Placed) -> Key:
        return (stop.start, stop.staff) if stop.given.group else (n, stop.choice.step)

    def _renumbered(self, stop: Placed) -> dict[Key, int | None]:
        return self.places.get(stop.given.station, {}) if stop.choice.locked is None else {}

    def _has_none(self, n: int, stop: Placed) -> bool:
        return self._renumbered(stop).get(self._key(n, stop), 0) is None

    def _wishes(self) -> dict[int, Wishes]:
        """The places of before for whoever is where and when she was, at the stations where something changes."""
        wishes: dict[int, Wishes] = {station: {} for station in self._touched()}
        for n, stops in enumerate(self.draft.stops):
            for stop in stops or ():
                place = self._wish_of(n, stop) if stop.given.station in wishes else None
                if place is not None:
                    wishes[stop.given.station].setdefault(self._key(n, stop), place)
        return wishes

    def _touched(self) -> set[int]:
        found: set[int] = set()
        for n, stops in enumerate(self.draft.stops):
            if stops is not None and stops is not self.kept[n]:
                before = self.kept[n] or ()
                found |= {stop.given.station for stop in stops if stop.choice.locked is None and stop not in before}
        return found

    def _wish_of(self, n: int, stop: Placed) -> int | None:
        """The place somebody had, if the stop is where and when it was."""
        appointment = self.changed.appointments[n]
        old = self.planned.get((appointment.id, appointment.route[stop.choice.step].key))
        if old is None or stop.choice.locked or self.problem.clock.minute(stop.start) != old.span.start:
            return None
        return old.place if self.problem.plan.stations[stop.given.station].id == old.station_id else None

    def _cut(self, n: int) -> Appointment:
        """Somebody who goes without a stop has the route that is left to her."""
        appointment, out = self.changed.appointments[n], self._left_out(n)
        if not out:
            return appointment
        return replace(appointment, route=tuple(step for k, step in enumerate(appointment.route) if not out >> k & 1))

    def _left_out(self, n: int) -> int:
        """The steps that somebody goes without, as bits; for whoever is on site and is not placed, all that is left."""
        repair = self.repair
        if n not in self.lost and (repair.draft.stops[n] is not None or not repair.on_site[n]):
            return repair.left_out[n]
        return sum(1 << step for step in repair.open_steps(n)) if repair.on_site[n] else 0
