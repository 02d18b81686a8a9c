"""The compiled kernel and the search in Python are the same engine: the same plans, round by round, on any day."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cadplanner.core.model.span import Span
from cadplanner.core.planning import kernel_search, solver
from cadplanner.core.planning.compiling import compiled
from cadplanner.core.planning.draft import Draft
from cadplanner.core.planning.handing_over import width_for
from cadplanner.core.planning.moves import lock_visits
from cadplanner.core.planning.rules import clashes
from cadplanner.core.planning.wishes import cost
from tests.core.planning.any_day import days
from tests.drawing import plan_of

NINE = 9 * 60
needs_kernel = pytest.mark.skipif(kernel_search.kernel is None, reason="the kernel was not compiled")
widely = settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))


def answers(plan, seed, rounds=40):
    return list(solver.plan_day(plan, seed=seed, rounds=rounds, slice_rounds=15))


def without_kernel(plan, seed, rounds=40):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kernel_search, "kernel", None)
        return answers(plan, seed, rounds)


@needs_kernel
@widely
@given(days(), st.integers(0, 2**64), st.data())
def test_the_kernel_and_python_answer_the_same_on_any_day(plan, seed, data):
    with_kernel = answers(plan, seed)
    assert with_kernel == without_kernel(plan, seed)
    before = with_kernel[-1].plan
    if before.visits:
        chosen = data.draw(st.sets(st.sampled_from([visit.id for visit in before.visits])))
        locked = lock_visits(before, chosen, locked=True)
        moved = data.draw(st.sampled_from(locked.visits))
        unsound = replace(locked, visits=tuple(replace(v, staff_id="") if v is moved else v for v in locked.visits))
        for again in (locked, unsound):
            assert answers(again, seed + 1) == without_kernel(again, seed + 1)


@needs_kernel
@settings(widely, max_examples=40)
@given(days(), st.integers(0, 9))
def test_a_long_search_breaks_no_rule(plan, seed):
    *_, best = solver.plan_day(plan, seed=seed, rounds=20_000, slice_rounds=5_000)
    assert clashes(best.plan) == ()
    assert best.cost == cost(best.plan).total


@needs_kernel
def test_they_are_the_same_when_stuck_and_after():
    text = "09:00\nAnn talk AAABBBCCCDDD\nBob physio DDDAAABBBCCC\nCas rehab CCCDDDAAABBB"
    plan = plan_of(text)
    plan = replace(plan, visits=(), day=replace(plan.day, opening=Span(NINE, NINE + 50)))
    with_kernel = answers(plan, 1, rounds=1500)
    assert with_kernel == without_kernel(plan, 1, rounds=1500)
    assert with_kernel[-1].unplaced


@needs_kernel
@pytest.mark.parametrize(("hours", "grid", "width"), [(9, 5, 2), (15, 5, 3), (23, 5, 5), (5, 1, 5), (1, 1, 2)])
def test_longer_days_and_finer_grids_have_wider_masks(hours, grid, width):
    plan = long_day(hours, grid)
    assert width_for(Draft(compiled(plan))) == width
    assert answers(plan, 3) == without_kernel(plan, 3)


def test_a_day_too_fine_for_the_kernel_is_planned_without_it():
    plan = long_day(20, 1)
    assert not kernel_search.can_search(Draft(compiled(plan)))
    assert answers(plan, 3)[-1].unplaced == 0


def long_day(hours, grid):
    plan = plan_of(
        "09:00\nAnn talk AAABBBCCCDDDEEEFFF\nBob physio ......AAABBBCCCDDDEEEFFF\nCas rehab FFFEEEDDDCCCBBBAAA"
    )
    opening = Span(0, hours * 60)
    day = replace(plan.day, opening=opening, grid=grid, arrivals=replace(plan.day.arrivals, span=opening))
    shifts = tuple(replace(shift, span=Span(0, 24 * 60), longest_stretch=60) for shift in plan.shifts)
    stations = tuple(replace(station, opening=(opening,)) for station in plan.stations)
    return replace(plan, visits=(), day=day, shifts=shifts, stations=stations)
