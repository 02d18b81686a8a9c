"""A station as whoever works there needs it: free places and staff, the next class, who comes next."""

from dataclasses import replace

import pytest

from cadplanner.core.live import record
from cadplanner.core.live.at_station import coming_class, coming_soon, free_at
from cadplanner.core.live.record import At
from cadplanner.core.model.patient import AccessNeed
from tests.builders import people, plan_with
from tests.core.live.acting import Lived


def skilled(plan):
    """The plan in which the physios may do what their station asks."""
    return replace(
        plan, staff=tuple(replace(m, skills=("physio",)) if m.id.startswith("physio") else m for m in plan.staff)
    )


@pytest.fixture
def day():
    """a1 and a2 have the conversation at 09:00 and physio at 09:30, a3 at 09:25 and the class; two places each."""
    return Lived(skilled(plan_with(people(6))))


def came(day, *ids):
    for who in ids:
        day.do("08:50", record.arrive, who)


def test_her_own_place_and_staff_where_they_are_free(day):
    came(day, "a1", "a2")
    assert free_at(day.board("09:00"), "s-talk", "a2") == At("s-talk", 1, "talker-1", "0")


def test_the_first_free_place_and_somebody_else_who_may_where_hers_are_taken(day):
    came(day, "a1", "a2")
    day.do("09:00", record.start, "a1", At("s-physio", 1, "physio-1"))
    assert free_at(day.board("09:05"), "s-physio", "a2") == At("s-physio", 0, "physio-0", "1")


def test_whoever_is_called_has_the_place_already(day):
    came(day, "a1", "a2")
    day.do("09:00", record.call, "a1", At("s-talk", 1, "talker-1"))
    at = free_at(day.board("09:01"), "s-talk", "a2")
    assert (at.place, at.staff_id) == (0, "talker-1")
    day.do("09:02", record.call, "a2", At("s-talk", 0, "talker-1"))
    assert free_at(day.board("09:03"), "s-talk", "a2").place == 0


def test_no_place_where_all_are_taken_and_hers_by_the_plan_where_nobody_is_free(day):
    came(day, "a1", "a2", "a3")
    day.do("09:00", record.start, "a1", At("s-physio", 0, "physio-0"))
    day.do("09:00", record.start, "a2", At("s-physio", 1, "physio-1"))
    assert free_at(day.board("09:05"), "s-physio", "a5") == At("s-physio", -1, "physio-0", "1")
    assert free_at(day.board("09:05"), "s-physio", "a3") == At("s-physio", -1, "", "")


def test_a_place_that_was_chosen_is_hers(day):
    came(day, "a1")
    assert free_at(day.board("09:00"), "s-talk", "a1", 1).place == 1


def test_step_free_places_only_for_who_needs_one(day):
    plan = day.plan
    patients = tuple(replace(p, needs=(AccessNeed.STEP_FREE,)) if p.id == "patient-2" else p for p in plan.patients)
    stations = tuple(replace(s, step_free_places=1) for s in plan.stations)
    day.plan = replace(plan, patients=patients, stations=stations)
    came(day, "a1", "a2")
    day.do("09:00", record.start, "a1", At("s-talk", 1, "talker-1"))
    assert free_at(day.board("09:01"), "s-talk", "a2").place == 0
    day.do("09:02", record.move, "a1", At("s-talk", 0, "talker-1"))
    day.plan = replace(day.plan, visits=tuple(v for v in day.plan.visits if v.appointment_id != "a2"))
    assert free_at(day.board("09:03"), "s-talk", "a2").place == -1


def test_sent_where_nothing_was_planned_for_her(day):
    came(day, "a3")
    assert free_at(day.board("10:00"), "s-physio", "a3") == At("s-physio", 0, "physio-0", "")
    assert free_at(day.board("20:00"), "s-physio", "a3").staff_id == ""


def test_classes_and_drop_ins_have_no_bays(day):
    came(day, "a2", "a3")
    assert free_at(day.board("10:00"), "s-class", "a3") == At("s-class", 0, "coach", "1")
    assert free_at(day.board("10:00"), "s-hub", "a2") == At("s-hub", -1, "", "2")


def test_whoever_is_due_for_the_class_starts_together(day):
    came(day, "a3", "a1")
    day.do("09:25", record.start, "a3", At("s-talk", 0))
    day.do("09:50", record.finish, "a3")
    assert coming_class(day.board("09:55"), "s-class") == ("a3",)
    assert coming_class(day.board("10:40"), "s-class") == ("a3",)
    assert coming_class(day.board("09:00"), "s-physio") == ()


def test_a_class_is_no_larger_than_its_room(day):
    plan = skilled(plan_with(people(12)))
    small = tuple(replace(s, group_size=1) if s.id == "s-class" else s for s in plan.stations)
    day = Lived(replace(plan, stations=small))
    for who in ("a3", "a7"):
        day.do("09:00", record.start, who, At("s-talk", 0))
        day.do("09:20", record.finish, who)
    assert len(day.board("12:00").station["s-class"].queue) == 2
    assert coming_class(day.board("12:00"), "s-class") == ("a3",)


def test_who_comes_soon_is_elsewhere_now_or_about_to_arrive(day):
    came(day, "a1")

    def soon(time, station):
        return [visit.appointment_id for visit in coming_soon(day.board(time), station, 45)]

    assert soon("08:50", "s-talk") == ["a2", "a3", "a4"]
    assert soon("08:50", "s-physio") == ["a1"]
    day.do("09:00", record.start, "a1", At("s-talk", 0))
    day.do("09:20", record.finish, "a1")
    assert soon("09:21", "s-physio") == []
    day.do("09:22", record.leave, "a1")
    assert soon("10:00", "s-out") == []
    assert "a2" not in soon("11:00", "s-talk")
