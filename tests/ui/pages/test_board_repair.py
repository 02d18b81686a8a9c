"""Something breaks: what happened is asked, repairs are found in a second process, one is accepted as one step."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QTimer

from cadplanner.core.live import record
from cadplanner.core.live.record import At
from cadplanner.core.live.walk_in import Comer, walk_in
from cadplanner.core.model.attendance import instant_on
from cadplanner.core.model.print import Print, print_id
from cadplanner.core.planning.replan import OneMore, RunningLate, StaffAway, StationClosed
from cadplanner.ui.live_day import live_day_of
from cadplanner.ui.pages.board.page import BoardPage
from cadplanner.ui.pages.board.repair_dialog import RepairDialog
from cadplanner.ui.pages.board.repair_form import CLOSED, LATE, WALK_INS
from cadplanner.ui.pages.board.repair_work import Printed, find_repairs, happened_words
from cadplanner.ui.workspace import Workspace
from tests.builders import DAY, patient, people, plan_with
from tests.ui.living import Time, keep

LATER = 60_000  # milliseconds that a second process may take


@pytest.fixture
def workspace(qapp, store, new_id):
    """Twelve people, the first two with staff; it is 09:20."""
    plan = plan_with(people(12))
    plan = replace(
        plan,
        patients=tuple(replace(p, needs=(), language="") for p in plan.patients),
        staff=tuple(replace(m, skills=("physio",)) if m.id.startswith("physio") else m for m in plan.staff),
        shifts=tuple(replace(shift, breaks=()) for shift in plan.shifts),
    )
    time = Time(instant_on(540, DAY.on))
    keep(store, plan, time())
    made = Workspace(store, clock=time, new_id=new_id, who="tester")
    live = live_day_of(made)
    for n in (1, 2):
        live.note(record.start(live.board, live.by(), f"a{n}", At("s-talk", n - 1)))
    time.goes_on(20)
    live.look_at_the_clock()
    return made


@pytest.fixture
def board(workspace):
    return live_day_of(workspace).board


@pytest.fixture
def dialog(qtbot, workspace, board):
    made = RepairDialog(board, Printed((), workspace.store.details()))
    qtbot.addWidget(made)
    made.show()
    return made


def choose(form, kind):
    form.kind.choose(kind)
    form.kind.chosen.emit(kind)


def look(qtbot, dialog):
    dialog.look.click()
    qtbot.waitUntil(lambda: dialog._task is None, timeout=LATER)


def test_what_happened_is_asked_in_fields(dialog):
    form = dialog.form
    form.staff.choose("physio-1")
    assert form.happened() == (StaffAway("physio-1", 560),)
    form.until.setText("11:00")
    assert form.happened() == (StaffAway("physio-1", 560, 660),)
    choose(form, CLOSED)
    form.station.choose("s-out")
    form.start.setText("10:00")
    assert form.happened() == (StationClosed("s-out", 600, 660),)
    choose(form, LATE)
    form.minutes.setValue(20)
    assert form.happened() == (RunningLate(20, 560),)
    assert form.staff.isHidden()
    choose(form, WALK_INS)
    assert form.happened() == ()
    assert "Take walk-ins in at the desk first" in form.kind.accessibleDescription()


@pytest.mark.parametrize(
    ("start", "until", "field", "says"),
    [
        ("soon", "", "start", "Give a time"),
        ("11:00", "10:00", "until", "not after the beginning"),
        ("11:00", "later", "until", "or leave it empty"),
    ],
)
def test_a_time_that_cannot_be_is_said_beside_the_field(dialog, start, until, field, says):
    dialog.form.start.setText(start)
    dialog.form.until.setText(until)
    dialog.look.click()
    assert dialog._task is None
    assert says in getattr(dialog.form, field).accessibleDescription()


def test_repairs_are_ranked_with_whom_they_touch(qtbot, dialog):
    assert not dialog.accept_it.isEnabled()
    dialog.form.staff.choose("physio-0")
    look(qtbot, dialog)
    assert dialog.accept_it.isEnabled()
    shown = [way for way in dialog._buttons if way.isVisible()]
    assert 1 <= len(shown) <= 3
    assert shown[0].button.isChecked()
    proposal = dialog.chosen.repair.proposal
    assert proposal.says in shown[0].button.accessibleName()
    touched = {each.appointment_id for each in (*proposal.unplaced, *proposal.moved)}
    assert {row.id for row in dialog._model.rows} == touched | set(proposal.added)
    assert dialog._why.text()
    assert dialog._paper.text() == "No sheets have been printed from this file yet."


def test_another_way_is_looked_at_before_one_is_accepted(qtbot, dialog):
    choose(dialog.form, LATE)
    look(qtbot, dialog)
    ways = [way for way in dialog._buttons if way.isVisible()]
    ways[-1].button.click()
    assert dialog.chosen is dialog._found[len(ways) - 1]


def test_what_was_found_is_forgotten_when_something_else_is_asked(qtbot, dialog):
    look(qtbot, dialog)
    dialog.form.start.setText("10:30")
    assert dialog.chosen is None
    assert not dialog.accept_it.isEnabled()


def test_looking_can_be_stopped(dialog):
    dialog.look.click()
    assert dialog.stop.isVisible()
    process = dialog._task
    dialog.stop.click()
    assert not process.running
    assert dialog.chosen is None
    assert "Nothing was changed" in dialog._says.text()


def test_closing_stops_looking(dialog):
    dialog.look.click()
    process = dialog._task
    dialog.close_it.click()
    assert not process.running
    dialog.show()
    dialog.look.click()
    process = dialog._task
    dialog.close()
    assert not process.running


def test_a_failure_is_said(dialog):
    dialog._on_failed("Something is wrong.")
    assert dialog._says.text() == "Something is wrong."


def test_an_accepted_repair_is_one_step_and_the_paper_is_named(qtbot, workspace, board):
    page = BoardPage(workspace)
    qtbot.addWidget(page)
    page.show()
    sheets = [("day-arrival", ""), ("passports", "a3"), ("rota", "physio-0")]
    prints = [Print(print_id("day", key, whom), "day", key, whom, 1, "old") for key, whom in sheets]
    from cadplanner.core.model.edit import Change, Edit

    workspace.store.apply(Edit("Print", tuple(Change(None, one) for one in prints)), who="t", at=workspace.clock())
    before = workspace.store.plan("day")

    def accept():
        dialog = page.findChild(RepairDialog)
        dialog.form.staff.choose("physio-0")
        dialog.look.click()
        qtbot.waitUntil(lambda: dialog._task is None, timeout=LATER)
        assert "printed sheets no longer hold" in dialog._paper.text()
        dialog.accept_it.click()

    QTimer.singleShot(0, accept)
    page._overview._repair.click()
    after = workspace.store.plan("day")
    assert after.shift_of.get("physio-0") != before.shift_of["physio-0"]
    assert {visit.id for visit in before.visits if after.visit.get(visit.id) == visit} >= {"a1.0", "a2.0"}
    assert workspace.undo_words == "Repair: " + happened_words(before, (StaffAway("physio-0", 560),))
    assert "no longer hold" in page._paper.text
    with qtbot.waitSignal(page.wants_page) as asked:
        page._paper._action.click()
    assert asked.args == ["print"]
    workspace.undo()
    again = workspace.store.plan("day")
    assert (again.visits, again.shifts, again.appointments) == (before.visits, before.shifts, before.appointments)


def test_a_repair_that_is_thought_better_of_changes_nothing(qtbot, workspace):
    page = BoardPage(workspace)
    qtbot.addWidget(page)
    before = workspace.store.plan("day")
    QTimer.singleShot(0, lambda: page.findChild(RepairDialog).reject())
    page._on_repair_wanted()
    assert workspace.store.plan("day") == before


def test_a_repair_of_a_plan_that_changed_meanwhile_is_refused(qtbot, workspace, board):
    page = BoardPage(workspace)
    qtbot.addWidget(page)
    found = find_repairs(board, (StaffAway("physio-0", 560),), Printed((), workspace.store.details()))[0]
    from cadplanner.core.model.edit import Edit

    changed = next(change for change in found.repair.edit.changes if change.before is not None)
    from cadplanner.core.model.edit import Change

    workspace.do(Edit("Elsewhere", (Change(changed.before, None),)))
    with qtbot.waitSignal(workspace.refused):
        page._accept(found)


def test_walk_ins_who_are_here_are_counted_and_given_a_time(qtbot, workspace):
    live = live_day_of(workspace)
    live.note(walk_in(live.board, live.by(), Comer(patient(60, "Walker"), known=False), ("talk", "out")))
    dialog = RepairDialog(live.board, Printed((), workspace.store.details()))
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.form.kind.itemText(3) == "People are here without a time (1)"
    choose(dialog.form, WALK_INS)
    look(qtbot, dialog)
    rows = [row for row in dialog._model.rows if row.kind == "✓ has a time"]
    assert [row.card for row in rows] == [13]
    assert rows[0].says.endswith("at Conversation")


def test_what_happened_in_words(board):
    plan = board.plan
    one = OneMore(plan.appointments[0])
    name = plan.staff_member["coach"].name
    assert happened_words(plan, (StaffAway("coach", 660),)) == f"{name} away from 11:00"
    assert happened_words(plan, (StationClosed("s-out", 660, 720),)) == "Checkout closed 11:00 to 12:00"
    assert happened_words(plan, (RunningLate(15, 660),)) == "all run 15 minutes late"
    assert happened_words(plan, (one, one)) == "2 without a time"
    assert happened_words(plan, (one,)).startswith("a time for ")
