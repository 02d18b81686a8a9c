"""How long a day is kept: open, reconciled, exported, due for deletion, deleted. All derived, nothing stored."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from dateutil.relativedelta import relativedelta

from cadplanner.core.model.attendance import LONDON, DayEvent, Happened, standing
from cadplanner.core.model.certificate import Certificate
from cadplanner.core.model.day import AppointmentDay
from cadplanner.core.model.patient import date_words

MOST_MONTHS = 96
"""Eight years: the longest that records of adults are kept (NHS Records Management Code)."""


class Keeping(StrEnum):
    """Where a day is on its way to deletion. The words are those of the page."""

    OPEN = "open"
    RECONCILED = "closed, not exported"
    EXPORTED = "exported"
    DUE = "due for deletion"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class DayKept:
    """One day: how far it is, since when, and from which date it may be deleted."""

    day: AppointmentDay
    state: Keeping
    people: int
    closed_at: datetime | None = None
    exported_at: datetime | None = None
    due_on: date | None = None

    @property
    def id(self) -> str:
        """The id of the day."""
        return self.day.id

    @property
    def next_step(self) -> str:
        """What is to be done for it next, in a sentence."""
        if self.due_on is None:
            return NEXT[self.state]
        return NEXT[self.state].format(due=date_words(self.due_on))


NEXT = {
    Keeping.OPEN: "Close the day once every outcome and promise is in the record system.",
    Keeping.RECONCILED: "Export it, or confirm that all of it is in the record system.",
    Keeping.EXPORTED: "Nothing to do until {due}; then it can be deleted.",
    Keeping.DUE: "It was to be kept until {due}: delete it.",
    Keeping.DELETED: "Nobody's data of this day is left here.",
}


def closed_since(events: Iterable[DayEvent]) -> datetime | None:
    """Since when a day is closed, from its facts; None while it is open."""
    turns = [event for event in standing(events) if event.kind in (Happened.CLOSED, Happened.REOPENED)]
    return turns[-1].at if turns and turns[-1].kind is Happened.CLOSED else None


def kept(
    day: AppointmentDay,
    people: int,
    closed_at: datetime | None,
    exported_at: datetime | None,
    *,
    keep_months: int,
    today: date,
) -> DayKept:
    """How far a day is. An export before the day was closed, or closed again, does not count."""
    if closed_at is None:
        return DayKept(day, Keeping.OPEN, people)
    due_on = closed_at.astimezone(LONDON).date() + relativedelta(months=keep_months)
    if exported_at is None or exported_at < closed_at:
        return DayKept(day, Keeping.RECONCILED, people, closed_at, None, due_on)
    state = Keeping.DUE if today >= due_on else Keeping.EXPORTED
    return DayKept(day, state, people, closed_at, exported_at, due_on)


def deleted(day: AppointmentDay, people: int, by: Certificate | None) -> DayKept | None:
    """The day where a certificate says it was deleted and nobody has been invited to it since."""
    if by is None or people or day.id not in by.day_ids:
        return None
    return DayKept(day, Keeping.DELETED, 0)
