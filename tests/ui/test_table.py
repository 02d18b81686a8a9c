"""The one table: words, ticks, sorting, long lists, keyboard, and what a screen reader hears."""

from dataclasses import dataclass

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from cadplanner.ui.kit.table import Column, Table, TableModel, WindowedTableModel
from cadplanner.ui.kit.theme import Role
from cadplanner.ui.kit.whole_table import WholeTable


@dataclass(frozen=True)
class Person:
    id: str
    name: str
    weeks: int


COLUMNS = (
    Column("Name", lambda person: person.name, sort_by=lambda person: person.name, tip=lambda person: person.name),
    Column(
        "Weeks",
        lambda person: str(person.weeks),
        sort_by=lambda person: person.weeks,
        width=8,
        accessible=lambda person: f"{person.weeks} weeks waited",
        tone=lambda person: Role.CAUTION if person.weeks > 52 else None,
    ),
)
PEOPLE = (Person("a", "Asha <b>", 60), Person("b", "Ben", 9), Person("c", "Carys", 20))


class Long:
    """A source of many people that counts what it is asked."""

    def __init__(self, number):
        self.number = number
        self.asked = []
        self.sorted_by = ("", False)

    def ids(self, sort_by, *, descending):
        self.sorted_by = (sort_by, descending)
        return [str(n) for n in range(self.number)]

    def rows(self, ids):
        self.asked.append(len(ids))
        return [Person(row_id, f"Person {row_id}", int(row_id)) for row_id in ids]


@pytest.fixture
def model():
    made = TableModel(COLUMNS, can_tick=True)
    made.set_rows(PEOPLE)
    return made


@pytest.fixture
def table(qtbot, model):
    made = Table(model, name="Waiting list", empty="Nobody waits.")
    qtbot.addWidget(made)
    made.resize(500, 200)
    made.show()
    made.setFocus()
    return made


def said(model, row, column, role):
    return model.data(model.index(row, column), role)


def test_a_cell_says_its_words_and_more_to_a_screen_reader(model):
    assert said(model, 0, 0, Qt.ItemDataRole.DisplayRole) == "Asha <b>"
    assert said(model, 0, 0, Qt.ItemDataRole.AccessibleTextRole) == "Name: Asha <b>"
    assert said(model, 0, 1, Qt.ItemDataRole.AccessibleTextRole) == "60 weeks waited"


def test_a_tip_is_shown_as_typed(model):
    assert said(model, 0, 0, Qt.ItemDataRole.ToolTipRole) == "<span>Asha &lt;b&gt;</span>"
    assert said(model, 1, 0, Qt.ItemDataRole.ToolTipRole) == "Ben"


def test_rows_sort_by_the_key_and_stay_so_when_they_change(model):
    model.sort(1, Qt.SortOrder.DescendingOrder)
    assert model.ids() == ["a", "c", "b"]
    model.set_rows((*PEOPLE, Person("d", "Dilip", 30)))
    assert model.ids() == ["a", "d", "c", "b"]


def test_the_selection_is_of_people_not_of_lines(table, model):
    table.select_ids(["b", "c"])
    model.sort(1, Qt.SortOrder.DescendingOrder)
    assert set(table.selected_ids) == {"b", "c"}
    model.set_rows(PEOPLE[1:2])
    assert table.selected_ids == ("b",)


def test_space_ticks_what_is_selected_and_again_unticks_it(qtbot, table, model):
    table.select_ids(["a", "c"])
    with qtbot.waitSignal(model.ticks_changed):
        qtbot.keyClick(table, Qt.Key.Key_Space)
    assert model.ticked == ("a", "c")
    qtbot.keyClick(table, Qt.Key.Key_Space)
    assert model.ticked == ()


def test_a_click_on_the_box_ticks_one(model):
    box = model.index(1, 0)
    assert model.setData(box, Qt.CheckState.Checked.value, Qt.ItemDataRole.CheckStateRole)
    assert model.ticked == ("b",)
    assert said(model, 1, 0, Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
    assert not model.setData(box, "other", Qt.ItemDataRole.EditRole)


def test_ticks_of_people_who_are_gone_are_forgotten(model):
    model.tick(["a", "b"], on=True)
    model.set_rows(PEOPLE[1:])
    assert model.ticked == ("b",)


def test_enter_opens_the_row(qtbot, table):
    table.select_ids(["b"])
    with qtbot.waitSignal(table.row_opened) as told:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert told.args == ["b"]


def test_a_long_list_is_fetched_as_it_is_looked_at(qtbot):
    source = Long(100_000)
    model = WindowedTableModel(COLUMNS, source, can_tick=True)
    table = Table(model, name="Waiting list")
    qtbot.addWidget(table)
    model.reload()
    table.resize(500, 300)
    table.show()
    table.scrollToBottom()
    qtbot.wait(10)
    assert model.rowCount() == 100_000
    assert sum(source.asked) <= 600
    assert said(model, 99_999, 0, Qt.ItemDataRole.DisplayRole) == "Person 99999"
    assert model.line_of("500") == 500


def test_a_long_list_is_sorted_by_its_source():
    source = Long(10)
    model = WindowedTableModel(
        (Column("Name", lambda person: person.name, sort_by="surname"), Column("No", lambda person: "")), source
    )
    model.sort(0, Qt.SortOrder.DescendingOrder)
    assert source.sorted_by == ("surname", True)
    model.sort(1)
    assert source.sorted_by == ("surname", True)


def test_ticks_stay_while_a_search_hides_them():
    source = Long(10)
    model = WindowedTableModel(COLUMNS, source, can_tick=True)
    model.reload()
    model.tick(["7", "2"], on=True)
    source.number = 5
    model.reload()
    assert model.ticked == ("2", "7")


def test_columns_fill_the_width_and_keep_their_own(table):
    wide = table.columnWidth(1)
    table.resize(900, 200)
    assert table.columnWidth(1) == wide
    assert sum(table.columnWidth(n) for n in range(2)) == pytest.approx(table.viewport().width(), abs=2)


def test_an_empty_table_says_so_and_draws(table, model):
    model.set_rows(())
    table.set_empty("Nobody matches the search.")
    assert not table.grab().isNull()


def test_toned_cells_draw_in_light_and_dark(table):
    assert not table.grab().isNull()


def narrow_table(qtbot, columns, rows, width):
    model = TableModel(columns, row_id=lambda row: row[0])
    model.set_rows(rows)
    shown = Table(model, name="People")
    qtbot.addWidget(shown)
    shown.resize(width, 200)
    shown.show()
    return shown


LONG_NAME = "FEATHERSTONEHAUGH-CHOLMONDELEY, Wilhelmina Alexandrina (Dr)"
NAME, NUMBER = Column("Name", lambda row: row[0], width=20), Column("Number", lambda row: row[1], width=14)


def test_a_name_too_long_for_the_room_stands_on_more_lines_and_the_others_on_one(qtbot):
    rows = (*((f"SAMPLE, Jo ({n})", "999 000") for n in range(30)), (LONG_NAME, "999 000"))
    shown = narrow_table(qtbot, (NAME, NUMBER), rows[::-1], 330)
    assert shown.rowHeight(0) >= shown.rowHeight(1) + shown.fontMetrics().height()
    assert shown.horizontalScrollBar().maximum() == 0
    shown.resize(900, 200)
    assert shown.columnWidth(0) > shown.fontMetrics().horizontalAdvance(LONG_NAME)
    assert shown.rowHeight(0) == shown.rowHeight(1)


def test_what_wraps_takes_no_room_from_the_others_and_is_said_whole(qtbot):
    needs = Column("Needs", lambda row: row[2], width=14, wraps=True)
    said = "step-free, hearing loop, wheelchair user"
    rows = (("PLACEHOLME, Wilhelmina (Dr)", "999 000", said), ("SAMPLE, Jo", "999 000", ""))
    shown = narrow_table(qtbot, (NAME, NUMBER, needs), rows, 520)
    letters = shown.fontMetrics()
    assert shown.columnWidth(0) > letters.horizontalAdvance(rows[0][0])
    assert shown.columnWidth(2) < letters.horizontalAdvance(said)
    assert shown.rowHeight(0) >= 2 * letters.height() > shown.rowHeight(1)
    assert shown.horizontalScrollBar().maximum() == 0


def test_a_spare_column_is_left_out_where_there_is_no_room_and_its_words_are_in_the_tip(qtbot, monkeypatch):
    spare = Column("Phone", lambda row: row[2], width=16, spare=True)
    shown = narrow_table(qtbot, (NAME, NUMBER, spare), (("SAMPLE, Jo", "999 000", "07700 900123"),), 220)
    assert shown.isColumnHidden(2)
    said = []
    monkeypatch.setattr("cadplanner.ui.kit.table.QToolTip.showText", lambda _at, words, _view: said.append(words))
    index = shown.model().index(0, 0)
    at = shown.visualRect(index).center()
    qtbot.waitExposed(shown)
    QApplication.sendEvent(shown.viewport(), QHelpEvent(QEvent.Type.ToolTip, at, shown.viewport().mapToGlobal(at)))
    assert said == ["Phone: 07700 900123"]
    shown.resize(900, 200)
    assert not shown.isColumnHidden(2)


@pytest.mark.parametrize("most_rows", [None, 2])
def test_a_whole_table_is_as_high_as_its_rows_however_many_lines_they_take(qtbot, most_rows):
    rows = TableModel((NAME, NUMBER), row_id=lambda row: row[0])
    around = QWidget()
    qtbot.addWidget(around)
    whole = WholeTable(rows, around, name="People", most_rows=most_rows)
    QVBoxLayout(around).addWidget(whole)
    around.resize(330, 900)
    around.show()
    rows.set_rows([(LONG_NAME, "999 000"), *((f"SAMPLE, Jo ({n})", "999 000") for n in (1, 2, 3))])
    one = whole.rowHeight(1)
    assert whole.rowHeight(0) > one
    assert whole.viewport().height() == (whole.rowHeight(0) + 3 * one if most_rows is None else 2 * one)
    around.resize(900, 900)
    qtbot.waitUntil(lambda: whole.viewport().height() == (most_rows or 4) * one)
    assert whole.rowHeight(0) == one
