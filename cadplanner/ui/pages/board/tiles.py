"""What each tile of the board shows: a station with everybody who is at it or waits for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cadplanner.core.live.board import Board
from cadplanner.core.live.following import HERE, Status
from cadplanner.core.live.person import Person
from cadplanner.core.model.day import Mode, Station
from cadplanner.printing.words import counted
from cadplanner.ui.pages.board.looks import Look, look_of
from cadplanner.ui.pages.board.words import minutes_words, patient_of, person_sentence, so_far_words, staff_words

ELSEWHERE = ""
"""The id of the tile of those who are here and at no station."""
ORDER = (Status.CALLED, Status.WAITING, Status.IN_PROGRESS, Status.DROPPING_IN, Status.HELD, Status.PAUSED)
"""Whoever waits is seen first: where there is no room for all, it is those with staff who are counted only."""
LATE_FROM = 5  # minutes behind the plan from which a station is said to run late


@dataclass(frozen=True, slots=True)
class Chip:
    """One person on a tile: look, card, surname, and the minutes so far."""

    appointment_id: str
    look: Look
    card: str
    name: str
    minutes: str
    says: str


@dataclass(frozen=True, slots=True)
class Tile:
    """One station on the board: `late` in minutes, 0 for on time.

    `unders` are wordings of the quieter line beneath its name, from the fullest on.
    """

    station_id: str
    title: str
    late: int
    unders: tuple[str, ...]
    chips: tuple[Chip, ...]

    @property
    def under(self) -> str:
        """The line beneath its name in full."""
        return self.unders[0]

    @property
    def late_words(self) -> str:
        """'12 min late'; '' while it runs on time."""
        return f"{minutes_words(self.late)} late" if self.late else ""

    @property
    def says(self) -> str:
        """All of it in a sentence, for a screen reader."""
        people = f"{len(self.chips)} {'person' if len(self.chips) == 1 else 'people'}"
        parts = [self.title, self.late_words, self.under, people, *(chip.says for chip in self.chips)]
        return ". ".join(part for part in parts if part)


def tiles_of(board: Board) -> tuple[Tile, ...]:
    """Every station in the order of the plan, then those who are at none; everybody here is on exactly one."""
    at: dict[str, list[Person]] = {}
    for person in board.people:
        if person.status in HERE:
            station_id = person.station_id if person.station_id in board.plan.station else ELSEWHERE
            at.setdefault(station_id, []).append(person)
    tiles = [_tile(board, station, at.get(station.id, [])) for station in board.plan.stations]
    if ELSEWHERE in at:
        chips = _chips(board, sorted(at[ELSEWHERE], key=lambda person: person.since))
        tiles.append(Tile(ELSEWHERE, "At no station", 0, ("ready to leave, or nothing chosen yet", ""), chips))
    return tuple(tiles)


def late_of(board: Board, station_id: str) -> int:
    """The minutes that a station runs late, 0 where that is nothing to speak of."""
    late = board.station[station_id].running_late
    return late if late >= LATE_FROM else 0


def _tile(board: Board, station: Station, people: list[Person]) -> Tile:
    now = board.station[station.id]
    fair = {who: n for n, who in enumerate((*now.called, *now.queue))}
    there = sorted(
        people, key=lambda p: (ORDER.index(p.status), fair.get(p.appointment_id, 0), p.place, p.since, p.card)
    )
    return Tile(station.id, station.name, late_of(board, station.id), _unders(board, station), _chips(board, there))


def _unders(board: Board, station: Station) -> tuple[str, ...]:
    """How many wait and are seen, and who works there; at a drop-in how many came. Then the same with less."""
    now = board.station[station.id]
    parts = []
    if station.mode is Mode.DROP_IN:
        parts.append(f"{now.tally} dropped in")
    elif now.queue or now.in_progress:
        parts.append(f"{len(now.queue)} waiting, {len(now.in_progress)} with staff")
    closed = [] if is_open(station, board.minute) else ["closed now"]
    names = [name for name in (staff_words(board, staff_id) for staff_id in now.staff_ids) if name]
    staff = ", ".join(names)
    counts = counted(len(names), "member of staff", "staff") if names else ""
    return tuple(_joined(*parts, each, *closed) for each in (staff, counts, ""))


def _joined(*parts: str) -> str:
    return "  ·  ".join(part for part in parts if part)


def is_open(station: Station, minute: int) -> bool:
    """Whether the station takes people at that minute."""
    return any(span.start <= minute < span.end for span in station.opening)


def _chips(board: Board, people: Iterable[Person]) -> tuple[Chip, ...]:
    return tuple(
        Chip(
            person.appointment_id,
            look_of(board, person),
            str(person.card),
            patient_of(board, person).surname,
            so_far_words(board, person),
            person_sentence(board, person),
        )
        for person in people
    )
