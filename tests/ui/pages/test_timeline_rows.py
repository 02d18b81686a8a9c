"""What the timeline shows, without a window: rows, blocks, words, the scale, the verdict on a drop."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cadplanner.core.model.appointment import Visit
from cadplanner.core.model.span import Span
from cadplanner.core.planning.moves import lock_visits
from cadplanner.core.planning.rules import clashes
from cadplanner.ui.pages.timeline.ground import closed_spans
from cadplanner.ui.pages.timeline.judged import judged
from cadplanner.ui.pages.timeline.rows import RowsBy, scene_of, tally
from cadplanner.ui.pages.timeline.scale import LEAST, MOST, Scale
from cadplanner.ui.pages.timeline.verbs import (
    held,
    lock_edit,
    move_edit,
    put_on_edit,
    swap_edit,
    take_off_edit,
    with_visits_of,
)
from cadplanner.ui.pages.timeline.verdict import moved_to, swapped
from cadplanner.ui.pages.timeline.words import (
    block_sentence,
    class_tip,
    counts_sentence,
    marks,
    row_sentence,
    short_names,
    tip,
    visit_sentence,
    visit_tip,
)
from tests.ui.pages.timeline_day import MORNING, PEOPLE, small_plan


@pytest.fixture
def plan():
    """The small morning, without the interpreter that card 2 would need."""
    made = small_plan()
    people = tuple(replace(person, language="", needs=person.needs[:1]) for person in made.patients)
    made = replace(made, patients=people)
    assert clashes(made) == ()
    return made


def test_rows_by_station_are_places_and_a_class_is_one_block(plan):
    scene = scene_of(plan, RowsBy.STATION)
    assert [(row.band, row.name, row.note) for row in scene.rows] == [
        ("Tables", "Place 1", "step-free"),
        ("Tables", "Place 2", ""),
        ("Studio", "Room 1", ""),
        ("Hub", "Drop-in", ""),
    ]
    assert [block.visit_ids for block in scene.rows[2].blocks] == [("a1.1", "a3.1")]
    assert scene.rows[2].blocks[0].of == 12
    assert scene.bands == (("Tables", 0, 2), ("Studio", 2, 1), ("Hub", 3, 1))
    assert scene.where["a4.0"][0] == 1


def test_rows_by_staff_stand_by_role_and_end_with_what_nobody_staffs(plan):
    scene = scene_of(plan, RowsBy.STAFF)
    assert [(row.band, row.name) for row in scene.rows] == [
        ("Physiotherapist", "Ana"),
        ("Physiotherapist", "Bo"),
        ("Instructor", "Cy"),
        ("Hub", "Drop-in"),
    ]
    assert row_sentence(scene.rows[0]) == "Physiotherapist, Ana"


def test_a_place_that_was_taken_away_still_shows_its_visits(plan):
    far = replace(plan.visit["a4.0"], place=5)
    plan = replace(plan, visits=(*plan.visits[:-1], far))
    scene = scene_of(plan, RowsBy.STATION)
    assert scene.rows[scene.where["a4.0"][0]].name == "Place 6"


def test_the_hours_shown_reach_round_everything(plan):
    late = replace(plan.visit["a4.0"], span=Span(715, 735))
    assert scene_of(replace(plan, visits=(late,)), RowsBy.STATION).hours == Span(540, 750)


def test_a_drop_in_is_counted(plan):
    also = Visit("x", "day", "a1", "1", "hub", 0, "", Span(610, 625))
    row = scene_of(replace(plan, visits=(*plan.visits, also)), RowsBy.STATION).rows[3]
    assert tally(row) == [(Span(605, 610), 1), (Span(610, 620), 2), (Span(620, 625), 1)]


def test_tips_and_sentences_name_person_time_place_and_needs(plan):
    visit = plan.visit["a2.0"]
    assert visit_sentence(plan, visit) == (
        "Card 2, O'SAMPLE, Ben (Ms). Conversation, 09:40 to 10:00. Tables, place 1, with Ana. Needs: step-free."
    )
    assert "09:40-10:00   Conversation" in visit_tip(plan, visit)
    scene = scene_of(lock_visits(plan, ["a2.0"], locked=True), RowsBy.STATION)
    assert tip(scene, *_row_and_block(scene, "a2.0"), 580).endswith("where it is")
    assert tip(scene, 3, None, 606) == "Hub, 10:06: 1 person"
    assert tip(scene, 3, None, 700) == "Hub, 11:40: 0 people"
    assert tip(scene, 9, None, 700) == ""


def test_a_class_says_who_comes(plan):
    scene = scene_of(plan, RowsBy.STATION)
    block = scene.where["a1.1"][1]
    assert short_names(plan, block) == ("Studio: 2 of 12", "2 of 12", "2/12", "x2")
    assert class_tip(plan, block).splitlines()[1:] == [
        "2 of 12 people:",
        "   1  TESTWELL, Asha (Ms)",
        "   3  <IMG SRC=X>, Carys (Ms)",
    ]
    assert block_sentence(plan, block) == "Studio, a class, 10:00 to 10:30, 2 of 12 people: cards 1, 3."


def test_names_shorten_to_the_card(plan):
    scene = scene_of(plan, RowsBy.STATION)
    assert short_names(plan, scene.where["a2.0"][1]) == ("2 O'Sample, Ben", "2 O'Sample", "2")
    assert marks(PEOPLE[1]) == "IS"


def test_counts_in_words(plan):
    assert counts_sentence(plan) == "4 of 5 placed, mean wait 16 min"
    assert counts_sentence(replace(plan, visits=())) == "5 invited, not planned yet"


def test_closed_hours_are_what_is_not_open():
    assert closed_spans(Span(540, 720), [Span(600, 630), Span(540, 570)]) == [Span(570, 600), Span(630, 720)]
    assert closed_spans(Span(540, 720), [Span(500, 800)]) == []


def test_the_scale_goes_there_and_back():
    scale = Scale(MORNING, 2.0)
    assert (scale.x(600), scale.minute(120), scale.width) == (120, 600, 360)
    assert scale.on_grid(602, 5, 20) == 600
    assert scale.on_grid(900, 5, 20) == 700
    assert scale.on_grid(100, 5, 20) == 540
    assert scale.zoomed(1000).per_minute == MOST
    assert scale.zoomed(0).per_minute == LEAST


def test_a_free_place_is_allowed_and_named(plan):
    row = scene_of(plan, RowsBy.STATION).rows[0]
    verdict = moved_to(plan, ("a4.0",), 620, row)
    assert verdict.allowed
    assert verdict.says == "Card 4, NGUYỄN, Dilip (Ms): 10:20 to 10:40, Tables, place 1, with Bo."


def test_another_member_of_staff_is_chosen_where_hers_is_busy(plan):
    also = replace(plan.visit["a3.0"], id="a5.0", appointment_id="a5", span=Span(640, 660))
    plan = replace(plan, visits=(*plan.visits, also))
    verdict = moved_to(plan, ("a4.0",), 640, scene_of(plan, RowsBy.STATION).rows[0])
    assert verdict.plan is not None
    assert verdict.plan.visit["a4.0"].staff_id == "ana"


def test_another_place_is_chosen_on_a_row_of_staff(plan):
    verdict = moved_to(plan, ("a4.0",), 550, scene_of(plan, RowsBy.STAFF).rows[0])
    assert not verdict.allowed  # Ana is with card 1
    moved = moved_to(plan, ("a4.0",), 620, scene_of(plan, RowsBy.STAFF).rows[0])
    assert moved.plan is not None
    assert moved.plan.visit["a4.0"].staff_id == "ana"


@pytest.mark.parametrize(
    ("visit_id", "start", "row", "says"),
    [
        ("a4.0", 580, 0, "are both in place 1 of Tables at 09:40"),
        ("a4.0", 620, 2, "does not give Conversation"),
        ("a4.0", 1430, 0, "past midnight"),
        ("a1.0", 605, 0, "Move well"),
    ],
)
def test_a_clash_is_refused_with_a_sentence(plan, visit_id, start, row, says):
    verdict = moved_to(plan, (visit_id,), start, scene_of(plan, RowsBy.STATION).rows[row])
    assert not verdict.allowed
    assert says in verdict.says


def test_a_refusal_names_the_visits_in_the_way(plan):
    verdict = moved_to(plan, ("a4.0",), 580, scene_of(plan, RowsBy.STATION).rows[0])
    assert verdict.against == ("a2.0",)


def test_a_whole_class_moves_together(plan):
    row = scene_of(plan, RowsBy.STATION).rows[2]
    verdict = moved_to(plan, ("a1.1", "a3.1"), 630, row)
    assert verdict.plan is not None
    assert {verdict.plan.visit[v].span.start for v in ("a1.1", "a3.1")} == {630}
    assert move_edit(plan, verdict.plan, ("a1.1", "a3.1"), 630).label == "Move Studio (2 people) to 10:30"
    assert "classes start every 30 minutes" in moved_to(plan, ("a1.1", "a3.1"), 615, row).says


def test_edits_are_named_for_what_they_do(plan):
    verdict = moved_to(plan, ("a4.0",), 620, scene_of(plan, RowsBy.STATION).rows[0])
    assert verdict.plan is not None
    assert move_edit(plan, verdict.plan, ("a4.0",), 620).label == "Move card 4 conversation to 10:20"
    assert lock_edit(plan, ("a1.0",), locked=True).label == "Lock card 1 conversation"
    assert lock_edit(plan, ("a1.0", "a2.0"), locked=True).label == "Lock 2 visits"
    off = take_off_edit(plan, "a1")
    assert (off.label, len(off.changes)) == ("Take card 1 off the plan", 2)
    assert put_on_edit(replace(plan, visits=plan.visits[2:]), plan, "a1").label == "Put card 1 on the plan"
    assert all(visit.locked for visit in held(plan).visits)


def test_those_who_come_together_are_taken_off_and_put_on_together(plan):
    people = tuple(replace(a, together="a couple") if a.id in ("a1", "a3") else a for a in plan.appointments)
    plan = replace(plan, appointments=people)
    off = take_off_edit(plan, "a1")
    assert off.label == "Take cards 1 and 3 off the plan"
    assert {change.entity.appointment_id for change in off.changes} == {"a1", "a3"}
    alone = replace(plan, visits=tuple(v for v in plan.visits if v.appointment_id not in ("a1", "a3")))
    on = put_on_edit(alone, plan, "a3")
    assert (on.label, len(on.changes)) == ("Put cards 3 and 1 on the plan", len(off.changes))
    assert set(with_visits_of(alone, plan, "a3").visits) == set(plan.visits)


def test_two_visits_change_places(plan):
    verdict = swapped(plan, "a3.0", "a1.0")
    assert verdict.plan is not None
    assert verdict.plan.visit["a3.0"].staff_id == "ana"
    assert swap_edit(plan, verdict.plan, ("a3.0", "a1.0")).label == "Swap card 3 and card 1, conversation"
    refused = swapped(plan, "a2.0", "a4.0")
    assert not refused.allowed
    assert "step-free" in refused.says


def test_a_change_is_judged_as_the_whole_would_be(plan):
    before = judged(plan, None)
    assert judged(plan, before).plan == plan
    late = replace(plan.visit["a4.0"], span=Span(625, 645))
    clashing = replace(plan.visit["a4.0"], place=0)
    for visit in (late, clashing):
        copy = replace(small_plan(), patients=plan.patients, visits=(*plan.visits[:-1], visit))
        after = judged(copy, before)
        assert (after.plan, after.clashes) == (copy, clashes(copy))
        assert judged(plan, after) == before
    closed = replace(plan, stations=plan.stations[1:], visits=plan.visits)
    assert judged(closed, before).clashes == clashes(closed)


def _row_and_block(scene, visit_id):
    return scene.where[visit_id]
