"""The doors: the unlock page, the keys of a new file, changing them, a file of before, and the bell."""

import subprocess
import sys
from datetime import date
from functools import partial
from itertools import count
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QPushButton

from cadplanner.printing.recovery_sheet import pdf
from cadplanner.settings import Settings
from cadplanner.store.key_file import keys_path
from cadplanner.store.recovery_key import words_of
from cadplanner.store.unlocking import DEMO_PASSPHRASE, by_passphrase, by_recovery_key, make_demo, unlock
from cadplanner.ui.main_window import Around, MainWindow
from cadplanner.ui.main_window.doorbell import ring
from cadplanner.ui.tasks import Task
from tests.keys import KEY, PASSPHRASE, RECOVERY_KEY, new_file

ROOT = Path(__file__).resolve().parents[2]
OTHER = "four other long words"
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def start(qtbot, clock):
    """Starts the window once more."""

    def make():
        ids = count(1)
        made = MainWindow(Around(clock, lambda: f"id-{next(ids)}", "tester"), Settings())
        qtbot.addWidget(made)
        made.show()
        qtbot.waitExposed(made)
        return made

    return make


@pytest.fixture
def window(start):
    return start()


@pytest.fixture
def path(tmp_path):
    return new_file(tmp_path / "service.cad")


def tries(qtbot, page, typed):
    qtbot.waitUntil(page._open.isEnabled, timeout=60_000)
    page._secret.setText(typed)
    QTest.mouseClick(page._open, LEFT)


def said(page):
    return page._form._notes[page._secret][0].text()


def test_t02_a_wrong_passphrase_says_so_and_from_the_fourth_on_the_next_waits(qtbot, window, path):
    """T02: no detail, no harm done, a growing delay."""
    window.open_file(path)
    page = window.page
    for _ in range(3):
        tries(qtbot, page, "not the passphrase")
        qtbot.waitUntil(lambda: "not the passphrase of this file" in said(page), timeout=20_000)
        assert "seconds" not in said(page)
    tries(qtbot, page, "not the passphrase")
    qtbot.waitUntil(lambda: "You can try again in 2 seconds" in said(page), timeout=20_000)
    page._back.click()
    window.open_file(path)
    assert page._open.text() == "Wait…", "going back makes no guess sooner"
    assert not page._open.isEnabled()
    tries(qtbot, page, PASSPHRASE)
    qtbot.waitUntil(lambda: window.workspace is not None, timeout=20_000)
    assert page._secret.text() == ""


def test_an_empty_passphrase_costs_no_try(qtbot, window, path):
    window.open_file(path)
    assert window.focusWidget() is window.page._secret, "she types at once"
    window.page._open.click()
    assert "Type the passphrase" in said(window.page)
    window.page._recovery.setChecked(True)
    window.page._open.click()
    assert "Type the recovery key" in said(window.page)


def test_forgotten_it_opens_with_the_recovery_key(qtbot, window, path):
    window.open_file(path)
    page = window.page
    assert page._secret.echoMode() is QLineEdit.EchoMode.Password
    QTest.mouseClick(page._recovery, LEFT, pos=page._recovery.rect().center())
    page._recovery.setChecked(True)
    assert page._secret.echoMode() is QLineEdit.EchoMode.Normal
    tries(qtbot, page, words_of(RECOVERY_KEY)[:-1])
    qtbot.waitUntil(lambda: "mistyped" in said(page), timeout=20_000)
    tries(qtbot, page, words_of(RECOVERY_KEY).lower())
    qtbot.waitUntil(lambda: window.workspace is not None, timeout=20_000)


def test_a_demo_says_its_passphrase_and_has_it_typed_already(qtbot, window, tmp_path):
    make_demo(tmp_path / "Demo.cad")
    window.open_file(tmp_path / "Demo.cad")
    assert DEMO_PASSPHRASE in window.page._why.text()
    window.page._open.click()
    qtbot.waitUntil(lambda: window.workspace is not None, timeout=20_000)


def test_going_back_while_it_opens_opens_nothing(qtbot, window, path):
    window.open_file(path)
    page = window.page
    tries(qtbot, page, PASSPHRASE)
    assert page._open.text() == "Opening…"
    (trying,) = page.findChildren(Task)
    assert trying.running
    page._back.click()
    assert not trying.running
    assert window.page.title == "Welcome"
    window.open_file(path)
    assert page._open.isEnabled()
    assert window.workspace is None


def test_a_second_process_that_dies_is_said_beside_the_passphrase(qtbot, window, path):
    window.open_file(path)
    page = window.page
    tries(qtbot, page, PASSPHRASE)
    page.findChildren(Task)[0]._process.kill()
    qtbot.waitUntil(lambda: "Nothing was lost" in said(page), timeout=20_000)
    tries(qtbot, page, PASSPHRASE)
    qtbot.waitUntil(lambda: window.workspace is not None, timeout=20_000)


def test_going_back_leaves_nothing_typed(qtbot, window, path):
    window.open_file(path)
    page = window.page
    page._secret.setText(PASSPHRASE)
    page._back.click()
    assert window.page.title == "Welcome"
    assert page._secret.text() == ""


def test_a_key_file_that_goes_meanwhile_is_said_in_the_bar(qtbot, window, path):
    window.open_file(path)
    keys_path(path).unlink()
    tries(qtbot, window.page, PASSPHRASE)
    qtbot.waitUntil(lambda: "key file of “service.cad” is missing" in window.messages.text)


def protect(page, *, typed=OTHER, back=None):
    """Goes through the two steps; `back` is what is typed back in place of the right key."""
    first, second = page._first, page._second
    first._first.setText(typed)
    first._again.setText(typed)
    QTest.mouseClick(first._next, LEFT)
    key = page._chosen.recovery_key
    second._typed.setText(back if back is not None else words_of(key))
    QTest.mouseClick(second._done, LEFT)
    return key


def test_a_new_file_needs_a_good_passphrase_twice_and_its_recovery_key_typed_back(qtbot, window, tmp_path):
    target = tmp_path / "new.cad"
    assert window.doors.new_file(target)
    page = window.page
    assert "nobody can open it then" in page._first._beforehand.text()
    for first, again, says in (("short", "short", "Too short"), (OTHER, "four other", "not what you typed")):
        page._first._first.setText(first)
        page._first._again.setText(again)
        page._first._next.click()
        notes = " ".join(note.text() for note, _ in page._first._form._notes.values())
        assert says in notes
    protect(page, back="0000")
    assert "Group 1 of 14 is not" in page._second._form._notes[page._second._typed][0].text()
    assert not target.exists()
    page._second._back.click()
    assert page.currentWidget() is page._first
    key = protect(page)
    qtbot.waitUntil(lambda: window.workspace is not None, timeout=30_000)
    window.close_file()
    assert unlock(target, by_passphrase(OTHER)) == unlock(target, by_recovery_key(words_of(key)))
    assert page._chosen.passphrase == ""
    assert page._second._shown.text() == ""


def test_a_sheet_that_cannot_be_written_is_said(window, tmp_path):
    window.doors.new_file(tmp_path / "new.cad")
    window.page._write(tmp_path / "not there" / "sheet.pdf")
    assert "was not written" in window.messages.text


def test_the_recovery_sheet_says_what_it_opens_and_fits_one_page():
    import io

    from pypdf import PdfReader

    sheet = PdfReader(io.BytesIO(pdf("MSK service.cad", words_of(RECOVERY_KEY), date(2027, 6, 1))))
    (page,) = sheet.pages
    text = " ".join(page.extract_text().split())
    told = ("MSK service.cad", "01-Jun-2027", "sealed envelope", "nobody can open the file")
    for words in (*told, *words_of(RECOVERY_KEY).split()):
        assert words in text
    assert sheet.metadata.title == "Recovery key"


def test_a_file_of_before_is_protected_in_the_window(qtbot, window, tmp_path):
    import shutil

    old = Path(shutil.copy(ROOT / "tests" / "files" / "v1.cad", tmp_path / "v1.cad"))
    assert window.open_file(old)
    assert "whoever has it can read it" in window.page._first._why.text()
    protect(window.page)
    qtbot.waitUntil(lambda: window.workspace is not None, timeout=30_000)
    assert "“v1 not protected.cad”" in window.messages.text
    assert len(window.workspace.store.patients()) == 2


def test_a_file_that_cannot_be_made_in_the_end_is_said(qtbot, window, tmp_path, monkeypatch):
    folder = tmp_path / "goes"
    folder.mkdir()
    window.doors.new_file(folder / "new.cad")
    folder.rmdir()
    protect(window.page)
    qtbot.waitUntil(lambda: "Nothing can be written" in window.messages.text, timeout=30_000)
    assert window.page.currentWidget() is window.page._second
    assert window.workspace is None


def answers(qtbot, window, fills):
    """What the next dialog is given: fills(dialog) once it is there."""
    from PySide6.QtCore import QTimer

    def look():
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog):
            fills(dialog)
        else:
            QTimer.singleShot(20, look)

    QTimer.singleShot(0, look)


def field(dialog, name):
    return next(each for each in dialog.findChildren(QLineEdit) if each.accessibleName().startswith(name))


def waits(qtbot, dialog):
    """Until the keys are made, or what was typed has been tried."""
    qtbot.waitUntil(lambda: dialog._task is None, timeout=30_000)


def press(dialog, words):
    button = next(
        b for b in dialog.findChildren(QPushButton) if b.isVisible() and b.text().replace("&", "").startswith(words)
    )
    QTest.mouseClick(button, LEFT)


def test_the_passphrase_is_changed_by_whoever_knows_it(qtbot, window, path):
    window.open_with(path, KEY)

    def fills(dialog):
        field(dialog, "New").setText(OTHER)
        field(dialog, "Type it again").setText(OTHER)
        field(dialog, "Passphrase").setText("somebody passing by")
        press(dialog, "OK")
        assert not field(dialog, "New").isEnabled()
        waits(qtbot, dialog)
        assert dialog.isVisible()
        assert "not the passphrase" in " ".join(label.text() for label in dialog.findChildren(QLabel))
        field(dialog, "Type it again").setText("something else")
        press(dialog, "OK")
        field(dialog, "New").setText("short")
        press(dialog, "OK")
        field(dialog, "New").setText(OTHER)
        field(dialog, "Type it again").setText(OTHER)
        field(dialog, "Passphrase").setText(PASSPHRASE)
        press(dialog, "OK")

    answers(qtbot, window, fills)
    window._menus.keys_wanted.emit("passphrase")
    assert "passphrase is changed" in window.messages.text
    window.close_file()
    assert unlock(path, by_passphrase(OTHER)) == KEY


def test_a_new_recovery_key_is_typed_back_first(qtbot, window, path):
    from cadplanner.ui.pages.protect.page import ProtectPage

    window.open_with(path, KEY)
    new = []

    def fills(dialog):
        field(dialog, "Passphrase").setText("somebody passing by")
        press(dialog, "OK")
        waits(qtbot, dialog)
        field(dialog, "Passphrase").setText(PASSPHRASE)
        press(dialog, "OK")
        waits(qtbot, dialog)
        page = dialog.findChild(ProtectPage)
        new.append(page._chosen.recovery_key)
        page._second._typed.setText(words_of(new[0]))
        page._second._done.click()

    answers(qtbot, window, fills)
    window._menus.keys_wanted.emit("recovery")
    assert "new recovery key holds" in window.messages.text
    assert unlock(path, by_recovery_key(words_of(new[0]))) == KEY


def test_encrypted_anew_the_file_goes_on_and_opens_with_the_new_keys_alone(qtbot, window, path):
    from cadplanner.ui.pages.protect.page import ProtectPage

    window.open_with(path, KEY)
    answers(qtbot, window, lambda dialog: protect(dialog.findChild(ProtectPage)))
    window._menus.keys_wanted.emit("anew")
    assert "encrypted anew" in window.messages.text
    assert window.doors.key not in (KEY, None)
    assert window.workspace.store.patients() == ()
    window.close_file()
    assert unlock(path, by_passphrase(OTHER)) != KEY


def files(path):
    """All that lies in the folder, to the byte."""
    return {each.name: each.read_bytes() for each in path.parent.iterdir() if each.is_file()}


def test_a_new_file_is_left_while_its_keys_are_made_and_nothing_was_written(qtbot, window, tmp_path):
    window.doors.new_file(tmp_path / "new.cad")
    page = window.page
    protect(page)
    assert page.currentWidget() is page._working
    assert "Making the keys" in page._working._line._says.text()
    qtbot.waitUntil(lambda: page._working._task.process_id > 0)
    page._working._line.cancel.click()
    assert page._working._task is None
    assert page.currentWidget() is page._second
    assert list(tmp_path.iterdir()) == []
    QTest.mouseClick(page._second._done, LEFT)
    qtbot.waitUntil(lambda: window.workspace is not None, timeout=30_000)


def test_a_file_that_is_opened_meanwhile_ends_the_making_of_another(qtbot, window, path, tmp_path):
    window.doors.new_file(tmp_path / "new.cad")
    page = window.page
    protect(page)
    window.open_with(path, KEY)
    assert page._working._task is None
    assert not (tmp_path / "new.cad").exists()


def test_the_passphrase_is_as_before_where_the_change_is_left_in_the_middle(qtbot, window, path):
    window.open_with(path, KEY)
    before = files(path)

    def fills(dialog):
        for name, typed in (("New", OTHER), ("Type it again", OTHER), ("Passphrase", PASSPHRASE)):
            field(dialog, name).setText(typed)
        press(dialog, "OK")
        assert dialog._line.isVisible()
        dialog._line.cancel.click()
        assert not dialog._line.isVisible()
        assert field(dialog, "New").text() == OTHER
        press(dialog, "Cancel")

    answers(qtbot, window, fills)
    window._menus.keys_wanted.emit("passphrase")
    assert window.messages.text == ""
    assert files(path) == before


def test_encrypting_anew_is_left_in_the_middle_and_the_keys_are_as_before(qtbot, window, path):
    from cadplanner.ui.pages.protect.page import ProtectPage

    window.open_with(path, KEY)
    before = files(path)

    def fills(dialog):
        page = dialog.findChild(ProtectPage)
        protect(page)
        page._working._line.cancel.click()
        assert page.currentWidget() is page._second
        dialog.reject()

    answers(qtbot, window, fills)
    window._menus.keys_wanted.emit("anew")
    assert window.doors.key == KEY
    assert files(path) == before


def test_no_secret_is_left_in_a_task_that_was_handed_over(qtbot):
    task = Task(partial(str, OTHER))
    with qtbot.waitSignal(task.answered, timeout=30_000):
        task.start()
    assert OTHER not in repr(task._function)


@pytest.mark.parametrize("what", ["passphrase", "recovery", "anew"])
def test_changing_ones_mind_changes_nothing(qtbot, window, path, what):
    from cadplanner.ui.pages.protect.page import ProtectPage

    window.open_with(path, KEY)
    content = keys_path(path).read_bytes()

    def fills(dialog):
        page = dialog.findChild(ProtectPage)
        page.left.emit() if page is not None else press(dialog, "Cancel")

    answers(qtbot, window, fills)
    window._menus.keys_wanted.emit(what)
    assert window.messages.text == ""
    assert keys_path(path).read_bytes() == content


@pytest.mark.qt_log_ignore("does not support raise", "propagateSizeHints", extend=True)
def test_t26_a_second_window_raises_the_first(qtbot, start, path):
    """T26: the second start is told, the first comes forward; a bell left by a crash hinders nobody."""
    first, second = start(), start()
    first.open_with(path, KEY)
    with qtbot.waitSignal(first.locking.bell.rung):
        assert not second.open_file(path)
    assert "is open in another window" in second.messages.text
    first.close_file()
    assert not ring(path)
    assert second.open_file(path)


@pytest.mark.qt_log_ignore("does not support raise", "propagateSizeHints", extend=True)
def test_t26_a_second_start_rings_and_ends(qtbot, window, path, own_home):
    """T26: the real program, started with a file that is open."""
    window.open_with(path, KEY)
    with subprocess.Popen([sys.executable, "-m", "cadplanner", str(path)], cwd=ROOT) as program:
        with qtbot.waitSignal(window.locking.bell.rung, timeout=60_000):
            pass
        assert program.wait(timeout=30) == 0


def test_t66_a_process_leaves_no_core_file_and_shows_its_memory_to_nobody():
    """T66: what is asked of the system is asked, in a process of its own."""
    code = (
        "import ctypes, resource; from cadplanner.hardening import harden; harden(); "
        "print(resource.getrlimit(resource.RLIMIT_CORE), ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))"
    )
    told = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "(0, 0) 0"
