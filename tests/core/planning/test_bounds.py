"""What no plan can beat: named where time, places, interpreters or arrivals run out."""

from dataclasses import replace

import pytest

from cadplanner.core.model.day import Arrivals, Venue
from cadplanner.core.model.patient import AccessNeed
from cadplanner.core.model.span import Span
from cadplanner.core.model.staff import BreakRule, Interpreter
from cadplanner.core.planning.bounds import bound
from cadplanner.core.planning.moves import lock_visits
from cadplanner.core.planning.solver import plan_day
from tests.drawing import as_class, as_drop_in, changed, plan_of

NINE = 9 * 60


def day(text, until, **fields):
    """The drawn day without its visits, open from 09:00 for so many minutes."""
    plan = plan_of(text)
    return replace(plan, visits=(), day=replace(plan.day, opening=Span(NINE, NINE + until), **fields))


def limits(plan):
    found = bound(plan)
    return found.placed_most, found.unplaced_least, found.says


def test_a_day_where_everybody_fits_has_nothing_to_say():
    found = bound(day("09:00\nAnn talk AAABBB", 30))
    assert (found.placed_most, found.unplaced_least, found.weight_least, found.cost_least) == (2, 0, 0, 0)
    assert found.says == ()


def test_time_of_one_skill_that_runs_out():
    plan = day("09:00\nAnn talk AAABBBCCC\nBob physio ...AAABBBCCC", 30)
    assert limits(plan) == (
        1,
        2,
        ("At least 2 cannot be placed by anyone: talk time runs out between 09:00 and 09:15.",),
    )
    assert bound(plan).weight_least == 1200


def test_time_that_runs_out_for_two_skills_together():
    plan = day("09:00\nAnn talk AAABBB\nAnn physio ......CCCDDD", 45)
    assert limits(plan)[2] == (
        "At least 1 cannot be placed by anyone: physio and talk time runs out between 09:00 and 09:45.",
    )


def test_the_cheapest_are_left_out():
    plan = changed(day("09:00\nAnn talk AAABBBCCC", 30), "appointments", "B", weight=250)
    assert bound(plan).weight_least == 250


def test_only_part_of_the_day_is_short():
    plan = day("09:00\nAnn talk AAABBBCCC", 120)
    for card in "ABC":
        plan = changed(plan, "appointments", card, availability=(Span(NINE + 30, NINE + 60),))
    assert limits(plan)[2] == ("At least 1 cannot be placed by anyone: talk time runs out between 09:30 and 10:00.",)


def test_breaks_rests_and_what_is_locked_are_taken_off():
    plan = day("09:00\nAnn talk AAABBBCCC", 45)
    assert limits(plan)[0] == 3
    tea = changed(plan, "shifts", "Ann", breaks=(BreakRule(15, Span(NINE, NINE + 45)),))
    assert limits(tea)[0] == 2
    twice = (BreakRule(5, Span(NINE, NINE + 30)), BreakRule(5, Span(NINE + 15, NINE + 45)))
    assert limits(changed(plan, "shifts", "Ann", breaks=twice))[0] == 2
    assert limits(changed(plan, "shifts", "Ann", longest_stretch=30, rest=15))[0] == 2
    held = lock_visits(plan_of("09:00\nAnn talk AAA..."), ["A.0"], locked=True)
    more = plan_of("09:00\nAnn talk AAABBBCCC")
    full = replace(plan, visits=held.visits, appointments=more.appointments, patients=more.patients)
    assert limits(full)[0] == 3
    assert limits(replace(full, day=replace(full.day, opening=Span(NINE, NINE + 30))))[0] == 2


def test_places_that_run_out():
    plan = day("09:00\nAnn talk AAA\nBob talk BBB\nCas talk CCC", 15)
    assert limits(plan)[0] == 3
    assert limits(changed(plan, "stations", "talk", places=2, step_free_places=2))[2] == (
        "At least 1 cannot be placed by anyone: places at talk run out between 09:00 and 09:15.",
    )
    for card in "ABC":
        plan = changed(plan, "patients", card, needs=(AccessNeed.STEP_FREE,))
    assert limits(changed(plan, "stations", "talk", step_free_places=1))[2] == (
        "At least 2 cannot be placed by anyone: step-free places at talk run out between 09:00 and 09:15.",
    )


def test_interpreters_and_arrivals_that_run_out():
    plan = day("09:00\nAnn talk AAA\nBob talk BBB\nCas talk CCC", 15)
    spoken = replace(plan, interpreters=(Interpreter("I", "day", "Bengali", 2, (Span(NINE, NINE + 60),)),))
    for card in "ABC":
        spoken = changed(spoken, "patients", card, needs=(AccessNeed.INTERPRETER,), language="Bengali")
    assert limits(spoken)[2] == (
        "At least 1 cannot be placed by anyone: Bengali interpreter time runs out between 09:00 and 09:15.",
    )
    few = replace(plan, day=replace(plan.day, arrivals=Arrivals(Span(NINE, NINE + 15), 15, 2)))
    assert limits(few)[:2] == (2, 1)
    assert "no more people may arrive between 09:00 and 09:05" in limits(few)[2][0]


def test_classes_are_shared_and_drop_ins_have_no_limit():
    plan = as_class(day("09:00\nAnn rehab AAA\nAnn rehab BBB\nAnn rehab CCC", 15), "rehab", size=2)
    assert limits(plan)[0] == 2
    assert limits(as_class(plan, "rehab", size=3))[0] == 3
    open_floor = as_drop_in(day("09:00\n- hub AAABBB", 15), "hub")
    assert limits(open_floor)[0] == 2
    begun = lock_visits(as_class(plan_of("09:00\nAnn rehab AAA"), "rehab", size=3), ["A.0"], locked=True)
    assert limits(replace(plan, stations=begun.stations, visits=begun.visits))[0] == 3


def test_whoever_has_too_many_orders_to_look_at_is_thought_possible():
    rows = [f"W{n} s{n} {'...' * n}AAA" for n in range(9)]
    plan = day("\n".join(["09:00", *rows]), 180, longest_stay=140)
    walking = tuple(tuple(0 if a == b else 5 for b in range(9)) for a in range(9))
    plan = replace(plan, venue=Venue("hall", "Hall", zones=tuple("ABCDEFGHI"), walking=walking))
    free = tuple(replace(step, after=()) for step in plan.appointments[0].route)
    plan = changed(plan, "appointments", "A", route=free)
    for n in range(9):
        plan = changed(plan, "stations", f"s{n}", zone=n)
    assert limits(plan)[:2] == (1, 0)


def test_nobody_with_time_enough_for_one_visit():
    plan = changed(day("09:00\nAnn talk AAAAAA", 60), "shifts", "Ann", longest_stretch=20)
    assert limits(plan)[:2] == (0, 1)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda p: replace(p, stations=p.stations[:1]), "1 cannot be placed by anyone: No station gives physio on"),
        (lambda p: changed(p, "appointments", "A", availability=(Span(540, 560),)), "1 cannot be placed by anyone: A"),
        (
            lambda p: changed(p, "shifts", "Bob", span=Span(NINE + 60, NINE + 90)),
            "1 cannot be placed by anyone: nobody for physio is there between 09:15 and 10:00, when A (card 1) must",
        ),
        (
            lambda p: changed(p, "stations", "physio", opening=(Span(NINE, NINE + 15),)),
            "1 cannot be placed by anyone: the stops of A (card 1) fit into the day in no order.",
        ),
    ],
)
def test_whoever_cannot_be_placed_at_all_is_named(change, says):
    plan = day("09:00\nAnn talk AAA\nBob physio ...AAA", 60)
    placed, unplaced, found = limits(change(plan))
    assert (placed, unplaced) == (0, 1)
    assert found[0].startswith(says)


def test_reasons_of_one_kind_are_counted_together():
    plan = day("09:00\nAnn talk AAABBBCCCDDD\nBob physio EEE", 60)
    alone = changed(plan, "staff", "Bob", skills=())
    assert limits(changed(alone, "staff", "Ann", skills=()))[2] == (
        "4 cannot be placed by anyone: Nobody on this day has the skill talk, which talk needs.",
        "1 cannot be placed by anyone: Nobody on this day has the skill physio, which physio needs.",
    )
    for card in "ABCDE":
        plan = changed(plan, "appointments", card, availability=(Span(NINE, NINE + 10),))
    assert limits(plan)[2][-1] == "2 more cannot be placed by anyone, each for a reason of their own."


def test_waiting_that_nobody_can_spare_her():
    plan = day("09:00\nAnn talk AAA\nBob physio ...AAA", 60)
    late = changed(plan, "stations", "physio", opening=(Span(NINE + 30, NINE + 60),))
    early = changed(late, "stations", "talk", opening=(Span(NINE, NINE + 15),))
    found = bound(early)
    assert (found.waiting_least, found.cost_least) == (15, 15)


def test_overtime_that_cannot_be_avoided_is_counted():
    plan = plan_of("09:00\nAnn talk AAABBBCCC")
    shift = replace(plan.shifts[0], span=Span(NINE, NINE + 30), overtime=30)
    open_until = replace(plan.day, opening=Span(NINE, NINE + 60))
    plan = replace(plan, shifts=(shift,), visits=(), day=open_until)
    found = bound(plan)
    assert (found.unplaced_least, found.cost_least) == (0, 30)
    best = list(plan_day(plan, seed=1, rounds=20, slice_rounds=20))[-1]
    assert best.cost == 30
    odd = replace(plan, day=replace(plan.day, grid=10))
    assert bound(odd).cost_least == 0
