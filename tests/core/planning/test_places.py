"""Places are numbered so that staff stay where they are, and whoever needs a step-free place has one."""

from collections import defaultdict
from dataclasses import replace
from datetime import date
from itertools import count

import pytest
from builders import people

from cadplanner.core.model.patient import AccessNeed
from cadplanner.core.model.referral import Referral
from cadplanner.core.planning.rules import clashes
from cadplanner.core.planning.solver import plan_day
from cadplanner.core.setup.presets import preset
from cadplanner.core.waiting.invite import invite


@pytest.fixture(scope="module")
def planned():
    ids = count()
    plan = preset("small", on=date(2027, 6, 12), new_id=lambda: f"id{next(ids):04d}")
    patients = tuple(
        replace(one, needs=(AccessNeed.STEP_FREE,) if n % 8 == 0 else ()) for n, one in enumerate(people(40))
    )
    waiting = [(Referral(f"r{one.id}", one.id), one) for one in patients]
    plan = replace(plan, patients=patients, appointments=invite(plan, waiting, new_id=lambda: f"id{next(ids):04d}"))
    return next(plan_day(plan, seed=1, rounds=1, slice_rounds=1)).plan


def test_a_member_of_staff_stays_at_one_place_of_a_station(planned):
    places = defaultdict(set)
    for visit in planned.visits:
        if visit.staff_id and planned.station[visit.station_id].zone == 0:
            places[visit.station_id, visit.staff_id].add(visit.place)
    assert len(places) > 5
    assert all(len(here) == 1 for here in places.values())


def test_nobody_shares_a_place_and_step_free_needs_are_met(planned):
    assert planned.visits
    assert clashes(planned) == ()
