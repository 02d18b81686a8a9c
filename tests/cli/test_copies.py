"""Copies from the command line: made and verified, put back, and one that is damaged is named."""

import shutil
import time
from datetime import UTC, datetime

import pytest

from cadplanner.cli import main
from cadplanner.core.model.edit import edit_between
from cadplanner.store.passphrase import FLOOR
from cadplanner.store.recovery_key import new_recovery_key, words_of
from cadplanner.store.store import Store
from cadplanner.store.unlocking import by_passphrase, unlock
from tests.builders import people
from tests.keys import make_file

PASSPHRASE = "invented people in a test"


@pytest.fixture
def path(tmp_path, monkeypatch):
    monkeypatch.setenv("CADPLANNER_PASSPHRASE", PASSPHRASE)
    made = tmp_path / "Days.cad"
    key = make_file(made, PASSPHRASE, cost=FLOOR)
    with Store.open(made, key) as store:
        store.apply(edit_between("Import", (), people(7)), who="Ann", at=datetime(2027, 6, 1, tzinfo=UTC))
    return made


def test_a_copy_is_made_verified_and_put_back(path, tmp_path, capsys):
    assert main(["backup", str(path)]) == 0
    said = capsys.readouterr().out
    assert "verified, 7 people, 0 days" in said
    (copy,) = (path.parent / "copies of Days").glob("*.cad")
    assert main(["verify", str(copy)]) == 0
    assert "is whole: 7 people" in capsys.readouterr().out
    other = tmp_path / "Back.cad"
    assert main(["restore", str(copy), "--to", str(other)]) == 0
    assert "What was there" not in capsys.readouterr().out
    assert main(["restore", str(copy), "--to", str(path)]) == 0
    assert "What was there before is kept" in capsys.readouterr().out


def test_old_copies_are_thinned_out_in_the_folder_of_choice(path, tmp_path, capsys):
    folder = tmp_path / "stick"
    for _ in range(11):
        assert main(["backup", str(path), "--into", str(folder)]) == 0
    assert "1 older copy deleted" in capsys.readouterr().out
    assert len(list(folder.glob("*.cad"))) == 10


def test_a_damaged_copy_is_named(path, capsys):
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    assert main(["verify", str(path)]) == 1
    assert "is damaged" in capsys.readouterr().out
    assert main(["restore", str(path), "--to", str(path.with_name("x.cad"))]) == 2


def test_on_a_clean_laptop_a_copy_is_put_back_with_the_recovery_key_alone(tmp_path, monkeypatch, capsys):
    """T28: another laptop that knows nothing: no settings, no passphrase; the day is open in minutes."""
    made, recovery_key = tmp_path / "first" / "Days.cad", new_recovery_key()
    made.parent.mkdir()
    key = make_file(made, PASSPHRASE, cost=FLOOR, recovery_key=recovery_key)
    with Store.open(made, key) as store:
        store.apply(edit_between("Import", (), people(7)), who="Ann", at=datetime(2027, 6, 1, tzinfo=UTC))
    monkeypatch.setenv("CADPLANNER_PASSPHRASE", PASSPHRASE)
    stick = tmp_path / "stick"
    assert main(["backup", str(made), "--into", str(stick)]) == 0
    shutil.rmtree(made.parent)
    (copy,) = stick.glob("*.cad")

    began = time.monotonic()
    monkeypatch.setenv("CADPLANNER_HOME", str(tmp_path / "second home"))
    monkeypatch.setenv("CADPLANNER_PASSPHRASE", words_of(recovery_key))
    back = tmp_path / "second" / "Days.cad"
    back.parent.mkdir()
    assert main(["restore", str(copy), "--to", str(back)]) == 0
    assert main(["audit", str(back)]) == 0
    assert "The history holds: 1 entries with 7 changes" in capsys.readouterr().out
    assert time.monotonic() - began < 300

    monkeypatch.setenv("CADPLANNER_PASSPHRASE", words_of(new_recovery_key()))
    assert main(["audit", str(back)]) == 2, "the control: another recovery key does not open it"


def test_a_place_that_cannot_be_is_named_and_nothing_changes(path, tmp_path, capsys):
    before = path.read_bytes()
    (tmp_path / "folder").mkdir()
    for words, says in [
        (["restore", str(path), "--to", str(path)], "“Days.cad” is there already. Nothing was changed."),
        (["restore", str(path), "--to", str(tmp_path / "folder")], "“folder” is a folder. Nothing was put back."),
        (["backup", str(path), "--into", str(path)], "“Days.cad” is a file, not a folder. No copy was made."),
    ]:
        assert main(words) == 2
        assert says in capsys.readouterr().err
    assert path.read_bytes() == before
    assert not list(tmp_path.glob("*before restore*"))


def test_a_copy_that_is_open_somewhere_is_not_put_back(path, tmp_path, capsys):
    """What was done there may not be in it yet."""
    with Store.open(path, unlock(path, by_passphrase(PASSPHRASE))) as store:
        store.apply(edit_between("Import", (), people(8)[7:]), who="Ann", at=datetime(2027, 6, 1, tzinfo=UTC))
        assert main(["restore", str(path), "--to", str(tmp_path / "Back.cad")]) == 2
    assert "is open somewhere. Close it there" in capsys.readouterr().err
    assert not (tmp_path / "Back.cad").exists()
