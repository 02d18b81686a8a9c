"""`cadplanner new-pin`: whoever has the recovery key can help somebody who forgot a PIN; the history says so."""

import pytest

from cadplanner.cli import main
from cadplanner.core.model.edit import Change, Edit
from cadplanner.core.model.operator import Operator, Role, kept_pin
from cadplanner.store.recovery_key import words_of
from cadplanner.store.store import Store
from tests.keys import KEY, PASSPHRASE, RECOVERY_KEY, new_file
from tests.store.worlds import NOW

CAROL = Operator("o1", "Carol Testwell", Role.COORDINATOR, kept_pin("2580", b"1" * 16))


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "day.cad"
    new_file(path)
    with Store.open(path, KEY) as store:
        store.apply(Edit("Carol", (Change(None, CAROL),)), who="Ann", at=NOW)
    (tmp_path / "recovery.txt").write_text(f"{words_of(RECOVERY_KEY)}\n", encoding="utf-8")
    (tmp_path / "pin.txt").write_text("9630\n", encoding="utf-8")
    return path


def new_pin(path, *, name="carol testwell", key="recovery.txt", pin="pin.txt"):
    folder = path.parent
    words = ["--name", name, "--recovery-key-file", str(folder / key), "--pin-file", str(folder / pin)]
    return main(["new-pin", str(path), *words])


def test_the_recovery_key_gives_a_new_pin(path, capsys):
    assert new_pin(path) == 0
    assert "Carol Testwell has a new PIN" in capsys.readouterr().out
    with Store.open(path, KEY) as store:
        assert store.operators()[0].is_pin("9630")
        assert store.history(limit=1)[0].label == "New PIN of Carol Testwell, by the recovery key"
        assert store.check_history().holds


def test_the_passphrase_is_not_enough(path, tmp_path, capsys):
    (tmp_path / "pass.txt").write_text(f"{PASSPHRASE}\n", encoding="utf-8")
    assert new_pin(path, key="pass.txt") == 2
    assert capsys.readouterr().err
    with Store.open(path, KEY) as store:
        assert store.operators() == (CAROL,)


def test_an_unknown_name_and_a_pin_that_is_none_are_refused(path, tmp_path, capsys):
    assert new_pin(path, name="Nobody") == 2
    assert "Carol Testwell" in capsys.readouterr().err
    (tmp_path / "one.txt").write_text("1234", encoding="utf-8")
    assert new_pin(path, pin="one.txt") == 2
    assert "guessed" in capsys.readouterr().err


def test_where_nobody_can_be_asked_it_says_so(path, capsys, monkeypatch):
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
    assert main(["new-pin", str(path), "--name", "Carol Testwell"]) == 2
    assert "as files" in capsys.readouterr().err
