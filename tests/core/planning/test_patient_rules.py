"""Rules of the patient, drawn."""

from dataclasses import replace

from cadplanner.core.model.day import Arrivals, Mode, Venue
from cadplanner.core.model.patient import AccessNeed
from cadplanner.core.model.span import Span
from cadplanner.core.model.staff import Interpreter
from cadplanner.core.planning.rules import clashes, new_clashes
from tests.drawing import changed, plan_of

DAY = """
09:00
Ann talk     AAA.BBB...
Bob physio   ....AAABBB
"""
NINE = 9 * 60


def broken(plan):
    return {clash.rule for clash in clashes(plan)}


def without(plan, visit_id):
    return replace(plan, visits=tuple(visit for visit in plan.visits if visit.id != visit_id))


def test_a_patient_is_placed_completely_or_not_at_all():
    half = without(plan_of(DAY), "A.1")
    assert [clash.says for clash in clashes(half)] == ["A (card 1) has physio nowhere in the plan."]
    assert broken(without(half, "A.0")) == set()
    twice = replace(plan_of(DAY), visits=(*plan_of(DAY).visits, replace(plan_of(DAY).visits[0], id="again")))
    assert "route_is_complete" in broken(twice)


def test_a_patient_is_in_one_place_and_walks():
    assert broken(plan_of("09:00\nAnn talk AAA\nBob physio .AAA")) >= {"patient_is_in_one_place", "steps_are_in_order"}
    zones = Venue("hall", "Hall", zones=("Hall", "Studio"), walking=((0, 10), (10, 0)))
    far = replace(changed(plan_of(DAY), "stations", "physio", zone=1), venue=zones)
    assert [clash.rule for clash in clashes(far)] == ["patient_is_in_one_place"] * 2
    assert "10 minutes' walk away" in clashes(far)[0].says


def test_steps_are_in_order():
    plan = plan_of(DAY)
    route = plan.appointment["A"].route
    turned = (replace(route[0], after=("1",)), replace(route[1], after=()))
    assert broken(changed(plan, "appointments", "A", route=turned)) == {"steps_are_in_order"}


def test_arrivals_have_hours_and_a_limit():
    plan = plan_of(DAY)
    early = replace(plan, day=replace(plan.day, check_in=70))
    assert broken(early) == {"arrival_is_in_its_window"}
    few = replace(plan, day=replace(plan.day, arrivals=Arrivals(plan.day.opening, 30, 1)))
    assert [clash.says for clash in clashes(few)] == ["2 people would arrive 09:00-09:30: the most is 1."]
    assert broken(replace(few, day=replace(few.day, arrivals=Arrivals(plan.day.opening, 15, 1)))) == set()


def test_the_whole_stay_is_when_she_can_come_and_not_too_long():
    plan = plan_of(DAY)
    can = (Span(480, NINE + 30), Span(NINE + 30, 700))
    assert broken(changed(plan, "appointments", "A", availability=can)) == {"patient_is_available"}
    hurried = changed(plan, "patients", "A", needs=(AccessNeed.CANNOT_WAIT,))
    assert broken(hurried) == set()
    short = replace(hurried, day=replace(plan.day, short_stay=30))
    assert broken(short) == {"patient_does_not_stay_too_long"}
    assert broken(changed(short, "appointments", "A", longest_stay=60)) == set(), "what is said of her alone holds"
    assert broken(changed(plan, "appointments", "A", longest_stay=30)) == {"patient_does_not_stay_too_long"}
    assert broken(replace(plan, day=replace(plan.day, longest_stay=30))) == {"patient_does_not_stay_too_long"}


def test_needs_are_met():
    plan = changed(plan_of(DAY), "patients", "A", needs=(AccessNeed.STEP_FREE, AccessNeed.QUIET_SPACE))
    assert broken(plan) == set()
    stairs = changed(plan, "stations", "talk", step_free_places=0)
    assert broken(stairs) == {"step_free_place_where_needed"}
    assert broken(changed(stairs, "stations", "talk", mode=Mode.DROP_IN, places=0, skill="")) == {
        "somebody_gives_the_visit"
    }
    quiet = replace(plan, stations=(*plan.stations, replace(plan.stations[0], id="den", name="Den", quiet=True)))
    assert [clash.says for clash in clashes(quiet)] == ["A (card 1) needs a quiet space: Den has it, talk has not."]


def test_a_longer_appointment_is_double():
    plan = plan_of(DAY)
    usual = changed(plan, "appointments", "A", route=tuple(replace(s, minutes=0) for s in plan.appointment["A"].route))
    assert broken(usual) == set()
    longer = changed(usual, "patients", "A", needs=(AccessNeed.LONGER_APPOINTMENT,))
    assert clashes(longer)[0].says == "A (card 1) needs 30 minutes at talk, not 15."


def test_interpreters_are_shared_by_language():
    needs = (AccessNeed.INTERPRETER,)
    plan = changed(plan_of(DAY), "patients", "A", needs=needs, language="Bengali")
    assert broken(plan) == {"interpreter_is_there"}
    there = replace(plan, interpreters=(Interpreter("I", "day", "Bengali", 1, (Span(480, 700),)),))
    assert broken(there) == set()
    both = changed(there, "patients", "B", needs=needs, language="Bengali")
    assert [clash.says for clash in clashes(both)] == [
        "A (card 1) and B (card 2) need an interpreter for Bengali at 09:20: there are 1."
    ]
    assert broken(changed(both, "interpreters", "I", number=2)) == set()
    assert broken(changed(there, "interpreters", "I", spans=(Span(480, NINE + 20),))) == {"interpreter_is_there"}


def test_a_changed_day_is_judged_whole():
    plan = plan_of(DAY)
    assert {c.rule for c in new_clashes(plan, replace(plan, shifts=()))} == {"staff_work_their_shift"}


def test_an_interpreter_asked_for_at_the_same_time_is_seen_by_a_move():
    plan = plan_of("09:00\nAnn talk AAA...\nBob talk ...BBB")
    for card in "AB":
        plan = changed(plan, "patients", card, needs=(AccessNeed.BSL,))
    plan = replace(plan, interpreters=(Interpreter("I", "day", "BSL", 1, (Span(480, 700),)),))
    moved = changed(plan, "visits", "B.0", span=Span(NINE, NINE + 15))
    assert {clash.rule for clash in new_clashes(plan, moved)} == {"interpreter_is_there"}
