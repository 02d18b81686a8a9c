"""A change of the set-up leaves nobody in the plan whom the rule book does not let stay, and takes off no one else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cadplanner.core.model.referral import Referral
from cadplanner.core.model.span import Span
from cadplanner.core.planning.rules import clashes, clashes_of_visits
from cadplanner.core.planning.solver import plan_day
from cadplanner.core.setup.change import on_rota, with_parts, without_parts, written
from cadplanner.core.setup.fitting import fitted
from cadplanner.core.waiting.invite import invite
from tests.core.setup.days import ids, person, small


@pytest.fixture(scope="module")
def planned():
    """Forty people on the small day."""
    plan = small()
    people = tuple(person(n) for n in range(40))
    appointments = invite(plan, [(Referral(f"r{one.id}", one.id), one) for one in people], new_id=ids("a"))
    plan = replace(plan, patients=people, appointments=appointments)
    plan = next(iter(plan_day(plan, seed=1, rounds=1, slice_rounds=1))).plan
    assert len(plan.visits_of_appointment) > 30
    assert clashes(plan) == ()
    return plan


CHANGES = {
    "fewer places": lambda plan: with_parts(plan, replace(plan.stations[0], places=2, step_free_places=1)),
    "longer visits": lambda plan: with_parts(plan, replace(plan.stations[1], minutes=45)),
    "a station goes": lambda plan: without_parts(plan, plan.stations[3]),
    "someone is not here": lambda plan: without_parts(plan, plan.shifts[0], plan.shifts[1]),
    "someone goes early": lambda plan: written(
        plan, replace(on_rota(plan)[0], shift=replace(on_rota(plan)[0].shift, span=Span(570, 660), breaks=()))
    ),
    "a shorter day": lambda plan: written(plan, replace(plan.day, opening=Span(570, 780))),
    "a shorter stay": lambda plan: written(plan, replace(plan.day, longest_stay=60)),
    "few may arrive at once": lambda plan: written(
        plan, replace(plan.day, arrivals=replace(plan.day.arrivals, most=1))
    ),
    "a longer walk": lambda plan: with_parts(
        plan, replace(plan.venue, walking=((0, 30, 30, 30), (30, 0, 30, 30), (30, 30, 0, 30), (30, 30, 30, 0)))
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_whom_the_change_has_no_room_for_comes_off_wholly(planned, change):
    after = CHANGES[change](planned)
    result = fitted(planned, after)
    assert clashes_of_visits(result.plan) == ()
    assert set(result.taken_off) == planned.visits_of_appointment.keys() - result.plan.visits_of_appointment.keys()
    assert result.taken_off
    assert result.plan.day == after.day
    for appointment_id, visits in result.plan.visits_of_appointment.items():
        assert visits == planned.visits_of_appointment[appointment_id]


@pytest.mark.parametrize(
    "change",
    [
        lambda plan: plan,
        lambda plan: with_parts(plan, replace(plan.stations[0], places=30)),
        lambda plan: written(plan, replace(plan.day, longest_stay=400)),
        lambda plan: with_parts(plan, replace(plan.stations[0], name="Tables")),
    ],
)
def test_a_change_that_costs_nobody_anything_takes_nobody_off(planned, change):
    assert fitted(planned, change(planned)).taken_off == ()


def test_what_was_wrong_before_is_left_as_it_was(planned):
    wrong = replace(planned.visits[0], place=99)
    plan = replace(planned, visits=(wrong, *planned.visits[1:]))
    assert fitted(plan, with_parts(plan, replace(plan.stations[0], name="Tables"))).taken_off == ()
