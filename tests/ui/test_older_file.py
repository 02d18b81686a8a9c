"""T24: opening a file that is older than when it was last open here is said, noted, and gone on from."""

import pytest

from cadplanner.core.keeping.did import Did
from cadplanner.core.model.edit import edit_between
from cadplanner.store.copies import copies_folder, make_copy
from cadplanner.ui.main_window.kept_copies import put_copy_back
from tests.builders import people
from tests.conftest import NOW
from tests.keys import KEY, new_file


@pytest.fixture
def path(window, tmp_path):
    """A file with two entries."""
    path = new_file(tmp_path / "Days.cad")
    open_and_fill(window, path, 2)
    window.close_file()
    return path


def open_and_fill(window, path, number):
    assert window.open_with(path, KEY)
    fill(window, number)


def fill(window, number):
    for _ in range(number):
        before = window.workspace.store.patients()
        assert window.workspace.do(edit_between("Import", before, people(len(before) + 1)))


def test_an_older_file_is_said_once_and_noted(window, path):
    older = path.read_bytes()
    open_and_fill(window, path, 3)
    window.close_file()
    path.write_bytes(older)
    assert window.open_with(path, KEY)
    assert "This file is older than when it was last open here" in window.messages.text
    assert "If an older copy was put here on purpose, go on." in window.messages.text
    assert window.workspace.store.history()[0].did is Did.WARNED
    fill(window, 1)
    window.close_file()
    assert window.open_with(path, KEY)
    assert not window.messages.isVisible()


def test_putting_a_copy_back_is_no_alarm(window, path):
    copy = make_copy(path, KEY, copies_folder(path), at=NOW)
    open_and_fill(window, path, 3)
    assert put_copy_back(window, copy.path)
    assert "was put back" in window.messages.text
    assert window.workspace.store.audit_head().count == 2
    window.close_file()
    assert window.open_with(path, KEY)
    assert not window.messages.isVisible()
