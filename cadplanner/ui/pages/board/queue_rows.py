"""The queue of one station as rows: who is with staff, called, waiting in fair order, held, and who comes soon."""

from __future__ import annotations

from dataclasses import dataclass

from cadplanner.core.live.at_station import coming_soon
from cadplanner.core.live.board import Board
from cadplanner.core.live.following import HERE, Status
from cadplanner.core.live.person import Person
from cadplanner.core.model.appointment import Visit
from cadplanner.ui.kit.table import Column
from cadplanner.ui.kit.theme import Role
from cadplanner.ui.pages.board.looks import Look, look_of
from cadplanner.ui.pages.board.words import (
    patient_of,
    person_sentence,
    place_words,
    so_far_words,
    staff_words,
    time_words,
    where_words,
)

SOON = 45  # minutes ahead that somebody is shown as coming
COMES = Look(Role.PLANNED, "○", "coming")
HELD = (Status.HELD, Status.PAUSED)


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One person at a station, or on her way to it; `place` is then where she is now."""

    id: str
    status: Status
    look: Look
    so_far: str
    card: str
    name: str
    needs: str
    due: str
    place: str
    staff: str
    says: str


def queue_rows(board: Board, station_id: str, place: int = -1) -> tuple[QueueRow, ...]:
    """Everybody at that station, who waits first; where a place is given, who is there first, and nobody at others."""
    now = board.station[station_id]
    there = [who for who in now.in_progress if place < 0 or board.person[who].place in (place, -1)]
    seen = sorted(there, key=lambda who: (board.person[who].place, board.person[who].since))
    called = [who for who in now.called if place < 0 or board.person[who].place in (place, -1)]
    waiting = (*called, *now.queue)
    held = [who for status in HELD for who in board.by_status[status] if board.person[who].station_id == station_id]
    first = (*waiting, *seen) if place < 0 else (*seen, *waiting)
    rows = [_row(board, board.person[who]) for who in (*first, *now.dropping_in, *held)]
    return (*rows, *(_coming(board, visit) for visit in coming_soon(board, station_id, SOON)))


def rows_at_none(board: Board) -> tuple[QueueRow, ...]:
    """Everybody who is here and at no station, whoever is so the longest first."""
    at_none = [p for p in board.people if p.status in HERE and p.station_id not in board.plan.station]
    return tuple(_row(board, person) for person in sorted(at_none, key=lambda p: (p.since, p.card)))


def _row(board: Board, person: Person) -> QueueRow:
    patient = patient_of(board, person)
    there = person.status in (Status.IN_PROGRESS, Status.CALLED)
    return QueueRow(
        id=person.appointment_id,
        status=person.status,
        look=look_of(board, person),
        so_far=so_far_words(board, person),
        card=str(person.card),
        name=patient.staff_name,
        needs=patient.needs_words,
        due=time_words(person.due),
        place=place_words(board, person.station_id, person.place) if there else "",
        staff=staff_words(board, person.staff_id),
        says=person_sentence(board, person),
    )


def _coming(board: Board, visit: Visit) -> QueueRow:
    person = board.person[visit.appointment_id]
    patient = patient_of(board, person)
    not_here = "late, not here yet" if person.status is Status.LATE else "not here yet"
    place = "at no station" if person.status in HERE else not_here
    return QueueRow(
        id=person.appointment_id,
        status=Status.EXPECTED,
        look=COMES,
        so_far="",
        card=str(person.card),
        name=patient.staff_name,
        needs=patient.needs_words,
        due=time_words(visit.span.start),
        place=where_words(board, person) or place,
        staff=staff_words(board, visit.staff_id),
        says=f"Coming at {time_words(visit.span.start)}. {person_sentence(board, person)}",
    )


QUEUE_COLUMNS = (
    Column[QueueRow](
        "Status",
        lambda row: f"{row.look.mark} {row.look.word}",
        width=16,
        tip=lambda row: row.says,
        accessible=lambda row: row.says,
        tone=lambda row: row.look.fill,
    ),
    Column[QueueRow]("Since", lambda row: row.so_far, width=8),
    Column[QueueRow]("Card", lambda row: row.card, width=5),
    Column[QueueRow]("Name", lambda row: row.name, width=25, tip=lambda row: row.name),
    Column[QueueRow]("Planned", lambda row: row.due, width=8, spare=2),
    Column[QueueRow]("Place", lambda row: row.place, tip=lambda row: row.place),
    Column[QueueRow]("Needs", lambda row: row.needs, width=16, wraps=True, spare=2),
    Column[QueueRow]("With", lambda row: row.staff, width=15, tip=lambda row: row.staff, spare=True),
)
