"""Live questions, drawn: the best three routes from now, and who can take over."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cadplanner.core.planning.best_places import best_places, why_no_place
from cadplanner.core.planning.moves import take_off
from cadplanner.core.planning.rules import clashes
from cadplanner.core.planning.solver import plan_day
from cadplanner.core.planning.taking_over import who_can_take_over
from tests.core.planning.any_day import days
from tests.drawing import as_class, plan_of

NINE = 9 * 60

DAY = """
09:00
Ann talk     AAABBB...CCC......
Bob physio   ...AAABBB......CCC
Cas physio   ..................
"""


def test_a_walk_in_has_three_routes_with_what_speaks_for_each():
    plan = take_off(plan_of(DAY), "C")
    routes = best_places(plan, "C", at=NINE + 10)
    assert [route.says for route in routes] == [
        "From 09:30, out by 10:00, no waiting.",
        "From 10:00, out by 10:30, no waiting.",
        "From 10:30, out by 11:00, no waiting.",
    ]
    assert all(clashes(route.plan) == () for route in routes)
    assert len(best_places(plan, "C", at=NINE, number=1)) == 1


def test_whoever_is_on_site_has_her_next_stops():
    (first, *_) = best_places(plan_of(DAY), "C", at=NINE + 50)
    assert [visit.id for visit in first.visits] == ["C.1"]
    assert first.says == "From 10:00, out by 10:15, no waiting."


def test_why_there_is_no_route_is_said():
    plan = take_off(plan_of(DAY), "C")
    assert best_places(plan, "C", at=18 * 60) == ()
    assert (
        why_no_place(plan, "C", at=18 * 60) == "C (card 3) cannot be kept: no station is open for talk from 18:00 on."
    )
    alone = replace(plan, shifts=plan.shifts[:1])
    assert why_no_place(alone, "C", at=NINE) == (
        "C (card 3) cannot be kept: nobody for physio is free for long enough from 09:00 on."
    )
    with pytest.raises(KeyError):
        best_places(plan, "Z", at=NINE)


def test_who_can_take_over_and_why_others_cannot():
    found = who_can_take_over(
        plan_of("09:00\nAnn talk AAA\nBob talk BBB\nCas talk ...CCC\nDee physio ......CCC"), "A.0"
    )
    assert [member.name for member in found.can] == ["Cas"]
    assert [says for _, says in found.cannot] == [
        "Bob is with A (card 1) until 09:15 and with B (card 2) from 09:00.",
        "Dee does not have the skill talk.",
    ]


def test_a_class_is_taken_over_whole_and_a_drop_in_by_nobody():
    plan = as_class(plan_of("09:00\nAnn rehab AAA\nAnn rehab BBB\nBob rehab ...CCC"), "rehab")
    assert [member.name for member in who_can_take_over(plan, "A.0").can] == ["Bob"]
    plan = replace(plan, shifts=plan.shifts[:1])
    assert who_can_take_over(plan, "A.0").can == ()
    assert who_can_take_over(plan_of("09:00\n- hub AAA"), "A.0").can == ()


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(days(), st.data())
def test_no_route_breaks_a_rule_and_nobody_else_moves(plan, data):
    plan = list(plan_day(plan, seed=1, rounds=20, slice_rounds=20))[-1].plan
    who = data.draw(st.sampled_from(plan.appointments)).id
    at = data.draw(st.integers(plan.day.opening.start, plan.day.opening.end))
    for route in best_places(plan, who, at=at):
        assert clashes(route.plan) == ()
        assert {v for v in plan.visits if v.appointment_id != who} <= set(route.plan.visits)
        assert all(visit.span.start >= at for visit in route.visits)
    assert why_no_place(plan, who, at=at).endswith(".")
