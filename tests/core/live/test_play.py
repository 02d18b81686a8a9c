"""A day that is played: everybody accounted for, the figures those of what was played, the day closed."""

from collections import Counter
from dataclasses import replace
from datetime import date
from itertools import count, pairwise
from random import Random

import pytest

from cadplanner.core.figures import figures
from cadplanner.core.live.board import board
from cadplanner.core.live.cast import Part, cast, minutes_taken
from cadplanner.core.live.closing import loose_ends
from cadplanner.core.live.following import GONE, Status
from cadplanner.core.live.outcomes import Kept
from cadplanner.core.live.play import Lived as Before
from cadplanner.core.live.play import play
from cadplanner.core.model.attendance import Happened, instant_on
from cadplanner.core.model.outcome import OutcomeKind
from cadplanner.core.model.referral import Referral
from cadplanner.core.model.span import Span
from cadplanner.core.planning.solver import plan_day
from cadplanner.core.setup.presets import preset_for
from cadplanner.core.waiting.invite import invite
from tests.builders import people, plan_with
from tests.core.live.acting import Lived
from tests.drawing import changed


def ids(prefix="id"):
    numbers = count(1)
    return lambda: f"{prefix}-{next(numbers)}"


@pytest.fixture(scope="module")
def planned():
    """A day for 60 people as the engine plans it."""
    plan = preset_for(60, on=date(2027, 6, 12), new_id=ids())
    waiting = [(Referral(f"r{n}", person.id, date(2027, 1, 1)), person) for n, person in enumerate(people(60))]
    plan = replace(plan, patients=tuple(person for _, person in waiting))
    plan = replace(plan, appointments=invite(plan, waiting, new_id=ids("a")))
    *_, best = plan_day(plan, seed=1, rounds=20, slice_rounds=20)
    return best.plan


def played(plan, seed=1, until=None, before=None):
    day = before or Lived(plan)
    told = Before(day.events, Kept(day.outcomes, day.promises))
    made = ids(f"e{len(day.events)}")
    for minute in play(day.plan, told, dice=Random(seed), new_id=made, until=until):
        day.take(minute.edit)
    assert board(day.plan, day.events, minute.board.now) == minute.board
    return day


@pytest.fixture(scope="module")
def day(planned):
    return played(planned)


def test_everybody_is_accounted_for(day):
    seen = day.board("20:00")
    assert {person.status for person in seen.people} <= GONE
    assert seen.closed
    assert loose_ends(seen, Kept(day.outcomes, day.promises)) == ()
    assert len({event.number for event in day.events}) == len(day.events)


def test_the_figures_are_those_of_what_was_played(day):
    parts = cast(day.plan, Random(1))
    came = sum(part.comes is not None for part in parts.values())
    found = figures(day.board("20:00"), Kept(day.outcomes, day.promises), ())
    assert (found.booked, found.attended.people) == (60, came)
    assert found.did_not_attend.people + found.cancelled.people == 60 - came
    kinds = Counter(next(iter(o.kinds - {OutcomeKind.SIGNPOSTED})) for o in day.outcomes)
    outcomes = {share.what: share.people for share in found.outcomes}
    assert outcomes["discharged"] == kinds[OutcomeKind.DISCHARGE]
    assert outcomes["PIFU"] == kinds[OutcomeKind.PIFU]
    assert outcomes["follow-up"] == kinds[OutcomeKind.FOLLOW_UP]
    assert outcomes["no outcome"] == 0
    starts = Counter(event.station_id for event in day.events if event.kind is Happened.STARTED)
    assert sum(use.visits - use.drop_ins for use in found.stations) == sum(starts.values())
    assert found.promises_open == sum(promise.is_open for promise in day.promises) > 0
    assert found.waits.measured > came


def test_nobody_is_in_two_places_and_no_place_holds_two(day):
    seen = day.board("20:00")
    taken = {}
    for person in seen.people:
        spans = sorted((stop.started, stop.finished) for stop in person.stops)
        assert all(one[1] <= other[0] for one, other in pairwise(spans))
        for stop in person.stops:
            if day.plan.station[stop.station_id].mode.value == "one-to-one":
                taken.setdefault((stop.station_id, stop.place), []).append((stop.started, stop.finished))
    assert all(a[1] <= b[0] for spans in taken.values() for a, b in pairwise(sorted(spans)))


def test_the_same_dice_play_the_same_day(planned, day):
    assert played(planned).events == day.events


def test_a_day_is_played_on_from_where_it_stopped(planned):
    half = played(planned, until=690)
    assert not half.board("11:30").closed
    assert half.board("11:30").here
    whole = played(planned, before=half)
    assert whole.board("20:00").closed
    assert {person.status for person in whole.board("20:00").people} <= GONE


def test_who_has_no_time_is_cancelled_by_us_and_who_is_stuck_goes_home_in_the_end():
    plan = plan_with(people(12), unplaced=1)
    plan = changed(plan, "stations", "s-physio", skill="nobody has it")
    plan = changed(plan, "stations", "s-class", start_every=45, opening=(Span(545, 1020),))
    day = played(plan, seed=3)
    assert day.board("20:00").by_status[Status.CANCELLED_BY_PROVIDER] == ("a12",)
    assert day.board("20:00").closed
    assert any(outcome.kinds == {OutcomeKind.LEFT_EARLY} for outcome in day.outcomes)


def test_a_class_waits_for_a_room_and_a_visit_for_a_place():
    plan = changed(plan_with(people(30)), "stations", "s-talk", places=1)
    plan = changed(plan, "stations", "s-class", minutes=200, skill="")
    day = played(plan, seed=2)
    assert day.board("20:00").closed


def test_people_come_as_they_do():
    plan = plan_with(people(400))
    parts = list(cast(plan, Random(5)).values())
    came = [(part.comes, plan.arrival(f"a{n}")) for n, part in enumerate(parts, 1) if part.comes is not None]
    assert 0.80 < len(came) / 400 < 0.92
    late = [comes - expected for comes, expected in came]
    assert min(late) >= -10
    assert 0.01 < sum(minutes > 30 for minutes in late) / 400 < 0.06
    assert not any(15 < minutes <= 30 for minutes in late)
    assert Part(None, leaves_early=False) == cast(plan_with(people(1), unplaced=1), Random(4))["a1"]
    assert minutes_taken(1, Random(1)) == 1
    assert instant_on(0, plan.day.on).hour == 23


def test_who_leaves_early_goes_after_a_stop_or_two():
    plan = plan_with(people(60))
    seeds = [seed for seed in range(20) if any(p.leaves_early and p.comes for p in cast(plan, Random(seed)).values())]
    day = played(plan, seed=seeds[0])
    assert any(outcome.kinds == {OutcomeKind.LEFT_EARLY} for outcome in day.outcomes)


@pytest.mark.parametrize("seed", range(3))
def test_a_played_day_is_the_same_told_backwards_twice_or_in_two_halves(day, seed):
    dice = Random(seed)
    told = [*day.events, *dice.sample(day.events, 50)]
    dice.shuffle(told)
    now = instant_on(dice.randrange(560, 1000), day.plan.day.on)
    assert board(day.plan, told, now) == board(day.plan, day.events, now)
