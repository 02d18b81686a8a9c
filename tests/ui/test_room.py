"""What gives way where there is little room: rows that wrap, parts one under another, tabs that become a choice."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from cadplanner.ui.kit.beside import Beside
from cadplanner.ui.kit.part_tabs import PartTabs, TabsOrChoice
from cadplanner.ui.kit.scroll import room_of, scrolling
from cadplanner.ui.kit.stack import Stack
from cadplanner.ui.kit.text import PlainLabel
from cadplanner.ui.kit.wrapping import WrappingLine

LONG = "Everybody who waits is on this list, the longest wait first, and nobody is left out. " * 4


@pytest.fixture
def shown(qtbot):
    def show(part, width, height=300):
        qtbot.addWidget(part)
        part.resize(width, height)
        part.show()
        qtbot.wait(1)
        return part

    return show


def test_what_grows_takes_the_rest_of_its_line_and_its_button_goes_underneath_where_that_is_too_little(shown):
    line = WrappingLine()
    words, button = PlainLabel(LONG, line, wrap=True), QPushButton("Undo all of it", line)
    line.row.add_growing(words, 40)
    line.row.addWidget(button)
    shown(line, 700)
    assert words.width() == 700 - button.width() - 8
    assert button.x() > words.x()
    line.resize(300, 300)
    assert words.width() == 300
    assert button.y() > words.geometry().bottom()


def test_parts_stand_one_under_another_each_seen_whole_where_they_have_no_room_side_by_side(shown):
    one, other = PlainLabel(LONG, wrap=True), scrolling(PlainLabel(LONG, wrap=True), "Other")
    parts = Beside()
    parts.add(one, least=40)
    parts.add(other, least=40)
    shown(parts, 900)
    assert parts.orientation() is Qt.Orientation.Horizontal
    parts.resize(300, parts.heightForWidth(300))
    assert parts.orientation() is Qt.Orientation.Vertical
    assert one.height() >= one.heightForWidth(300)
    assert not other.verticalScrollBar().isVisible()
    parts.resize(900, 300)
    assert parts.orientation() is Qt.Orientation.Horizontal
    assert abs(one.width() - other.width()) <= parts.handleWidth()


def test_a_stack_is_as_tall_as_the_part_it_shows(shown):
    stack = Stack()
    for words in ("Short", LONG * 5):
        stack.addWidget(QLabel(words, wordWrap=True))
    shown(stack, 300)
    low = stack.heightForWidth(300)
    stack.setCurrentIndex(1)
    assert stack.heightForWidth(300) > 5 * low


def test_tabs_without_room_are_a_choice_of_the_same_parts(shown):
    tabs = PartTabs(name="Parts")
    for words in ("&Stations", "S&taff", "Interpreters"):
        tabs.addTab(words)
    held = shown(TabsOrChoice(tabs), 600)
    assert held.choice.isHidden()
    held.resize(120, 40)
    assert tabs.isHidden()
    tabs.setTabText(1, "S&taff 36")
    tabs.setTabVisible(2, False)
    assert [held.choice.itemText(n) for n in range(held.choice.count())] == ["Stations", "Staff 36"]
    held.choice.chosen.emit("1")
    assert tabs.currentIndex() == 1


def test_the_room_of_a_part_is_what_is_seen_of_it_not_how_tall_it_is(shown):
    tall = QWidget()
    tall.setMinimumHeight(900)
    frame = shown(scrolling(tall, "Page"), 400, 200)
    assert room_of(tall) == frame.viewport().size()
    assert room_of(frame) == frame.size()
