"""Places are counted while planning; here each visit and class gets the number of one."""

from __future__ import annotations

from typing import NamedTuple

from cadplanner.core.model.day import Mode
from cadplanner.core.planning.draft import Draft, nobody
from cadplanner.core.planning.masks import run
from cadplanner.core.planning.patient_rules import step_free_places
from cadplanner.core.planning.problem import Given

Key = tuple[int, int]


class Use(NamedTuple):
    """One of the first `fit` places wanted for a time, by a visit or by a class, and who gives it."""

    start: int
    end: int
    key: Key
    fit: int
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
    needy_first = sorted(uses, key=lambda use: (use.fit, use.start, use.end, use.key))
    by_time = sorted(uses, key=lambda use: (use.start, use.fit, use.end, use.key))
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

    Whoever sees somebody who needs a step-free place, or one with room for a carer, comes first and has one; the others
    leave those free.
    """
    facts = draft.problem.plan.stations[station]
    there: dict[int, tuple[int, int, int]] = {}
    for use in uses:
        fit, start, end = there.get(use.staff, (use.fit, use.start, use.end))
        there[use.staff] = (min(fit, use.fit), min(start, use.start), max(end, use.end))
    taken, _ = _held(draft, station)
    asked = [limit for limit in _asked(draft, station) if limit < facts.places]
    wanted = max(asked, default=facts.places)
    homes: dict[int, int] = {}
    for staff, (fit, start, end) in sorted(there.items(), key=lambda item: (item[1], item[0])):
        free = [place for place in range(facts.places) if not taken[place] & run(start, end)]
        if staff >= 0 and free:
            homes[staff] = max(free, key=lambda p: (p < fit if fit < facts.places else p >= wanted, -p))
            taken[homes[staff]] |= run(start, end)
    return homes


def _asked(draft: Draft, station: int) -> list[int]:
    """How many of its places, the first ones, are asked by some: the step-free ones, those with room for a carer."""
    return [limit for limit, _ in draft.problem.limits[station]]


def fit_of(draft: Draft, station: int, key: Key, given: Given) -> int:
    """How many places, the first ones, do for a visit, or for the class it is in."""
    facts = draft.problem.plan.stations[station]
    if not given.group:
        return given.fit
    return step_free_places(facts) if draft.classes[station][key][1] else facts.places


def _uses(draft: Draft, station: int) -> list[Use]:
    found: dict[Key, Use] = {}
    for n, stops in enumerate(draft.stops):
        for choice, given, start, staff in stops or ():
            if given.station != station or choice.locked is not None:
                continue
            key = (start, staff) if given.group else (n, choice.step)
            found[key] = Use(start, start + choice.steps, key, fit_of(draft, station, key, given), staff)
    return list(found.values())


def _numbered(draft: Draft, station: int, uses: list[Use], homes: dict[int, int]) -> dict[Key, int]:
    facts = draft.problem.plan.stations[station]
    taken, numbers = _held(draft, station)
    asked = _asked(draft, station)
    for use in uses:
        if use.key in numbers:
            continue
        span = run(use.start, use.end)
        free = [place for place in range(min(use.fit, facts.places)) if not taken[place] & span]
        if free:
            home, before = homes.get(use.staff), run(0, use.start)
            place = max(free, key=lambda p: (p == home, _left_free(p, asked), (taken[p] & before).bit_length()))
            taken[place] |= span
            numbers[use.key] = place
    return numbers


def _left_free(place: int, asked: list[int]) -> int:
    """How many of those that some ask it is not: the more, the less it is missed."""
    return sum(place >= limit for limit in asked)


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
