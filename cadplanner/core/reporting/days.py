"""All days beside one another: a line of figures for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cadplanner.core.charts import Grid
from cadplanner.core.figures import figures
from cadplanner.core.live.board import Board
from cadplanner.core.live.outcomes import Kept
from cadplanner.core.model.patient import date_words

SPARE = ("Day", "Closed", "Other", "No outcome", "Cancelled")
"""What is left out first where room is short."""


@dataclass(frozen=True, slots=True)
class DayLine:
    """One day in a line. Discharged, PIFU, follow-up, other and without an outcome add up to those who attended."""

    id: str
    name: str
    on: date
    booked: int
    attended: int
    discharged: int
    pifu: int
    follow_up: int
    other: int
    no_outcome: int
    did_not_attend: int
    cancelled: int
    closed: bool

    @property
    def numbers(self) -> tuple[int, ...]:
        """Its figures in the order of the columns."""
        came_of_it = (self.discharged, self.pifu, self.follow_up, self.other, self.no_outcome)
        return (self.booked, self.attended, *came_of_it, self.did_not_attend, self.cancelled)


def day_line(board: Board, kept: Kept) -> DayLine:
    """The line of the board's day."""
    found = figures(board, kept, ())
    people = {share.what: share.people for share in found.outcomes}
    return DayLine(
        id=board.plan.day.id,
        name=found.day,
        on=found.on,
        booked=found.booked,
        attended=found.attended.people,
        discharged=people["discharged"],
        pifu=people["PIFU"],
        follow_up=people["follow-up"],
        other=people["other"],
        no_outcome=people["no outcome"],
        did_not_attend=found.did_not_attend.people,
        cancelled=found.cancelled.people,
        closed=board.closed,
    )


def columns(pifu_word: str) -> tuple[str, ...]:
    """What stands over the numbers of a line."""
    came_of_it = ("Discharged", pifu_word, "Follow-up", "Other", "No outcome")
    return ("Booked", "Attended", *came_of_it, "Did not attend", "Cancelled")


def all_days(lines: Sequence[DayLine], pifu_word: str) -> Grid:
    """All days as a table, in the order given."""
    rows = (
        (date_words(line.on), *(f"{number:,}" for number in line.numbers), line.name, "yes" if line.closed else "no")
        for line in lines
    )
    headings = ("Date", *columns(pifu_word), "Day", "Closed")
    return Grid(headings, tuple(rows), tuple(map(headings.index, SPARE)))
