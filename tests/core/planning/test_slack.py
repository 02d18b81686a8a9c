"""Slack where queues build: every rule is kept, nobody's minutes change, and the price is said."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cadplanner.core.model.pathway import Step
from cadplanner.core.planning.moves import lock_visits
from cadplanner.core.planning.replay import Replayed
from cadplanner.core.planning.rules import clashes
from cadplanner.core.planning.slack import Price, plan_with_slack, slack_finished, slack_for, with_slack, without_slack
from cadplanner.core.planning.solver import plan_day
from tests.core.planning.any_day import days
from tests.drawing import as_class, changed, plan_of

TWO_HOURS = """
09:00
Ann talk     AAABBBCCCDDDEEEFFF
"""


def made_robust(plan, *, rounds=200):
    *_, found = plan_with_slack(plan, seed=1, rounds=rounds, slice_rounds=rounds)
    return slack_finished(plan, found.plan, seed=1)


def played(wait):
    return Replayed((float(wait),), (("talk", 5.0), ("physio", 2.5), ("hub", 0.0)), 0.0)


def test_where_one_follows_on_the_other_slack_comes_between():
    plan = plan_of(TWO_HOURS)
    robust, price = made_robust(plan)
    assert clashes(robust) == ()
    assert {visit.span.minutes for visit in robust.visits} == {15}
    assert price.helps
    assert max(visit.span.end for visit in robust.visits) > max(visit.span.end for visit in plan.visits)
    assert "Played with random minutes, 19 of 20 people wait " in price.says
    assert price.says.endswith("It costs nothing.")


def test_locked_visits_stay_and_their_patients_have_no_slack():
    plan = lock_visits(plan_of(TWO_HOURS), ["C.0"], locked=True)
    robust, _ = made_robust(plan)
    assert robust.visit["C.0"] == plan.visit["C.0"]
    assert [visit.id for visit in robust.visits if visit.locked] == ["C.0"]


def test_most_slack_where_the_queue_is_longest_and_none_in_a_class():
    shares = slack_for(played(10))
    assert shares["talk"] == 2 * shares["physio"]
    assert "hub" not in shares
    assert slack_for(Replayed((), (), 0.0)) == {}
    plan = plan_of(TWO_HOURS)
    longer = with_slack(plan, {"talk": 0.1})
    assert sum(each.route[0].minutes for each in longer.appointments) == 6 * 15 + 5
    assert longer.visits == ()
    assert with_slack(as_class(plan, "talk"), {"talk": 0.5}).appointments == plan.appointments
    nowhere = replace(plan.appointments[0], route=(Step("0", "nowhere"),))
    assert with_slack(replace(plan, appointments=(nowhere,)), {"nowhere": 0.5}).appointments == (nowhere,)
    back = without_slack(plan, changed(plan, "visits", "A.0", span=replace(plan.visit["A.0"].span, end=560)))
    assert back.visits == plan.visits


def test_what_it_costs_is_said():
    dear = Price(played(20), played(12), 3, 120)
    assert dear.says == (
        "Played with random minutes, 19 of 20 people wait 12 minutes at most, and 20 without slack. "
        "It costs 3 people not placed and 120 minutes more on site in all."
    )
    assert Price(played(20), played(12), 1, -5).says.endswith("It costs 1 person not placed.")
    assert Price(played(20), played(21), 1, 5).says.endswith("slack would not change that.")


def test_where_nobody_would_wait_less_the_plan_stays():
    plan = plan_of("09:00\nAnn talk AAA.........BBB")
    robust, price = made_robust(plan)
    assert not price.helps
    assert robust is plan


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(days(), st.booleans())
def test_no_answer_breaks_a_rule(plan, lock_one):
    *_, planned = plan_day(plan, seed=1, rounds=20, slice_rounds=20)
    before = lock_visits(planned.plan, [v.id for v in planned.plan.visits[:1] if lock_one], locked=True)
    for progress in plan_with_slack(before, seed=1, rounds=20, slice_rounds=10):
        assert clashes(progress.plan) == ()
    robust, _ = slack_finished(before, progress.plan, seed=1)
    assert clashes(robust) == ()
    assert {v for v in robust.visits if v.locked} == {v for v in before.visits if v.locked}
