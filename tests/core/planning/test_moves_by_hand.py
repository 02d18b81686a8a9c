"""Moves by hand, drawn: what goes where, and what is refused."""

import pytest

from cadplanner.core.model.patient import AccessNeed
from cadplanner.core.planning.moves import best_move, lock_visits, move_visit, swap_visits, take_off
from cadplanner.core.planning.rules import clashes, new_clashes
from cadplanner.core.planning.wishes import cost
from tests.drawing import as_class, as_drop_in, changed, plan_of, text_of

DAY = """
09:00
Ann talk     AAA.BBB
Bob talk     ....CCC
"""
NINE = 9 * 60


def drawn(text):
    return text_of(plan_of(text))


def test_a_drawing_comes_back():
    assert text_of(plan_of(DAY)) == DAY.strip()


def test_a_visit_moves_to_another_time_and_member_of_staff():
    plan = move_visit(plan_of(DAY), "A.0", start=NINE, station_id="talk", place=1, staff_id="Bob")
    assert text_of(plan) == "09:00\nAnn talk     ....BBB\nBob talk     AAA.CCC"
    with pytest.raises(KeyError):
        move_visit(plan, "Z.0", start=NINE, station_id="talk", place=1, staff_id="Bob")


def test_a_move_into_somebody_is_refused_in_a_sentence():
    plan = plan_of(DAY)
    moved = move_visit(plan, "A.0", start=NINE + 20, station_id="talk", place=0, staff_id="Ann")
    assert [clash.says for clash in new_clashes(plan, moved)] == [
        "A (card 1) and B (card 2) are both in place 1 of talk at 09:20.",
        "Ann is with A (card 1) until 09:35 and with B (card 2) from 09:20.",
    ]


def test_a_swap_exchanges_time_place_and_staff():
    assert text_of(swap_visits(plan_of(DAY), "A.0", "C.0")) == "09:00\nAnn talk     CCC.BBB\nBob talk     ....AAA"


def test_locking_and_taking_off():
    plan = plan_of(DAY)
    locked = lock_visits(plan, ["A.0", "gone"], locked=True)
    assert [visit.id for visit in locked.visits if visit.locked] == ["A.0"]
    assert lock_visits(locked, ["A.0"], locked=False) == plan
    off = take_off(plan, "A")
    assert [appointment.id for appointment in off.unplaced] == ["A"]
    assert cost(off).total == cost(off).unplaced == 600


def test_the_best_move_keeps_her_staff_else_finds_somebody_free():
    plan = plan_of(DAY)
    later = best_move(plan, "A.0", start=NINE + 40, station_id="talk")
    assert later.visit["A.0"].staff_id == "Ann"
    beside = best_move(plan, "B.0", start=NINE, station_id="talk")
    assert (beside.visit["B.0"].staff_id, beside.visit["B.0"].place) == ("Bob", 1)
    assert best_move(plan, "A.0", start=NINE + 20, station_id="talk") is None
    assert best_move(plan, "A.0", start=24 * 60, station_id="talk") is None
    assert best_move(plan, "A.0", start=-5, station_id="talk") is None
    assert best_move(plan, "A.0", start=18 * 60, station_id="talk") is None


def test_the_best_move_joins_a_class_and_opens_no_second_one():
    plan = as_class(plan_of("09:00\nAnn rehab AAA.BBB"), "rehab")
    joined = best_move(plan, "A.0", start=NINE + 20, station_id="rehab")
    assert joined.visit["A.0"].span == joined.visit["B.0"].span
    assert clashes(joined) == ()


def test_the_best_move_at_a_drop_in_needs_nobody_and_step_free_needs_a_place():
    hub = as_drop_in(plan_of("09:00\n- hub AAA"), "hub")
    assert best_move(hub, "A.0", start=NINE + 15, station_id="hub").visit["A.0"].staff_id == ""
    bare = plan_of("09:00\n- desk AAA")
    assert best_move(bare, "A.0", start=NINE + 15, station_id="desk").visit["A.0"].staff_id == ""
    plan = changed(
        changed(plan_of(DAY), "patients", "A", needs=(AccessNeed.STEP_FREE,)), "stations", "talk", step_free_places=1
    )
    assert best_move(plan, "A.0", start=NINE + 40, station_id="talk").visit["A.0"].place == 0
