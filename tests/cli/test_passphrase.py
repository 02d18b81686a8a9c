"""Protected files and commands: the passphrase from a file, the environment or a prompt, never from the command."""

import getpass
import sys

import pytest

from cadplanner.cli import main
from cadplanner.cli.passphrase import VARIABLE
from cadplanner.store.recovery_key import words_of
from cadplanner.store.unlocking import make_demo
from tests.keys import CHEAP, KEY, PASSPHRASE, RECOVERY_KEY, change_passphrase, new_file


@pytest.fixture
def path(tmp_path):
    return new_file(tmp_path / "service.cad")


@pytest.fixture(autouse=True)
def _no_variable(monkeypatch):
    monkeypatch.delenv(VARIABLE, raising=False)


def audit(path, *more):
    return main(["audit", str(path), *more])


@pytest.mark.parametrize("secret", [PASSPHRASE, f"{PASSPHRASE}\r\nmore", "\ufeff" + PASSPHRASE, words_of(RECOVERY_KEY)])
def test_it_is_the_first_line_of_a_file(path, tmp_path, capsys, secret):
    (tmp_path / "secret.txt").write_bytes(secret.encode())
    assert audit(path, "--passphrase-file", str(tmp_path / "secret.txt")) == 0
    assert "holds" in capsys.readouterr().out


def test_a_file_that_is_no_text_is_refused_in_a_sentence(path, tmp_path, capsys):
    (tmp_path / "secret.txt").write_bytes("pässphrase".encode("utf-16"))
    assert audit(path, "--passphrase-file", str(tmp_path / "secret.txt")) == 2
    assert "“secret.txt” is not a text file" in capsys.readouterr().err


def test_it_comes_from_the_environment(path, monkeypatch):
    monkeypatch.setenv(VARIABLE, PASSPHRASE)
    assert audit(path) == 0


def test_it_is_asked_for_where_somebody_is_there(path, monkeypatch):
    asked = []
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr(getpass, "getpass", lambda words: asked.append(words) or PASSPHRASE)
    assert audit(path) == 0
    assert asked == ["Passphrase of service.cad: "]


def test_where_nobody_is_there_it_says_how_to_give_it(path, monkeypatch, capsys):
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False)
    assert audit(path) == 2
    assert f"--passphrase-file F, or set {VARIABLE}" in capsys.readouterr().err


def test_a_wrong_one_is_one_line_that_does_not_repeat_it(path, monkeypatch, capsys):
    monkeypatch.setenv(VARIABLE, "zibberquoth and more")
    assert audit(path) == 2
    told = capsys.readouterr()
    assert "not the passphrase" in told.err
    assert "zibberquoth" not in told.out + told.err


def test_it_is_no_argument(path, capsys):
    with pytest.raises(SystemExit):
        audit(path, "--passphrase", PASSPHRASE)


def test_a_demo_opens_by_itself_until_its_passphrase_is_changed(tmp_path, monkeypatch, capsys):
    demo = tmp_path / "demo.cad"
    key = make_demo(demo)
    assert audit(demo) == 0
    change_passphrase(demo, key, PASSPHRASE, CHEAP)
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False)
    assert audit(demo) == 2
    monkeypatch.setenv(VARIABLE, PASSPHRASE)
    assert audit(demo) == 0
    assert key != KEY
