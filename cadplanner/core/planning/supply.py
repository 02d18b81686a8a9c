"""How much there is of everything between two times: staff with their breaks and rests, places, interpreters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import accumulate, pairwise

from cadplanner.core.model.staff import Shift
from cadplanner.core.planning.breaks import due_breaks
from cadplanner.core.planning.draft import Draft
from cadplanner.core.planning.masks import run
from cadplanner.core.planning.problem import Clock

Table = list[list[float]]
Pattern = tuple[int, int, int, int, tuple[tuple[int, int, int], ...]]


class Supply:
    """Grid steps of work there are between each two of the `marks`; what locked visits hold is taken off.

    With overtime, or within shifts alone.
    """

    def __init__(self, draft: Draft, marks: list[int], *, overtime: bool = True) -> None:
        self.draft, self.marks, self.overtime = draft, marks, overtime
        self.clock: Clock = draft.problem.clock

    def staff(self, skills: dict[str, int]) -> dict[int, Table]:
        """The time of the staff with each set of skills (bits), by that set."""
        problem = self.draft.problem
        known = {member.id: member.skills for member in problem.plan.staff}
        alike: Counter[tuple[int, Pattern, int]] = Counter()
        for n, shift in enumerate(problem.plan.shifts):
            mine = [skill for skill in dict.fromkeys(known.get(shift.staff_id, ())) if skill in skills]
            for able, hours in _at_posts(shift, mine, skills):
                alike[able, self._pattern(shift, hours), self.draft.staffing.works[n].busy] += 1
        found: dict[int, Table] = {}
        tables: dict[tuple[Pattern, int], Table] = {}
        for (able, pattern, busy), number in alike.items():
            table = tables.get((pattern, busy))
            if table is None:
                table = tables[pattern, busy] = self._of_one(pattern, busy)
            found[able] = added(found.get(able) or self.nothing(), table, number)
        return found

    def counted(self, which: tuple[int, ...], open_at: tuple[int, ...]) -> Table:
        """Places or interpreters together, each while it is there."""
        table = self.nothing()
        for counted, mask in zip(which, open_at, strict=True):
            most, used = self.draft.problem.counted[counted].most, self.draft.used[counted]
            free = [max(0, most - taken) if mask >> step & 1 else 0 for step, taken in enumerate(used)]
            table = added(table, self._sums(free), 1)
        return table

    def arrivals(self, most: int, windows: tuple[int, ...]) -> Table:
        """How many more people may arrive between two marks."""
        left = [max(0, most - arriving) for arriving in self.draft.arriving]
        table = self.nothing()
        for i, begin in enumerate(self.marks):
            for j in range(i + 1, len(self.marks)):
                met = {windows[step] for step in range(begin, min(self.marks[j], len(windows)))}
                table[i][j] = sum(left[window] for window in met if window >= 0)
        return table

    def nothing(self) -> Table:
        """A table of noughts."""
        return [[0.0] * len(self.marks) for _ in self.marks]

    def _pattern(self, shift: Shift, hours: tuple[int, int]) -> Pattern:
        """Some hours of a shift in grid steps, rounded so that nothing that can be is lost."""
        clock, grid = self.clock, self.clock.grid
        past = hours[1] if self.overtime else min(hours[1], shift.span.end)
        begin, end = clock.until(hours[0]), clock.until(past)
        longest = clock.steps(shift.longest_stretch) if shift.longest_stretch else clock.size + 1
        due = due_breaks(self.draft.problem.plan, shift)
        breaks = tuple((b.minutes // grid, clock.from_(b.window.start), clock.until(b.window.end)) for b in due)
        return (max(0, begin), min(end, clock.size), longest, shift.rest // grid, breaks)

    def _of_one(self, pattern: Pattern, busy: int) -> Table:
        begin, end, longest, rest, breaks = pattern
        table, marks = self.nothing(), self.marks
        rested = [_rested(steps, longest, rest) for steps in range(self.clock.size + 2)]
        for i, early in enumerate(marks):
            start = max(begin, early)
            for j in range(i + 1, len(marks)):
                past = min(end, marks[j])
                if start < past:
                    held = (busy & run(start, past)).bit_count() if busy else 0
                    table[i][j] = max(0, _with_breaks(start, past, breaks, rested) - held)
        return table

    def _sums(self, free: list[int]) -> Table:
        sums = [0, *accumulate(free)]
        at = [sums[min(mark, len(free))] for mark in self.marks]
        return [[float(max(0, past - begin)) for past in at] for begin in at]


def _at_posts(shift: Shift, mine: list[str], skills: dict[str, int]) -> Iterator[tuple[int, tuple[int, int]]]:
    """The skills (bits) that can be used from one minute to another, at some station: the whole shift without posts."""
    if not shift.posts:
        able = sum(1 << skills[skill] for skill in mine)
        yield from [(able, (shift.span.start, shift.span.end + shift.overtime))] if able else []
        return
    anywhere = replace(shift, posts=tuple(replace(post, station_ids=()) for post in shift.posts))
    hours = {skill: anywhere.hours_for(skill, "") for skill in mine}
    edges = sorted({minute for spans in hours.values() for span in spans for minute in (span.start, span.end)})
    for begin, end in pairwise(edges):
        there = [skill for skill, spans in hours.items() if any(span.start <= begin < span.end for span in spans)]
        if there:
            yield sum(1 << skills[skill] for skill in there), (begin, end)


def added(table: Table, other: Table, times: int) -> Table:
    """The first table and so many times the other."""
    return [[a + times * b for a, b in zip(*rows, strict=True)] for rows in zip(table, other, strict=True)]


def _rested(steps: int, longest: int, rest: int) -> int:
    """The most work in so many steps: a rest after each longest stretch."""
    whole, left = divmod(steps, longest + rest)
    return whole * longest + min(left, longest)


def _with_breaks(start: int, past: int, breaks: tuple[tuple[int, int, int], ...], rested: list[int]) -> int:
    """The most work between two steps, each break where it costs least; with several, rests are not counted twice."""
    if len(breaks) == 1:
        (steps, first, end) = breaks[0]
        return max(_split(start, past, at, at + steps, rested) for at in range(first, max(first, end - steps) + 1))
    taken = sum(
        max(0, min(steps, first + steps - start, past - end + steps, past - start)) for steps, first, end in breaks
    )
    return min(rested[past - start], max(0, past - start - taken))


def _split(start: int, past: int, begin: int, end: int, rested: list[int]) -> int:
    if end <= start or begin >= past:
        return rested[past - start]
    return rested[max(0, begin - start)] + rested[max(0, past - end)]
