"""Posts, drawn: at each hour staff do what the post of that hour says, in the rule book and the engine."""

from dataclasses import replace

from cadplanner.core.model.span import Span
from cadplanner.core.model.staff import Post
from cadplanner.core.planning.bounds import bound
from cadplanner.core.planning.explain import why_unplaced
from cadplanner.core.planning.helping import helps
from cadplanner.core.planning.moves import best_move
from cadplanner.core.planning.room_to_move import RoomToMove
from cadplanner.core.planning.rules import clashes
from cadplanner.core.planning.solver import plan_day
from tests.drawing import as_class, changed, plan_of, text_of

NINE = 9 * 60
BOTH = """
09:00
Ann physio   AAA...
Ann talk     ...BBB
"""
TALK_FIRST = (Post(Span(NINE, NINE + 15), ("talk",)), Post(Span(NINE + 15, NINE + 30), ("physio",)))


def at_posts(text, *posts, name="Ann"):
    return changed(plan_of(text), "shifts", name, posts=posts)


def planned(plan, until=30):
    plan = replace(plan, visits=(), day=replace(plan.day, opening=Span(NINE, NINE + until)))
    best = list(plan_day(plan, seed=1, rounds=50, slice_rounds=10))[-1].plan
    assert clashes(best) == ()
    return best


def test_what_is_done_outside_its_post_is_named():
    found = clashes(at_posts(BOTH, *TALK_FIRST))
    assert [clash.rule for clash in found] == ["staff_keep_to_their_posts"] * 2
    assert found[0].says == "Ann is on talk 09:00-09:15, and not at physio with A (card 1), 09:00-09:15."
    in_bay = at_posts(BOTH, Post(Span(NINE, NINE + 30), (), ("physio",)))
    assert clashes(in_bay)[0].says.startswith("Ann is at physio 09:00-09:30, and not at talk with B")
    later = at_posts(BOTH, Post(Span(NINE + 10, NINE + 30)))
    assert clashes(later)[0].says.startswith("Ann is at work 09:10-09:30, and not at physio with A")
    gone = at_posts(BOTH, Post(Span(NINE + 15, NINE + 30)))
    assert [clash.says for clash in clashes(gone)] == [
        "Ann is at no post then, and not at physio with A (card 1), 09:00-09:15."
    ]


def test_the_engine_keeps_to_the_posts():
    assert text_of(planned(at_posts(BOTH, *TALK_FIRST))) == "09:00\nAnn physio   ...AAA\nAnn talk     BBB..."
    here = Post(Span(NINE, NINE + 30), (), ("talk",))
    best = planned(at_posts(BOTH, here))
    assert [each.id for each in best.unplaced] == ["A"]


def test_a_fixed_post_at_one_of_two_stations_with_the_skill():
    plan = at_posts("09:00\nAnn physio AAA", Post(Span(NINE, NINE + 30), (), ("other",)))
    other = replace(plan.stations[0], id="other", name="Other bays")
    best = planned(replace(plan, stations=(*plan.stations, other)))
    assert [visit.station_id for visit in best.visits] == ["other"]


def test_a_drag_and_a_move_keep_to_the_posts():
    plan = at_posts("09:00\nAnn physio AAA......\nBob physio .........", Post(Span(NINE, NINE + 30)))
    room = RoomToMove(plan)
    assert room.may("A.0", start=NINE + 15, station_id="physio", place=0, staff_id="Ann")
    assert not room.may("A.0", start=NINE + 20, station_id="physio", place=0, staff_id="Ann")
    moved = best_move(plan, "A.0", start=NINE + 20, station_id="physio")
    assert moved.visit["A.0"].staff_id == "Bob"
    group = as_class(plan_of("09:00\nAnn rehab AAA\nAnn rehab ...BBB"), "rehab")
    group = changed(group, "shifts", "Ann", posts=(Post(Span(NINE, NINE + 15)), Post(Span(NINE + 15, NINE + 30))))
    assert RoomToMove(group).may("A.0", start=NINE + 15, station_id="rehab", place=0, staff_id="Ann")


def test_whoever_is_not_placed_is_told_of_the_posts_in_the_way():
    plan = at_posts("09:00\nAnn physio AAA...\nBob physio BBB", Post(Span(NINE, NINE + 15)))
    plan = changed(plan, "shifts", "Bob", posts=(Post(Span(NINE, NINE + 15)), Post(Span(NINE + 15, NINE + 30), ("x",))))
    plan = replace(plan, visits=plan.visits[:1], day=replace(plan.day, opening=Span(NINE, NINE + 30)))
    plan = changed(plan, "appointments", "B", availability=(Span(NINE + 15, NINE + 30),))
    reason = why_unplaced(plan, "B")
    assert reason.says == "Those who could see her are at other posts between 09:15 and 09:30."
    assert reason.would_help.startswith("Ann on physio 09:15-09:30 would place her.")
    says = "Letting those who have physio do it at any hour, whatever their posts, would place 1 more."
    assert says in [each.says for each in helps(plan)]


def test_a_skill_that_nobody_has_a_post_for_is_named_before_planning():
    plan = at_posts("09:00\nAnn physio AAA", Post(Span(NINE, NINE + 30), (), ("elsewhere",)))
    plan = replace(plan, visits=())
    reason = why_unplaced(plan, "A")
    assert reason.says == "Nobody on this day is at a post for physio, which physio needs."
    assert "A post for physio" in reason.would_help
    assert bound(plan).says == (f"1 cannot be placed by anyone: {reason.says}",)


def test_the_bound_knows_what_posts_leave_of_a_skill():
    plan = at_posts("09:00\nAnn physio AAABBB\nAnn talk ......CCC", Post(Span(NINE, NINE + 15)))
    plan = changed(plan, "shifts", "Ann", posts=(*plan.shifts[0].posts, Post(Span(NINE + 15, NINE + 60), ("talk",))))
    plan = replace(plan, visits=(), day=replace(plan.day, opening=Span(NINE, NINE + 60)))
    found = bound(plan)
    assert found.unplaced_least == 1
    assert found.says == ("At least 1 cannot be placed by anyone: physio time runs out between 09:00 and 10:00.",)
    assert len(planned(plan, until=60).unplaced) == 1


def test_only_what_is_outside_a_post_would_have_to_change():
    plan = at_posts("09:00\nAnn physio AAA\nAnn talk ...AAA", Post(Span(NINE, NINE + 30), ("physio",)))
    plan = replace(plan, visits=(), day=replace(plan.day, opening=Span(NINE, NINE + 30)))
    assert why_unplaced(plan, "A").says == "Nobody on this day is at a post for talk, which talk needs."
    late = (*plan.shifts[0].posts, Post(Span(NINE + 20, NINE + 30), ("talk",)))
    reason = why_unplaced(changed(plan, "shifts", "Ann", posts=late), "A")
    assert reason.would_help.startswith("Ann on talk 09:15-09:30 would place her.")
