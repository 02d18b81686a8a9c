"""A sheet that was printed: of what, for whom, of which plan version."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Print:
    """The latest print of one sheet. `whom` is the id of a station, member of staff or appointment, '' for the day.

    `shows` is a digest of what the sheet shows: the sheet holds while it is the same. The day is `on_day`, not
    `day_id`: printing changes nothing that the day's paper shows, so it makes no new version.
    """

    id: str
    on_day: str
    sheet: str
    whom: str
    version: int
    shows: str


def print_id(day_id: str, sheet: str, whom: str) -> str:
    """The id of the print of one sheet: the next print of it takes its place."""
    return f"{day_id}.{sheet}.{whom}"
