"""Who stands in: where a member of staff is away or a station is closed, somebody else, or nobody."""

from dataclasses import replace

from cadplanner.core.model.span import Span
from cadplanner.core.model.staff import BreakRule, Post
from cadplanner.core.rehearsal.played import ANYBODY
from cadplanner.core.rehearsal.simulate import simulate
from cadplanner.core.rehearsal.turns import Team, turns_of
from cadplanner.core.rehearsal.what_if import Out, WhatIf
from tests.drawing import OPENING, as_class, as_drop_in, changed, plan_of

NINE = 540


def given(plan, what_if):
    turns = turns_of(plan, what_if, Team(plan, what_if.away))
    return {turn.key: (turn.station.id, turn.staff_id) for turn in turns.given}, turns.lost


def test_what_nobody_is_missing_from_stays_as_it_is():
    found, lost = given(plan_of("09:00\nAnn talk AAA\n- hub ...A"), WhatIf())
    assert found == {"A.0": ("talk", "Ann"), "A.1": ("hub", "")}
    assert lost == ()


def test_the_visits_of_whoever_is_away_go_to_the_others_who_work_there():
    plan = plan_of("09:00\nAnn talk AAABBB\nBob talk CCC...")
    found, lost = given(plan, WhatIf(away=Out("Ann", NINE + 10)))
    assert found == {"A.0": ("talk", "Ann"), "B.0": ("talk", ANYBODY), "C.0": ("talk", "Bob")}
    assert lost == ()
    day = simulate(plan, WhatIf(away=Out("Ann", NINE + 10), varies=False), 1)
    assert {seen.key: seen.staff_id for seen in day.seen} == {"A.0": "Ann", "C.0": "Bob", "B.0": "Bob"}


def test_where_nobody_else_works_there_whoever_has_the_skill_helps_and_else_it_is_lost():
    plan = plan_of("09:00\nAnn talk AAABBB\nBob physio CCC...")
    assert given(plan, WhatIf(away=Out("Ann", NINE)))[1] == ("A.0", "B.0")
    skilled = changed(plan, "staff", "Bob", skills=("physio", "talk"))
    assert given(skilled, WhatIf(away=Out("Ann", NINE)))[0]["B.0"] == ("talk", ANYBODY)
    elsewhere = (Post(Span(NINE, NINE + 10)), Post(Span(NINE + 10, 1000), station_ids=("physio",)))
    bound = changed(skilled, "shifts", "Bob", posts=elsewhere)
    assert given(bound, WhatIf(away=Out("Ann", NINE)))[1] == ("B.0",)
    day = simulate(plan, WhatIf(away=Out("Ann", NINE), varies=False), 1)
    assert set(day.lost) == {"A.0", "B.0"}
    assert {came.who: came.left for came in day.people} == {"A": NINE, "B": NINE + 15, "C": NINE + 15}


def test_whoever_leaves_takes_no_break_after_and_helps_nobody_out():
    plan = plan_of("09:00\nAnn talk AAA.........\nBob talk BBBBBBCCC...")
    plan = changed(plan, "shifts", "Ann", breaks=(BreakRule(15, Span(NINE + 45, NINE + 60)),))
    what_if = WhatIf(longer=50, away=Out("Ann", NINE + 40), varies=False)
    day = simulate(plan, what_if, 1)
    assert day.rests == ()
    assert {seen.key: seen.staff_id for seen in day.seen}["C.0"] == "Ann", "her time was before"
    gone = replace(what_if, away=Out("Ann", NINE + 25))
    assert {seen.key: seen.staff_id for seen in simulate(plan, gone, 1).seen}["C.0"] == "Bob"


def test_whoever_has_gone_sees_nobody_of_the_others():
    plan = plan_of("09:00\nAnn talk AAAAA.....\nBob talk BBBBB.....\nBob talk .....CCC..")
    what_if = WhatIf(longer=40, away=Out("Ann", NINE + 30), varies=False)
    day = simulate(plan, what_if, 1)
    assert {seen.key: (seen.staff_id, seen.start) for seen in day.seen}["C.0"] == ("Bob", NINE + 35)


def test_a_station_that_asks_no_skill_goes_on_without_her():
    plan = changed(plan_of("09:00\nAnn desk AAABBB"), "stations", "desk", skill="")
    found, lost = given(plan, WhatIf(away=Out("Ann", NINE + 10)))
    assert found == {"A.0": ("desk", "Ann"), "B.0": ("desk", "")}
    assert lost == ()


def test_a_class_is_taken_over_by_somebody_free_or_lost():
    text = "09:00\nAnn rehab AAABBB\nAnn rehab CCC...\nBob rehab ...DDD"
    plan = as_class(plan_of(text), "rehab")
    found, lost = given(plan, WhatIf(away=Out("Ann", NINE)))
    assert found == {"A.0": ("rehab", "Bob"), "C.0": ("rehab", "Bob"), "D.0": ("rehab", "Bob")}
    assert lost == ("B.0",)
    two = plan_of("09:00\nAnn rehab AAA\nCyd rehab BBB\nBob rehab ......DDD")
    two = as_class(two, "rehab")
    nobody_for_both = turns_of(two, WhatIf(away=Out("Ann", NINE)), Team(two, Out("Ann", NINE)))
    assert nobody_for_both.lost == ()


def test_one_colleague_does_not_take_over_two_classes_at_once():
    text = "09:00\nAnn rehab AAA...\nAnn rehab BBB...\nBob rehab ......DDD"
    plan = as_class(plan_of(text), "rehab")
    plan = changed(plan, "visits", "B.0", place=1)
    found, lost = given(plan, WhatIf(away=Out("Ann", NINE)))
    assert found["A.0"] == ("rehab", "Bob")
    assert lost == ("B.0",)


def two_stations(mode=lambda plan, _: plan):
    plan = plan_of("09:00\nAnn talk1 AAABBB\nBob talk2 CCC...\nCyd talk3 DDD...")
    for station_id in ("talk1", "talk2", "talk3"):
        plan = mode(changed(plan, "stations", station_id, service_id="talk1", skill=""), station_id)
    return plan


def test_from_a_closed_station_people_are_sent_to_the_others_evenly():
    plan = two_stations()
    found, lost = given(plan, WhatIf(closed=Out("talk1", NINE)))
    assert {key: where for key, (where, _) in found.items()} == {
        "A.0": "talk2", "B.0": "talk3", "C.0": "talk2", "D.0": "talk3",
    }  # fmt: skip
    assert lost == ()
    shut = changed(
        changed(plan, "stations", "talk2", opening=(Span(OPENING.start, NINE),)), "stations", "talk3", skill="x"
    )
    assert given(shut, WhatIf(closed=Out("talk1", NINE + 5)))[1] == ("B.0",)


def test_of_a_closed_drop_in_people_go_to_another_and_a_class_is_lost():
    found, lost = given(two_stations(as_drop_in), WhatIf(closed=Out("talk1", NINE + 10)))
    assert found["B.0"] == ("talk2", "")
    assert lost == ()
    assert given(two_stations(as_class), WhatIf(closed=Out("talk1", NINE + 10)))[1] == ("B.0",)


def test_whoever_goes_home_still_sees_those_sent_to_her_before():
    plan = plan_of("09:00\nAnn talk1 AAABBB\nBob talk2 CCC...")
    plan = changed(plan, "stations", "talk2", service_id="talk1", skill="talk1")
    plan = changed(plan, "staff", "Bob", skills=())
    what_if = WhatIf(longer=100, closed=Out("talk2", NINE), away=Out("Ann", NINE + 5), varies=False)
    day = simulate(plan, what_if, 1)
    assert {seen.key: seen.staff_id for seen in day.seen} == {"A.0": "Ann", "C.0": "Ann"}
    assert day.lost == ("B.0",)
