"""The engine on drawn days: it places whoever fits, where rules leave one way only."""

from dataclasses import replace

from cadplanner.core.model.day import Mode, Venue
from cadplanner.core.model.patient import AccessNeed
from cadplanner.core.model.span import Span
from cadplanner.core.model.staff import BreakRule
from cadplanner.core.planning.moves import lock_visits
from cadplanner.core.planning.rules import clashes
from cadplanner.core.planning.solver import plan_day
from tests.drawing import as_class, as_drop_in, changed, plan_of, text_of

NINE = 9 * 60


def planned(plan, *, rounds=50):
    best = list(plan_day(plan, seed=1, rounds=rounds, slice_rounds=10))[-1]
    assert clashes(best.plan) == ()
    return best


def from_nothing(text, until, **day):
    """The drawn day without its visits, open from 09:00 for so many minutes."""
    plan = plan_of(text)
    return replace(plan, visits=(), day=replace(plan.day, opening=Span(NINE, NINE + until), **day))


def test_a_tight_day_is_filled_to_the_last_minute():
    best = planned(from_nothing("09:00\nAnn talk AAABBBCCC...\nBob physio ...AAABBBCCC", 60))
    assert (best.placed, best.unplaced, best.waiting, best.cost) == (3, 0, 0, 0)


def test_a_day_of_nobody_and_a_day_nobody_can_work():
    assert planned(from_nothing("09:00\nAnn talk ...", 60)).cost == 0
    alone = replace(from_nothing("09:00\nAnn talk AAA", 60), shifts=())
    assert planned(alone).unplaced == 1


def test_what_is_planned_soundly_already_stays():
    plan = plan_of("09:00\nAnn talk ...AAA...BBB")
    assert text_of(planned(plan).plan) == text_of(plan)
    broken = changed(plan, "visits", "A.0", staff_id="")
    assert planned(broken).plan.visit["B.0"] == plan.visit["B.0"]


def test_the_rest_of_a_route_goes_round_a_locked_visit():
    plan = lock_visits(plan_of("09:00\nAnn talk ...AAA\nBob physio .........AAA"), ["A.1"], locked=True)
    best = planned(plan)
    assert best.waiting == 0
    assert best.plan.visit["A.1"].span == Span(NINE + 45, NINE + 60)


def test_a_class_is_shared_and_a_locked_one_is_joined():
    plan = as_class(from_nothing("09:00\nAnn rehab AAA\nAnn rehab BBB\nAnn rehab CCC", 30), "rehab", size=2, every=15)
    assert planned(plan).placed == 3
    drawn = as_class(plan_of("09:00\nAnn rehab AAA\nAnn rehab ...BBB"), "rehab", size=2)
    drawn = replace(drawn, day=replace(drawn.day, opening=Span(NINE, NINE + 15)))
    locked = lock_visits(drawn, ["A.0"], locked=True)
    assert text_of(planned(locked).plan) == "09:00\nAnn rehab    AAA\nAnn rehab    BBB"


def test_classes_that_nobody_gives_are_told_apart():
    plan = plan_of("09:00\n- rehab AAA\n- rehab BBB\n- rehab CCC\n- rehab DDD")
    plan = changed(as_class(plan, "rehab", size=2), "stations", "rehab", places=2)
    plan = replace(plan, visits=(), day=replace(plan.day, opening=Span(NINE, NINE + 15)))
    assert planned(plan).placed == 4


def test_a_drop_in_takes_as_many_as_it_has_places():
    plan = as_drop_in(from_nothing("09:00\n- hub AAABBBCCC", 15), "hub", places=2)
    assert planned(plan).placed == 2
    assert planned(changed(plan, "stations", "hub", places=0)).placed == 3


def test_one_of_two_stations_that_give_the_service_is_chosen():
    plan = from_nothing("09:00\nAnn talk AAABBB", 15)
    other = replace(plan.stations[0], id="den", name="Den", zone=1, skill="")
    zones = Venue("hall", "Hall", zones=("Hall", "Studio"), walking=((0, 5), (5, 0)))
    best = planned(replace(plan, stations=(*plan.stations, other), venue=zones))
    assert {visit.station_id for visit in best.plan.visits} == {"talk", "den"}


def test_step_free_places_are_kept_for_those_who_need_them():
    plan = from_nothing("09:00\nAnn talk AAA\nBob talk BBB", 15)
    plan = changed(
        changed(plan, "patients", "B", needs=(AccessNeed.STEP_FREE,)), "stations", "talk", step_free_places=1
    )
    assert planned(plan).plan.visit["B.0"].place == 0


def test_overtime_and_breaks_are_used_as_they_must_be():
    plan = changed(from_nothing("09:00\nAnn talk AAABBB", 60), "shifts", "Ann", span=Span(NINE, NINE + 15), overtime=15)
    best = planned(plan)
    assert (best.placed, best.cost) == (2, 30)
    tea = (BreakRule(15, Span(NINE, NINE + 45)),)
    plan = changed(from_nothing("09:00\nAnn talk AAABBBCCC", 45), "shifts", "Ann", breaks=tea)
    assert planned(plan).placed == 2
    never = (BreakRule(15, Span(NINE, NINE + 20)), BreakRule(15, Span(NINE, NINE + 20)))
    assert planned(changed(plan, "shifts", "Ann", breaks=never)).placed == 0


def test_a_drop_in_may_be_locked_and_a_visit_of_nowhere_too():
    plan = as_drop_in(plan_of("09:00\n- hub AAA\nAnn talk BBB"), "hub", places=1)
    locked = lock_visits(plan, ["A.0", "B.0"], locked=True)
    assert planned(locked).plan == locked
    assert locked.station["hub"].mode is Mode.DROP_IN


def test_places_that_are_cut_up_are_not_shared():
    plan = plan_of("09:00\nAnn talk AAA...\nBob talk ...BBB\nCas talk CCCCCC")
    plan = changed(lock_visits(plan, ["A.0", "B.0"], locked=True), "stations", "talk", places=2, step_free_places=2)
    plan = replace(plan, visits=plan.visits[:2], day=replace(plan.day, opening=Span(NINE, NINE + 30)))
    assert planned(plan).unplaced == 1
    longer = replace(plan, day=replace(plan.day, opening=Span(NINE, NINE + 60)))
    assert planned(longer).unplaced == 0


def test_a_visit_that_no_station_can_give_as_planned_is_planned_anew():
    plan = plan_of("09:00\nAnn talk AAA\nBob physio ...AAA")
    moved = changed(plan, "visits", "A.1", span=Span(NINE + 15, NINE + 20))
    assert planned(moved).plan.visit["A.1"].span.minutes == 15
