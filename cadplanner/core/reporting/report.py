"""The report of a day: its figures, what they say in words, and the pictures that belong to it now."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial

from cadplanner.core.charts import Chart, Grid
from cadplanner.core.figures import Figures, Share, figures
from cadplanner.core.live.board import Board
from cadplanner.core.live.experience import HIGHEST, Experience
from cadplanner.core.live.outcomes import Kept
from cadplanner.core.model.outcome import Feedback
from cadplanner.core.model.patient import date_words
from cadplanner.core.model.referral import Referral
from cadplanner.core.reporting.arrivals import BY_HALF_HOUR, EACH, EXPECTED, by_half_hour, each_arrival, expected
from cadplanner.core.reporting.load import HALL, LOAD, hall, load
from cadplanner.core.reporting.outcomes import BANDS, SPLIT, split, waiting_list
from cadplanner.core.reporting.over_the_day import has_begun, is_over
from cadplanner.core.reporting.waits import HOW_LONG, WHERE, how_long, spread_words, where


class Stage(StrEnum):
    """How far a day is."""

    BEFORE = "before the day"
    DURING = "the day so far"
    OVER = "after the day"


PLANNED = (LOAD, EXPECTED, HALL, BANDS)
LIVED = (LOAD, SPLIT, EACH, BY_HALF_HOUR, HOW_LONG, HALL, WHERE, BANDS)
"""The pictures of a day that has not begun, and of one that has, in their order."""


@dataclass(frozen=True, slots=True)
class Number:
    """A figure to be read first: the number, what it counts, and a share or the like in smaller letters."""

    number: str
    what: str
    under: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """All that is told of one day. `says` are sentences; nothing in it names anybody."""

    stage: Stage
    figures: Figures
    numbers: tuple[Number, ...]
    says: tuple[str, ...]
    charts: tuple[Chart, ...] = ()

    @property
    def title(self) -> str:
        """'Community appointment day, 12-Jun-2027: after the day'."""
        return f"{self.figures.day}, {date_words(self.figures.on)}: {self.stage.value}"

    @property
    def titles(self) -> tuple[str, ...]:
        """The names of the pictures that belong to it."""
        return PLANNED if self.stage is Stage.BEFORE else LIVED

    def with_charts(self, charts: tuple[Chart, ...]) -> Report:
        """The same with its pictures."""
        return replace(self, charts=charts)


def report(
    board: Board, kept: Kept, referrals: Sequence[Referral], feedback: Sequence[Feedback], *, pifu_word: str
) -> Report:
    """The report of the board's day as it stands: what is planned before anybody came, then what is known."""
    found = figures(board, kept, referrals, feedback)
    told = in_words(board, found, pifu_word)
    return told.with_charts(tuple(make() for make in charts_of(board, found, pifu_word)))


def in_words(board: Board, found: Figures, pifu_word: str) -> Report:
    """The report without its pictures."""
    stage = stage_of(board)
    if stage is Stage.BEFORE:
        return Report(stage, found, _planned_numbers(board), ())
    return Report(stage, found, _numbers(found, pifu_word), says(found))


def charts_of(board: Board, found: Figures, pifu_word: str) -> tuple[Callable[[], Chart], ...]:
    """What makes each picture of the report, in its order: each takes a moment."""
    first: tuple[Callable[[], Chart], ...] = (partial(load, board),)
    if stage_of(board) is Stage.BEFORE:
        return (*first, partial(expected, board.plan), partial(hall, board), partial(waiting_list, found))
    lived = (partial(make, board) for make in (each_arrival, by_half_hour, how_long, hall, where))
    return (*first, partial(split, found, pifu_word), *lived, partial(waiting_list, found))


def stage_of(board: Board) -> Stage:
    """How far the day is."""
    return Stage.OVER if is_over(board) else Stage.DURING if has_begun(board) else Stage.BEFORE


def says(found: Figures) -> tuple[str, ...]:
    """What the numbers do not show, a sentence each."""
    told = [
        f"Waits before a visit: {spread_words(found.waits)}." if found.waits.measured else "",
        f"Time in the building: {spread_words(found.on_site)}." if found.on_site.measured else "",
        *experience_words(found.experience),
        f"{found.promises_open:,} of {found.promises:,} promises are still open." if found.promises else "",
    ]
    return tuple(filter(None, told))


def experience_words(said: Experience) -> tuple[str, ...]:
    """What the feedback forms say, a sentence each."""
    found = []
    if said.collaborate:
        top = f"{said.collaborate_top:g}% gave {HIGHEST} of {HIGHEST}"
        found.append(
            f"CollaboRATE: {said.collaborate_mean:g} of {HIGHEST} on average, {top} (answers: {said.collaborate:,})."
        )
    if said.friends:
        share = f"{said.friends_positive:g}% very good or good"
        found.append(f"Friends and Family Test: {share} (answers: {said.friends:,}).")
    return tuple(found)


def shares(found: Figures, pifu_word: str) -> Grid:
    """Everybody counted: how many, and what per cent of those booked, and of those who attended where it is a part."""
    first = (("Booked", f"{found.booked:,}", "", ""), ("Walked in", f"{found.walk_ins:,}", "", ""))
    absent = ((*_share(one, pifu_word)[:3], "") for one in (found.did_not_attend, found.cancelled, found.not_marked))
    came_of_it = (_share(one, pifu_word) for one in found.outcomes)
    rows = (*first, _share(found.attended, pifu_word), *absent, *came_of_it)
    return Grid(("What", "People", "% of booked", "% of attended"), rows)


def _share(one: Share, pifu_word: str) -> tuple[str, ...]:
    what = one.what.replace("PIFU", pifu_word)
    return what[:1].upper() + what[1:], f"{one.people:,}", f"{one.of_booked:g}", f"{one.of_attended:g}"


def _planned_numbers(board: Board) -> tuple[Number, ...]:
    plan = board.plan
    placed = len(plan.appointments) - len(plan.unplaced)
    return (
        Number(f"{len(plan.appointments):,}", "invited"),
        Number(f"{placed:,}", "have a time", f"{len(plan.unplaced):,} have none" if plan.unplaced else ""),
        Number(f"{len(plan.visits):,}", "visits planned"),
        Number(f"{len(plan.shifts):,}", "staff on"),
        Number(f"{len(plan.stations):,}", "stations"),
    )


def _numbers(found: Figures, pifu_word: str) -> tuple[Number, ...]:
    share = {one.what: one for one in found.outcomes}
    agreed = [
        Number(f"{share[what].people:,}", words, f"{share[what].of_attended:.0f}% of attended")
        for what, words in (("discharged", "discharged"), ("PIFU", pifu_word), ("follow-up", "follow-up"))
    ]
    absent, came = found.did_not_attend, found.attended
    return (
        Number(f"{found.booked:,}", "booked", f"{found.walk_ins:,} more walked in" if found.walk_ins else ""),
        Number(f"{came.people:,}", "attended", f"{came.of_booked:.0f}% of booked"),
        *agreed,
        Number(f"{absent.people:,}", "did not attend", f"{absent.of_booked:.0f}% of booked"),
    )
