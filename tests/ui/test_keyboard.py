"""Everything by keyboard: Tab reaches all there is, in the order of reading; its place is seen; keys do not clash."""

from collections import defaultdict
from datetime import date
from itertools import pairwise
from shutil import copytree

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QWidget,
)

from cadplanner import cli, demo
from cadplanner.paths import resources
from cadplanner.store.unlocking import by_stated_passphrase, unlock
from cadplanner.ui.kit.dressing import apply_theme
from cadplanner.ui.kit.rail import Rail
from cadplanner.ui.kit.tab_order import tab_as_laid_out
from cadplanner.ui.kit.theme import Theme
from cadplanner.ui.main_window import PAGES
from cadplanner.ui.main_window.palette import Palette
from cadplanner.ui.main_window.poses import dialogs
from cadplanner.ui.pages.board.tile_button import TileButton
from cadplanner.ui.shots.looks import high_contrast_black
from cadplanner.ui.shots.walk import settle
from tests.ui import keyboard

KEYS = [line.key for line in PAGES]
LOOKS = ("light", "dark", "high contrast")
STEP = 2  # pixels by which two lines of controls may overlap
CHARACTERS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


@pytest.fixture(scope="session")
def lived_file(tmp_path_factory):
    """A demo at half past ten of its day."""
    path = tmp_path_factory.mktemp("lived") / "demo.cad"
    for _ in demo.make_demo_file(path, patients=12, seed=1, today=date(2026, 11, 22)):
        pass
    assert cli.main(["live-demo", str(path), "--fast", "--until", "10:30"]) == 0
    return path


@pytest.fixture
def shown(window, lived_file, tmp_path):
    """Shows a page of the lived demo, once nothing more comes."""
    own = copytree(lived_file.parent, tmp_path / "own") / lived_file.name
    window.resize(1366, 700)
    window.activateWindow()
    window.open_with(own, unlock(own, by_stated_passphrase))

    def show(key):
        window.show_page(key)
        settle(window, 0.1)  # seconds in which nothing came
        return window

    return show


@pytest.fixture(params=LOOKS)
def look(request, qapp):
    """One look after another; the light one afterwards."""
    if request.param == "high contrast":
        apply_theme(qapp, Theme.SYSTEM, system=high_contrast_black())
    else:
        apply_theme(qapp, Theme(request.param))
    yield request.param
    apply_theme(qapp, Theme.LIGHT)


def presses(keys):
    """One key with others held, where the keyboard is."""
    sequence = QKeySequence(keys)[0]
    QTest.keyClick(QApplication.focusWidget(), sequence.key(), sequence.keyboardModifiers())


def beside(control, reached):
    """Whether arrow keys lead to it: from another of its group or another tile, or from the search above it."""
    if isinstance(control.window(), Palette) and isinstance(control, QAbstractItemView):
        return True
    group = control.group() if isinstance(control, QAbstractButton) else None
    if group is not None and group.exclusive():
        return any(each in reached for each in group.buttons())
    return isinstance(control, TileButton) and any(isinstance(each, TileButton) for each in reached)


def steps_back(reached, window):
    """Where Tab goes up again within one frame, though not to the right."""
    for one, other in pairwise(reached):
        if not (window.page.isAncestorOf(one) and window.page.isAncestorOf(other)):
            continue
        here, there = keyboard.place(one, window), keyboard.place(other, window)
        together = keyboard.frame_of(one) is keyboard.frame_of(other)
        if together and there.bottom() <= here.top() + STEP and there.left() <= here.right():
            yield f"{keyboard.named(one)} to {keyboard.named(other)}"


@pytest.mark.parametrize("key", KEYS)
def test_a_page_is_used_by_keys_alone(shown, key):
    window = shown(key)
    no_key_does_two_things_and_none_is_a_letter(live_keys(window))
    every_key_is_told_where_its_verb_is_or_in_the_help(window, key)
    tab_reaches_all_that_a_mouse_does_in_the_order_of_reading(window)


def tab_reaches_all_that_a_mouse_does_in_the_order_of_reading(window):
    assert window.isActiveWindow()  # nothing flashed by as a window of its own
    assert QApplication.focusWidget() is not None
    there = keyboard.controls(window)
    reached = keyboard.walk(window)
    assert [keyboard.named(each) for each in there if each not in reached and not beside(each, reached)] == []
    assert list(steps_back(reached, window)) == []


@pytest.mark.parametrize("key", ["window", "plan", "desk", "outcomes", "after", "history"])
def test_tab_reaches_all_of_every_dialog(shown, qtbot, key):
    window = shown("day" if key == "window" else key)
    missed, seen = [], 0
    for pose in dialogs(window) if key == "window" else window.page.poses():
        front = window if isinstance(pose, str) else pose[1]
        settle(front, 0)
        if front is not window:
            front.activateWindow()
            qtbot.waitUntil(front.isActiveWindow)
            reached, seen = keyboard.walk(front), seen + 1
            there = (each for each in keyboard.controls(front) if each not in reached and not beside(each, reached))
            missed += [(pose[0], keyboard.named(each)) for each in there]
    assert seen
    assert missed == []


def test_tab_goes_round_the_first_page(window, qtbot):
    window.activateWindow()
    QTest.keyClick(window, Qt.Key.Key_Tab)
    reached = keyboard.walk(window)
    missed = [each for each in keyboard.controls(window) if each not in reached]
    assert [keyboard.named(each) for each in missed] == []


def test_a_page_reached_by_its_key_has_the_keyboard(shown):
    window = shown("day")
    for line in PAGES:
        presses(line.shortcut)
        at = QApplication.focusWidget()
        assert window.page.title == line.title
        assert window.page.isAncestorOf(at) or at.isAncestorOf(window.page)  # its frame, while it has nothing yet


def test_the_place_of_the_keyboard_is_seen_in_every_look(shown, look):
    """The ring of each kind of control, on each page, stands out by three to one."""
    faint, measured = [], set()
    for key in KEYS:
        window = shown(key)
        for at in keyboard.walk(window):
            kind = (type(at).__name__, at.property("primary"), at.property("rail"), at.property("wrong"))
            if kind in measured or not at.isVisible():
                continue
            measured.add(kind)
            at.setFocus(Qt.FocusReason.TabFocusReason)
            if keyboard.ring(at, window) < keyboard.LEAST_RING:
                faint.append(f"{key}: {keyboard.named(at)}")
    assert faint == []
    assert len(measured) > 15


def test_arrow_keys_go_from_page_to_page_in_the_rail(shown):
    window = shown("history")
    rail = window.findChild(Rail)
    shown_now = next(each for each in rail.findChildren(QAbstractButton) if each.isChecked())
    shown_now.setFocus()
    QTest.keyClick(shown_now, Qt.Key.Key_Up)
    assert window.page.title != "History"


def live_keys(window):
    """Every key that does something now, and what has it."""
    found = defaultdict(list)
    for each in window.findChildren(QShortcut):
        if each.isEnabled() and each.parent().isVisible():
            found[each.key().toString()].append(each.parent())
    for each in window.findChildren(QAction):
        places = [one for one in each.associatedObjects() if isinstance(one, QWidget)]
        if each.isEnabled() and any(one.isVisible() or isinstance(one, QMenu) for one in places):
            for key in each.shortcuts():
                found[key.toString()].append(each)
    for each in window.findChildren(QAbstractButton):
        if each.isVisible() and each.isEnabled() and each.shortcut() != QKeySequence.mnemonic(each.text()):
            found[each.shortcut().toString()].append(each)
    found.pop("", None)
    return found


def no_key_does_two_things_and_none_is_a_letter(keys):
    assert {pressed: having for pressed, having in keys.items() if len(having) > 1} == {}
    for pressed in keys:
        first = QKeySequence(pressed)[0]
        types = first.key() < Qt.Key.Key_Escape  # below it are those that write something
        assert not types or first.keyboardModifiers() & CHARACTERS, pressed


def words_on(window):
    """What can be read of keys: labels, tips, hints, menus, names."""
    for each in window.findChildren(QWidget):
        yield from (each.toolTip(), each.accessibleDescription(), each.accessibleName())
        if isinstance(each, (QLabel, QAbstractButton)):
            yield each.text()
        if isinstance(each, QLineEdit):
            yield each.placeholderText()
        if isinstance(each, QComboBox):
            yield each.currentText()
    for each in window.findChildren(QAction):
        if each.isShortcutVisibleInContextMenu():
            yield from (key.toString() for key in each.shortcuts())


def every_key_is_told_where_its_verb_is_or_in_the_help(window, key):
    told = " ".join(words_on(window)) + (resources() / "help" / f"{key}.md").read_text(encoding="utf-8")
    same = {"Return": "Enter", "Ctrl+Return": "Ctrl+Enter", "Del": "Delete"}
    told_for = [pressed for pressed in live_keys(window) if pressed not in told and same.get(pressed, "?") not in told]
    assert told_for == []


def test_escape_closes_what_is_in_front(shown, qtbot):
    window = shown("plan")
    for keys in ("Ctrl+K", "F1"):
        presses(keys)
        qtbot.waitUntil(lambda: QApplication.activeWindow() not in (None, window))
        front = QApplication.activeWindow()
        QTest.keyClick(front, Qt.Key.Key_Escape)
        qtbot.waitUntil(lambda front=front: not front.isVisible())
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)


def test_tab_follows_the_layout_of_what_was_made_in_another_order(qtbot):
    page = QWidget()
    qtbot.addWidget(page)
    low, right, left = (QPushButton(words, page) for words in ("low", "right", "left"))
    grid = QGridLayout(page)
    grid.addWidget(low, 1, 0)
    grid.addWidget(right, 0, 1)
    grid.addWidget(left, 0, 0)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    tab_as_laid_out(page)
    left.setFocus()
    went = []
    for _ in range(3):
        went.append(QApplication.focusWidget().text())
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert went == ["left", "right", "low"]
