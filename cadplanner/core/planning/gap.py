"""How far a plan is from what no plan can beat, in words."""

from __future__ import annotations

from cadplanner.core.planning.bounds import Bound


def not_placed_words(limits: Bound | None, unplaced: int) -> str:
    """'2 not placed; at least 1 cannot be placed by anyone'; '' where everybody is placed."""
    if not unplaced:
        return ""
    limit = limit_words(limits, unplaced)
    by_anyone = " by anyone" if limit.endswith("placed") else ""
    return f"{unplaced} not placed{f'; {limit}{by_anyone}' if limit else ''}"


def limit_words(limits: Bound | None, unplaced: int) -> str:
    """The same in a few words: 'at least 1 cannot be placed'; '' where nothing is known or everybody is placed."""
    if limits is None or not unplaced or not limits.unplaced_least:
        return ""
    if limits.unplaced_least >= unplaced:
        return "no plan can place more"
    return f"at least {limits.unplaced_least} cannot be placed"


def placed_words(limits: Bound, placed: int) -> str:
    """'placed 148 of 150; no plan can place more than 149', and what is in the way of the others."""
    invited = limits.placed_most + limits.unplaced_least
    counts = f"placed {placed} of {invited}"
    if not limits.unplaced_least:
        return counts
    most = f"no plan can place more{f' than {limits.placed_most}' if placed < limits.placed_most else ''}"
    return f"{counts}; {most}: {' '.join(limits.says)}".removesuffix(".")


def cost_words(limits: Bound, cost: int) -> str:
    """'cost 1,460, and none costs less than 1,340'."""
    if cost <= limits.cost_least:
        return f"cost {cost:,}, the least there is"
    return f"cost {cost:,}, and none costs less than {limits.cost_least:,}"
