"""A rehearsal as a picture: how many people are in the hall in each quarter of an hour."""

from __future__ import annotations

from cadplanner.core.charts import Bars, Lines, Series, Tone
from cadplanner.core.model.span import clock
from cadplanner.core.rehearsal.rehearse import Answer
from cadplanner.core.rehearsal.words import otherwise

TITLE = "Patients in the hall"
SAYS = "At once at most, in each quarter of an hour."


def hall_picture(answer: Answer) -> Bars:
    """The hall under the what-if, beside the day as planned where that is something else."""
    asked, planned = dict(answer.asked.hall), dict(answer.as_planned.hall)
    quarters = sorted(asked.keys() | planned.keys())
    labels = tuple(map(clock, quarters))
    what_if = _series("What if", asked, quarters, Tone.BUSY)
    if answer.is_as_planned:
        return Bars(TITLE, SAYS, labels, (what_if,))
    return Lines(
        TITLE, SAYS, labels, (_series(otherwise(answer.asked).capitalize(), planned, quarters, Tone.CALM), what_if)
    )


def _series(name: str, hall: dict[int, float], quarters: list[int], tone: Tone) -> Series:
    return Series(name, tuple(float(round(hall.get(quarter, 0.0))) for quarter in quarters), tone)
