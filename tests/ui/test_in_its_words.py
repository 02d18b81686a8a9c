"""A service with words of its own: no page, dialog, sheet or list says another's."""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QAbstractListModel, QEvent, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QComboBox, QLabel, QLineEdit, QTabBar, QWidget

from cadplanner.cli.shots import make_files
from cadplanner.core.keeping.words import told
from cadplanner.core.live.worklists import DayKept, pifu_register, worklists
from cadplanner.core.model.edit import Change, edit_between
from cadplanner.core.model.span import minute_of
from cadplanner.core.model.words import ENGLAND
from cadplanner.exchange.worklist_out import owed_table, pifu_table
from cadplanner.printing import contingency, held_report
from cadplanner.printing.pack import PRINTOUTS
from cadplanner.printing.sheet import Paper
from cadplanner.printing.worklist import owed_pdf, pifu_pdf
from cadplanner.store.keeping import held
from cadplanner.store.store import Store
from cadplanner.store.trail import TrailQuery
from cadplanner.store.unlocking import by_stated_passphrase, unlock
from cadplanner.ui.shots.taking import Pose, views
from cadplanner.ui.shots.walk import Files, settle
from tests.builders import SCOTLAND

NOT_ITS_OWN = re.compile(r"PIFU|SOS|\bNHS (no|num|\d)|community appointment day|\b\d{3} \d{3} \d{4}\b", re.IGNORECASE)
"""Words of elsewhere; and a number in the groups of elsewhere."""
AT = datetime(2027, 6, 11, 15, 5, tzinfo=UTC)
OF_THE_CHANGE = "Details of the service"
"""The history says what the words were before: it is right there."""


def in_its_words(path):
    with Store.open(path, unlock(path, by_stated_passphrase)) as store:
        details = store.details()
        words = replace(details, pifu_word=SCOTLAND.pifu, day_word=SCOTLAND.day, number=SCOTLAND.number)
        day = [(day, replace(day, name="Better health day")) for day in store.days()]
        before, after = (details, *(one for one, _ in day)), (words, *(one for _, one in day))
        store.apply(edit_between("In its words", before, after), who="t", at=AT)
        later = edit_between("Another phone", (words,), (replace(words, phone="01632 960555"),))
        store.apply(later, who="t", at=AT)  # what the history shows first does not tell what the words were
    return path


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """A new file, and a demo whose day was lived to its end, both of a service in Scotland."""
    folder = tmp_path_factory.mktemp("scotland") / "files"
    today = datetime.now(UTC).astimezone().date()
    make_files(folder, patients=40, seed=2, until=minute_of("14:00"), today=today)
    return Files(in_its_words(folder / "new.cad"), in_its_words(folder / "demo.cad"))


@pytest.fixture
def demo(files):
    with Store.open(files.demo, unlock(files.demo, by_stated_passphrase)) as store:
        yield store


def texts_of(window):
    """All that a window says, to the eye and to a screen reader."""
    parts = [part for part in (window, *window.findChildren(QWidget)) if part.isVisible() or part is window]
    for part in parts:
        yield from (part.accessibleName(), part.accessibleDescription(), part.toolTip(), part.windowTitle())
        if isinstance(part, QLabel | QAbstractButton | QLineEdit):
            yield part.text()
        if isinstance(part, QLineEdit):
            yield part.placeholderText()
        if isinstance(part, QComboBox):
            yield from (part.itemText(n) for n in range(part.count()))
        if isinstance(part, QTabBar):
            yield from (part.tabText(n) for n in range(part.count()))
        if isinstance(part, QAbstractItemView) and part.model() is not None:
            yield from cells_of(part.model())
    yield from (action.text() for action in window.findChildren(QAction))


def cells_of(model):
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount()  # Qt keeps a list's own to itself
    for column in range(columns):
        yield str(model.headerData(column, Qt.Orientation.Horizontal) or "")
        for row in range(min(40, model.rowCount())):
            index = model.index(row, column)
            for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
                yield str(model.data(index, role) or "")


def strange(texts):
    return {text for text in texts if NOT_ITS_OWN.search(text) and OF_THE_CHANGE not in text}


def test_no_page_or_dialog_says_another_s_words(qapp, files):
    wrong, seen, said = {}, 0, set()
    keys = (
        "waiting_list",
        "day",
        "plan",
        "desk",
        "board",
        "outcomes",
        "after",
        "print",
        "history",
        "reports",
        "rehearse",
        "window",
    )
    for view in views(Pose("light", (1366, 768), only=keys), files):
        settle(view.window, 0)
        texts = {text for text in texts_of(view.window) if text}
        seen, said = seen + 1, said | texts
        found = strange(texts) if "import-" not in view.name else ()  # a list says its headings and numbers as it came
        wrong |= {view.name: found} if found else {}
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # no loop runs that would: clocks of the file stop here
    assert wrong == {}
    assert seen > 20
    everything = "\n".join(said)
    for word in ("PIR", "PIR register", "CHI number", "Enter on the PIR register"):
        assert word in everything, word


def pages(pdf):
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


@pytest.mark.parametrize("printout", PRINTOUTS, ids=lambda printout: printout.key)
def test_no_sheet_says_another_s_words(printout, demo):
    day = demo.days()[0]
    said = pages(printout.make(demo.plan(day.id), Paper(demo.details(), AT, 1), None))
    assert not strange(f"{said} {printout.title} {printout.says}".splitlines())


def test_no_list_that_is_taken_out_says_another_s_words(demo):
    paper, words = Paper(demo.details(), AT, 1), demo.details().words
    days = [DayKept(demo.plan(day.id), demo.kept(day.id)) for day in demo.days()]
    register = pifu_register(days)
    assert register
    said = [pages(pifu_pdf(register, paper)), pifu_table(register, words).csv().decode()]
    said.append(pages(contingency.pdf(days[0].plan, paper)))
    for one in worklists(days):
        said += [pages(owed_pdf(one.action, one.lines, paper)), owed_table(one.action, one.lines, words).csv().decode()]
    someone = register[0].patient
    all_held = held(demo, someone.id)
    said.append(pages(held_report.pdf(someone, all_held.told, all_held.lines, paper)))
    assert not strange("\n".join(said).splitlines())
    assert "PIR" in said[-1]


def test_what_the_history_tells_is_in_its_words(demo):
    told_of = [each for line in demo.history_lines(demo.history_ids(TrailQuery())) for each in line.told]
    said = [each.words for each in told_of if not each.thing.startswith("Appointment day")]  # its name is what it was
    assert not strange(said)
    assert any("PIR" in each for each in said)
    assert "PIFU" in json.dumps(
        [told(Change(None, one), {}, ENGLAND).words for one in demo.kept(demo.days()[0].id).outcomes]
    )
