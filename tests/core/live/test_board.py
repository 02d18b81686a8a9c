"""The board: nobody lost or doubled whatever is told; queues, lateness, counts and what two laptops know together."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cadplanner.core.live import record
from cadplanner.core.live.board import board
from cadplanner.core.live.following import HERE, Status
from cadplanner.core.live.record import At
from cadplanner.core.model.attendance import ArrivalPolicy, DayEvent, Happened, instant_on
from cadplanner.core.model.patient import AccessNeed
from tests.builders import DAY, people, plan_with
from tests.core.live.acting import Lived
from tests.core.live.any_facts import any_facts
from tests.drawing import changed

PLAN = plan_with(people(5), unplaced=1)
TALK = At("s-talk", 0)


def now(minute):
    return instant_on(minute, DAY.on)


@settings(max_examples=400, suppress_health_check=list(HealthCheck))
@given(facts=any_facts(), minute=st.integers(300, 1300), dice=st.randoms())
def test_nobody_is_lost_or_doubled_whatever_is_told_in_whatever_order(facts, minute, dice):
    seen = board(PLAN, facts, now(minute))
    assert [person.appointment_id for person in seen.people] == [a.id for a in PLAN.appointments]
    assert sorted(each for ids in seen.by_status.values() for each in ids) == sorted(a.id for a in PLAN.appointments)
    at_stations = [each for s in seen.stations for each in (*s.queue, *s.called, *s.in_progress, *s.dropping_in)]
    assert len(at_stations) == len(set(at_stations))
    assert set(at_stations) <= set(seen.here)
    shuffled = [*facts, *facts[: dice.randrange(3)]]
    dice.shuffle(shuffled)
    assert board(PLAN, shuffled, now(minute)) == seen
    for person in seen.people:
        assert person.attendance.value in "5672340"
        assert len({stop.step for stop in person.stops}) == len(person.stops)
        assert all(stop.finished is not None for stop in person.stops)


@settings(max_examples=100, suppress_health_check=list(HealthCheck))
@given(facts=any_facts(), minute=st.integers(300, 1300))
def test_every_verb_answers_on_any_board(facts, minute):
    day = Lived(PLAN)
    day.events = facts
    seen = day.board(minute)
    for verb in (record.arrive, record.finish, record.hold, record.leave, record.did_not_attend, record.back_to_queue):
        verb(seen, day.by(minute), "a1")
    for verb in (record.call, record.start, record.move):
        verb(seen, day.by(minute), "a1", TALK)
    record.undo_last(seen, day.by(minute))
    record.call_next(seen, day.by(minute), TALK)
    record.enter_visit(seen, day.by(minute), "a1", TALK, (600, 610))


def test_two_laptops_facts_merge_by_union():
    desk, gym = Lived(PLAN, who="Ann"), Lived(PLAN, who="Bea")
    desk.do("08:50", record.arrive, "a1")
    gym.do("09:00", record.start, "a1", TALK)
    gym.do("09:20", record.finish, "a1")
    theirs = tuple(replace(event, id=f"gym-{event.id}") for event in gym.events)
    both = board(PLAN, (*theirs, *desk.events, *theirs), now(570))
    assert (both.person["a1"].arrived, both.person["a1"].station_id, both.person["a1"].since) == (530, "s-physio", 560)


def test_counts_have_the_ids_behind_them():
    day = Lived(PLAN)
    day.do("08:50", record.arrive, "a1")
    day.do("09:00", record.start, "a1", TALK)
    day.do("08:55", record.arrive, "a2")
    seen = day.board("09:05")
    assert seen.by_status[Status.IN_PROGRESS] == ("a1",)
    assert seen.by_status[Status.WAITING] == ("a2",)
    assert seen.here == ("a1", "a2")
    assert set(seen.by_status) == set(Status)
    assert HERE.isdisjoint({Status.LEFT, Status.EXPECTED})


def test_a_queue_goes_by_planned_time_then_those_for_whom_waiting_is_hard_then_arrival():
    plan = changed(PLAN, "patients", "patient-2", needs=(AccessNeed.QUIET_SPACE,))
    plan = changed(plan, "visits", "a2.0", place=1)
    assert plan.visit["a1.0"].span == plan.visit["a2.0"].span
    day = Lived(plan)
    for time, who in (("08:40", "a3"), ("08:45", "a1"), ("08:50", "a2")):
        day.do(time, record.arrive, who)
    assert day.board("08:55").station["s-talk"].queue == ("a2", "a1", "a3")


def test_who_comes_late_is_not_put_before_those_who_were_on_time():
    day = Lived(PLAN)
    day.do("09:10", record.arrive, "a3")
    day.do("09:20", record.arrive, "a1")
    assert day.board("09:21").station["s-talk"].queue == ("a3", "a1")


def test_a_station_runs_late_by_whoever_is_most_overdue():
    day = Lived(PLAN)
    day.do("08:50", record.arrive, "a1")
    assert day.board("08:59").station["s-talk"].running_late == 0
    assert day.board("09:12").station["s-talk"].running_late == 12
    day.do("09:12", record.call, "a1", TALK)
    assert day.board("09:13").station["s-talk"].running_late == 13
    assert day.board("09:13").station["s-talk"].called == ("a1",)
    day.do("09:14", record.start, "a1", TALK)
    assert day.board("09:20").station["s-talk"].running_late == 0
    assert day.board("09:31").station["s-talk"].running_late == 6
    assert day.board("09:20").station["s-talk"].staff_ids == ("talker-0", "talker-1")


def test_a_visit_that_nobody_planned_is_late_by_its_usual_minutes():
    day = Lived(PLAN)
    day.do("09:00", record.start, "a4", At("s-physio"))
    assert day.board("09:30").station["s-physio"].running_late == 10


def test_somebody_without_a_time_is_missing_only_when_the_day_is_over():
    assert board(PLAN, (), now(900)).person["a5"].status is Status.EXPECTED
    assert board(PLAN, (), now(1020)).person["a5"].status is Status.MISSING
    day = Lived(PLAN)
    day.do("10:00", record.arrive, "a5")
    assert (day.person("10:01", "a5").station_id, day.person("10:01", "a5").due) == ("s-talk", None)
    assert day.board("10:10").station["s-talk"].running_late == 10


def test_a_stop_that_nobody_gives_any_more_waits_nowhere():
    day = Lived(replace(PLAN, stations=PLAN.stations[1:]))
    day.do("10:00", record.arrive, "a5")
    assert (day.person("10:01", "a5").status, day.person("10:01", "a5").station_id) == (Status.WAITING, "")


def test_facts_about_nobody_in_this_day_are_named():
    stray = DayEvent("e1", DAY.id, Happened.ARRIVED, now(540), 5, "Ann", "somebody")
    seen = board(PLAN, (stray,), now(550))
    assert (seen.strays, seen.highest) == (("e1",), 5)
    assert board(PLAN, (), now(550)).highest == 0


def test_late_is_what_the_service_says():
    assert board(PLAN, (), now(540), ArrivalPolicy(late=15)).person["a1"].status is Status.EXPECTED


def test_a_second_fact_changes_nothing():
    day = Lived(PLAN)
    day.do("09:00", record.start, "a1", TALK)
    day.do("09:20", record.finish, "a1")
    again = tuple(
        replace(event, id=f"again-{event.id}", number=event.number + 3_600_000, at=now(640)) for event in day.events[1:]
    )
    once, twice = day.person("09:30"), board(PLAN, (*day.events, *again[1:]), now(570)).person["a1"]
    assert once == twice


def test_two_laptops_start_and_end_one_visit_and_she_is_gone_when_the_paper_is_keyed():
    day = Lived(PLAN)
    day.do("09:00", record.start, "a1", TALK)
    started = replace(day.events[-1], id="b1", at=now(550), number=day.events[-1].number + 1)
    assert board(PLAN, (*day.events, started), now(555)).person["a1"].since == 540
    called = replace(started, id="b3", kind=Happened.CALLED)
    assert board(PLAN, (*day.events, called), now(555)).person["a1"].status is Status.IN_PROGRESS
    day.do("09:10", record.leave, "a1")
    told = replace(started, id="b2", kind=Happened.FINISHED, step="1", number=day.events[-1].number + 1)
    person = board(PLAN, (*day.events, told), now(555)).person["a1"]
    assert (person.status, [stop.step for stop in person.stops]) == (Status.LEFT, ["0", "1"])
