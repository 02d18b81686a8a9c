"""Places are counted while planning; here each visit and class gets the number of one."""

from __future__ import annotations

from typing import NamedTuple

from cadplanner.core.model.day import Mode, Station
from cadplanner.core.planning.draft import Draft, nobody
from cadplanner.core.planning.masks import run
from cadplanner.core.planning.patient_rules import step_free_places

Key = tuple[int, int]


class Use(NamedTuple):
    """A place wanted for a time, by a visit or by a class, and who gives it."""

    start: int
    end: int
    key: Key
    step_free: bool
    staff: int


def places_of(draft: Draft, station: int) -> dict[Key, int]:
    """The place of each visit, by (route, step), or of each class, by (start, staff); one that finds none is left out.

    Everybody works at one place where that can be. Places are enough at every time, but may be cut up: then other
    ways are tried and the best one is kept.
    """
    facts = draft.problem.plan.stations[station]
    if facts.mode is Mode.DROP_IN:
        return {use.key: 0 for use in _uses(draft, station)}
    uses = _uses(draft, station)
    needy_first = sorted(uses, key=lambda use: (not use.step_free, use.start, use.end, use.key))
    by_time = sorted(uses, key=lambda use: (use.start, not use.step_free, use.end, use.key))
    best: dict[Key, int] = {}
    for homes, order in ((_homes(draft, station, uses), needy_first), ({}, needy_first), ({}, by_time)):
        numbers = _numbered(draft, station, order, homes)
        if len(numbers) > len(best):
            best = numbers
        if len(best) == len(uses):
            break
    return best


def _homes(draft: Draft, station: int, uses: list[Use]) -> dict[int, int]:
    """A place of their own for each member of staff while they are at the station, as far as places go.

    Whoever sees somebody who needs a step-free place comes first and has one; the others leave those free.
    """
    facts = draft.problem.plan.stations[station]
    there: dict[int, tuple[int, int, bool]] = {}
    for use in uses:
        start, end, step_free = there.get(use.staff, (use.start, use.end, False))
        there[use.staff] = (min(start, use.start), max(end, use.end), step_free or use.step_free)
    taken, _ = _held(draft, station)
    homes: dict[int, int] = {}
    for staff, (start, end, step_free) in sorted(there.items(), key=lambda item: (not item[1][2], item[1], item[0])):
        free = [place for place in range(facts.places) if not taken[place] & run(start, end)]
        if staff >= 0 and free:
            homes[staff] = max(free, key=lambda place: ((place < step_free_places(facts)) is step_free, -place))
            taken[homes[staff]] |= run(start, end)
    return homes


def _uses(draft: Draft, station: int) -> list[Use]:
    found: dict[Key, Use] = {}
    for n, stops in enumerate(draft.stops):
        for choice, given, start, staff in stops or ():
            if given.station != station or choice.locked is not None:
                continue
            key = (start, staff) if given.group else (n, choice.step)
            step_free = draft.classes[station][key][1] if given.group else given.step_free
            found[key] = Use(start, start + choice.steps, key, step_free, staff)
    return list(found.values())


def _numbered(draft: Draft, station: int, uses: list[Use], homes: dict[int, int]) -> dict[Key, int]:
    facts = draft.problem.plan.stations[station]
    taken, numbers = _held(draft, station)
    for use in uses:
        if use.key in numbers:
            continue
        span = run(use.start, use.end)
        free = [place for place in _fit(facts, use) if not taken[place] & span]
        if free:
            home, before = homes.get(use.staff), run(0, use.start)
            place = max(free, key=lambda p: (p == home, p >= facts.step_free_places, (taken[p] & before).bit_length()))
            taken[place] |= span
            numbers[use.key] = place
    return numbers


def _fit(station: Station, use: Use) -> range:
    return range(step_free_places(station) if use.step_free else station.places)


def _held(draft: Draft, station: int) -> tuple[list[int], dict[Key, int]]:
    """The places that visits which stay take, and the rooms of the classes they are in."""
    facts, clock = draft.problem.plan.stations[station], draft.problem.clock
    staff = {duty.staff_id: n for n, duty in enumerate(draft.problem.duties)}
    taken, rooms = [0] * facts.places, dict[Key, int]()
    for visit in draft.problem.held:
        if visit.station_id == facts.id and 0 <= visit.place < facts.places:
            start = max(0, clock.from_(visit.span.start))
            taken[visit.place] |= run(start, clock.until(visit.span.end))
            if facts.mode is Mode.GROUP:
                rooms[start, staff.get(visit.staff_id, nobody(visit.place))] = visit.place
    return taken, rooms
