"""A place on the waiting list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum


class Priority(IntEnum):
    """NHS Data Dictionary PRIORITY TYPE CODE."""

    ROUTINE = 1
    URGENT = 2
    TWO_WEEK_WAIT = 3

    @property
    def words(self) -> str:
        """As shown: 'two-week wait'."""
        return self.name.lower().replace("_", "-", 1).replace("_", " ")


@dataclass(frozen=True, slots=True)
class Referral:
    """One patient waiting for one thing since one date. `pathway` and `problem` are as the list words them."""

    id: str
    patient_id: str
    received_on: date | None = None
    priority: Priority = Priority.ROUTINE
    problem: str = ""
    source: str = ""
    list_name: str = ""
    pathway: str = ""
    note: str = ""

    def weeks_waited(self, day: date) -> int:
        """Whole weeks from receipt to that day; 0 where unknown or in the future."""
        return max(0, (day - self.received_on).days // 7) if self.received_on else 0
