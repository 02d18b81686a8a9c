"""Cover: somebody with a skill is always on duty, and breaks are staggered for it."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from cadplanner.core.model.span import Span
from cadplanner.core.model.staff import BreakRule, Cover
from cadplanner.core.planning.breaks import breaks_of, due_breaks
from cadplanner.core.planning.compiling import compiled
from cadplanner.core.planning.rules import clashes
from cadplanner.core.planning.solver import plan_day
from cadplanner.core.planning.staggering import staggered
from tests.core.planning.any_day import days
from tests.drawing import OPENING, changed, plan_of

NINE = 9 * 60
LUNCH = BreakRule(30, Span(NINE, NINE + 90))
BUSY = """
09:00
Ann physio   ......AAABBBCCC.........
Bob talk     DDDDDDEEEEEE............
Cas rehab    F.......................
"""


def first_aid(text=BUSY, *, number=1, breaks=(LUNCH,), span=OPENING, who=("Ann", "Bob")):
    """Ann and Bob are first-aiders who may have lunch at the same time."""
    plan = plan_of(text)
    for name in who:
        skills = plan.staff_member[name].skills
        plan = changed(plan, "staff", name, skills=(*skills, "first-aider"))
        plan = changed(plan, "shifts", name, breaks=breaks)
    return replace(plan, cover=(Cover("C", "day", "first-aider", span, number),))


def windows(plan):
    return {shift.staff_id: [str(rule.window) for rule in due_breaks(plan, shift)] for shift in plan.shifts}


def says(plan):
    return [clash.says for clash in clashes(plan)]


def test_two_who_cover_take_their_breaks_one_after_the_other():
    plan = first_aid()
    assert windows(plan) == {"Ann": ["09:00-09:45"], "Bob": ["09:45-10:30"], "Cas": []}
    assert {name: [str(span) for span in spans] for name, spans in breaks_of(plan).items()} == {
        "Ann": ["09:00-09:30"],
        "Bob": ["10:00-10:30"],
        "Cas": [],
    }
    assert says(plan) == []
    late = first_aid(BUSY.replace("......AAA", "...AAA..."))
    assert says(late) == ["Ann has no 30 free minutes for a break between 09:00 and 09:45, when others cover."], (
        "somebody else's break would leave nobody"
    )


def test_breaks_stay_as_they_are_where_cover_allows_it():
    apart = (BreakRule(30, Span(NINE, NINE + 45)), BreakRule(30, Span(NINE + 45, NINE + 90)))
    plan = first_aid()
    for name, rule in zip(("Ann", "Bob"), apart, strict=True):
        plan = changed(plan, "shifts", name, breaks=(rule,))
    assert windows(plan) == {"Ann": ["09:00-09:45"], "Bob": ["09:45-10:30"], "Cas": []}
    three = first_aid(who=("Ann", "Bob", "Cas"))
    assert windows(three) == {"Ann": ["09:00-09:45"], "Bob": ["09:00-10:30"], "Cas": ["09:45-10:30"]}
    afternoon = first_aid(span=Span(13 * 60, 17 * 60))
    assert windows(afternoon) == {"Ann": ["09:00-10:30"], "Bob": ["09:00-10:30"], "Cas": []}


def test_two_breaks_of_one_person_do_not_meet():
    tea = BreakRule(15, Span(NINE, NINE + 90))
    plan = first_aid(breaks=(LUNCH, tea))
    assert staggered(plan).lacks == ()
    assert windows(plan) == {"Ann": ["09:00-09:45"] * 2, "Bob": ["09:45-10:30"] * 2, "Cas": []}


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda plan: replace(plan, staff=()), "No first-aider is there 08:00-18:00."),
        (
            lambda plan: changed(changed(plan, "shifts", "Ann", span=Span(600, 900)), "shifts", "Bob", breaks=()),
            "Only 1 of 2 first-aider staff is there 08:00-10:00.",
        ),
        (
            lambda plan: changed(plan, "shifts", "Bob", breaks=()),
            "Not enough of the first-aider staff are there while Ann has a break, 09:00-10:30.",
        ),
    ],
)
def test_cover_that_no_plan_can_keep_is_said(change, sentence):
    assert sentence in says(change(first_aid(number=2)))


def test_somebody_alone_in_covering_is_named_with_her_break_and_still_has_it():
    plan = first_aid(who=("Ann",))
    assert says(plan) == ["No other first-aider is there while Ann has a break, 09:00-10:30."]
    assert windows(plan)["Ann"] == ["09:00-10:30"]
    *_, best = plan_day(plan, seed=1, rounds=5, slice_rounds=5)
    assert (best.unplaced, says(best.plan)) == (0, says(plan)), "what can be planned is planned"


def test_four_with_one_window_just_wide_enough_are_each_given_a_turn():
    names = ("Ann", "Bob", "Cas", "Dee")
    text = "09:00\nAnn a A\nBob b B\nCas c C\nDee d D"
    plan = first_aid(text, breaks=(BreakRule(30, Span(NINE, NINE + 120)),), number=3, who=names)
    assert sorted(window for [window] in windows(plan).values()) == [
        "09:00-09:30",
        "09:30-10:00",
        "10:00-10:30",
        "10:30-11:00",
    ]


def test_the_engine_plans_with_the_narrow_windows():
    duties = {duty.staff_id: duty.breaks for duty in compiled(first_aid()).duties}
    assert duties["Bob"] == (((30, 105, 150),),)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(days())
def test_where_nothing_lacks_enough_are_on_duty_at_every_minute(plan):
    *_, best = plan_day(plan, seed=1, rounds=10, slice_rounds=10)
    breaks = breaks_of(best.plan)
    for cover in plan.cover:
        able = [member.id for member in plan.staff if cover.skill in member.skills]
        for minute in range(cover.span.start, cover.span.end):
            now = Span(minute, minute + 1)
            there = [plan.shift_of[one] for one in able if now.within(plan.shift_of[one].span)]
            away = [shift for shift in there if any(now.overlaps(span) for span in breaks[shift.staff_id])]
            assert len(there) - len(away) >= cover.number
