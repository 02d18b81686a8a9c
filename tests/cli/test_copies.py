"""Copies from the command line: made and verified, put back, and one that is damaged is named."""

from datetime import UTC, datetime

import pytest

from cadplanner.cli import main
from cadplanner.core.model.edit import edit_between
from cadplanner.store.passphrase import FLOOR
from cadplanner.store.store import Store
from cadplanner.store.unlocking import make_file
from tests.builders import people

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
