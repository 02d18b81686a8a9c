"""Find anything: Ctrl+K finds pages, days, stations, people and verbs, does what is chosen, and nothing else."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from cadplanner.core.model.edit import Change, Edit
from cadplanner.core.model.operator import Operator, Role
from cadplanner.ui.main_window import PAGES
from cadplanner.ui.main_window.findable import Findable, found
from cadplanner.ui.main_window.palette import Palette
from tests.conftest import NOW
from tests.ui.pages.desk_day import day_of, put

VERA = Operator("o3", "Vera Madeup", Role.VIEWER, "")
DINA = Operator("o2", "Dina Sample", Role.DESK, "")


@pytest.fixture
def opened(window, store):
    put(store, day_of(8))
    window.show_store(store)
    return window


def ask(window, typed=""):
    """Ctrl+K, and what is typed then."""
    find = next(one for one in window.findChildren(QAction) if one.text() == "&Find anything…")
    assert find.shortcut().toString() == "Ctrl+K"
    find.trigger()
    palette = window.findChild(Palette)
    palette.field.setText(typed)
    palette._look_for_people()
    return palette


def words(palette):
    return [f"{thing.kind}: {thing.words}" for thing in palette.model.rows]


def press(qtbot, palette, *keys):
    for key in keys:
        qtbot.keyClick(palette.field, key)
    qtbot.wait(10)


def test_it_finds_by_the_beginnings_of_words_and_guesses_nothing():
    things = [Findable("Print all", "Page", print), Findable("Say the plan", "Menu", print)]
    assert [one.words for one in found(things, "pr")] == ["Print all"]
    assert [one.words for one in found(things, "plan menu")] == ["Say the plan"]
    assert [one.words for one in found(things, "rint")] == []
    assert [one.words for one in found(things, "PLÁN")] == ["Say the plan"]
    assert len(found(things, "")) == 2


def test_what_begins_as_typed_comes_first():
    things = [Findable("Show the day", "x", print), Findable("Day", "x", print)]
    assert [one.words for one in found(things, "day")] == ["Day", "Show the day"]


def test_every_line_of_the_menus_can_be_found_but_those_that_are_off(opened):
    found_now = words(ask(opened))
    assert "Menu File: New…" in found_now
    opened.findChild(Palette)._things.sort(key=lambda thing: thing.words)
    said = {thing.words for thing in opened.findChild(Palette)._things}
    for menu in opened.menuBar().findChildren(QMenu):
        for line in menu.actions():
            plain = line.text().replace("&", "")
            usable = line.isEnabled() and plain and line.menu() is None and "Find anything" not in plain
            if usable and menu.title() != "&Recent":
                assert any(each == plain or each.endswith(f": {plain}") for each in said), plain
    assert not any(each.startswith("Undo") for each in said)


def test_enter_goes_to_the_page(qtbot, opened):
    for line in PAGES:
        palette = ask(opened, line.title)
        assert words(palette)[0] == f"Page: {line.title}"
        press(qtbot, palette, Qt.Key.Key_Return)
        assert opened.page.title == line.title
        assert not [one for one in opened.findChildren(Palette) if one.isVisible()]


def test_the_arrows_choose_and_stop_at_the_ends(qtbot, opened):
    palette = ask(opened, "page")
    press(qtbot, palette, Qt.Key.Key_Up)
    assert palette.table.currentIndex().row() == 0
    press(qtbot, palette, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert opened.page.title == PAGES[2].title


def test_esc_closes_and_does_nothing(qtbot, opened):
    before = opened.page
    palette = ask(opened, "print")
    qtbot.waitUntil(palette.isActiveWindow)
    press(qtbot, palette, Qt.Key.Key_Escape)
    assert opened.page is before
    assert not [one for one in opened.findChildren(Palette) if one.isVisible()]


def test_nothing_found_says_so_and_enter_does_nothing(qtbot, opened):
    palette = ask(opened, "zzzz")
    assert words(palette) == []
    press(qtbot, palette, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert palette.isVisible()


def test_somebody_is_found_on_the_waiting_list(qtbot, opened):
    palette = ask(opened, "waitman wim")
    (one,) = words(palette)
    assert one.startswith("On the waiting list: WAITMAN, Wim, born ")
    press(qtbot, palette, Qt.Key.Key_Return)
    assert opened.page.title == "Waiting list"
    assert opened.page.people.table.selected_ids == ("r801",)


def test_somebody_of_the_day_is_found_at_the_desk_even_by_a_quick_enter(qtbot, opened):
    palette = ask(opened)
    palette.field.setText("needham")
    press(qtbot, palette, Qt.Key.Key_Return)
    assert opened.page.title == "Desk"
    assert opened.page.counter.patient.surname == "Needham"


def test_a_station_opens_on_the_board_and_a_day_is_chosen(qtbot, opened):
    plan = opened.workspace.store.plan(opened.workspace.day_id)
    other = replace(plan.day, id="other", name="The other day")
    opened.workspace.do(Edit("Add", (Change(None, other),)))
    press(qtbot, ask(opened, plan.stations[0].name), Qt.Key.Key_Return)
    assert opened.page.title == "Board"
    assert opened.page._stack.currentWidget() is opened.page._station
    press(qtbot, ask(opened, "other day"), Qt.Key.Key_Return)
    assert opened.workspace.day_id == "other"


def test_the_verbs_of_the_page_are_found_while_they_can_be_used(qtbot, opened):
    opened.show_page("desk")
    palette = ask(opened, "walk-in")
    assert [(thing.kind, thing.words, thing.keys) for thing in palette.model.rows] == [
        ("On this page", "Walk-in", "F3")
    ]
    press(qtbot, palette, Qt.Key.Key_Return)
    assert opened.page.counter.beside.currentIndex() != 0


@pytest.mark.parametrize("role", [VERA, DINA], ids=lambda each: each.role.name)
def test_a_role_finds_only_what_it_may_see(opened, store, role):
    opened.leave_store()
    store.apply(
        Edit("Sign up", (Change(None, replace(role, role=Role.COORDINATOR, id="c", name="C")),)), who="t", at=NOW
    )
    store.operator = role
    opened.show_store(store)
    seen = {line.title for line in opened.pages_shown}
    assert [one for one in words(ask(opened, "page")) if one.startswith("Page")] == [
        f"Page: {line.title}" for line in PAGES if line.title in seen
    ]
    people = [one.split(":")[0] for one in words(ask(opened, "needham"))]
    assert people == (["At the desk"] if role is DINA else [])
    assert words(ask(opened, "waitman")) == []


def test_without_a_file_there_are_the_menus_alone(window):
    palette = ask(window, "a")
    assert {thing.kind.split()[0] for thing in palette._things} <= {"Menu", "On"}
    assert not [thing for thing in palette._things if thing.kind in ("Page", "Day")]


def test_every_part_has_a_name_and_names_are_plain_text(opened):
    palette = ask(opened)
    assert palette.windowTitle() == palette.field.accessibleName() == "Find anything"
    assert palette.table.accessibleName() == "Found"
