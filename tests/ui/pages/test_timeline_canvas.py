"""The timeline under mouse, keyboard and screen reader, without a page round it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QContextMenuEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cadplanner.ui.kit.dressing import apply_theme
from cadplanner.ui.kit.theme import Theme
from cadplanner.ui.pages.timeline.canvas import Canvas
from cadplanner.ui.pages.timeline.rows import RowsBy, scene_of
from cadplanner.ui.pages.timeline.verdict import Verdict
from tests.ui.pages.timeline_day import small_plan

K = Qt.Key


@pytest.fixture
def canvas(qtbot):
    """The small morning by station; whatever is carried is answered with 'Yes.'"""
    made = Canvas()
    qtbot.addWidget(made)
    made.resize(700, 240)
    made.show_scene(scene_of(small_plan(), RowsBy.STATION))
    made.visits_carried.connect(lambda *_: made.show_verdict(Verdict("Yes.", small_plan())))
    made.show()
    qtbot.waitExposed(made)
    made.setFocus()
    return made


def middle(canvas, visit_id):
    """Where the visit is drawn, in pixels of the viewport."""
    return canvas.viewport().mapFromGlobal(canvas.global_rect(canvas.picture.scene.where[visit_id][1]).center())


def drag(canvas, visit_id, minutes, rows):
    """Presses on a visit and moves it without letting go; where the pointer then is."""
    start = middle(canvas, visit_id)
    scale = canvas.picture.scale
    end = start + QPoint(round(minutes * scale.per_minute), rows * scale.row_height)
    QTest.mousePress(canvas.viewport(), Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(canvas.viewport(), start + QPoint(12, 0))
    QTest.mouseMove(canvas.viewport(), end)
    return end


def test_a_click_chooses_a_visit_and_a_click_beside_it_nothing(canvas, qtbot):
    with qtbot.waitSignal(canvas.selection_changed):
        QTest.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=middle(canvas, "a4.0"))
    assert canvas.selected == ("a4.0",)
    QTest.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
    assert canvas.selected == ()


def test_control_click_adds_and_takes_away(canvas):
    canvas.select(("a4.0",))
    for chosen in (("a4.0", "a1.0"), ("a4.0",)):
        QTest.mouseClick(
            canvas.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier, middle(canvas, "a1.0")
        )
        assert canvas.selected == chosen


def test_a_drag_tells_every_step_and_the_drop(canvas, qtbot):
    steps = []
    canvas.visits_carried.connect(lambda *step: steps.append(step))
    end = drag(canvas, "a4.0", 40, -1)
    assert steps[-1] == (("a4.0",), 620, 0)
    assert canvas.carry.verdict.says == "Yes."
    with qtbot.waitSignal(canvas.visits_dropped) as dropped:
        QTest.mouseRelease(canvas.viewport(), Qt.MouseButton.LeftButton, pos=end)
    assert dropped.args == [("a4.0",), 620, 0]
    assert canvas.carry is None


def test_escape_lets_a_dragged_visit_be(canvas, qtbot):
    end = drag(canvas, "a4.0", 40, 0)
    QTest.keyClick(canvas, K.Key_Escape)
    assert canvas.carry is None
    with qtbot.assertNotEmitted(canvas.visits_dropped):
        QTest.mouseRelease(canvas.viewport(), Qt.MouseButton.LeftButton, pos=end)


def test_a_visit_dropped_where_it_was_says_nothing(canvas, qtbot):
    start = middle(canvas, "a4.0")
    drag(canvas, "a4.0", 40, 0)
    QTest.mouseMove(canvas.viewport(), start)
    with qtbot.assertNotEmitted(canvas.visits_dropped):
        QTest.mouseRelease(canvas.viewport(), Qt.MouseButton.LeftButton, pos=start)


def test_while_planning_nothing_can_be_carried(canvas):
    canvas.can_carry = False
    drag(canvas, "a4.0", 40, 0)
    assert canvas.carry is None
    canvas.pick_up()
    assert canvas.carry is None


def test_arrows_go_from_visit_to_visit(canvas):
    QTest.keyClick(canvas, K.Key_Right)
    assert canvas.selected == ("a1.0",)
    for key, chosen in (
        (K.Key_Right, "a2.0"),
        (K.Key_Down, "a4.0"),
        (K.Key_Home, "a3.0"),
        (K.Key_Left, "a3.0"),
        (K.Key_End, "a4.0"),
        (K.Key_Up, "a2.0"),
        (K.Key_Up, "a2.0"),
    ):
        QTest.keyClick(canvas, key)
        assert canvas.selected[0] == chosen
    QTest.keyClick(canvas, K.Key_Left, Qt.KeyboardModifier.ControlModifier)
    assert canvas.selected == ("a2.0",)
    assert canvas.focused_block.visit_ids == ("a1.0",)
    QTest.keyClick(canvas, K.Key_Space, Qt.KeyboardModifier.ControlModifier)
    assert canvas.selected == ("a2.0", "a1.0")


@pytest.mark.parametrize("pick_up", [K.Key_Return, K.Key_M])
def test_enter_picks_up_arrows_move_enter_drops(canvas, qtbot, pick_up):
    canvas.select(("a4.0",))
    QTest.keyClick(canvas, pick_up)
    for key in (K.Key_Right, K.Key_Right, K.Key_Up):
        QTest.keyClick(canvas, key)
    assert (canvas.carry.start, canvas.carry.row) == (590, 0)
    QTest.keyClick(canvas, K.Key_A)
    with qtbot.waitSignal(canvas.visits_dropped) as dropped:
        QTest.keyClick(canvas, K.Key_Return)
    assert dropped.args == [("a4.0",), 590, 0]


def test_a_carried_visit_stays_inside_the_day_and_the_rows(canvas):
    canvas.select(("a4.0",))
    canvas.pick_up()
    for key in (K.Key_Down,) * 9 + (K.Key_Right,) * 40:
        QTest.keyClick(canvas, key)
    assert (canvas.carry.start, canvas.carry.row) == (700, 3)
    QTest.keyClick(canvas, K.Key_Escape)
    assert canvas.carry is None


def test_of_a_class_all_move_or_only_the_one_chosen(canvas):
    canvas.select(("a1.1", "a3.1"))
    canvas.pick_up()
    assert canvas.carry.visit_ids == ("a1.1", "a3.1")
    canvas.put_back()
    canvas.select(("a3.1",))
    canvas.pick_up()
    assert canvas.carry.visit_ids == ("a3.1",)


def test_a_double_click_opens_a_class(canvas, qtbot):
    with qtbot.waitSignal(canvas.class_opened) as opened:
        QTest.mouseDClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=middle(canvas, "a1.1"))
    assert opened.args == [("a1.1", "a3.1")]


def test_a_right_click_chooses_and_asks_for_the_menu(canvas, qtbot):
    at = middle(canvas, "a4.0")
    with qtbot.waitSignal(canvas.menu_asked):
        QApplication.sendEvent(
            canvas.viewport(),
            QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, canvas.viewport().mapToGlobal(at)),
        )
    assert canvas.selected == ("a4.0",)


def test_zoom_keeps_the_minute_under_the_pointer_and_fit_brings_the_day_back(canvas):
    canvas.zoom(2.0, at=300)
    minute = canvas.picture.scale.minute(300 + canvas.horizontalScrollBar().value())
    before = canvas.picture.scale.per_minute
    wheel = QWheelEvent(
        QPointF(canvas.viewport().x() + 300, 40),
        QPointF(),
        QPoint(),
        QPoint(0, 240),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(canvas.viewport(), wheel)
    assert canvas.picture.scale.per_minute > before
    assert abs(canvas.picture.scale.minute(300 + canvas.horizontalScrollBar().value()) - minute) <= 3
    canvas.fit()
    assert canvas.picture.scale.width <= canvas.viewport().width()


def test_a_new_scene_keeps_choice_focus_and_scale(canvas, qtbot):
    canvas.zoom(2.0)
    canvas.select(("a4.0",))
    scale = canvas.picture.scale
    plan = small_plan()
    canvas.show_scene(scene_of(plan, RowsBy.STAFF))
    assert (canvas.selected, canvas.picture.scale) == (("a4.0",), scale)
    with qtbot.waitSignal(canvas.selection_changed):
        canvas.show_scene(scene_of(replace(plan, visits=plan.visits[:2]), RowsBy.STATION))
    assert canvas.selected == ()


@pytest.mark.parametrize("theme", [Theme.DARK, Theme.LIGHT])
def test_it_draws_in_both_looks_with_a_route_a_clash_and_a_visit_in_the_hand(qapp, canvas, theme):
    apply_theme(qapp, theme)
    canvas.select(("a2.0",))
    canvas.show_scene(canvas.picture.scene, ("a1.0",))
    canvas.pick_up()
    canvas.show_verdict(Verdict("No.", None, ("a1.0",)))
    QTest.keyClick(canvas, K.Key_Right)
    picture = canvas.grab().toImage()
    assert len({picture.pixelColor(x, y).name() for x in range(0, 700, 3) for y in range(0, 240, 3)}) > 20
    apply_theme(qapp, Theme.LIGHT)


def test_a_screen_reader_hears_every_visit_as_a_sentence(canvas):
    timeline = QAccessible.queryAccessibleInterface(canvas)
    assert timeline.role() == QAccessible.Role.List
    said = [timeline.child(n).text(QAccessible.Text.Name) for n in range(timeline.childCount())]
    assert said[0] == "Card 1, TESTWELL, Asha (Ms). Conversation, 09:10 to 09:30. Tables, place 1, with Ana."
    assert said[-1] == "Studio, a class, 10:00 to 10:30, 2 of 12 people: cards 1, 3."
    canvas.select(("a4.0",))
    item = timeline.focusChild()
    assert item.text(QAccessible.Text.Name).startswith("Card 4")
    assert item.state().selected
    assert timeline.indexOfChild(item) == said.index(item.text(QAccessible.Text.Name))
    assert timeline.childAt(*item.rect().center().toTuple()).text(QAccessible.Text.Name).startswith("Card 4")
    assert item.role() == QAccessible.Role.ListItem
