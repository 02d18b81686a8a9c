"""The people of the day as the outcome page lists them: who they are, whether they came, what came of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from cadplanner.core.live.board import Board
from cadplanner.core.live.following import NEVER_HERE, NOT_YET
from cadplanner.core.live.outcomes import Kept, holding
from cadplanner.core.live.person import Person
from cadplanner.core.model.outcome import Outcome
from cadplanner.core.model.patient import Patient, date_words
from cadplanner.core.model.span import clock
from cadplanner.core.model.words import Words
from cadplanner.ui.kit.rows import Column
from cadplanner.ui.kit.theme import Role

WANTED, RECORDED, NOT_HERE = "wanted", "recorded", "not here"
FILTERS = ((WANTED, "No outcome yet"), (RECORDED, "Recorded"), (NOT_HERE, "Not here yet"))


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """One person; `id` is the appointment's, `shelf` which of the filters finds her."""

    id: str
    card: int
    patient: Patient
    came: str
    outcome: Outcome | None
    shelf: str
    words: Words

    @property
    def outcome_words(self) -> str:
        """What was agreed, in full; a mark and words where it is still wanted."""
        if self.outcome is not None:
            return "; ".join(each.said(self.words) for each in self.outcome.agreed)
        return f"! No outcome yet. {self.came}" if self.shelf == WANTED else self.came

    @property
    def short_words(self) -> str:
        """The kinds of what was agreed; a mark where it is still wanted, whether she came where nothing is yet."""
        if self.outcome is not None:
            return ", ".join(each.kind.called(self.words) for each in self.outcome.agreed)
        return "! none yet" if self.shelf == WANTED else self.came


def outcome_rows(board: Board, kept: Kept) -> tuple[OutcomeRow, ...]:
    """Everybody of the day, by card."""
    latest = kept.latest
    return tuple(_row(board, person, holding(person, latest), kept.words) for person in board.people)


def counts_of(rows: tuple[OutcomeRow, ...]) -> dict[str, int]:
    """How many each filter finds."""
    return dict(Counter(row.shelf for row in rows))


def came_words(person: Person) -> str:
    """'Came 09:42 (5), left 11:30'; 'Expected 10:15'; 'Did not attend (3)'. In brackets the NHS attendance code."""
    code = f" ({person.attendance.value})"
    if person.arrived is None:
        when = f" {clock(person.expected)}" if person.status in NOT_YET and person.expected is not None else ""
        return f"{person.status.value.capitalize()}{when}{code if person.status in NEVER_HERE else ''}"
    left = f", left {clock(person.left)}" if person.left is not None else f", {person.status.value}"
    return f"Came {clock(person.arrived)}{code}{left}"


def _row(board: Board, person: Person, outcome: Outcome | None, words: Words) -> OutcomeRow:
    appointment = board.plan.appointment[person.appointment_id]
    waits = NOT_HERE if person.status in NOT_YET | NEVER_HERE else WANTED
    return OutcomeRow(
        id=appointment.id,
        card=appointment.card,
        patient=board.plan.patient[appointment.patient_id],
        came=came_words(person),
        outcome=outcome,
        shelf=RECORDED if outcome else waits,
        words=words,
    )


def _tone(row: OutcomeRow) -> Role | None:
    return {WANTED: Role.CAUTION, RECORDED: Role.GOOD}.get(row.shelf)


COLUMNS = (
    Column[OutcomeRow]("Card", lambda row: str(row.card), sort_by=lambda row: row.card, width=4),
    Column[OutcomeRow](
        "Name", lambda row: row.patient.staff_name, sort_by=lambda row: row.patient.staff_name.casefold(),
        tip=lambda row: f"{row.patient.staff_name}, born {date_words(row.patient.birth_date)}", width=18,
    ),
    Column[OutcomeRow](
        "Outcome", lambda row: row.short_words, sort_by=lambda row: row.short_words,
        tip=lambda row: row.outcome_words, accessible=lambda row: row.outcome_words, tone=_tone,
    ),
)  # fmt: skip
