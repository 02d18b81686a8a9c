"""Laws of the rehearsal, on days of every shape: the plan's own times, one place at a time, and nobody is forgotten."""

from collections import defaultdict
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cadplanner.core.model.day import Mode
from cadplanner.core.planning.solver import plan_day
from cadplanner.core.rehearsal.played import HELPER
from cadplanner.core.rehearsal.rehearse import rehearse
from cadplanner.core.rehearsal.simulate import simulate
from cadplanner.core.rehearsal.what_if import Out, WhatIf
from tests.core.planning.any_day import days
from tests.drawing import plan_of

quickly = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


@st.composite
def planned_days(draw):
    *_, best = plan_day(draw(days()), seed=1, rounds=20, slice_rounds=20)
    return best.plan


@st.composite
def questions(draw, plan):
    """A what-if of any kind about that plan."""

    def out(entities):
        return draw(
            st.one_of(st.none(), st.builds(Out, st.sampled_from([e.id for e in entities]), st.integers(480, 700)))
        )

    alone = [station.id for station in plan.stations if station.mode is Mode.ONE_TO_ONE]
    return WhatIf(
        longer=draw(st.integers(-30, 100)),
        absent=draw(st.sampled_from((0, 0, 20, 100))),
        late=draw(st.sampled_from((0, 0, 15, 60))),
        walk_ins=draw(st.sampled_from((0, 0, 3))),
        away=out(plan.staff),
        closed=out(plan.stations),
        helper_at=draw(st.sampled_from(["", *alone])),
        varies=draw(st.booleans()),
    )


@quickly
@given(planned_days())
def test_where_nothing_differs_it_is_the_plan(plan):
    day = simulate(plan, WhatIf(varies=False), 1)
    played = {seen.key: (seen.station_id, seen.place, seen.staff_id, seen.start, seen.end) for seen in day.seen}
    assert played == {
        visit.id: (visit.station_id, visit.place, visit.staff_id, visit.span.start, visit.span.end)
        for visit in plan.visits
    }
    assert (day.absent, day.lost, day.missed, day.turned_away) == ((), (), (), 0)
    assert all(seen.late == 0 for seen in day.seen)


@quickly
@given(st.data())
def test_the_same_seed_gives_the_same_answer(data):
    plan = data.draw(planned_days())
    what_if = data.draw(questions(plan))
    assert simulate(plan, what_if, 5) == simulate(plan, what_if, 5)
    assert rehearse(plan, what_if, runs=2, seed=5) == rehearse(plan, what_if, runs=2, seed=5)


@quickly
@given(st.data())
def test_nobody_is_in_two_places_at_once(data):
    plan = data.draw(planned_days())
    day = simulate(plan, data.draw(questions(plan)), data.draw(st.integers(0, 100)))
    mode = {station.id: station.mode for station in plan.stations}
    taken = defaultdict(set)
    for seen in day.seen:
        assert seen.start >= seen.ready
        taken["patient", seen.who].add((seen.start, seen.end, seen.key))
        if mode[seen.station_id] is Mode.DROP_IN:
            continue
        if mode[seen.station_id] is Mode.GROUP:
            begun = min(
                s.start for s in day.seen if (s.station_id, s.place, s.end) == (seen.station_id, seen.place, seen.end)
            )
            doing = (begun, seen.end, f"class {seen.station_id} {seen.place}")
        else:
            doing = (seen.start, seen.end, seen.key)
        taken["place", seen.station_id, seen.place].add(doing)
        if seen.staff_id:
            taken["staff", seen.staff_id].add(doing)
    for rest in day.rests:
        taken["staff", rest.staff_id].add((rest.start, rest.end, "break"))
    for spans in taken.values():
        for (_, end, _), (start, _, _) in pairwise(sorted(spans)):
            assert end <= start


@quickly
@given(st.data())
def test_everybody_is_accounted_for(data):
    plan = data.draw(planned_days())
    what_if = data.draw(questions(plan))
    day = simulate(plan, what_if, 1)
    mine = [came.who for came in day.people if came.who in plan.appointment]
    assert sorted((*mine, *day.absent)) == sorted(plan.visits_of_appointment)
    theirs = {visit.id for who in mine for visit in plan.visits_of_appointment[who]}
    done = [*(seen.key for seen in day.seen if seen.who in plan.appointment), *day.lost]
    assert sorted((*done, *(key for key in day.missed if key in plan.visit))) == sorted(theirs)
    ends = defaultdict(float)
    for seen in day.seen:
        ends[seen.who] = max(ends[seen.who], seen.end)
    assert all(came.left >= max(came.arrived, ends[came.who]) for came in day.people)
    assert what_if.helper_at or all(seen.staff_id != HELPER for seen in day.seen)


@quickly
@given(planned_days(), st.integers(0, 100))
def test_slower_visits_end_no_sooner_than_they_were_planned_to(plan, longer):
    day = simulate(plan, WhatIf(longer=longer, varies=False), 1)
    planned = {visit.id: visit.span for visit in plan.visits}
    for seen in day.seen:
        assert seen.start >= planned[seen.key].start
        assert seen.end >= planned[seen.key].end


@quickly
@given(st.integers(0, 10**6), st.lists(st.integers(-50, 200), min_size=2, max_size=2))
def test_with_one_member_of_staff_slower_visits_never_make_the_day_end_sooner(seed, speeds):
    """With several, who is free when decides who sees whom: there a slower visit may free a hand at the right time."""
    plan = plan_of("09:00\nAnn talk AAABBCCC.DDDDEFFGGH")
    quick, slow = (simulate(plan, WhatIf(longer=longer, late=10), seed) for longer in sorted(speeds))
    assert max(came.left for came in slow.people) >= max(came.left for came in quick.people)
