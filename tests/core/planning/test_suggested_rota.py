"""A rota before there is a plan: where most is asked, few changes, breaks apart, posts kept; and where it is short."""

from dataclasses import replace
from itertools import pairwise

from hypothesis import HealthCheck, given, settings

from cadplanner.core.model.span import Span
from cadplanner.core.model.staff import BreakRule, Post
from cadplanner.core.planning.expected import people_needed, slots
from cadplanner.core.planning.rota import rota_of
from cadplanner.core.planning.suggested_rota import needs_of, suggested_rota
from tests.core.planning.any_day import days
from tests.drawing import as_class, as_drop_in, changed, plan_of

NINE = 9 * 60
TWO_HOURS = Span(NINE, NINE + 120)
TWO = """
09:00
Ann talk     AAABBBCCCDDD...
Bob physio   ...AAABBBCCCDDD
"""


def before(text, *, opening=TWO_HOURS):
    """The drawn day without its visits, people coming over all of it."""
    plan = replace(plan_of(text), visits=())
    day = replace(plan.day, opening=opening, arrivals=replace(plan.day.arrivals, span=opening))
    return replace(plan, day=day)


def test_with_visits_what_is_needed_is_what_they_take():
    plan = plan_of(TWO)
    asked = people_needed(plan)
    nine = next(n for n, span in enumerate(slots(plan)) if span.start == NINE)
    assert asked["talk"][nine : nine + 3] == [1.0, 1.0, 0.0]
    both = as_class(plan_of("09:00\nAnn rehab AAA\nAnn rehab BBB"), "rehab")
    together = changed(both, "visits", "B.0", place=0)
    assert sum(people_needed(together)["rehab"]) == 0.5
    assert people_needed(as_drop_in(plan_of("09:00\n- hub AAA"), "hub")) == {}


def test_before_planning_people_are_thought_to_come_evenly_when_they_can():
    asked = people_needed(before(TWO))
    assert all(needed > 0 for needed in asked["talk"][:3])
    late = before(TWO)
    windows = (Span(NINE + 30, NINE + 45), Span(NINE + 60, NINE + 90))
    people = tuple(replace(each, availability=windows) for each in late.appointments)
    only_then = people_needed(replace(late, appointments=people))
    assert only_then["talk"][0] == 0
    assert only_then["talk"][1] > 0
    assert only_then["talk"][2] > 0
    never = tuple(replace(each, availability=(Span(0, 5),)) for each in late.appointments)
    assert people_needed(replace(late, appointments=never)) == people_needed(late)
    nowhere = replace(late, stations=())
    assert people_needed(nowhere) == {}


def test_each_stands_where_her_skill_is_asked_and_nobody_where_nothing_is():
    rota = suggested_rota(before(TWO))
    assert {(stand.staff_id, stand.station_id) for stand in rota.stands} == {("Ann", "talk"), ("Bob", "physio")}
    assert rota.changes == 0
    nobody = before(TWO)
    assert suggested_rota(replace(nobody, appointments=())).stands == ()


def test_breaks_stand_apart_and_posts_are_kept():
    plan = before("09:00\nAnn talk AAA.........\nBob talk BBB.........", opening=Span(NINE, NINE + 180))
    people = tuple(replace(plan.appointments[n % 2], id=f"a{n}", card=n) for n in range(20))
    for name in ("Ann", "Bob"):
        plan = changed(plan, "shifts", name, breaks=(BreakRule(30, Span(NINE + 60, NINE + 150)),))
    rota = suggested_rota(replace(plan, appointments=people))
    first, second = (stand.span for stand in rota.stands if not stand.station_id)
    assert not first.overlaps(second)
    posted = changed(plan, "shifts", "Ann", posts=(Post(Span(NINE, NINE + 60), station_ids=("talk",)),))
    stands = suggested_rota(replace(posted, appointments=people)).of("Ann")
    assert all(stand.span.end <= NINE + 60 for stand in stands if stand.station_id)
    tight = changed(plan, "shifts", "Ann", breaks=(BreakRule(30, Span(NINE + 65, NINE + 95)),))
    assert [stand for stand in suggested_rota(tight).of("Ann") if not stand.station_id] == []


def test_where_people_are_short_it_is_said_by_skill_and_hour():
    plan = before(TWO)
    many = tuple(replace(plan.appointments[n % 4], id=f"a{n}", card=n) for n in range(24))
    busy = replace(plan, appointments=many)
    needs = needs_of(busy, suggested_rota(busy))
    assert [each.span.start for each in needs if each.skill == "talk"] == [NINE, NINE + 60]
    assert all((each.have, each.short) == (1, each.needed - 1) for each in needs if each.skill == "talk")
    planned = plan_of(TWO)
    assert all(each.short == 0 for each in needs_of(planned, rota_of(planned)))


def test_a_shift_of_nobody_and_half_an_hour_outside_the_shift_are_left_free():
    plan = before(TWO)
    gone = replace(plan, staff=tuple(member for member in plan.staff if member.id != "Bob"))
    assert {stand.staff_id for stand in suggested_rota(gone).stands} == {"Ann"}
    late = changed(plan, "shifts", "Ann", span=Span(NINE + 40, NINE + 100))
    assert all(stand.span.within(Span(NINE + 40, NINE + 100)) for stand in suggested_rota(late).of("Ann"))


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(days())
def test_nobody_stands_without_the_skill_outside_the_shift_or_in_two_places(plan):
    rota = suggested_rota(plan)
    for shift in plan.shifts:
        stands = rota.of(shift.staff_id)
        assert all(one.span.end <= other.span.start for one, other in pairwise(stands))
        for stand in stands:
            if stand.station_id:
                assert plan.station[stand.station_id].skill in plan.staff_member[shift.staff_id].skills
                assert stand.span.within(shift.span)
    assert rota == suggested_rota(plan)
    assert all(each.have >= 0 for each in needs_of(plan, rota))
