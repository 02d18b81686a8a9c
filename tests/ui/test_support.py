"""The report for support: of use to whoever helps, and nobody can be found in it."""

import logging
import re
from datetime import date
from itertools import chain

import pytest
from PySide6.QtCore import QMessageLogContext, QTimer, QtMsgType
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMenuBar

from cadplanner import __version__, app
from cadplanner.core.model.edit import edit_between
from cadplanner.paths import home
from cadplanner.ui.main_window.support import SupportDialog
from tests.builders import people
from tests.conftest import NOW
from tests.keys import KEY, new_file

PEOPLE = people(5)


@pytest.fixture
def log(own_home):
    """A log into which somebody's particulars came by mistake, in every shape there is."""
    app.start_log(own_home)
    for person in PEOPLE:
        for words in identifiers(person):
            app.LOG.warning("could not read %s", words)
            app.LOG.error("fault: ValueError at store.py:12 %s", words)
            app.LOG.error("fault: %s at store.py:12", words)
            app.heard_from_qt(QtMsgType.QtWarningMsg, QMessageLogContext(), f"QFile::open: {words}")
            app.heard_from_qt(QtMsgType.QtWarningMsg, QMessageLogContext(), words)
    yield
    for handler in list(app.LOG.handlers):
        app.LOG.removeHandler(handler)
        handler.close()
    app.LOG.setLevel(logging.NOTSET)


def identifiers(person):
    number, born = person.nhs_number, person.birth_date
    spoken = f"{number[:3]} {number[3:6]} {number[6:]}"
    dates = (f"{born:%d/%m/%Y}", f"{born:%d-%b-%Y}", born.isoformat(), f"{born:%d.%m.%y}", f"{born:%Y%m%d}")
    return (person.surname, person.first_name, f"{person.surname.upper()}, {person.first_name}", number, spoken, *dates)


def report_of(window, then):
    """What the dialog showed; `then` works with it before it is closed."""
    shown = []

    def look():
        dialog = next(each for each in QApplication.topLevelWidgets() if isinstance(each, SupportDialog))
        shown.append(dialog.text.toPlainText())
        then(dialog)
        dialog.reject()

    QTimer.singleShot(0, look)
    help_menu = next(each.menu() for each in window.findChild(QMenuBar).actions() if each.text() == "&Help")
    next(each for each in help_menu.actions() if each.text().startswith("&Report")).trigger()
    return shown[0]


def test_it_says_what_helps_and_nothing_by_which_anybody_is_found(log, window, tmp_path):
    window.open_with(new_file(tmp_path / "Testwell clinic.cad"), KEY)
    window.workspace.store.apply(edit_between("Import", (), PEOPLE), who="Ann Exampleton", at=NOW)
    text = report_of(window, lambda dialog: None)
    assert f"CAD Planner: {__version__}" in text
    assert "started, version" in text
    assert "QFile::open" in text
    assert "Page: waiting_list" in text
    for words in {*chain.from_iterable(map(identifiers, PEOPLE)), "Exampleton", "clinic", str(tmp_path), str(home())}:
        assert not re.search(rf"\b{re.escape(words)}\b", text, re.IGNORECASE), words
    for part in {part for person in PEOPLE for part in person.nhs_number.split()}:
        assert part not in text.replace(" ", "")
    assert not [year for year in range(1950, date(2027, 1, 1).year) if f"{year}" in text and year < 2000]


def test_it_is_saved_where_she_says_as_she_read_it(window, tmp_path, monkeypatch):
    path = tmp_path / "report.txt"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    text = report_of(window, lambda dialog: dialog._save.click())
    assert path.read_text("utf-8") == text
    assert "File: none open" in text


def test_where_it_cannot_be_written_it_says_so_and_stays(window, tmp_path, monkeypatch):
    said = []
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "no folder" / "report.txt"), ""))

    def saves(dialog):
        QTest.qWait(1)
        dialog._save.click()
        said.append((dialog.isVisible(), dialog._said.text()))

    report_of(window, saves)
    assert said[0][0]
    assert "report.txt" in said[0][1]
