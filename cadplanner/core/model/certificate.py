"""What is left of people whose data was deleted for good: that it was done, by whom, and how much; no name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Certificate:
    """One deletion of days that were due.

    `entry` is its number in the history and `emptied` the digest of the places of the history that it emptied, so
    that the history can still be checked. `people` were deleted whole; `staying` are still on the list or invited
    to another day, and only what was of these days is gone; `earlier` had been taken off the list before.
    """

    id: str
    entry: int
    at: datetime
    who: str
    day_ids: tuple[str, ...]
    days: tuple[date, ...]
    keep_months: int
    people: int
    staying: int
    earlier: int
    rows: int
    emptied: str

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise ValueError("when data was deleted needs a time zone")
