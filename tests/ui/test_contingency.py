"""The contingency pack follows the day in the background, and says how old it is."""

from datetime import timedelta

import pytest
from pypdf import PdfReader

from cadplanner.core.model.edit import edit_between
from cadplanner.store.trail import TrailQuery
from cadplanner.ui import contingency
from cadplanner.ui.contingency import Contingency, contingency_of
from cadplanner.ui.pack_line import PackLine
from tests.builders import people, plan_with

PLAN = plan_with(people(3))


@pytest.fixture
def pack(workspace, monkeypatch):
    monkeypatch.setattr(contingency, "SETTLES", 20)
    things = (*PLAN.setting(), *PLAN.patients, *PLAN.appointments, *PLAN.visits)
    assert workspace.do(edit_between("Set up", (), things))
    workspace.choose_day("day")
    made = contingency_of(workspace)
    yield made
    made.stop()


def told(pack, qtbot, words, act):
    with qtbot.waitSignal(pack.told, timeout=20_000, check_params_cb=lambda says: words in says):
        act()


def test_there_is_one_for_a_workspace(pack, workspace):
    assert contingency_of(workspace) is pack
    assert pack.says() == ""


def test_it_is_made_when_a_folder_is_chosen_and_again_after_a_change(pack, workspace, qtbot, tmp_path):
    told(pack, qtbot, "just made", lambda: pack.choose(tmp_path))
    (file,) = tmp_path.glob("*.pdf")
    before = file.read_bytes()
    fewer = edit_between("Take off", PLAN.visits, PLAN.visits[1:])
    told(pack, qtbot, "not up to date", lambda: workspace.do(fewer))
    qtbot.waitUntil(lambda: file.read_bytes() != before, timeout=20_000)


def test_it_says_how_old_it_is(pack, workspace, qtbot, tmp_path):
    told(pack, qtbot, "just made", lambda: pack.choose(tmp_path))
    now = workspace.clock()
    ages = {1: "1 minute old", 45: "45 minutes old", 180: "3 hours old"}
    for minutes, says in ages.items():
        workspace.clock = lambda later=minutes: now + timedelta(minutes=later)
        assert pack.says().endswith(says)


def test_a_folder_that_fails_is_said_once_and_tried_again(pack, workspace, qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr(contingency, "RETRY", 20)
    refused = []
    workspace.refused.connect(refused.append)
    told(pack, qtbot, "not up to date", lambda: pack.choose(tmp_path / "stick"))
    qtbot.waitUntil(lambda: pack._task is not None and pack._task.running, timeout=20_000)
    qtbot.waitUntil(lambda: not pack._task.running, timeout=20_000)
    assert len(refused) == 1
    told(pack, qtbot, "just made", (tmp_path / "stick").mkdir)
    assert len(refused) == 1


def test_the_folder_is_remembered_on_this_pc(pack, workspace, qtbot, tmp_path):
    told(pack, qtbot, "just made", lambda: pack.choose(tmp_path))
    again = Contingency(workspace)
    assert again.folder == tmp_path
    again.stop()
    pack.choose(None)
    assert Contingency(workspace).folder is None
    assert list(tmp_path.glob("*.pdf")), "the last one stays"


def test_the_line_turns_it_on_and_off(pack, qtbot, tmp_path, monkeypatch):
    line = PackLine(pack)
    qtbot.addWidget(line)
    assert "encrypted stick" in line._says.text()
    monkeypatch.setattr("PySide6.QtWidgets.QFileDialog.getExistingDirectory", lambda *_: str(tmp_path))
    told(pack, qtbot, "just made", line._choose.click)
    assert str(tmp_path) in line._says.text()
    line._choose.click()
    assert line._choose.text() == "Keep one in a folder…"


@pytest.mark.parametrize("kept", ["{", "[]", '{"folder": 3}', '{"folder": ""}'])
def test_a_spoilt_note_of_the_folder_is_none(workspace, own_home, kept):
    own_home.mkdir(parents=True, exist_ok=True)
    (own_home / contingency.KEPT_IN).write_text(kept)
    assert Contingency(workspace).folder is None


def test_with_a_password_it_opens_with_that_alone_and_the_history_does_not_tell_it(pack, workspace, qtbot, tmp_path):
    told(pack, qtbot, "just made", lambda: pack.choose(tmp_path))
    (file,) = tmp_path.glob("*.pdf")
    before = file.read_bytes()
    assert "people invited" in PdfReader(file).pages[0].extract_text()
    pack.seal_with("seven wooden geese")
    qtbot.waitUntil(lambda: file.read_bytes() != before, timeout=20_000)
    found = PdfReader(file)
    assert found.is_encrypted
    assert b"/V 5" in file.read_bytes()
    assert found.decrypt("wooden geese") == 0
    assert found.decrypt("seven wooden geese") != 0
    assert "people invited" in found.pages[0].extract_text()
    lines = workspace.store.history_lines(workspace.store.history_ids(TrailQuery()))
    assert "geese" not in str(lines)
    assert lines[0].label == "Give the contingency pack a password"


def test_a_password_is_asked_for_and_changed(pack, qtbot, monkeypatch):
    line = PackLine(pack)
    qtbot.addWidget(line)
    asked = iter([(" geese ", True), ("", False), ("", True)])
    monkeypatch.setattr("cadplanner.ui.pack_line.QInputDialog.getText", lambda *_: next(asked))
    line.password.click()
    assert pack.password == "geese"
    assert line.password.text() == "Change its password…"
    line.password.click()
    assert pack.password == "geese"
    line.password.click()
    assert pack.password == ""
    assert line.password.text() == "Give it a password…"
