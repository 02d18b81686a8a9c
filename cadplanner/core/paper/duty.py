"""Who is on duty where and when, who rests, and who could stand in: for the lead's sheets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cadplanner.core.model.plan import Plan
from cadplanner.core.model.span import Span
from cadplanner.core.model.staff import Cover, StaffMember
from cadplanner.core.paper.same_names import sorting_name
from cadplanner.core.planning.breaks import breaks_of


@dataclass(frozen=True, slots=True)
class Rest:
    """One break: whose, when, where she was and will be ('' for nowhere), and who is free and can do the same."""

    member: StaffMember
    span: Span
    before: str
    after: str
    cover: tuple[str, ...]


def working(plan: Plan) -> list[StaffMember]:
    """Everybody with a shift or a visit, by role and name."""
    on = [member for member in plan.staff if member.id in plan.shift_of or member.id in plan.visits_with_staff]
    return sorted(on, key=lambda member: (sorting_name(member.role), sorting_name(member.name), member.id))


def station_numbers(plan: Plan) -> dict[str, int]:
    """The number of each station as it is on its sign, by id."""
    return {station.id: number for number, station in enumerate(plan.stations, start=1)}


def rests(plan: Plan) -> list[Rest]:
    """Every break of the day by time, then name."""
    breaks = breaks_of(plan)
    found = [_rest(plan, member, span, breaks) for member in working(plan) for span in breaks.get(member.id, ())]
    return sorted(found, key=lambda rest: (rest.span.start, sorting_name(rest.member.name), rest.member.id))


def who_covers(plan: Plan) -> list[tuple[Cover, tuple[str, ...]]]:
    """Each cover with the names of those who have the skill and a shift at some of its time."""
    found = []
    for cover in plan.cover:
        able = [one for one in plan.staff if cover.skill in one.skills and one.id in plan.shift_of]
        there = (one.name for one in able if plan.shift_of[one.id].span.overlaps(cover.span))
        found.append((cover, tuple(sorted(there, key=sorting_name))))
    return found


def _rest(plan: Plan, member: StaffMember, span: Span, breaks: Mapping[str, tuple[Span, ...]]) -> Rest:
    visits = plan.visits_with_staff.get(member.id, ())
    before = [visit.station_id for visit in visits if visit.span.end <= span.start]
    after = [visit.station_id for visit in visits if visit.span.start >= span.end]
    names = [plan.station[one].name for one in (*before[-1:], *after[:1])]
    cover = [
        other.name for other in plan.staff if other.id != member.id and _can_cover(plan, other, member, span, breaks)
    ]
    return Rest(member, span, names[0] if before else "", names[-1] if after else "", tuple(sorted(cover)))


def _can_cover(
    plan: Plan, other: StaffMember, member: StaffMember, span: Span, breaks: Mapping[str, tuple[Span, ...]]
) -> bool:
    shift = plan.shift_of.get(other.id)
    asked = {station.skill for station in plan.stations}
    if shift is None or not span.within(shift.span) or not asked.intersection(member.skills) <= set(other.skills):
        return False
    busy = (*(visit.span for visit in plan.visits_with_staff.get(other.id, ())), *breaks.get(other.id, ()))
    return not any(span.overlaps(one) for one in busy)
