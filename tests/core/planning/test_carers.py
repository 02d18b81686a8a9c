"""A carer is a body: two seats of a class and at a drop-in, and a place with room for two."""

from dataclasses import replace

from cadplanner.core.model.patient import AccessNeed
from cadplanner.core.model.span import Span
from cadplanner.core.planning.explain import why_unplaced
from cadplanner.core.planning.helping import helps
from cadplanner.core.planning.moves import best_move
from cadplanner.core.planning.room_to_move import RoomToMove
from cadplanner.core.planning.rules import clashes
from cadplanner.core.planning.solver import plan_day
from tests.drawing import as_class, as_drop_in, changed, plan_of

NINE = 9 * 60


def with_carer(plan, *cards):
    for card in cards:
        plan = changed(plan, "patients", card, needs=(*plan.patient[card].needs, AccessNeed.CARER_PRESENT))
    return plan


def planned(plan, until=15):
    plan = replace(plan, visits=(), day=replace(plan.day, opening=Span(NINE, NINE + until)))
    best = list(plan_day(plan, seed=1, rounds=50, slice_rounds=10))[-1].plan
    assert clashes(best) == ()
    return best


def test_a_class_counts_carers():
    plan = as_class(plan_of("09:00\nAnn rehab AAA\nAnn rehab BBB\nAnn rehab CCC"), "rehab", size=3)
    assert clashes(plan) == ()
    assert [c.says for c in clashes(with_carer(plan, "A"))] == ["rehab at 09:00 takes 3 people, not 4 with carers."]
    assert len(planned(with_carer(plan, "A")).unplaced) == 1
    assert len(planned(with_carer(changed(plan, "stations", "rehab", group_size=4), "A")).unplaced) == 0
    alone = changed(plan, "stations", "rehab", group_size=1)
    assert next(each.id for each in planned(with_carer(alone, "A")).unplaced) == "A"


def test_a_drop_in_counts_carers():
    plan = as_drop_in(plan_of("09:00\n- hub AAA\n- hub BBB"), "hub", places=2)
    assert clashes(plan) == ()
    assert next(c.says for c in clashes(with_carer(plan, "A"))) == (
        "hub has room for 2 at once, not 3 with carers, at 09:00."
    )
    assert len(planned(with_carer(plan, "A")).unplaced) == 1
    assert len(planned(with_carer(plan, "A"), until=30).unplaced) == 0
    assert not RoomToMove(with_carer(planned(plan), "A")).may("B.0", start=NINE, station_id="hub", place=0, staff_id="")


def test_of_one_to_one_places_the_last_may_have_no_room_for_a_carer():
    plan = changed(plan_of("09:00\nAnn talk AAA\nBob talk BBB"), "stations", "talk", small_places=1)
    assert clashes(plan) == clashes(with_carer(plan, "A")) == ()
    assert [c.says for c in clashes(with_carer(plan, "B"))] == [
        "B (card 2) comes with a carer, and has place 2 of talk at 09:00, which has no room for two."
    ]
    assert planned(with_carer(plan, "B")).visit["B.0"].place == 0
    assert len(planned(with_carer(plan, "A", "B")).unplaced) == 1
    assert len(planned(with_carer(changed(plan, "stations", "talk", small_places=2), "A")).unplaced) == 1


def test_a_step_free_place_and_room_for_a_carer_are_both_kept_free():
    text = "09:00\nAnn talk AAA\nBob talk BBB\nCas talk CCC"
    plan = changed(plan_of(text), "stations", "talk", small_places=1, step_free_places=1)
    plan = with_carer(changed(plan, "patients", "A", needs=(AccessNeed.STEP_FREE,)), "B")
    best = planned(plan)
    assert [best.visit[f"{card}.0"].place for card in "ABC"] == [0, 1, 2]


def test_a_move_by_hand_finds_a_place_with_room():
    plan = changed(plan_of("09:00\nAnn talk ...AAA\nBob talk ......"), "stations", "talk", small_places=1)
    plan = with_carer(replace(plan, visits=plan.visits), "A")
    moved = best_move(plan, "A.0", start=NINE, station_id="talk")
    assert moved.visit["A.0"].place == 0
    assert not RoomToMove(plan).may("A.0", start=NINE, station_id="talk", place=1, staff_id="Ann")


def test_what_would_help_a_carer_is_said():
    plan = with_carer(plan_of("09:00\nAnn talk AAA\nBob talk BBB"), "A", "B")
    plan = changed(plan, "stations", "talk", small_places=1)
    best = planned(plan)
    reason = why_unplaced(best, best.unplaced[0].id)
    assert reason.says.startswith("No place with room for her and her carer with staff is free for long enough")
    assert reason.would_help.startswith("One more place with room for two between 09:00 and 09:15 would place her.")
    assert "One more of the places at talk with room for a carer would place 1 more." in [h.says for h in helps(best)]
    none = replace(changed(plan, "stations", "talk", small_places=2), visits=())
    assert why_unplaced(none, "A").says == "No station for talk has room for a carer too."
