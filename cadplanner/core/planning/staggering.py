"""Cover: breaks of those who must never all be away at once are staggered, from shifts and cover alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import groupby, pairwise

from cadplanner.core.model.plan import Plan
from cadplanner.core.model.span import MINUTES_IN_DAY, Span
from cadplanner.core.model.staff import BreakRule, Cover, Shift
from cadplanner.core.planning.masks import run, steps_in

MINUTES = 5
"""By so many minutes breaks are moved and windows grow."""

Holder = tuple[Shift, tuple[Cover, ...]]


@dataclass(frozen=True, slots=True)
class Lack:
    """A stretch through which a cover cannot hold, whatever is planned: too few have a shift, or a break must be taken.

    `there` is how many have a shift; or `on_break` is the id of whoever must have a break then.
    """

    cover: Cover
    span: Span
    there: int
    on_break: str = ""


@dataclass(frozen=True, slots=True)
class Staggered:
    """The breaks of those who cover, by shift id, in windows that cannot leave a cover short; and what cover lacks."""

    breaks: Mapping[str, tuple[BreakRule, ...]] = field(default_factory=dict)
    lacks: tuple[Lack, ...] = ()


def staggered(plan: Plan) -> Staggered:
    """When those who cover may be away. The visits do not count: it is the same for every plan of a day."""
    if not plan.cover:
        return Staggered()
    skills = {member.id: member.skills for member in plan.staff}
    asked = ((shift, skills.get(shift.staff_id, ())) for shift in plan.shift_of.values())
    holders = ((shift, tuple(cover for cover in plan.cover if cover.skill in held)) for shift, held in asked if held)
    return _staggered(plan.cover, tuple(holder for holder in holders if holder[1]))


def fitting_breaks(shift: Shift) -> tuple[BreakRule, ...]:
    """The breaks a shift is long enough for: those that fit where their window and the shift meet."""
    met = (
        (rule, max(rule.window.start, shift.span.start), min(rule.window.end, shift.span.end)) for rule in shift.breaks
    )
    return tuple(BreakRule(rule.minutes, Span(start, end)) for rule, start, end in met if end - start >= rule.minutes)


def lack_words(plan: Plan, lack: Lack) -> str:
    """What lacks, as a sentence: 'No first-aider is there 12:30-13:00'."""
    skill, number = lack.cover.skill, lack.cover.number
    if lack.on_break:
        member = plan.staff_member.get(lack.on_break)
        others = f"No other {skill} is" if number == 1 else f"Not enough of the {skill} staff are"
        return f"{others} there while {member.name if member else 'one of them'} has a break, {lack.span}."
    if not lack.there:
        return f"No {skill} is there {lack.span}."
    return f"Only {lack.there} of {number} {skill} staff {'is' if lack.there == 1 else 'are'} there {lack.span}."


@lru_cache(maxsize=64)
def _staggered(covers: tuple[Cover, ...], holders: tuple[Holder, ...]) -> Staggered:
    turns = [_Turn(n, held, rule) for n, (shift, held) in enumerate(holders) for rule in fitting_breaks(shift)]
    there = [_there(cover, holders) for cover in covers]
    away = _Away(covers, there)
    windows = _windows(turns, away)
    breaks: dict[str, list[BreakRule]] = {shift.id: [] for shift, _ in holders}
    lacks = [lack for cover, counts in zip(covers, there, strict=True) for lack in _too_few(cover, counts)]
    for turn, narrow in zip(turns, windows, strict=True):
        shift, window = holders[turn.who][0], turn.rule.window
        breaks[shift.id].append(replace(turn.rule, window=narrow or window))
        missed = turn.covers if narrow is None else ()
        lacks += [Lack(cover, window, 0, shift.staff_id) for cover in missed if cover.span.overlaps(window)]
    return Staggered({shift_id: tuple(rules) for shift_id, rules in breaks.items()}, tuple(lacks))


@dataclass(frozen=True, slots=True)
class _Turn:
    """One break of one of those who cover, and what they cover."""

    who: int
    covers: tuple[Cover, ...]
    rule: BreakRule


class _Away:
    """Who may be away when: for each cover, how many more may be, and each one's minutes as a mask."""

    def __init__(self, covers: Sequence[Cover], there: Sequence[Sequence[int]]) -> None:
        self.there = dict(zip(covers, there, strict=True))
        self.clear()

    def clear(self) -> None:
        """Nobody is away."""
        self.left = {
            cover: [max(0, counts[minute] - cover.number) for minute in range(MINUTES_IN_DAY)]
            for cover, counts in self.there.items()
        }
        self.nobody_more = {
            cover: sum(1 << minute for minute in range(cover.span.start, cover.span.end) if not left[minute])
            for cover, left in self.left.items()
        }
        self.of: dict[int, int] = {}

    def can(self, turn: _Turn, minutes: int) -> bool:
        """Whether she can be away through those minutes too."""
        more = minutes & ~self.of.get(turn.who, 0)
        return not any(more & self.nobody_more[cover] for cover in turn.covers)

    def go(self, turn: _Turn, minutes: int) -> None:
        """She is away through those minutes."""
        more = minutes & ~self.of.get(turn.who, 0)
        self.of[turn.who] = self.of.get(turn.who, 0) | minutes
        for cover in turn.covers:
            left = self.left[cover]
            for minute in steps_in(more & run(cover.span.start, cover.span.end)):
                left[minute] -= 1
                if left[minute] <= 0:
                    self.nobody_more[cover] |= 1 << minute


def _there(cover: Cover, holders: Sequence[Holder]) -> list[int]:
    """How many who have the skill have a shift, minute by minute."""
    spans = [shift.span for shift, held in holders if cover in held]
    return [sum(span.start <= minute < span.end for span in spans) for minute in range(MINUTES_IN_DAY)]


def _too_few(cover: Cover, counts: Sequence[int]) -> Iterator[Lack]:
    for there, stretch in groupby(range(cover.span.start, cover.span.end), key=lambda minute: counts[minute]):
        minutes = list(stretch)
        if there < cover.number:
            yield Lack(cover, Span(minutes[0], minutes[-1] + 1), there)


def _windows(turns: Sequence[_Turn], away: _Away) -> list[Span | None]:
    """A window for each break, none so wide that cover could lack; None where the break fits nowhere."""
    if _all_fit(turns, [turn.rule.window for turn in turns], away):
        return [turn.rule.window for turn in turns]
    windows = _times(turns, away)
    away.clear()
    for turn, window in zip(turns, windows, strict=True):
        if window is not None:
            away.go(turn, run(window.start, window.end))
    grown = True
    while grown:
        grown = False
        for n, turn in enumerate(turns):
            wider = _wider(turn, windows[n], away)
            grown = grown or wider != windows[n]
            windows[n] = wider
    return windows


def _all_fit(turns: Sequence[_Turn], spans: Iterable[Span | None], away: _Away) -> bool:
    away.clear()
    for turn, span in zip(turns, spans, strict=True):
        if span is None or not away.can(turn, run(span.start, span.end)):
            return False
        away.go(turn, run(span.start, span.end))
    return True


def _times(turns: Sequence[_Turn], away: _Away) -> list[Span | None]:
    """A time for each break: midway between the earliest and the latest, where that can be, so that both can move."""
    early, late = _one_by_one(turns, away, earliest=True), _one_by_one(turns, away, earliest=False)
    middle = [_midway(one, other) for one, other in zip(early, late, strict=True)]
    return middle if _all_fit(turns, middle, away) and _apart(turns, middle) else early


def _one_by_one(turns: Sequence[_Turn], away: _Away, *, earliest: bool) -> list[Span | None]:
    away.clear()
    found: list[Span | None] = [None] * len(turns)
    order = sorted(range(len(turns)), key=lambda n: (turns[n].rule.window.end, turns[n].rule.window.start, n))
    for n in order if earliest else reversed(order):
        turn = turns[n]
        window, minutes = turn.rule.window, turn.rule.minutes
        starts = range(window.start, window.end - minutes + 1, MINUTES)
        for start in starts if earliest else reversed(starts):
            span = run(start, start + minutes)
            if not span & away.of.get(turn.who, 0) and away.can(turn, span):
                found[n] = Span(start, start + minutes)
                away.go(turn, span)
                break
    return found


def _midway(one: Span | None, other: Span | None) -> Span | None:
    if one is None or other is None:
        return None
    start = one.start + (other.start - one.start) // (2 * MINUTES) * MINUTES
    return Span(start, start + one.minutes)


def _apart(turns: Sequence[_Turn], spans: Sequence[Span | None]) -> bool:
    """Whether nobody has two breaks at once."""
    mine = sorted((turn.who, span) for turn, span in zip(turns, spans, strict=True) if span)
    return not any(a == b and one.overlaps(other) for (a, one), (b, other) in pairwise(mine))


def _wider(turn: _Turn, window: Span | None, away: _Away) -> Span | None:
    """The window a little wider on either side, where that can be."""
    if window is None:
        return None
    most = turn.rule.window
    before = Span(max(most.start, window.start - MINUTES), window.end)
    if away.can(turn, run(before.start, before.end)):
        away.go(turn, run(before.start, before.end))
        window = before
    after = Span(window.start, min(most.end, window.end + MINUTES))
    if away.can(turn, run(after.start, after.end)):
        away.go(turn, run(after.start, after.end))
        window = after
    return window
