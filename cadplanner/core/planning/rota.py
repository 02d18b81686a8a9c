"""The rota: who stands at which station from when to when, and who rests when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from cadplanner.core.model.plan import Plan
from cadplanner.core.model.span import Span
from cadplanner.core.planning.breaks import breaks_of

NEAR = 45  # minutes between two visits at one station that are one stretch of duty


@dataclass(frozen=True, slots=True)
class Stand:
    """One member of staff at one station, or resting where `station_id` is ''."""

    staff_id: str
    station_id: str
    span: Span


@dataclass(frozen=True, slots=True)
class Rota:
    """Everybody with a shift, in the order of the shifts, each in time order."""

    stands: tuple[Stand, ...]

    @property
    def changes(self) -> int:
        """How often somebody goes from one station to another."""
        at_work = [stand for stand in self.stands if stand.station_id]
        pairs = ((one, other) for one, other in pairwise(at_work) if one.staff_id == other.staff_id)
        return sum(one.station_id != other.station_id for one, other in pairs)

    def of(self, staff_id: str) -> tuple[Stand, ...]:
        """Where one member of staff stands."""
        return tuple(stand for stand in self.stands if stand.staff_id == staff_id)

    def at(self, minute: int) -> tuple[Stand, ...]:
        """Who stands where at a minute of the day."""
        return tuple(stand for stand in self.stands if stand.span.start <= minute < stand.span.end)


def rota_of(plan: Plan) -> Rota:
    """The rota that the planned visits make; visits at one station are one stretch, as on the printed rota."""
    breaks = breaks_of(plan)
    stands: list[Stand] = []
    for shift in plan.shifts:
        mine = breaks.get(shift.staff_id, ())
        at_work = [Stand(shift.staff_id, *duty) for duty in duties(plan, shift.staff_id, mine)]
        rests = [Stand(shift.staff_id, "", rest) for rest in mine]
        stands += sorted((*at_work, *rests), key=lambda stand: stand.span)
    return Rota(tuple(stands))


def duties(plan: Plan, staff_id: str, breaks: Sequence[Span]) -> list[tuple[str, Span]]:
    """(station id, span) in time order: visits at one station without a break or a long gap are one stretch."""
    found: list[tuple[str, Span]] = []
    for visit in plan.visits_with_staff.get(staff_id, ()):
        station_id, span = found[-1] if found else ("", visit.span)
        gap = visit.span.start - span.end
        rested = any(span.end <= rest.start < visit.span.start for rest in breaks)
        if station_id == visit.station_id and gap < NEAR and not rested:
            found[-1] = (station_id, Span(span.start, max(span.end, visit.span.end)))
        else:
            found.append((visit.station_id, visit.span))
    return found


def changes_words(before: Plan, after: Plan) -> str:
    """How often staff change station now and did before, as a sentence."""
    was, now = rota_of(before).changes, rota_of(after).changes
    says = f"Staff change station {_times(now)}" if now else "Nobody changes station"
    if was == now:
        return f"{says}; no exchange would save a change." if now else f"{says}."
    return f"{says}; it was {_times(was)} before. Nobody's time or place is moved."


def _times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number:,} times")
