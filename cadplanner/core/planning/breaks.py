"""Breaks are derived: each is put in a free gap of its window, the same way every time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise, permutations

from cadplanner.core.model.day import Mode
from cadplanner.core.model.plan import Plan
from cadplanner.core.model.span import Span
from cadplanner.core.model.staff import BreakRule, Shift
from cadplanner.core.planning.staggering import fitting_breaks, staggered

Gap = tuple[int, int]
MOST_TO_PERMUTE = 4


def breaks_of(plan: Plan) -> Mapping[str, tuple[Span, ...]]:
    """The breaks of each member of staff with a shift, in time order, by staff id.

    A break stands as near to the middle of its window as the visits allow; one that does not fit is left out
    (the rule book says so).
    """
    return {shift.staff_id: breaks_of_one(plan, shift) for shift in plan.shifts}


def breaks_of_one(plan: Plan, shift: Shift) -> tuple[Span, ...]:
    """The breaks of one member of staff, in time order."""
    rules, work = due_breaks(plan, shift), work_of(plan, shift.staff_id)
    placed = placed_breaks(rules, work)
    if placed is not None:
        return placed
    kept: list[BreakRule] = []
    for rule in rules:
        if placed_breaks([*kept, rule], work) is not None:
            kept.append(rule)
    return placed_breaks(kept, work) or ()


def work_of(plan: Plan, staff_id: str) -> list[Gap]:
    """When a member of staff is with patients, as (start, end) in time order; a class counts once."""
    return sorted({(visit.span.start, visit.span.end) for visit in plan.visits_with_staff.get(staff_id, ())})


def due_breaks(plan: Plan, shift: Shift) -> tuple[BreakRule, ...]:
    """The breaks a shift is long enough for, in windows so narrow that those who cover are never all away."""
    narrow = staggered(plan).breaks.get(shift.id)
    return fitting_breaks(shift) if narrow is None else narrow


def placed_breaks(rules: Sequence[BreakRule], work: Sequence[Gap]) -> tuple[Span, ...] | None:
    """A span for every break, in time order, none overlapping work or another; None where they do not all fit."""
    for order in orders(tuple(rules)):
        ends = _earliest_ends(order, work)
        if ends is not None:
            return _near_the_middle(order, work)
    return None


@lru_cache(maxsize=1024)
def orders(rules: tuple[BreakRule, ...]) -> tuple[tuple[BreakRule, ...], ...]:
    """The orders in which breaks can follow one another; by window where there are more than four."""
    by_window = sorted(rules, key=lambda rule: (rule.window.end, rule.window.start, rule.minutes))
    if len(rules) > MOST_TO_PERMUTE:
        return (tuple(by_window),)
    return tuple(dict.fromkeys(order for order in permutations(by_window) if _can_follow(order)))


def _can_follow(order: tuple[BreakRule, ...]) -> bool:
    return all(a.window.start + a.minutes + b.minutes <= b.window.end for a, b in pairwise(order))


def _earliest_ends(order: Sequence[BreakRule], work: Sequence[Gap]) -> list[int] | None:
    ends, after = [], 0
    for rule in order:
        starts = _starts(rule, work, after=after)
        if not starts:
            return None
        after = starts[0][0] + rule.minutes
        ends.append(after)
    return ends


def _near_the_middle(order: Sequence[BreakRule], work: Sequence[Gap]) -> tuple[Span, ...]:
    latest = _latest_starts(order, work)
    spans: list[Span] = []
    after = 0
    for rule, last in zip(order, latest, strict=True):
        middle = (rule.window.start + rule.window.end - rule.minutes) // 2
        fits = [(first, min(end, last)) for first, end in _starts(rule, work, after=after) if first <= last]
        start = min((min(max(middle, first), end) for first, end in fits), key=lambda s: (abs(s - middle), s))
        after = start + rule.minutes
        spans.append(Span(start, after))
    return tuple(spans)


def _latest_starts(order: Sequence[BreakRule], work: Sequence[Gap]) -> list[int]:
    latest: list[int] = []
    before = 24 * 60
    for rule in reversed(order):
        before = max(
            min(end, before - rule.minutes) for first, end in _starts(rule, work) if first <= before - rule.minutes
        )
        latest.append(before)
    return latest[::-1]


def _starts(rule: BreakRule, work: Iterable[Gap], *, after: int = 0) -> list[Gap]:
    """Where the break may start: (first, last) minutes, one pair a gap between pieces of work."""
    found, free_from = [], max(rule.window.start, after)
    for start, end in (*work, (rule.window.end, rule.window.end)):
        last = min(start, rule.window.end) - rule.minutes
        if last >= free_from:
            found.append((free_from, last))
        free_from = max(free_from, end)
    return found


def is_staffed(mode: Mode, skill: str) -> bool:
    """Whether a visit at such a station needs a member of staff."""
    return mode is not Mode.DROP_IN and bool(skill)
