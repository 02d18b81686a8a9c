"""The day being lived: one board for all pages, by the clock and by every fact; what is noted is taken back, kept."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QTimer

from cadplanner.core.live import record
from cadplanner.core.live.facts import Refusal
from cadplanner.core.live.following import Status
from cadplanner.core.model.attendance import Happened, instant_on
from cadplanner.core.model.edit import Change, Edit, edit_between
from cadplanner.core.model.referral import Referral
from cadplanner.core.model.service_details import ServiceDetails
from cadplanner.ui.live_day import live_day_of
from cadplanner.ui.workspace import Workspace
from tests.builders import DAY, patient, people, plan_with
from tests.ui.living import Time, keep


@pytest.fixture
def time():
    return Time(instant_on(600, DAY.on))


@pytest.fixture
def filled(qapp, store, time, new_id):
    keep(store, plan_with(people(8)), time())
    return Workspace(store, clock=time, new_id=new_id, who="tester")


def status(live, appointment_id="a1"):
    return live.board.person[appointment_id].status


def arrive(live, appointment_id="a1"):
    return live.note(record.arrive(live.board, live.by(), appointment_id))


def demo(store, time):
    details = store.details()
    real = ServiceDetails(demo=True)
    store.apply(edit_between("Demo", (details,), (real,)), who="t", at=time())


def test_what_is_noted_is_on_the_board_at_once_for_every_page(qtbot, filled):
    live = live_day_of(filled)
    assert live_day_of(filled) is live
    assert status(live) is Status.MISSING
    with qtbot.waitSignal(live.changed), qtbot.waitSignal(filled.said) as said:
        assert arrive(live)
    assert status(live) is Status.WAITING
    assert said.args[0].endswith(": arrived.")


def test_another_page_may_note_through_the_workspace(qtbot, filled):
    live = live_day_of(filled)
    answer = record.arrive(live.board, live.by(), "a2")
    with qtbot.waitSignal(live.changed):
        filled.do(answer)
    assert status(live, "a2") is Status.WAITING


def test_what_cannot_be_is_refused_in_a_sentence(qtbot, filled):
    live = live_day_of(filled)
    arrive(live)
    with qtbot.waitSignal(filled.refused) as told:
        assert not arrive(live)
    assert "already arrived at 10:00" in str(told.args[0])


def test_a_fact_the_file_does_not_take_is_not_on_the_board(qtbot, filled):
    """T19: the disk is full at a check-in."""
    live = live_day_of(filled)
    answer = record.arrive(live.board, live.by(), "a1")
    live.note(answer)
    with qtbot.waitSignal(filled.refused):
        assert not live.note(answer)


def test_time_goes_on_by_itself(qtbot, filled, time):
    live = live_day_of(filled)
    arrive(live)
    with qtbot.assertNotEmitted(live.changed):
        live.look_at_the_clock()
    time.goes_on(7)
    with qtbot.waitSignal(live.changed):
        live.look_at_the_clock()
    assert live.board.waited("a1") == 7


def test_the_day_follows_its_plan_and_passes_over_what_moves_nobody(qtbot, filled, store, time):
    live = live_day_of(filled)
    details = store.details()
    with qtbot.waitSignal(live.changed):
        filled.do(edit_between("Rename", (details,), (ServiceDetails(name="New"),)))
    with qtbot.assertNotEmitted(live.changed):
        filled.do(Edit("Add to the list", (Change(None, Referral("r1", "patient-1")),)))
    first = live.board.plan.visits[0]
    with qtbot.waitSignal(live.changed):
        filled.do(Edit("Take off", (Change(first, None),)))
    assert first.id not in live.board.plan.visit


def test_undo_takes_the_last_fact_back_and_keeps_both(filled, store):
    live = live_day_of(filled)
    arrive(live, "a1")
    arrive(live, "a2")
    assert filled.undo_words.endswith("arrived")
    filled.undo()
    assert (status(live, "a1"), status(live, "a2")) == (Status.WAITING, Status.MISSING)
    filled.undo()
    assert status(live, "a1") is Status.MISSING
    assert filled.undo_words == ""
    kinds = [event.kind for event in store.day_events("day")]
    assert kinds == [Happened.ARRIVED, Happened.ARRIVED, Happened.ANNULLED, Happened.ANNULLED]


def test_undo_goes_back_in_the_order_in_which_things_were_done(filled, store):
    live = live_day_of(filled)
    arrive(live, "a1")
    filled.do(Edit("Add somebody", (Change(None, patient(99)),)))
    arrive(live, "a2")
    assert filled.undo_words.endswith("arrived")
    filled.undo()
    assert status(live, "a2") is Status.MISSING
    assert filled.undo_words == "Add somebody"
    filled.undo()
    assert "patient-99" not in {one.id for one in store.patients()}
    assert status(live, "a1") is Status.WAITING


def test_taking_back_goes_beyond_what_was_done_since_the_file_was_opened(qtbot, filled):
    live = live_day_of(filled)
    arrive(live)
    filled.do(Edit("Add somebody", (Change(None, patient(99)),)))
    assert live.take_back()
    assert status(live) is Status.MISSING
    with qtbot.waitSignal(filled.refused) as told:
        assert not live.take_back()
    assert str(told.args[0]) == "There is nothing to take back."


def test_undo_of_what_was_taken_back_elsewhere_does_nothing_more(filled, store, time):
    live = live_day_of(filled)
    arrive(live)
    answer = record.undo_last(live.board, live.by())
    assert not isinstance(answer, Refusal)
    store.apply(answer, who="other", at=time())
    filled.undo()
    assert filled.undo_words == ""


def test_on_another_day_it_can_be_looked_at_only(qtbot, filled, time):
    time.now = datetime(2027, 6, 1, 8, tzinfo=UTC)
    live = live_day_of(filled)
    assert live.board.minute == DAY.opening.start
    with qtbot.waitSignal(filled.refused) as told:
        assert not arrive(live)
    assert "12-Jun-2027" in str(told.args[0])
    time.goes_on(30)
    live.look_at_the_clock()
    assert live.board.minute == DAY.opening.start


def test_in_a_demo_the_day_runs_on_from_where_it_was_left(filled, store, time):
    live = live_day_of(filled)
    time.goes_on(90)
    arrive(live)
    demo(store, time)
    time.now = datetime(2027, 6, 1, 8, tzinfo=UTC)
    again = live_day_of(Workspace(store, clock=time, new_id=lambda: "new", who="tester"))
    assert again.board.minute == 690
    time.goes_on(5)
    again.look_at_the_clock()
    assert again.board.minute == 695
    assert arrive(again, "a2")
    assert again.board.person["a2"].arrived == 695


def test_without_a_day_there_is_no_board(workspace):
    live = live_day_of(workspace)
    live.look_at_the_clock()
    assert live.board is None
    assert live.stands_still == ""
    assert not live.take_back()
    assert live.now() == workspace.clock()


def test_what_was_noted_here_and_what_the_file_has_are_the_same_board(filled):
    live = live_day_of(filled)
    arrive(live, "a1")
    live.note(record.start(live.board, live.by(), "a2", record.At("s-talk", 0)))
    filled.do(record.arrive(live.board, live.by(), "a3"))
    live.take_back()
    anew = live_day_of(Workspace(filled.store, clock=filled.clock, new_id=filled.new_id, who="tester"))
    assert anew.board.people == live.board.people
    assert anew.board.facts == live.board.facts


def test_once_the_window_has_left_the_file_no_clock_goes_on(window, store, time):
    keep(store, plan_with(people(2)), time())
    window.show_store(store)
    workspace = window.workspace
    live_day_of(workspace)
    assert any(timer.isActive() for timer in workspace.findChildren(QTimer))
    window.leave_store()
    assert not any(timer.isActive() for timer in workspace.findChildren(QTimer))
