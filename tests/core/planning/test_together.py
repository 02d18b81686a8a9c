"""Two who come together, drawn: both are planned or neither, they come and go together."""

from dataclasses import replace

from cadplanner.core.model.day import Arrivals
from cadplanner.core.model.span import Span
from cadplanner.core.planning.best_places import best_places, why_no_place
from cadplanner.core.planning.bounds import bound
from cadplanner.core.planning.explain import why_unplaced
from cadplanner.core.planning.helping import helps
from cadplanner.core.planning.moves import lock_visits
from cadplanner.core.planning.room_to_move import RoomToMove
from cadplanner.core.planning.rules import clashes, new_clashes
from cadplanner.core.planning.solver import plan_day
from tests.drawing import changed, plan_of

NINE = 9 * 60


def couple(text, cards="AB", **day):
    plan = plan_of(text)
    for card in cards:
        plan = changed(plan, "appointments", card, together="a couple")
    return replace(plan, day=replace(plan.day, **day))


def planned(plan, until=60, rounds=50):
    """The plan of the day open so long, begun with its locked visits."""
    plan = replace(plan, visits=tuple(v for v in plan.visits if v.locked))
    plan = replace(plan, day=replace(plan.day, opening=Span(NINE, NINE + until)))
    return list(plan_day(plan, seed=1, rounds=rounds, slice_rounds=10))[-1].plan


def rules(plan):
    return [clash.rule for clash in clashes(plan)]


def test_both_are_planned_or_neither():
    plan = couple("09:00\nAnn talk AAA\nBob talk BBB")
    assert rules(plan) == []
    alone = replace(plan, visits=plan.visits[:1])
    assert [clash.says for clash in clashes(alone)] == ["A (card 1) comes with B (card 2), who is not planned."]
    assert clashes(replace(plan, visits=())) == ()
    only_one = changed(alone, "appointments", "B", together="")
    assert clashes(only_one) == ()
    assert rules(alone) == [clash.rule for clash in new_clashes(plan, alone)]


def test_they_arrive_in_one_window():
    plan = couple("09:00\nAnn talk AAA\nBob talk ...BBB")
    assert [clash.says for clash in clashes(plan)] == [
        "A (card 1) and B (card 2) come together, and would arrive at 09:00 and 09:15, not in one window of 15 minutes."
    ]
    assert rules(couple("09:00\nAnn talk AAA\nBob talk ..BBB")) == []


def test_neither_leaves_long_before_the_other():
    text = "09:00\nAnn talk AAA\nBob talk BBB\nCas physio ........BB"
    plan = couple(text)
    assert [clash.says for clash in clashes(plan)] == [
        "A (card 1) would leave at 09:15 and B (card 2), who comes too, at 09:50, more than 30 minutes later."
    ]
    assert rules(couple(text, wait_for_another=35)) == []


def test_the_engine_places_both_or_none():
    plan = couple("09:00\nAnn talk AAABBBCCC")
    plan = replace(plan, day=replace(plan.day, arrivals=replace(plan.day.arrivals, every=60)))
    assert {visit.appointment_id for visit in planned(plan, until=30).visits} == {"A", "B"}
    heavy = changed(plan, "appointments", "C", weight=1300)
    assert {visit.appointment_id for visit in planned(heavy, until=30).visits} == {"C"}
    assert planned(plan, until=45).unplaced == ()
    nobody = couple("09:00\nAnn talk AAA\nBob physio BBB")
    nobody = replace(nobody, shifts=nobody.shifts[:1])
    assert planned(nobody).visits == ()


def test_whoever_has_the_shorter_route_waits_or_comes_at_the_end_of_the_window():
    plan = couple("09:00\nAnn talk AAA\nBob talk BBB\nCas physio ...BBBBBB", wait_for_another=20)
    best = planned(plan, until=120)
    assert clashes(best) == ()
    assert not best.unplaced
    ends = [best.visits_of_appointment[card][-1].span.end for card in "AB"]
    assert abs(ends[0] - ends[1]) <= 20


def test_one_more_may_be_planned_beside_one_who_is_locked():
    plan = lock_visits(couple("09:00\nAnn talk ......AAA\nBob talk BBB"), ["A.0"], locked=True)
    best = planned(plan, until=90)
    assert clashes(best) == ()
    assert NINE + 30 <= best.visit["B.0"].span.start < NINE + 45
    absent = replace(plan, appointments=tuple(replace(a, route=()) if a.id == "B" else a for a in plan.appointments))
    assert planned(absent, until=90).unplaced


def test_a_window_that_takes_only_one_arrival_takes_no_couple():
    plan = couple("09:00\nAnn talk AAA\nBob talk BBB\nCas talk CCC")
    plan = replace(plan, day=replace(plan.day, arrivals=Arrivals(Span(NINE, NINE + 60), 15, 1)))
    assert [each.id for each in planned(plan).unplaced] == ["A", "B"]
    assert planned(replace(plan, day=replace(plan.day, arrivals=Arrivals(Span(NINE, NINE + 60), 15, 2)))).unplaced == ()


def test_a_drag_keeps_them_together():
    plan = couple("09:00\nAnn talk AAA\nBob talk BBB\nAnn talk ......CCC")
    room = RoomToMove(plan)
    to = {"station_id": "talk", "place": 1, "staff_id": "Bob"}
    assert room.may("B.0", start=NINE + 10, **to)
    assert not room.may("B.0", start=NINE + 15, **to)
    assert room.may("C.0", start=NINE + 60, **to)


def test_who_cannot_be_placed_for_the_sake_of_another_is_told():
    plan = couple("09:00\nAnn talk AAABBB")
    best = planned(plan, until=30)
    assert [each.id for each in best.unplaced] == ["A", "B"]
    reason = why_unplaced(best, "A")
    assert reason.says == "There is room for her, but not at one time for B (card 2), who comes with her."
    assert reason.would_help.startswith("Coming alone between ")
    assert "Letting those who come together come apart would place 2 more." in [each.says for each in helps(best)]


def test_whoever_comes_with_somebody_that_cannot_be_placed_cannot_be_either():
    plan = couple("09:00\nAnn talk AAA\nBob physio BBB")
    plan = replace(plan, visits=(), shifts=plan.shifts[:1])
    says = "A (card 1) comes with B (card 2), who cannot be placed. Nobody on this day has the skill physio, which"
    assert why_unplaced(plan, "A").says == f"{says} physio needs."
    assert bound(plan).unplaced_least == 1
    late = changed(couple("09:00\nAnn talk AAA\nBob physio BBB"), "stations", "physio", opening=(Span(0, 5),))
    assert any("A (card 1) comes with somebody who cannot be placed." in says for says in bound(late).says)


def test_why_nobody_can_be_put_in_alone_who_comes_with_another():
    plan = replace(couple("09:00\nAnn talk AAA\nBob physio BBB"), visits=())
    assert best_places(plan, "A", at=NINE) == ()
    says = (
        "A (card 1) cannot be kept: no times for talk go together from 09:00 on, beside B (card 2), who comes with her."
    )
    assert why_no_place(plan, "A", at=NINE) == says
    closed = changed(plan, "stations", "physio", opening=(Span(NINE, NINE + 30),))
    says = "A (card 1) comes with B (card 2), who cannot be kept from 10:00 on."
    assert why_no_place(closed, "A", at=NINE + 60) == says
