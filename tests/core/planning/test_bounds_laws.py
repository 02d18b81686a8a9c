"""Laws of the bound: no plan of the engine beats it, nor any plan at all of a tiny day."""

from dataclasses import replace
from itertools import product

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cadplanner.core.model.appointment import Visit, visit_id
from cadplanner.core.model.day import Mode
from cadplanner.core.model.span import Span
from cadplanner.core.planning.bounds import bound
from cadplanner.core.planning.moves import lock_visits
from cadplanner.core.planning.rules import clashes
from cadplanner.core.planning.solver import plan_day
from cadplanner.core.planning.wishes import cost
from tests.core.planning.any_day import days
from tests.drawing import as_class, changed, plan_of

quickly = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def holds(limits, plan):
    """Whether the plan keeps to the bound."""
    paid = cost(plan)
    waits_enough = len(plan.unplaced) > limits.unplaced_least or paid.waiting >= limits.waiting_least
    return (
        len(plan.unplaced) >= limits.unplaced_least
        and len(plan.appointments) - len(plan.unplaced) <= limits.placed_most
        and paid.unplaced >= limits.weight_least
        and paid.total >= limits.cost_least
        and waits_enough
    )


@quickly
@given(days())
def test_no_plan_of_the_engine_beats_the_bound(plan):
    limits = bound(plan)
    for answer in plan_day(plan, seed=1, rounds=60, slice_rounds=30):
        assert holds(limits, answer.plan), limits
    assert limits.placed_most + limits.unplaced_least == len(plan.appointments)
    assert bool(limits.says) == bool(limits.unplaced_least)
    assert all(says.endswith(".") for says in limits.says)


@quickly
@given(days(), st.data())
def test_what_is_locked_is_counted(plan, data):
    before = list(plan_day(plan, seed=1, rounds=20, slice_rounds=20))[-1].plan
    cards = sorted(before.visits_of_appointment)
    chosen = data.draw(st.sets(st.sampled_from(cards))) if cards else set()
    locked = lock_visits(before, {v.id for v in before.visits if v.appointment_id in chosen}, locked=True)
    assert holds(bound(locked), locked)
    assert holds(bound(locked), list(plan_day(locked, seed=2, rounds=20, slice_rounds=20))[-1].plan)


@st.composite
def tiny_days(draw):
    """Up to three people, two services and 40 minutes of ten-minute steps."""
    plan = plan_of("09:00\nAnn talk AAABBBCCC\nBob physio ...AAABBBCCC")
    many = draw(st.integers(1, 3))
    long = draw(st.sampled_from((20, 30, 40)))
    opening = Span(540, 540 + long)
    plan = replace(
        plan,
        visits=(),
        appointments=plan.appointments[:many],
        day=replace(plan.day, opening=opening, grid=10, longest_stay=draw(st.sampled_from((20, 40)))),
        shifts=tuple(
            replace(
                shift,
                span=Span(540, 540 + draw(st.sampled_from((20, 30, 40)))),
                overtime=draw(st.sampled_from((0, 10))),
            )
            for shift in plan.shifts
        ),
    )
    for station in plan.stations:
        plan = changed(plan, "stations", station.id, places=1, step_free_places=1)
    if draw(st.booleans()):
        plan = changed(plan, "staff", "Ann", skills=("talk", "physio"))
    if draw(st.booleans()):
        plan = as_class(plan, "physio", size=2)
        plan = changed(plan, "stations", "physio", minutes=10)
    for appointment in plan.appointments:
        count = draw(st.integers(1, 2))
        route = tuple(replace(step, minutes=draw(st.sampled_from((10, 10, 20)))) for step in appointment.route[:count])
        plan = changed(plan, "appointments", appointment.id, route=route, weight=draw(st.sampled_from((5, 500, 900))))
    return plan


@st.composite
def _shift_of(draw, shift):
    span = Span(540, 540 + draw(st.sampled_from((20, 30, 40))))
    return replace(shift, span=span, overtime=draw(st.sampled_from((0, 10))))


def every_plan(plan):
    """All plans of a tiny day that keep every rule."""
    ways = [[(), *_visits(plan, appointment)] for appointment in plan.appointments]
    for chosen in product(*ways):
        made = replace(plan, visits=tuple(visit for visits in chosen for visit in visits))
        if not clashes(made):
            yield made


def _visits(plan, appointment):
    each = []
    for step in appointment.route:
        station = plan.stations_giving[step.service_id][0]
        minutes = plan.minutes_for(appointment, step, station)
        able = [member.id for member in plan.staff if station.skill in member.skills]
        starts = range(plan.day.opening.start, plan.day.opening.end - minutes + 1, plan.day.grid)
        each.append(
            [
                Visit(
                    visit_id(appointment.id, step.key), "day", appointment.id, step.key, station.id, 0, staff_id,
                    Span(start, start + minutes),
                )
                for start in starts
                for staff_id in able
            ]
        )  # fmt: skip
    alone = (replace(plan, visits=visits) for visits in product(*each))
    return [one.visits for one in alone if not clashes(one)]


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(tiny_days())
def test_no_plan_at_all_of_a_tiny_day_beats_the_bound(plan):
    limits = bound(plan)
    assert all(holds(limits, made) for made in every_plan(plan)), limits
    assert all(station.mode is not Mode.DROP_IN for station in plan.stations)
