"""The window: first run, files, pages, undo by name, drops, sizes, and a name on every control."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from shutil import copytree

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QDropEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QScrollArea,
    QScrollBar,
    QSpinBox,
)

from cadplanner import app, demo
from cadplanner.core.model.edit import Change, Edit, edit_between
from cadplanner.core.model.referral import Priority
from cadplanner.core.setup.presets import preset
from cadplanner.core.waiting.matching import duplicates
from cadplanner.exchange.invented import invented_list
from cadplanner.exchange.list_in import check_list
from cadplanner.exchange.source_table import read_table
from cadplanner.settings import Settings
from cadplanner.store.unlocking import by_stated_passphrase, unlock
from cadplanner.ui.main_window import PAGES
from tests.builders import DAY, VENUE, patient
from tests.conftest import NOW
from tests.keys import KEY, PASSPHRASE, new_file


@pytest.fixture
def opened(window, tmp_path):
    new_file(tmp_path / "service.cad")
    assert window.open_with(tmp_path / "service.cad", KEY)
    return window


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory):
    path = tmp_path_factory.mktemp("demo") / "demo.cad"
    for _ in demo.make_demo_file(path, patients=12, seed=1, today=date(2026, 11, 22)):
        pass
    return path


def demo_key(path):
    return unlock(path, by_stated_passphrase)


def action(window, words):
    """The line of a menu that begins so."""
    found = [one for one in window.findChildren(QAction) if one.text().replace("&", "").startswith(words)]
    assert found, words
    return found[0]


def drop(window, path):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    window.dropEvent(QDropEvent(QPointF(QPoint(5, 5)), copy, data, left, Qt.KeyboardModifier.NoModifier))


def test_the_first_run_offers_what_one_may_do(window):
    words = {button.accessibleName() for button in window.page.findChildren(QAbstractButton) if button.isVisible()}
    assert {"New file", "Open a file", "New here? Try the demo", "Restore from a copy"} <= words


def test_the_status_bar_says_how_old_the_contingency_pack_is(qtbot, opened, tmp_path):
    from cadplanner.ui.contingency import contingency_of

    opened.status.watch(opened.workspace)
    assert opened.status.pack.text() == ""
    setting = preset("small", on=date(2027, 6, 12), new_id=opened.workspace.new_id).setting()
    opened.workspace.do(edit_between("Set up", (), setting))
    contingency_of(opened.workspace).choose(tmp_path)
    qtbot.waitUntil(lambda: "just made" in opened.status.pack.text(), timeout=30_000)


def test_what_was_saved_is_opened_by_one_button(opened, qtbot, tmp_path, monkeypatch):
    asked = []
    monkeypatch.setattr("cadplanner.ui.kit.files.QDesktopServices.openUrl", lambda url: asked.append(url.toLocalFile()))
    sheet = tmp_path / "Day sheet.pdf"
    sheet.write_bytes(b"%PDF")
    for path, words in ((tmp_path, "Open the folder"), (sheet, "Open it")):
        opened.workspace.saved.emit("Saved.", str(path))
        assert opened.messages._action.text() == words
        opened.messages._action.click()
        assert asked[-1] == str(path)


def test_a_new_file_never_replaces_one_that_is_there(opened, tmp_path):
    there = tmp_path / "service.cad"
    before = there.read_bytes()
    opened.close_file()
    assert not opened.doors.new_file(there)
    assert "already something called" in opened.messages.text
    assert there.read_bytes()[:100] == before[:100]
    assert opened.open_with(there, KEY)


def test_a_new_file_opens_on_the_first_page(opened, tmp_path):
    assert opened.workspace.store.path == tmp_path / "service.cad"
    assert opened.windowTitle() == "service.cad - CAD Planner"
    assert opened.page.title == PAGES[0].title


def test_every_page_opens_from_the_rail_and_by_key(qtbot, opened):
    for line in PAGES:
        opened.show_page(line.key)
        assert (opened.page.title, opened.page.icon) == (line.title, line.icon)
        assert hasattr(opened.page, "accept_file") is line.takes_lists
        assert action(opened, line.title).shortcut().toString() == line.shortcut


def test_an_undo_is_named_in_the_menu(qtbot, opened):
    opened.workspace.do(Edit("Import 1 person", (Change(None, patient(1)),)))
    assert action(opened, "Undo").text() == "&Undo import 1 person"
    assert opened.status.saved.text() == f"Saved {opened._around.clock().astimezone():%H:%M}"
    action(opened, "Undo").trigger()
    assert action(opened, "Redo").text() == "&Redo import 1 person"
    assert not action(opened, "Undo").isEnabled()


def test_a_confirmation_of_an_edit_can_be_undone_from_the_bar(qtbot, opened):
    opened.workspace.do(Edit("Import 1 person", (Change(None, patient(1)),)))
    opened.workspace.said.emit("Imported 1 person.")
    qtbot.mouseClick(opened.messages._action, Qt.MouseButton.LeftButton)
    assert opened.workspace.store.patients() == ()


def test_a_confirmation_of_something_else_offers_no_undo(qtbot, opened):
    opened.workspace.do(Edit("Import 1 person", (Change(None, patient(1)),)))
    qtbot.wait(1)
    opened.workspace.said.emit("Saved 12 sheets.")
    assert not opened.messages._action.isVisible()


def test_the_day_is_chosen_once_for_all_pages(opened):
    days = [replace(DAY, id=f"day-{n}", on=date(2027, 6, n)) for n in (12, 19)]
    opened.workspace.do(Edit("Set up days", tuple(Change(None, entity) for entity in (VENUE, *days))))
    choice = opened._header.choice
    assert choice.count() == 2
    assert choice.choice() == opened.workspace.day_id == "day-12"
    choice.chosen.emit("day-19")
    assert opened.workspace.day_id == "day-19"


def test_closing_goes_back_to_the_welcome_page_and_remembers_the_file(qtbot, window, tmp_path):
    with qtbot.waitSignal(window.tastes.changed) as told:
        window.open_with(new_file(tmp_path / "service.cad"), KEY)
    assert told.args[0].recent_files == (str(tmp_path / "service.cad"),)
    window.close_file()
    assert window.workspace is None
    assert not (tmp_path / "service.cad.lock").exists()
    names = [button.accessibleName() for button in window.page.findChildren(QAbstractButton)]
    assert "Open service.cad" in names


def test_a_recent_file_that_is_gone_is_forgotten(qtbot, window, tmp_path):
    window.open_with(new_file(tmp_path / "service.cad"), KEY)
    window.close_file()
    (tmp_path / "service.cad").unlink()
    with qtbot.waitSignal(window.tastes.changed) as told:
        window.open_file(tmp_path / "service.cad")
    assert told.args[0].recent_files == ()
    assert "service.cad" in window.messages.text


def test_the_window_comes_back_where_it_was(qtbot, window, own_home):
    window.resize(900, 600)
    with qtbot.waitSignal(window.tastes.changed) as told:
        window.close()
    app._place(window, told.args[0])
    assert window.height() == 600
    app._place(window, Settings())
    assert window.isMaximized()


def test_a_file_that_is_none_is_refused_and_the_open_one_stays(opened, tmp_path):
    (tmp_path / "other.cad").write_bytes(b"%PDF-1.7 not ours")
    assert not opened.open_file(tmp_path / "other.cad")
    assert "other.cad" in opened.messages.text
    assert opened.workspace.store.path == tmp_path / "service.cad"


def test_a_copy_is_restored_beside_the_first(qtbot, opened, tmp_path):
    opened.workspace.do(Edit("Import 1 person", (Change(None, patient(1)),)))
    opened.close_file()
    assert opened.doors.restore_copy(tmp_path / "service.cad", tmp_path / "again.cad")
    assert not (tmp_path / "again.cad").exists(), "nothing is put anywhere before the copy was unlocked and verified"
    opened.page._secret.setText(PASSPHRASE)
    opened.page._open.click()
    qtbot.waitUntil(lambda: opened.workspace is not None, timeout=20_000)
    assert opened.workspace.store.path == tmp_path / "again.cad"
    assert len(opened.workspace.store.patients()) == 1
    assert not opened.doors.restore_copy(tmp_path / "again.cad", tmp_path / "again.cad")
    assert "again.cad" in opened.messages.text


def test_a_damaged_copy_is_not_restored_and_nothing_is_left_of_it(qtbot, opened, tmp_path):
    opened.close_file()
    content = bytearray((tmp_path / "service.cad").read_bytes())
    content[len(content) // 2] ^= 1
    (tmp_path / "service.cad").write_bytes(content)
    assert opened.doors.restore_copy(tmp_path / "service.cad", tmp_path / "again.cad")
    opened.page._secret.setText(PASSPHRASE)
    opened.page._open.click()
    qtbot.waitUntil(lambda: "is damaged" in opened.messages.text, timeout=20_000)
    assert opened.page.title == "Welcome"
    assert not list(tmp_path.glob("again*"))


def test_a_file_dropped_anywhere_opens(qtbot, window, tmp_path):
    drop(window, new_file(tmp_path / "service.cad"))
    qtbot.waitUntil(lambda: window.page.title == "Unlock")


def test_a_list_dropped_with_no_file_open_says_what_to_do(qtbot, window, tmp_path):
    drop(window, tmp_path / "list.csv")
    qtbot.waitUntil(lambda: "Make a new file or open one" in window.messages.text)


def test_a_list_dropped_on_any_page_begins_its_import(qtbot, opened, tmp_path):
    (tmp_path / "list.csv").write_bytes(invented_list(5, seed=1, today=date(2026, 11, 22)))
    opened.show_page("print")
    drop(opened, tmp_path / "list.csv")
    qtbot.waitUntil(lambda: opened.page.title == "Waiting list")
    qtbot.waitUntil(opened.page.importing.isVisible)
    assert opened.workspace.store.patients() == ()


def test_a_demo_says_so_across_the_window(window, demo_file):
    """T77: a demo beside the live file."""
    assert window.open_with(demo_file, demo_key(demo_file))
    assert window._ribbon.isVisible()


def test_the_demo_is_made_in_a_second_process_with_a_list_beside_it(qtbot, window, own_home):
    window.doors.welcome.demo_wanted.emit()
    qtbot.waitUntil(lambda: window.workspace is not None, timeout=60_000)
    store = window.workspace.store
    assert store.path == own_home / "Demo.cad"
    assert store.details().demo
    checked = check_list(read_table((own_home / "Sample list.csv").read_bytes(), "Sample list.csv"), today=NOW.date())
    assert [problem.column for problem in checked.problems] == ["NHS No", "DOB"]
    (twice,) = duplicates(checked.listed, store.patients())
    assert twice.sure
    assert checked.listed[0].patient.interpreter_language == "Tigrinya"
    assert sum(one.referral.priority is Priority.URGENT for one in checked.listed) == 1


def test_making_the_demo_can_be_cancelled(qtbot, window, own_home):
    window.doors.welcome.demo_wanted.emit()
    qtbot.waitUntil((own_home / "Demo.cad.keys").exists, timeout=60_000)
    window.doors.welcome._line.cancel.click()
    assert list(own_home.iterdir()) == []
    assert window.workspace is None


def test_a_demo_can_be_begun_anew_and_the_one_before_is_kept(qtbot, window, demo_file, own_home):
    # given: a demo in which somebody has done something
    copytree(demo_file.parent, own_home, dirs_exist_ok=True)
    for file in own_home.glob("demo.cad*"):
        file.rename(file.with_name(file.name.replace("demo", "Demo")))
    window.open_with(own_home / "Demo.cad", demo_key(own_home / "Demo.cad"))
    workspace = window.workspace
    assert workspace.do(edit_between("Add", (), (patient(999),)))
    people = len(workspace.store.patients())
    window.close_file()

    # when: she asks for the demo again, and to begin it anew
    window.doors.open_demo()
    next(one for one in window.page.findChildren(QAbstractButton) if one.text() == "Begin the demo a&new").click()
    qtbot.waitUntil(lambda: window.workspace is not None, timeout=60_000)

    # then: it is as on the first day; the other one still opens
    assert len(window.workspace.store.patients()) > 150
    window.close_file()
    aside = own_home / "Demo until 01-Jun-2027.cad"
    assert window.open_with(aside, demo_key(aside))
    assert len(window.workspace.store.patients()) == people


def test_text_size_and_colours_are_remembered(qtbot, window, qapp):
    points = qapp.font().pointSizeF()
    with qtbot.waitSignal(window.tastes.changed) as told:
        action(window, "150 %").trigger()
    assert told.args[0].text_size == 150
    assert qapp.font().pointSizeF() > points
    with qtbot.waitSignal(window.tastes.changed) as told:
        action(window, "Dark").trigger()
    assert told.args[0].theme == "dark"
    action(window, "Light").trigger()
    action(window, "100 %").trigger()
    assert qapp.font().pointSizeF() == points


@pytest.mark.parametrize(("size", "narrow"), [((911, 512), True), ((1366, 768), False), ((1920, 1080), False)])
def test_it_fits_every_screen(qtbot, window, demo_file, size, narrow):
    window.open_with(demo_file, demo_key(demo_file))
    window.resize(*size)
    qtbot.wait(10)
    assert (window.width(), window.height()) == size
    button = window._rail.findChildren(QAbstractButton)[0]
    assert (button.text() == "") is narrow
    assert button.accessibleName() == PAGES[0].title


def test_every_menu_has_its_letter_and_no_letter_twice(window):
    for menu in (window.menuBar(), *(action.menu() for action in window.menuBar().actions())):
        words = [one.text().replace("&&", "") for one in menu.actions() if one.text()]
        letters = [word[word.index("&") + 1].lower() for word in words if "&" in word]
        assert len(set(letters)) == len(letters), words


def test_the_papers_for_the_trust_are_a_menu_away(window, monkeypatch):
    shown = []
    opens = "cadplanner.ui.kit.files.QDesktopServices.openUrl"
    monkeypatch.setattr(opens, lambda url: shown.append(Path(url.toLocalFile())))
    (help_menu,) = [one.menu() for one in window.menuBar().actions() if one.text() == "&Help"]
    next(one for one in help_menu.actions() if one.text().startswith("Papers")).trigger()
    assert (shown[0] / "downtime.md").is_file()
    assert (shown[0] / "hazards.csv").is_file()


NAMED = (QAbstractButton, QLineEdit, QComboBox, QSpinBox, QAbstractItemView, QScrollArea)
PARTS_OF_QT = (QHeaderView, QScrollBar)


def nameless(root):
    """Controls that a screen reader would have no name for, but for the parts inside Qt's own controls."""
    for control in root.findChildren(NAMED[0]) + [each for kind in NAMED[1:] for each in root.findChildren(kind)]:
        inside = control.parent()
        own_part = isinstance(inside, (QComboBox, QSpinBox, QLineEdit)) or "qt_" in control.objectName()
        if isinstance(control, PARTS_OF_QT) or own_part or not control.isVisible():
            continue
        words = control.text() if isinstance(control, QAbstractButton) else ""
        if not (control.accessibleName() or words.strip()):
            yield f"{type(control).__name__} in {type(inside).__name__}"


@pytest.mark.parametrize("key", ["welcome", *(line.key for line in PAGES)])
def test_every_control_has_a_name(qtbot, window, demo_file, key):
    if key != "welcome":
        window.open_with(demo_file, demo_key(demo_file))
        window.show_page(key)
    qtbot.wait(50)
    assert sorted(nameless(window)) == []


def letters_of(window):
    """What Alt and a letter goes to: the menus, buttons, and the labels that stand for a field."""
    buttons = [button for button in window.findChildren(QAbstractButton) if button.isVisible()]
    labels = [label for label in window.findChildren(QLabel) if label.isVisible() and label.buddy()]
    words = [part.text() for part in (*window.menuBar().actions(), *buttons, *labels)]
    found = {}
    for each in words:
        found.setdefault(QKeySequence.mnemonic(each).toString(), []).append(each)
    return {letter: said for letter, said in found.items() if letter and len(said) > 1}


@pytest.mark.parametrize("key", ["welcome", *(line.key for line in PAGES)])
def test_no_letter_goes_to_two_places_on_a_page(qtbot, window, demo_file, tmp_path, key):
    if key != "welcome":
        own = copytree(demo_file.parent, tmp_path / "own") / demo_file.name  # poses act on it
        window.open_with(own, demo_key(own))
        window.show_page(key)
    assert letters_of(window) == {}
    for pose in getattr(window.page, "poses", tuple)():
        if isinstance(pose, str) or pose[1] is window:
            assert (pose, letters_of(window)) == (pose, {})
