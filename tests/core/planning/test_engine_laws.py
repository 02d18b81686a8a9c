"""Laws of the engine, on days of every shape: no clash ever, never worse, the same twice, locked is locked."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cadplanner.core.planning.explain import why_unplaced
from cadplanner.core.planning.moves import best_move, lock_visits
from cadplanner.core.planning.rules import clashes, new_clashes
from cadplanner.core.planning.solver import plan_day
from cadplanner.core.planning.wishes import cost
from tests.core.planning.any_day import days

quickly = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def planned(plan, *, seed=1, rounds=30):
    return list(plan_day(plan, seed=seed, rounds=rounds, slice_rounds=10))


@quickly
@given(days())
def test_no_answer_breaks_a_rule_and_none_is_worse_than_the_one_before(plan):
    answers = planned(plan)
    assert all(clashes(answer.plan) == () for answer in answers)
    costs = [answer.cost for answer in answers]
    assert costs == sorted(costs, reverse=True)
    assert costs[-1] == cost(answers[-1].plan).total
    assert answers[-1].placed + answers[-1].unplaced == len(plan.appointments)


@quickly
@given(days(), st.integers(0, 5))
def test_the_same_seed_and_rounds_give_the_same_plan(plan, seed):
    assert planned(plan, seed=seed)[-1].plan == planned(plan, seed=seed)[-1].plan


@quickly
@given(days(), st.data())
def test_locked_visits_stay_and_nothing_breaks_round_them(plan, data):
    before = planned(plan)[-1].plan
    chosen = data.draw(st.sets(st.sampled_from([v.id for v in before.visits]))) if before.visits else set()
    locked = lock_visits(before, chosen, locked=True)
    for answer in planned(locked, seed=2):
        assert clashes(answer.plan) == ()
        assert {visit for visit in answer.plan.visits if visit.locked} == {v for v in locked.visits if v.locked}


@quickly
@given(days(), st.data())
def test_a_move_adds_exactly_what_judging_the_whole_plan_would_say(plan, data):
    before = planned(plan)[-1].plan
    if not before.visits:
        return
    visit = data.draw(st.sampled_from(before.visits))
    other = data.draw(st.sampled_from(before.visits))
    moved = replace(visit, span=other.span, place=other.place, staff_id=other.staff_id, station_id=other.station_id)
    after = replace(before, visits=tuple(moved if each is visit else each for each in before.visits))
    rules = {clash.rule for clash in clashes(after)}
    assert {clash.rule for clash in new_clashes(before, after)} == rules


@quickly
@given(days(), st.data())
def test_the_best_move_keeps_every_rule(plan, data):
    before = planned(plan)[-1].plan
    if not before.visits:
        return
    visit = data.draw(st.sampled_from(before.visits))
    start = data.draw(st.sampled_from(before.visits)).span.start
    moved = best_move(before, visit.id, start=start, station_id=visit.station_id)
    assert moved is None or clashes(moved) == ()


@quickly
@given(days())
def test_whoever_is_not_placed_is_told_why(plan):
    best = planned(plan)[-1].plan
    for appointment in best.unplaced:
        assert why_unplaced(best, appointment.id).says.endswith(".")
