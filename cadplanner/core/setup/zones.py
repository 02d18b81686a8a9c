"""The zones of a venue and the walking minutes between them, changed together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from cadplanner.core.model.day import Station, Venue

USUAL_WALK = 5  # minutes to a zone that is new


def with_zone(venue: Venue, name: str) -> Venue:
    """The venue with one more zone, five minutes from each other one."""
    walking = tuple((*row, USUAL_WALK) for row in venue.walking)
    last = (*(USUAL_WALK for _ in venue.zones), 0)
    return replace(venue, zones=(*venue.zones, name), walking=(*walking, last))


def with_zone_name(venue: Venue, zone: int, name: str) -> Venue:
    """The venue with that zone under another name."""
    return replace(venue, zones=(*venue.zones[:zone], name, *venue.zones[zone + 1 :]))


def with_walk(venue: Venue, one: int, other: int, minutes: int) -> Venue:
    """The venue with that walk between two zones, both ways."""
    pairs = {(one, other), (other, one)}
    return replace(
        venue,
        walking=tuple(
            tuple(minutes if (i, j) in pairs else old for j, old in enumerate(row))
            for i, row in enumerate(venue.walking)
        ),
    )


def without_zone(venue: Venue, zone: int, stations: Iterable[Station]) -> tuple[Venue, tuple[Station, ...]]:
    """The venue without a zone, and those of the stations that are counted anew because they stood after it.

    `stations` are those of every day at the venue. Raises ValueError where one stands in the zone, or none is left.
    """
    there = tuple(stations)
    if any(station.zone == zone for station in there) or len(venue.zones) == 1:
        raise ValueError("a zone where stations stand cannot go, nor the last one")
    kept = [n for n in range(len(venue.zones)) if n != zone]
    smaller = replace(
        venue,
        zones=tuple(venue.zones[n] for n in kept),
        walking=tuple(tuple(venue.walking[i][j] for j in kept) for i in kept),
    )
    return smaller, tuple(replace(station, zone=station.zone - 1) for station in there if station.zone > zone)


def at_venue(stations: Iterable[Station], venue: Venue) -> tuple[Station, ...]:
    """The stations at another venue: those in a zone that it does not have stand in its first."""
    return tuple(station if station.zone < len(venue.zones) else replace(station, zone=0) for station in stations)
