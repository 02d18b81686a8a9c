"""What would not work about the staff and the interpreters of a day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from cadplanner.core.model.day import Mode
from cadplanner.core.model.plan import Plan
from cadplanner.core.model.staff import Shift
from cadplanner.core.planning.staggering import lack_words, staggered
from cadplanner.core.setup.problem import SetupProblem, counted, twice


def staff_problems(plan: Plan) -> Iterator[SetupProblem]:
    """Skills that nobody has, shifts outside the day, breaks outside the shift, stretches too short to work in."""
    yield from _skills(plan)
    for name, count in twice(member.name for member in plan.staff if member.id in plan.shift_of):
        yield SetupProblem("staff", f"{count} staff are called {name}. Tell them apart by name.")
    for staff_id, count in Counter(shift.staff_id for shift in plan.shifts).items():
        if count > 1:
            yield SetupProblem("staff", f"{_name(plan, staff_id)} has {count} shifts on this day: one is counted.")
    for shift in plan.shifts:
        for says in (*_shift(plan, shift), *_posts(plan, shift)):
            yield SetupProblem("staff", says, shift.id)


def _skills(plan: Plan) -> Iterator[SetupProblem]:
    working = [one for one in plan.shifts if one.staff_id in plan.staff_member]
    skilled = {skill for one in working for skill in plan.staff_member[one.staff_id].skills}
    asked: dict[str, list[str]] = {}
    for station in plan.stations:
        able = (one for one in working if station.skill in plan.staff_member[one.staff_id].skills)
        staffed = any(one.hours_for(station.skill, station.id) for one in able)
        if station.mode is not Mode.DROP_IN and station.skill and not staffed:
            asked.setdefault(station.skill, []).append(station.name)
    for skill, names in asked.items():
        lacks = "is at a post for" if skill in skilled else "has the skill"
        yield SetupProblem("staff", f"Nobody on the rota {lacks} {skill}, needed at {' and '.join(names)}.")


def _shift(plan: Plan, shift: Shift) -> Iterator[str]:
    name = _name(plan, shift.staff_id)
    if not shift.span.overlaps(plan.day.opening):
        yield f"{name} works {shift.span}, when the day is closed ({plan.day.opening})."
    outside = sum(not rule.window.within(shift.span) for rule in shift.breaks)
    if outside:
        yield f"{counted(outside, 'break', 'breaks')} of {name} may fall outside the shift ({shift.span})."
    if sum(rule.minutes for rule in shift.breaks) >= shift.span.minutes:
        yield f"The breaks of {name} fill the whole shift ({shift.span})."
    member = plan.staff_member.get(shift.staff_id)
    for station in plan.stations:
        if member and station.skill in member.skills and 0 < shift.longest_stretch < station.minutes:
            yield (
                f"{name} works at most {shift.longest_stretch} minutes without a rest, and a visit at {station.name} "
                f"takes {station.minutes}."
            )


def _posts(plan: Plan, shift: Shift) -> Iterator[str]:
    name, member = _name(plan, shift.staff_id), plan.staff_member.get(shift.staff_id)
    for post in shift.posts:
        lacking = [skill for skill in post.skills if member and skill not in member.skills]
        if lacking:
            yield f"{name} has a post for {' and '.join(lacking)}, {post.span}, but not that skill."
        if not post.span.within(shift.span):
            yield f"A post of {name}, {post.span}, is not inside the shift ({shift.span})."


def cover_problems(plan: Plan) -> Iterator[SetupProblem]:
    """Cover that no plan can keep: too few on shift, or breaks that cannot be staggered."""
    for lack in staggered(plan).lacks:
        yield SetupProblem("cover", lack_words(plan, lack), lack.cover.id)
    for cover in plan.cover:
        if not cover.span.within(plan.day.opening):
            says = f"Cover by a {cover.skill} is asked {cover.span}, but the day is open {plan.day.opening}."
            yield SetupProblem("cover", says, cover.id)


def interpreter_problems(plan: Plan) -> Iterator[SetupProblem]:
    """Interpreters without a number or hours, or there only while the day is closed."""
    for one in plan.interpreters:
        if one.number < 1:
            yield SetupProblem("interpreters", f"The number of {one.language} interpreters is {one.number}.", one.id)
        elif not any(span.overlaps(plan.day.opening) for span in one.spans):
            yield SetupProblem(
                "interpreters", f"The {one.language} interpreter is never there while the day is open.", one.id
            )


def _name(plan: Plan, staff_id: str) -> str:
    member = plan.staff_member.get(staff_id)
    return member.name if member else "Someone who is not known"
