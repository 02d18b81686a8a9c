"""Names made to do harm: shown as typed in every kind of place, and nothing is opened because of them."""

import ctypes
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtWidgets import QLabel, QMessageBox, QToolTip

from cadplanner.core.model.service_details import ServiceDetails
from cadplanner.exchange.csv_out import csv_bytes
from cadplanner.printing.pack import PRINTOUTS
from cadplanner.printing.sheet import Paper
from cadplanner.ui.kit.message_bar import MessageBar, Severity
from cadplanner.ui.kit.table import Column, Table, TableModel
from cadplanner.ui.kit.text import PlainLabel, plain_tip
from tests.builders import patient, plan_with

NAMES = (
    "<img src=//host/x>", "<b>Bo</b>", "</para>", "&amp;", "O'Neil <3", "\u202egnp.exe", "Zoë\u200b", "Ng\u2028Li",
    "😀", "x" * 200, "=cmd|'/c calc'!A0", "<a href='file:///etc/passwd'>x</a>", "{0}%s%n", "../../etc/passwd", "CON",
)  # fmt: skip
IN_OPEN, NONBLOCK = 0x20, 0o4000


@dataclass(frozen=True)
class Row:
    id: str
    name: str


COLUMNS = (Column("Name", lambda row: row.name, tip=lambda row: row.name),)


class Opened:
    """Tells whether anybody has opened a file: the system is asked (inotify), not the program."""

    def __init__(self, path):
        libc = ctypes.CDLL(None, use_errno=True)
        self._watch = libc.inotify_init1(NONBLOCK)
        assert libc.inotify_add_watch(self._watch, os.fsencode(path), IN_OPEN) >= 0

    def __call__(self):
        try:
            return bool(os.read(self._watch, 4096))
        except BlockingIOError:
            return False


@pytest.fixture
def picture(tmp_path):
    """A picture that markup could fetch, and whether it was opened."""
    path = tmp_path / "x.png"
    image = QImage(4, 4, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    assert image.save(str(path))
    return path


def table_of(qtbot, *names):
    model = TableModel(COLUMNS)
    model.set_rows([Row(str(n), name) for n, name in enumerate(names)])
    table = Table(model, name="People")
    qtbot.addWidget(table)
    table.resize(400, 300)
    table.show()
    return table, model


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_t57_a_hostile_name_is_shown_as_typed_in_label_tip_table_and_box(qtbot, name):
    """T57: label, tip, table and message show the letters of the name; CSV holds them."""
    label = PlainLabel(name)
    qtbot.addWidget(label)
    assert label.text() == name
    assert label.textFormat() == Qt.TextFormat.PlainText
    _, model = table_of(qtbot, name)
    assert model.index(0, 0).data() == name
    bar = MessageBar()
    qtbot.addWidget(bar)
    bar.show_message(Severity.NOTE, f"{name} is in", name)
    assert all(each.textFormat() == Qt.TextFormat.PlainText for each in bar.findChildren(QLabel))
    shown = QTextDocument()
    tip = plain_tip(name)
    if "<" in tip or "&" in tip:  # what Qt would make of it, if it took it for a web page
        shown.setHtml(tip)
        assert shown.toPlainText() == name
    else:
        assert tip == name
    cell = csv_bytes(["A"], [[name]]).decode("utf-8-sig").partition("\r\n")[2].strip('\r\n"')
    assert cell.lstrip("'") == name


@pytest.mark.qt_log_ignore("does not support raise", "propagateSizeHints", extend=True)  # a tip off screen
@pytest.mark.skipif(not Path("/proc/sys/fs/inotify").exists(), reason="asks Linux what was opened")
def test_t58_showing_and_printing_a_hostile_name_opens_nothing(qtbot, picture):
    """T58: a name that is a picture's address, in label, table, tip, message, box and on every sheet."""
    opened = Opened(picture)
    name = f"<img src='{picture}'>"
    control = QLabel(name)  # raw, as Qt makes it
    qtbot.addWidget(control)
    control.show()
    qtbot.waitExposed(control)
    assert opened(), "the control: Qt would open it"

    label = PlainLabel(name)
    bar = MessageBar()
    for widget in (label, bar):
        qtbot.addWidget(widget)
        widget.show()
    bar.show_message(Severity.REFUSED, name, name)
    table, model = table_of(qtbot, name)
    QToolTip.showText(QPoint(5, 5), model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole), table)
    box = QMessageBox()
    qtbot.addWidget(box)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(name)
    box.setInformativeText("Nothing.")
    box.show()
    qtbot.wait(100)
    for widget in (label, bar, table, box):
        widget.grab()
    QToolTip.hideText()
    plan = plan_with([patient(1, name, name, needs_note=name, address=name)])
    paper = Paper(ServiceDetails(name=name, phone=name), datetime(2027, 6, 11, 15, 5, tzinfo=UTC), 7)
    printed = {each.key: each.make(plan, paper, None) for each in PRINTOUTS}
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(printed["phones"])).pages)
    assert "".join(name.split()).lower() in "".join(text.split()).lower()
    assert not opened()
