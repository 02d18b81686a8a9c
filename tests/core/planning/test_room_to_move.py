"""A drag is answered as the rule book would, for every start of the day at once."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cadplanner.core.model.day import Venue
from cadplanner.core.model.patient import AccessNeed
from cadplanner.core.model.span import Span
from cadplanner.core.model.staff import Interpreter
from cadplanner.core.planning.moves import best_move, move_visit
from cadplanner.core.planning.room_to_move import RoomToMove
from cadplanner.core.planning.rules import new_clashes
from cadplanner.core.planning.solver import plan_day
from cadplanner.core.planning.starts import rested
from tests.core.planning.any_day import days
from tests.drawing import changed, plan_of

NINE = 9 * 60


def minutes(mask, grid=5):
    return [n * grid for n in range(mask.bit_length()) if mask >> n & 1]


def test_where_a_visit_may_go_beside_others():
    plan = plan_of("09:00\nAnn talk AAA...BBB...CCC")
    room = RoomToMove(plan)
    starts = minutes(room.starts("A.0", station_id="talk", place=0, staff_id="Ann"))
    assert [start for start in starts if NINE <= start <= NINE + 60] == [
        NINE,
        NINE + 5,
        NINE + 10,
        NINE + 15,
        NINE + 45,
    ]
    assert room.may("A.0", start=NINE + 75, station_id="talk", place=0, staff_id="Ann")
    assert not room.may("A.0", start=NINE + 12, station_id="talk", place=0, staff_id="Ann")


def test_a_hole_in_a_run_of_work_may_be_filled():
    assert rested([(540, 570)], 5, longest=30, rest=10, grid=5) >> 550 // 5 & 1
    assert not rested([(540, 575)], 5, longest=30, rest=10, grid=5) >> 550 // 5 & 1


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(days(), st.data())
def test_it_agrees_with_the_rule_book_on_every_start(plan, data):
    plan = list(plan_day(plan, seed=1, rounds=20, slice_rounds=20))[-1].plan
    if not plan.visits:
        return
    visit = data.draw(st.sampled_from(plan.visits))
    station = data.draw(
        st.sampled_from(plan.stations).filter(lambda s: s.service_id == plan.station[visit.station_id].service_id)
    )
    place = data.draw(st.sampled_from((visit.place, *range(max(1, station.places)))))
    staff_id = data.draw(st.sampled_from((visit.staff_id, "", *(member.id for member in plan.staff))))
    room = RoomToMove(plan)
    for start in range(0, 24 * 60 - 60, plan.day.grid):
        to = {"start": start, "station_id": station.id, "place": place, "staff_id": staff_id}
        against = new_clashes(plan, move_visit(plan, visit.id, **to))
        assert room.may(visit.id, **to) == (against == ()), (start, against)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(days(), st.data())
def test_anywhere_is_where_some_place_and_somebody_are(plan, data):
    plan = list(plan_day(plan, seed=1, rounds=20, slice_rounds=20))[-1].plan
    if not plan.visits:
        return
    visit = data.draw(st.sampled_from(plan.visits))
    room = RoomToMove(plan)
    starts = room.anywhere(visit.id, station_id=visit.station_id)
    for start in range(plan.day.opening.start // plan.day.grid * plan.day.grid, plan.day.opening.end, plan.day.grid):
        if best_move(plan, visit.id, start=start, station_id=visit.station_id) is not None:
            assert starts >> start // plan.day.grid & 1


def test_nothing_is_given_elsewhere_or_by_whoever_may_not():
    room = RoomToMove(
        changed(plan_of("09:00\nAnn talk AAA\nBob talk ...\nCas den BBB"), "shifts", "Bob", longest_stretch=10)
    )
    assert room.starts("A.0", station_id="den", place=0, staff_id="Cas") == 0
    assert room.starts("A.0", station_id="talk", place=1, staff_id="Bob") == 0
    assert room.starts("A.0", station_id="talk", place=1, staff_id="Cas") == 0


def test_a_visit_that_lets_staff_walk_in_time_stays_with_them():
    plan = plan_of("09:00\nAnn near AAA......\nAnn half ...BBB...\nAnn far ......CCC\nBob half .........")
    zones = Venue("hall", "Hall", zones=("0", "1", "2"), walking=((0, 0, 30), (0, 0, 0), (30, 0, 0)))
    plan = replace(plan, venue=zones, stations=tuple(replace(s, zone=n) for n, s in enumerate(plan.stations)))
    room = RoomToMove(plan)
    assert room.starts("B.0", station_id="half", place=1, staff_id="Bob") == 0
    assert minutes(room.starts("B.0", station_id="half", place=0, staff_id="Ann")) == [NINE + 15]


def test_an_interpreter_and_a_quiet_place_are_asked_for():
    plan = plan_of("09:00\nAnn talk AAA......\nBob talk ......BBB")
    for card in "AB":
        plan = changed(plan, "patients", card, language="Bengali", needs=(AccessNeed.INTERPRETER,))
    speaks = Interpreter("i", "day", "Bengali", 1, (Span(NINE, NINE + 60),))
    room = RoomToMove(replace(plan, interpreters=(speaks,)))
    starts = minutes(room.anywhere("A.0", station_id="talk"))
    assert starts == [NINE, NINE + 5, NINE + 10, NINE + 15, NINE + 45]
    quiet = changed(changed(plan, "patients", "A", needs=(AccessNeed.QUIET_SPACE,)), "stations", "talk", quiet=True)
    loud = replace(quiet.stations[0], id="hall", quiet=False)
    room = RoomToMove(replace(quiet, stations=(*quiet.stations, loud)))
    assert room.anywhere("A.0", station_id="hall") == 0
    assert room.anywhere("A.0", station_id="talk")
