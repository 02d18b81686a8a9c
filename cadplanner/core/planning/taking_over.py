"""Who could give a visit, or the class it is in, in place of whoever gives it; and why the others cannot."""

from __future__ import annotations

from dataclasses import dataclass, replace

from cadplanner.core.model.appointment import Visit
from cadplanner.core.model.day import Mode
from cadplanner.core.model.plan import Plan
from cadplanner.core.model.staff import StaffMember
from cadplanner.core.planning.breaks import is_staffed
from cadplanner.core.planning.rules import new_clashes


@dataclass(frozen=True, slots=True)
class TakingOver:
    """Those who can, who is missed least elsewhere first, and a sentence for each who cannot."""

    can: tuple[StaffMember, ...]
    cannot: tuple[tuple[StaffMember, str], ...]


def who_can_take_over(plan: Plan, visit_id: str) -> TakingOver:
    """Who can take a visit over at its time and place, and why others of the day cannot. Raises KeyError.

    In a class it is the whole class. First come those with the fewest skills, then with the least to do.
    """
    visit = plan.visit[visit_id]
    station = plan.station[visit.station_id]
    can, cannot = [], []
    for member in plan.staff if is_staffed(station.mode, station.skill) else ():
        if member.id == visit.staff_id or member.id not in plan.shift_of:
            continue
        if station.skill not in member.skills:
            cannot.append((member, f"{member.name} does not have the skill {station.skill}."))
            continue
        against = new_clashes(plan, given_by(plan, visit, member.id))
        if against:
            cannot.append((member, against[0].says))
        else:
            can.append(member)
    busy = {staff_id: len(visits) for staff_id, visits in plan.visits_with_staff.items()}
    can.sort(key=lambda member: (len(member.skills), busy.get(member.id, 0), member.id))
    return TakingOver(tuple(can), tuple(cannot))


def given_by(plan: Plan, visit: Visit, staff_id: str) -> Plan:
    """The plan with a visit, or the class it is in, given by somebody; the rules are not asked."""
    group = plan.station[visit.station_id].mode is Mode.GROUP
    key = (visit.station_id, visit.place, visit.span)
    together = {visit.id} | {v.id for v in plan.visits if group and (v.station_id, v.place, v.span) == key}
    return replace(plan, visits=tuple(replace(v, staff_id=staff_id) if v.id in together else v for v in plan.visits))
