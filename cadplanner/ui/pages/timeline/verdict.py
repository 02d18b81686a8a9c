"""What dropping a visit somewhere would do: the plan as it would be, or the sentence that refuses it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cadplanner.core.model.appointment import Visit
from cadplanner.core.model.day import Station
from cadplanner.core.model.plan import Plan
from cadplanner.core.model.span import MINUTES_IN_DAY, clock
from cadplanner.core.planning.breaks import is_staffed
from cadplanner.core.planning.moves import best_move, move_visit, swap_visits
from cadplanner.core.planning.rules import Clash, new_clashes
from cadplanner.ui.pages.timeline.rows import Row
from cadplanner.ui.pages.timeline.words import cards, staff_name, where, who

STAFF_RULES = frozenset({
    "somebody_gives_the_visit", "staff_have_the_skill", "staff_work_their_shift", "staff_are_in_one_place",
    "staff_get_their_breaks", "staff_get_their_rest", "class_has_one_member_of_staff",
})  # fmt: skip
PLACE_RULES = frozenset({"place_is_free", "place_exists", "step_free_place_where_needed"})


@dataclass(frozen=True, slots=True)
class Verdict:
    """`plan` is the plan as it would be, None where a rule says no; `against` are the visits it clashes with."""

    says: str
    plan: Plan | None = None
    against: tuple[str, ...] = ()

    @property
    def allowed(self) -> bool:
        """Whether no rule says no."""
        return self.plan is not None


def moved_to(plan: Plan, visit_ids: Sequence[str], start: int, row: Row) -> Verdict:
    """The verdict on one visit, or a whole class, dropped at `start` on a row.

    The row decides the place (or the member of staff); the other is chosen, her own first. Never raises for
    visits of the plan.
    """
    visit = plan.visit[visit_ids[0]]
    station = plan.station[row.station_id or visit.station_id]
    latest = MINUTES_IN_DAY - max(plan.visit[visit_id].span.minutes for visit_id in visit_ids)
    if not 0 <= start <= latest:
        return Verdict("That is past midnight.")
    after, found = _tried(plan, visit_ids, start, station, _first_choice(visit, station, row))
    if not found:
        return Verdict(_free(after, visit_ids), after)
    choosable = PLACE_RULES if row.staff_id else STAFF_RULES
    hopeless = [clash for clash in found if clash.rule not in choosable]
    if hopeless or len(visit_ids) > 1:
        return _refused((hopeless or found)[0], visit_ids)
    return _second_choice(plan, visit, start, station, row) or _refused(found[0], visit_ids)


def swapped(plan: Plan, one_id: str, other_id: str) -> Verdict:
    """The verdict on two visits in each other's place."""
    after = swap_visits(plan, one_id, other_id)
    found = new_clashes(plan, after)
    if found:
        return _refused(found[0], (one_id, other_id))
    return Verdict(f"{cards(plan, (one_id,))} and {cards(plan, (other_id,))} change places.".capitalize(), after)


def _first_choice(visit: Visit, station: Station, row: Row) -> tuple[int, str]:
    staffed = is_staffed(station.mode, station.skill)
    if row.staff_id:
        return visit.place, row.staff_id if staffed else ""
    return row.place, visit.staff_id if staffed else ""


def _second_choice(plan: Plan, visit: Visit, start: int, station: Station, row: Row) -> Verdict | None:
    """The row kept, and what it leaves open chosen by `best_move`; None where that is not free either."""
    best = best_move(plan, visit.id, start=start, station_id=station.id)
    if best is None:
        return None
    chosen = best.visit[visit.id]
    choice = (chosen.place, row.staff_id) if row.staff_id else (row.place, chosen.staff_id)
    after, found = _tried(plan, (visit.id,), start, station, choice)
    return None if found else Verdict(_free(after, (visit.id,)), after)


def _tried(
    plan: Plan, visit_ids: Sequence[str], start: int, station: Station, choice: tuple[int, str]
) -> tuple[Plan, tuple[Clash, ...]]:
    """The plan with the visits there, and what that breaks; `choice` is the place and the member of staff."""
    after = plan
    for visit_id in visit_ids:
        after = move_visit(after, visit_id, start=start, station_id=station.id, place=choice[0], staff_id=choice[1])
    return after, new_clashes(plan, after)


def _refused(clash: Clash, visit_ids: Sequence[str]) -> Verdict:
    return Verdict(clash.says, None, tuple(visit_id for visit_id in clash.visit_ids if visit_id not in visit_ids))


def _free(after: Plan, visit_ids: Sequence[str]) -> str:
    visit = after.visit[visit_ids[0]]
    staff = staff_name(after, visit)
    name = who(after, after.appointment[visit.appointment_id]) if len(visit_ids) == 1 else cards(after, visit_ids)
    times = f"{clock(visit.span.start)} to {clock(visit.span.end)}"
    return f"{name}: {times}, {where(after, visit)}{', with ' + staff if staff else ''}."
