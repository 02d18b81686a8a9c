"""The rule book: every rule that no plan may break, and what a plan or a move breaks of it.

A rule is a function from a plan to its clashes, named for what must hold. To add one, write it beside its like
(`station_rules`, `staff_rules`, `patient_rules`, `together_rules`), add it to `HARD_RULES`, and draw it in
`tests/core/planning`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from cadplanner.core.model.plan import Plan
from cadplanner.core.planning.clash import Clash
from cadplanner.core.planning.narrowing import narrowed, only_visits_differ, touched_visits
from cadplanner.core.planning.patient_rules import (
    arrival_is_in_its_window,
    arrivals_are_not_too_many,
    carer_has_room,
    interpreter_is_there,
    patient_does_not_stay_too_long,
    patient_is_available,
    patient_is_in_one_place,
    quiet_place_where_needed,
    route_is_complete,
    step_free_place_where_needed,
    steps_are_in_order,
)
from cadplanner.core.planning.staff_rules import (
    cover_is_kept,
    somebody_gives_the_visit,
    staff_are_in_one_place,
    staff_get_their_breaks,
    staff_get_their_rest,
    staff_have_the_skill,
    staff_keep_to_their_posts,
    staff_work_their_shift,
)
from cadplanner.core.planning.station_rules import (
    class_has_one_member_of_staff,
    class_is_not_too_full,
    class_starts_on_time,
    drop_in_has_room,
    place_exists,
    place_is_free,
    station_gives_the_service,
    station_is_open,
    visit_is_inside_the_day,
    visit_is_known,
    visit_starts_on_the_grid,
    visit_takes_its_minutes,
)
from cadplanner.core.planning.together_rules import (
    those_together_are_all_placed,
    those_together_arrive_together,
    those_together_leave_together,
)

Rule = Callable[[Plan], Iterator[Clash]]

HARD_RULES: tuple[Rule, ...] = (
    visit_is_known,
    visit_is_inside_the_day,
    visit_starts_on_the_grid,
    station_gives_the_service,
    station_is_open,
    visit_takes_its_minutes,
    place_exists,
    place_is_free,
    drop_in_has_room,
    class_starts_on_time,
    class_is_not_too_full,
    class_has_one_member_of_staff,
    somebody_gives_the_visit,
    staff_have_the_skill,
    staff_keep_to_their_posts,
    staff_work_their_shift,
    staff_are_in_one_place,
    staff_get_their_breaks,
    staff_get_their_rest,
    cover_is_kept,
    route_is_complete,
    steps_are_in_order,
    patient_is_in_one_place,
    arrival_is_in_its_window,
    arrivals_are_not_too_many,
    patient_is_available,
    patient_does_not_stay_too_long,
    step_free_place_where_needed,
    carer_has_room,
    quiet_place_where_needed,
    interpreter_is_there,
    those_together_are_all_placed,
    those_together_arrive_together,
    those_together_leave_together,
)

__all__ = ["HARD_RULES", "Clash", "Rule", "clashes", "clashes_of_visits", "new_clashes"]


def clashes(plan: Plan) -> tuple[Clash, ...]:
    """All that a plan breaks, in the order of the rule book; () for a plan that may be used."""
    return tuple(clash for rule in HARD_RULES for clash in rule(plan))


def clashes_of_visits(plan: Plan) -> tuple[Clash, ...]:
    """What the visits of a plan break; what the day lacks without any, such as cover, is left out."""
    found = clashes(plan)
    lacking = set(clashes(replace(plan, visits=()))) if found else set()
    return tuple(clash for clash in found if clash not in lacking)


def new_clashes(before: Plan, after: Plan) -> tuple[Clash, ...]:
    """What a change of visits breaks that was not broken before, judging only what it touches.

    Where more than the visits differ, both plans are judged whole.
    """
    if only_visits_differ(before, after):
        touched = touched_visits(before, after)
        before, after = narrowed(before, before, touched), narrowed(after, before, touched)
    already = set(clashes(before))
    return tuple(clash for clash in clashes(after) if clash not in already)
