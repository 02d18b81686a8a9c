"""The sentences of the board: of a person, of a station, of the whole, for the eye and for a screen reader."""

from __future__ import annotations

from cadplanner.core.live.board import Board
from cadplanner.core.live.following import Status
from cadplanner.core.live.person import Person
from cadplanner.core.model.day import Mode
from cadplanner.core.model.patient import Patient
from cadplanner.core.model.span import MINUTES_IN_DAY, clock
from cadplanner.ui.pages.board.looks import look_of, minutes_so_far


def patient_of(board: Board, person: Person) -> Patient:
    """Who it is."""
    return board.plan.patient[board.plan.appointment[person.appointment_id].patient_id]


def time_words(minute: int | None) -> str:
    """'09:30'; '' for none or for another day's."""
    return clock(minute) if minute is not None and 0 <= minute < MINUTES_IN_DAY else ""


def so_far_words(board: Board, person: Person) -> str:
    """'8 min'; '' where nothing is being waited out."""
    minutes = minutes_so_far(board, person)
    return "" if minutes is None else minutes_words(minutes)


def minutes_words(minutes: int) -> str:
    """'8 min', and '2 h 05' beyond two hours."""
    return f"{minutes} min" if minutes < 120 else f"{minutes // 60} h {minutes % 60:02d}"


def station_name(board: Board, station_id: str) -> str:
    """The station; '' for nowhere."""
    station = board.plan.station.get(station_id)
    return station.name if station else ""


def place_words(board: Board, station_id: str, place: int) -> str:
    """'place 3', 'room 1'; '' where it is not known or there are none."""
    station = board.plan.station.get(station_id)
    if station is None or place < 0 or station.mode is Mode.DROP_IN:
        return ""
    return f"{'room' if station.mode is Mode.GROUP else 'place'} {place + 1}"


def where_words(board: Board, person: Person) -> str:
    """'Physio, place 3' for somebody who is there, 'for Physio' for somebody who waits for it."""
    name = station_name(board, person.station_id)
    if not name:
        return ""
    if person.status in (Status.IN_PROGRESS, Status.CALLED):
        place = place_words(board, person.station_id, person.place)
        return f"{name}, {place}" if place else name
    return f"for {name}"


def staff_words(board: Board, staff_id: str) -> str:
    """The member of staff; '' for nobody."""
    member = board.plan.staff_member.get(staff_id)
    return member.name if member else ""


def person_sentence(board: Board, person: Person) -> str:
    """'Card 12, SMITH, Jane (Mrs): waiting for Physio, 8 min, step-free'."""
    patient, look = patient_of(board, person), look_of(board, person)
    where, minutes = where_words(board, person), so_far_words(board, person)
    status = f"{look.word} {where}" if where.startswith("for ") else f"{look.word}{', ' if where else ''}{where}"
    parts = [f"Card {person.card}, {patient.staff_name}: {status}", minutes, patient.needs_words]
    return ", ".join(part for part in parts if part)


def whole_sentence(board: Board) -> str:
    """'26 here, 5 waiting, the longest 12 min (card 31)'."""
    waiting = board.by_status[Status.WAITING]
    says = f"{len(board.here)} here, {len(waiting)} waiting"
    longest = max(waiting, key=board.waited, default="")
    if not longest:
        return says
    minutes = minutes_words(board.waited(longest))
    return f"{says}, the longest {minutes} (card {board.person[longest].card})"
