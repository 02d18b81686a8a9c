"""What a timeline shows, without any drawing: rows, blocks on them, and where each visit stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import pairwise

from cadplanner.core.model.appointment import Visit
from cadplanner.core.model.day import Mode, Station
from cadplanner.core.model.plan import Plan
from cadplanner.core.model.span import MINUTES_IN_DAY, Span
from cadplanner.core.model.staff import StaffMember
from cadplanner.core.planning.breaks import breaks_of, is_staffed


class RowsBy(StrEnum):
    """What a row of the timeline is."""

    STATION = "station"
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class Block:
    """One rectangle: a visit, or a class with everybody who comes. `of` is a class's group size, 0 for a visit."""

    visit_ids: tuple[str, ...]
    span: Span
    service_id: str
    title: str = ""
    of: int = 0
    locked: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One line: a place of a station, or a member of staff; rows of one `band` stand together.

    `blocks` are in time order. At a `drop_in` they are `loose`: counted, not drawn one by one.
    """

    band: str
    name: str
    note: str = ""
    station_id: str = ""
    place: int = 0
    staff_id: str = ""
    opening: tuple[Span, ...] = ()
    breaks: tuple[Span, ...] = ()
    blocks: tuple[Block, ...] = ()
    loose: tuple[Block, ...] = ()
    drop_in: bool = False


@dataclass(frozen=True)
class Scene:
    """A plan laid out in rows, with look-ups."""

    plan: Plan
    rows: tuple[Row, ...]

    @cached_property
    def where(self) -> dict[str, tuple[int, Block]]:
        """Row number and block by the id of the visit."""
        return {
            visit_id: (number, block)
            for number, row in enumerate(self.rows)
            for block in (*row.blocks, *row.loose)
            for visit_id in block.visit_ids
        }

    @cached_property
    def bands(self) -> tuple[tuple[str, int, int], ...]:
        """Each band as its name, its first row and how many rows it has."""
        found: list[tuple[str, int, int]] = []
        for number, row in enumerate(self.rows):
            if found and found[-1][0] == row.band:
                found[-1] = (row.band, found[-1][1], found[-1][2] + 1)
            else:
                found.append((row.band, number, 1))
        return tuple(found)

    @cached_property
    def hours(self) -> Span:
        """The hours to show: the day's opening and all visits, out to the half hour."""
        spans = [self.plan.day.opening, *(shift.span for shift in self.plan.shifts)]
        spans += [visit.span for visit in self.plan.visits]
        start = min(span.start for span in spans) // 30 * 30
        end = -(-max(span.end for span in spans) // 30) * 30
        return Span(start, min(end, MINUTES_IN_DAY))


def scene_of(plan: Plan, by: RowsBy) -> Scene:
    """The plan in rows by station (place by place) or by member of staff."""
    rows = _station_rows(plan, plan.stations) if by is RowsBy.STATION else _staff_rows(plan)
    return Scene(plan, tuple(rows))


def tally(row: Row) -> list[tuple[Span, int]]:
    """How many people are at a drop-in, span by span; spans with nobody are left out."""
    steps: dict[int, int] = {}
    for block in row.loose:
        steps[block.span.start] = steps.get(block.span.start, 0) + 1
        steps[block.span.end] = steps.get(block.span.end, 0) - 1
    found, there = [], 0
    for minute, following in pairwise(sorted(steps)):
        there += steps[minute]
        if there:
            found.append((Span(minute, following), there))
    return found


def _station_rows(plan: Plan, stations: Iterable[Station]) -> Iterator[Row]:
    for station in stations:
        visits = plan.visits_at_station.get(station.id, ())
        if station.mode is Mode.DROP_IN:
            loose = tuple(_block(plan, visit) for visit in visits)
            yield Row(station.name, "Drop-in", "", station.id, opening=station.opening, loose=loose, drop_in=True)
        else:
            yield from _place_rows(plan, station, visits)


def _place_rows(plan: Plan, station: Station, visits: tuple[Visit, ...]) -> Iterator[Row]:
    here: dict[int, list[Visit]] = {place: [] for place in range(station.places)}
    for visit in visits:
        here.setdefault(visit.place, []).append(visit)
    word = "Room" if station.mode is Mode.GROUP else "Place"
    for place, there in sorted(here.items()):
        note = "step-free" if place < station.step_free_places < station.places else ""
        yield Row(
            station.name,
            f"{word} {place + 1}",
            note,
            station.id,
            place,
            opening=station.opening,
            blocks=_blocks(plan, there),
        )


def _staff_rows(plan: Plan) -> Iterator[Row]:
    breaks = breaks_of(plan)
    working = [m for m in plan.staff if m.id in plan.shift_of or m.id in plan.visits_with_staff]
    roles = list(dict.fromkeys(_role(member) for member in working))
    for member in sorted(working, key=lambda m: roles.index(_role(m))):
        shift = plan.shift_of.get(member.id)
        yield Row(
            _role(member),
            member.name,
            staff_id=member.id,
            opening=(shift.span,) if shift else (),
            breaks=breaks.get(member.id, ()),
            blocks=_blocks(plan, plan.visits_with_staff.get(member.id, ())),
        )
    yield from _station_rows(plan, (s for s in plan.stations if not is_staffed(s.mode, s.skill)))


def _role(member: StaffMember) -> str:
    return member.role or ", ".join(member.skills) or "Staff"


def _blocks(plan: Plan, visits: Iterable[Visit]) -> tuple[Block, ...]:
    """One block a visit; those of a class (same station, place and start) are one."""
    together: dict[tuple[str, int, int, int], list[Visit]] = {}
    alone: list[Block] = []
    for visit in visits:
        if plan.station[visit.station_id].mode is Mode.GROUP:
            key = (visit.station_id, visit.place, visit.span.start, visit.span.end)
            together.setdefault(key, []).append(visit)
        else:
            alone.append(_block(plan, visit))
    classes = [_class_block(plan, members) for members in together.values()]
    return tuple(sorted(alone + classes, key=lambda block: block.span))


def _block(plan: Plan, visit: Visit) -> Block:
    station = plan.station[visit.station_id]
    return Block((visit.id,), visit.span, station.service_id, locked=visit.locked)


def _class_block(plan: Plan, members: list[Visit]) -> Block:
    station = plan.station[members[0].station_id]
    by_card = sorted(members, key=lambda visit: plan.appointment[visit.appointment_id].card)
    return Block(
        tuple(visit.id for visit in by_card),
        members[0].span,
        station.service_id,
        station.name,
        station.group_size,
        all(visit.locked for visit in members),
    )
