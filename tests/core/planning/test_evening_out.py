"""Evening out, drawn: who could stay where they are stays there, and nobody's time or place is moved."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cadplanner.core.model.day import Venue
from cadplanner.core.model.span import Span
from cadplanner.core.model.staff import BreakRule, Post
from cadplanner.core.planning.evening_out import evened_out
from cadplanner.core.planning.hands import Hands
from cadplanner.core.planning.moves import lock_visits
from cadplanner.core.planning.rota import rota_of
from cadplanner.core.planning.rules import clashes
from cadplanner.core.planning.solver import plan_day
from cadplanner.core.planning.wishes import cost
from tests.core.planning.any_day import days
from tests.drawing import as_class, changed, plan_of, text_of

TO_AND_FRO = """
09:00
Ann physio   AAA...CCC
Ann talk     ...BBB...
Bob physio   ...DDD...
Bob talk     EEE...FFF
"""
NINE = 9 * 60


def station_changes(plan):
    return rota_of(plan).changes


def test_those_who_change_to_and_fro_stay_where_they_are():
    plan = plan_of(TO_AND_FRO)
    assert text_of(evened_out(plan)).split("\n")[1:] == [
        "Ann physio   AAADDDCCC",
        "Bob talk     EEEBBBFFF",
    ]


def test_without_times_or_places_moved():
    plan = plan_of(TO_AND_FRO)
    before, after = plan.visits, evened_out(plan).visits
    assert [replace(visit, staff_id="") for visit in after] == [replace(visit, staff_id="") for visit in before]


def test_whoever_has_nothing_to_do_is_given_some_of_it():
    plan = plan_of("09:00\nAnn talk AAABBBCCCDDD\nBob talk ............EEE")
    short = Span(NINE, NINE + 80)
    plan = changed(changed(plan, "shifts", "Bob", span=short), "shifts", "Ann", span=short)
    loads = {name: len(visits) for name, visits in evened_out(plan).visits_with_staff.items()}
    assert sum(loads.values()) == 5
    assert max(loads.values()) < 4


def test_a_locked_visit_stays_with_whom_it_is_and_a_class_stays_whole():
    plan = plan_of(TO_AND_FRO)
    locked = lock_visits(plan, ["B.0"], locked=True)
    assert evened_out(locked).visit["B.0"].staff_id == "Ann"
    drawn = "09:00\nAnn rehab AAA...\nAnn rehab BBB...\nAnn talk ...CCC\nBob talk EEE...\nBob rehab ...DDD"
    group = as_class(changed(plan_of(drawn), "visits", "B.0", place=0), "rehab")
    even = evened_out(group)
    assert station_changes(group) == 2
    assert station_changes(even) == 0
    assert even.visit["A.0"].staff_id == even.visit["B.0"].staff_id
    assert clashes(even) == ()


def test_skill_shift_posts_breaks_rest_and_walks_are_kept():
    plan = plan_of(TO_AND_FRO)
    hour = Span(NINE, NINE + 15)
    held = (
        changed(plan, "staff", "Ann", skills=("talk",)),
        changed(changed(plan, "shifts", "Ann", span=Span(NINE, NINE + 30)), "shifts", "Bob", span=hour),
        changed(plan, "shifts", "Bob", posts=(Post(hour, station_ids=("talk",)), Post(Span(NINE + 15, NINE + 60)))),
        changed(plan, "shifts", "Bob", longest_stretch=30, rest=5),
        changed(plan, "shifts", "Ann", breaks=(BreakRule(15, Span(NINE + 15, NINE + 40)),)),
        replace(plan, shifts=()),
    )
    for each in held:
        broken = clashes(each)
        assert set(clashes(evened_out(each))) <= set(broken)
        assert station_changes(evened_out(each)) <= station_changes(each)
    apart = replace(plan, venue=Venue("hall", "Hall", zones=("A", "B"), walking=((0, 5), (5, 0))))
    apart = changed(apart, "stations", "talk", zone=1)
    assert clashes(apart) != ()
    assert clashes(evened_out(apart)) == ()


def test_nobody_is_in_two_zones_without_the_time_to_walk():
    drawn = "09:00\nAnn talk AAA...\nAnn physio ....CCC\nBob talk ...BBB\nBob physio DDD...."
    apart = replace(plan_of(drawn), venue=Venue("hall", "Hall", zones=("A", "B"), walking=((0, 5), (5, 0))))
    far = changed(apart, "stations", "physio", zone=1)
    assert clashes(far)[0].rule == "staff_are_in_one_place"
    near = replace(far, day=replace(far.day, staff_walk=False))
    assert not Hands(far).may_hold(1, Hands(far).hands[1])
    assert Hands(near).may_hold(1, Hands(near).hands[1])
    assert clashes(evened_out(far)) == ()


def test_an_exchange_can_begin_before_what_the_other_gives_already():
    drawn = "09:00\nAnn physio AAA.......\nAnn talk .......CCC\nBob talk ...BBBBB..\nBob physio ........DD"
    assert station_changes(evened_out(plan_of(drawn))) <= 2


def test_a_visit_at_a_station_that_is_gone_stays_as_it_is():
    plan = plan_of(TO_AND_FRO)
    gone = replace(plan, stations=tuple(station for station in plan.stations if station.id != "talk"))
    assert evened_out(gone).visit["B.0"] == plan.visit["B.0"]


def test_overtime_is_given_to_nobody_new():
    plan = plan_of("09:00\nAnn talk AAA...CCC\nBob talk ...BBB...")
    late = changed(changed(plan, "shifts", "Ann", span=Span(NINE, NINE + 35), overtime=30), "shifts", "Bob", overtime=0)
    assert cost(evened_out(late)).overtime <= cost(late).overtime
    assert evened_out(late).visit["C.0"].staff_id in {"Ann", "Bob"}


def test_where_nothing_is_better_it_is_the_plan_itself():
    for drawn in ("09:00\nAnn talk AAABBB", TO_AND_FRO.replace("F", ".").replace("C", ".")):
        even = evened_out(plan_of(drawn))
        assert evened_out(even) is even
    assert evened_out(replace(plan_of(TO_AND_FRO), visits=())).visits == ()


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(days(), st.data())
def test_never_a_new_clash_nor_a_change_more_nor_a_cost_and_the_same_twice(plan, data):
    planned = list(plan_day(plan, seed=1, rounds=30, slice_rounds=30))[-1].plan
    chosen = data.draw(st.sets(st.sampled_from([v.id for v in planned.visits]))) if planned.visits else set()
    before = lock_visits(planned, chosen, locked=True)
    after = evened_out(before)
    assert clashes(after) == ()
    assert station_changes(after) <= station_changes(before)
    assert cost(after).total <= cost(before).total
    assert [replace(v, staff_id="") for v in after.visits] == [replace(v, staff_id="") for v in before.visits]
    assert all(v == before.visit[v.id] for v in after.visits if v.locked)
    assert after == evened_out(before)
