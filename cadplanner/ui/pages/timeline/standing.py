"""How the plan stands, in the quieter line above it: its version, its rules, and what no plan can beat."""

from __future__ import annotations

from dataclasses import replace

from cadplanner.core.model.plan import Plan
from cadplanner.core.planning.bounds import Bound
from cadplanner.core.planning.gap import limit_words
from cadplanner.core.setup.checks import planning_problems


class Limits:
    """What no plan of a day can beat, for as long as the day stays as it was; moves of visits do not matter."""

    def __init__(self) -> None:
        self._bound: Bound | None = None
        self._of: Plan | None = None

    def keep(self, found: Bound, plan: Plan) -> None:
        """The bound of that plan's day."""
        self._bound, self._of = found, _all_but_moves(plan)

    def of(self, plan: Plan) -> Bound | None:
        """The bound, where it is still of that day; None where it is not known."""
        if self._of is not None and self._of != _all_but_moves(plan):
            self._bound = self._of = None
        return self._bound


def _all_but_moves(plan: Plan) -> Plan:
    return replace(plan, visits=tuple(visit for visit in plan.visits if visit.locked))


def best_so_far(plan: Plan, limits: Bound | None) -> str:
    """What is said while planning: 'Planning: at least 1 cannot be placed.'; it has room for a few words."""
    limit = limit_words(limits, len(plan.unplaced))
    return f"Planning: {limit}" if limit else "Planning: the best so far. Cancel keeps it."


def under(plan: Plan, version: str, limits: Bound | None) -> tuple[str, str]:
    """The quieter line of a plan without clashes, and its tip: before planning, what is worth a look."""
    limit = limit_words(limits, len(plan.unplaced))
    if plan.visits and limit:
        return f"{version} · {limit}", "\n".join(limits.says) if limits else ""
    if plan.visits:
        return f"{version} · every rule is kept", ""
    amiss = [problem.says for problem in planning_problems(plan)]
    if not amiss:
        return "Plan gives everybody a time and a route", ""
    things = "1 thing" if len(amiss) == 1 else f"{len(amiss)} things"
    return f"{things} worth a look on the day's page before planning", "\n".join(amiss)
