"""The board as tables: everybody, and every station; what the picture shows is in them too."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cadplanner.core.live.board import Board
from cadplanner.core.live.following import Status
from cadplanner.core.live.person import Person
from cadplanner.core.model.day import Mode, Station
from cadplanner.ui.kit.table import Column
from cadplanner.ui.kit.theme import Role
from cadplanner.ui.pages.board.looks import RUNS_LATE, Look, look_of, minutes_so_far
from cadplanner.ui.pages.board.tiles import is_open, late_of
from cadplanner.ui.pages.board.words import (
    minutes_words,
    patient_of,
    person_sentence,
    so_far_words,
    staff_words,
    time_words,
    where_words,
)


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person as the list shows her."""

    id: str
    card: int
    name: str
    look: Look
    where: str
    minutes: int
    so_far: str
    expected: str
    arrived: str
    staff: str
    needs: str
    says: str


@dataclass(frozen=True, slots=True)
class StationRow:
    """One station as the list shows it."""

    id: str
    name: str
    late: int
    waiting: int
    longest: int
    seen: str
    staff: str
    is_open: bool


def person_rows(board: Board, statuses: Iterable[Status]) -> tuple[PersonRow, ...]:
    """Those of these statuses, whoever is so the longest first."""
    ids = (who for status in statuses for who in board.by_status[status])
    rows = [_person_row(board, board.person[who]) for who in ids]
    return tuple(sorted(rows, key=lambda row: (-row.minutes, row.expected or "99", row.card)))


def station_rows(board: Board, *, late_only: bool = False) -> tuple[StationRow, ...]:
    """The stations in the order of the plan; or those that run late, the latest first."""
    rows = [_station_row(board, station) for station in board.plan.stations]
    if not late_only:
        return tuple(rows)
    return tuple(sorted((row for row in rows if row.late), key=lambda row: -row.late))


def _person_row(board: Board, person: Person) -> PersonRow:
    patient = patient_of(board, person)
    return PersonRow(
        id=person.appointment_id,
        card=person.card,
        name=patient.staff_name,
        look=look_of(board, person),
        where=where_words(board, person),
        minutes=minutes_so_far(board, person) or 0,
        so_far=so_far_words(board, person),
        expected=time_words(person.expected),
        arrived=time_words(person.arrived),
        staff=staff_words(board, person.staff_id),
        needs=patient.needs_words,
        says=person_sentence(board, person),
    )


def _station_row(board: Board, station: Station) -> StationRow:
    now = board.station[station.id]
    seen = f"{len(now.in_progress)} of {station.places}"
    if station.mode is Mode.DROP_IN:
        seen = f"{now.tally} dropped in"
    elif station.mode is Mode.GROUP:
        seen = f"{len(now.in_progress)} in class"
    return StationRow(
        id=station.id,
        name=station.name,
        late=late_of(board, station.id),
        waiting=len(now.queue),
        longest=max((board.waited(who) for who in now.queue), default=0),
        seen=seen,
        staff=", ".join(staff_words(board, staff_id) for staff_id in now.staff_ids),
        is_open=is_open(station, board.minute),
    )


def _lateness(row: StationRow) -> str:
    if row.late:
        return f"{RUNS_LATE.mark} {minutes_words(row.late)} late"
    return "on time" if row.is_open else "closed now"


PERSON_COLUMNS = (
    Column[PersonRow](
        "Status",
        lambda row: f"{row.look.mark} {row.look.word}",
        sort_by=lambda row: row.look.word,
        width=17,
        tip=lambda row: row.says,
        accessible=lambda row: row.says,
        tone=lambda row: row.look.fill,
    ),
    Column[PersonRow]("Since", lambda row: row.so_far, sort_by=lambda row: -row.minutes, width=8),
    Column[PersonRow]("Card", lambda row: str(row.card), sort_by=lambda row: row.card, width=5),
    Column[PersonRow]("Name", lambda row: row.name, sort_by=lambda row: row.name, width=26, tip=lambda row: row.name),
    Column[PersonRow]("Where", lambda row: row.where, sort_by=lambda row: row.where, tip=lambda row: row.where),
    Column[PersonRow]("Expected", lambda row: row.expected, sort_by=lambda row: row.expected, width=8, spare=2),
    Column[PersonRow]("Arrived", lambda row: row.arrived, sort_by=lambda row: row.arrived, width=7, spare=2),
    Column[PersonRow]("With", lambda row: row.staff, sort_by=lambda row: row.staff, width=15, spare=2),
    Column[PersonRow]("Needs", lambda row: row.needs, sort_by=lambda row: row.needs, width=16, wraps=True, spare=2),
)
STATION_COLUMNS = (
    Column[StationRow](
        "Runs",
        _lateness,
        sort_by=lambda row: -row.late,
        width=16,
        tone=lambda row: Role.LATE if row.late else None,
    ),
    Column[StationRow]("Station", lambda row: row.name, sort_by=lambda row: row.name, tip=lambda row: row.name),
    Column[StationRow]("Waiting", lambda row: str(row.waiting), sort_by=lambda row: -row.waiting, width=9),
    Column[StationRow](
        "Longest wait",
        lambda row: minutes_words(row.longest) if row.waiting else "",
        sort_by=lambda row: -row.longest,
        width=13,
        spare=2,
    ),
    Column[StationRow]("With staff", lambda row: row.seen, sort_by=lambda row: row.seen, width=15, spare=2),
    Column[StationRow]("Staff", lambda row: row.staff, sort_by=lambda row: row.staff, tip=lambda row: row.staff),
)
