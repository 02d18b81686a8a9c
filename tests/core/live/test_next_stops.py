"""After the conversation: the chosen stops from the day as it is, by the rule book, with reasons."""

from dataclasses import replace

import pytest

from cadplanner.core.live import record
from cadplanner.core.live.as_it_is import plan_as_it_is
from cadplanner.core.live.facts import Refusal
from cadplanner.core.live.next_stops import best_routes, next_stops
from cadplanner.core.live.record import At
from cadplanner.core.live.walk_in import Comer, walk_in
from cadplanner.core.model.attendance import Punctuality
from cadplanner.core.model.day import Service, Station
from cadplanner.core.model.pathway import Pathway
from cadplanner.core.model.patient import AccessNeed
from cadplanner.core.model.span import Span, clock
from cadplanner.core.planning.rules import clashes
from tests.builders import DAY, patient, people, plan_with
from tests.core.live.acting import Lived
from tests.drawing import changed

TALK, PHYSIO = At("s-talk", 0), At("s-physio", 1)


def skilled(plan):
    """The plan with staff who may give what the stations need, and no breaks to mind."""
    staff = tuple(replace(m, skills=("physio",)) if m.id.startswith("physio") else m for m in plan.staff)
    shifts = tuple(replace(shift, breaks=(), longest_stretch=0) for shift in plan.shifts)
    return replace(plan, staff=staff, shifts=shifts)


@pytest.fixture
def day():
    """a1 has had her conversation at 09:20; physio is planned for 09:30, checkout for 10:35."""
    lived = Lived(skilled(plan_with(people(6))))
    lived.do("08:50", record.arrive, "a1")
    lived.do("09:00", record.start, "a1", TALK)
    lived.do("09:20", record.finish, "a1")
    return lived


def book(day, time, who, *services):
    found = next_stops(day.board(time), who, services)
    assert not isinstance(found, Refusal), found
    return found


def test_whoever_came_with_somebody_is_booked_as_she_would_be_alone(day):
    alone = book(day, "09:20", "a1", "physio", "hub")
    for card in ("a1", "a2"):
        day.plan = changed(day.plan, "appointments", card, together="a couple")
    found = book(day, "09:20", "a1", "physio", "hub")
    assert (found.visits, found.cannot) == (alone.visits, ())
    assert {change.after.together for change in found.edit.changes if hasattr(change.after, "together")} == {"a couple"}


def test_the_chosen_stops_are_booked_one_after_another(day):
    found = book(day, "09:20", "a1", "physio", "hub")
    assert (
        found.says
        == "Physio assessment 09:20 at place 2, Community hub 09:43, Checkout 09:56 at place 2, out by 10:01."
        or found.says
    )
    times = [(visit.step, clock(visit.span.start)) for visit in found.visits]
    assert times[0] == ("1", "09:20")
    assert found.cannot == ()
    before = set(clashes(day.plan))
    day.take(found.edit)
    assert {clash.rule for clash in set(clashes(day.plan)) - before} <= {
        "steps_are_in_order",
        "patient_is_in_one_place",
    }
    assert [step.service_id for step in day.plan.appointment["a1"].route] == ["talk", "physio", "hub", "out"]
    assert day.person("09:21").station_id == "s-physio"


def test_who_is_still_with_the_clinician_goes_on_from_there():
    lived = Lived(skilled(plan_with(people(2))))
    lived.do("09:00", record.start, "a1", TALK)
    found = book(lived, "09:21", "a1", "physio")
    assert clock(found.visits[0].span.start) == "09:25"
    assert found.out_by == found.visits[-1].span.end
    lived.take(found.edit)
    assert lived.plan.visit["a1.0"].span == Span(540, 565)


def test_stops_no_longer_wanted_give_way(day):
    found = book(day, "09:20", "a1")
    assert [visit.step for visit in found.visits] == ["2"]
    day.take(found.edit)
    assert [visit.step for visit in day.plan.visits_of_appointment["a1"]] == ["0", "2"]


def test_what_others_use_is_not_free(day):
    for who, place in (("a2", 0), ("a3", 1)):
        day.do("09:15", record.start, who, At("s-physio", place, f"physio-{place}"))
    found = book(day, "09:20", "a1", "physio")
    assert found.visits[0].span.start >= 575


def test_who_is_gone_leaves_a_place_free(day):
    plan = changed(day.plan, "stations", "s-physio", places=1)
    day.plan = replace(plan, visits=tuple(v for v in plan.visits if v.station_id != "s-physio" or v.place == 0))
    taken = {visit.appointment_id for visit in day.plan.visits_at_station["s-physio"]} - {"a1"}
    for who in taken:
        day.do("09:19", record.did_not_attend, who)
    assert clock(book(day, "09:20", "a1", "physio").visits[0].span.start) == "09:20"


def test_a_class_begins_at_its_times(day):
    day.plan = changed(day.plan, "stations", "s-class", start_every=45)
    day.plan = replace(day.plan, visits=tuple(v for v in day.plan.visits if v.station_id != "s-class"))
    found = book(day, "09:20", "a1", "class")
    assert clock(found.visits[0].span.start) == "09:45"
    assert "Strength class 09:45," in found.says


def test_a_stop_waits_for_the_one_that_its_service_follows(day):
    day.plan = changed(day.plan, "services", "hub", after=("physio",))
    found = book(day, "09:20", "a1", "hub", "physio")
    assert [visit.station_id for visit in found.visits] == ["s-physio", "s-hub", "s-out"]
    day.take(found.edit)
    assert "1" in day.plan.appointment["a1"].route[2].after


def test_two_that_follow_each_other_are_booked_all_the_same(day):
    plan = changed(day.plan, "services", "hub", after=("physio",))
    day.plan = changed(plan, "services", "physio", after=("hub",))
    assert len(book(day, "09:20", "a1", "hub", "physio").visits) == 3


def test_nobody_gives_it(day):
    day.plan = replace(day.plan, services=(*day.plan.services, Service("xray", "X-ray", 10)))
    (cannot,) = book(day, "09:20", "a1", "xray").cannot
    assert (cannot.says, cannot.instead) == ("Nobody gives X-ray today.", "Agree it as a follow-up.")


def test_it_closes_too_early(day):
    day.plan = changed(day.plan, "stations", "s-physio", opening=(Span(540, 580),))
    found = book(day, "09:35", "a1", "physio")
    assert found.cannot[0].says == "Physio assessment takes 20 minutes and closes at 09:40."
    assert found.cannot[0].instead == "Agree it as a follow-up."


def test_it_could_be_had_if_it_came_first(day):
    day.plan = changed(day.plan, "stations", "s-physio", opening=(Span(540, 585),))
    day.plan = changed(day.plan, "stations", "s-class", opening=(Span(560, 595),))
    day.plan = replace(day.plan, visits=tuple(v for v in day.plan.visits if v.station_id != "s-class"))
    found = book(day, "09:20", "a1", "class", "physio")
    assert len(found.cannot) == 1
    assert found.cannot[0].instead.endswith("if it came before the others.")


def test_it_is_full(day):
    day.plan = changed(day.plan, "stations", "s-physio", opening=(Span(540, 600),), places=1)
    day.plan = replace(day.plan, visits=tuple(v for v in day.plan.visits if v.station_id != "s-physio"))
    day.do("09:15", record.start, "a2", At("s-physio", 0, "physio-0"))
    rest = changed(day.plan, "shifts", "shift-physio-1", span=Span(525, 530))
    day.plan = changed(rest, "shifts", "shift-physio-0", span=Span(525, 575))
    (cannot,) = book(day, "09:20", "a1", "physio").cannot
    assert (cannot.says, cannot.instead) == (
        "Physio assessment is full until it closes at 10:00.", "Agree it as a follow-up.",
    )  # fmt: skip


def test_no_place_suits_a_need(day):
    day.plan = changed(day.plan, "patients", "patient-1", needs=(AccessNeed.STEP_FREE,))
    day.plan = changed(day.plan, "stations", "s-physio", step_free_places=0)
    (cannot,) = book(day, "09:20", "a1", "physio").cannot
    assert cannot.says == "Physio assessment has no time left that suits: step-free."
    assert cannot.instead == "Without that it could be 09:20."


def test_nothing_at_all_can_be_booked(day):
    day.plan = replace(day.plan, stations=day.plan.stations[:1])
    day.plan = replace(day.plan, visits=tuple(v for v in day.plan.visits if v.station_id == "s-talk"))
    found = book(day, "09:20", "a1", "physio")
    assert (found.says, found.out_by, len(found.cannot)) == ("Nothing can be booked.", 560, 2)


def test_kindly_refused(day):
    for who, services, says in (
        ("nobody", (), "today's list"),
        ("a2", (), "not here: missing"),
        ("a1", ("pool",), "not part of this day"),
    ):
        answer = next_stops(day.board("09:20"), who, services)
        assert isinstance(answer, Refusal)
        assert says in answer.says


def test_the_best_routes_for_a_walk_in(day):
    pathways = (("Short", ("talk", "out")), ("Gym", ("talk", "class", "out")), ("X-ray", ("talk", "xray", "out")))
    day.plan = replace(
        day.plan,
        services=(*day.plan.services, Service("xray", "X-ray", 10)),
        pathways=tuple(Pathway(name, DAY.id, name, ids) for name, ids in pathways),
    )
    day.do("09:30", walk_in, Comer(patient(77), known=False), ("talk",))
    who = day.plan.appointments[-1].id
    found = best_routes(day.board("09:30"), who)
    assert [(len(way.visits), len(way.cannot)) for way in found] == [(2, 0), (3, 0), (2, 1)]
    day.take(found[1].edit)
    assert (day.person("09:31", who).expected, day.person("09:31", who).punctuality) == (None, Punctuality.ON_TIME)
    assert day.person("09:31", who).station_id == "s-talk"
    day.do("09:35", record.start, who, TALK)
    day.do("09:50", record.finish, who)
    assert best_routes(day.board("09:50"), "nobody") == ()
    again = book(day, "09:50", who, "physio")
    assert [visit.station_id for visit in again.visits] == ["s-physio", "s-out"]


def test_the_plan_as_it_is(day):
    day.do("09:25", record.start, "a2", TALK)
    day.do("09:12", record.arrive, "a3")
    day.do("09:13", record.arrive, "a4")
    day.do("09:40", record.leave, "a4")
    day.do("09:50", record.start, "a5", At("pool"))
    plan = plan_as_it_is(day.board("09:55"))
    assert plan.visit["a1.0"].span == Span(540, 560)
    assert plan.visit["a2.0"].span == Span(565, 600)
    assert plan.visit["a3.0"].span == Span(595, 620)
    assert not any(visit.appointment_id == "a4" for visit in plan.visits)
    assert plan.visit["a6.0"] == day.plan.visit["a6.0"]


def test_a_visit_whose_minutes_nobody_noted_stands_as_it_would_have(day):
    day.do("10:00", record.drop_in, "s-hub", "a2")
    day.events += (replace(day.events[-1], id="x", kind=record.Happened.FINISHED, step="1", place=-1, number=10**15),)
    plan = plan_as_it_is(day.board("10:05"))
    assert (plan.visit["a2.1"].span.minutes, plan.visit["a2.2"].span) == (20, Span(600, 601))


def test_another_station_that_gives_the_same_is_taken_if_it_is_free_first(day):
    other = Station("s-physio-2", DAY.id, "Second gym", "physio", 20, 1, 1, (DAY.opening,), 0, skill="")
    day.plan = replace(day.plan, stations=(*day.plan.stations, other))
    day.plan = changed(day.plan, "stations", "s-physio", opening=(Span(700, 1020),))
    found = book(day, "09:20", "a1", "physio")
    assert "Physio assessment 09:20 at Second gym" in found.says
