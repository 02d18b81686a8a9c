"""`cadplanner audit`: whether the history holds, and who did what, on the screen and as a table."""

import csv
from dataclasses import replace

import pytest

from cadplanner.cli import main
from cadplanner.core.keeping.did import Did
from cadplanner.core.model.edit import Change, Edit
from cadplanner.exchange.csv_out import csv_bytes
from cadplanner.store.store import Store
from tests.builders import patient
from tests.keys import KEY, PASSPHRASE, with_keys
from tests.store.worlds import NOW

ASHA, BEN = patient(1, "Testwell", "Asha", phone="+44 7700 900123"), patient(2, "Testwell", "Ben")


@pytest.fixture
def path(tmp_path, monkeypatch):
    monkeypatch.setenv("CADPLANNER_PASSPHRASE", PASSPHRASE)
    path = tmp_path / "day.cad"
    with Store.create(path, KEY) as store:
        store.apply(Edit("Import list.csv", (Change(None, ASHA), Change(None, BEN))), who="Ann", at=NOW)
        corrected = replace(ASHA, phone="=1+1")
        store.apply(Edit("Correct the phone", (Change(ASHA, corrected),)), who="Bea", at=NOW.replace(day=2))
    return with_keys(path)


def test_a_history_that_holds_says_how_much_it_read(path, capsys):
    assert main(["audit", str(path)]) == 0
    assert capsys.readouterr().out == "The history holds: 2 entries with 3 changes, each as it was written.\n"


def test_the_first_entry_that_does_not_hold_is_named(path, capsys):
    with Store.open(path, KEY) as store:
        (guard,) = store._db.conn.execute("SELECT sql FROM sqlite_master WHERE name = 'past_edit_holds'").fetchone()
        store._db.conn.execute("DROP TRIGGER past_edit_holds")
        store._db.conn.execute("UPDATE past_edit SET who = 'Nobody' WHERE id = 2")
        store._db.conn.execute(guard)
    assert main(["audit", str(path)]) == 1
    out = capsys.readouterr().out
    assert out.startswith("Entry 2 does not hold: who did it")
    assert "The 1 before it do." in out


def test_t24_a_file_older_than_when_it_was_last_open_is_said(path, capsys):
    older = path.read_bytes()
    with Store.open(path, KEY) as store:
        store.note(Did.LOOKED, "Look at the record", (ASHA,), who="Ann", at=NOW)
    path.write_bytes(older)
    for _ in range(2):
        assert main(["audit", str(path)]) == 1
        out = capsys.readouterr().out
        assert "its history ended with entry 3 then, and ends with entry 2 now" in out
        assert "The history holds: 2 entries" in out


def test_it_is_asked_by_person_by_who_and_by_time(path, capsys):
    assert main(["audit", str(path), "--person", "testwell asha", "--from", "2027-06-02", "--to", "2027-06-02"]) == 0
    out = capsys.readouterr().out
    assert "Bea" in out
    assert "phone: +44 7700 900123 → =1+1" in out
    assert "Import" not in out
    assert main(["audit", str(path), "--who", "Ann"]) == 0
    assert "Import list.csv" in capsys.readouterr().out


@pytest.mark.parametrize(("words", "says"), [("testwell", "several people"), ("zz", "nobody")])
def test_words_that_name_no_one_person_are_refused(path, capsys, words, says):
    assert main(["audit", str(path), "--person", words]) == 2
    assert says in capsys.readouterr().err


def test_the_table_runs_no_formula(path, tmp_path, capsys):
    """T50: names that a spreadsheet would run."""
    out = tmp_path / "history.csv"
    assert main(["audit", str(path), "--csv", str(out)]) == 0
    assert "2 entries in history.csv." in capsys.readouterr().out
    rows = list(csv.DictReader(out.read_text(encoding="utf-8-sig").splitlines()))
    (last,) = [row for row in rows if row["Entry"] == "2"]
    with Store.open(path, KEY) as store:
        assert [entry.did for entry in store.history(limit=1)] == [Did.EXPORTED]
    assert (last["Who"], last["Field"], last["Before"], last["After"]) == ("Bea", "phone", "'+44 7700 900123", "'=1+1")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_cell_that_a_spreadsheet_would_run_is_made_text(start):
    """T50: names that a spreadsheet would run."""
    assert csv_bytes(["A"], [[f"{start}cmd|'/c calc'!A0"]]).decode("utf-8-sig").splitlines()[1].lstrip('"')[0] == "'"
