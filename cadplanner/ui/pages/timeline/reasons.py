"""Why people are not placed and what would help, one answer after another; runs in a second process."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cadplanner.core.model.plan import Plan
from cadplanner.core.planning.bounds import Bound, bound
from cadplanner.core.planning.explain import Reason, why_unplaced
from cadplanner.core.planning.helping import Help, helps
from cadplanner.core.planning.solver import Progress, plan_day

REASONS_FIRST = 4
Answer = Bound | tuple[Help, ...] | tuple[str, Reason]


def reasons_for(plan: Plan, appointment_ids: Sequence[str]) -> Iterator[Answer]:
    """What no plan can beat, the id of each appointment with its reason, and, after a few, what would help them all."""
    yield bound(plan)
    for appointment_id in appointment_ids[:REASONS_FIRST]:
        yield appointment_id, why_unplaced(plan, appointment_id)
    yield helps(plan)
    for appointment_id in appointment_ids[REASONS_FIRST:]:
        yield appointment_id, why_unplaced(plan, appointment_id)


def plans_and_bound(plan: Plan, *, seed: int, rounds: int, slice_rounds: int) -> Iterator[Progress | Bound]:
    """The plans of the engine; after the first one, what no plan can beat."""
    plans = plan_day(plan, seed=seed, rounds=rounds, slice_rounds=slice_rounds)
    yield next(plans)
    yield bound(plan)
    yield from plans
