"""What's new is told once after an update, quietly, and stands in the help."""

from itertools import count
from pathlib import Path

import pytest

from cadplanner import __version__
from cadplanner.core.model.edit import edit_between
from cadplanner.paths import resources
from cadplanner.settings import Settings
from cadplanner.ui.main_window import Around, MainWindow
from cadplanner.ui.main_window.help import NEWS, HelpWindow
from tests.builders import people
from tests.keys import KEY, new_file

TOLD = f"updated to version {__version__}"


@pytest.fixture
def file(tmp_path):
    return new_file(tmp_path / "service.cad")


@pytest.fixture
def started(qtbot, clock):
    """Starts the program with these settings."""

    def start(**settings) -> MainWindow:
        ids = count(1)
        made = MainWindow(Around(clock, lambda: f"id-{next(ids)}", "tester"), Settings(**settings))
        qtbot.addWidget(made)
        made.show()
        return made

    return start


def test_not_on_the_first_run(started, file):
    window = started()
    window.open_with(file, KEY)
    assert TOLD not in window.messages.text
    assert window.tastes.news_of == __version__
    window.close()


@pytest.mark.parametrize("before", [{"news_of": "0.0.9"}, {"recent_files": ("/old/Days.cad",)}])
def test_once_after_an_update(started, file, before):
    window = started(**before)
    assert window.messages.text == ""
    window.open_with(file, KEY)
    assert TOLD in window.messages.text
    window.close_file()
    window.open_with(file, KEY)
    assert window.messages.text == ""
    window.close()


def test_what_is_graver_comes_first(started, file):
    # given: an older file in the place of the newer one, and an update
    older = file.read_bytes()
    window = started(news_of=__version__)
    window.open_with(file, KEY)
    before = window.workspace.store.patients()
    window.workspace.do(edit_between("Import", before, people(2)))
    window.close_file()
    file.write_bytes(older)
    window.tastes.told_news("0.0.9")

    # when it is opened, then that is said; the news wait for the next time
    window.open_with(file, KEY)
    assert "This file is older" in window.messages.text
    assert window.tastes.news_of == "0.0.9"
    window.close()


def test_it_opens_in_the_help_and_is_of_this_version(started, file):
    window = started(news_of="0.0.9")
    window.open_with(file, KEY)
    window.messages._action.click()
    shown = window.findChild(HelpWindow)
    assert shown.index.selected_ids == (NEWS,)
    assert f"Version {__version__}" in shown.text.toPlainText()
    text = (Path(resources()) / "whats-new.md").read_text(encoding="utf-8")
    assert text.splitlines()[2] == f"## Version {__version__}"
    window.close()
