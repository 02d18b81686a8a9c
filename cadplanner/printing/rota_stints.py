"""A shift as stints: with patients at one place, on a break, or free, in time order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

from cadplanner.core.model.appointment import Visit
from cadplanner.core.model.day import Mode
from cadplanner.core.model.plan import Plan
from cadplanner.core.model.span import Span, clock
from cadplanner.printing.words import card_words, counted, short_needs

LEAST_FREE = 10
NEAR = 30
Person = tuple[str, str, str]


class Kind(Enum):
    """What a stint is."""

    WITH_PATIENTS = auto()
    BREAK = auto()
    FREE = auto()


@dataclass(frozen=True, slots=True)
class Stint:
    """A stretch of a shift; `people` are (time, card and first name, needs), nobody in a break."""

    kind: Kind
    span: Span
    what: str
    people: tuple[Person, ...] = ()

    def split(self, number: int) -> tuple[Stint | None, Stint | None]:
        """The stint with its first so many people, and what is left; -1 is nothing of it and all of it."""
        if number < 0:
            return None, self
        if number >= len(self.people):
            return self, None
        rest = replace(self, people=self.people[number:], what=f"{self.what.removesuffix(', continued')}, continued")
        return replace(self, people=self.people[:number]), rest


def stints_of(plan: Plan, staff_id: str, breaks: Sequence[Span]) -> tuple[Stint, ...]:
    """All of a member of staff's shift, gaps of ten minutes or more as free time."""
    worked = _with_patients(plan, staff_id, breaks)
    rested = [Stint(Kind.BREAK, span, "Break") for span in breaks]
    busy = sorted([*worked, *rested], key=lambda stint: (stint.span.start, stint.span.end))
    shift = plan.shift_of.get(staff_id)
    found: list[Stint] = []
    at = shift.span.start if shift else None
    for stint in busy:
        found += _free(at, stint.span.start)
        found.append(stint)
        at = max(at or 0, stint.span.end)
    return (*found, *_free(at, shift.span.end if shift else None))


def _free(start: int | None, end: int | None) -> list[Stint]:
    if start is None or end is None or end - start < LEAST_FREE:
        return []
    return [Stint(Kind.FREE, Span(start, end), "Free")]


def _with_patients(plan: Plan, staff_id: str, breaks: Sequence[Span]) -> list[Stint]:
    groups: list[list[Visit]] = []
    for visit in plan.visits_with_staff.get(staff_id, ()):
        if groups and _goes_on(plan, groups[-1], visit, breaks):
            groups[-1].append(visit)
        else:
            groups.append([visit])
    return [_stint(plan, group) for group in groups]


def _goes_on(plan: Plan, group: list[Visit], visit: Visit, breaks: Sequence[Span]) -> bool:
    last = group[-1]
    if (last.station_id, last.place) != (visit.station_id, visit.place):
        return False
    if plan.station[visit.station_id].mode is Mode.GROUP:
        return last.span == visit.span
    rested = any(last.span.end <= rest.start < visit.span.start for rest in breaks)
    return visit.span.start - last.span.end < NEAR and not rested


def _stint(plan: Plan, group: list[Visit]) -> Stint:
    station = plan.station[group[0].station_id]
    span = Span(group[0].span.start, max(visit.span.end for visit in group))
    kind = "room" if station.mode is Mode.GROUP else "place"
    place = f", {kind} {group[0].place + 1}" if station.places > 1 else ""
    zone = plan.venue.zones[station.zone]
    where = f"{station.name}{place} ({zone})" if len(plan.venue.zones) > 1 else f"{station.name}{place}"
    if station.mode is Mode.GROUP:
        where = f"{where}, {counted(len(group), 'person', 'people')}"
    return Stint(Kind.WITH_PATIENTS, span, where, tuple(_person(plan, visit, group) for visit in group))


def _person(plan: Plan, visit: Visit, group: list[Visit]) -> Person:
    patient = plan.patient_of(visit)
    who = f"{card_words(plan.appointment[visit.appointment_id].card)} {patient.called}"
    together = plan.station[group[0].station_id].mode is Mode.GROUP
    return "" if together else clock(visit.span.start), who, short_needs(patient)
