"""Walk-ins: each in the next free minutes, in a class with a seat, or not at all."""

from dataclasses import replace
from itertools import pairwise

from cadplanner.core.model.day import Arrivals
from cadplanner.core.model.span import Span
from cadplanner.core.model.staff import BreakRule
from cadplanner.core.rehearsal.simulate import simulate
from cadplanner.core.rehearsal.what_if import Out, WhatIf
from tests.drawing import as_class, as_drop_in, changed, plan_of

NINE = 540


def with_arrivals(text, minutes=60, until=NINE + 120):
    plan = plan_of(text)
    plan = replace(plan, day=replace(plan.day, arrivals=Arrivals(Span(NINE, NINE + minutes))))
    shifts = tuple(replace(shift, span=Span(NINE, until)) for shift in plan.shifts)
    stations = tuple(replace(each, opening=(Span(NINE, until),)) for each in plan.stations)
    return replace(plan, shifts=shifts, stations=stations)


def walked_in(day):
    return [seen for seen in day.seen if seen.who.startswith("walk-in")]


def test_as_many_come_as_are_said_and_wait_for_a_free_minute():
    plan = with_arrivals("09:00\nAnn talk AAAAAA......BBB")
    day = simulate(plan, WhatIf(walk_ins=3, varies=False), 1)
    seen = walked_in(day)
    assert len(seen) + day.turned_away == 3
    assert {(each.staff_id, each.station_id) for each in seen} == {("Ann", "talk")}
    assert all(each.due >= NINE + 30 for each in seen)
    planned = {each.key: each.start for each in day.seen if each.who in "AB"}
    assert planned == {"A.0": NINE, "B.0": NINE + 60}, "they take nobody's time"


def test_where_there_is_no_time_they_are_turned_away():
    plan = with_arrivals("09:00\nAnn talk AAAAAAAAAAAA", until=NINE + 70)
    day = simulate(plan, WhatIf(walk_ins=4), 1)
    assert day.turned_away == 4
    assert walked_in(day) == []


def test_they_keep_out_of_breaks_and_of_hours_when_she_is_away():
    plan = with_arrivals("09:00\nAnn talk AAA")
    plan = changed(plan, "shifts", "Ann", breaks=(BreakRule(45, Span(NINE + 15, NINE + 60)),))
    day = simulate(plan, WhatIf(walk_ins=2, varies=False), 1)
    assert walked_in(day)
    assert all(seen.start >= NINE + 60 for seen in walked_in(day))
    gone = simulate(plan, WhatIf(walk_ins=2, away=Out("Ann", NINE + 60)), 1)
    assert gone.turned_away == 2
    shut = simulate(plan, WhatIf(walk_ins=2, closed=Out("talk", NINE + 60)), 1)
    assert shut.turned_away == 2


def test_a_place_without_staff_is_a_desk_too():
    plan = with_arrivals("09:00\n- desk AAA")
    day = simulate(plan, WhatIf(walk_ins=3, varies=False), 1)
    assert [(seen.staff_id, seen.place) for seen in walked_in(day)] == [("", 0)] * 3
    spans = sorted((seen.start, seen.end) for seen in day.seen)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))


def test_they_join_a_class_with_a_seat_and_drop_in_where_it_is_open():
    plan = with_arrivals("09:00\nAnn talk AAA...............\nCyd rehab ............AAA...\n- hub ...............AAA")
    plan = as_drop_in(as_class(plan, "rehab", size=2), "hub")
    day = simulate(plan, WhatIf(walk_ins=4, varies=False), 2)
    by_station = {key: [s for s in walked_in(day) if s.station_id == key] for key in ("talk", "rehab", "hub")}
    assert len(by_station["rehab"]) == 1, "the second seat"
    assert len(by_station["talk"]) == len(by_station["hub"]) == 4, "who finds no seat goes on without"
    shut = simulate(plan, WhatIf(walk_ins=4, closed=Out("hub", NINE), varies=False), 2)
    assert not [seen for seen in walked_in(shut) if seen.station_id == "hub"]


def test_nobody_planned_nobody_walks_in():
    plan = with_arrivals("09:00\nAnn talk AAA")
    day = simulate(replace(plan, visits=()), WhatIf(walk_ins=4), 1)
    assert (day.people, day.turned_away) == ((), 0)


def test_the_last_seats_of_a_class_go_to_who_comes_first():
    plan = with_arrivals("09:00\nCyd rehab ............AAA...\nCyd rehab ............BBB...")
    plan = as_class(plan, "rehab", size=4)
    day = simulate(plan, WhatIf(walk_ins=5, varies=False), 2)
    came = {each.who: each.arrived for each in day.people}
    assert sorted(seen.who for seen in walked_in(day)) == ["walk-in 1", "walk-in 2"]
    assert came["walk-in 1"] <= came["walk-in 2"]
    assert day.turned_away == 3
