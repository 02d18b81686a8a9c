"""Rules of the staff, drawn."""

from dataclasses import replace

from cadplanner.core.model.day import Venue
from cadplanner.core.model.span import Span
from cadplanner.core.model.staff import BreakRule
from cadplanner.core.planning.breaks import breaks_of
from cadplanner.core.planning.rules import clashes
from tests.drawing import as_class, changed, plan_of

BUSY = """
09:00
Ann physio   AAABBB.CCC
Bob talk     DDD
"""
NINE = 9 * 60


def broken(plan):
    return {clash.rule for clash in clashes(plan)}


def test_somebody_with_the_skill_gives_the_visit():
    assert broken(changed(plan_of(BUSY), "visits", "A.0", staff_id="")) == {"somebody_gives_the_visit"}
    assert broken(changed(plan_of(BUSY), "staff", "Ann", skills=("talk",))) == {"staff_have_the_skill"}
    gone = replace(plan_of(BUSY), staff=())
    assert "A member of staff who is no longer in this day" in clashes(gone)[0].says


def test_staff_work_their_shift_and_overtime():
    short = changed(plan_of(BUSY), "shifts", "Ann", span=Span(NINE, NINE + 45))
    assert [clash.rule for clash in clashes(short)] == ["staff_work_their_shift"]
    assert broken(changed(short, "shifts", "Ann", overtime=5)) == set()
    assert broken(replace(plan_of(BUSY), shifts=())) == {"staff_work_their_shift"}


def test_staff_are_with_one_person_at_a_time_but_a_class_is_one():
    both = plan_of("09:00\nAnn physio AAA\nAnn talk .BBB")
    assert broken(both) == {"staff_are_in_one_place"}
    assert broken(as_class(plan_of("09:00\nAnn rehab AAA\nAnn rehab BBB"), "rehab")) == set()


def test_staff_walk_between_zones_where_the_day_says_so():
    plan = changed(plan_of("09:00\nAnn physio AAA\nAnn talk ...BBB"), "stations", "talk", zone=1)
    far = replace(plan, venue=Venue("hall", "Hall", zones=("Hall", "Studio"), walking=((0, 5), (5, 0))))
    assert broken(far) == {"staff_are_in_one_place"}
    assert broken(replace(far, day=replace(far.day, staff_walk=False))) == set()


def test_a_break_needs_a_gap_of_its_window():
    tea = BreakRule(10, Span(NINE, NINE + 35))
    assert broken(changed(plan_of(BUSY), "shifts", "Ann", breaks=(tea,))) == {"staff_get_their_breaks"}
    longer = replace(tea, window=Span(NINE, NINE + 65))
    plan = changed(plan_of(BUSY), "shifts", "Ann", breaks=(longer,))
    assert broken(plan) == set()
    assert breaks_of(plan)["Ann"] == (Span(NINE + 50, NINE + 60),)
    assert breaks_of(plan)["Bob"] == ()


def test_breaks_do_not_share_a_gap_and_one_that_is_not_due_is_left_out():
    two = (BreakRule(20, Span(NINE, NINE + 80)), BreakRule(10, Span(NINE, NINE + 80)))
    plan = changed(plan_of(BUSY), "shifts", "Ann", breaks=two)
    assert [str(span) for span in breaks_of(plan)["Ann"]] == ["09:50-10:00", "10:00-10:20"]
    too_many = (*two, BreakRule(10, Span(NINE, NINE + 80)))
    plan = changed(plan, "shifts", "Ann", breaks=too_many)
    assert broken(plan) == {"staff_get_their_breaks"}
    assert len(breaks_of(plan)["Ann"]) == 2
    home = BreakRule(30, Span(17 * 60 + 45, 18 * 60 + 30))
    assert breaks_of(changed(plan, "shifts", "Ann", breaks=(home,)))["Ann"] == ()


def test_five_breaks_are_placed_by_their_windows():
    five = tuple(BreakRule(5, Span(NINE + 60 * n, NINE + 60 * n + 30)) for n in range(1, 6))
    plan = changed(plan_of(BUSY), "shifts", "Ann", breaks=five)
    assert len(breaks_of(plan)["Ann"]) == 5


def test_no_run_of_work_is_longer_than_the_longest_stretch():
    tired = changed(plan_of(BUSY), "shifts", "Ann", longest_stretch=30, rest=10)
    assert [clash.rule for clash in clashes(tired)] == ["staff_get_their_rest"]
    assert broken(changed(tired, "shifts", "Ann", rest=5)) == set()
