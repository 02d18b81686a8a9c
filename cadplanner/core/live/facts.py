"""How facts are written: by whom and when, one after another, as one edit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from cadplanner.core.live.board import Board
from cadplanner.core.model.attendance import DayEvent, Happened, next_number
from cadplanner.core.model.edit import Change, Edit


@dataclass(frozen=True, slots=True)
class By:
    """Who acts, when (aware), and where ids come from. `at` is when it happened, for what is entered late."""

    who: str
    now: datetime
    new_id: Callable[[], str]
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why something cannot be, in a sentence for the person who asked."""

    says: str


@dataclass(frozen=True, slots=True)
class Fact:
    """What a fact says, before it is known by whom and when. Fields as in `DayEvent`."""

    kind: Happened
    appointment_id: str = ""
    station_id: str = ""
    place: int = -1
    staff_id: str = ""
    step: str = ""
    annuls: str = ""
    says: str = ""
    at: datetime | None = None


Answer = Edit | Refusal


def written(board: Board, by: By, label: str, *facts: Fact) -> Edit:
    """The facts as one edit, numbered on from what the board has seen.

    One number is left out before them, so that the facts of one action are those with numbers next to each other.
    """
    first = next_number(board.highest + 1, by.now)
    return Edit(label, tuple(Change(None, _event(board, by, fact, first + n)) for n, fact in enumerate(facts)))


def _event(board: Board, by: By, fact: Fact, number: int) -> DayEvent:
    return DayEvent(
        id=by.new_id(),
        day_id=board.plan.day.id,
        kind=fact.kind,
        at=fact.at or by.at or by.now,
        number=number,
        who=by.who,
        appointment_id=fact.appointment_id,
        station_id=fact.station_id,
        place=fact.place,
        staff_id=fact.staff_id,
        step=fact.step,
        annuls=fact.annuls,
        says=fact.says,
    )
