"""Starting and failing: the log, the box of last resort, and what the command opens."""

import gc
import logging
import os
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMessageLogContext, QTimer, QtMsgType
from PySide6.QtWidgets import QApplication, QMessageBox

from cadplanner import app
from cadplanner.__main__ import main
from cadplanner.core.model.edit import Change, Edit
from cadplanner.errors import CannotWrite
from cadplanner.settings import Settings, read_settings
from cadplanner.store import audit
from tests.builders import patient
from tests.conftest import NOW


@pytest.fixture
def log(tmp_path):
    app.start_log(tmp_path)
    yield tmp_path / "log.txt"
    for handler in list(app.LOG.handlers):
        app.LOG.removeHandler(handler)
        handler.close()
    app.LOG.setLevel(logging.NOTSET)


@pytest.fixture
def boxes(qapp):
    """Closes each box as it comes up, and keeps what it said."""
    said = []

    def close():
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox):
            said.append(f"{box.text()} {box.informativeText()}")
            box.accept()

    timer = QTimer(qapp)
    timer.timeout.connect(close)
    timer.start(20)
    yield said
    timer.stop()
    timer.deleteLater()


def caught(resort, error):
    try:
        raise error
    except type(error) as raised:
        resort.caught(type(raised), raised, raised.__traceback__)


def test_a_fault_goes_to_the_log_without_its_text_and_once_to_a_box(qtbot, qapp, log, boxes):
    """T65: a fault with a person at hand."""
    resort = app.LastResort(qapp)
    for _ in range(3):
        caught(resort, ValueError("SMITH, Jane 999 123 4567"))
    qtbot.waitUntil(lambda: bool(boxes))
    qtbot.wait(50)
    assert len(boxes) == 1
    assert "What you had confirmed before is saved" in boxes[0]
    text = log.read_text()
    assert text.count("ValueError at test_app.py:") == 3
    assert "SMITH" not in text + boxes[0]


def test_what_the_world_refuses_is_said_in_its_own_words(qtbot, qapp, log, boxes):
    caught(app.LastResort(qapp), CannotWrite("The disk is full.", "Make room."))
    qtbot.waitUntil(lambda: bool(boxes))
    assert boxes == ["The disk is full. Make room."]


def test_garbage_is_collected_between_events_only(qtbot, qapp, monkeypatch):
    monkeypatch.setattr(app, "TIDY_EVERY", 10)
    old = set(qapp.findChildren(QTimer))
    try:
        app.collect_between_events(qapp)
        assert not gc.isenabled()
        for _ in range(3000):
            knot = []
            knot.append(knot)
        assert gc.get_count()[0] > 1000
        qtbot.waitUntil(lambda: gc.get_count()[0] < 1000)
    finally:
        gc.enable()
        for timer in set(qapp.findChildren(QTimer)) - old:
            timer.stop()
            timer.deleteLater()


def test_qt_complaints_go_to_the_log(log):
    app.heard_from_qt(QtMsgType.QtCriticalMsg, QMessageLogContext(), "no such screen")
    assert "ERROR cadplanner Qt: no such screen" in log.read_text()


def test_a_log_that_cannot_be_written_stops_nobody(tmp_path):
    (tmp_path / "file").write_text("")
    app.start_log(tmp_path / "file" / "folder")


def test_settings_are_kept(own_home):
    app._keep_settings(Settings(text_size=125))
    assert read_settings(own_home / app.SETTINGS).text_size == 125


def test_settings_that_cannot_be_kept_are_logged(own_home, log):
    own_home.parent.mkdir(exist_ok=True)
    own_home.write_text("in the way")
    app._keep_settings(Settings())
    assert "settings not kept" in log.read_text()


def test_a_verb_goes_to_the_command_line(capsys):
    with pytest.raises(SystemExit) as left:
        main(["--version"])
    assert left.value.code == 0
    assert "CAD Planner" in capsys.readouterr().out


def test_the_window_opens_by_itself_in_good_time(tmp_path):
    """The real command, with its own event loop, ended from outside."""
    environment = {**os.environ, "CADPLANNER_HOME": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"}
    root = Path(__file__).resolve().parents[2]
    running = subprocess.Popen([sys.executable, "-m", "cadplanner"], cwd=root, env=environment)
    try:
        began = time.monotonic()
        while not (tmp_path / "log.txt").exists() and time.monotonic() - began < 20:
            time.sleep(0.05)
        time.sleep(1)
        assert running.poll() is None
        assert "started" in (tmp_path / "log.txt").read_text()
    finally:
        running.kill()
        running.wait()


def test_a_fault_in_the_middle_of_an_import_logs_no_person(qapp, qtbot, log, boxes, store, monkeypatch):
    """T65: a fault with people at hand, chained to one that quotes them: to the log its kind and places, no value."""
    person = patient(431, "Zibberquoth", "Wilhelmina", phone="07700 900431")

    def broken(_db, _act, changes, _days):
        try:
            date.fromisoformat(f"{person.staff_name} {person.nhs_number}")
        except ValueError as error:
            raise RuntimeError(f"while keeping {changes} of {person}") from error

    monkeypatch.setattr(audit, "keep", broken)
    resort = app.LastResort(qapp)
    with pytest.raises(RuntimeError, match="Zibberquoth") as fault:  # the control: its text would tell
        store.apply(Edit("Import", (Change(None, person),)), who="Ann", at=NOW)
    resort.caught(fault.type, fault.value, fault.tb)
    qtbot.waitUntil(lambda: bool(boxes))
    assert store.patients() == ()
    text = log.read_text() + boxes[0]
    assert "RuntimeError at test_app.py:" in text
    assert "< writing.py:" in text
    for told in ("Zibberquoth", "ZIBBERQUOTH", "Wilhelmina", person.nhs_number, "07700 900431", str(person.birth_date)):
        assert told not in text
