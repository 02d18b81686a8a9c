"""What may be noted of a person: the desk, the queue, the odd but true, and what cannot be."""

from dataclasses import replace

import pytest

from cadplanner.core.live import record
from cadplanner.core.live.following import Status
from cadplanner.core.live.record import At
from cadplanner.core.live.walk_in import Comer, walk_in
from cadplanner.core.model.attendance import AttendanceCode, Punctuality
from tests.builders import patient, people, plan_with
from tests.core.live.acting import Lived

TALK, PHYSIO, HUB, OUT = At("s-talk", 0), At("s-physio", 1), At("s-hub"), At("s-out")


@pytest.fixture
def day():
    """a1: Conversation 09:00, Physio 09:30, Checkout 10:35. a2 has the hub at 09:55 too."""
    return Lived(plan_with(people(4)))


def test_a_person_goes_round(day):
    assert day.person("08:40").status is Status.EXPECTED
    day.do("08:49", record.arrive, "a1")
    assert (day.person("08:55").status, day.person("08:55").station_id) == (Status.WAITING, "s-talk")
    assert day.board("08:55").waited("a1") == 6
    day.do("09:00", record.call, "a1", TALK)
    assert day.person("09:01").status is Status.CALLED
    day.do("09:02", record.start, "a1", TALK)
    seen = day.person("09:10")
    assert (seen.status, seen.place, seen.staff_id, seen.step, seen.since) == (
        Status.IN_PROGRESS, 0, "talker-0", "0", 542,
    )  # fmt: skip
    assert day.board("09:10").waited("a1") == 0
    day.do("09:25", record.finish, "a1")
    assert (day.person("09:26").station_id, day.person("09:26").since) == ("s-physio", 565)
    day.do("09:30", record.start, "a1", PHYSIO)
    day.do("09:50", record.finish, "a1")
    day.do("09:55", record.start, "a1", OUT)
    day.do("10:00", record.finish, "a1")
    assert day.person("10:01").status is Status.READY_TO_LEAVE
    day.do("10:02", record.leave, "a1")
    gone = day.person("10:03")
    assert (gone.status, gone.left, gone.attendance) == (Status.LEFT, 602, AttendanceCode.ON_TIME)
    assert [(stop.step, stop.started, stop.finished) for stop in gone.stops] == [
        ("0", 542, 565), ("1", 570, 590), ("2", 595, 600),
    ]  # fmt: skip


def test_the_desk_has_three_answers(day):
    edit = day.do("09:42", record.arrive, "a1")
    assert "card 1" in edit.label
    assert "already arrived at 09:42" in day.no("09:43", record.arrive, "a1")
    assert "Not on today's list" in day.no("09:43", record.arrive, "nobody")
    day.do("09:50", record.leave, "a1")
    day.do("10:10", record.arrive, "a1")
    assert (day.person("10:11").status, day.person("10:11").arrived, day.person("10:11").since) == (
        Status.WAITING, 582, 610,
    )  # fmt: skip


@pytest.mark.parametrize("status", [Status.DID_NOT_ATTEND, Status.CANCELLED_BY_PATIENT, Status.CANCELLED_BY_PROVIDER])
def test_who_did_not_attend_or_cancelled_and_turns_up_has_simply_arrived(day, status):
    if status is Status.DID_NOT_ATTEND:
        day.do("09:40", record.did_not_attend, "a1")
        assert "already" in day.no("09:41", record.did_not_attend, "a1")
    else:
        day.do("09:40", record.cancel, "a1", by_patient=status is Status.CANCELLED_BY_PATIENT)
        assert "already" in day.no("09:41", record.cancel, "a1", by_patient=True)
    assert (day.person("09:41").status, day.person("09:41").left) == (status, 580)
    assert day.person("09:41").attendance.value in "324"
    day.do("09:45", record.arrive, "a1")
    assert (day.person("09:46").status, day.person("09:46").attendance) == (Status.WAITING, AttendanceCode.LATE_SEEN)


def test_who_came_did_attend_whatever_another_laptop_says(day):
    """T35: cancelled on one laptop, arrived on another."""
    other = Lived(day.plan, who="Bea")
    day.do("09:10", record.arrive, "a1")
    other.do("09:45", record.did_not_attend, "a1")
    day.events += tuple(replace(event, id="b1") for event in other.events)
    assert day.person("09:46").status is Status.WAITING
    assert "arrived at 09:10" in day.no("09:46", record.did_not_attend, "a1")
    assert "Not on" in day.no("09:46", record.did_not_attend, "nobody")


@pytest.mark.parametrize(
    ("time", "status", "punctuality", "code"),
    [
        ("08:10", Status.EXPECTED, Punctuality.EARLY, "5"),
        ("08:55", Status.EXPECTED, Punctuality.ON_TIME, "5"),
        ("09:00", Status.LATE, Punctuality.LATE, "6"),
        ("09:20", Status.MISSING, Punctuality.VERY_LATE, "6"),
    ],
)
def test_late_and_missing_until_they_come(day, time, status, punctuality, code):
    assert day.person(time).status is status
    assert day.person(time).attendance == "0"
    day.do(time, record.arrive, "a1")
    assert day.person(time).punctuality is punctuality
    day.do("10:00", record.start, "a1", TALK)
    assert day.person("10:00").attendance == code


def test_who_came_late_and_left_unseen_was_late_and_not_seen(day):
    day.do("09:20", record.arrive, "a1")
    day.do("10:20", record.leave, "a1")
    assert day.person("10:21").attendance is AttendanceCode.LATE_NOT_SEEN


def test_who_is_seen_without_checking_in_has_arrived(day):
    edit = day.do("09:05", record.start, "a1", TALK)
    assert len(edit.changes) == 2
    assert (day.person("09:06").arrived, day.person("09:06").status) == (545, Status.IN_PROGRESS)
    assert "at Conversation since 09:05" in day.no("09:07", record.start, "a1", TALK)
    assert "at Conversation since 09:05" in day.no("09:07", record.call, "a1", PHYSIO)


def test_a_visit_begun_elsewhere_ends_the_one_before(day):
    day.do("09:05", record.start, "a1", TALK)
    day.do("09:15", record.start, "a1", PHYSIO)
    person = day.person("09:16")
    assert (person.station_id, person.stops[0].finished) == ("s-physio", 555)


def test_nobody_is_called_or_moved_who_is_not_there(day):
    assert "not arrived yet" in day.no("08:30", record.call, "a1", TALK)
    day.do("08:55", record.arrive, "a1")
    day.do("09:00", record.leave, "a1")
    assert "left (09:00)" in day.no("09:01", record.call, "a1", TALK)
    assert "left (09:00)" in day.no("09:01", record.move, "a1", PHYSIO)
    assert "left (09:00)" in day.no("09:01", record.leave, "a1")


def test_the_next_is_called_in_fair_order(day):
    assert "Nobody is waiting for Conversation" in day.no("08:50", record.call_next, TALK)
    day.do("08:55", record.arrive, "a2")
    day.do("08:56", record.arrive, "a1")
    day.do("09:00", record.call_next, TALK)
    assert day.person("09:01", "a2").status is Status.CALLED


def test_back_to_the_queue_keeps_the_turn(day):
    day.do("08:50", record.arrive, "a1")
    assert "no visit" in day.no("08:55", record.back_to_queue, "a1")
    day.do("09:00", record.start, "a1", TALK)
    day.do("09:01", record.back_to_queue, "a1")
    assert (day.person("09:05").status, day.person("09:05").since) == (Status.WAITING, 530)
    assert not day.person("09:05").stops


@pytest.mark.parametrize(("verb", "status"), [(record.hold, Status.HELD), (record.pause, Status.PAUSED)])
def test_held_and_paused_people_are_in_no_queue(day, verb, status):
    day.do("08:50", record.arrive, "a1")
    day.do("08:52", verb, "a1", "interpreter on the way")
    assert day.person("08:55").status is status
    assert day.board("08:55").station["s-talk"].queue == ()
    day.do("09:00", record.back_to_queue, "a1")
    assert day.board("09:01").station["s-talk"].queue == ("a1",)


def test_moved_while_waiting_and_while_seen(day):
    assert "not arrived" in day.no("08:40", record.move, "a1", PHYSIO)
    day.do("08:50", record.arrive, "a1")
    day.do("08:55", record.move, "a1", PHYSIO)
    assert (day.person("08:56").station_id, day.person("08:56").step) == ("s-physio", "0")
    day.do("09:00", record.start, "a1", PHYSIO)
    day.do("09:05", record.move, "a1", At("s-physio", 0))
    assert (day.person("09:06").place, day.person("09:06").since) == (0, 540)
    assert "there already" in day.no("09:07", record.move, "a1", At("s-physio", 0))


def test_sent_on_to_a_stop_that_is_in_no_route(day):
    day.do("09:00", record.start, "a4", TALK)
    day.do("09:10", record.finish, "a4")
    day.do("09:20", record.start, "a4", OUT)
    day.do("09:25", record.finish, "a4")
    assert day.person("09:26", "a4").status is Status.READY_TO_LEAVE
    day.do("09:30", record.move, "a4", PHYSIO)
    assert (day.person("09:31", "a4").status, day.person("09:31", "a4").station_id) == (Status.WAITING, "s-physio")
    day.do("09:35", record.start, "a4", PHYSIO)
    day.do("09:45", record.finish, "a4")
    assert day.person("09:46", "a4").status is Status.READY_TO_LEAVE
    assert len(day.person("09:46", "a4").stops) == 3


def test_a_class_begins_and_ends_together(day):
    day.do("08:50", record.arrive, "a1")
    day.do("08:50", record.arrive, "a2")
    gym = At("s-class", 0, "coach")
    day.do("09:30", record.start_class, ["a1", "a2", "nobody"], gym)
    assert day.board("09:31").station["s-class"].in_progress == ("a1", "a2")
    assert "Nobody is waiting" in day.no("09:32", record.start_class, ["a1", "a2"], gym)
    day.do("10:00", record.finish_class, "s-class")
    assert "Nobody is at Strength class" in day.no("10:01", record.finish_class, "s-class")
    assert day.person("10:01").stops[0].finished == 600


def test_drop_ins_are_tallied_with_and_without_a_card(day):
    day.do("09:30", record.drop_in, "s-hub")
    day.do("09:31", record.drop_in, "s-hub", "a2")
    assert day.board("09:32").station["s-hub"].tally == 2
    assert day.person("09:32", "a2").stops[0].step == "2"
    assert "not part of this day" in day.no("09:33", record.drop_in, "pool")
    assert "Not on" in day.no("09:33", record.drop_in, "s-hub", "nobody")


def test_free_to_drop_in_until_its_time_is_up(day):
    for time, there in (("09:00", TALK), ("09:30", PHYSIO)):
        day.do(time, record.start, "a2", there)
        day.do(int(time[:2]) * 60 + int(time[3:]) + 10, record.finish, "a2")
    assert (day.person("09:50", "a2").status, day.person("09:50", "a2").station_id) == (Status.DROPPING_IN, "s-hub")
    assert day.board("09:50").station["s-hub"].dropping_in == ("a2",)
    assert (day.person("10:05", "a2").status, day.person("10:05", "a2").station_id) == (Status.WAITING, "s-out")
    assert "no visit" in day.no("09:50", record.back_to_queue, "a2")


def test_finish_needs_a_visit_and_a_station_may_be_gone(day):
    assert "not with anybody" in day.no("09:00", record.finish, "a1")
    day.do("09:05", record.start, "a1", At("pool"))
    assert "no longer there" in day.no("09:06", record.start, "a1", At("pool"))
    day.do("09:10", record.finish, "a1")
    assert day.person("09:11").stops[0].step == "pool"


def test_sent_to_ae_ends_the_visit(day):
    day.do("09:05", record.start, "a1", TALK)
    day.do("09:10", record.send_to_ae, "a1", "chest pain")
    assert (day.person("09:11").status, day.person("09:11").stops[0].finished) == (Status.SENT_TO_AE, 550)
    assert day.events[-1].says == "chest pain"


def test_a_visit_from_paper(day):
    assert "cannot end at 09:00" in day.no("17:00", record.enter_visit, "a1", TALK, (545, 540))
    day.do("17:00", record.enter_visit, "a1", TALK, (540, 565))
    assert (day.person("17:01").arrived, day.person("17:01").stops[0].finished) == (540, 565)
    day.do("17:01", record.leave, "a1")
    day.do("17:02", record.enter_visit, "a1", OUT, (570, 580))
    assert (day.person("17:03").status, day.person("17:03").left) == (Status.LEFT, 1021)


def test_what_was_wrong_is_taken_back_and_kept(day):
    assert "nothing to take back" in day.no("08:00", record.undo_last)
    day.do("08:50", record.arrive, "a1")
    day.do("08:51", record.arrive, "a2")
    day.do("08:52", record.annul, day.events[0].id)
    assert "already" in day.no("08:53", record.annul, day.events[0].id)
    assert day.person("08:53").status is Status.EXPECTED
    assert day.person("08:53", "a2").status is Status.WAITING
    day.do("09:05", record.start, "a1", TALK)
    day.do("09:06", record.undo_last)
    assert day.person("09:07").status is Status.LATE
    day.do("09:08", record.undo_last)
    assert day.person("09:09", "a2").status is Status.LATE
    assert len(day.events) == 8


def test_what_was_done_at_once_is_taken_back_at_once_and_nothing_else(day):
    day.do("08:50", record.arrive, "a2")
    first = day.do("09:30", record.enter_visit, "a1", TALK, (540, 560))
    assert len(first.changes) == 3
    edit = day.do("09:31", record.undo_last)
    assert edit.label == "Take back: EXAMPLETON, Ben (Mrs) (card 1) finished"
    assert day.person("09:32").status is Status.MISSING
    assert day.person("09:32", "a2").status is Status.WAITING
    hub = day.do("09:33", record.drop_in, "s-hub").changes[0].after
    assert day.do("09:34", record.annul, hub.id).label == "Take back: Somebody dropped in"


def test_who_walked_in_by_mistake_is_off_the_list_again(day):
    day.do("10:00", walk_in, Comer(patient(77)), ("talk",))
    day.do("10:01", record.undo_last)
    assert len(day.board("10:02").people) == 4
    assert day.board("10:02").strays == ()
    day.do("10:03", walk_in, Comer(patient(77)), ("talk",))
    who = day.plan.appointments[-1].id
    day.plan = replace(day.plan, visits=(*day.plan.visits, replace(day.plan.visits[0], id="w", appointment_id=who)))
    day.do("10:04", record.undo_last)
    assert day.person("10:05", who).status is Status.MISSING


def test_who_confirmed_the_name_is_kept(day):
    day.do("08:50", record.arrive, "a1", "confirmed by the carer")
    assert day.events[-1].says == "confirmed by the carer"


EVERY = (
    (record.call, TALK), (record.start, TALK), (record.finish,), (record.enter_visit, TALK, (1, 2)),
    (record.move, TALK), (record.hold,), (record.pause,), (record.leave,), (record.send_to_ae,),
    (record.back_to_queue,),
)  # fmt: skip


@pytest.mark.parametrize(("verb", "told"), [(verb, told) for verb, *told in EVERY])
def test_nobody_is_recorded_who_is_not_on_the_list(day, verb, told):
    assert "Not on today's list" in day.no("09:00", verb, "nobody", *told)
    assert "Not on" in day.no("09:00", record.cancel, "nobody", by_patient=True)


def test_a_walk_in_is_taken_in_with_the_next_card(day):
    new = patient(77, "Walkerton")
    edit = day.do("10:00", walk_in, Comer(new, known=False), ("out", "talk"))
    assert "Walkerton".upper() in edit.label
    person = day.board("10:01").people[-1]
    assert (person.card, person.status, person.station_id, person.walked_in) == (5, Status.WAITING, "s-talk", True)
    assert person.attendance is AttendanceCode.ON_TIME
    assert "already" in day.no("10:02", walk_in, Comer(new), ("talk",))
    assert "at least one" in day.no("10:02", walk_in, Comer(patient(78)), ())
    day.do("10:03", walk_in, Comer(patient(78)), ("talk",))
    assert len(day.plan.patients) == 5
    assert "that card already" in day.no("10:04", walk_in, Comer(patient(79), card=6), ("talk",))
    day.do("10:04", walk_in, Comer(patient(79), known=False, referral_id="r", card=12), ("talk",))
    assert (day.plan.appointments[-1].card, day.plan.appointments[-1].referral_id) == (12, "r")


def test_a_walk_in_is_sent_where_there_is_room(day):
    day.do("10:00", walk_in, Comer(patient(77), known=False), ("talk",))
    who = day.plan.appointments[-1].id
    day.do("10:05", record.move, who, PHYSIO)
    assert day.person("10:06", who).station_id == "s-physio"
    day.do("10:06", record.start, who, PHYSIO)
    day.do("10:16", record.finish, who)
    assert day.person("10:17", who).station_id == ""
