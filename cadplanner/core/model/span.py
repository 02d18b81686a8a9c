"""Minutes of one day: half-open spans and how a minute is written."""

from __future__ import annotations

from dataclasses import dataclass

MINUTES_IN_DAY = 24 * 60


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """From `start` up to but not including `end`, in minutes since midnight."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end <= MINUTES_IN_DAY:
            raise ValueError(f"not a span of one day: {self.start} to {self.end}")

    @property
    def minutes(self) -> int:
        """How long it lasts."""
        return self.end - self.start

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a minute."""
        return self.start < other.end and other.start < self.end

    def within(self, other: Span) -> bool:
        """Whether `other` covers the whole of this span."""
        return other.start <= self.start and self.end <= other.end

    def __str__(self) -> str:
        return f"{clock(self.start)}-{clock(self.end)}"


def clock(minute: int) -> str:
    """The minute as staff read it: 570 -> '09:30'."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def minute_of(text: str) -> int:
    """The minute that '09:30', '9.30' or '0930' names. Raises ValueError for anything else."""
    digits = text.strip().replace(".", ":")
    hours, mark, minutes = digits.partition(":")
    if not mark and len(digits) == 4:
        hours, minutes = digits[:2], digits[2:]
    elif not mark:
        minutes = "0"
    if not (hours.isascii() and hours.isdigit() and minutes.isascii() and minutes.isdigit()):
        raise ValueError(f"not a time of day: {text!r}")
    minute = int(hours) * 60 + int(minutes)
    if int(minutes) > 59 or minute > MINUTES_IN_DAY:
        raise ValueError(f"not a time of day: {text!r}")
    return minute
