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
    """One patient waiting for one thing since one date. `pathway` and `problem` are as the list words them.

    `settled_on` is the latest day whose close settled it: she left the list (`left_because` says why) or, where
    that is '', came back to it and may be invited again.
    """

    id: str
    patient_id: str
    received_on: date | None = None
    priority: Priority = Priority.ROUTINE
    problem: str = ""
    source: str = ""
    list_name: str = ""
    pathway: str = ""
    note: str = ""
    settled_on: date | None = None
    left_because: str = ""

    @property
    def is_waiting(self) -> bool:
        """Whether it is on the list still."""
        return not self.left_because

    def waits_on(self, day: date) -> bool:
        """Whether it is on the list on the morning of that day; one that has left says since when."""
        return self.is_waiting or self.settled_on is None or self.settled_on >= day

    def weeks_waited(self, day: date) -> int:
        """Whole weeks from receipt to that day; 0 where unknown or in the future."""
        return max(0, (day - self.received_on).days // 7) if self.received_on else 0
