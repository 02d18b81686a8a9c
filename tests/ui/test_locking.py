"""Locking: by key, when nobody is there, by the system; what was typed is kept sealed, and she comes back to it."""

import os
import subprocess
import sys
import time
from datetime import date
from itertools import count
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from cadplanner.core.model.edit import Change, Edit, edit_between
from cadplanner.core.setup.presets import preset
from cadplanner.settings import Settings
from cadplanner.store.store import Store
from cadplanner.ui.main_window import Around, MainWindow
from cadplanner.ui.main_window.resume import Draft, Resume, is_kept, keep, take
from tests.builders import patient
from tests.conftest import NOW
from tests.keys import KEY, PASSPHRASE, new_file
from tests.store.people import import_of, waiting_people

ROOT = Path(__file__).resolve().parents[2]
TYPED = "Quillfeather"
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(qtbot, clock):
    ids = count(1)
    made = MainWindow(Around(clock, lambda: f"id-{next(ids)}", "tester"), Settings())
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def path(tmp_path):
    path = new_file(tmp_path / "service.cad")
    days = [preset("small", on=date(2027, 6, n), new_id=iter_ids(n)).setting() for n in (12, 19)]
    with Store.open(path, KEY) as store:
        everything = {thing.id: thing for day in days for thing in day}
        store.apply(edit_between("Set up", (), tuple(everything.values())), who="tester", at=NOW)
        store.apply(import_of(waiting_people(5)), who="tester", at=NOW)
    return path


def iter_ids(n):
    ids = count(1)
    return lambda: f"{n}-{next(ids)}"


def unlocks(window, qtbot):
    assert window.page.title == "Unlock"
    window.page._secret.setText(PASSPHRASE)
    window.page._open.click()
    qtbot.waitUntil(lambda: window.workspace is not None, timeout=20_000)


def test_locked_by_key_she_comes_back_to_page_day_and_what_she_had_begun_to_type(qtbot, window, path, own_home):
    """T64: nobody there, system lock, lid."""
    # given: on the waiting list with the second day chosen, and words in the search
    window.open_with(path, KEY)
    second = window.workspace.store.days()[0].id
    window.workspace.choose_day(second)
    window.show_page("day")
    window.show_page("waiting_list")
    search = next(f for f in window.page.findChildren(QLineEdit) if f.accessibleName().startswith("Search"))
    QTest.keyClicks(search, TYPED)

    # when: she locks
    with qtbot.waitSignal(window.locking.locked) as told:
        QTest.keyClick(window, Qt.Key.Key_L, CONTROL)

    # then: the file is closed, nothing of it is on the screen, and what she typed is on the disk but not to be read
    assert told.args == [path]
    assert window.workspace is None
    assert window.doors.key is None
    assert not path.with_name(f"{path.name}.lock").exists()
    assert "It was locked" in window.page._why.text()
    (kept,) = (own_home / "locked").iterdir()
    assert TYPED.encode() not in kept.read_bytes()
    assert PASSPHRASE not in str(window.page.__dict__)

    # and: once she has typed her passphrase she is where she was
    unlocks(window, qtbot)
    assert window.page.title == "Waiting list"
    assert window.workspace.day_id == second
    search = next(f for f in window.page.findChildren(QLineEdit) if f.accessibleName().startswith("Search"))
    assert search.text() == TYPED
    assert not kept.exists()


def test_what_could_be_undone_before_locking_can_be_undone_after_it(qtbot, window, path):
    window.open_with(path, KEY)
    work = window.workspace
    work.do(Edit("Add two", (Change(None, patient(90)), Change(None, patient(91)))))
    work.do(Edit("Take one away", (Change(patient(91), None),)))
    QTest.keyClick(window, Qt.Key.Key_Z, CONTROL)
    window.locking.lock()
    unlocks(window, qtbot)
    assert window.workspace.undo_words == "Add two"
    QTest.keyClick(window, Qt.Key.Key_Y, CONTROL)
    assert patient(91) not in window.workspace.store.patients()
    for _ in range(2):
        QTest.keyClick(window, Qt.Key.Key_Z, CONTROL)
    assert len(window.workspace.store.patients()) == 5
    assert window.workspace.undo_words == ""


def test_words_whose_field_is_gone_are_told_not_lost(qtbot, window, path, own_home):
    keep(own_home / "locked", KEY, Resume("plan", "no such day", (Draft("plan", "Note about her", 0, "likes tea"),)))
    window.open_with(path, KEY)
    assert window.page.title == "Plan"
    assert "Note about her: likes tea" in window.messages.text


def test_what_was_sealed_opens_with_its_own_key_alone(tmp_path):
    from dataclasses import replace

    keep(tmp_path, KEY, Resume("plan", "day"))
    (sealed,) = tmp_path.iterdir()
    other = replace(KEY, secret=bytes(32))
    assert is_kept(tmp_path, KEY.store_id)
    content = sealed.read_bytes()
    assert take(tmp_path, other) is None
    sealed.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    assert take(tmp_path, KEY) is None
    sealed.write_bytes(content)
    assert take(tmp_path, KEY) == Resume("plan", "day")
    assert take(tmp_path, KEY) is None


def test_t64_nobody_there_is_warned_a_minute_before_and_then_it_locks(qtbot, window, path):
    now = [1000.0]
    idle = window.locking.idle
    idle._seconds = lambda: now[0]
    window.open_with(path, KEY)
    notice = window.locking.notice

    def later(seconds):
        """So much later, a look a second."""
        for _ in range(seconds):
            now[0] += 1
            idle.look()

    later(9 * 60 - 1)
    assert not notice.isVisible()
    later(1)
    assert notice.isVisible()
    assert "locks in 60 seconds" in notice._words.text()
    QTest.mouseClick(notice._stay, Qt.MouseButton.LeftButton)
    assert not notice.isVisible()
    later(9 * 60 + 30)
    assert "locks in 30 seconds" in notice._words.text()
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Shift)  # any key is a sign of somebody
    assert not notice.isVisible()
    later(10 * 60 - 1)
    assert window.workspace is not None
    later(1)
    assert window.workspace is None
    assert window.page.title == "Unlock"


def test_a_computer_that_has_slept_wakes_up_locked(qtbot, window, path):
    """T64: nobody there, system lock, lid."""
    now = [1000.0]
    window.locking.idle._seconds = lambda: now[0]
    window.open_with(path, KEY)
    now[0] += 61
    window.locking.idle.look()
    assert window.workspace is None


def test_the_time_is_chosen_in_the_menu_and_remembered(qtbot, window, path):
    window.open_with(path, KEY)
    with qtbot.waitSignal(window.tastes.changed) as told:
        window._menus.lock_after_wanted.emit(5)
    assert told.args[0].lock_after == 5
    assert window.locking.idle._limit == 300
    with pytest.raises(ValueError, match="lock after"):
        Settings(lock_after=16)


def test_a_locked_screen_locks_the_file_and_does_nothing_without_one(qtbot, window, path):
    """T64: nobody there, system lock, lid."""
    window.locking.system.on_locked()
    window.locking.system.on_began(False)
    window.open_with(path, KEY)
    window.locking.system.on_began(False)
    assert window.workspace is not None
    window.locking.system.on_began(True)
    assert window.workspace is None


def test_nothing_is_locked_where_no_file_is_open(window):
    window.locking.lock()
    assert window.page.title == "Welcome"


def test_the_watch_rests_with_the_file_closed(qtbot, window, path):
    window.open_with(path, KEY)
    window.close_file()
    assert not window.locking.idle._timer.isActive()


PLANTED = "Zibberquoth"
READ_MEMORY = """
import sys
found = 0
with open(f'/proc/{sys.argv[1]}/maps') as maps, open(f'/proc/{sys.argv[1]}/mem', 'rb', 0) as memory:
    for line in maps:
        where, may = line.split()[:2]
        if 'r' not in may or 'vvar' in line or 'vsyscall' in line:
            continue
        start, end = (int(each, 16) for each in where.split('-'))
        try:
            memory.seek(start)
            content = memory.read(end - start)
        except (OSError, ValueError, OverflowError):
            continue
        found += content.count(sys.argv[2].encode()) + content.count(sys.argv[2].encode('utf-16-le'))
print(found)
"""


def in_memory_of(process_id):
    """How often the planted name is in the memory of a process, as another program sees it."""
    command = [sys.executable, "-c", READ_MEMORY, str(process_id), PLANTED]
    return int(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


@pytest.mark.skipif(not os.access("/proc/1/mem", os.R_OK), reason="only root may look into another process here")
def test_t12_after_locking_no_name_is_left_in_memory_and_the_program_asks_again(tmp_path):
    """T12: names stay in a process's memory until it ends, so locking starts the program anew."""
    path = new_file(tmp_path / "service.cad")
    with Store.open(path, KEY) as store:
        edit = Edit("Planted", tuple(Change(None, p) for p in [patient(n, PLANTED, f"A{n}") for n in range(1, 30)]))
        store.apply(edit, who="tester", at=NOW)
    environment = {**os.environ, "CADPLANNER_HOME": str(tmp_path / "home"), "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "tests.ui.opens_and_locks", str(path), PASSPHRASE]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdin=pipe, stdout=pipe, text=True) as process:
        try:
            assert process.stdout.readline() == "open\n"
            assert in_memory_of(process.pid) > 0, "the scan would find it"
            process.stdin.write("lock\n")
            process.stdin.flush()
            log = tmp_path / "home" / "log.txt"
            until = time.monotonic() + 60
            while log.read_text().count("started") < 2 and time.monotonic() < until:
                time.sleep(0.1)
            time.sleep(1)
            assert process.poll() is None
            assert in_memory_of(process.pid) == 0
            assert not path.with_name(f"{path.name}.lock").exists()
        finally:
            process.kill()
