"""The day itself: venue, zones, services, stations, opening hours and arrivals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cadplanner.core.model.span import Span


@dataclass(frozen=True, slots=True)
class Venue:
    """A place with zones; `walking[i][j]` is the minutes from zone i to zone j."""

    id: str
    name: str
    address: str = ""
    zones: tuple[str, ...] = ("Hall",)
    walking: tuple[tuple[int, ...], ...] = ((0,),)

    def __post_init__(self) -> None:
        size = len(self.zones)
        if not size or len(self.walking) != size or any(len(row) != size for row in self.walking):
            raise ValueError("walking minutes must name every pair of zones")
        if any(minutes < 0 for row in self.walking for minutes in row):
            raise ValueError("walking minutes cannot be negative")


class Position(StrEnum):
    """Where a service stands in a route: the conversation is first, checkout is last."""

    FIRST = "first"
    MIDDLE = "middle"
    LAST = "last"


class Mode(StrEnum):
    """How a station sees people: one at a time in a place, a class together, or whoever drops in."""

    ONE_TO_ONE = "one-to-one"
    GROUP = "group"
    DROP_IN = "drop-in"


@dataclass(frozen=True, slots=True)
class Service:
    """What a station gives: its usual minutes, and the skill it needs of staff ('' for none)."""

    id: str
    name: str
    minutes: int
    skill: str = ""
    mode: Mode = Mode.ONE_TO_ONE
    position: Position = Position.MIDDLE
    after: tuple[str, ...] = ()
    explains: str = ""


@dataclass(frozen=True, slots=True)
class Arrivals:
    """When people may arrive: windows of `every` minutes with at most `most` arrivals each (0 is no limit)."""

    span: Span
    every: int = 15
    most: int = 0

    def window_of(self, minute: int) -> Span:
        """The window that a minute falls in; the first or last window for a minute outside."""
        inside = min(max(minute, self.span.start), self.span.end - 1)
        start = self.span.start + (inside - self.span.start) // self.every * self.every
        return Span(start, min(start + self.every, self.span.end))


@dataclass(frozen=True, slots=True)
class AppointmentDay:
    """One community appointment day. Starts of visits are multiples of `grid` minutes from midnight.

    `check_in` is the minutes between arriving and the first visit; `longest_stay` the longest time
    from the first visit's start to the last one's end, `short_stay` that of those who cannot wait long. `staff_walk`
    says whether staff too need the walking minutes between two visits in different zones (the open day format does
    not ask it). Of those who come together nobody leaves more than `wait_for_another` minutes before the last.
    """

    id: str
    name: str
    on: date
    venue_id: str
    opening: Span
    arrivals: Arrivals
    grid: int = 5
    check_in: int = 10
    longest_stay: int = 180
    staff_walk: bool = True
    wait_for_another: int = 30
    short_stay: int = 90

    def __post_init__(self) -> None:
        if min(self.grid, self.longest_stay, self.short_stay) <= 0 or min(self.check_in, self.wait_for_another) < 0:
            raise ValueError("grid, check-in and longest stay are minutes above nothing")


@dataclass(frozen=True, slots=True)
class Station:
    """A staffed point of one day. Places are numbered from 0; the first `step_free_places` are step-free.

    One-to-one: one person a place. Group: each place is a room for one class of up to `group_size` that may
    start every `start_every` minutes from an opening. Drop-in: up to `places` people at once, nobody reserved
    (`places` 0 is no limit). A carer who comes too takes a seat in a class and at a drop-in; of one-to-one places the
    last `small_places` have no room for a carer.
    """

    id: str
    day_id: str
    name: str
    service_id: str
    minutes: int
    places: int
    step_free_places: int
    opening: tuple[Span, ...]
    zone: int = 0
    mode: Mode = Mode.ONE_TO_ONE
    skill: str = ""
    group_size: int = 1
    start_every: int = 0
    quiet: bool = False
    small_places: int = 0

    def __post_init__(self) -> None:
        if min(self.places, self.start_every, self.small_places) < 0 or self.minutes <= 0 or self.group_size < 1:
            raise ValueError("minutes, places and group size of a station must be above nothing")
        if self.mode is not Mode.DROP_IN and self.places == 0:
            raise ValueError("only a drop-in station has no limit of places")

    @property
    def places_for_two(self) -> int:
        """How many places have room for a carer: the first ones."""
        return max(0, self.places - self.small_places)
