"""A plan played with random minutes: exact with steady dice, the same twice, and it tells where queues build."""

from dataclasses import replace

import pytest

from cadplanner.core.planning.dice import Dice
from cadplanner.core.planning.replay import Chance, replayed
from tests.drawing import as_class, as_drop_in, changed, plan_of

MORNING = """
09:00
Ann talk     AAABBBCCC
Bob physio   ...AAABBB
"""
EXACT = Chance(minutes=0.0, late=0.0)


def test_where_all_goes_as_planned_nobody_waits_but_as_planned():
    played = replayed(plan_of(MORNING), Dice(1), times=3, chance=EXACT)
    assert played.waits == (0.0,) * 9
    assert (played.mean_wait, played.overtime) == (0.0, 0.0)
    assert dict(played.queues) == {"talk": 0.0, "physio": 0.0}
    gap = replayed(plan_of("09:00\nAnn talk AAA...\nBob physio ......AAA"), Dice(1), times=1, chance=EXACT)
    assert gap.waits == (15.0,)


def test_with_random_minutes_those_behind_wait_and_the_queue_has_a_name():
    played = replayed(plan_of(MORNING), Dice(1), times=50)
    assert 0 < played.mean_wait < played.wait_of(95) <= played.waits[-1]
    assert all(minutes > 0 for _, minutes in played.queues)
    steady = Chance(late=0.0, by_service=(("talk", 0.0), ("physio", 0.0)))
    assert replayed(plan_of(MORNING), Dice(1), times=5, chance=steady).mean_wait == 0.0


def test_the_same_dice_play_the_same_day():
    assert replayed(plan_of(MORNING), Dice(7), times=5) == replayed(plan_of(MORNING), Dice(7), times=5)
    assert replayed(plan_of(MORNING), Dice(7), times=5) != replayed(plan_of(MORNING), Dice(8), times=5)


def test_a_class_waits_for_its_last_and_lasts_as_planned():
    group = as_class(plan_of("09:00\nAnn talk AAA...\nBob talk BBB...\nCyd rehab ...AAA\nCyd rehab ...BBB"), "rehab")
    group = changed(group, "visits", "B.1", place=0)
    played = replayed(group, Dice(1), times=200, chance=Chance(minutes=0.4, late=0.0))
    assert played.mean_wait > 0
    assert dict(played.queues)["rehab"] == 0.0


def test_nobody_queues_to_drop_in_and_work_past_the_shift_is_counted():
    hub = as_drop_in(plan_of("09:00\n- hub AAA\n- hub BBB"), "hub")
    assert dict(replayed(hub, Dice(1), times=20).queues) == {"hub": 0.0}
    short = changed(plan_of(MORNING), "shifts", "Ann", span=replace(plan_of(MORNING).shifts[0].span, end=9 * 60 + 45))
    assert replayed(short, Dice(1), times=20).overtime > 0


def test_a_plan_without_anybody_is_played_too():
    nobody = replayed(replace(plan_of(MORNING), visits=()), Dice(1), times=2)
    assert (nobody.waits, nobody.mean_wait, nobody.wait_of(95)) == ((), 0.0, 0.0)
    gone = replayed(replace(plan_of(MORNING), stations=()), Dice(1), times=1)
    assert gone.waits == ()
    assert replayed(plan_of(MORNING), Dice(1), times=0).overtime == pytest.approx(0.0)
