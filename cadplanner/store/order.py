"""In which order things are listed: by what they are, so that undo never shuffles a list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from cadplanner.core.model.day import Position, Service, Station
from cadplanner.store.search import folded

RANKS = {Position.FIRST: 0, Position.MIDDLE: 1, Position.LAST: 2}


class Named(Protocol):
    """Something with an id and a name."""

    @property
    def id(self) -> str: ...

    @property
    def name(self) -> str: ...


N = TypeVar("N", bound=Named)


def by_name(things: Iterable[N]) -> tuple[N, ...]:
    """By name as people count: 'Table 2' before 'Table 10', 'Émile' among the Es."""
    return tuple(sorted(things, key=_name_key))


def by_position(services: Iterable[Service]) -> tuple[Service, ...]:
    """Services in the order of a route: the conversation first, the checkout last, by name between."""
    return tuple(sorted(services, key=lambda service: (RANKS[service.position], *_name_key(service))))


def by_station(stations: Iterable[Station], services: Sequence[Service]) -> tuple[Station, ...]:
    """Stations in the order of what they give, then by name."""
    ranks = {service.id: n for n, service in enumerate(services)}
    return tuple(sorted(stations, key=lambda station: (ranks[station.service_id], *_name_key(station))))


def _name_key(thing: Named) -> tuple[list[tuple[int, str]], str]:
    parts = re.findall(r"\d+|\D+", folded(thing.name))
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in parts], thing.id
