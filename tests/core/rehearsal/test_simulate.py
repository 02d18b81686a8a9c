"""A planned day played: exact where nothing varies, and everybody waits for whoever and whatever is not free."""

from dataclasses import replace
from statistics import fmean, median

from cadplanner.core.model.day import Venue
from cadplanner.core.model.span import Span, clock
from cadplanner.core.model.staff import BreakRule
from cadplanner.core.planning.dice import Dice
from cadplanner.core.rehearsal.luck import throw
from cadplanner.core.rehearsal.played import HELPER
from cadplanner.core.rehearsal.simulate import simulate
from cadplanner.core.rehearsal.what_if import WhatIf
from tests.drawing import as_class, as_drop_in, changed, plan_of

MORNING = """
09:00
Ann talk     AAABBBCCC
Bob physio   ...AAABBB
"""


def exact(**different):
    return WhatIf(varies=False, **different)


def times(day):
    """'A.0 09:00-09:15 Ann' by visit."""
    return {
        seen.key: f"{clock(round(seen.start))}-{clock(round(seen.end))} {seen.staff_id}".strip() for seen in day.seen
    }


def left(day):
    return {came.who: clock(round(came.left)) for came in day.people}


def test_as_planned_and_exact_it_is_the_plan():
    day = simulate(plan_of(MORNING), exact(), 1)
    assert times(day) == {
        "A.0": "09:00-09:15 Ann",
        "B.0": "09:15-09:30 Ann",
        "C.0": "09:30-09:45 Ann",
        "A.1": "09:15-09:30 Bob",
        "B.1": "09:30-09:45 Bob",
    }
    assert all(seen.waited == seen.late == 0 for seen in day.seen)
    assert all(came.left == came.due for came in day.people)


def test_where_all_takes_longer_those_behind_wait():
    day = simulate(plan_of(MORNING), exact(longer=100), 1)
    assert times(day)["C.0"] == "10:00-10:30 Ann"
    assert times(day)["B.1"] == "10:00-10:30 Bob"
    assert {seen.key: seen.late for seen in day.seen if seen.late} == {"B.0": 15, "C.0": 30}
    assert left(day)["C"] == "10:30"


def test_the_same_seed_plays_the_same_day():
    plan = plan_of(MORNING)
    assert simulate(plan, WhatIf(), 7) == simulate(plan, WhatIf(), 7)
    assert simulate(plan, WhatIf(), 7) != simulate(plan, WhatIf(), 8)


def test_who_comes_late_has_her_turn_then_and_whoever_is_there_is_seen():
    plan = plan_of("09:00\nAnn talk AAABBB...")
    assert times(simulate(plan, exact(late=10), 1)) == {"A.0": "09:10-09:25 Ann", "B.0": "09:25-09:40 Ann"}
    lucks = [throw(plan, WhatIf(), Dice(seed)).late for seed in range(500)]
    seed, late = next((seed, late) for seed, late in enumerate(lucks) if late["A"] > 30 and late["B"] < 10)
    assert late["A"] <= 50
    start = {seen.key: seen.start for seen in simulate(plan, WhatIf(), seed).seen}
    assert start["B.0"] < start["A.0"]


def test_most_come_about_their_time_and_few_are_very_late():
    plan = plan_of("09:00\nAnn talk ABCDEFGHIJKL")
    late = [minutes for seed in range(300) for minutes in throw(plan, WhatIf(), Dice(seed)).late.values()]
    assert min(late) >= -10
    assert 0.02 < sum(minutes > 30 for minutes in late) / len(late) < 0.04
    assert -1 < median(late) < 1


def test_visits_take_as_long_as_planned_on_average():
    plan = plan_of("09:00\nAnn talk ABCDEFGHIJKL")
    factors = [each for seed in range(300) for each in throw(plan, WhatIf(), Dice(seed)).factor.values()]
    assert 0.99 < fmean(factors) < 1.01
    assert 0.6 <= min(factors) <= max(factors) <= 1.5


def test_a_free_colleague_helps_out():
    plan = plan_of("09:00\nAnn talk AAAAAABBB\nBob talk CCC......")
    assert times(simulate(plan, exact(longer=50), 1)) == {
        "A.0": "09:00-09:45 Ann",
        "C.0": "09:00-09:22 Bob",
        "B.0": "09:30-09:52 Bob",
    }


def test_a_colleague_with_nobody_of_her_own_in_the_queue_is_asked_first():
    plan = plan_of("09:00\nAnn talk AAAAAABBB\nBob talk CCC...DDD\nCyd talk EEE......")
    found = times(simulate(plan, exact(longer=20), 1))
    assert found["B.0"] == "09:30-09:48 Cyd"
    assert found["D.0"] == "09:30-09:48 Bob"


def test_a_break_is_taken_in_full_and_the_next_waits():
    plan = plan_of("09:00\nAnn talk AAAAAA...BBB")
    plan = changed(plan, "shifts", "Ann", breaks=(BreakRule(15, Span(570, 585)),))
    day = simulate(plan, exact(longer=20), 1)
    assert [(rest.start, rest.end) for rest in day.rests] == [(576, 591)]
    assert times(day)["B.0"] == "09:51-10:09 Ann"


def test_a_class_ends_by_the_clock_and_waits_for_its_leader_alone():
    text = "09:00\nAnn talk   AAABBB......\nCyd rehab  ......AAACCC\nCyd rehab  ......BBB..."
    plan = as_class(plan_of(text), "rehab")
    plan = replace(plan, visits=tuple(replace(v, place=0) if v.station_id == "rehab" else v for v in plan.visits))
    slower = simulate(plan, exact(longer=40), 1)
    assert times(slower)["A.1"] == "09:30-09:45 Cyd"
    assert times(slower)["B.1"] == "09:42-09:45 Cyd", "she joins in the middle"
    assert times(slower)["C.0"] == "09:45-10:00 Cyd"
    slowest = simulate(plan, exact(longer=60), 1)
    assert slowest.missed == ("B.1",)
    assert left(slowest)["B"] == "09:48"


def test_a_leader_who_is_late_makes_the_class_late():
    text = "09:00\nCyd talk   BBB...\nCyd rehab  ...AAA\nDee talk   ......"
    plan = as_class(plan_of(text), "rehab")
    assert times(simulate(plan, exact(longer=100), 1))["A.0"] == "09:30-09:45 Cyd"


def test_a_class_without_a_leader_begins_by_itself_and_a_drop_in_waits_for_nobody():
    plan = as_drop_in(as_class(plan_of("09:00\n- rest AAA...\n- hub ...AAA\n- hub ...BBB"), "rest"), "hub")
    assert times(simulate(plan, exact(longer=20), 1)) == {
        "A.0": "09:00-09:15",
        "A.1": "09:15-09:33",
        "B.0": "09:15-09:33",
    }


def test_a_place_may_be_what_is_not_free():
    plan = plan_of("09:00\n- desk AAABBB")
    assert times(simulate(plan, exact(longer=100), 1))["B.0"] == "09:30-10:00"


def test_people_and_staff_walk_between_zones():
    plan = plan_of("09:00\nAnn talk    AAA.....\nAnn physio  ....BBB.\nBob physio  ....AAA.")
    plan = replace(plan, venue=Venue("hall", "Hall", zones=("Hall", "Annexe"), walking=((0, 5), (5, 0))))
    plan = changed(plan, "stations", "physio", zone=1)
    assert times(simulate(plan, exact(), 1))["B.0"] == "09:20-09:35 Ann"
    slower = simulate(plan, exact(longer=20), 1)
    assert times(slower)["A.1"] == "09:23-09:41 Bob"
    assert times(slower)["B.0"] == "09:23-09:41 Ann"
    at_once = replace(plan, day=replace(plan.day, staff_walk=False))
    assert times(simulate(at_once, exact(longer=20), 1))["B.0"] == "09:20-09:38 Ann"


def test_one_more_helps_at_a_station():
    day = simulate(plan_of(MORNING), exact(longer=100, helper_at="talk"), 1)
    assert times(day)["B.0"] == f"09:15-09:45 {HELPER}"
    assert times(day)["C.0"] == "09:30-10:00 Ann"
    place = {seen.key: seen.place for seen in day.seen}
    assert (place["A.0"], place["B.0"]) == (0, 1)


def test_where_minutes_vary_somebody_may_be_seen_before_her_time():
    days = [simulate(plan_of(MORNING), WhatIf(), seed) for seed in range(20)]
    early = [seen.due - seen.start for day in days for seen in day.seen if seen.start < seen.due]
    assert early
    assert max(early) <= 10
    assert all(seen.start >= 480 for day in days for seen in day.seen)


def test_somebody_without_a_shift_is_there_all_day():
    plan = replace(plan_of(MORNING), shifts=())
    assert times(simulate(plan, exact(), 1))["C.0"] == "09:30-09:45 Ann"


def test_those_who_stay_away_are_the_same_people_for_the_same_dice():
    plan = plan_of("09:00\nAnn talk ABCDEFGHIJKL\nBob talk MNOPQRSTUVWX")
    some = simulate(plan, exact(absent=20), 3)
    more = simulate(plan, exact(absent=50), 3)
    assert 0 < len(some.absent) < len(more.absent) < 24
    assert set(some.absent) < set(more.absent)
    assert len(some.people) + len(some.absent) == 24
    assert not simulate(plan, exact(absent=100), 3).people


def test_those_who_come_together_come_or_stay_away_together():
    plan = plan_of("09:00\nAnn talk ABCDEFGHIJKL")
    plan = changed(changed(plan, "appointments", "A", together="x"), "appointments", "L", together="x")
    for seed in range(20):
        day = simulate(plan, WhatIf(absent=50), seed)
        assert ("A" in day.absent) == ("L" in day.absent)
