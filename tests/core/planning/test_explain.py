"""Why somebody is not placed: each thing in the way is named, and what would help."""

from dataclasses import replace

import pytest

from cadplanner.core.model.day import Arrivals, Venue
from cadplanner.core.model.patient import AccessNeed
from cadplanner.core.model.span import Span
from cadplanner.core.model.staff import BreakRule, Interpreter
from cadplanner.core.planning.explain import why_unplaced
from cadplanner.core.planning.moves import take_off
from tests.drawing import changed, plan_of

NINE = 9 * 60
FULL = """
09:00
Ann talk     AAABBB
Bob physio   ...AAABBB
"""


def squeezed(text=FULL):
    """A day from 09:00 to 09:45 with B not placed, where A is in the way."""
    plan = take_off(plan_of(text), "B")
    return replace(plan, day=replace(plan.day, opening=Span(NINE, NINE + 45)))


def why(plan, appointment_id="B"):
    reason = why_unplaced(plan, appointment_id)
    return f"{reason.says} {reason.would_help}".strip()


def test_somebody_placed_or_with_room_is_told_so():
    assert why(plan_of(FULL)) == "B (card 2) is placed."
    assert why(take_off(plan_of(FULL), "B")).startswith("There is room for B (card 2).")
    with pytest.raises(KeyError):
        why_unplaced(plan_of(FULL), "Z")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda p: replace(p, stations=p.stations[:1]), "No station gives physio on this day. Add a station"),
        (lambda p: changed(p, "staff", "Bob", skills=()), "Nobody on this day has the skill physio, which"),
        (lambda p: changed(p, "appointments", "B", route=()), "B (card 2) has no stops to make."),
        (lambda p: changed(p, "appointments", "B", longest_stay=20), "The visits of B (card 2) take 30 minutes;"),
        (lambda p: changed(p, "appointments", "B", availability=(Span(NINE, NINE + 20),)), "B (card 2) can come"),
        (lambda p: changed(p, "patients", "B", needs=(AccessNeed.BSL,)), "No interpreter for BSL is there on this day"),
        (lambda p: replace(p, patients=p.patients[:1]), "The patient of this appointment is no longer there."),
    ],
)  # fmt: skip
def test_a_day_that_cannot_work_is_named_at_once(change, says):
    assert why(change(take_off(plan_of(FULL), "B"))).startswith(says)


def test_a_step_free_place_that_is_nowhere():
    plan = changed(take_off(plan_of(FULL), "B"), "patients", "B", needs=(AccessNeed.STEP_FREE,))
    assert why(changed(plan, "stations", "talk", step_free_places=0)).startswith("No station for talk has a step-free")


def test_a_route_in_a_circle():
    plan = take_off(plan_of(FULL), "B")
    route = tuple(replace(step, after=("0", "1")) for step in plan.appointment["B"].route)
    assert why(changed(plan, "appointments", "B", route=route)).startswith(
        "The stops of B (card 2) wait for one another"
    )


def test_walking_that_takes_longer_than_the_stay():
    plan = changed(take_off(plan_of(FULL), "B"), "appointments", "B", longest_stay=40)
    far = changed(plan, "stations", "physio", zone=1)
    far = replace(far, venue=Venue("hall", "Hall", zones=("Hall", "Barn"), walking=((0, 15), (15, 0))))
    assert why(far) == (
        "The visits of B (card 2) take 30 minutes and 15 of walking; the longest time on site is 40. "
        "A longest time on site of 45 minutes or more, or a shorter route, would make it possible."
    )


def test_an_interpreter_who_is_busy():
    text = "09:00\nAnn talk AAA\nBob talk BBB"
    plan = squeezed(text)
    plan = replace(plan, day=replace(plan.day, opening=Span(NINE, NINE + 20)))
    for card in "AB":
        plan = changed(plan, "patients", card, needs=(AccessNeed.INTERPRETER,), language="Bengali")
    plan = replace(plan, interpreters=(Interpreter("I", "day", "Bengali", 1, (Span(480, 700),)),))
    assert why(plan) == (
        "No interpreter for Bengali is free for long enough between 09:00 and 09:20. "
        "One more interpreter for Bengali between 09:00 and 09:20 would place 1 more."
    )


def test_staff_who_are_busy():
    plan = squeezed("09:00\nAnn talk AAABBB\nBob talk CCCCCCCCC\nCas physio DDDAAABBB")
    plan = replace(changed(plan, "stations", "talk", places=3), day=replace(plan.day, opening=Span(NINE, NINE + 30)))
    assert why(plan).startswith("Nobody for talk and physio is free at times that go together")
    plan = replace(plan, day=replace(plan.day, opening=Span(NINE, NINE + 45)))
    only_talk = changed(plan, "appointments", "B", route=plan.appointment["B"].route[:1])
    only_talk = changed(only_talk, "appointments", "B", availability=(Span(NINE, NINE + 15),))
    assert why(only_talk).startswith(
        "Nobody for talk is free for long enough between 09:00 and 09:15. "
        "One more member of staff for talk between 09:00 and 09:45 would place 1 more."
    )


def test_staff_and_places_that_are_short_together():
    plan = take_off(plan_of("09:00\nAnn talk AAABBB\nBob physio ......BBB"), "B")
    plan = replace(plan, day=replace(plan.day, opening=Span(NINE, NINE + 30)))
    assert why(plan) == (
        "Nobody for talk is free at times that go together between 09:00 and 09:30. One more for talk, "
        "and a place more where places are short, between 09:00 and 09:30 would place her."
    )


def test_more_than_one_thing_in_the_way():
    plan = take_off(plan_of("09:00\nAnn talk AAABBB"), "B")
    plan = replace(plan, day=replace(plan.day, opening=Span(NINE, NINE + 15)))
    for card in "AB":
        plan = changed(plan, "patients", card, needs=(AccessNeed.INTERPRETER,), language="Bengali")
    plan = replace(plan, interpreters=(Interpreter("I", "day", "Bengali", 1, (Span(480, 700),)),))
    assert why(plan) == "No times for talk go together between 09:00 and 09:15."


def one_visit(**fields):
    """A works with Ann at 09:00 to 09:15, B is to have the same and is not placed; the day ends 09:30."""
    plan = take_off(plan_of("09:00\nAnn talk AAABBB"), "B")
    plan = replace(plan, day=replace(plan.day, opening=Span(NINE, NINE + 30)))
    return changed(plan, "appointments", "B", **fields)


def test_the_time_she_can_come():
    plan = changed(plan_of("09:00\nAnn talk AAABBB\nBob talk CCCCCC"), "staff", "Bob", skills=("talk",))
    plan = replace(take_off(plan, "B"), day=replace(plan.day, opening=Span(NINE, NINE + 30)))
    plan = changed(plan, "appointments", "B", availability=(Span(NINE, NINE + 20),))
    assert "Coming 09:15-09:30 would place her." in why(plan)


def test_arrivals_that_are_full_or_over():
    plan = one_visit()
    full = replace(plan, day=replace(plan.day, arrivals=Arrivals(Span(480, 700), 60, 1)))
    assert why(full).startswith(
        "All arrivals that would do are taken: 1 every 60 minutes. Taking one more arrival at 09:15"
    )
    over = replace(plan, day=replace(plan.day, arrivals=Arrivals(Span(480, NINE + 10), 60)))
    assert why(over).startswith("Nothing is free that begins early enough: arrivals are 08:00-09:10.")


def test_a_place_a_break_a_rest_and_opening_hours():
    plan = one_visit()
    two = plan_of("09:00\nAnn talk AAAAAA\nBob talk BBB")
    cramped = changed(take_off(two, "B"), "stations", "talk", places=1)
    cramped = replace(cramped, day=replace(cramped.day, opening=Span(NINE, NINE + 30)))
    assert why(cramped).startswith("No place at talk is free for long enough")
    tea = BreakRule(15, Span(NINE, NINE + 30))
    assert "is free for long enough" in why(changed(plan, "shifts", "Ann", breaks=(tea,)))
    closed = changed(plan, "stations", "talk", opening=(Span(NINE, NINE + 15),))
    assert why(closed).startswith("talk is not open when the rest of the route could be.")
    tired = changed(plan, "shifts", "Ann", longest_stretch=20)
    assert "Somebody to relieve them" in why(tired)


def test_a_quiet_place_or_a_step_free_one_that_is_taken():
    plan = plan_of("09:00\nAnn talk AAAAAA\nBob talk CCC")
    plan = replace(take_off(plan, "C"), day=replace(plan.day, opening=Span(NINE, NINE + 30)))
    stairs = changed(
        changed(plan, "stations", "talk", step_free_places=1), "patients", "C", needs=(AccessNeed.STEP_FREE,)
    )
    assert why(stairs, "C").startswith("No step-free place with staff is free for long enough")


def test_a_stay_or_an_appointment_that_is_too_long():
    plan = plan_of("09:00\nAnn talk BBB......\nBob physio AAAAAABBB")
    plan = replace(take_off(plan, "B"), day=replace(plan.day, opening=Span(NINE, NINE + 45)))
    plan = changed(plan, "shifts", "Ann", span=Span(NINE, NINE + 15))
    assert "minutes on site would place her" in why(changed(plan, "appointments", "B", longest_stay=40))
    plan = one_visit()
    plan = changed(plan, "appointments", "B", route=tuple(replace(s, minutes=0) for s in plan.appointment["B"].route))
    longer = changed(plan, "patients", "B", needs=(AccessNeed.LONGER_APPOINTMENT,))
    assert "Appointments of the usual length would place her" in why(longer)
