"""After a small day nobody is found in the file, beside it, in settings, log or home: by name, number or birth date."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from cadplanner import app
from cadplanner.cli import main
from cadplanner.core.model.edit import Change, Edit
from cadplanner.core.model.patient import Patient, date_words, nhs_number_words
from cadplanner.demo import SAMPLE_NAME, make_demo_file
from cadplanner.settings import Settings, write_settings
from cadplanner.store.driver import connect_unprotected
from tests.builders import nhs_number
from tests.conftest import NOW
from tests.keys import demo_store

WHO = Patient("p-leak", "Zibberquoth", "Wilhelmina", "Ms", date(1951, 3, 29), nhs_number(431), phone="07700 900431")
MARKERS = ("Zibberquoth", "ZIBBERQUOTH", "Wilhelmina", nhs_number(431), "1951-03-29", "29-Mar-1951", "07700 900431")
LIST = "Waiting list"


def forms(marker: str) -> tuple[bytes, ...]:
    """A marker as a file may hold it."""
    return marker.encode(), marker.lower().encode(), marker.encode("utf-16-le"), marker.encode("utf-16-be")


def found_in(*folders: Path) -> list[tuple[str, str]]:
    """Which markers are in which files of these folders, as `strings` would find them."""
    files = [file for folder in folders for file in folder.rglob("*") if file.is_file()]
    return [
        (file.name, marker)
        for file in files
        for marker in MARKERS
        if any(form in file.read_bytes() for form in forms(marker))
    ]


@pytest.fixture
def log(own_home):
    app.start_log(own_home)
    yield own_home / "log.txt"
    for handler in list(app.LOG.handlers):
        app.LOG.removeHandler(handler)
        handler.close()


def test_t11_t62_after_a_played_day_the_planted_person_is_in_no_file(
    she, service_file, own_home, log, tmp_path, monkeypatch
):
    """T11, T62, T69: while the file is open with its -wal and after it is closed; a control shows the scan finds."""
    # given: temporary files of this program go where they can be scanned, and her tastes are kept as the program does
    temp = tmp_path / "temp"
    temp.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temp))
    monkeypatch.setenv("SQLITE_TMPDIR", str(temp))
    she.window.tastes.changed.connect(lambda settings: write_settings(settings, own_home / app.SETTINGS))
    path = service_file("planned")
    folder = path.parent / "service"
    folder.mkdir()
    for file in path.parent.glob("MSK service*"):
        file.rename(folder / file.name)
    path = folder / path.name

    # when: she opens it, somebody is added, looked for, and something goes wrong on the way
    assert she.opens(path)
    assert she.window.workspace.do(Edit("Add a person", (Change(None, WHO),)))
    she.types_without_leaving("Search the waiting list", "Zibberquoth")
    for page in ("Day", "Plan", "Print", LIST):
        she.goes_to(page)
    try:
        date.fromisoformat(f"{WHO.surname} 1951-03-29")
    except ValueError as error:
        app.LOG.error("fault: %s", app.where(type(error), error.__traceback__))

    # then: nothing of it is to be read, neither in the file nor in the log of what is not in it yet
    assert path.with_name(f"{path.name}-wal").stat().st_size > 0
    assert found_in(folder, own_home, temp) == []

    # when: she locks it, and when she closes it
    QTest.keyClick(she.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    she.sees("It was locked")
    assert found_in(folder, own_home, temp) == []
    assert she.opens(path)
    she.closes_the_window()
    assert found_in(folder, own_home, temp) == []
    assert list(temp.iterdir()) == []
    assert "ValueError at test_nothing_leaks.py" in log.read_text()

    # and: the scan would have found it in a file without encryption
    plain = tmp_path / "plain"
    plain.mkdir()
    (plain / "plain.cad").touch()
    db = connect_unprotected(plain / "plain.cad")
    db.conn.execute("CREATE TABLE patient (surname)")
    db.conn.execute("INSERT INTO patient VALUES (?)", (WHO.surname,))
    db.conn.close()
    assert ("plain.cad", "Zibberquoth") in found_in(plain)


OF_EACH = ("surname", "first_name", "phone", "email", "address", "postcode", "nhs_number", "birth_date")
LONG_ENOUGH = 6  # letters: a short name is in many words


def told_of(patients):
    """What would give any of these people away, in any form a file may hold it."""
    words = {str(getattr(patient, field)) for patient in patients for field in OF_EACH}
    words |= {date_words(patient.birth_date) for patient in patients if patient.birth_date}
    words |= {nhs_number_words(patient.nhs_number) for patient in patients if patient.nhs_number}
    return {form for word in words if len(word) >= LONG_ENOUGH for form in forms(word)}


def telling(needles, *folders):
    """The files of these folders that hold any of it."""
    files = [file for folder in folders for file in folder.rglob("*") if file.is_file()]
    return [file.name for file in files if any(needle in file.read_bytes() for needle in needles)]


def test_t11_t62_after_a_whole_day_of_people_nobody_is_in_any_file(own_home, log, tmp_path, monkeypatch, capsys):
    """T11, T62: a day is played to its close; file, -wal, keys, copies, temporary files, settings and log are read."""
    # given: an invented day, with temporary files where they can be scanned
    temp, folder = tmp_path / "temp", tmp_path / "service"
    temp.mkdir()
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temp))
    monkeypatch.setenv("SQLITE_TMPDIR", str(temp))
    path = folder / "demo.cad"
    for _ in make_demo_file(path, patients=24, seed=3, today=date(2027, 5, 3)):
        pass
    path.with_name(SAMPLE_NAME).unlink()  # a list to import, as a record system's export: it is meant to be read
    write_settings(Settings().with_recent(path), own_home / app.SETTINGS)

    # when: it is played from the first arrival to the close, copied, and something is written with the file open
    assert main(["live-demo", str(path), "--fast"]) == 0
    assert ", closed" in capsys.readouterr().out
    assert main(["backup", str(path), "--into", str(folder / "copies")]) == 0
    with demo_store(path) as store:
        people = store.patients()
        store.apply(Edit("Correct", (Change(people[0], replace(people[0], phone="07700 900431")),)), who="A", at=NOW)
        needles = told_of(store.patients())
        assert len(needles) > 24 * len(forms("")) * 5
        assert path.with_name("demo.cad-wal").stat().st_size > 0
        assert len(list(folder.rglob("*.cad"))) == 2
        assert telling(needles, folder, own_home, temp) == []
    assert telling(needles, folder, own_home, temp) == []
    assert list(temp.iterdir()) == []
    assert (own_home / app.SETTINGS).is_file()

    # and: the scan would have found each table's people in a file without encryption
    plain = tmp_path / "plain" / "plain.cad"
    plain.parent.mkdir()
    with demo_store(path) as store:
        store._db.conn.execute("ATTACH DATABASE ? AS plain KEY ''", (str(plain),))
        store._db.conn.execute("SELECT sqlcipher_export('plain')")
        store._db.conn.execute("DETACH DATABASE plain")
    assert telling(needles, plain.parent) == ["plain.cad"]
