"""The hall as it stands on the day, for a rehearsal to begin from: who is here, with whom, who is still to come."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from cadplanner.core.live.board import Board
from cadplanner.core.live.following import GONE, NOT_YET, Status
from cadplanner.core.live.person import Person
from cadplanner.core.model.appointment import Visit, visit_id
from cadplanner.core.model.day import Mode
from cadplanner.core.model.plan import Plan
from cadplanner.core.model.span import MINUTES_IN_DAY, Span
from cadplanner.core.rehearsal.played import ANYBODY

SEEN = frozenset({Status.IN_PROGRESS, Status.DROPPING_IN})


class Here(NamedTuple):
    """Somebody in the hall: when she came, since when she waits, and the visit she waits for ('' for none)."""

    arrived: int
    since: int
    visit_id: str
    is_called: bool


@dataclass(frozen=True, slots=True)
class HallNow:
    """What a rehearsal that begins at `minute` of the day needs to know; ids are of visits and of appointments.

    `plan` has every visit where it is now to be given, those that nobody planned among them. `done` are the visits that
    were given, `left_out` those that will not be; `begun` is since when others are under way. `here` are those in the
    hall, `to_come` those who are still expected; `missing` counts those who are not any more.
    """

    minute: int
    plan: Plan
    done: frozenset[str]
    left_out: frozenset[str]
    begun: Mapping[str, int]
    here: Mapping[str, Here]
    to_come: frozenset[str]
    missing: int

    def is_to_be_given(self, key: str) -> bool:
        """Whether that visit has still to begin."""
        return key not in self.done and key not in self.left_out and key not in self.begun


def hall_now(board: Board) -> HallNow:
    """The hall at the board's minute."""
    reading = _Reading(board)
    for person in board.people:
        reading.read(person)
    visits = tuple(reading.where.pop(visit.id, visit) for visit in board.plan.visits)
    return HallNow(
        minute=board.minute,
        plan=replace(board.plan, visits=(*visits, *reading.where.values())),
        done=frozenset(reading.done),
        left_out=frozenset(reading.left_out),
        begun=reading.begun,
        here=reading.here,
        to_come=frozenset(reading.to_come),
        missing=sum(person.status is Status.MISSING for person in board.people),
    )


class _Reading:
    """What the board says of one person after another."""

    def __init__(self, board: Board) -> None:
        self.plan, self.minute = board.plan, board.minute
        self.where: dict[str, Visit] = {}  # visits that are given elsewhere than planned, or were not planned
        self.done: set[str] = set()
        self.left_out: set[str] = set()
        self.begun: dict[str, int] = {}
        self.here: dict[str, Here] = {}
        self.to_come: set[str] = set()

    def read(self, person: Person) -> None:
        who, planned = person.appointment_id, self.plan.visits_of_appointment.get(person.appointment_id, ())
        over = {stop.step for stop in person.stops}
        self.done |= {visit.id for visit in planned if visit.step in over}
        if person.status in GONE or person.status is Status.MISSING:
            self.left_out |= {visit.id for visit in planned}
        elif person.status in NOT_YET:
            self.to_come |= {who} if planned else set()
        else:
            self._is_here(person, planned)

    def _is_here(self, person: Person, planned: tuple[Visit, ...]) -> None:
        visit = self._visit(person, planned)
        self.left_out |= {each.id for each in self._passed_over(person, planned)}
        is_seen = visit is not None and person.status in SEEN
        if visit is not None:
            self.where[visit.id] = visit
            if is_seen:
                self.begun[visit.id] = person.since
        waits_for = "" if visit is None or is_seen else visit.id
        is_called = person.status is Status.CALLED
        self.here[person.appointment_id] = Here(person.arrived or 0, person.since, waits_for, is_called)

    def _visit(self, person: Person, planned: tuple[Visit, ...]) -> Visit | None:
        """The visit she is at or waits for, where and with whom it is given; None where there is none."""
        station = self.plan.station.get(person.station_id)
        if station is None:
            return None
        visit = next((each for each in planned if each.step == person.step), None)
        staff_id = person.staff_id or ("" if person.status in SEEN else ANYBODY)
        place = max(person.place, 0)
        if visit is None:
            who, step = person.appointment_id, person.step
            span = _span(person.since if person.status in SEEN else self.minute, station.minutes)
            return Visit(visit_id(who, step), self.plan.day.id, who, step, station.id, place, staff_id, span)
        if station.id != visit.station_id:
            return replace(visit, station_id=station.id, place=place, staff_id=staff_id)
        if station.mode is Mode.GROUP:
            return visit
        place = visit.place if person.place < 0 else place
        return replace(visit, place=place, staff_id=person.staff_id or visit.staff_id)

    def _passed_over(self, person: Person, planned: tuple[Visit, ...]) -> Iterator[Visit]:
        """The drop-ins whose time was over, as the board has it; all where there is nothing more to come."""
        for visit in planned:
            if visit.step == person.step:
                return
            station = self.plan.station.get(visit.station_id)
            if person.status is Status.READY_TO_LEAVE or (station is not None and station.mode is Mode.DROP_IN):
                yield visit


def _span(start: int, minutes: int) -> Span:
    first = min(max(start, 0), MINUTES_IN_DAY - 1)
    return Span(first, min(first + minutes, MINUTES_IN_DAY))
