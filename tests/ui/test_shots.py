"""Pictures of every page and dialog, and the measure of what in them is cut off."""

from datetime import date
from shutil import copytree

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QLineEdit, QPushButton, QScrollArea, QWidget

from cadplanner.cli.shots import make_files
from cadplanner.ui.kit.table import Column, Table, TableModel
from cadplanner.ui.main_window import PAGES
from cadplanner.ui.shots.cut_off import cut_off
from cadplanner.ui.shots.looks import LOOKS
from cadplanner.ui.shots.taking import Pose, measure, take
from cadplanner.ui.shots.walk import Files, settle

ROOM = QSize(800, 600)


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("shots") / "files"
    make_files(folder, patients=12, seed=1, until=11 * 60, today=date(2026, 11, 22))
    return Files(folder / "new.cad", folder / "demo.cad")


@pytest.fixture
def window(qtbot):
    """An empty window; what is put into it is shown at once."""
    made = QWidget()
    made.resize(300, 200)
    qtbot.addWidget(made)
    made.show()
    return made


def put(window, widget, width, height=30):
    widget.setParent(window)
    widget.setGeometry(10, 10, width, height)
    widget.show()
    return widget


def findings(window):
    return [finding.says for finding in cut_off(window, ROOM)]


@pytest.mark.parametrize("make", [QLabel, QPushButton, QCheckBox])
def test_words_without_room_are_found_and_words_with_room_are_not(window, make):
    widget = put(window, make("Everybody who waits"), 250)
    assert findings(window) == []
    widget.resize(60, 30)
    assert findings(window) == ["clipped: 'Everybody who waits'"]


def test_words_that_a_field_shortens_are_found(window):
    field = put(window, QLineEdit(), 60)
    field.setPlaceholderText("Search the waiting list")
    assert any(says.startswith("shortened: 'Sea") for says in findings(window))
    field.setText("what somebody types may scroll as it is typed")
    assert findings(window) == []


def test_a_choice_that_does_not_fit_is_found(window):
    choice = put(window, QComboBox(), 80)
    choice.addItem("Exampleford Leisure Centre")
    assert findings(window) == ["clipped: 'Exampleford Leisure Centre'"]


def test_lines_that_a_wrapped_label_leaves_out_are_found(window):
    label = put(window, QLabel("one line and another and a third that nobody sees"), 100, 20)
    label.setWordWrap(True)
    assert any(says.startswith("lines are missing") for says in findings(window))


def test_words_whose_dots_are_meant_are_not_found(window):
    put(window, QPushButton("Import a list…"), 200)
    assert findings(window) == []


def test_words_shortened_before_they_are_shown_are_found(window):
    label = put(window, QLabel("Treatm…"), 200)
    label.setToolTip("Treatment rooms")
    assert findings(window) == ["shortened: 'Treatm…'"]


class Painted(QWidget):
    """Shortens its name by itself."""

    def paintEvent(self, _event):  # noqa: N802
        words = self.fontMetrics().elidedText("A name that is painted", Qt.TextElideMode.ElideRight, self.width())
        QPainter(self).drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, words)


def test_what_a_widget_paints_itself_is_measured(window):
    painted = put(window, Painted(), 250)
    assert findings(window) == []
    painted.resize(60, 30)
    assert [says.split(":")[0] for says in findings(window)] == ["shortened"]


def test_what_cannot_be_reached_is_found(window):
    inside = put(window, QPushButton("There"), 100)
    inside.move(260, 10)
    assert [says.split(":")[0] for says in findings(window)] == ["sticks out of QWidget"]
    area = put(window, QScrollArea(), 280, 180)
    area.setWidget(inside)
    inside.show()
    assert findings(window) == []


def test_parts_on_each_other_are_found(window):
    put(window, QPushButton("Under"), 100)
    put(window, QPushButton("Over"), 100)
    assert findings(window) == ["QPushButton 'Under' lies on QPushButton 'Over'"]


def test_a_window_larger_than_the_screen_is_found(window):
    window.resize(900, 200)
    assert findings(window) == ["larger than the screen: 900x200 on 800x600"]


@pytest.mark.parametrize(
    ("column", "allowed"),
    [
        (Column("What", str, tip=str), True),
        (Column("What", str), False),
        (Column("What", str, tip=str, width=8), False),
        (Column("Name", str, tip=str), False),
        (Column("Needs", str, tip=str), False),
    ],
)
def test_a_table_may_shorten_only_what_its_tip_says_whole_and_never_a_name_or_a_need(window, column, allowed):
    model = TableModel((column,), window, row_id=str)
    model.set_rows(("A very long line of words that no narrow table has room for",))
    row = QHBoxLayout(window)
    row.addWidget(Table(model, window, name="Rows"))
    settle(window, 0)
    window.findChild(Table).setColumnWidth(0, 100)
    window.findChild(Table).setRowHeight(0, 28)
    assert (findings(window) == []) is allowed


@pytest.mark.parametrize("look", LOOKS)
def test_pictures_of_a_page_empty_and_in_use(tmp_path, files, look):
    made = take(tmp_path / look, Pose(look, (911, 512), only=("outcomes",)), files)
    number = 1 + [line.key for line in PAGES].index("outcomes")
    assert [path.stem for path in made[:2]] == [f"{number:02d}-outcomes-empty", f"{number:02d}-outcomes"]
    assert all(path.stat().st_size > 1000 for path in made)


@pytest.mark.parametrize("text_size", [100, 175])
def test_nothing_is_cut_off(files, tmp_path, text_size):
    """Every page, dialog and panel in the smallest window; with the largest text a table may scroll sideways."""
    own = copytree(files.demo.parent, tmp_path / "own")
    how = Pose("light", (911, 512), text_size)
    found = [f"{view}: {one.where}: {one.says}" for view, one in measure(how, Files(own / "new.cad", own / "demo.cad"))]
    wide = {line for line in found if "scrolls sideways" in line and "Frame" not in line and text_size == 175}
    assert [line for line in found if line not in wide] == []
