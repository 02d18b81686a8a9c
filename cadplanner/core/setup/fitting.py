"""What a change of the set-up breaks of a day that is already planned: who must come off the plan."""

from __future__ import annotations

from dataclasses import dataclass

from cadplanner.core.model.plan import Plan
from cadplanner.core.planning.rules import Clash, clashes
from cadplanner.core.setup.change import taken_off, without_ground


@dataclass(frozen=True, slots=True)
class Fitted:
    """The plan after a change with nobody left in it whom the change has no room for, and who was taken off."""

    plan: Plan
    taken_off: tuple[str, ...] = ()
    why: str = ""


def fitted(before: Plan, after: Plan) -> Fitted:
    """The changed plan with those taken off whom the rule book no longer lets stay; each of them wholly.

    What was already against the rules before the change is left as it was.
    """
    gone = list(dict.fromkeys((*without_ground(after), *_left_out(before, after))))
    plan = taken_off(after, gone)
    if not plan.visits:
        return Fitted(plan, tuple(gone))
    already, why = {_what(clash) for clash in clashes(before)}, ""
    while new := [clash for clash in clashes(plan) if _what(clash) not in already and clash.visit_ids]:
        why = why or new[0].says
        turn = _one_from_each(plan, new)
        if not turn:
            break
        gone.extend(turn)
        plan = taken_off(plan, turn)
    return Fitted(plan, tuple(gone), why)


def _what(clash: Clash) -> tuple[str, tuple[str, ...], str]:
    """What a clash is about, whatever the names in its sentence are now."""
    return clash.rule, clash.visit_ids, clash.appointment_id


def _left_out(before: Plan, after: Plan) -> set[str]:
    """Whoever the change itself took off."""
    return before.visits_of_appointment.keys() - after.visits_of_appointment.keys()


def _one_from_each(plan: Plan, new: list[Clash]) -> list[str]:
    """From each clash its last person, unless someone of it goes already."""
    going: dict[str, None] = {}
    for clash in new:
        people = [plan.visit[visit_id].appointment_id for visit_id in clash.visit_ids if visit_id in plan.visit]
        if people and not going.keys() & set(people):
            going[people[-1]] = None
    return list(going)
