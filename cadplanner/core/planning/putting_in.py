"""Putting a patient in where she waits least, and keeping what is planned soundly already."""

from __future__ import annotations

from cadplanner.core.model.appointment import Visit
from cadplanner.core.planning.dice import Roll
from cadplanner.core.planning.draft import Draft, Placed, nobody
from cadplanner.core.planning.masks import first, last
from cadplanner.core.planning.rules import clashes
from cadplanner.core.planning.walks import finding

LITTLE_WAITING = 3
TRIES = 3


def to_build(draft: Draft) -> list[int]:
    """The routes that are not placed and could be, in the order to place them."""
    routes = draft.problem.routes
    todo = [n for n, route in enumerate(routes) if route.choices and all(route.choices) and draft.stops[n] is None]
    return sorted(todo, key=lambda n: _room(draft, n))


def keep_what_is_sound(draft: Draft) -> None:
    """Keep the visits, as they are, of every appointment that is planned already and clashes with nothing."""
    plan = draft.problem.plan
    broken = clashes(plan)
    unsound = {plan.visit[visit_id].appointment_id for clash in broken for visit_id in clash.visit_ids}
    unsound |= {clash.appointment_id for clash in broken}
    staff = {duty.staff_id: n for n, duty in enumerate(draft.problem.duties)}
    kept: dict[int, list[Placed]] = {}
    for n, route in enumerate(draft.problem.routes):
        visits = plan.visits_of_appointment.get(route.appointment.id, ())
        if not route.choices or not visits or route.appointment.id in unsound:
            continue
        stops = [_as_planned(draft, n, visit, staff) for visit in visits]
        sound = [stop for stop in stops if stop]
        if len(sound) == len(stops):
            kept[n] = sound
    for n, sound in kept.items():
        if all(m in kept for m in draft.problem.routes[n].together):
            draft.keep(n, sound)


def _as_planned(draft: Draft, n: int, visit: Visit, staff: dict[str, int]) -> Placed | None:
    route, start = draft.problem.routes[n], draft.problem.clock.from_(visit.span.start)
    keys = [step.key for step in route.appointment.route]
    for choice in route.choices[keys.index(visit.step)]:
        for given in choice.given:
            there = draft.problem.plan.stations[given.station].id == visit.station_id
            if there and choice.minutes == visit.span.minutes:
                return Placed(choice, given, start, staff.get(visit.staff_id, nobody(visit.place)))
    return None


def put_in(draft: Draft, n: int, dice: Roll) -> bool:
    """Place one route with the least waiting, without new overtime where little waiting is enough; False.

    Whoever comes with her is placed too, or nobody of them.
    """
    together = draft.problem.routes[n].together
    if not together:
        return _alone(draft, n, dice)
    if draft.stops[n] is not None:
        return True
    for _ in range(TRIES):
        if all(_alone(draft, m, dice) for m in together):
            return True
        for m in together:
            if draft.stops[m] is not None:
                draft.take_out(m)
    return False


def _alone(draft: Draft, n: int, dice: Roll) -> bool:
    return _put_in(draft, n, dice, overtime=False, most=LITTLE_WAITING) or _put_in(
        draft, n, dice, overtime=True, most=draft.problem.routes[n].most_waiting
    )


def _put_in(draft: Draft, n: int, dice: Roll, *, overtime: bool, most: int) -> bool:
    search = finding(draft, n, draft.begins, overtime=overtime)
    walks = search.least_waiting(most) if search else []
    for _ in range(TRIES if walks else 0):
        walk = walks[int(dice.random() * len(walks))]
        if draft.place(n, walk.starts(_pick(walk.ends, dice)), overtime=overtime):
            return True
    return False


def _pick(starts: int, dice: Roll) -> int:
    """One of the starts: as often the earliest as the latest as one between."""
    which = int(dice.random() * 3)
    if which < 2:
        return last(starts) if which else first(starts)
    low, high = first(starts), last(starts)
    later = starts >> (low + int(dice.random() * (high - low + 1)))
    return high - (last(later) - first(later))


def _room(draft: Draft, n: int) -> tuple[int, int, int]:
    """The minutes between which the stay can be moved; heavier ones first among equals."""
    route = draft.problem.routes[n]
    work = sum(min((choice.minutes for choice in choices), default=0) for choices in route.choices)
    span = max(stay.minutes for stay in route.stays)
    return (span - work, -route.weight, n)
