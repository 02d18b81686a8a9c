"""What a screen in the hall may show: which card goes where, and who is next. Nothing of who anybody is."""

from __future__ import annotations

from dataclasses import dataclass

from cadplanner.core.live.board import Board
from cadplanner.core.live.following import Status
from cadplanner.core.live.person import Person
from cadplanner.core.model.attendance import Happened, minute_on
from cadplanner.core.model.day import Mode

STAYS = 2  # minutes that a card is still shown after its visit began
TELLS = (Happened.CALLED, Happened.STARTED, Happened.MOVED)
NEXT = 4  # cards of a queue that are shown as next


@dataclass(frozen=True, slots=True)
class Goes:
    """One card: the station it goes to, the place (-1 for any), and since when, in minutes of the day."""

    card: int
    station: str
    place: int
    is_room: bool
    since: int


@dataclass(frozen=True, slots=True)
class Next:
    """The cards that are next at a station, in the order in which they will be called; `more` wait behind them."""

    station: str
    cards: tuple[int, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Hall:
    """The screen at one minute: whoever was called last comes first."""

    minute: int
    goes: tuple[Goes, ...]
    next: tuple[Next, ...]


def hall(board: Board) -> Hall:
    """What the screen shows now: card numbers and stations only."""
    told = _last_told(board)
    called = sorted((board.person[who] for who in told), key=lambda each: told[each.appointment_id], reverse=True)
    goes = [_goes(board, person, told[person.appointment_id][0]) for person in called]
    waiting = ((board.plan.station[now.station_id].name, now.queue) for now in board.stations if now.queue)
    coming = [
        Next(name, tuple(board.person[who].card for who in queue[:NEXT]), max(0, len(queue) - NEXT))
        for name, queue in waiting
    ]
    return Hall(board.minute, tuple(goes), tuple(coming))


def _goes(board: Board, person: Person, since: int) -> Goes:
    station = board.plan.station[person.station_id]
    return Goes(person.card, station.name, person.place, station.mode is Mode.GROUP, since)


def _last_told(board: Board) -> dict[str, tuple[int, int]]:
    """When those who are called now were, or those who have just begun did: minute, and number of the fact."""
    told = {}
    for fact in board.facts:
        if fact.kind in TELLS and _is_shown(board, fact.appointment_id):
            told[fact.appointment_id] = (minute_on(fact.at, board.plan.day.on), fact.number)
    return told


def _is_shown(board: Board, appointment_id: str) -> bool:
    person = board.person.get(appointment_id)
    if person is None or person.station_id not in board.plan.station:
        return False
    has_just_begun = person.status is Status.IN_PROGRESS and board.minute - person.since <= STAYS
    return has_just_begun or person.status is Status.CALLED
