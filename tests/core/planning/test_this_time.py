"""Why somebody has her time: the other times there are, and the step that leaves few."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from cadplanner.core.model.span import Span
from cadplanner.core.planning.moves import lock_visits
from cadplanner.core.planning.solver import plan_day
from cadplanner.core.planning.this_time import why_this_time
from tests.core.planning.any_day import days
from tests.drawing import changed, plan_of

NINE = 9 * 60


def drawn(text, until):
    plan = plan_of(text)
    return replace(plan, day=replace(plan.day, opening=Span(NINE, NINE + until)))


def test_no_other_time_and_the_step_that_is_tightest():
    plan = drawn("09:00\nAnn talk AAABBB\nBob physio ...AAABBB", 45)
    assert why_this_time(plan, "A") == (
        "No other time is free for her without a longer wait. talk is the tightest: for her it is free only at 09:00."
    )


def test_other_times_that_would_do_as_well():
    plan = drawn("09:00\nAnn talk AAABBB...", 45)
    assert why_this_time(plan, "A") == (
        "She could as well arrive at 09:30. talk is the tightest: for her it is free only at 09:00 or at 09:30."
    )
    alone = drawn("09:00\nAnn talk AAA", 45)
    assert why_this_time(alone, "A").startswith("She could as well arrive at 6 other times, from 09:05 to 09:30.")
    long = drawn("09:00\nAnn talk AAA", 120)
    assert why_this_time(long, "A") == "She could as well arrive at 21 other times, from 09:05 to 10:45."


def test_locked_visits_stay_and_the_unplaced_have_no_time():
    plan = lock_visits(drawn("09:00\nAnn talk AAA", 45), ["A.0"], locked=True)
    assert why_this_time(plan, "A") == "Her visits are locked: planning again leaves them where they are."
    with pytest.raises(KeyError):
        why_this_time(replace(plan, visits=()), "A")


def test_a_time_that_is_not_hers_to_have():
    plan = changed(drawn("09:00\nAnn talk AAA", 45), "appointments", "A", availability=(Span(480, 490),))
    assert why_this_time(plan, "A") == "No other time is free for her without a longer wait."


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(days())
def test_whoever_is_placed_is_told_why(plan):
    best = list(plan_day(plan, seed=1, rounds=10, slice_rounds=10))[-1].plan
    for appointment_id in best.visits_of_appointment:
        assert why_this_time(best, appointment_id).endswith(".")
