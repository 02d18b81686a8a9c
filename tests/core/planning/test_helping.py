"""What would help all who are not placed: each change is tried, and the most useful comes first."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings

from cadplanner.core.model.day import Arrivals
from cadplanner.core.model.patient import AccessNeed
from cadplanner.core.model.span import Span
from cadplanner.core.model.staff import Interpreter
from cadplanner.core.planning.helping import helps
from cadplanner.core.planning.moves import take_off
from cadplanner.core.planning.solver import plan_day
from tests.core.planning.any_day import days
from tests.drawing import as_class, changed, plan_of

NINE = 9 * 60


def left_out(text, *cards, until, **fields):
    """The drawn plan without those people, on a day from 09:00 for so many minutes."""
    plan = plan_of(text)
    for card in cards:
        plan = take_off(plan, card)
    return replace(plan, day=replace(plan.day, opening=Span(NINE, NINE + until), **fields))


def says(plan):
    return [each.says for each in helps(plan)]


def test_nothing_helps_where_everybody_is_placed():
    assert helps(plan_of("09:00\nAnn talk AAA")) == ()


def test_one_more_of_the_staff_that_is_short_and_a_place_for_them():
    plan = left_out("09:00\nAnn talk AAABBBCCC\nBob physio DDD", "B", "C", until=15)
    assert "One more member of staff for talk, 09:00-09:15, and a place more at talk, would place 1 more." in says(plan)
    roomy = changed(plan, "stations", "talk", places=3)
    assert "One more member of staff for talk, 09:00-09:15, would place 1 more." in says(roomy)


def test_the_busiest_hours_are_found():
    plan = left_out(
        "09:00\nAnn talk ........................AAAAAAAAAAAA............\nBob talk BBBCCC", "B", "C", until=240
    )
    plan = changed(changed(plan, "shifts", "Ann", span=Span(NINE, NINE + 180)), "shifts", "Bob", span=Span(480, 500))
    for card in "BC":
        plan = changed(plan, "appointments", card, availability=(Span(NINE + 120, NINE + 180),))
    found = helps(plan)[0]
    assert (found.says, found.places) == ("One more member of staff for talk, 11:00-12:00, would place 2 more.", 2)


def test_two_kinds_of_staff_that_are_short_together():
    plan = left_out("09:00\nAnn talk AAABBBCCC\nBob physio DDDAAABBBCCC", "B", "C", until=45)
    plan = changed(changed(plan, "stations", "talk", places=3), "stations", "physio", places=3)
    plan = changed(
        changed(plan, "shifts", "Ann", span=Span(NINE, NINE + 15)), "shifts", "Bob", span=Span(NINE, NINE + 30)
    )
    assert "One more member of staff for talk and one for physio, both all day, would place 2 more." in says(plan)


def test_two_more_of_one_kind():
    plan = left_out("09:00\nAnn talk AAAAAABBBCCCDDDEEE", *"BCDE", until=30)
    plan = changed(plan, "stations", "talk", places=4)
    for card in "BCDE":
        plan = changed(plan, "appointments", card, availability=(Span(NINE, NINE + 30),))
    assert says(plan) == [
        "Two more members of staff for talk, both all day, would place 4 more.",
        "One more member of staff for talk, 09:00-09:30, would place 2 more.",
    ]


def test_an_interpreter_a_place_and_a_class_that_is_full():
    spoken = left_out("09:00\nAnn talk AAA\nBob talk BBB", "B", until=15)
    for card in "AB":
        spoken = changed(spoken, "patients", card, needs=(AccessNeed.INTERPRETER,), language="Bengali")
    one = replace(spoken, interpreters=(Interpreter("I", "day", "Bengali", 1, (Span(480, 700),)),))
    assert says(one)[0] == "One more interpreter for Bengali, 09:00-09:15, would place 1 more."
    spoken = changed(spoken, "patients", "A", needs=())
    assert says(spoken)[0] == "An interpreter for Bengali, 09:00-09:15, would place 1 more."
    cramped = left_out("09:00\nAnn talk AAA\nBob talk BBB", "B", until=15)
    assert "One more place at talk would place 1 more." in says(changed(cramped, "stations", "talk", places=1))
    full = as_class(left_out("09:00\nAnn rehab AAA\nAnn rehab BBB", "B", until=15), "rehab", size=1)
    assert "One more place at rehab would place 1 more." in says(full)


def test_a_step_free_place_where_those_are_short():
    plan = left_out("09:00\nAnn talk AAA\nBob talk BBB", "A", until=15)
    plan = changed(plan, "patients", "A", needs=(AccessNeed.STEP_FREE,))
    plan = changed(plan, "stations", "talk", step_free_places=0)
    assert "One more of the places at talk made step-free would place 1 more." in says(plan)


def test_arrivals_hours_and_stays():
    text = "09:00\nAnn talk AAABBB"
    early = left_out(text, "B", until=60, arrivals=Arrivals(Span(480, NINE + 10), 15))
    assert "Opening arrivals until 09:40 would place 1 more." in says(early)
    few = left_out(text, "B", until=60, arrivals=Arrivals(Span(NINE, NINE + 60), 60, 1))
    assert "Letting 2 people every 60 minutes arrive would place 1 more." in says(few)
    short = left_out(text, "B", until=15)
    assert "Letting visits run until 09:45, with the staff who are there last, would place 1 more." in says(short)
    plan = plan_of("09:00\nAnn talk BBB......\nBob physio AAAAAABBB")
    plan = replace(take_off(plan, "B"), day=replace(plan.day, opening=Span(NINE, NINE + 45), longest_stay=40))
    plan = changed(plan, "shifts", "Ann", span=Span(NINE, NINE + 15))
    assert "Letting people stay 30 minutes longer would place 1 more." in says(plan)


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(days())
def test_what_helps_is_ranked_and_places_somebody(plan):
    best = list(plan_day(plan, seed=1, rounds=10, slice_rounds=10))[-1].plan
    found = helps(best)
    assert [each.places for each in found] == sorted((each.places for each in found), reverse=True)
    assert all(0 < each.places <= len(best.unplaced) for each in found)
