"""Why somebody who is placed has her time: which other times there are for her, and which step leaves few."""

from __future__ import annotations

from cadplanner.core.model.appointment import Appointment
from cadplanner.core.model.plan import Plan
from cadplanner.core.model.span import clock
from cadplanner.core.planning import easing
from cadplanner.core.planning.clash import service_name
from cadplanner.core.planning.compiling import compiled
from cadplanner.core.planning.draft import Draft
from cadplanner.core.planning.earliest import reaches
from cadplanner.core.planning.masks import run, steps_in
from cadplanner.core.planning.moves import take_off
from cadplanner.core.planning.walks import Walk, finding
from cadplanner.core.planning.wishes import waiting

MOST_TIMES = 3
FEW = 8  # starts of one step


def why_this_time(plan: Plan, appointment_id: str) -> str:
    """What holds a placed appointment at its time, everybody else staying where they are. Raises KeyError."""
    appointment = plan.appointment[appointment_id]
    visits = plan.visits_of_appointment[appointment_id]
    if any(visit.locked for visit in visits):
        return "Her visits are locked: planning again leaves them where they are."
    draft, n = _without_her(plan, appointment)
    begins = _other_begins(draft, n, plan)
    tightest = _tightest(draft, n, plan)
    others = [minute for minute in begins if minute != visits[0].span.start]
    if not others:
        return f"No other time is free for her without a longer wait. {tightest}".strip()
    arrive = [clock(max(0, minute - plan.day.check_in)) for minute in others]
    if len(others) > MOST_TIMES:
        could = f"She could as well arrive at {len(others)} other times, from {arrive[0]} to {arrive[-1]}."
    else:
        could = f"She could as well arrive at {' or '.join(arrive)}."
    return f"{could} {tightest}".strip()


def _without_her(plan: Plan, appointment: Appointment) -> tuple[Draft, int]:
    """The day with everybody else held where they are, and her route in it."""
    others = take_off(plan, appointment.id)
    draft = Draft(compiled(easing.with_all_locked(others)))
    n = next(n for n, route in enumerate(draft.problem.routes) if route.appointment.id == appointment.id)
    return draft, n


def _other_begins(draft: Draft, n: int, plan: Plan) -> list[int]:
    """The minutes at which her first visit could start, were she to wait no longer than she does."""
    clock_, appointment = draft.problem.clock, draft.problem.routes[n].appointment
    search = finding(draft, n, draft.begins, overtime=True)
    walks = search.least_waiting(waiting(plan, appointment.id) // clock_.grid) if search else []
    return sorted({clock_.minute(step) for walk in walks for step in _begins(walk)})


def _begins(walk: Walk) -> set[int]:
    return {walk.starts(end)[0][1] for end in steps_in(walk.ends)}


def _tightest(draft: Draft, n: int, plan: Plan) -> str:
    """The step with the fewest starts left for her, where they are few."""
    route = draft.problem.routes[n]
    reach = reaches(draft.problem, route, draft.begins)
    if reach is None:
        return ""
    left = []
    for step, (choices, when) in enumerate(zip(route.choices, reach, strict=True)):
        mask = 0
        for choice in choices:
            mask |= draft.starts(choice, overtime=True)
        free = mask & run(when.earliest, when.latest + 1)
        left.append((free.bit_count(), step, free))
    fewest, step, free = min(left)
    if not 0 < fewest <= FEW:
        return ""
    name = service_name(plan, route.appointment.route[step].service_id)
    return f"{name} is the tightest: for her it is free only {_times(draft, free)}."


def _times(draft: Draft, free: int) -> str:
    """'at 10:00 or 11:30', starts in a row as 'from 10:00 to 10:20'."""
    minute, words = draft.problem.clock.minute, list[str]()
    while free:
        first = (free & -free).bit_length() - 1
        length = ((free >> first) + 1 & ~(free >> first)).bit_length() - 1
        last = first + length - 1
        free &= ~run(first, last + 1)
        words.append(f"at {clock(minute(first))}" if first == last else f"{clock(minute(first))}-{clock(minute(last))}")
    return " or ".join(words)
