"""What screen readers are told: pictures as lists, frames that never end the program, presses that count."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QRect
from PySide6.QtGui import QAccessible, QAccessibleActionInterface
from PySide6.QtWidgets import QPushButton, QWidget
from shiboken6 import isValid

from cadplanner.ui.kit.chips import Chips
from cadplanner.ui.kit.pressed import show_pressed
from cadplanner.ui.kit.rail import Rail
from cadplanner.ui.kit.scroll import Frame, scrolling
from cadplanner.ui.kit.search_field import SearchField
from cadplanner.ui.kit.spoken import speak_for

TOGGLE = QAccessibleActionInterface.toggleAction()


class Drawing(QWidget):
    """Three things, drawn side by side."""

    parts = ("a cup", "a jug", "a plate")

    def part_count(self):
        return len(self.parts)

    def part_words(self, number):
        return self.parts[number]

    def part_rect(self, number):
        return QRect(10 * number, 0, 10, 10)

    def part_now(self):
        return 1

    def is_part_chosen(self, number):
        return number == 2


speak_for(Drawing)


@pytest.fixture
def drawing(qtbot):
    made = Drawing()
    qtbot.addWidget(made)
    made.show()
    return made


def spoken(widget):
    return QAccessible.queryAccessibleInterface(widget)


def test_a_picture_is_a_list_of_its_parts(drawing):
    told = spoken(drawing)
    assert told.role() is QAccessible.Role.List
    parts = [told.child(n) for n in range(told.childCount())]
    assert [part.text(QAccessible.Text.Name) for part in parts] == ["a cup", "a jug", "a plate"]
    assert [told.indexOfChild(part) for part in parts] == [0, 1, 2]
    assert [part.state().selected for part in parts] == [False, False, True]
    assert {part.role() for part in parts} == {QAccessible.Role.ListItem}
    assert told.focusChild().text(QAccessible.Text.Name) == "a jug"
    at = parts[2].rect().center()
    assert told.childAt(at.x(), at.y()).text(QAccessible.Text.Name) == "a plate"


def test_there_is_no_part_beyond_the_last(drawing):
    told = spoken(drawing)
    last = told.child(2)
    assert told.child(3) is None
    drawing.parts = ("a cup",)
    assert told.childCount() == 1
    assert not last.isValid()
    assert last.text(QAccessible.Text.Name) == ""
    assert last.rect() == QRect()


def test_the_parts_of_a_picture_go_with_it(qapp):
    drawing = Drawing()
    part = spoken(drawing).child(0)
    number = QAccessible.uniqueId(part)
    assert QAccessible.accessibleInterface(number) is not None
    drawing.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not isValid(part)
    assert QAccessible.accessibleInterface(number) is None


def test_a_reader_may_ask_a_frame_for_what_it_has_no_longer(qtbot):
    inside = QWidget()
    inside.setFixedSize(50, 50)
    frame = scrolling(inside, "Words")
    qtbot.addWidget(frame)
    frame.show()
    told = spoken(frame)
    assert told.text(QAccessible.Text.Name) == "Words"
    assert told.child(told.childCount()) is None
    assert told.child(99) is None


@pytest.mark.parametrize("takes_keys", [True, False])
def test_a_frame_takes_keys_only_where_nothing_in_it_does(qtbot, takes_keys):
    frame = Frame(name="Words", takes_keys=takes_keys)
    qtbot.addWidget(frame)
    assert bool(spoken(frame).state().focusable) is takes_keys


def press(button):
    """What a screen reader does to a button that stays down."""
    spoken(button).actionInterface().doAction(TOGGLE)


def test_a_page_is_reached_by_the_screen_readers_own_press(qtbot):
    rail = Rail()
    qtbot.addWidget(rail)
    for key in ("day", "plan"):
        rail.add(key, key.title(), "house")
    rail.show_chosen("day")
    asked = []
    rail.chosen.connect(asked.append)
    day, plan = rail.findChildren(QPushButton)
    assert {spoken(each).role() for each in (day, plan)} == {QAccessible.Role.RadioButton}
    press(plan)
    assert asked == ["plan"]
    assert (spoken(day).state().checked, spoken(plan).state().checked) == (False, True)
    rail.show_chosen("day")
    assert asked == ["plan"]


def test_a_filter_is_put_on_by_the_screen_readers_own_press(qtbot):
    chips = Chips((("adults", "Adults"),), name="Filters")
    qtbot.addWidget(chips)
    chosen = []
    chips.chosen.connect(chosen.append)
    everybody, adults = chips.findChildren(type(chips._all))
    press(adults)
    press(everybody)
    assert chosen == [frozenset({"adults"}), frozenset()]


def test_a_button_shown_down_says_nothing(qtbot):
    button = QPushButton()
    qtbot.addWidget(button)
    button.setCheckable(True)
    told = []
    button.toggled.connect(told.append)
    show_pressed(button, on=True)
    assert (button.isChecked(), told) == (True, [])


def test_every_button_inside_a_search_field_has_a_name(qtbot):
    field = SearchField(name="Search", hint="Name")
    qtbot.addWidget(field)
    field.setText("o'neill")
    told = spoken(field)
    names = [told.child(n).text(QAccessible.Text.Name) for n in range(told.childCount())]
    assert set(names) == {"Lens", "Empty the field"}
