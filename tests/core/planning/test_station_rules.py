"""Rules of the stations, drawn."""

from dataclasses import replace

from cadplanner.core.model.day import Service
from cadplanner.core.model.span import Span
from cadplanner.core.planning.moves import move_visit
from cadplanner.core.planning.rules import clashes
from tests.drawing import as_class, as_drop_in, changed, plan_of

TWO = """
09:00
Ann physio   AAA.BBB
Bob talk     ....AAA
"""


def broken(plan):
    return {clash.rule for clash in clashes(plan)}


def test_a_sound_day_breaks_nothing():
    assert clashes(plan_of(TWO)) == ()


def test_a_visit_of_a_station_or_step_that_is_gone_is_named():
    plan = plan_of(TWO)
    without = replace(plan, stations=plan.stations[1:])
    assert "visit_is_known" in broken(without)
    assert "no longer in this day" in clashes(without)[0].says
    assert "visit_is_known" in broken(replace(plan, appointments=plan.appointments[1:]))
    assert "visit_is_known" in broken(changed(plan, "visits", "A.0", step="9"))


def test_a_visit_starts_on_the_grid_inside_the_day():
    plan = plan_of(TWO)
    off = move_visit(plan, "B.0", start=9 * 60 + 22, station_id="physio", place=0, staff_id="Ann")
    assert broken(off) == {"visit_starts_on_the_grid"}
    late = move_visit(plan, "B.0", start=18 * 60, station_id="physio", place=0, staff_id="Ann")
    assert broken(late) >= {"visit_is_inside_the_day", "station_is_open", "staff_work_their_shift"}


def test_a_station_is_open_and_gives_the_service():
    closed = changed(plan_of(TWO), "stations", "physio", opening=(Span(540, 560),))
    assert [clash.says for clash in clashes(closed)] == ["physio is not open 09:20-09:35, when B (card 2) is there."]
    other = changed(plan_of(TWO), "stations", "physio", service_id="podiatry")
    assert broken(other) == {"station_gives_the_service"}
    named = replace(plan_of(TWO), services=(Service("physio", "Physio assessment", 15),))
    assert (
        "does not give Physio assessment"
        in clashes(changed(named, "stations", "physio", service_id="podiatry"))[0].says
    )


def test_a_visit_takes_its_minutes():
    assert broken(changed(plan_of(TWO), "visits", "B.0", span=Span(560, 570))) == {"visit_takes_its_minutes"}


def test_a_place_exists_and_holds_one():
    assert broken(changed(plan_of(TWO), "visits", "B.0", place=1)) == {"place_exists"}
    together = plan_of("09:00\nAnn physio AAA\nBob physio .BBB")
    assert broken(together) == set()
    assert broken(changed(together, "visits", "B.0", place=0)) == {"place_is_free"}


def test_a_long_visit_clashes_with_all_inside_it():
    plan = plan_of("09:00\nAnn physio AAAAAAAA\nBob physio .BBB....\nCas physio .....CCC")
    one_place = changed(changed(plan, "visits", "B.0", place=0), "visits", "C.0", place=0)
    assert sum(clash.rule == "place_is_free" for clash in clashes(one_place)) == 2


def test_a_drop_in_has_room_and_nobody_booked():
    plan = plan_of("09:00\n- hub AAA.CCC\n- hub BBB....")
    assert broken(as_drop_in(plan, "hub", places=2)) == set()
    assert broken(as_drop_in(plan, "hub")) == set()
    assert broken(as_drop_in(plan, "hub", places=1)) == {"drop_in_has_room"}
    booked = as_drop_in(plan_of("09:00\nAnn hub AAA"), "hub")
    assert broken(booked) == {"somebody_gives_the_visit"}


def test_a_class_starts_on_time_with_one_member_of_staff_and_not_too_many():
    plan = plan_of("09:00\nAnn rehab AAA\nAnn rehab BBB")
    assert broken(as_class(plan, "rehab", size=2, every=15)) == set()
    assert broken(as_class(plan, "rehab", size=1)) == {"class_is_not_too_full"}
    late = plan_of("09:00\nAnn rehab .AAA")
    assert broken(as_class(late, "rehab", every=15)) == {"class_starts_on_time"}
    two = as_class(plan_of("09:00\nAnn rehab AAA\nBob rehab BBB"), "rehab")
    assert broken(changed(two, "visits", "B.0", place=0)) == {"class_has_one_member_of_staff"}
    crossing = as_class(plan_of("09:00\nAnn rehab AAA\nBob rehab .BBB"), "rehab")
    assert broken(changed(crossing, "visits", "B.0", place=0)) == {"place_is_free"}
