"""Laws of a repair, on days of every shape: what is begun never moves, no clash is added, the same twice."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cadplanner.core.planning.replan import OneMore, RunningLate, StaffAway, StationClosed, proposals
from cadplanner.core.planning.rules import clashes
from cadplanner.core.planning.solver import plan_day
from tests.core.planning.any_day import days

quickly = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@st.composite
def days_under_way(draw):
    """A planned day, what happens on it, the minute it is, and a visit that began early."""
    plan = list(plan_day(draw(days()), seed=1, rounds=20, slice_rounds=20))[-1].plan
    opening = plan.day.opening
    at = draw(st.integers(opening.start - 10, opening.end))
    minute = st.integers(at, opening.end)
    until = st.one_of(st.none(), minute)
    staff, stations = st.sampled_from(plan.staff), st.sampled_from(plan.stations)
    one = st.one_of(
        st.builds(lambda who, start, end: StaffAway(who.id, start, end), staff, minute, until),
        st.builds(lambda where, start, end: StationClosed(where.id, start, end), stations, minute, until),
        st.builds(RunningLate, st.sampled_from((5, 15, 20)), st.just(at)),
        st.builds(lambda where: RunningLate(15, at, (where.id,)), stations),
        st.builds(lambda who: RunningLate(10, at, (), (who.id,)), staff),
        st.builds(OneMore, st.sampled_from(plan.appointments)),
    )
    happened = tuple(draw(st.lists(one, min_size=1, max_size=2)))
    locked = draw(st.sets(st.sampled_from(plan.visits).map(lambda visit: visit.id), max_size=2)) if plan.visits else ()
    plan = replace(plan, visits=tuple(replace(v, locked=v.id in locked) for v in plan.visits))
    early = {plan.visits[0].id} if plan.visits and draw(st.integers(0, 5)) == 0 else set()
    return plan, happened, at, early


def repaired(day):
    plan, happened, at, begun = day
    return proposals(plan, happened, at=at, begun=begun, seed=1, rounds=5)


@quickly
@given(days_under_way())
def test_what_is_begun_never_moves_and_what_is_planned_anew_breaks_no_rule(day):
    plan, _, at, early = day
    begun = {visit.id: visit for visit in plan.visits if visit.span.start < at or visit.id in early}
    found = repaired(day)
    assert 1 <= len(found) <= 3
    for proposal in found:
        assert {visit_id: proposal.plan.visit.get(visit_id) for visit_id in begun} == begun
        on_site = {plan.visit[visit_id].appointment_id for visit_id in begun}
        for clash in clashes(proposal.plan):
            left_alone = clash.rule == "those_together_are_all_placed" and clash.appointment_id in on_site
            assert left_alone or set(clash.visit_ids) <= set(begun), clash.says
        new = [visit for visit in proposal.plan.visits if visit not in plan.visits]
        assert all(visit.span.start >= at for visit in new)


@quickly
@given(days_under_way())
def test_everybody_is_kept_or_named_and_whoever_moves_is_named(day):
    plan, _, _, _ = day
    for proposal in repaired(day):
        gone = {a.id for a in plan.appointments if a.id in plan.visits_of_appointment} - {
            a.id for a in proposal.plan.appointments if a.id in proposal.plan.visits_of_appointment
        }
        named = {each.appointment_id for each in proposal.unplaced}
        assert gone <= named
        moved = {each.appointment_id for each in proposal.moved}
        for visit in plan.visits:
            after = proposal.plan.visit.get(visit.id)
            if after is None:
                assert visit.appointment_id in named
            elif (after.span, after.staff_id) != (visit.span, visit.staff_id):
                assert visit.appointment_id in moved


@settings(quickly, max_examples=20)
@given(days_under_way())
def test_the_same_day_is_repaired_the_same_way_twice(day):
    assert repaired(day) == repaired(day)
