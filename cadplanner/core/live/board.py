"""The board: where everyone is, who waits, and which station runs late, derived from the facts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from cadplanner.core.live.following import HERE, Status, Track, follow
from cadplanner.core.live.person import Person, person_now
from cadplanner.core.model.attendance import ArrivalPolicy, DayEvent, Happened, Punctuality, minute_on, standing
from cadplanner.core.model.day import Station
from cadplanner.core.model.day_rules import DEFAULT_POLICY
from cadplanner.core.model.patient import AccessNeed
from cadplanner.core.model.plan import Plan

WAITING_IS_HARD = frozenset({AccessNeed.QUIET_SPACE, AccessNeed.LONGER_APPOINTMENT, AccessNeed.CANNOT_WAIT})
"""Needs of people for whom waiting among many is hard: of those due at one time, they are called first."""


@dataclass(frozen=True, slots=True)
class StationNow:
    """One station: appointment ids, the queue in the order in which it is fair to call.

    `running_late` is the minutes by which the visit most overdue to begin or to end is behind the plan; `tally`
    how many dropped in; `staff_ids` who is with somebody there or should be by the plan.
    """

    station_id: str
    queue: tuple[str, ...] = ()
    called: tuple[str, ...] = ()
    in_progress: tuple[str, ...] = ()
    dropping_in: tuple[str, ...] = ()
    running_late: int = 0
    tally: int = 0
    staff_ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class Board:
    """Everything that a look at the day should tell, at one minute. Each appointment is in it exactly once.

    `facts` are those that hold; `strays` the ids of facts about nobody in this day; `highest` the highest number
    of any fact given; `closed` whether the day is.
    """

    plan: Plan
    now: datetime
    minute: int
    policy: ArrivalPolicy
    people: tuple[Person, ...]
    stations: tuple[StationNow, ...]
    facts: tuple[DayEvent, ...]
    strays: tuple[str, ...]
    highest: int
    closed: bool

    @cached_property
    def person(self) -> Mapping[str, Person]:
        """People by the id of the appointment."""
        return {person.appointment_id: person for person in self.people}

    @cached_property
    def station(self) -> Mapping[str, StationNow]:
        """Stations by id."""
        return {station.station_id: station for station in self.stations}

    @cached_property
    def by_status(self) -> Mapping[Status, tuple[str, ...]]:
        """The ids behind each count, in card order: every status is in it, and everybody once."""
        found: dict[Status, list[str]] = {status: [] for status in Status}
        for person in self.people:
            found[person.status].append(person.appointment_id)
        return {status: tuple(ids) for status, ids in found.items()}

    @cached_property
    def here(self) -> tuple[str, ...]:
        """The ids of everybody in the building."""
        return tuple(person.appointment_id for person in self.people if person.status in HERE)

    def waited(self, appointment_id: str) -> int:
        """The minutes that somebody has waited so far; 0 for those who do not wait."""
        person = self.person[appointment_id]
        return max(0, self.minute - person.since) if person.status in WAITING else 0


WAITING = frozenset({Status.WAITING, Status.CALLED, Status.HELD})


def board(plan: Plan, events: Iterable[DayEvent], now: datetime, policy: ArrivalPolicy = DEFAULT_POLICY) -> Board:
    """The board of a day at an instant, from all its facts in any order, once or more than once.

    Never raises for any facts, and never loses or doubles anybody.
    """
    every = tuple(events)
    facts = standing(every)
    on, minute = plan.day.on, minute_on(now, plan.day.on)
    tracks = {appointment.id: Track() for appointment in plan.appointments}
    tally: dict[str, int] = {}
    strays, closed = [], False
    for event in facts:
        track = tracks.get(event.appointment_id)
        if track is not None:
            follow(track, event, minute_on(event.at, on))
        elif event.appointment_id:
            strays.append(event.id)
        if event.kind is Happened.DROPPED_IN:
            tally[event.station_id] = tally.get(event.station_id, 0) + 1
        elif event.kind in CLOSING:
            closed = event.kind is Happened.CLOSED
    people = tuple(person_now(plan, a, tracks[a.id], minute, policy) for a in plan.appointments)
    return Board(
        plan=plan,
        now=now,
        minute=minute,
        policy=policy,
        people=people,
        stations=_stations(plan, people, tally, minute),
        facts=facts,
        strays=tuple(strays),
        highest=max((event.number for event in every), default=0),
        closed=closed,
    )


CLOSING = frozenset({Happened.CLOSED, Happened.REOPENED})
LATE = frozenset({Punctuality.LATE, Punctuality.VERY_LATE})


def fair_order(plan: Plan, person: Person) -> tuple[int, bool, int, int]:
    """What a queue is sorted by: planned time, those for whom waiting is hard, arrival, card.

    Somebody who came late takes her turn by when she came, not before those who were on time.
    """
    arrived = person.arrived or 0
    due = arrived if person.due is None else person.due
    if person.punctuality in LATE and not person.stops:
        due = max(due, arrived + plan.day.check_in)
    patient = plan.patient.get(plan.appointment[person.appointment_id].patient_id)
    hard = bool(patient and WAITING_IS_HARD & set(patient.needs))
    return due, not hard, arrived, person.card


def _stations(plan: Plan, people: Iterable[Person], tally: Mapping[str, int], minute: int) -> tuple[StationNow, ...]:
    at: dict[tuple[str, Status], list[Person]] = {}
    for person in people:
        if person.station_id:
            at.setdefault((person.station_id, person.status), []).append(person)
    return tuple(_station(plan, station, at, tally.get(station.id, 0), minute) for station in plan.stations)


def _station(
    plan: Plan, station: Station, at: Mapping[tuple[str, Status], list[Person]], tally: int, minute: int
) -> StationNow:
    queue = sorted(at.get((station.id, Status.WAITING), ()), key=lambda person: fair_order(plan, person))
    seen = at.get((station.id, Status.IN_PROGRESS), [])
    called = at.get((station.id, Status.CALLED), [])
    behind = [minute - fair_order(plan, person)[0] for person in (*queue, *called)]
    behind += [minute - _planned_end(plan, person) for person in seen]
    with_somebody = [person.staff_id for person in seen if person.staff_id]
    planned = [v.staff_id for v in plan.visits_at_station.get(station.id, ()) if v.span.start <= minute < v.span.end]
    return StationNow(
        station_id=station.id,
        queue=_ids(queue),
        called=_ids(called),
        in_progress=_ids(seen),
        dropping_in=_ids(at.get((station.id, Status.DROPPING_IN), ())),
        running_late=max([0, *behind]),
        tally=tally,
        staff_ids=tuple(dict.fromkeys(staff_id for staff_id in (*with_somebody, *planned) if staff_id)),
    )


def _ids(people: Iterable[Person]) -> tuple[str, ...]:
    return tuple(person.appointment_id for person in people)


def _planned_end(plan: Plan, person: Person) -> int:
    """When the visit in progress was to be over; its usual minutes where it was not planned."""
    for visit in plan.visits_of_appointment.get(person.appointment_id, ()):
        if visit.step == person.step:
            return visit.span.end
    return person.since + plan.station[person.station_id].minutes
