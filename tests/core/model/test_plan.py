"""A plan finds what belongs together, and travels light."""

import pickle
from dataclasses import replace
from datetime import date

import pytest

from cadplanner.core.model.appointment import Appointment, Visit, visit_id
from cadplanner.core.model.day import Mode
from cadplanner.core.model.pathway import Step
from cadplanner.core.model.patient import AccessNeed, Patient
from cadplanner.core.model.span import Span
from cadplanner.core.setup.presets import preset


def ids():
    numbers = iter(range(10_000))
    return lambda: f"id{next(numbers)}"


EMPTY = preset("small", on=date(2027, 6, 12), new_id=ids())
PHYSIO = next(station for station in EMPTY.stations if station.service_id == "physio")
TALK = replace(PHYSIO, mode=Mode.GROUP)
ROUTE = (Step("0", "physio"), Step("1", "physio", minutes=45))
PLAN = replace(
    EMPTY,
    patients=(Patient("p1", "Sampleton"), Patient("p2", "Begum", needs=(AccessNeed.LONGER_APPOINTMENT,))),
    appointments=(Appointment("a1", EMPTY.day.id, "p1", 1, ROUTE), Appointment("a2", EMPTY.day.id, "p2", 2, ROUTE)),
    visits=(
        Visit(visit_id("a1", "1"), EMPTY.day.id, "a1", "1", PHYSIO.id, 0, "s1", Span(660, 705)),
        Visit(visit_id("a1", "0"), EMPTY.day.id, "a1", "0", PHYSIO.id, 0, "s1", Span(600, 630)),
    ),
)
ONE, TWO = PLAN.appointments


def test_visits_are_found_in_time_order():
    assert [visit.step for visit in PLAN.visits_of_appointment["a1"]] == ["0", "1"]
    assert [visit.id for visit in PLAN.visits_at_station[PHYSIO.id]] == ["a1.0", "a1.1"]
    assert [visit.id for visit in PLAN.visits_with_staff["s1"]] == ["a1.0", "a1.1"]
    assert PLAN.unplaced == (TWO,)
    assert PLAN.patient_of(PLAN.visit["a1.0"]).surname == "Sampleton"


def test_arrival_is_the_first_visit_less_check_in():
    assert PLAN.arrival("a1") == 590
    assert PLAN.arrival("a2") is None


@pytest.mark.parametrize(
    ("appointment", "step", "station", "minutes"),
    [(ONE, 0, PHYSIO, 30), (TWO, 0, PHYSIO, 60), (TWO, 1, PHYSIO, 45), (TWO, 0, TALK, 30), (TWO, 1, TALK, 30)],
)
def test_minutes_are_usual_double_or_as_the_step_says(appointment, step, station, minutes):
    assert PLAN.minutes_for(appointment, ROUTE[step], station) == minutes


def test_steps_are_found_by_key():
    assert ONE.step("1") is ROUTE[1]
    with pytest.raises(KeyError):
        ONE.step("9")


def test_a_plan_travels_without_what_it_has_looked_up():
    before = len(pickle.dumps(PLAN))
    assert PLAN.service
    assert PLAN.staff_member
    assert PLAN.shift_of
    assert pickle.loads(pickle.dumps(PLAN)) == PLAN
    assert len(pickle.dumps(PLAN)) == before


def test_the_setting_is_all_but_the_patients():
    kinds = {type(entity).__name__ for entity in PLAN.setting()}
    assert kinds == {"AppointmentDay", "Venue", "Service", "Station", "StaffMember", "Shift", "Cover", "Pathway"}
