"""What a person does to the plan on this page, each as one edit with its name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from cadplanner.core.model.edit import Edit, edit_between
from cadplanner.core.model.plan import Plan
from cadplanner.core.planning.moves import lock_visits, take_off
from cadplanner.core.planning.rules import Clash
from cadplanner.ui.pages.timeline.words import cards, moved_label, service_name

PLAN_THE_DAY = "Plan the day"


def move_edit(plan: Plan, after: Plan, visit_ids: Sequence[str], start: int) -> Edit:
    """'Move card 32 conversation to 10:45'."""
    return edit_between(moved_label(plan, visit_ids, start), plan.visits, after.visits)


def swap_edit(plan: Plan, after: Plan, visit_ids: Sequence[str]) -> Edit:
    """'Swap card 32 and card 41, conversation'."""
    one, other = visit_ids
    label = f"Swap {cards(plan, (one,))} and {cards(plan, (other,))}, {service_name(plan, plan.visit[one]).lower()}"
    return edit_between(label, plan.visits, after.visits)


def lock_edit(plan: Plan, visit_ids: Sequence[str], *, locked: bool) -> Edit:
    """'Lock card 32 conversation', 'Unlock 3 visits'."""
    what = f"{len(visit_ids)} visits"
    if len(visit_ids) == 1:
        what = f"{cards(plan, visit_ids)} {service_name(plan, plan.visit[visit_ids[0]]).lower()}"
    after = lock_visits(plan, visit_ids, locked=locked)
    return edit_between(f"{'Lock' if locked else 'Unlock'} {what}", plan.visits, after.visits)


def take_off_edit(plan: Plan, appointment_id: str) -> Edit:
    """'Take card 32 off the plan': she, and whoever comes with her, stays invited, without visits."""
    after = plan
    for each in plan.coming_with(appointment_id):
        after = take_off(after, each)
    return edit_between(f"Take {people(plan, appointment_id)} off the plan", plan.visits, after.visits)


def put_on_edit(plan: Plan, after: Plan, appointment_id: str) -> Edit:
    """'Put card 32 on the plan': the visits found for her, and whoever comes with her, and nothing else changed."""
    new = set(plan.coming_with(appointment_id)) - plan.visits_of_appointment.keys()
    found = tuple(visit for visit in after.visits if visit.appointment_id in new)
    return edit_between(f"Put {people(plan, appointment_id)} on the plan", plan.visits, (*plan.visits, *found))


def people(plan: Plan, appointment_id: str) -> str:
    """'card 32', or 'cards 32 and 33' where she comes with somebody."""
    numbers = [str(plan.appointment[each].card) for each in plan.coming_with(appointment_id)]
    return f"card{'s' if len(numbers) > 1 else ''} {' and '.join(numbers)}"


def held(plan: Plan) -> Plan:
    """The plan with every visit locked, so that planning can only add."""
    return lock_visits(plan, tuple(plan.visit), locked=True)


def held_where_sound(plan: Plan, broken: Iterable[Clash]) -> Plan:
    """The plan with everybody locked but those of a clash, who are taken off unless a visit of theirs is locked."""
    locked = {visit.appointment_id for visit in plan.visits if visit.locked}
    clashing = {plan.visit[visit_id].appointment_id for clash in broken for visit_id in clash.visit_ids} - locked
    return held(replace(plan, visits=tuple(visit for visit in plan.visits if visit.appointment_id not in clashing)))


def with_locks_of(plan: Plan, best: Plan) -> Plan:
    """The plan with the visits of another plan of the same day, locked only where they were."""
    visits = (replace(visit, locked=visit.id in plan.visit and plan.visit[visit.id].locked) for visit in best.visits)
    return replace(plan, visits=tuple(visits))


def with_visits_of(plan: Plan, other: Plan, appointment_id: str) -> Plan:
    """The plan with one appointment's visits, and who comes with her, as they are in another plan of the day."""
    hers = set(plan.coming_with(appointment_id)) - (plan.visits_of_appointment.keys() - {appointment_id})
    kept = tuple(visit for visit in plan.visits if visit.appointment_id not in hers)
    found = tuple(visit for visit in other.visits if visit.appointment_id in hers)
    return replace(plan, visits=(*kept, *found))


def plan_edit(plan: Plan, best: Plan) -> Edit:
    """'Plan the day': every visit that differs, as one step."""
    return edit_between(PLAN_THE_DAY, plan.visits, best.visits)
