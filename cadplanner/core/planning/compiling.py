"""A plan becomes the engine's problem: every rule that can be a mask is one before the search begins."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from cadplanner.core.model.appointment import Appointment, Visit
from cadplanner.core.model.day import Mode, Station
from cadplanner.core.model.pathway import Step
from cadplanner.core.model.patient import AccessNeed
from cadplanner.core.model.plan import Plan
from cadplanner.core.model.staff import Shift
from cadplanner.core.planning.breaks import due_breaks, is_staffed, orders
from cadplanner.core.planning.companions import ANY_TIME, with_companions
from cadplanner.core.planning.masks import run, steps_in
from cadplanner.core.planning.patient_rules import has_seats, places_for, step_free_places
from cadplanner.core.planning.problem import (
    NOBODY,
    Choice,
    Clock,
    Counted,
    Duty,
    Given,
    Kind,
    Problem,
    Route,
)
from cadplanner.core.planning.station_rules import starts_a_class

UNLIMITED = 10**6
NEVER_FITS = ((1, 1, 0),)


class Asked(NamedTuple):
    """What is asked of staff: the skill, for so many minutes, in a zone; the station only where that matters."""

    skill: str
    minutes: int
    zone: int
    station_id: str


def compiled(plan: Plan) -> Problem:
    """The problem of a plan: its locked visits held, everything else to be planned."""
    return _Compiling(plan).problem()


class _Compiling:
    """Collects kinds of staffing and counted things while the routes are gone through."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        opening, grid = plan.day.opening, plan.day.grid
        base = opening.start // grid * grid
        self.clock = Clock(base, grid, -((base - opening.end) // grid))
        self.any_start = run(0, self.clock.size)
        self.kinds: dict[Asked, int] = {}
        self.shapes: dict[tuple[object, ...], int] = {}
        self.skills = {member.id: member.skills for member in plan.staff}
        self.told_apart = frozenset(_skills_by_station(plan, self.skills))
        self.counted: list[Counted] = []
        self.open: dict[tuple[str, int], int] = {}
        self.index = {station.id: n for n, station in enumerate(plan.stations)}
        self.places = tuple(self._count_places(station) for station in plan.stations)
        self.step_free = tuple(self._count_step_free(n, station) for n, station in enumerate(plan.stations))
        self.limits = tuple(self._limits(n, station) for n, station in enumerate(plan.stations))
        spoken = sorted({interpreter.language for interpreter in plan.interpreters})
        self.languages = {language: self._count_interpreters(language) for language in spoken}

    def problem(self) -> Problem:
        plan, arrivals = self.plan, self.plan.day.arrivals
        windows = tuple(self._arrival_window(step) for step in range(self.clock.size))
        routes = with_companions(plan, tuple(map(self._route, plan.appointments)), self.clock, windows)
        kinds = tuple(map(self._kind, self.kinds))
        frozen = {route.appointment.id for route in routes if route.frozen}
        return Problem(
            plan=plan,
            clock=self.clock,
            walk=plan.venue.walking if plan.day.staff_walk else tuple((0,) * len(row) for row in plan.venue.walking),
            kinds=kinds,
            counted=tuple(self.counted),
            duties=tuple(self._duty(n, shift, kinds) for n, shift in enumerate(plan.shifts)),
            routes=routes,
            held=tuple(v for v in plan.visits if (v.locked or v.appointment_id in frozen) and plan.stop_of(v)),
            places=self.places,
            step_free=self.step_free,
            limits=self.limits,
            languages=self.languages,
            windows=windows,
            most_arrivals=arrivals.most or UNLIMITED,
        )

    def _count_places(self, station: Station) -> tuple[int, ...]:
        return () if station.places == 0 else (self._count([station.places] * self.clock.size),)

    def _count_step_free(self, n: int, station: Station) -> tuple[int, ...]:
        if station.mode is Mode.DROP_IN or step_free_places(station) >= station.places:
            return self.places[n]
        return (*self.places[n], self._count([station.step_free_places] * self.clock.size))

    def _limits(self, n: int, station: Station) -> tuple[tuple[int, int], ...]:
        """What its places count as: all of them, the step-free ones, and those with room for a carer."""
        found = [(station.places, counted) for counted in self.places[n]]
        found += [(station.step_free_places, counted) for counted in self.step_free[n][1:]]
        if station.mode is Mode.ONE_TO_ONE and 0 < station.places_for_two < station.places:
            found.append((station.places_for_two, self._count([station.places_for_two] * self.clock.size)))
        return tuple(found)

    def _count_interpreters(self, language: str) -> int:
        there = [0] * self.clock.size
        for interpreter in self.plan.interpreters:
            if interpreter.language == language:
                open_at = [run(self.clock.until(s.start), self.clock.from_(s.end)) for s in interpreter.spans]
                for step in range(self.clock.size):
                    there[step] += interpreter.number * any(mask >> step & 1 for mask in open_at)
        return self._count(there)

    def _count(self, there: list[int]) -> int:
        most = max(there, default=0)
        self.counted.append(Counted(most, tuple(most - number for number in there)))
        return len(self.counted) - 1

    def _arrival_window(self, step: int) -> int:
        arrivals, arrival = self.plan.day.arrivals, self.clock.minute(step) - self.plan.day.check_in
        if not arrivals.span.start <= arrival < arrivals.span.end:
            return NOBODY
        return (arrival - arrivals.span.start) // arrivals.every

    def _kind_index(self, station: Station, minutes: int) -> int:
        zone = station.zone if self.plan.day.staff_walk else 0
        key = Asked(station.skill, minutes, zone, station.id if station.skill in self.told_apart else "")
        return self.kinds.setdefault(key, len(self.kinds))

    def _kind(self, asked: Asked) -> Kind:
        able = {n for n, shift in enumerate(self.plan.shifts) if asked.skill in self.skills.get(shift.staff_id, ())}
        at_posts = {n for n in able if self.plan.shifts[n].posts}
        able -= {n for n in at_posts if not self._at_posts(self.plan.shifts[n], asked)}
        shape = self.shapes.setdefault(asked if at_posts else (asked.minutes, asked.zone), len(self.shapes))
        return Kind(asked.skill, shape, asked.minutes, self.clock.steps(asked.minutes), asked.zone, tuple(sorted(able)))

    def _at_posts(self, shift: Shift, asked: Asked) -> int:
        """The starts that the posts of a shift allow."""
        return self.clock.starts(shift.hours_for(asked.skill, asked.station_id), asked.minutes)

    def _duty(self, n: int, shift: Shift, kinds: tuple[Kind, ...]) -> Duty:
        base, due = self.clock.base, due_breaks(self.plan, shift)
        breaks = tuple(
            tuple((rule.minutes, rule.window.start - base, rule.window.end - base) for rule in order)
            for order in (orders(due) if due else ())
        )
        if due and not breaks:
            breaks = (NEVER_FITS,)
        mine = tuple(k for k, kind in enumerate(kinds) if n in kind.staff)
        asked = tuple(self.kinds)
        return Duty(
            staff_id=shift.staff_id,
            shift=shift.span,
            overtime=shift.overtime,
            breaks=breaks,
            longest=shift.longest_stretch // self.clock.grid if shift.longest_stretch else UNLIMITED,
            rest=self.clock.steps(shift.rest),
            kinds=mine,
            breadth=len({kinds[k].skill for k in mine}),
            posts={kinds[k].shape: self._at_posts(shift, asked[k]) for k in mine} if shift.posts else {},
        )

    def _route(self, appointment: Appointment) -> Route:
        plan = self.plan
        locked = {v.step: v for v in plan.visits_of_appointment.get(appointment.id, ()) if v.locked}
        known = appointment.patient_id in plan.patient and len({s.key for s in appointment.route})
        frozen = not known or len(locked) == len(appointment.route) or not all(map(self._plain, locked.values()))
        choices = () if frozen else tuple(self._choices(n, appointment, locked) for n in range(len(appointment.route)))
        longest = plan.longest_stay(appointment)
        work = sum(min((choice.minutes for choice in each), default=0) for each in choices)
        keys = {step.key: n for n, step in enumerate(appointment.route)}
        needs = tuple(sum(1 << keys[key] for key in step.after if key in keys) for step in appointment.route)
        return Route(
            appointment=appointment,
            weight=UNLIMITED * UNLIMITED if locked else appointment.weight,
            choices=choices,
            needs=needs,
            stays=appointment.availability or (plan.day.opening,),
            longest=longest,
            most_waiting=max(0, longest - work) // self.clock.grid,
            frozen=frozen,
            together=(),
            begins=self.any_start,
            leaves=ANY_TIME,
        )

    def _plain(self, visit: Visit) -> bool:
        """Whether a locked visit is one that the engine can plan the rest of the route around."""
        starts = self.clock.starts([self.plan.day.opening], visit.span.minutes)
        on_grid = visit.span.start % self.plan.day.grid == 0 and visit.station_id in self.index
        return on_grid and bool(starts >> max(0, self.clock.from_(visit.span.start)) & 1)

    def _choices(self, n: int, appointment: Appointment, locked: dict[str, Visit]) -> tuple[Choice, ...]:
        step = appointment.route[n]
        if step.key in locked:
            return (self._locked_choice(n, locked[step.key]),)
        found: dict[tuple[int, int], list[Given]] = {}
        for station in self._stations_for(appointment, step):
            minutes = self.plan.minutes_for(appointment, step, station)
            given = self._given(appointment, station, minutes)
            if given.starts:
                found.setdefault((station.zone, minutes), []).append(given)
        language = self._language(appointment)
        return tuple(
            Choice(n, zone, minutes, self.clock.steps(minutes), self._gaps(zone, minutes), tuple(given), language)
            for (zone, minutes), given in found.items()
        )

    def _stations_for(self, appointment: Appointment, step: Step) -> list[Station]:
        patient = self.plan.patient[appointment.patient_id]
        needs = patient.needs
        stations = list(self.plan.stations_giving.get(step.service_id, ()))
        if AccessNeed.QUIET_SPACE in needs and any(station.quiet for station in stations):
            stations = [station for station in stations if station.quiet]
        if AccessNeed.STEP_FREE in needs or patient.seats > 1:
            stations = [s for s in stations if places_for(patient, s) and has_seats(patient, s)]
        return stations

    def _given(self, appointment: Appointment, station: Station, minutes: int) -> Given:
        n, patient = self.index[station.id], self.plan.patient[appointment.patient_id]
        starts = self._open_starts(station, minutes)
        if patient.interpreter_language:
            spans = [
                span
                for given in self.plan.interpreters
                if given.language == patient.interpreter_language and given.number
                for span in given.spans
            ]
            starts &= self.clock.starts(spans, minutes)
        fit = places_for(patient, station)
        return Given(
            station=n,
            starts=starts,
            kind=self._kind_index(station, minutes) if is_staffed(station.mode, station.skill) else NOBODY,
            uses=self.places[n] if station.mode is Mode.DROP_IN else tuple(c for m, c in self.limits[n] if m >= fit),
            group=station.mode is Mode.GROUP,
            step_free=AccessNeed.STEP_FREE in patient.needs and self.step_free[n] != self.places[n],
            seats=1 if station.mode is Mode.ONE_TO_ONE else patient.seats,
            taken=patient.seats if station.mode is Mode.DROP_IN else 1,
            fit=fit,
        )

    def _open_starts(self, station: Station, minutes: int) -> int:
        known = self.open.get((station.id, minutes))
        if known is None:
            known = self.open[station.id, minutes] = self._found_open(station, minutes)
        return known

    def _found_open(self, station: Station, minutes: int) -> int:
        starts = self.clock.starts(station.opening, minutes) & self.clock.starts([self.plan.day.opening], minutes)
        if station.mode is not Mode.GROUP:
            return starts
        return sum(1 << step for step in steps_in(starts) if starts_a_class(station, self.clock.minute(step)))

    def _locked_choice(self, n: int, visit: Visit) -> Choice:
        station = self.plan.station[visit.station_id]
        minutes, start = visit.span.minutes, self.clock.from_(visit.span.start)
        n_there, counts = self.index[station.id], {"seats": 1, "taken": 1, "fit": 1}
        given = Given(n_there, 1 << start, NOBODY, (), group=False, step_free=False, **counts)
        gaps = self._gaps(station.zone, minutes)
        return Choice(n, station.zone, minutes, self.clock.steps(minutes), gaps, (given,), NOBODY, visit)

    def _gaps(self, zone: int, minutes: int) -> tuple[int, ...]:
        return tuple(self.clock.steps(minutes + walk) for walk in self.plan.venue.walking[zone])

    def _language(self, appointment: Appointment) -> int:
        language = self.plan.patient[appointment.patient_id].interpreter_language
        return self.languages.get(language, NOBODY) if language else NOBODY


def _skills_by_station(plan: Plan, skills: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """The skills for which it matters at which station they are used: some post is at one."""
    for shift in plan.shifts:
        if any(post.station_ids for post in shift.posts):
            yield from skills.get(shift.staff_id, ())
