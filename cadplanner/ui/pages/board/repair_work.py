"""Finding repairs, as the second process does it: pure values in, pure values out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cadplanner.core.live.board import Board
from cadplanner.core.live.mending import Repair, plan_after, repairs
from cadplanner.core.model.plan import Plan
from cadplanner.core.model.print import Print
from cadplanner.core.model.service_details import ServiceDetails
from cadplanner.core.model.span import clock
from cadplanner.core.planning.clash import staff_name
from cadplanner.core.planning.clash import who as named
from cadplanner.core.planning.replan import Happening, OneMore, RunningLate, StaffAway, StationClosed

SEED = 1


@dataclass(frozen=True, slots=True)
class Printed:
    """What has been printed of the day, to say what is to be printed again."""

    prints: tuple[Print, ...]
    details: ServiceDetails


@dataclass(frozen=True, slots=True)
class Found:
    """One repair, and in a sentence what printed paper would no longer hold; '' for none."""

    repair: Repair
    paper: str


def find_repairs(board: Board, happened: Sequence[Happening], printed: Printed) -> tuple[Found, ...]:
    """Up to three, the least upset first."""
    from cadplanner.printing.pack import no_longer_hold, outdated_words

    found = repairs(board, happened, seed=SEED, label=f"Repair: {happened_words(board.plan, happened)}")

    def paper(repair: Repair) -> str:
        after = plan_after(board.plan, repair.edit)
        return outdated_words(no_longer_hold(printed.prints, after, printed.details)) if printed.prints else ""

    return tuple(Found(repair, paper(repair)) for repair in found)


def happened_words(plan: Plan, happened: Sequence[Happening]) -> str:
    """'Sam Jones away from 11:00', 'all run 15 minutes late', '3 people without a time'."""
    one = happened[0]
    if isinstance(one, StaffAway):
        return f"{staff_name(plan, one.staff_id)} away {_from(one.from_minute, one.until)}"
    if isinstance(one, StationClosed):
        return f"{plan.station[one.station_id].name} closed {_from(one.from_minute, one.until)}"
    if isinstance(one, RunningLate):
        return f"all run {one.minutes} minutes late"
    return f"{len(happened)} without a time" if len(happened) > 1 else f"a time for {_whose(plan, one)}"


def _whose(plan: Plan, one: Happening) -> str:
    return named(plan, one.appointment.id) if isinstance(one, OneMore) else "one more"


def _from(minute: int, until: int | None) -> str:
    return f"from {clock(minute)}" if until is None else f"{clock(minute)} to {clock(until)}"
