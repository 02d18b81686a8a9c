"""The plan page with a real store and the real second process: drag, lock, swap, plan, cancel, close."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QPushButton
from shiboken6 import isValid

from cadplanner.core.model.edit import Change, Edit, edit_between
from cadplanner.core.model.span import Span
from cadplanner.core.model.staff import Shift, StaffMember
from cadplanner.core.planning.rota import rota_of
from cadplanner.core.planning.rules import clashes
from cadplanner.settings import Settings
from cadplanner.store.store import Store
from cadplanner.ui.kit.text import PlainLabel
from cadplanner.ui.main_window.window import Around, MainWindow
from cadplanner.ui.pages.timeline.move_dialog import MoveDialog
from cadplanner.ui.pages.timeline.page import TimelinePage
from cadplanner.ui.pages.timeline.stop_button import StopButton
from cadplanner.ui.pages.timeline.verdict import moved_to
from cadplanner.ui.pages.timeline.ways import Way
from tests.drawing import plan_of
from tests.keys import KEY
from tests.ui.pages.timeline_day import keep, small_plan

K = Qt.Key
LONG = 40_000  # milliseconds: a second process takes its time on a busy computer


@pytest.fixture
def page_of(qtbot, store, workspace):
    """Makes the page of a kept plan, shown."""
    made = []

    def make(plan=None, size=(1200, 620)):
        if plan is not None:
            keep(store, plan)
            workspace.choose_day(plan.day.id)
        page = TimelinePage(workspace)
        page.resize(*size)
        qtbot.addWidget(page)
        page.show()
        qtbot.waitExposed(page)
        made.append(page)
        return page

    yield make
    for page in made:
        if isValid(page):
            page.closing()


@pytest.fixture
def page(page_of):
    """The small morning: card 5 is not placed."""
    return page_of(small_plan())


def canvas(page):
    return page._canvas


def middle(page, visit_id):
    block = canvas(page).picture.scene.where[visit_id][1]
    return canvas(page).viewport().mapFromGlobal(canvas(page).global_rect(block).center())


def drag(page, visit_id, minutes, rows):
    scale = canvas(page).picture.scale
    start = middle(page, visit_id)
    end = start + QPoint(round(minutes * scale.per_minute), rows * scale.row_height)
    QTest.mousePress(canvas(page).viewport(), Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(canvas(page).viewport(), start + QPoint(12, 0))
    QTest.mouseMove(canvas(page).viewport(), end)
    return end


def drop(page, end):
    QTest.mouseRelease(canvas(page).viewport(), Qt.MouseButton.LeftButton, pos=end)


def stored(workspace):
    return workspace.store.plan("day")


def test_how_the_plan_stands_in_words(page):
    assert page._bar._counts.accessibleName() == "4 of 5 placed, mean wait 16 min"
    assert page._bar._under.accessibleName() == "Plan version 1 · every rule is kept"
    assert page._bar._unplaced.text() == "1 not placed"


def test_before_planning_what_would_not_work_is_said(page_of):
    plan = small_plan()
    page = page_of(replace(plan, visits=(), staff=tuple(replace(member, skills=()) for member in plan.staff)))
    assert "worth a look on the day's page" in page._bar._under.accessibleName()
    assert "Nobody" in page._bar._under.toolTip()


def test_the_details_of_a_visit_lead_to_the_referral(page, qtbot):
    page._canvas.select((page._plan.visits[0].id,))
    with qtbot.waitSignal(page.wants_referral) as wanted:
        page._verbs.details.trigger()
    assert wanted.args == [page._plan.appointment[page._plan.visits[0].appointment_id].referral_id]


def test_without_a_day_the_one_next_step_is_to_set_it_up(page_of, qtbot):
    page = page_of()
    with qtbot.waitSignal(page.wants_page) as wanted:
        QTest.mouseClick(page._empty._action, Qt.MouseButton.LeftButton)
    assert wanted.args == ["day"]


def test_without_people_the_one_next_step_is_to_invite(page_of, qtbot):
    page = page_of(replace(small_plan(), patients=(), appointments=(), visits=()))
    with qtbot.waitSignal(page.wants_page) as wanted:
        QTest.mouseClick(page._empty._action, Qt.MouseButton.LeftButton)
    assert wanted.args == ["waiting_list"]


def test_a_drag_to_a_free_place_is_kept_and_undone_by_name(page, workspace, qtbot):
    drop(page, drag(page, "a4.0", 40, -1))
    moved = stored(workspace).visit["a4.0"]
    assert (moved.span.start, moved.place, moved.staff_id) == (620, 0, "bo")
    assert workspace.undo_stack.undoText() == "Move card 4 conversation to 10:20"
    assert page._bar._undo.toolTip() == "Undo: Move card 4 conversation to 10:20"
    with qtbot.waitSignal(workspace.changed):
        page._bar._undo.click()
    assert stored(workspace).visit["a4.0"].span.start == 580
    assert canvas(page).picture.scene.plan.visit["a4.0"].span.start == 580
    assert page._bar._redo.toolTip() == "Redo: Move card 4 conversation to 10:20"


def test_a_clash_is_refused_in_a_sentence_while_dragging_and_changes_nothing(page, workspace, qtbot):
    end = drag(page, "a4.0", 0, -1)
    verdict = canvas(page).carry.verdict
    assert not verdict.allowed
    assert "are both in place 1 of Tables at 09:40" in verdict.says
    with qtbot.waitSignal(workspace.refused) as refused:
        drop(page, end)
    assert "are both in place 1" in str(refused.args[0])
    assert refused.args[0].advice == "Nothing was moved."
    assert stored(workspace).visit["a4.0"].place == 1
    assert not workspace.undo_stack.canUndo()


def test_a_move_by_keyboard(page, workspace):
    canvas(page).setFocus()
    canvas(page).select(("a4.0",))
    for key in (K.Key_Return, K.Key_Right, K.Key_Right, K.Key_Return):
        QTest.keyClick(canvas(page), key)
    assert stored(workspace).visit["a4.0"].span.start == 590


def test_lock_and_unlock_by_shortcut(page, workspace):
    canvas(page).setFocus()
    canvas(page).select(("a4.0",))
    held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(canvas(page), K.Key_L, held)
    assert stored(workspace).visit["a4.0"].locked
    assert workspace.undo_stack.undoText() == "Lock card 4 conversation"
    assert not page._verbs.lock.isEnabled()
    page._verbs.unlock.trigger()
    assert not stored(workspace).visit["a4.0"].locked


def test_swapping_two_and_being_refused(page, workspace, qtbot):
    canvas(page).select(("a3.0", "a1.0"))
    page._verbs.swap.trigger()
    assert stored(workspace).visit["a3.0"].staff_id == "ana"
    assert workspace.undo_stack.undoText() == "Swap card 3 and card 1, conversation"
    canvas(page).select(("a2.0", "a4.0"))
    with qtbot.waitSignal(workspace.refused) as refused:
        page._verbs.swap.trigger()
    assert "step-free" in str(refused.args[0])


def test_the_card_shows_identity_route_and_why(page):
    canvas(page).select(("a2.0",))
    QApplication.processEvents()
    said = " | ".join(label.text() for label in page._side.card._shown.findChildren(PlainLabel) if not label.isHidden())
    assert "Card 2 | O'SAMPLE, Ben (Ms)" in said
    assert "On site 40 of at most 180 min, waits 5 min in all." in said
    stops = [b for b in page._side.card.findChildren(StopButton) if not b.isHidden()]
    assert [stop.visit_id for stop in stops] == ["a2.0", "a2.1"]
    stops[1].click()
    assert canvas(page).selected == ("a2.1",)


def test_the_card_says_who_comes_with_her(page, workspace):
    couple = [stored(workspace).appointment[each] for each in ("a1", "a2")]
    workspace.do(Edit("2 people come together", tuple(Change(a, replace(a, together="a couple")) for a in couple)))
    canvas(page).select(("a2.0",))
    QApplication.processEvents()
    said = [label.text() for label in page._side.card._shown.findChildren(PlainLabel) if not label.isHidden()]
    assert any(text.startswith("Comes with ") and text.endswith("(card 1)") for text in said)


def test_a_class_lists_who_comes_and_one_can_be_chosen(page):
    canvas(page).select(("a1.1", "a3.1"))
    QApplication.processEvents()
    people = [b for b in page._side.card.findChildren(StopButton) if not b.isHidden()]
    assert len(people) == 2
    people[1].click()
    assert canvas(page).selected == ("a3.1",)


def test_the_list_shows_the_same_and_shares_the_choice(page, workspace):
    page._bar._views["list"].click()
    assert page._list.model().rowCount() == 7
    page._list.select_ids(("a4.0",))
    assert canvas(page).selected == ("a4.0",)
    page._verbs.lock.trigger()
    assert stored(workspace).visit["a4.0"].locked
    assert page._list.selected_ids == ("a4.0",)
    page._list.sortByColumn(2, Qt.SortOrder.AscendingOrder)
    assert page._list.model().data(page._list.model().index(0, 2)) == "<IMG SRC=X>, Carys (Ms)"
    page._bar._views["staff"].click()
    assert canvas(page).picture.scene.rows[0].staff_id == "ana"


def test_the_load_draws_the_same_plan_and_goes_along_with_it(page, workspace, qtbot):
    page._bar._views["load"].click()
    load = page._views.load
    qtbot.waitUntil(load.isVisible)
    assert {lane.name for lane in load.chart.lanes} == {station.name for station in stored(workspace).stations}
    assert load.chart.says.startswith("As planned.")
    before = load.chart
    changed = replace(stored(workspace).visit["a4.0"], span=Span(900, 910))
    assert workspace.do(Edit("Later", (Change(stored(workspace).visit["a4.0"], changed),)))
    assert page._views.load is load
    assert load.chart != before
    load.as_table.click()
    assert load.table.model().rowCount() == len(load.chart.grid.rows)
    assert not page._verbs.bigger.isEnabled()
    page._bar._views["stations"].click()
    assert page._canvas.isVisible()


def test_its_poses_are_the_other_views_the_panel_and_the_dialog_that_moves(page):
    names = [pose if isinstance(pose, str) else pose[0] for pose in page.poses()]
    assert names == ["list", "load", "staff", "card", "unplaced", "move"]
    assert page._canvas.isVisible()


def test_move_in_words_judges_what_is_typed(page, workspace):
    canvas(page).select(("a4.0",))
    said = []

    def fill():
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, MoveDialog)
        dialog.row.choose("tables 0")
        dialog.time.setText("0940")
        dialog.time.editingFinished.emit()
        dialog._judge()
        said.append(dialog._says.text())
        dialog.time.setText("1020")
        dialog.time.editingFinished.emit()
        said.append(dialog._says.text())
        dialog._buttons.button(QDialogButtonBox.StandardButton.Ok).click()

    QTimer.singleShot(0, fill)
    page._verbs.move.trigger()
    assert said[0].startswith("Not possible. ")
    assert said[1].startswith("Free. Card 4")
    moved = stored(workspace).visit["a4.0"]
    assert (moved.span.start, moved.place) == (620, 0)


def test_the_menu_offers_what_can_be_done(page):
    canvas(page).select(("a4.0",))
    menu = page._verbs.menu()
    able = [action.text().replace("&", "") for action in menu.actions() if action.isEnabled() and action.text()]
    assert able == ["Move to…", "Lock", "Give to", "Other times", "Take off the plan", "Show the referral"]


def test_off_the_plan_and_on_again(page, workspace, qtbot):
    canvas(page).select(("a4.0",))
    page._verbs.take_off.trigger()
    assert [a.id for a in stored(workspace).unplaced] == ["a4", "a5"]
    assert page._side.shows_unplaced
    with qtbot.waitSignal(page._planner.ended, timeout=LONG):
        page._side.unplaced.put_on_wanted.emit("a4")
    plan = stored(workspace)
    assert "a4" in plan.visits_of_appointment
    assert "a5" not in plan.visits_of_appointment
    assert clashes(plan) == ()
    assert not any(visit.locked for visit in plan.visits)
    assert workspace.undo_stack.undoText() == "Put card 4 on the plan"


def test_who_is_not_placed_has_a_reason(page, qtbot):
    page._bar._unplaced.click()
    qtbot.waitUntil(lambda: bool(page._side.unplaced.reasons), timeout=LONG)
    said = page._side.unplaced._buttons["a5"].accessibleName()
    assert page._side.unplaced.reasons["a5"].says in said
    with qtbot.waitSignal(page.wants_referral) as wanted:
        page._side.unplaced._details.click()
    assert wanted.args == ["r5"]


def test_what_no_plan_can_beat_and_what_would_help(page_of, qtbot):
    plan = small_plan()
    crowd = tuple(replace(plan.patients[4], id=f"q{n}", nhs_number="") for n in range(30))
    guests = tuple(replace(plan.appointments[4], id=f"b{n}", patient_id=f"q{n}", card=10 + n) for n in range(30))
    plan = replace(plan, patients=(*plan.patients, *crowd), appointments=(*plan.appointments, *guests))
    page = page_of(plan)
    page._bar._unplaced.click()
    panel = page._side.unplaced
    qtbot.waitUntil(panel._help.isVisible, timeout=LONG)
    assert panel._limit.text().startswith("At least 18 cannot be placed by anyone: talking time runs out between")
    assert panel._count.text() == "31 of 35 not placed"
    assert "would place" in panel._help.text()
    assert page._bar._under.accessibleName().endswith("at least 18 cannot be placed")
    with qtbot.waitSignal(page._planner.bounded, timeout=LONG):
        page._bar._plan.click()
    assert page._bar._under.accessibleName() == "Planning: at least 18 cannot be placed"
    with qtbot.waitSignal(page._planner.ended, timeout=LONG):
        page._bar._cancel.click()
    assert page._limits.of(page._plan) is not None
    later = replace(page._plan, day=replace(page._plan.day, longest_stay=60))
    assert page._limits.of(later) is None


def test_a_card_says_why_this_time(page, qtbot):
    canvas(page).select(("a4.0",))
    button = next(each for each in page.findChildren(QPushButton) if each.text() == "Why this time?")
    button.click()
    said = [label.text() for label in page._side.card.findChildren(PlainLabel)]
    assert any(text.startswith("She could as well arrive at") for text in said)


def test_planning_places_everybody_keeps_what_is_locked_and_is_one_step(page, workspace, qtbot):
    canvas(page).select(("a4.0",))
    page._verbs.lock.trigger()
    locked = stored(workspace).visit["a4.0"]
    with qtbot.waitSignal(page._planner.ended, timeout=LONG):
        page._bar._plan.click()
        assert page._bar._cancel.isVisible()
        assert not page._verbs.take_off.isEnabled()
    plan = stored(workspace)
    assert plan.unplaced == ()
    assert clashes(plan) == ()
    assert plan.visit["a4.0"] == locked
    assert workspace.undo_stack.undoText() == "Plan the day"
    assert page._bar._plan.isVisible()
    workspace.undo_stack.undo()
    assert [a.id for a in stored(workspace).unplaced] == ["a5"]


def test_planning_again_keeps_everybodys_time_unless_she_wants_it_anew(page, workspace, qtbot):
    before = stored(workspace)
    assert page._bar._effort.currentText() == "Keep all times"
    with qtbot.waitSignal(page._planner.ended, timeout=LONG):
        page._bar._plan.click()
    after = stored(workspace)
    assert after.unplaced == ()
    assert set(before.visits) <= set(after.visits)
    ways = [page._bar._effort.itemText(n) for n in range(1, page._bar._effort.count())]
    assert ways == ["Anew: 10 s", "Anew: 1 min", "Slack: 1 min", "Even out rota"]


def to_and_fro():
    """Ana and Bo change between two rows of tables though they need not."""
    plan = small_plan()
    near = replace(plan.station["tables"], id="near", name="Near tables", places=1, step_free_places=1)
    visits = tuple(
        replace(visit, station_id="near", place=0) if visit.id in {"a2.0", "a3.0"} else replace(visit, place=0)
        for visit in plan.visits
    )
    return replace(plan, stations=(*plan.stations, near), visits=visits)


def plan_by(page, way):
    page._bar._effort.setCurrentText(way)
    page._bar._plan.click()


def test_the_rota_is_evened_out_as_one_step_and_no_time_changes(page_of, workspace, qtbot):
    page = page_of(to_and_fro())
    before = stored(workspace)
    assert rota_of(before).changes == 2
    with qtbot.waitSignal(page._planner.ended, timeout=LONG), qtbot.waitSignal(workspace.said) as said:
        plan_by(page, "Even out rota")
    after = stored(workspace)
    assert said.args == ["Nobody changes station; it was twice before. Nobody's time or place is moved."]
    assert [replace(v, staff_id="") for v in after.visits] == [replace(v, staff_id="") for v in before.visits]
    assert workspace.undo_stack.undoText() == "Even out the rota"
    with qtbot.waitSignal(workspace.said, timeout=LONG) as said:
        plan_by(page, "Even out rota")
    assert said.args == ["Nobody changes station. Nothing was changed."]


def test_slack_is_offered_with_its_price_and_hers_to_take(page_of, workspace, qtbot, monkeypatch):
    monkeypatch.setattr(Way, "seconds", property(lambda _: 1))
    page = page_of(plan_of("09:00\nAnn talk AAABBBCCCDDDEEEFFF"))
    before = stored(workspace)
    with qtbot.waitSignal(page._planner.ended, timeout=LONG):
        plan_by(page, "Slack: 1 min")
    assert stored(workspace) == before
    assert page._planner.offer.text.startswith("Rehearsed 20 times as planned, ")
    page._planner.offer._action.click()
    assert workspace.undo_stack.undoText() == "Plan the day with slack"
    assert clashes(stored(workspace)) == ()


def test_planning_again_plans_anew_whoever_has_a_clash(page, workspace, qtbot):
    clashing = stored(workspace).visit["a4.0"]
    station = stored(workspace).station[clashing.station_id]
    shorter = replace(station, opening=(Span(station.opening[0].start, clashing.span.start),))
    workspace.do(edit_between("Close early", (station,), (shorter,)))
    assert clashes(stored(workspace))
    with qtbot.waitSignal(page._planner.ended, timeout=LONG):
        page._bar._plan.click()
    assert clashes(stored(workspace)) == ()


def test_cancel_keeps_the_best_so_far(page_of, workspace, qtbot):
    plan = small_plan()
    page = page_of(replace(plan, visits=(), day=replace(plan.day, arrivals=replace(plan.day.arrivals, most=1))))
    said = []
    workspace.said.connect(said.append)
    with qtbot.waitSignal(page._planner.improved, timeout=LONG):
        page._bar._plan.click()
    if page._planner.planning:
        page._bar._cancel.click()
    assert not page._planner.planning
    assert stored(workspace).visits
    assert clashes(stored(workspace)) == ()
    assert said
    assert "placed" in said[-1]


def test_cancel_before_any_plan_changes_nothing(page, workspace, qtbot):
    page._bar._plan.click()
    page._bar._cancel.click()
    assert not workspace.undo_stack.canUndo()
    qtbot.waitUntil(page._bar._plan.isVisible)


def test_a_day_changed_while_planning_is_not_overwritten(page, workspace, qtbot):
    tables = stored(workspace).stations[0]
    with qtbot.waitSignal(workspace.refused, timeout=LONG) as refused:
        page._bar._plan.click()
        closed = replace(tables, opening=(Span(540, 545),))
        workspace.do(edit_between("Close the tables", (tables,), (closed,)))
    assert "changed while it was being planned" in str(refused.args[0])
    assert workspace.undo_stack.undoText() == "Close the tables"
    qtbot.waitUntil(lambda: "clash" in page._bar._under.accessibleName())


def test_closing_in_the_middle_of_planning_loses_nothing(page, workspace, qtbot):
    canvas(page).select(("a4.0",))
    page._verbs.lock.trigger()
    before = stored(workspace)
    page._bar._plan.click()
    page.closing()
    page.close()
    qtbot.wait(50)
    assert stored(workspace) == before


def test_closing_the_window_in_the_middle_leaves_a_file_that_opens_with_all_that_was_confirmed(
    qtbot, tmp_path, clock, new_id
):
    path = tmp_path / "day.cad"
    with Store.create(path, KEY) as store:
        keep(store, small_plan())
        before = store.plan("day")
    window = MainWindow(Around(clock, new_id, "tester"), Settings())
    qtbot.addWidget(window)
    window.show()
    assert window.open_with(path, KEY)
    window.show_page("plan")
    window.page._bar._plan.click()
    window.close()
    with Store.open(path, KEY) as store:
        assert store.plan("day") == before


def test_a_plan_that_is_as_good_stays(page, workspace, qtbot):
    with qtbot.waitSignal(page._planner.ended, timeout=LONG):
        page._bar._plan.click()
    planned = stored(workspace)
    with qtbot.waitSignal(workspace.said, timeout=LONG) as said:
        page._bar._plan.click()
    assert "nothing was changed" in said.args[0]
    assert stored(workspace) == planned


def test_a_narrow_window_keeps_everything_in_reach(page_of):
    page = page_of(small_plan(), (850, 400))
    assert page._bar.width() == 850
    assert page._bar._plan.geometry().right() <= 850
    assert not page._side.isVisible()
    page._bar._panel.click()
    assert page._side.isVisible()


def test_every_control_has_a_name(page):
    for widget in page.findChildren(type(page._bar._undo)):
        assert widget.accessibleName() or widget.text(), widget


def test_while_a_visit_is_in_the_hand_the_ground_shows_where_it_may_go(page):
    end = drag(page, "a4.0", 20, 0)
    picture = canvas(page).picture
    spans = {row.name: picture.room.spans(n, row) for n, row in enumerate(picture.scene.rows)}
    assert any(spans.values())
    for number, row in enumerate(picture.scene.rows):
        for span in picture.room.spans(number, row):
            assert moved_to(page._shown, ("a4.0",), span.start, row).allowed
    QTest.mouseRelease(canvas(page).viewport(), Qt.MouseButton.LeftButton, pos=end)
    assert canvas(page).room is None


def offered(menu):
    menu.aboutToShow.emit()
    return {action.text(): action for action in menu.actions()}


def test_somebody_else_is_offered_for_a_visit_and_given_it(page_of, workspace):
    plan = small_plan()
    dee = StaffMember("dee", "Dee", "Physiotherapist", skills=("talking",))
    shifts = (*plan.shifts, Shift("shift-dee", "day", "dee", plan.day.opening))
    page = page_of(replace(plan, staff=(*plan.staff, dee), shifts=shifts))
    canvas(page).select(("a4.0",))
    offers = offered(page._verbs.give)
    assert list(offers) == ["Dee, Physiotherapist"]
    offers["Dee, Physiotherapist"].trigger()
    assert stored(workspace).visit["a4.0"].staff_id == "dee"
    assert workspace.undo_stack.undoText() == "Give card 4 conversation to Dee"
    canvas(page).select(("a1.1",))
    (nobody,) = offered(page._verbs.give).values()
    assert (nobody.text(), nobody.isEnabled()) == ("Nobody else is free for this then", False)


def test_the_best_other_times_are_offered_and_taken(page, workspace):
    canvas(page).select(("a4.0",))
    offers = offered(page._verbs.times)
    assert 1 <= len(offers) <= 3
    says, action = next(iter(offers.items()))
    assert says.startswith("From ")
    action.trigger()
    assert workspace.undo_stack.undoText().startswith("Move card 4 to ")
    canvas(page).select(("a4.0",))
    page._verbs.lock.trigger()
    canvas(page).select(("a4.0",))
    assert not page._verbs.times.isEnabled()
    assert not page._verbs.give.isEnabled()


def test_where_no_other_time_is_free_the_menu_says_so(page_of):
    plan = small_plan()
    tight = tuple(replace(a, availability=(Span(580, 600),)) if a.id == "a4" else a for a in plan.appointments)
    page = page_of(replace(plan, appointments=tight))
    canvas(page).select(("a4.0",))
    (none,) = offered(page._verbs.times).values()
    assert (none.text(), none.isEnabled()) == ("No other time is free for the whole route", False)


def test_a_list_cannot_be_zoomed(page):
    page._bar._views["list"].click()
    assert not page._verbs.bigger.isEnabled()
    page._bar._views["stations"].click()
    assert page._verbs.bigger.isEnabled()
