"""Who may start what when: each member of staff's work as masks, and the OR over all who have the skill."""

from __future__ import annotations

from bisect import insort
from itertools import pairwise

from cadplanner.core.model.span import MINUTES_IN_DAY, Span
from cadplanner.core.planning.masks import fits, run
from cadplanner.core.planning.problem import NOBODY, Clock, Duty, Kind, Problem

Piece = tuple[int, int, int, int]
UNKNOWN = -1
FAR = 10**6


class Work:
    """What one member of staff does, and the starts it leaves. Never changed, only replaced by another.

    A piece is (start step, past its end, zone, whose): a person or class. `left` is kept of what was asked: the work
    without some of its pieces.
    """

    __slots__ = ("_bounds", "_runs", "busy", "left", "pieces", "starts")

    def __init__(self, pieces: tuple[Piece, ...] = (), busy: int = 0) -> None:
        self.pieces = pieces
        self.busy = busy
        self.starts: dict[int, int] = {}
        self.left: dict[tuple[Piece, ...], Work] = {}
        self._bounds: list[tuple[int, int]] | None = None
        self._runs: list[tuple[int, int]] | None = None

    @property
    def end(self) -> int:
        """The step after the last one worked; 0 without work."""
        return self.busy.bit_length()

    def with_piece(self, piece: Piece) -> Work:
        pieces = list(self.pieces)
        insort(pieces, piece)
        return Work(tuple(pieces), self.busy | (1 << piece[1]) - (1 << piece[0]))

    def without_piece(self, piece: Piece) -> Work:
        pieces = list(self.pieces)
        pieces.remove(piece)
        return Work(tuple(pieces), self.busy & ~((1 << piece[1]) - (1 << piece[0])))

    def bounds(self, duty: Duty, grid: int) -> list[tuple[int, int]]:
        """Where all breaks still fit round a visit, as pairs: not before the first, over by the second."""
        if self._bounds is None:
            work = [(start * grid, end * grid) for start, end, _, _ in self.pieces]
            minutes = (pair for order in duty.breaks for pair in _round_breaks(order, work))
            pairs = [(-(-after // grid), by // grid) for after, by in minutes]
            self._bounds = [pair for pair in dict.fromkeys(pairs) if not any(_wider(o, pair) for o in pairs)]
        return self._bounds

    def runs(self, rest: int) -> list[tuple[int, int]]:
        """The runs of work with less than a rest inside: the holes are closed, then what is left is read off."""
        if self._runs is None:
            if not rest:
                return []
            wide = self.busy
            for step in range(1, rest):
                wide |= self.busy << step
            closed, at, found = fits(wide, rest), 0, []
            while closed:
                skipped = (closed & -closed).bit_length() - 1
                closed >>= skipped
                length = (~closed & closed + 1).bit_length() - 1
                found.append((at + skipped, at + skipped + length))
                at += skipped + length
                closed >>= length
            self._runs = found
        return self._runs


class Staffing:
    """The work of all, and for each kind of staffing the starts that somebody can take.

    Whatever is asked has two forms: within shifts (and overtime already worked), and with new overtime.
    """

    __slots__ = ("_windows", "any", "clock", "duties", "kinds", "overtime", "walk", "works")

    def __init__(self, problem: Problem) -> None:
        self.clock: Clock = problem.clock
        self.duties: tuple[Duty, ...] = problem.duties
        self.kinds: tuple[Kind, ...] = problem.kinds
        self.walk = problem.walk if any(any(row) for row in problem.walk) else None
        self.works = [Work() for _ in problem.duties]
        self.any = [UNKNOWN] * (2 * len(problem.kinds))
        self.overtime = [0] * len(problem.duties)
        self._windows: dict[tuple[int, int, int], int] = {}

    def snapshot(self) -> tuple[list[Work], list[int], list[int]]:
        return self.works[:], self.any[:], self.overtime[:]

    def restore(self, kept: tuple[list[Work], list[int], list[int]]) -> None:
        self.works, self.any, self.overtime = kept[0][:], kept[1][:], kept[2][:]

    def starts(self, kind: int, *, overtime: bool) -> int:
        """The starts at which some member of staff can give a visit of that kind."""
        key = 2 * kind + overtime
        mask = self.any[key]
        if mask == UNKNOWN:
            facts, works = self.kinds[kind], self.works
            mask, of_shape = 0, 2 * facts.shape + overtime
            for n in facts.staff:
                one = works[n].starts.get(of_shape)
                mask |= self._starts_of(n, facts, of_shape) if one is None else one
            self.any[key] = mask
        return mask

    def free(self, kind: int, step: int, *, overtime: bool) -> list[int]:
        """Who can start a visit of that kind at that step."""
        if not self.starts(kind, overtime=overtime) >> step & 1:
            return []
        facts, bit, works = self.kinds[kind], 1 << step, self.works
        of_shape = 2 * facts.shape + overtime
        return [n for n in facts.staff if works[n].starts[of_shape] & bit]

    def best(self, kind: int, step: int, *, overtime: bool) -> int:
        """Who is missed least: few skills, and work close before or after. NOBODY where nobody is free."""
        found, least = NOBODY, FAR
        below, end = (1 << step) - 1, step + self.kinds[kind].steps
        for n in self.free(kind, step, overtime=overtime):
            busy = self.works[n].busy
            before = step - (busy & below).bit_length()
            after = busy >> end
            behind = (after & -after).bit_length() - 1 if after else FAR
            wasted = 3 * self.duties[n].breadth + min(before, 7) + min(behind, 7)
            if wasted < least:
                found, least = n, wasted
        return found

    def starts_without(self, n: int, kind: int, pieces: tuple[Piece, ...]) -> int:
        """The starts of one member of staff, were those pieces of work not theirs; without new overtime."""
        work, facts = self.works[n], self.kinds[kind]
        left = work.left.get(pieces)
        if left is None:
            left = work
            for piece in pieces:
                left = left.without_piece(piece)
            work.left[pieces] = left
        found = left.starts.get(2 * facts.shape)
        if found is None:
            self.works[n] = left
            found = self._starts_of(n, facts, 2 * facts.shape)
            self.works[n] = work
        return found

    def on_duty(self, kind: int) -> int:
        """The starts of a visit of that kind that are in somebody's shift and overtime, whatever they do then."""
        facts = self.kinds[kind]
        mask = 0
        for n in facts.staff:
            mask |= self._window(n, facts, self.duties[n].overtime)
        return mask

    def give(self, n: int, piece: Piece) -> None:
        self._put(n, self.works[n].with_piece(piece))

    def take(self, n: int, piece: Piece) -> None:
        self._put(n, self.works[n].without_piece(piece))

    def _put(self, n: int, work: Work) -> None:
        self.works[n] = work
        duty = self.duties[n]
        self.overtime[n] = max(0, self.clock.minute(work.end) - duty.shift.end) if work.pieces else 0
        known = self.any
        for kind in duty.kinds:
            known[2 * kind] = known[2 * kind + 1] = UNKNOWN

    def _starts_of(self, n: int, kind: Kind, of_shape: int) -> int:
        """The starts of one member of staff; both forms are worked out together."""
        work, duty, steps = self.works[n], self.duties[n], kind.steps
        mask = self._window(n, kind, duty.overtime)
        if duty.posts:
            mask &= duty.posts[kind.shape]
        if work.pieces:
            busy = self._busy(work, kind.zone) if self.walk else work.busy
            mask &= fits(~busy, steps)
        if mask and duty.breaks:
            mask &= _within(work.bounds(duty, self.clock.grid), steps, self.clock.size)
        if mask and duty.longest < FAR:
            mask = _rested(mask, work.runs(duty.rest), steps, duty)
        shape = of_shape & ~1
        work.starts[shape + 1] = mask
        work.starts[shape] = mask & self._window(n, kind, min(self.overtime[n], duty.overtime))
        return work.starts[of_shape]

    def _window(self, n: int, kind: Kind, extra: int) -> int:
        """The starts that lie in the shift and so many minutes of overtime."""
        key = (n, kind.minutes, extra)
        found = self._windows.get(key)
        if found is None:
            shift = self.duties[n].shift
            span = Span(shift.start, min(shift.end + extra, MINUTES_IN_DAY))
            found = self._windows[key] = self.clock.starts([span], kind.minutes)
        return found

    def _busy(self, work: Work, zone: int) -> int:
        """Busy for a visit in that zone: each piece with the walk to it and from it."""
        assert self.walk is not None
        busy, steps, walk = 0, self.clock.steps, self.walk
        for start, end, there, _ in work.pieces:
            busy |= run(start - steps(walk[zone][there]), end + steps(walk[there][zone]))
        return busy


def _within(bounds: list[tuple[int, int]], steps: int, size: int) -> int:
    mask = 0
    for after, by in bounds:
        mask |= run(after, min(by - steps + 1, size))
    return mask


def _rested(mask: int, runs: list[tuple[int, int]], steps: int, duty: Duty) -> int:
    """Without the starts that would make a run of work longer than the longest stretch."""
    longest, rest = duty.longest, duty.rest
    if steps > longest:
        return 0
    for start, end in runs:
        if end - start + steps + rest > longest:
            mask &= ~run(start + longest - steps + 1, end + rest)
            mask &= ~run(start - rest - steps + 1, end - longest)
    for (start, end), (then, until) in pairwise(runs):
        if until - start > longest:
            mask &= ~run(then - rest - steps + 1, end + rest)
    return mask


def _round_breaks(order: tuple[tuple[int, int, int], ...], work: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """For each number of breaks taken before a visit: when those can be over, and when the rest must begin."""
    over, begins = [0], [FAR]
    for minutes, first, past in order:
        start = _earliest(work, minutes, max(first, over[-1]) if len(over) > 1 else first)
        if start + minutes > past:
            return []
        over.append(start + minutes)
    for minutes, first, past in reversed(order):
        start = _latest(work, minutes, min(past, begins[-1]))
        if start < first:
            return []
        begins.append(start)
    return list(zip(over, reversed(begins), strict=True))


def _earliest(work: list[tuple[int, int]], minutes: int, free_from: int) -> int:
    for start, end in work:
        if start - free_from >= minutes:
            break
        free_from = max(free_from, end)
    return free_from


def _latest(work: list[tuple[int, int]], minutes: int, free_until: int) -> int:
    for start, end in reversed(work):
        if free_until - end >= minutes:
            break
        free_until = min(free_until, start)
    return free_until - minutes


def _wider(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one != other and one[0] <= other[0] and one[1] >= other[1]
