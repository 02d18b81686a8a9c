"""A day as it was played: who was where from when to when."""

from __future__ import annotations

from typing import NamedTuple


class Seen(NamedTuple):
    """A visit as it was played; minutes since midnight throughout.

    She should have begun at `due`, was there at `ready`, and was seen from `start` to `end`. With the one more who
    helps at a station, `staff_id` is HELPER and the place one that the station does not have.
    """

    key: str
    who: str
    station_id: str
    place: int
    staff_id: str
    due: int
    ready: float
    start: float
    end: float

    @property
    def late(self) -> float:
        """Minutes that she stood there past her time."""
        return self.start - max(self.ready, self.due)

    @property
    def waited(self) -> float:
        """Minutes that she was there before it began."""
        return self.start - self.ready


class Came(NamedTuple):
    """Somebody who came: arrived, left, and when the plan has her leave."""

    who: str
    arrived: float
    left: float
    due: int


class Rest(NamedTuple):
    """A break as it was taken."""

    staff_id: str
    start: float
    end: float


class Rehearsal(NamedTuple):
    """One day played. `absent` did not come; `lost` are visits that nobody could give, `missed` those of classes that
    were over when she came, by their keys; `turned_away` how many walk-ins there was no time for.
    """

    seen: tuple[Seen, ...]
    people: tuple[Came, ...]
    rests: tuple[Rest, ...]
    absent: tuple[str, ...]
    lost: tuple[str, ...]
    missed: tuple[str, ...]
    turned_away: int


HELPER = "one more"
ANYBODY = "anybody"
"""In the place of a staff id: whoever of the station's staff is free."""
