"""Slack where people would wait: every rule is kept, nobody's minutes change, the price is what a rehearsal says."""

from dataclasses import replace
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cadplanner.core.model.pathway import Step
from cadplanner.core.planning.moves import lock_visits
from cadplanner.core.planning.rules import clashes
from cadplanner.core.planning.slack import with_slack, without_slack
from cadplanner.core.planning.solver import plan_day
from cadplanner.core.rehearsal.advice import answer
from cadplanner.core.rehearsal.counting import Spread
from cadplanner.core.rehearsal.rehearse import USUAL_RUNS, USUAL_SEED, rehearse
from cadplanner.core.rehearsal.robust import MOST_SLACK, Price, plan_with_slack, slack_finished, slack_for
from cadplanner.core.rehearsal.what_if import AS_PLANNED, WhatIf
from cadplanner.core.rehearsal.words import result_words
from tests.builders import people, plan_with
from tests.core.planning.any_day import days
from tests.drawing import as_class, changed, plan_of

EXACT = WhatIf(varies=False)
TWO_HOURS = """
09:00
Ann talk     AAABBBCCCDDDEEEFFF
"""


def made_robust(plan, *, rounds=200):
    *_, found = plan_with_slack(plan, seed=1, rounds=rounds, slice_rounds=rounds)
    return slack_finished(plan, found)


@cache
def rehearsed_once():
    return rehearse(plan_of(TWO_HOURS), AS_PLANNED, runs=1)


def judged(on_time, wait):
    """A rehearsal with those figures."""
    return replace(rehearsed_once(), runs=20, on_time=on_time, waits=Spread(0, wait))


def test_where_one_follows_on_the_other_slack_comes_between():
    plan = plan_of(TWO_HOURS)
    robust, price = made_robust(plan)
    assert clashes(robust) == ()
    assert {visit.span.minutes for visit in robust.visits} == {15}
    assert price.helps
    assert max(visit.span.end for visit in robust.visits) > max(visit.span.end for visit in plan.visits)


def test_what_slack_says_is_what_a_rehearsal_says():
    """The same play, the same dice, the same words: Plan and Rehearse never tell two stories of one plan."""
    plan = plan_of(TWO_HOURS)
    robust, price = made_robust(plan)
    without, with_it = (answer(each, AS_PLANNED, runs=USUAL_RUNS, seed=USUAL_SEED) for each in (plan, robust))
    assert (price.before, price.after) == (without.asked, with_it.asked)
    on_time, waits = result_words(robust, with_it)[1:3]
    said = price.says.removeprefix("Rehearsed 20 times as planned, ")
    assert on_time.startswith(said.split(" with slack")[0])
    assert f"19 of 20 no more than {round(with_it.asked.waits.most)} minutes." in waits
    assert f"19 of 20 people would wait no more than {round(with_it.asked.waits.most)} minutes in all" in said
    before = result_words(plan, without)
    assert f"in place of {before[1].split()[0]}, and 19 of 20" in said
    assert f"in place of {round(without.asked.waits.most)}. It costs" in said


@pytest.mark.parametrize(("patients", "seed"), [(24, 1), (40, 2), (40, 3)])
def test_on_made_days_a_robust_plan_rehearses_better_or_the_same_for_a_price(patients, seed):
    plan = plan_with(people(patients), unplaced=patients)
    *_, planned = plan_day(plan, seed=seed, rounds=400, slice_rounds=400)
    robust, price = made_robust(planned.plan, rounds=400)
    before, after = (rehearse(each, AS_PLANNED) for each in (planned.plan, robust))
    assert after.on_time >= before.on_time - 0.5
    assert after.waits.most <= before.waits.most + 0.5
    assert (robust.visits == planned.plan.visits) is not price.helps
    assert price.left_out >= 0


def test_locked_visits_stay_and_their_patients_have_no_slack():
    plan = lock_visits(plan_of(TWO_HOURS), ["C.0"], locked=True)
    robust, _ = made_robust(plan)
    assert robust.visit["C.0"] == plan.visit["C.0"]
    assert [visit.id for visit in robust.visits if visit.locked] == ["C.0"]


def test_most_slack_where_the_wait_is_longest_and_none_where_nobody_waits():
    plan = plan_of("09:00\nAnn talk AAA...\nBob physio ...AAA\n- hub .........AAA")
    stations = rehearse(plan, EXACT, runs=1).stations
    totals = {"talk": 20.0, "physio": 10.0, "hub": 0.0}
    waited = tuple(replace(each, total=totals[each.station_id], visits=2.0) for each in stations)
    shares = slack_for(plan, replace(rehearsed_once(), stations=waited))
    assert shares == {"talk": MOST_SLACK, "physio": MOST_SLACK / 2}
    assert slack_for(plan, rehearse(plan, EXACT, runs=1)) == {}


def test_some_visits_are_planned_longer_and_are_as_long_as_ever_in_the_end():
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
    dear = Price(judged(70, 20), judged(80, 12), 3, 120)
    assert dear.says == (
        "Rehearsed 20 times as planned, 80 of 100 people would leave on time with slack, in place of 70, and "
        "19 of 20 people would wait no more than 12 minutes in all, in place of 20. "
        "It costs 3 people not placed and 120 minutes more on site in all."
    )
    assert Price(judged(70, 20), judged(80, 20), 1, -5).says.endswith("It costs 1 person not placed.")
    same = Price(judged(70, 20), judged(80, 20), 0, 0).says
    assert same.endswith("wait no more than 20 minutes in all, as without it. It costs nothing.")
    assert (
        "70 of 100 people would leave on time with slack, as without it, and"
        in Price(judged(70, 20), judged(70, 9), 0, 0).says
    )


@pytest.mark.parametrize("after", [(70, 20), (90, 21), (69, 10)])
def test_it_helps_only_where_one_is_better_and_neither_is_worse(after):
    price = Price(judged(70, 20), judged(*after), 1, 5)
    assert not price.helps
    assert price.says == (
        "Rehearsed 20 times as planned, 70 of 100 people would leave on time and 19 of 20 people would wait no more "
        "than 20 minutes in all; slack would not better both."
    )


def test_where_slack_does_not_help_the_plan_stays():
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
    robust, _ = slack_finished(before, progress)
    assert clashes(robust) == ()
    assert {v for v in robust.visits if v.locked} == {v for v in before.visits if v.locked}
