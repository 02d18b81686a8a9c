"""Facts of the day: what happened to whom, where and when; appended, never changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from operator import attrgetter
from zoneinfo import ZoneInfo

from cadplanner.core.model.span import MINUTES_IN_DAY

LONDON = ZoneInfo("Europe/London")
MINUTE = timedelta(minutes=1)
_in_order = attrgetter("number", "id", "at", "kind")


class Happened(StrEnum):
    """What a fact says. The words are those that staff use of it."""

    ARRIVED = "arrived"
    WALK_IN = "walked in"
    CALLED = "called"
    STARTED = "started"
    FINISHED = "finished"
    MOVED = "moved"
    HELD = "held"
    BACK_TO_QUEUE = "back to the queue"
    PAUSED = "paused"
    LEFT = "left"
    DID_NOT_ATTEND = "did not attend"
    CANCELLED_BY_PATIENT = "cancelled by the patient"
    CANCELLED_BY_PROVIDER = "cancelled by us"
    SENT_TO_AE = "sent to A&E"
    DROPPED_IN = "dropped in"
    ANNULLED = "annulled"
    EXPLAINED = "explained"
    CLOSED = "closed"
    REOPENED = "reopened"


class AttendanceCode(StrEnum):
    """NHS Data Dictionary ATTENDED OR DID NOT ATTEND CODE: text, for its order is not that of numbers."""

    ON_TIME = "5"
    LATE_SEEN = "6"
    LATE_NOT_SEEN = "7"
    CANCELLED_BY_PATIENT = "2"
    DID_NOT_ATTEND = "3"
    CANCELLED_BY_PROVIDER = "4"
    IN_THE_FUTURE = "0"


class Punctuality(StrEnum):
    """How an arrival stands to the time on the invitation."""

    EARLY = "early"
    ON_TIME = "on time"
    LATE = "late"
    VERY_LATE = "very late"


@dataclass(frozen=True, slots=True)
class DayEvent:
    """One fact of one day.

    `at` is when it happened (aware, kept as UTC); `number` counts up with everything written (`next_number`), so that
    the order survives a clock that goes back and the facts of two laptops fall into one order. `place` is -1 and
    texts are '' where they do not belong; `step` is the key of the visit's step; `annuls` the id of the fact that
    an annulment takes back; `says` a reason or a note.
    """

    id: str
    day_id: str
    kind: Happened
    at: datetime
    number: int
    who: str
    appointment_id: str = ""
    station_id: str = ""
    place: int = -1
    staff_id: str = ""
    step: str = ""
    annuls: str = ""
    says: str = ""

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise ValueError("when something happened needs a time zone")


@dataclass(frozen=True, slots=True)
class ArrivalPolicy:
    """Minutes before or after the arrival time from which somebody is early, late, very late."""

    early: int = 30
    late: int = 10
    very_late: int = 30

    def __post_init__(self) -> None:
        if not 0 <= self.late <= self.very_late or self.early < 0:
            raise ValueError("very late cannot come before late, and minutes are not below nothing")

    def punctuality(self, arrived: int, expected: int | None) -> Punctuality:
        """How an arrival at that minute is; on time for somebody without an arrival time."""
        minutes = 0 if expected is None else arrived - expected
        if minutes >= self.very_late:
            return Punctuality.VERY_LATE
        if minutes >= self.late:
            return Punctuality.LATE
        return Punctuality.EARLY if minutes <= -self.early else Punctuality.ON_TIME


def standing(events: Iterable[DayEvent]) -> tuple[DayEvent, ...]:
    """The facts that hold, each once, in the order in which they were written.

    A fact that a later one annuls is left out, and so is the annulment; an annulment may itself be annulled.
    The same for any order in which the facts are given, and for facts given twice.
    """
    once = {event.id: event for event in sorted(events, key=_in_order)}
    annulled: set[str] = set()
    kept: list[DayEvent] = []
    for event in reversed(once.values()):
        if event.id in annulled:
            continue
        if event.kind is Happened.ANNULLED:
            annulled.add(event.annuls)
        else:
            kept.append(event)
    return tuple(reversed(kept))


def next_number(highest: int, now: datetime) -> int:
    """The number of the next fact: milliseconds since 1970, or one more than the highest where the clock went back.

    A hybrid logical clock (Kulkarni and others, 2014): near enough to the time that the facts of two laptops fall
    into the order in which they happened, and never less than what this laptop has seen.
    """
    return max(int(now.timestamp() * 1000), highest + 1)


def minute_on(at: datetime, on: date) -> int:
    """The minute of that day, as the clock in the hall shows it; below 0 or above 1440 for another day.

    Where the clocks change that morning it is right from 03:00 on.
    """
    return MINUTES_IN_DAY // 2 + (at - _midday(on)) // MINUTE


def instant_on(minute: int, on: date) -> datetime:
    """The instant (UTC) at which the clock in the hall shows that minute of that day."""
    return _midday(on) + timedelta(minutes=minute - MINUTES_IN_DAY // 2)


@lru_cache(maxsize=8)
def _midday(on: date) -> datetime:
    return datetime.combine(on, time(12), LONDON).astimezone(UTC)
