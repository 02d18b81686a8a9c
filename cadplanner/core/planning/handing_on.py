"""Nobody moves in time: a colleague takes a visit over, and hands on to others what stands in the way."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

from cadplanner.core.planning.draft import Draft, Placed
from cadplanner.core.planning.masks import fits
from cadplanner.core.planning.nearest import Before
from cadplanner.core.planning.problem import NOBODY, Choice, Given
from cadplanner.core.planning.staffing import Piece

MOST_IN_THE_WAY = 2


class HandedOn(NamedTuple):
    """A stop of a route that another member of staff gives from now on."""

    route: int
    stop: Placed
    to: int


def handed_on(draft: Draft, n: int, old: Mapping[int, Before], fixed: Collection[int]) -> list[HandedOn]:
    """Make somebody free for each stop of an unplaced route where and when it was, by handing visits of others on.

    What was handed on; [], and nothing changed, where that does not help. Those of `fixed` are left alone.
    """
    done: list[HandedOn] = []
    for choices in draft.problem.routes[n].choices:
        asked = _as_it_was(draft, choices, old)
        if asked is None or not _somebody_is_free(draft, *asked, fixed, done):
            take_back(draft, done)
            return []
    return done


def take_back(draft: Draft, done: list[HandedOn]) -> None:
    """Everybody sees whom they saw before; nothing is left of what was handed on."""
    while done:
        route, stop, to = done.pop()
        draft.hand_over(route, stop._replace(staff=to), stop.staff)


def pieces_within(pieces: tuple[Piece, ...], start: int, end: int) -> tuple[Piece, ...]:
    """The pieces of work that touch the steps from a start to an end."""
    return tuple(piece for piece in pieces if piece[0] < end and piece[1] > start)


def _as_it_was(
    draft: Draft, choices: tuple[Choice, ...], old: Mapping[int, Before]
) -> tuple[Choice, Given, int] | None:
    """How the step was done, where its station and its place are as they were."""
    for choice in choices:
        before = old.get(choice.step)
        for given in choice.given:
            if before is not None and given.station == before.station and _has_room(draft, choice, given, before.start):
                return choice, given, before.start
    return None


def _has_room(draft: Draft, choice: Choice, given: Given, start: int) -> bool:
    full = draft.full[choice.language] if choice.language != NOBODY else 0
    for counted in given.uses:
        full |= draft.full_for(counted, given.taken)
    return bool((given.starts & fits(~full, choice.steps)) >> start & 1)


def _somebody_is_free(
    draft: Draft, choice: Choice, given: Given, start: int, fixed: Collection[int], done: list[HandedOn]
) -> bool:
    """Whether somebody is free for that, or was made free; what was handed on is added to `done`."""
    if draft.starts(choice, overtime=False) >> start & 1:
        return True
    staffing = draft.staffing
    for who in staffing.kinds[given.kind].staff if given.kind != NOBODY else ():
        pieces = pieces_within(staffing.works[who].pieces, start, start + choice.steps)
        stops = _movable(draft, who, pieces, fixed)
        if stops and staffing.starts_without(who, given.kind, pieces) >> start & 1:
            given_up = _given_up(draft, who, stops)
            done += given_up
            if given_up:
                return True
    return False


def _movable(draft: Draft, who: int, pieces: tuple[Piece, ...], fixed: Collection[int]) -> list[tuple[int, Placed]]:
    """The stops, each with its route, that are these pieces of somebody's work, if others are free for all of them.

    A class is not handed on, nor what is begun or locked by hand.
    """
    found: list[tuple[int, Placed]] = []
    for start, _, _, n in pieces if len(pieces) <= MOST_IN_THE_WAY else ():
        stops = draft.stops[n] if n >= 0 and n not in fixed else None
        stop = next((stop for stop in stops or () if stop.staff == who and stop.start == start), None)
        if stop is None or not draft.staffing.starts(stop.given.kind, overtime=False) >> start & 1:
            return []
        found.append((n, stop))
    return found


def _given_up(draft: Draft, who: int, stops: list[tuple[int, Placed]]) -> list[HandedOn]:
    """Hand those stops on, each to whoever has the fewest skills; [], and nothing changed, where one finds nobody."""
    staffing = draft.staffing
    done: list[HandedOn] = []
    for n, stop in stops:
        free = [each for each in staffing.free(stop.given.kind, stop.start, overtime=False) if each != who]
        if not free:
            take_back(draft, done)
            break
        to = min(free, key=lambda each: (staffing.duties[each].breadth, each))
        draft.hand_over(n, stop, to)
        done.append(HandedOn(n, stop, to))
    return done
