"""How each status looks: one of the six fills, a mark and a word, so that colour is never alone."""

from __future__ import annotations

from dataclasses import dataclass

from cadplanner.core.live.board import WAITING, Board
from cadplanner.core.live.following import NOT_YET, Status
from cadplanner.core.live.person import Person
from cadplanner.ui.kit.theme import Role

LONG_WAIT = 20  # minutes after which a wait is marked


@dataclass(frozen=True, slots=True)
class Look:
    """A fill, the mark that stands for it, and the word."""

    fill: Role
    mark: str
    word: str

    @property
    def edge(self) -> Role:
        """The colour of the line round the fill, and of the mark."""
        return Role(f"{self.fill.value}_edge")


LOOKS: dict[Status, Look] = {
    Status.EXPECTED: Look(Role.PLANNED, "○", "expected"),
    Status.LATE: Look(Role.LATE, "!", "late"),
    Status.MISSING: Look(Role.LATE, "?", "missing"),
    Status.WAITING: Look(Role.ARRIVED, "A", "waiting"),
    Status.CALLED: Look(Role.ARRIVED, "»", "called"),
    Status.IN_PROGRESS: Look(Role.IN_PROGRESS, "▶", "with staff"),
    Status.DROPPING_IN: Look(Role.ARRIVED, "◇", "free to drop in"),
    Status.HELD: Look(Role.PLANNED, "=", "held"),
    Status.PAUSED: Look(Role.PLANNED, "=", "paused"),
    Status.READY_TO_LEAVE: Look(Role.DONE, "✓", "ready to leave"),
    Status.LEFT: Look(Role.DONE, "✓", "left"),
    Status.DID_NOT_ATTEND: Look(Role.DID_NOT_ATTEND, "✕", "did not attend"),
    Status.CANCELLED_BY_PATIENT: Look(Role.DID_NOT_ATTEND, "✕", "cancelled by the patient"),
    Status.CANCELLED_BY_PROVIDER: Look(Role.DID_NOT_ATTEND, "✕", "cancelled by us"),
    Status.SENT_TO_AE: Look(Role.DID_NOT_ATTEND, "+", "sent to A&E"),
}
WAITS_LONG = Look(Role.LATE, "!", "waiting long")
RUNS_LATE = Look(Role.LATE, "!", "late")


def look_of(board: Board, person: Person) -> Look:
    """How somebody looks now; whoever has waited long is marked."""
    if person.status in WAITING and board.waited(person.appointment_id) >= LONG_WAIT:
        return WAITS_LONG
    return LOOKS[person.status]


def minutes_so_far(board: Board, person: Person) -> int | None:
    """How long that has been so: waiting, with staff, late; None for those who are gone or not due yet."""
    if person.left is not None or person.status is Status.EXPECTED:
        return None
    if person.status in NOT_YET and person.expected is None:
        return None
    return max(0, board.minute - person.since)
