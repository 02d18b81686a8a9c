"""A rehearsal that begins in the middle of the day: the hall as it stands is where it goes on from."""

from collections import defaultdict
from dataclasses import replace
from datetime import timedelta
from functools import cache
from itertools import count, pairwise
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cadplanner.core.live import record
from cadplanner.core.live.board import board
from cadplanner.core.live.outcomes import Kept
from cadplanner.core.live.play import Lived as Before
from cadplanner.core.live.play import play
from cadplanner.core.live.record import At
from cadplanner.core.model.day import Arrivals, Mode
from cadplanner.core.model.span import Span, clock
from cadplanner.core.model.staff import BreakRule
from cadplanner.core.planning.dice import Dice
from cadplanner.core.rehearsal.advice import answer
from cadplanner.core.rehearsal.hall_now import hall_now
from cadplanner.core.rehearsal.luck import longer_than, throw
from cadplanner.core.rehearsal.rehearse import Begins, rehearse
from cadplanner.core.rehearsal.simulate import simulate
from cadplanner.core.rehearsal.what_if import AS_PLANNED, Out, WhatIf, presets
from cadplanner.core.rehearsal.words import result_words
from tests.builders import people, plan_with
from tests.core.live.acting import Lived
from tests.core.live.any_facts import START, any_facts
from tests.drawing import as_class, as_drop_in, changed, plan_of

EXACT = WhatIf(varies=False)
MORNING = """
09:00
Ann talk     AAABBBCCC
Bob physio   ...AAABBB
"""


def played(day, time, what_if=EXACT, seed=1):
    return simulate(day.plan, what_if, seed, hall_now(day.board(time)))


def times(rehearsal):
    """'09:00-09:15 Ann' by visit."""
    return {
        seen.key: f"{clock(round(seen.start))}-{clock(round(seen.end))} {seen.staff_id}".strip()
        for seen in rehearsal.seen
    }


def left(rehearsal):
    return {came.who: clock(round(came.left)) for came in rehearsal.people}


def seen_at(day, time, who, station_id="talk", staff_id="Ann", step="0"):
    day.do(time, record.start, who, At(station_id, 0, staff_id, step))


@pytest.fixture
def morning():
    """A is with Ann since 09:05, B waits, C has not come."""
    day = Lived(plan_of(MORNING))
    day.do("08:58", record.arrive, "A")
    seen_at(day, "09:05", "A")
    day.do("09:10", record.arrive, "B")
    return day


def test_who_is_with_somebody_goes_on_and_who_waits_is_next(morning):
    rehearsal = played(morning, "09:12")
    assert times(rehearsal) == {
        "A.0": "09:05-09:20 Ann",
        "B.0": "09:20-09:35 Ann",
        "C.0": "09:35-09:50 Ann",
        "A.1": "09:20-09:35 Bob",
        "B.1": "09:35-09:50 Bob",
    }
    assert {came.who: came.arrived for came in rehearsal.people} == {"A": 538, "B": 550, "C": 570}
    assert rehearsal.absent == ()


def test_what_should_be_over_takes_a_minute_more(morning):
    assert times(played(morning, "09:40"))["A.0"] == "09:05-09:41 Ann"


def test_what_is_over_is_not_played_again_and_who_has_gone_is_not_there(morning):
    morning.do("09:18", record.finish, "A")
    morning.do("09:20", record.leave, "B")
    rehearsal = played(morning, "09:25")
    assert times(rehearsal) == {"A.1": "09:25-09:40 Bob", "C.0": "09:30-09:45 Ann"}
    assert left(rehearsal) == {"A": "09:40", "C": "09:45"}
    assert rehearse(morning.plan, EXACT, now=hall_now(morning.board("09:25"))).begins == Begins(565, 1, 1, 0)


def test_whoever_is_called_goes_first_and_whoever_is_held_goes_on_too(morning):
    morning.do("09:11", record.arrive, "C")
    morning.do("09:12", record.call, "C", At("talk", 0, "Ann", "0"))
    morning.do("09:12", record.hold, "B")
    rehearsal = played(morning, "09:13")
    assert times(rehearsal)["C.0"] == "09:20-09:35 Ann"
    assert times(rehearsal)["B.0"] == "09:35-09:50 Ann"


def test_who_is_done_leaves_and_who_is_missing_is_not_counted():
    day = Lived(plan_of("09:00\nAnn talk AAABBB"))
    day.do("09:00", record.arrive, "A")
    seen_at(day, "09:00", "A")
    day.do("09:15", record.finish, "A")
    rehearsal = played(day, "09:50")
    assert left(rehearsal) == {"A": "09:50"}
    assert rehearsal.seen == ()
    now = hall_now(day.board("09:50"))
    assert (now.missing, now.to_come) == (1, frozenset())


def test_who_was_sent_elsewhere_is_seen_there_by_whoever_is_free(morning):
    talk_2 = replace(morning.plan.station["talk"], id="talk-2", name="talk 2")
    morning.plan = replace(morning.plan, stations=(*morning.plan.stations, talk_2))
    morning.do("09:11", record.move, "B", At("talk-2", step="0"))
    seen = {each.key: (each.station_id, each.staff_id, each.start) for each in played(morning, "09:12").seen}
    assert seen["B.0"] == ("talk-2", "Ann", 560)


def test_what_nobody_planned_is_played_too():
    day = Lived(plan_of("09:00\nAnn talk AAA\nBob physio ...AAA"))
    day.plan = replace(day.plan, visits=tuple(visit for visit in day.plan.visits if visit.id == "A.0"))
    day.do("09:00", record.arrive, "A")
    seen_at(day, "09:00", "A")
    day.do("09:15", record.finish, "A")
    assert times(played(day, "09:20"))["A.1"] == "09:20-09:35 Bob"
    seen_at(day, "09:21", "A", "physio", "Bob", "1")
    assert times(played(day, "09:25"))["A.1"] == "09:21-09:36 Bob"
    day.do("09:36", record.finish, "A")
    assert left(played(day, "09:40")) == {"A": "09:40"}


def test_somebody_nobody_planned_anything_for_is_left_out():
    day = Lived(replace(plan_of("09:00\nAnn talk AAA"), visits=()))
    day.plan = changed(day.plan, "appointments", "A", route=())
    day.do("09:00", record.arrive, "A")
    assert played(day, "09:05").people == ()


def test_whoever_sees_somebody_where_and_with_whom_it_is_not_noted_does_so_by_the_plan(morning):
    morning.do("09:12", record.finish, "A")
    morning.do("09:13", record.start, "A", At("physio", step="1"))
    assert times(played(morning, "09:14"))["A.1"] == "09:13-09:28 Bob"


def test_a_break_that_has_begun_is_taken_to_its_end_and_in_full_by_who_is_still_with_somebody():
    plan = plan_of("09:00\nAnn talk AAA...BBB\nBob talk CCC...DDD")
    for name in ("Ann", "Bob"):
        plan = changed(plan, "shifts", name, breaks=(BreakRule(15, Span(555, 570)),))
    day = Lived(plan)
    for who, staff_id, place in (("A", "Ann", 0), ("C", "Bob", 1)):
        day.do("09:00", record.arrive, who)
        day.do("09:02", record.start, who, At("talk", place, staff_id, "0"))
    day.do("09:15", record.finish, "C")
    assert {rest.staff_id: (rest.start, rest.end) for rest in played(day, "09:18").rests} == {
        "Ann": (559, 574),
        "Bob": (558, 570),
    }
    assert played(day, "09:30").rests == ()
    gone = played(day, "09:18", WhatIf(away=Out("Bob", 540), varies=False))
    assert [rest.staff_id for rest in gone.rests] == ["Ann"]


CLASS = """
09:00
Cyd rehab   AAA...EEE
Cyd rehab   BBB......
Cyd rehab   DDD......
Ann talk    ...AAA...
"""


@pytest.fixture
def class_day():
    plan = as_class(plan_of(CLASS), "rehab")
    plan = replace(plan, visits=tuple(replace(v, place=0) if v.station_id == "rehab" else v for v in plan.visits))
    day = Lived(plan)
    for who in "AB":
        day.do("08:59", record.arrive, who)
    return day


def test_a_class_under_way_ends_by_the_clock_and_whoever_comes_joins_it(class_day):
    class_day.do("09:05", record.start_class, ["A", "B"], At("rehab", 0, "Cyd", "0"))
    class_day.do("09:06", record.arrive, "D")
    rehearsal = played(class_day, "09:10")
    assert times(rehearsal)["A.0"] == times(rehearsal)["B.0"] == "09:05-09:20 Cyd"
    assert times(rehearsal)["D.0"] == "09:10-09:20 Cyd"
    assert times(rehearsal)["A.1"] == "09:20-09:35 Ann"


def test_a_class_without_a_leader_is_under_way_too():
    day = Lived(as_class(plan_of("09:00\n- rest AAA"), "rest"))
    day.do("09:00", record.arrive, "A")
    day.do("09:02", record.start_class, ["A"], At("rest", 0, "", "0"))
    assert times(played(day, "09:10")) == {"A.0": "09:02-09:17"}


def test_a_class_that_was_held_is_missed_and_one_that_is_late_begins_now(class_day):
    late = played(class_day, "09:25")
    assert times(late)["A.0"] == times(late)["B.0"] == "09:25-09:40 Cyd"
    class_day.do("09:05", record.start_class, ["A"], At("rehab", 0, "Cyd", "0"))
    class_day.do("09:20", record.finish_class, "rehab")
    held = played(class_day, "09:22")
    assert held.missed == ("B.0", "D.0")
    assert times(held)["E.0"] == "09:30-09:45 Cyd"


def test_a_class_whose_time_is_over_was_held_where_nobody_waits_for_it():
    plan = as_class(plan_of("09:00\nCyd rehab AAA...\nAnn talk .....BBB"), "rehab")
    day = Lived(plan)
    day.do("09:20", record.arrive, "B")
    assert played(day, "09:28").missed == ("A.0",)


def test_who_is_free_to_drop_in_is_there_and_one_that_was_passed_over_is_not_played():
    day = Lived(as_drop_in(plan_of("09:00\n- hub AAA......\nAnn talk ......AAA"), "hub"))
    day.do("09:00", record.arrive, "A")
    assert times(played(day, "09:05")) == {"A.0": "09:00-09:15", "A.1": "09:30-09:45 Ann"}
    assert times(played(day, "09:16")) == {"A.1": "09:30-09:45 Ann"}


def test_who_has_not_come_yet_comes_later_than_now(morning):
    late = [played(morning, "09:42", AS_PLANNED, seed) for seed in range(200)]
    comes = [came.arrived for rehearsal in late for came in rehearsal.people if came.who == "C"]
    assert min(comes) >= 582
    assert max(comes) > 600, "some are very late"
    assert max(throw(morning.plan, AS_PLANNED, Dice(1), {"C": 60}).late.values()) == 60


def test_who_stays_away_is_one_of_those_still_to_come(morning):
    rehearsal = played(morning, "09:12", WhatIf(absent=100, varies=False))
    assert rehearsal.absent == ("C",)
    assert sorted(left(rehearsal)) == ["A", "B"]


def test_what_has_taken_long_takes_longer_still():
    assert longer_than(0.5, 0.8, AS_PLANNED) == 0.8
    factors = [longer_than(1.2, factor, AS_PLANNED) for factor in (0.6, 0.9, 1.1, 1.5)]
    assert factors == sorted(factors)
    assert factors[0] == pytest.approx(1.2)
    assert factors[-1] == pytest.approx(1.5)
    assert longer_than(2.0, 0.8, AS_PLANNED) == pytest.approx(1.5)
    assert longer_than(1.0, 0.8, WhatIf(longer=100)) == 0.8
    assert longer_than(1.2, 1.0, EXACT) == 1.0


def test_whoever_is_away_from_now_gives_nothing_that_is_overdue(morning):
    plan = changed(morning.plan, "staff", "Bob", skills=("physio", "talk"))
    morning.plan = plan
    gone = played(morning, "09:16", WhatIf(away=Out("Ann", 556), varies=False))
    assert times(gone)["A.0"] == "09:05-09:20 Ann", "she ends what she has begun"
    assert times(gone)["B.0"] == "09:35-09:50 Bob", "in the one place there is, after whom he has then"


def test_walk_ins_come_from_now_on(morning):
    arrivals = replace(morning.plan.day, arrivals=Arrivals(Span(540, 660)))
    morning.plan = replace(morning.plan, day=arrivals)
    rehearsal = played(morning, "10:00", WhatIf(walk_ins=4, varies=False))
    came = [each.arrived for each in rehearsal.people if each.who.startswith("walk-in")]
    assert len(came) + rehearsal.turned_away == 4
    assert min(came) >= 600
    assert played(morning, "11:00", WhatIf(walk_ins=4)).turned_away == 0


def test_the_answer_says_from_when_it_plays_and_who_is_there(morning):
    morning.plan = replace(morning.plan, day=replace(morning.plan.day, opening=Span(540, 590)))
    now = hall_now(morning.board("09:12"))
    found = answer(morning.plan, WhatIf(longer=100, varies=False), runs=1, seed=1, now=now)
    said = result_words(morning.plan, found)
    assert said[0].startswith(
        "From 09:12, as the hall stands now: the last person would leave at 10:35, 45 minutes after closing. "
        "As it stands it is 09:"
    )
    assert said[1] == "2 are here, 1 still to come."
    assert said[2].startswith("0 of 100 people would leave on time (within 10 minutes of it), and 100 as it stands.")
    assert "in all" not in said[3]
    assert "at the stops still to come, and 19 of 20 no more than " in said[3]
    assert "(as it stands " in said[3]
    nobody = answer(morning.plan, WhatIf(absent=100), runs=1, seed=1, now=hall_now(Lived(morning.plan).board("09:12")))
    assert result_words(morning.plan, nobody) == (
        "From 09:12, as the hall stands now: nobody is here or still to come.",
    )


def test_those_who_are_missing_are_said():
    day = Lived(plan_of("09:00\nAnn talk AAABBBCCC...DDD"))
    for who in "BC":
        day.do("09:20", record.arrive, who)
    now = hall_now(day.board("09:40"))
    found = answer(day.plan, AS_PLANNED, runs=1, seed=1, now=now)
    assert result_words(day.plan, found)[1] == "2 are here, 1 still to come; 1 is missing and not counted."


def test_on_the_day_only_what_can_still_be_done_is_tried():
    day = Lived(plan_of("09:00\nAnn talk AAABBBCCCDDDEEEFFF"))
    found = answer(day.plan, WhatIf(longer=100), runs=3, seed=1, now=hall_now(day.board("09:05")))
    assert found.advice[1].startswith("One more member of staff and place at talk would help most: 19 of 20 people ")
    assert not any("Inviting" in each or "Planning" in each for each in found.advice)


def test_the_questions_are_about_the_rest_of_the_day():
    plan = plan_of("09:00\nAnn talk AAABBB...\nBob talk ......CCC")
    first, *_, last = presets(plan, 570)
    assert (first.name, first.what_if) == ("As it stands", AS_PLANNED)
    assert first.says == "Whoever is still expected comes; visits and arrivals vary as they usually do."
    assert last.name == "A clinician has to go"
    assert last.what_if == WhatIf(away=Out("Bob", 570))
    assert last.says == "Bob is away from now on; colleagues who may do the same take over."


def test_before_anybody_comes_it_is_the_day_from_the_morning():
    plan = plan_with(people(24))
    now = hall_now(Lived(plan).board("08:00"))
    for what_if in (AS_PLANNED, WhatIf(longer=20, absent=20), WhatIf(away=Out("talker-0", 600), walk_ins=2)):
        assert simulate(plan, what_if, 3, now) == simulate(plan, what_if, 3)
        from_now = replace(rehearse(plan, what_if, now=now), begins=None)
        assert from_now == rehearse(plan, what_if)


@cache
def lived_day():
    """All facts of a day for 32 people, as it was lived, and its plan."""
    day = Lived(plan_with(people(32)))
    numbers = count(1)
    told = Before((), Kept())
    for minute in play(day.plan, told, dice=Random(1), new_id=lambda: f"id{next(numbers)}"):
        day.take(minute.edit)
    return day


@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(500, 1020), st.integers(0, 100), st.sampled_from((AS_PLANNED, WhatIf(longer=40, walk_ins=3))))
def test_at_every_minute_of_a_day_nobody_is_in_two_places_and_nobody_is_forgotten(minute, seed, what_if):
    day = lived_day()
    events = tuple(event for event in day.events if event.at <= day.at(minute))
    hall = hall_now(board(day.plan, events, day.at(minute)))
    rehearsal = simulate(day.plan, what_if, seed, hall)
    mine = {came.who for came in rehearsal.people if came.who in day.plan.appointment}
    assert mine | set(rehearsal.absent) == set(hall.here) | hall.to_come
    to_be_given = {v.id for v in hall.plan.visits if v.appointment_id in mine and hall.is_to_be_given(v.id)}
    given = {seen.key for seen in rehearsal.seen if seen.who in mine} - hall.begun.keys()
    assert given | set(rehearsal.missed) | set(rehearsal.lost) == to_be_given
    taken = defaultdict(set)
    for seen in rehearsal.seen:
        assert seen.key in hall.begun or seen.start >= minute
        assert seen.end >= minute
        taken["patient", seen.who].add((seen.start, seen.end))
        if day.plan.station[seen.station_id].mode is Mode.ONE_TO_ONE:
            taken["place", seen.station_id, seen.place].add((seen.start, seen.end))
            taken["staff", seen.staff_id].add((seen.start, seen.end))
    for key, spans in taken.items():
        for (_, end), (start, _) in pairwise(sorted(spans) if key[1] else ()):
            assert end <= start, key


@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
@given(any_facts(), st.integers(0, 1200))
def test_whatever_was_noted_it_can_be_rehearsed_from_there(facts, minute):
    plan = plan_with(people(4))
    hall = hall_now(board(plan, facts, START + timedelta(minutes=minute - 400)))
    rehearsal = simulate(plan, WhatIf(walk_ins=2), 1, hall)
    assert all(came.left >= hall.minute for came in rehearsal.people)
