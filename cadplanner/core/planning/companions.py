"""Those who come together, for the engine: all placed or none, in one arrival window, out within a while."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from cadplanner.core.model.plan import Plan
from cadplanner.core.model.span import MINUTES_IN_DAY
from cadplanner.core.planning.problem import NOBODY, Clock, Route

if TYPE_CHECKING:
    from cadplanner.core.planning.draft import Draft

Leaves = tuple[int, int]
ANY_TIME: Leaves = (0, 2 * MINUTES_IN_DAY)


def with_companions(plan: Plan, routes: tuple[Route, ...], clock: Clock, windows: Sequence[int]) -> tuple[Route, ...]:
    """The routes with whom they are placed and where those who stay leave them room.

    Whoever comes with somebody that cannot be placed has no choices: she cannot be placed either, unless she is on
    site already.
    """
    found = list(routes)
    index = {route.appointment.id: n for n, route in enumerate(routes)}
    for people in plan.together.values():
        members = [index[each.id] for each in people]
        mine = [n for n in members if not routes[n].frozen]
        stays = [plan.visits_of_appointment.get(routes[n].appointment.id) for n in members if routes[n].frozen]
        if not all(stays) or not all(routes[n].choices and all(routes[n].choices) for n in mine):
            for n in mine:
                found[n] = routes[n] if _is_on_site(routes[n]) else replace(routes[n], choices=())
            continue
        begins, leaves = _any_start(clock), ANY_TIME
        for visits in stays:
            assert visits
            arrival = plan.day.arrivals.window_of(visits[0].span.start - plan.day.check_in)
            begins &= _starts_in(plan, clock, windows, arrival)
            leaves = _near(leaves, max(visit.span.end for visit in visits), plan.day.wait_for_another)
        together = tuple(sorted(mine, key=lambda n: (-_work(routes[n]), n))) if len(mine) > 1 else ()
        for n in mine:
            found[n] = replace(routes[n], together=together, begins=begins, leaves=leaves)
    return tuple(found)


def beside_companions(draft: Draft, n: int) -> tuple[int, Leaves]:
    """The starts a route may have first and the minutes to leave between, beside those with her who are placed.

    While nobody of them is, the starts at which there is room for all to arrive.
    """
    problem, route = draft.problem, draft.problem.routes[n]
    begins, leaves = route.begins, route.leaves
    placed = [stops for m in route.together if m != n and (stops := draft.stops[m])]
    for stops in placed:
        window, last = problem.windows[stops[0].start], stops[-1]
        begins &= sum(1 << start for start, each in enumerate(problem.windows) if each == window)
        end = problem.clock.minute(last.start) + last.choice.minutes
        leaves = _near(leaves, end, problem.plan.day.wait_for_another)
    if route.together and not placed:
        most = problem.most_arrivals - len(route.together)
        begins &= sum(
            1 << start for start, each in enumerate(problem.windows) if each != NOBODY and draft.arriving[each] <= most
        )
    return begins, leaves


def all_of_them(routes: Sequence[Route], some: Iterable[int]) -> list[int]:
    """Those routes, each followed by whoever is placed with it and is not among them yet."""
    return list(dict.fromkeys(m for n in some for m in (n, *routes[n].together)))


def _is_on_site(route: Route) -> bool:
    return any(choice.locked for choices in route.choices for choice in choices)


def _near(leaves: Leaves, end: int, wait: int) -> Leaves:
    return max(leaves[0], end - wait), min(leaves[1], end + wait)


def _any_start(clock: Clock) -> int:
    return (1 << clock.size) - 1


def _starts_in(plan: Plan, clock: Clock, windows: Sequence[int], arrival: object) -> int:
    """The starts whose arrival falls in that window."""
    minutes = ((step, clock.minute(step) - plan.day.check_in) for step, each in enumerate(windows) if each != NOBODY)
    return sum(1 << step for step, minute in minutes if plan.day.arrivals.window_of(minute) == arrival)


def _work(route: Route) -> int:
    return sum(min(choice.minutes for choice in choices) for choices in route.choices)
