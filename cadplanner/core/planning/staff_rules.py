"""Rules of the staff: the skill, the shift, breaks and rest, and being in one place at a time."""

from __future__ import annotations

from collections.abc import Iterator

from cadplanner.core.model.appointment import Visit
from cadplanner.core.model.day import Mode
from cadplanner.core.model.plan import Plan
from cadplanner.core.model.span import clock
from cadplanner.core.model.staff import Post
from cadplanner.core.planning.breaks import due_breaks, is_staffed, placed_breaks, work_of
from cadplanner.core.planning.clash import Clash, one_after_another, staff_name, who
from cadplanner.core.planning.staggering import fitting_breaks, lack_words, staggered


def somebody_gives_the_visit(plan: Plan) -> Iterator[Clash]:
    """A visit has a member of staff, but at a drop-in, and where no skill is asked it may have none."""
    for visit, station, appointment, _ in plan.stops:
        if not visit.staff_id and is_staffed(station.mode, station.skill):
            says = f"Nobody is with {who(plan, appointment.id)} at {station.name}, {visit.span}."
            yield Clash("somebody_gives_the_visit", says, (visit.id,), appointment.id)
        if visit.staff_id and station.mode is Mode.DROP_IN:
            says = f"{station.name} is a drop-in: {staff_name(plan, visit.staff_id)} is not booked there."
            yield Clash("somebody_gives_the_visit", says, (visit.id,), appointment.id)


def staff_have_the_skill(plan: Plan) -> Iterator[Clash]:
    """A member of staff has the skill that the station asks."""
    for visit, station, appointment, _ in plan.stops:
        if not visit.staff_id or not station.skill:
            continue
        member = plan.staff_member.get(visit.staff_id)
        if member is None or station.skill not in member.skills:
            name = staff_name(plan, visit.staff_id)
            at = f"{station.name} needs at {clock(visit.span.start)}"
            says = f"{name} does not have the skill {station.skill}, which {at}."
            yield Clash("staff_have_the_skill", says, (visit.id,), appointment.id)


def staff_work_their_shift(plan: Plan) -> Iterator[Clash]:
    """A member of staff sees people inside the shift, and after it no longer than the overtime."""
    for staff_id, visits in plan.visits_with_staff.items():
        shift = plan.shift_of.get(staff_id)
        name = staff_name(plan, staff_id)
        for visit in visits:
            if shift is None:
                says = (
                    f"{name} has no shift on this day, and is with {who(plan, visit.appointment_id)} at {visit.span}."
                )
            elif visit.span.start < shift.span.start or visit.span.end > shift.span.end + shift.overtime:
                says = f"{name} works {shift.span}, and is with {who(plan, visit.appointment_id)} at {visit.span}."
            else:
                continue
            yield Clash("staff_work_their_shift", says, (visit.id,), visit.appointment_id)


def staff_keep_to_their_posts(plan: Plan) -> Iterator[Clash]:
    """A member of staff with posts does at each hour only what the post of that hour says."""
    for visit, station, appointment, _ in plan.stops:
        shift = plan.shift_of.get(visit.staff_id)
        if shift is None or not shift.posts:
            continue
        if not any(visit.span.within(hours) for hours in shift.hours_for(station.skill, station.id)):
            there = " and ".join(_post_words(plan, post) for post in shift.posts if post.span.overlaps(visit.span))
            at = f"at {station.name} with {who(plan, appointment.id)}, {visit.span}"
            says = f"{staff_name(plan, visit.staff_id)} is {there or 'at no post then'}, and not {at}."
            yield Clash("staff_keep_to_their_posts", says, (visit.id,), appointment.id)


def _post_words(plan: Plan, post: Post) -> str:
    """'on talk at Conversation 10:00-12:00'."""
    names = [plan.station[one].name for one in post.station_ids if one in plan.station]
    doing = [f"on {' and '.join(post.skills)}"] if post.skills else []
    where = [f"at {' and '.join(names)}"] if names else []
    return " ".join([*(doing + where or ["at work"]), str(post.span)])


def staff_get_their_breaks(plan: Plan) -> Iterator[Clash]:
    """Every break fits in a free gap of its window, beside the others."""
    for staff_id, visits in plan.visits_with_staff.items():
        shift = plan.shift_of.get(staff_id)
        rules = due_breaks(plan, shift) if shift else ()
        work = work_of(plan, staff_id)
        if not rules or placed_breaks(rules, work) is not None:
            continue
        missed = next((rule for rule in rules if placed_breaks([rule], work) is None), rules[-1])
        busy = tuple(visit.id for visit in visits if visit.span.overlaps(missed.window))
        window = f"{clock(missed.window.start)} and {clock(missed.window.end)}"
        turn = "" if shift is None or missed in fitting_breaks(shift) else ", when others cover"
        says = f"{staff_name(plan, staff_id)} has no {missed.minutes} free minutes for a break between {window}{turn}."
        yield Clash("staff_get_their_breaks", says, busy)


def cover_is_kept(plan: Plan) -> Iterator[Clash]:
    """Of those who must be there, enough have a shift, and breaks can be staggered so that not all are away at once."""
    for lack in staggered(plan).lacks:
        yield Clash("cover_is_kept", lack_words(plan, lack))


def staff_get_their_rest(plan: Plan) -> Iterator[Clash]:
    """No run of work without a rest is longer than the longest stretch."""
    for staff_id, visits in plan.visits_with_staff.items():
        shift = plan.shift_of.get(staff_id)
        if shift is None or not shift.longest_stretch:
            continue
        for start, end in runs_of_work(work_of(plan, staff_id), shift.rest):
            if end - start > shift.longest_stretch:
                name = staff_name(plan, staff_id)
                says = f"{name} works {clock(start)}-{clock(end)} without a rest of {shift.rest} minutes."
                there = tuple(visit.id for visit in visits if start <= visit.span.start < end)
                yield Clash("staff_get_their_rest", says, there)


def runs_of_work(work: list[tuple[int, int]], rest: int) -> Iterator[tuple[int, int]]:
    """The runs of work, as (start, end) in minutes: pieces with less than `rest` minutes between them are one."""
    run: tuple[int, int] | None = None
    for start, end in work:
        if run is not None and start - run[1] < rest:
            run = (run[0], max(run[1], end))
            continue
        if run is not None:
            yield run
        run = (start, end)
    if run is not None:
        yield run


def staff_are_in_one_place(plan: Plan) -> Iterator[Clash]:
    """A member of staff is with one person or class at a time, and has time to walk to the next zone."""
    for staff_id, visits in plan.visits_with_staff.items():
        for one, other in one_after_another(_pieces_of_work(plan, visits)):
            walk = _walk(plan, one, other)
            if one.span.end + walk > other.span.start:
                name = staff_name(plan, staff_id)
                pair = f"{who(plan, one.appointment_id)} until {clock(one.span.end)}"
                then = f"{who(plan, other.appointment_id)} from {clock(other.span.start)}"
                walking = f", {walk} minutes' walk away" if walk else ""
                says = f"{name} is with {pair} and with {then}{walking}."
                yield Clash("staff_are_in_one_place", says, (one.id, other.id), other.appointment_id)


def _pieces_of_work(plan: Plan, visits: tuple[Visit, ...]) -> list[Visit]:
    """One visit for each person or class, in time order."""
    seen: set[tuple[str, int, int]] = set()
    pieces = []
    for visit in visits:
        station = plan.station.get(visit.station_id)
        key = (visit.station_id, visit.place, visit.span.start)
        if station is not None and station.mode is Mode.GROUP and key in seen:
            continue
        seen.add(key)
        pieces.append(visit)
    return pieces


def _walk(plan: Plan, one: Visit, other: Visit) -> int:
    here, there = plan.station.get(one.station_id), plan.station.get(other.station_id)
    return plan.walking(here, there) if plan.day.staff_walk and here and there else 0
