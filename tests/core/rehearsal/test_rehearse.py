"""Many days played: the figures of a what-if, and what is said of them."""

from dataclasses import replace
from functools import cache

import pytest

from cadplanner.core.model.span import Span
from cadplanner.core.rehearsal.advice import Progress, answer, asking, slowest
from cadplanner.core.rehearsal.counting import Spread, by_quarter, most_at_once, spread_of
from cadplanner.core.rehearsal.rehearse import Answer, Rehearsed, rehearse, rehearsing
from cadplanner.core.rehearsal.what_if import AS_PLANNED, Out, WhatIf, presets
from cadplanner.core.rehearsal.words import closing_words, result_words
from tests.builders import people, plan_with
from tests.drawing import as_class, as_drop_in, changed, plan_of

MORNING = """
09:00
Ann talk     AAABBBCCCDDDEEEFFF
Bob physio   ...AAABBBCCCDDDEEE
"""
EXACT = WhatIf(varies=False)


@cache
def tight():
    """The morning in a hall that closes at half past ten."""
    plan = plan_of(MORNING)
    plan = replace(plan, day=replace(plan.day, opening=Span(540, 630)))
    return replace(plan, shifts=tuple(replace(shift, span=Span(540, 630)) for shift in plan.shifts))


def test_exact_and_as_planned_the_figures_are_those_of_the_plan():
    found = rehearse(tight(), EXACT, runs=3, seed=1)
    assert (found.runs, found.people, found.on_time) == (3, 6, 100)
    assert found.waits == Spread(0, 0)
    assert found.stays == Spread(30, 30)
    assert (found.last_leaves, found.closing, found.minutes_over) == (Spread(630, 630), 630, 0)
    assert found.overtime == ()
    assert (found.lost, found.missed, found.walk_ins, found.turned_away) == (0, 0, 0, 0)
    assert [(each.name, each.visits, each.worst, each.worst_at, each.queue) for each in found.stations] == [
        ("talk", 6, 0, -1, 0), ("physio", 5, 0, -1, 0),
    ]  # fmt: skip
    assert found.hall[0] == (540, 1)
    assert found.fullest[1] == 3


def test_twice_as_long_is_said_station_by_station():
    found = rehearse(tight(), replace(EXACT, longer=100), runs=2, seed=1)
    talk, physio = found.stations
    assert (talk.wait.most, talk.worst, talk.worst_at, talk.total) == (75, 75, 10, 15 + 30 + 45 + 60 + 75)
    assert talk.queue == 3
    assert physio.queue <= 1
    assert found.last_leaves.half == 720
    assert found.minutes_over == 90
    assert found.overtime == (("Ann", 90), ("Bob", 90))
    assert found.on_time == 0


def test_every_day_played_is_told_and_then_what_came_of_them():
    *steps, last = rehearsing(tight(), AS_PLANNED, runs=4, seed=1)
    assert steps == [1, 2, 3, 4]
    assert isinstance(last, Rehearsed)
    assert last == rehearse(tight(), AS_PLANNED, runs=4, seed=1)
    assert last != rehearse(tight(), AS_PLANNED, runs=4, seed=2)


def test_the_slower_the_visits_the_later_the_day_ends():
    ends = [rehearse(tight(), WhatIf(longer=longer), seed=1).last_leaves.half for longer in (0, 20, 40, 80)]
    assert ends == sorted(ends)
    assert ends[0] < ends[-1]


def test_counting():
    assert spread_of([]) == Spread()
    assert spread_of([3, 1, 2]) == Spread(2, 3)
    assert most_at_once([(0, 5), (5, 9), (4, 6), (7, 7)]) == 2
    assert most_at_once([]) == 0
    assert list(by_quarter([])) == []
    assert list(by_quarter([(540, 560.5), (541, 543)])) == [(540, 2), (555, 1)]
    assert list(by_quarter([(540, 569)])) == [(540, 1), (555, 1), (570, 0)]


def test_nobody_comes():
    found = rehearse(tight(), WhatIf(absent=100), seed=1)
    assert (found.people, found.on_time, found.fullest) == (0, 100, (0, 0.0))
    asked = answer(tight(), WhatIf(absent=100), runs=2, seed=1)
    assert result_words(tight(), asked) == ("Nobody would come.",)


def test_the_questions_are_about_this_day():
    plan = plan_with(people(4))
    names = [each.name for each in presets(plan)]
    assert names == [
        "As planned",
        "All takes 20% longer",
        "One in five does not come",
        "Everybody 15 minutes late",
        "A clinician rings in sick",
    ]
    sick = presets(plan)[-1]
    assert sick.what_if.away is not None
    assert sick.what_if.away.key in ("talker-0", "talker-1")
    assert sick.says.startswith(plan.staff_member[sick.what_if.away.key].name)
    assert len(presets(replace(plan, visits=()))) == 4
    assert len(presets(as_drop_in(plan_of("09:00\n- hub AAA"), "hub"))) == 4


@pytest.mark.parametrize("wrong", [{"longer": -100}, {"absent": 101}, {"absent": -1}, {"late": -1}, {"walk_ins": -1}])
def test_what_cannot_be_is_refused(wrong):
    with pytest.raises(ValueError, match="visits take some time"):
        WhatIf(**wrong)


def test_the_answer_comes_first_and_the_advice_after_it():
    steps = list(asking(tight(), WhatIf(longer=50), runs=3, seed=1))
    answers = [step for step in steps if isinstance(step, Answer)]
    told = [step for step in steps if isinstance(step, Progress)]
    assert [bool(each.advice) for each in answers] == [False, True]
    assert steps[6] == answers[0]
    assert [each.done for each in told] == list(range(1, len(told) + 1))
    assert told[-1].done == told[-1].of == 18
    as_planned, *_ = [step for step in asking(tight(), AS_PLANNED, runs=3, seed=1) if isinstance(step, Answer)]
    assert as_planned.asked is as_planned.as_planned


def test_the_station_that_holds_the_day_up_is_named_and_what_helps_is_tried():
    found = answer(tight(), WhatIf(longer=50), runs=20, seed=1)
    assert slowest(found.asked)[0].name == "talk"
    assert found.advice[0].startswith("People wait longest at talk: 19 of 20 of them no more than ")
    assert "mostly around 10:00" in found.advice[0]
    assert found.advice[1].startswith("One more member of staff and place at talk would help most: 19 of 20 people ")
    assert any("would bring that to" in each for each in found.advice)
    crowded = plan_of("09:00\nAnn talk AAABBBCCCDDDEEEFFF")
    shut = changed(crowded, "stations", "talk", opening=(Span(540, 630),))
    left_out = answer(shut, WhatIf(longer=60), runs=5, seed=1).advice
    assert any("fewer would be placed" in each for each in left_out)


def test_where_nothing_is_to_be_tried_no_remedy_is_named():
    one = plan_of("09:00\nAnn talk AAA\nBob talk BBB")
    found = answer(one, WhatIf(longer=200, late=0, varies=False), runs=1, seed=1)
    assert found.advice == ("No station holds the day up: hardly anybody waits long past their time.",)
    two = plan_of("09:00\nCyd rehab ......AAA\nCyd talk BBBBBB...")
    waits = answer(as_class(two, "rehab"), WhatIf(longer=100, varies=False), runs=1, seed=1)
    assert waits.advice[0].startswith("People wait longest at rehab")
    assert len(waits.advice) == 1, "one more member of staff is tried at one-to-one stations alone"


def test_the_result_is_said_in_sentences_with_the_day_as_planned_beside_it():
    plan = tight()
    found = answer(plan, WhatIf(longer=100, varies=False), runs=1, seed=1)
    said = result_words(plan, found)
    assert said[0].startswith("The last person would leave at 12:00, 90 minutes after closing. As planned it is 10:")
    assert said[1].startswith("0 of 100 people would leave on time (within 10 minutes of it), and ")
    assert said[2].startswith("Half of the people would wait ")
    assert "(as planned " in said[2]
    assert said[3].startswith("The hall would be fullest between ")
    assert said[4] == "2 members of staff would work past the end of their shift: Ann 90 minutes, Bob 90 minutes."
    alone = result_words(plan, answer(plan, AS_PLANNED, runs=1, seed=1))
    assert not any("as planned" in each.lower() for each in alone)


def test_many_who_work_late_are_counted_and_the_longest_named():
    text = "09:00\n" + "\n".join(
        f"{name} talk {card * 3}" for name, card in zip(("Ann", "Bob", "Cyd", "Dee"), "ABCD", strict=True)
    )
    plan = plan_of(text)
    plan = replace(plan, shifts=tuple(replace(shift, span=Span(540, 555)) for shift in plan.shifts))
    said = result_words(plan, answer(plan, WhatIf(longer=100, varies=False), runs=1, seed=1))
    assert (
        "4 members of staff would work past the end of their shift: longest Ann 15 minutes, Bob 15 minutes, "
        in said[-1]
    )
    one = changed(plan, "shifts", "Ann", span=Span(540, 556))
    others = replace(one, visits=tuple(visit for visit in one.visits if visit.staff_id == "Ann"))
    said = result_words(others, answer(others, WhatIf(longer=100, varies=False), runs=1, seed=1))
    assert said[-1] == "1 member of staff would work past the end of their shift: Ann 14 minutes."


def test_what_could_not_be_given_is_said():
    plan = tight()
    said = result_words(plan, answer(plan, WhatIf(away=Out("Bob", 540), varies=False), runs=1, seed=1))
    assert said[-1] == "5 visits could not be given: nobody else may, or nothing else is open."
    late = as_class(plan_of("09:00\nCyd rehab AAA"), "rehab")
    said = result_words(late, answer(late, WhatIf(late=20, varies=False), runs=1, seed=1))
    assert said[-1] == "1 person would come too late for their class."
    closed = WhatIf(walk_ins=1, closed=Out("talk", 541), varies=False)
    said = result_words(plan, answer(plan, closed, runs=1, seed=1))
    assert said[-1] == "There would be no time for 10 walk-ins of 10."


def test_closing_is_said_from_either_side():
    found = rehearse(tight(), EXACT, runs=1, seed=1)
    assert closing_words(found) == "just at closing"
    assert closing_words(replace(found, closing=629)) == "1 minute after closing"
    assert closing_words(replace(found, closing=650)) == "20 minutes before closing"
    worse = replace(found, last_leaves=Spread(630, 660))
    assert result_words(tight(), Answer(found, worse))[0] == (
        "The last person would leave at 10:30, just at closing; on a bad day at 11:00."
    )
