"""The rehearse page: a what-if asked of the planned day, answered in sentences; nothing is written."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from cadplanner.core.model.attendance import DayEvent, Happened, instant_on
from cadplanner.core.model.edit import Change, Edit, edit_between
from cadplanner.core.rehearsal.what_if import AS_PLANNED, Out, WhatIf
from cadplanner.ui.live_day import live_day_of
from cadplanner.ui.pages.rehearse import page as page_module
from cadplanner.ui.pages.rehearse.page import PLAN_CHANGED, RehearsePage
from cadplanner.ui.pages.rehearse.result import NOT_TRIED, TRYING
from tests.builders import people, plan_with
from tests.ui.pages.desk_day import TODAY, Clock, day_of
from tests.ui.pages.timeline_day import keep

LONGER = "All takes 20% longer"


@pytest.fixture
def clock():
    return Clock(612)


@pytest.fixture
def plan(store):
    return keep(store, plan_with(people(24)))


@pytest.fixture
def page(request, qtbot):
    request.getfixturevalue("today" if "today" in request.fixturenames else "plan")
    workspace = request.getfixturevalue("workspace")
    made = RehearsePage(workspace)
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.show()
    yield made
    made.closing()


def answered(page, qtbot):
    qtbot.waitUntil(lambda: not page.running, timeout=40_000)
    return page.result


def test_with_no_plan_it_says_what_it_is_for_and_goes_to_the_plan(workspace, qtbot):
    page = RehearsePage(workspace)
    qtbot.addWidget(page)
    with qtbot.waitSignal(page.wants_page) as asked:
        page._empty._action.click()
    assert asked.args == ["plan"]
    page.rehearse()
    assert not page.running


def test_a_ready_made_question_is_answered_in_sentences_a_table_and_a_picture(page, plan, qtbot):
    version = page._workspace.store.version_of(plan.day.id)
    page.question.ask(LONGER)
    page.start.click()
    assert page.stop.isVisible()
    assert not page.start.isEnabled()
    result = answered(page, qtbot)
    assert result.sentences[0].startswith("The last person would leave at ")
    assert "As planned it is " in result.sentences[0]
    assert result.advice
    assert result.title.text() == LONGER
    names = {result.table.model().index(row, 0).data() for row in range(result.table.model().rowCount())}
    assert names == {station.name for station in plan.stations}
    assert [each.name for each in result.chart.chart.series] == ["As planned", "What if"]
    assert page.start.isEnabled()
    assert page.stop.isHidden()
    assert page._workspace.store.version_of(plan.day.id) == version
    assert page._workspace.undo_words == ""


def test_the_answer_is_told_to_a_screen_reader(page, qtbot, monkeypatch):
    told = []
    monkeypatch.setattr(page_module, "announce", lambda _, words: told.append(words))
    page.rehearse()
    result = answered(page, qtbot)
    assert told == [" ".join(result.sentences), f"What would help: {' '.join(result.advice)}"]


def test_as_planned_there_is_nothing_to_compare_with(page, qtbot):
    page.rehearse()
    result = answered(page, qtbot)
    assert not any("as planned" in each.lower() for each in result.sentences)
    assert [each.name for each in result.chart.chart.series] == ["What if"]


def test_a_question_fills_the_fields_and_a_changed_field_makes_it_her_own(page, plan):
    form = page.question
    assert form.what_if() == AS_PLANNED
    assert form.says.text() == "Everybody comes; visits and arrivals vary as they usually do."
    form.ask("A clinician rings in sick")
    assert form.what_if() == WhatIf(away=Out(form.away.choice(), plan.day.opening.start))
    assert form.away_from.isVisible()
    form.ask("One in five does not come")
    assert (form.absent.value(), form.away.choice()) == (20, "")
    form.absent.setValue(15)
    assert form.name == "My own question"
    form.absent.setValue(20)
    assert form.name == "One in five does not come"


def test_fields_of_her_own(page, plan, qtbot):
    form = page.question
    form.longer.setValue(10)
    form.late.setValue(5)
    form.walk_ins.setValue(2)
    form.closed.setCurrentIndex(form.closed.findData("s-class"))
    form.closed.chosen.emit("s-class")
    assert form.closed_from.isVisible()
    form.closed_from.setText("10.30")
    form.closed_from.editingFinished.emit()
    assert form.what_if() == WhatIf(longer=10, late=5, walk_ins=2, closed=Out("s-class", 630))
    page.rehearse()
    assert any("could not be given" in each for each in answered(page, qtbot).sentences)
    assert page.result.title.text() == "My own question"


def test_a_time_that_is_none_is_said_beside_it(page):
    form = page.question
    form.ask("A clinician rings in sick")
    form.away_from.setText("soon")
    page.rehearse()
    assert not page.running
    assert "Not a time of the day" in form.away_from.accessibleDescription()
    assert form.away_from.text() == "soon"
    form.away_from.setText("9")
    page.rehearse()
    assert page.running


def test_cancel_stops_it_and_what_was_answered_before_stays(page, qtbot, monkeypatch):
    monkeypatch.setattr(page_module, "USUAL_RUNS", 200)  # so that there is time to press it
    page.question.longer.setValue(100)
    page.rehearse()
    page.stop.click()
    assert not page.running
    assert page._right.currentIndex() == 0
    page.rehearse()
    qtbot.waitUntil(lambda: page._right.currentIndex() == 1, timeout=40_000)
    assert page.result.advice == (TRYING,)
    page.stop.click()
    assert page.result.advice == (NOT_TRIED,)
    assert page.result.sentences
    page.rehearse()
    page.stop.click()
    assert page.result.advice == (NOT_TRIED,)


def test_where_the_plan_changes_the_answer_is_forgotten(page, plan, qtbot):
    page.rehearse()
    answered(page, qtbot)
    moved = replace(plan.visits[0], place=plan.visits[0].place + 1)
    page._workspace.do(edit_between("Move", plan.visits[:1], (moved,)))
    assert page._right.currentIndex() == 0
    assert page._before._says.text() == PLAN_CHANGED
    page.hide()
    page._workspace.do(edit_between("Move", (moved,), plan.visits[:1]))
    page.show()
    assert page._plan == page._workspace.store.plan(plan.day.id)


def test_a_fact_of_the_day_leaves_it(page, plan, qtbot, clock):
    page.rehearse()
    answered(page, qtbot)
    fact = DayEvent("e1", "day", Happened.ARRIVED, clock(), 1, "Ann", plan.appointments[0].id)
    page._workspace.do(Edit("Arrive", (Change(None, fact),)))
    assert page._right.currentIndex() == 1


@pytest.fixture
def today(store, clock, workspace):
    """The day itself, before anybody has come: 08:40."""
    clock.minute = 520
    plan = keep(store, day_of(24))
    workspace.choose_day(plan.day.id)
    return plan


def arrive(workspace, plan, minute):
    fact = DayEvent("e1", "day", Happened.ARRIVED, instant_on(minute, TODAY), 1, "Ann", plan.appointments[0].id)
    workspace.do(Edit("Arrive", (Change(None, fact),)))


@pytest.fixture
def lived(today, workspace, clock, qtbot):
    """The page on the day itself: the first person came at 08:58, and it is 09:10."""
    arrive(workspace, today, 538)
    clock.minute = 550
    live_day_of(workspace).look_at_the_clock()
    made = RehearsePage(workspace)
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.show()
    yield made
    made.closing()


def test_on_the_day_it_plays_from_now_once_somebody_has_come(lived, qtbot):
    form = lived.question
    assert form.begins.isVisible()
    assert form.name == "As it stands"
    lived.rehearse()
    result = answered(lived, qtbot)
    assert result.sentences[0].startswith("From 09:10, as the hall stands now: the last person would leave at ")
    assert result.sentences[1].startswith("1 is here, ")
    form.ask("A clinician has to go")
    assert form.what_if().away.at == 550
    lived.rehearse()
    assert "As it stands it is " in answered(lived, qtbot).sentences[0]
    assert [each.name for each in result.chart.chart.series] == ["As it stands", "What if"]


def test_from_the_morning_is_still_offered(lived, qtbot):
    form = lived.question
    form.ask("A clinician has to go")
    form.begins.setCurrentIndex(form.begins.findData("morning"))
    form.begins.chosen.emit("morning")
    assert form.name == "A clinician rings in sick"
    assert form.what_if().away.at == 540
    lived.rehearse()
    assert answered(lived, qtbot).sentences[0].startswith("The last person would leave at ")


def test_before_anybody_has_come_there_is_nothing_to_choose(today, page, clock):
    assert page.question.begins.isHidden()
    clock.minute = 538
    arrive(page._workspace, today, 538)
    assert page.question.begins.isVisible()
    assert page.question.name == "As it stands"
    page.hide()
    clock.minute = 560
    live_day_of(page._workspace).look_at_the_clock()
    page.show()
    page.question.ask("A clinician has to go")
    assert page.question.what_if().away.at == 560


def test_on_another_day_it_plays_from_the_morning(page, plan, workspace):
    arrive(workspace, plan, 538)
    assert page.question.begins.isHidden()
    assert page.question.name == "As planned"


def test_a_failure_is_said(page, qtbot, monkeypatch):
    monkeypatch.setattr(page_module, "USUAL_RUNS", "none")
    with qtbot.waitSignal(page._workspace.refused, timeout=40_000) as said:
        page.rehearse()
    assert str(said.args[0]) == "The day could not be rehearsed."
    assert not page.running


def test_it_goes_by_keyboard_alone_and_every_control_has_a_name(page, qtbot):
    page.question.preset.setFocus()
    qtbot.keyClick(page.question.preset, Qt.Key.Key_Down)
    page.start.setFocus()
    qtbot.keyClick(page.start, Qt.Key.Key_Space)
    assert page.running
    assert page.stop.hasFocus()
    answered(page, qtbot)
    assert page.start.hasFocus()
    controls = [w for w in page.findChildren(QWidget) if w.focusPolicy() & Qt.FocusPolicy.TabFocus and w.isVisible()]
    nameless = [w for w in controls if not (w.accessibleName() or getattr(w, "text", str)())]
    assert [w for w in nameless if w.objectName() != "qt_spinbox_lineedit"] == []
