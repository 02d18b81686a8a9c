"""A station as whoever works there needs it: a free place and somebody free, the next class, who comes next."""

from __future__ import annotations

from collections.abc import Iterator

from cadplanner.core.live.board import Board, fair_order
from cadplanner.core.live.following import HERE, Status
from cadplanner.core.live.person import Person
from cadplanner.core.live.record import At
from cadplanner.core.model.appointment import Visit
from cadplanner.core.model.day import Mode, Station
from cadplanner.core.model.patient import AccessNeed
from cadplanner.core.planning.breaks import is_staffed

TAKEN = (Status.IN_PROGRESS, Status.CALLED)


def free_at(board: Board, station_id: str, appointment_id: str, place: int = -1) -> At:
    """Where she can be seen there: that place, else her planned one, else the first free one that suits her.

    The place is -1 where none is free; the staff hers by the plan, else whoever may and is free, '' for nobody.
    """
    station, person = board.plan.station[station_id], board.person[appointment_id]
    visit = _visit_there(board, person, station_id)
    chosen = place if place >= 0 else _free_place(board, station, person, visit)
    return At(station_id, chosen, _free_staff(board, station, person, visit), visit.step if visit else "")


def coming_class(board: Board, station_id: str) -> tuple[str, ...]:
    """Who starts together when the next class of a group station does: those due by now, else those due first."""
    now = board.station[station_id]
    waiting = sorted(
        (board.person[who] for who in (*now.called, *now.queue)), key=lambda each: fair_order(board.plan, each)
    )
    if not waiting:
        return ()
    due = max(board.minute, fair_order(board.plan, waiting[0])[0])
    coming = [each.appointment_id for each in waiting if fair_order(board.plan, each)[0] <= due]
    return tuple(coming[: board.plan.station[station_id].group_size])


def coming_soon(board: Board, station_id: str, within: int) -> tuple[Visit, ...]:
    """The visits planned there in the next so many minutes, of people who are elsewhere now or about to arrive."""
    planned = board.plan.visits_at_station.get(station_id, ())
    return tuple(visit for visit in planned if visit.span.start <= board.minute + within and _is_to_come(board, visit))


def _is_to_come(board: Board, visit: Visit) -> bool:
    person = board.person[visit.appointment_id]
    if person.status in HERE:
        return person.step != visit.step and all(stop.step != visit.step for stop in person.stops)
    is_first = board.plan.visits_of_appointment[visit.appointment_id][0] == visit
    return is_first and person.status in (Status.EXPECTED, Status.LATE)


def _visit_there(board: Board, person: Person, station_id: str) -> Visit | None:
    """The visit she is to have there next; none where she was sent there from elsewhere."""
    over = {stop.step for stop in person.stops}
    visits = board.plan.visits_of_appointment.get(person.appointment_id, ())
    mine = [visit for visit in visits if visit.station_id == station_id and visit.step not in over]
    return next((visit for visit in mine if visit.step == person.step), mine[0] if mine else None)


def _free_place(board: Board, station: Station, person: Person, visit: Visit | None) -> int:
    if station.mode is Mode.DROP_IN:
        return -1
    planned = visit.place if visit else -1
    if station.mode is Mode.GROUP:
        return max(planned, 0)
    used = {other.place for other in _others(board, person) if other.station_id == station.id}
    if planned >= 0 and planned not in used:
        return planned
    patient = board.plan.patient[board.plan.appointment[person.appointment_id].patient_id]
    places = station.step_free_places if AccessNeed.STEP_FREE in patient.needs else station.places
    return next((place for place in range(places) if place not in used), -1)


def _free_staff(board: Board, station: Station, person: Person, visit: Visit | None) -> str:
    if not is_staffed(station.mode, station.skill):
        return visit.staff_id if visit else ""
    busy = {other.staff_id for other in _others(board, person)} if station.mode is Mode.ONE_TO_ONE else set()
    free = [staff_id for staff_id in _on_shift(board, station.skill) if staff_id not in busy]
    if visit and (visit.staff_id in free or not free):
        return visit.staff_id
    return free[0] if free else ""


def _others(board: Board, person: Person) -> Iterator[Person]:
    """Everybody else who is with somebody now or called to a place."""
    for status in TAKEN:
        for who in board.by_status[status]:
            if who != person.appointment_id:
                yield board.person[who]


def _on_shift(board: Board, skill: str) -> Iterator[str]:
    for member in board.plan.staff:
        shift = board.plan.shift_of.get(member.id)
        if skill in member.skills and shift and shift.span.start <= board.minute < shift.span.end:
            yield member.id
