"""What no plan can beat: how many cannot be placed by anyone, and which time or place it is that runs out.

It never asks more than some plan reaches: everything is counted so that whatever could be is allowed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from cadplanner.core.model.plan import Plan
from cadplanner.core.model.span import clock
from cadplanner.core.planning.clash import who
from cadplanner.core.planning.compiling import compiled
from cadplanner.core.planning.demand import Interpreters, Places, Skills
from cadplanner.core.planning.draft import Draft
from cadplanner.core.planning.earliest import Reach, reaches
from cadplanner.core.planning.impossible import what_cannot_be
from cadplanner.core.planning.leaving_out import least_left_out
from cadplanner.core.planning.shortages import Shortage, overtime_of, shortages, shortages_and_within_shifts
from cadplanner.core.planning.walks import MOST_NODES, finding
from cadplanner.core.planning.wishes import OVERTIME_A_MINUTE

MOST_SAID = 3


@dataclass(frozen=True, slots=True)
class Bound:
    """Limits of every plan that keeps the locked visits.

    At most `placed_most` people placed, at least `unplaced_least` not, of that weight or more; a plan that leaves
    out no more waits at least `waiting_least` minutes; none costs less than `cost_least`. `says` are sentences.
    """

    placed_most: int
    unplaced_least: int
    weight_least: int
    waiting_least: int
    cost_least: int
    says: tuple[str, ...] = ()


def bound(plan: Plan) -> Bound:
    """What no plan of that day can beat, whatever is planned now."""
    draft = Draft(compiled(plan))
    alone = _Alone(draft)
    short, in_shifts = shortages_and_within_shifts(draft, alone.reached)
    weight = {n: draft.problem.routes[n].weight for n in alone.reached}
    impossible = len(alone.impossible)
    heavy = sum(plan.appointments[n].weight for n in alone.impossible)
    unplaced = impossible + least_left_out(short, dict.fromkeys(alone.reached, 1))
    waits = sorted(alone.waits.values(), reverse=True)
    saved = {n: max(0, weight[n] - alone.waits.get(n, 0)) for n in weight}
    lost = max(least_left_out(short, saved), least_left_out(in_shifts, saved | _overtime_prices(draft)))
    return Bound(
        placed_most=len(plan.appointments) - unplaced,
        unplaced_least=unplaced,
        weight_least=heavy + least_left_out(short, weight),
        waiting_least=sum(waits[unplaced - impossible :]),
        cost_least=heavy + sum(min(weight[n], wait) for n, wait in alone.waits.items()) + lost,
        says=(*_impossible(draft, alone.impossible), *_short(draft, short)),
    )


def _overtime_prices(draft: Draft) -> dict[int, int]:
    """What the overtime of each member of staff costs in all; nothing where minutes are not whole steps."""
    clock = draft.problem.clock
    price = OVERTIME_A_MINUTE * clock.grid if _is_on_the_grid(draft.problem.plan) else 0
    found = {}
    for n, duty in enumerate(draft.problem.duties):
        steps = clock.until(duty.shift.end + duty.overtime) - clock.until(duty.shift.end)
        found[overtime_of(n)] = price * steps
    return found


class _Alone:
    """Each route as if nobody else came: `reached` when its steps can be, `waits` the minutes it must wait.

    `impossible` are those that cannot be at all. Whoever has a locked visit is in none of them.
    """

    def __init__(self, draft: Draft) -> None:
        self.reached: dict[int, tuple[Reach, ...]] = {}
        self.waits: dict[int, int] = {}
        self.impossible: list[int] = []
        plan = draft.problem.plan
        there = {visit.appointment_id for visit in plan.visits if visit.locked}
        exact = _is_on_the_grid(plan)
        for n, route in enumerate(draft.problem.routes):
            if route.appointment.id in there:
                continue
            can = bool(route.choices) and all(route.choices)
            reach = reaches(draft.problem, route, draft.begins) if can else None
            wait = _least_wait(draft, n) if reach else None
            if reach is None or (wait is None and exact):
                self.impossible.append(n)
                continue
            self.reached[n] = reach
            if wait:
                self.waits[n] = wait


def _least_wait(draft: Draft, n: int) -> int | None:
    """The minutes that one must wait on a day of her own; 0 where that is too long to find out, None for no way."""
    search = finding(draft, n, draft.begins, overtime=True)
    if search is None:
        return None
    walks = search.least_waiting(draft.problem.routes[n].most_waiting)
    if search.nodes > MOST_NODES:
        return 0
    return walks[0].waits * draft.problem.clock.grid if walks else None


def _is_on_the_grid(plan: Plan) -> bool:
    """Whether all minutes are whole steps, so that the engine's steps lose nothing."""
    minutes = {station.minutes for station in plan.stations}
    minutes |= {step.minutes for appointment in plan.appointments for step in appointment.route}
    for shift in plan.shifts:
        minutes |= {shift.span.start, shift.span.end, shift.longest_stretch, shift.rest, shift.overtime}
        for rule in shift.breaks:
            minutes |= {rule.minutes, rule.window.start, rule.window.end}
    return not any(each % plan.day.grid for each in minutes)


def _impossible(draft: Draft, routes: list[int]) -> Iterator[str]:
    """Who cannot be placed whoever else comes, those of one reason together."""
    reasons = Counter(_why_not(draft, n) for n in routes)
    for says, number in reasons.most_common(MOST_SAID):
        yield f"{number} cannot be placed by anyone: {says}"
    if len(reasons) > MOST_SAID:
        rest = sum(number for _, number in reasons.most_common()[MOST_SAID:])
        yield f"{rest} more cannot be placed by anyone, each for a reason of their own."


def _why_not(draft: Draft, n: int) -> str:
    problem = draft.problem
    plan, route = problem.plan, problem.routes[n]
    cannot = what_cannot_be(plan, route.appointment)
    if cannot:
        return cannot[0]
    if not route.choices:
        return f"{who(plan, route.appointment.id)} comes with somebody who cannot be placed."
    reach = reaches(problem, route, draft.begins) if all(route.choices) else None
    short = shortages(draft, {n: reach}) if reach else []
    if short:
        return f"{_words(draft, min(short, key=_telling))}, when {who(plan, route.appointment.id)} must have it."
    return f"the stops of {who(plan, route.appointment.id)} fit into the day in no order."


def _short(draft: Draft, short: list[Shortage]) -> Iterator[str]:
    """The shortages that add to one another, the greatest first, the narrower before the wider."""
    everybody = {n: 1 for shortage in short for n in shortage.asks}
    alone = {id(shortage): least_left_out([shortage], everybody) for shortage in short}
    chosen: list[Shortage] = []
    least = 0
    for shortage in sorted(short, key=lambda s: (-alone[id(s)], *_telling(s))):
        together = least_left_out([*chosen, shortage], everybody)
        if together > least and len(chosen) < MOST_SAID:
            chosen.append(shortage)
            least = together
            yield f"At least {alone[id(shortage)]} cannot be placed by anyone: {_words(draft, shortage)}."


def _telling(shortage: Shortage) -> tuple[float, int, int]:
    """Most is lacking, in the shortest time, of the fewest things."""
    of = shortage.of
    breadth = len(of.names) if isinstance(of, Skills) else len(of.stations) if isinstance(of, Places) else 1
    return (-round(shortage.excess, 3), shortage.end - shortage.begin, breadth)


def _words(draft: Draft, shortage: Shortage) -> str:
    """'physio time runs out between 10:00 and 12:00'."""
    minute = draft.problem.clock.minute
    opening = draft.problem.plan.day.opening
    begin, end = max(opening.start, minute(shortage.begin)), min(opening.end, minute(shortage.end))
    return f"{_runs_out(draft, shortage)} between {clock(begin)} and {clock(end)}"


def _runs_out(draft: Draft, shortage: Shortage) -> str:
    of, plan = shortage.of, draft.problem.plan
    if isinstance(of, Skills):
        names = _listed(sorted(of.names))
        return f"{names} time runs out" if shortage.there else f"nobody for {names} is there"
    if isinstance(of, Places):
        names = _listed([plan.stations[n].name for n in sorted(of.stations)])
        step_free = "step-free " if of.step_free else ""
        return f"{step_free}places at {names} run out" if shortage.there else f"no {step_free}place at {names} is free"
    if isinstance(of, Interpreters):
        language = next(name for name, counted in draft.problem.languages.items() if counted == of.counted)
        return f"{language} interpreter time runs out" if shortage.there else f"no {language} interpreter is there"
    return "no more people may arrive"


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
