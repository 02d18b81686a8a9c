"""The stops a kind of patient makes, in order or in any order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cadplanner.core.model.day import Position, Service


@dataclass(frozen=True, slots=True)
class Pathway:
    """The services of one kind of patient on one day; `share` is the usual percentage of patients."""

    id: str
    day_id: str
    name: str
    service_ids: tuple[str, ...]
    in_order: bool = False
    share: int = 0


@dataclass(frozen=True, slots=True)
class Step:
    """One stop of a patient's expected route.

    `key` is unique in the route; `after` the keys that must be over first. `minutes` 0 means the station's
    usual minutes, doubled where the patient needs a longer appointment; any other figure is kept as it is.
    """

    key: str
    service_id: str
    after: tuple[str, ...] = ()
    minutes: int = 0


def route_of(pathway: Pathway, services: Mapping[str, Service]) -> tuple[Step, ...]:
    """The steps of a pathway: first services before all, last ones after all, the middle as the pathway says."""
    ranks = (Position.FIRST, Position.MIDDLE, Position.LAST)
    ordered = sorted(pathway.service_ids, key=lambda service_id: ranks.index(services[service_id].position))
    return tuple(
        Step(str(n), ordered[n], _after(n, ordered, services, in_order=pathway.in_order)) for n in range(len(ordered))
    )


def _after(n: int, ordered: list[str], services: Mapping[str, Service], *, in_order: bool) -> tuple[str, ...]:
    here = services[ordered[n]]
    earlier = range(n)
    if not in_order and here.position is Position.MIDDLE:
        earlier_ones = [k for k in earlier if services[ordered[k]].position is Position.FIRST]
        named = [k for k in range(len(ordered)) if ordered[k] in here.after and k != n]
        return tuple(str(k) for k in sorted({*earlier_ones, *named}))
    return tuple(str(k) for k in earlier)
