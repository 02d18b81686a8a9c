"""The settings: saved at once, undone by name, read-only for who may not; with no file only this computer's."""

from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QDesktopServices
from PySide6.QtWidgets import QAbstractButton, QComboBox, QFileDialog, QLabel, QLineEdit, QSpinBox

from cadplanner.core.model.edit import Change, Edit
from cadplanner.core.model.referral import Referral
from cadplanner.core.model.words import NumberKind
from cadplanner.printing import outcome_form
from cadplanner.printing.sheet import Paper
from cadplanner.settings import Settings
from cadplanner.store.waiting import WaitingRow
from cadplanner.ui.copying import copying_of
from cadplanner.ui.kit.dressing import apply_theme
from cadplanner.ui.kit.files import documents
from cadplanner.ui.kit.text import lettered, plain_action, unlettered
from cadplanner.ui.kit.theme import Theme
from cadplanner.ui.main_window import Around, MainWindow
from cadplanner.ui.main_window.palette import Palette
from cadplanner.ui.main_window.settings_page import SettingsPage
from cadplanner.ui.pages.waiting_list.patient_form import PatientForm
from tests.builders import patient, people, plan_with
from tests.conftest import NOW
from tests.keys import KEY, new_file
from tests.ui.living import keep
from tests.ui.test_sign_in import DINA, asked, path, sign_in  # noqa: F401 - fixtures of another room

NASTY = "<b>O'Neill & Søn</b>"


@pytest.fixture
def settings(window, store, qtbot):
    keep(store, plan_with(people(6)), NOW)
    window.show_store(store)
    window.show_page("waiting_list")
    menu_line(window, "&Settings…").trigger()
    assert isinstance(window.page, SettingsPage)
    return window.page


def menu_line(window, words):
    return next(one for one in window.findChildren(QAction) if one.text() == words)


def typed(line, words, qtbot):
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, words)
    qtbot.keyClick(line, Qt.Key.Key_Return)


def said(widget):
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]


def details(window):
    return window.workspace.store.details()


def test_a_new_name_is_saved_at_once_and_undone_by_its_name(window, settings, qtbot):
    typed(settings.service.name, "  Oakfield   MSK ", qtbot)
    assert details(window).name == "Oakfield MSK"
    assert settings.service.name.text() == "Oakfield MSK"
    assert menu_line(window, "&Undo change the service's name").isEnabled()
    assert any("Oakfield MSK" in label.text() for label in window.findChildren(QLabel))  # in the status bar
    window.workspace.undo()
    qtbot.waitUntil(lambda: settings.service.name.text() == "MSK service")
    typed(settings.service.phone, "01632 960777", qtbot)
    assert details(window).phone == "01632 960777"


def test_an_empty_name_is_refused_beside_the_field_and_nothing_typed_is_lost(window, settings, qtbot):
    service = settings.service
    service.name.clear()
    service.name.editingFinished.emit()
    assert "✕ Type the name of the service: it stands on every sheet." in said(settings)
    assert service.name.accessibleDescription().startswith("Error: Type the name")
    typed(service.day.line, "x" * 60, qtbot)
    assert "✕ It is too long: 50 letters at most." in said(settings)
    assert service.day.line.text() == "x" * 60
    assert service.day.line.accessibleName() == "What a day is called"
    assert service.day.line.accessibleDescription() == "Error: It is too long: 50 letters at most."
    service.booked.setValue(80)  # another change leaves both as they were typed
    assert (service.name.text(), service.day.line.text()) == ("", "x" * 60)
    assert (details(window).name, details(window).day_word) == ("MSK service", "community appointment day")
    typed(service.name, "Oakfield", qtbot)
    assert "✕ Type the name of the service: it stands on every sheet." not in said(settings)


def test_words_are_chosen_or_typed_and_every_page_says_them(window, settings, qtbot):
    service = settings.service
    service.pifu.setCurrentText("PIR")
    service.pifu.activated.emit(1)
    service.number.choose(NumberKind.CHI.value)
    service.number.chosen.emit(service.number.choice())
    typed(service.day.line, "hip & knee day", qtbot)
    found = details(window)
    assert (found.pifu_word, found.number, found.day_word) == ("PIR", NumberKind.CHI, "hip & knee day")
    qtbot.wait(1)
    assert window.page is settings  # where she is typing stays
    window.show_page("waiting_list")
    model = window.page.people.model
    headings = [model.headerData(n, Qt.Orientation.Horizontal) for n in range(model.columnCount())]
    assert "CHI number" in headings
    assert "NHS number" not in headings
    for _ in range(3):
        window.workspace.undo()
    qtbot.waitUntil(lambda: "NHS number" in _headings(window))
    assert details(window).words.number is NumberKind.NHS


def _headings(window):
    model = window.page.people.model
    return [model.headerData(n, Qt.Orientation.Horizontal) for n in range(model.columnCount())]


def test_pages_made_anew_keep_what_is_half_typed_and_go_on_working(window, settings, qtbot):
    for key in ("history", "after", "outcomes", "plan", "board", "day", "print", "waiting_list", "desk"):
        window.show_page(key)
    qtbot.keyClicks(window.page.counter.field, "Test")
    was = window.page
    window.show_page("settings")
    typed(settings.service.pifu.line, "PIR", qtbot)
    qtbot.wait(20)
    assert window.page is settings
    window.show_page("desk")
    assert window.page is not was
    assert window.page.counter.field.text() == "Test"
    window.workspace.do(Edit("Another", (Change(None, people(7)[-1]),)))  # none of the old pages hears of it
    qtbot.wait(20)
    window.show_page("settings")
    assert window.page is settings


def test_an_import_that_has_begun_is_not_lost_for_a_word(window, settings, tmp_path, qtbot):
    file = tmp_path / "list.csv"
    file.write_text("Surname,Forename,NHS No\nTestwell,Asha,\n", encoding="utf-8")
    window.show_page("waiting_list")
    was = window.page
    was.accept_file(file)
    qtbot.waitUntil(lambda: not was.importing.busy, timeout=30_000)
    window.show_page("settings")
    typed(settings.service.pifu.line, "PIR", qtbot)
    qtbot.wait(20)
    window.show_page("waiting_list")
    assert window.page is was
    was.importing.cancel.click()
    window.workspace.do(Edit("Another", (Change(None, people(7)[-1]),)))
    qtbot.waitUntil(lambda: window.page is not was)


def test_how_many_come_and_how_long_days_are_kept(window, settings):
    service = settings.service
    service.booked.setValue(70)
    service.invited.setValue(30)
    service.keep.setValue(12)
    found = details(window)
    assert (found.booked_come, found.invited_come, found.keep_months) == (70, 30, 12)
    assert window.workspace.undo_words == "Keep closed days for 12 months"
    window.show_page("history")
    window.page.show_part("keeping")
    assert window.page.keeping.months.text() == "A closed day is kept for 12 months."
    window.page.keeping.change.click()
    assert window.page is settings


def test_who_may_not_change_the_service_sees_it_and_the_reason(asked, qtbot):  # noqa: F811
    sign_in(asked, DINA, "1470")
    asked.show_page("settings")
    service = asked.page.service
    assert any("ask a coordinator" in words for words in said(service))
    assert all(line.isReadOnly() for line in (service.name, service.phone, service.day.line, service.pifu.line))
    assert not any(box.isEnabled() for box in (service.number, service.booked, service.invited, service.keep))
    before = asked.workspace.store.details()
    service.name.editingFinished.emit()
    assert asked.workspace.store.details() == before
    assert asked.page.computer.theme.isEnabled()


def test_with_no_file_open_there_is_only_this_computer(window, qtbot):
    keys = menu_line(window, "&Settings…")
    assert keys.shortcut().toString() == "Ctrl+,"
    keys.trigger()
    page = window._stack.page.findChild(SettingsPage)
    assert page.service is None
    keys.trigger()  # no second one before the first
    assert page.computer.file.isHidden()
    page.left.emit()
    assert window.page is window.doors.welcome


def test_they_are_found_by_name(window, settings, qtbot):
    window.show_page("day")
    palette = Palette(window, window)
    qtbot.addWidget(palette)
    palette.field.setText("settings")
    assert palette.model.rows[0].kind == "Page"
    assert palette.model.rows[0].keys == "Ctrl+,"
    palette._on_entered()
    qtbot.waitUntil(lambda: window.page is settings)


def test_the_look_and_the_lock_are_the_same_in_the_menus(window, settings, qapp):
    computer = settings.computer
    try:
        computer.theme.chosen.emit("dark")
        computer.text_size.chosen.emit("125")
        computer.lock.chosen.emit("5")
        ticked = {one.text() for one in window.findChildren(QAction) if one.isChecked()}
        assert {"&Dark", "125 %", "5 minutes"} <= ticked
        menu_line(window, "15 minutes").trigger()
        menu_line(window, "&Light").trigger()
        assert (computer.lock.choice(), computer.theme.choice()) == ("15", "light")
        assert window.tastes.lock_after == 15
    finally:
        apply_theme(qapp, Theme.LIGHT)


def test_a_time_to_lock_that_is_not_offered_is_shown_all_the_same(qtbot, clock):
    made = MainWindow(Around(clock, lambda: "id", "me"), Settings(lock_after=7))
    qtbot.addWidget(made)
    menu_line(made, "&Settings…").trigger()
    assert made._stack.page.findChild(SettingsPage).computer.lock.currentText() == "7 minutes"


def test_folders_are_chosen_once_and_hold_everywhere(window, tmp_path, qtbot, monkeypatch):
    assert window.open_with(new_file(tmp_path / "days.cad"), KEY)
    window.show_page("settings")
    computer = window.page.computer
    stick, saved = tmp_path / "stick", tmp_path / "saved"
    for folder in (stick, saved):
        folder.mkdir()
    asked_for = [str(stick), str(saved), ""]
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: asked_for.pop(0))
    for line in (computer.second, computer.save, computer.save):
        line.choose.click()
    assert (window.tastes.second_folder, window.tastes.save_folder) == (stick, saved)
    assert documents() == saved
    assert copying_of(window.workspace).ask_second(window) == stick  # without asking
    assert computer.second.says.text().replace("\u200b", "") == str(stick)
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(Path(url.toLocalFile())))
    for line in (computer.second, computer.file):
        line.open.click()
    assert opened == [stick, tmp_path]
    stick.rmdir()
    asked_for[:] = [str(saved)]
    assert copying_of(window.workspace).ask_second(window) == saved  # the stick is not there: it is asked for
    assert window.tastes.second_folder == saved
    saved.rmdir()
    assert documents() != saved
    asked_for[:] = [""]
    assert copying_of(window.workspace).ask_second(window) is None


def test_every_control_has_a_name(settings):
    for kind in (QLineEdit, QComboBox, QSpinBox, QAbstractButton):
        for part in settings.findChildren(kind):
            inner = part.objectName().startswith("qt_") or isinstance(part.parent(), QComboBox | QSpinBox)
            assert inner or part.accessibleName() or part.text(), part


def test_what_is_typed_and_not_left_is_saved_when_the_file_closes(window, settings, store):
    settings.service.name.setText("Oakfield")
    settings.service.name.setModified(True)
    window.leave_store()
    assert store.details().name == "Oakfield"


def test_a_name_made_of_markup_is_text_on_every_screen_and_sheet(window, settings, qtbot):
    typed(settings.service.name, NASTY, qtbot)
    typed(settings.service.pifu.line, NASTY, qtbot)
    qtbot.wait(1)
    assert details(window).name == NASTY
    assert any(NASTY in words for words in (label.text() for label in window.findChildren(QLabel)))
    assert not any(label.textFormat() is not Qt.TextFormat.PlainText for label in settings.findChildren(QLabel))
    store, plan = window.workspace.store, window.workspace.store.plan(window.workspace.day_id)
    pdf = outcome_form.pdf(plan, Paper(store.details(), NOW, 1))
    assert NASTY in PdfReader(BytesIO(pdf)).pages[0].extract_text()
    for key in ("outcomes", "after", "history", "desk"):
        window.show_page(key)
    window.show_page("outcomes")
    window.page.choose("a1")
    ticks = [tick.text() for tick in window.page.panel.form.ticks.values()]
    assert NASTY.replace("&", "&&") in [words.replace("&P", "P") for words in ticks]


def test_an_ampersand_in_the_words_is_one_on_the_screen(qtbot, store):
    row = WaitingRow(Referral("r1", patient(1).id), patient(1), None)
    form = PatientForm(row, NOW.date(), lambda _: None, NumberKind.HEALTH_AND_CARE)
    qtbot.addWidget(form)
    field = form.fields["nhs_number"]
    (label,) = [each for each in form.findChildren(QLabel) if each.buddy() is field]
    assert (label.text(), field.accessibleName()) == ("H&&C &number", "H&C number")
    assert lettered("R&D", "x") == "R&&D"
    assert unlettered(plain_action("R&D")) == "R&D"
