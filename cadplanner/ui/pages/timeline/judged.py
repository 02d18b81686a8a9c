"""A plan with the rules it breaks, brought up to date after a change without judging all of it again."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

from cadplanner.core.model.plan import Plan
from cadplanner.core.planning.rules import Clash, clashes, new_clashes


@dataclass(frozen=True, slots=True)
class Judged:
    """A plan and what it breaks."""

    plan: Plan
    clashes: tuple[Clash, ...]


def judged(plan: Plan, before: Judged | None) -> Judged:
    """What `plan` breaks. Where only visits differ from a plan that kept every rule, only those are judged.

    Everything that is equal stays the very same value, so that the next change is judged as quickly.
    """
    if before is None or before.clashes or not _only_visits_differ(plan, before.plan):
        return Judged(plan, clashes(plan))
    known = before.plan.visit
    visits = tuple(known[visit.id] if known.get(visit.id) == visit else visit for visit in plan.visits)
    after = replace(before.plan, visits=visits)
    return Judged(after, new_clashes(before.plan, after))


def _only_visits_differ(one: Plan, other: Plan) -> bool:
    names = (field.name for field in fields(Plan) if field.name != "visits")
    return all(getattr(one, name) == getattr(other, name) for name in names)
