"""Repairs from the board as it is: what has begun stays, who is gone is not planned with, one step accepts one."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cadplanner.core.live import record
from cadplanner.core.live.following import GONE, Status
from cadplanner.core.live.mending import plan_after, repairs, to_mend, without_a_time
from cadplanner.core.live.record import At
from cadplanner.core.live.walk_in import Comer, walk_in
from cadplanner.core.model.appointment import Visit
from cadplanner.core.model.span import Span
from cadplanner.core.model.staff import Shift
from cadplanner.core.planning.replan import RunningLate, StaffAway, StationClosed
from cadplanner.core.planning.rules import clashes
from tests.builders import patient, people, plan_with
from tests.core.live.acting import Lived

TALK = At("s-talk", 0)


def sound_plan(number):
    """A day without a clash: the physios have their skill, and nobody has breaks that must be found room for."""
    plan = plan_with(people(number))
    return replace(
        plan,
        patients=tuple(replace(p, needs=(), language="") for p in plan.patients),
        staff=tuple(replace(m, skills=("physio",)) if m.id.startswith("physio") else m for m in plan.staff),
        shifts=tuple(replace(shift, breaks=()) for shift in plan.shifts),
        venue=replace(plan.venue, walking=((0,) * 3,) * 3),
    )


@pytest.fixture
def day():
    """a1 and a2 have the conversation at 09:00, a3 and a4 at 09:25, and so on, two at a time; physio 30 later."""
    return Lived(sound_plan(12))


def best(day, time, *happened):
    board = day.board(time)
    return board, repairs(board, happened, seed=1, label="Repair")[0]


def test_the_day_it_starts_from_is_sound(day):
    assert clashes(day.plan) == ()


def test_a_member_of_staff_goes_and_others_see_her_people(day):
    for who in ("a1", "a2"):
        day.do("09:00", record.start, who, At("s-talk", int(who[1]) - 1))
    _, repair = best(day, "09:20", StaffAway("physio-0", 560))
    after = plan_after(day.plan, repair.edit)
    assert all(visit.staff_id != "physio-0" or visit.span.end <= 560 for visit in after.visits)
    assert "physio-0" not in after.shift_of or after.shift_of["physio-0"].span.end <= 560
    assert {Shift} <= repair.edit.kinds()
    assert clashes(after) == ()
    lost = {each.appointment_id for each in repair.proposal.unplaced if not each.left_out}
    assert {a.id for a in after.appointments} - set(after.visits_of_appointment) == lost


def test_what_is_begun_or_over_never_moves(day):
    day.do("09:00", record.start, "a1", At("s-talk", 0))
    day.do("09:20", record.finish, "a1")
    day.do("09:10", record.start, "a2", At("s-talk", 1))
    _, repair = best(day, "09:22", StationClosed("s-physio", 562))
    changed = {change.entity.id for change in repair.edit.changes if isinstance(change.entity, Visit)}
    assert changed
    assert changed.isdisjoint({"a1.0", "a2.0"})


def test_who_waits_past_her_time_for_what_is_gone_is_helped_too(day):
    day.do("08:50", record.arrive, "a1")
    board = day.board("09:12")
    assert to_mend(board, ()).late == frozenset()
    start = to_mend(board, (StaffAway("talker-0", 552),))
    assert start.late == {"a1.0"}
    assert start.plan.visit["a1.0"].span == Span(555, 580)
    _, repair = best(day, "09:12", StaffAway("talker-0", 552))
    after = plan_after(day.plan, repair.edit)
    assert after.visit["a1.0"].staff_id != "talker-0"
    assert after.visit["a1.0"].span.start >= 552


def test_she_is_seen_as_planned_where_it_closes_only_later_or_was_closed_before(day):
    day.do("08:50", record.arrive, "a1")
    board = day.board("09:12")
    assert to_mend(board, (StationClosed("s-talk", 600),)).late == frozenset()
    assert to_mend(board, (StationClosed("s-talk", 500, 550),)).late == frozenset()
    assert to_mend(board, (StationClosed("s-talk", 540, 600),)).late == {"a1.0", "a2.0"}


def test_who_is_gone_is_not_planned_with_and_frees_the_time(day):
    day.do("09:00", record.start, "a1", TALK)
    day.do("09:20", record.finish, "a1")
    day.do("09:21", record.leave, "a1")
    day.do("09:15", record.cancel, "a9", by_patient=True)
    _, repair = best(day, "09:22", StationClosed("s-hub", 562))
    touched = {each.appointment_id for each in (*repair.proposal.moved, *repair.proposal.unplaced)}
    assert touched.isdisjoint({"a1", "a9"})
    after = plan_after(day.plan, repair.edit)
    assert [visit.id for visit in after.visits_of_appointment["a1"]] == ["a1.0"]
    assert [step.key for step in after.appointment["a1"].route] == ["0"]
    assert "a9" not in after.visits_of_appointment
    assert after.appointment["a9"].route == day.plan.appointment["a9"].route


def test_who_is_missing_keeps_her_times_unless_they_are_hit(day):
    board = day.board("09:40")
    assert board.person["a1"].status is Status.MISSING
    assert "a1.1" in to_mend(board, (StationClosed("s-hub", 580),)).begun
    assert "a1" not in to_mend(board, (StationClosed("s-out", 580),)).plan.appointment
    _, repair = best(day, "09:40", StationClosed("s-out", 580))
    after = plan_after(day.plan, repair.edit)
    assert after.appointment["a1"].route == day.plan.appointment["a1"].route


def test_all_later_is_offered_before_a_plan_made_anew(day):
    for n in range(1, 5):
        day.do("08:55", record.arrive, f"a{n}")
    day.do("09:00", record.start, "a1", At("s-talk", 0))
    day.do("09:00", record.start, "a2", At("s-talk", 1))
    board = day.board("09:20")
    found = repairs(board, (RunningLate(15, 560),), seed=1, label="Late")
    assert 1 <= len(found) <= 3
    after = plan_after(day.plan, found[0].edit)
    later = {visit.id: visit.span.start - day.plan.visit[visit.id].span.start for visit in after.visits}
    assert later["a1.0"] == later["a2.0"] == 0
    assert later["a3.0"] >= 15
    assert all(minutes >= 0 for minutes in later.values())
    losses = [len(each.proposal.unplaced) for each in found]
    assert losses == sorted(losses)


def test_a_visit_that_would_end_tomorrow_is_not_put_later(day):
    late = replace(day.plan.day, opening=Span(540, 1440), arrivals=replace(day.plan.day.arrivals, span=Span(525, 1440)))
    last = day.plan.visits[-1]
    day.plan = replace(
        day.plan, day=late, visits=(*day.plan.visits[:-1], replace(last, span=Span(1435 - last.span.minutes, 1435)))
    )
    found = repairs(day.board("09:00"), (RunningLate(15, 540),), seed=1, label="Late")
    assert found


def test_one_station_running_late_moves_its_own(day):
    _, repair = best(day, "09:20", RunningLate(10, 560, ("s-physio",)))
    assert repair.proposal.plan is not None


def test_walk_ins_who_are_here_without_a_time_are_given_one(day):
    for n in (1, 2):
        day.do("09:05", walk_in, Comer(patient(50 + n, f"Walker{n}"), known=False), ("talk", "physio", "out"))
    board = day.board("09:10")
    waiting = without_a_time(board)
    assert [one.appointment.card for one in waiting] == [13, 14]
    repair = repairs(board, waiting, seed=1, label="Walk-ins")[0]
    assert len(repair.proposal.added) == 2
    after = plan_after(day.plan, repair.edit)
    for one in waiting:
        assert [v.step for v in after.visits_of_appointment[one.appointment.id]] == ["0", "1", "2"]
        assert after.visits_of_appointment[one.appointment.id][0].span.start >= 550
    assert without_a_time(Lived(after).board("09:10")) == ()


def test_what_somebody_has_had_unplanned_is_not_planned_again(day):
    day.do("09:05", walk_in, Comer(patient(51, "Walker"), known=False), ("talk", "out"))
    who = day.plan.appointments[-1].id
    day.do("09:06", record.start, who, At("s-talk", 1))
    day.do("09:21", record.finish, who)
    start = to_mend(day.board("09:30"), ())
    made = start.plan.visit[f"{who}.0"]
    assert (made.station_id, made.place, made.span) == ("s-talk", 1, Span(545, 570))
    assert made.id in start.begun
    day.do("09:35", record.move, who, At("s-gone"))
    day.do("09:36", record.start, who, At("s-gone"))
    day.do("09:37", record.finish, who)
    assert len(to_mend(day.board("09:40"), ()).plan.visits_of_appointment[who]) == 1


def test_what_is_still_as_it_was_is_no_change(day):
    _, repair = best(day, "09:10", StationClosed("s-hub", 1000))
    assert [change for change in repair.edit.changes if isinstance(change.entity, Visit)] == []


def lived_until(minute, gone):
    """A day on which everybody is on time, save who cancelled."""
    day = Lived(sound_plan(12))
    for n in range(1, 13):
        first = day.plan.visits_of_appointment[f"a{n}"][0]
        if n in gone:
            day.do(525, record.cancel, f"a{n}", by_patient=True)
        elif first.span.start <= minute:
            day.do(first.span.start - 5, record.arrive, f"a{n}")
            day.do(first.span.start, record.start, f"a{n}", At("s-talk", first.place))
            if first.span.end <= minute:
                day.do(first.span.end, record.finish, f"a{n}")
    return day


def begun(board):
    """The visits that are over or in progress."""
    over = [f"{person.appointment_id}.{stop.step}" for person in board.people for stop in person.stops]
    now = [board.person[who] for who in board.by_status[Status.IN_PROGRESS]]
    return [*over, *(f"{person.appointment_id}.{person.step}" for person in now)]


@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(
    minute=st.integers(540, 700),
    gone=st.sets(st.integers(1, 12), max_size=3),
    kind=st.sampled_from(("away", "closed", "late")),
    who=st.sampled_from(("talker-0", "physio-1", "coach", "helper-0")),
    where=st.sampled_from(("s-talk", "s-physio", "s-class", "s-hub", "s-out")),
)
def test_whatever_breaks_nothing_begun_moves_and_nobody_is_lost(minute, gone, kind, who, where):
    day = lived_until(minute, gone)
    board = day.board(minute)
    what = {
        "away": StaffAway(who, minute),
        "closed": StationClosed(where, minute),
        "late": RunningLate(15, minute),
    }[kind]
    for repair in repairs(board, (what,), seed=1, label="Repair"):
        after = plan_after(day.plan, repair.edit)
        for key in begun(board):
            assert after.visit[key] == day.plan.visit[key]
        assert {a.id for a in after.appointments} == {a.id for a in day.plan.appointments}
        here = {p.appointment_id for p in board.people if p.status not in GONE}
        told = {each.appointment_id for each in repair.proposal.unplaced}
        assert here - set(after.visits_of_appointment) <= told
        absent = {p.appointment_id for p in board.people if p.status in GONE or p.status is Status.MISSING}
        for clash in clashes(after):
            about = {after.visit[each].appointment_id for each in clash.visit_ids} | {clash.appointment_id}
            assert about & absent, clash
