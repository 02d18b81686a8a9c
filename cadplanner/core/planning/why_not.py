"""Why somebody cannot be kept from now on, in a sentence: which stop has no start left, and what it lacks."""

from __future__ import annotations

from collections.abc import Iterator

from cadplanner.core.model.span import clock
from cadplanner.core.planning.clash import service_name, who
from cadplanner.core.planning.draft import Draft
from cadplanner.core.planning.masks import fits
from cadplanner.core.planning.problem import NOBODY, Choice


def why_not(draft: Draft, n: int, steps: int, at: int) -> str:
    """The sentence for a route that is not placed, or for the steps (bits) of it that are left out; nobody is moved.

    `at` is the minute it is now.
    """
    plan, route = draft.problem.plan, draft.problem.routes[n]
    open_steps = [k for k, each in enumerate(route.choices) if not any(choice.locked for choice in each)]
    asked = [k for k in open_steps if not steps or steps >> k & 1]
    name, since = who(plan, route.appointment.id), f"from {clock(at)} on"
    others = plan.coming_with(route.appointment.id)[1:]
    if others and not route.choices:
        return f"{name} comes with {who(plan, others[0])}, who cannot be kept {since}."
    for k in asked:
        choices, service = route.choices[k], service_name(plan, route.appointment.route[k].service_id)
        if not choices:
            return f"{name} cannot be kept: no station is open for {service} {since}."
        if not any(draft.starts(choice, overtime=True) for choice in choices):
            return f"{name} cannot be kept: {_missing(draft, choices)} {since}."
    services = ", ".join(dict.fromkeys(service_name(plan, route.appointment.route[k].service_id) for k in asked))
    beside = f", beside {who(plan, others[0])}, who comes with her" if others else ""
    return f"{name} cannot be kept: no times for {services} go together {since}{beside}."


def _missing(draft: Draft, choices: tuple[Choice, ...]) -> str:
    """What the stop lacks at all its stations: staff, if places are free; else the place or the interpreter."""
    plan = draft.problem.plan
    for choice in choices:
        for given in choice.given:
            if given.kind != NOBODY and not draft.staffing.starts(given.kind, overtime=True) & given.starts:
                return f"nobody for {draft.staffing.kinds[given.kind].skill} is free for long enough"
    if all(not any(_with_interpreter(draft, choice)) for choice in choices):
        return "no interpreter is free for long enough"
    return f"no place with staff at {plan.stations[choices[0].given[0].station].name} is free for long enough"


def _with_interpreter(draft: Draft, choice: Choice) -> Iterator[int]:
    full = draft.full[choice.language] if choice.language != NOBODY else 0
    return (given.starts & fits(~full, choice.steps) for given in choice.given)
