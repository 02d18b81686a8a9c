"""The history page: who did what, how long days are kept, who works here."""

import csv
import json
from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt

from cadplanner.core.keeping.did import Did
from cadplanner.core.keeping.retention import Keeping
from cadplanner.core.model.edit import Change, Edit, edit_between
from cadplanner.core.model.operator import Operator, Role, kept_pin
from cadplanner.errors import CannotRead, CannotWrite, NotAllowed
from cadplanner.printing import certificate as certificate_sheet
from cadplanner.printing.sheet import Paper
from cadplanner.store.copies import copies_folder, copies_in, make_copy, verified
from cadplanner.store.keeping import note_export
from cadplanner.store.store import Store
from cadplanner.ui.copying import Copying
from cadplanner.ui.pages.history.entries import ONE_DAY, TODAY
from cadplanner.ui.pages.history.held_report import save_held
from cadplanner.ui.pages.history.operator_form import OperatorForm
from cadplanner.ui.pages.history.page import HistoryPage
from cadplanner.ui.workspace import Workspace
from tests.builders import DAY
from tests.keys import KEY, new_file
from tests.store.test_purge import AGAIN, CLOSED, DUE, GONE, MARKERS, day_of


@pytest.fixture
def played(store):
    return day_of(store)


@pytest.fixture
def work(qapp, played, new_id):
    return Workspace(played, clock=lambda: DUE, new_id=new_id, who="Ann")


@pytest.fixture
def page(qtbot, work):
    page = HistoryPage(work)
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.show()
    return page


def cells(table):
    model = table.model()
    return [[model.index(r, c).data() for c in range(model.columnCount())] for r in range(model.rowCount())]


def texts(pdf):
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def test_it_lists_the_latest_first_and_tells_before_and_after(page, work):
    assert page.done.model.rowCount() == work.store.audit_head().count
    assert cells(page.done.table)[0][1:4] == ["Ann", "changed", "Close the day"]
    (number,) = [entry.id for entry in work.store.history() if entry.label == "Correct the phone"]
    page.done.table.select_ids((str(number),))
    assert cells(page.done._below) == [["QQVANISHER, Zzyanka (Ms)", "changed", "phone", "07700 900111", "07700 900112"]]
    assert f"Entry {number}" in page.done._said.text()


def test_it_is_asked_about_one_person(page, work, qtbot):
    page.done.search.setText("qqvanisher")
    qtbot.waitUntil(lambda: page.done.person.choice() == GONE.id)
    assert "Pause Table 1" not in [row[3] for row in cells(page.done.table)]
    assert page.done.held.isVisible()
    page.done.search.setText("zzzz")
    qtbot.keyClick(page.done.search, Qt.Key.Key_Return)
    assert "Nobody found" in page.done.person.currentText()
    page.done.search.setText("0")
    qtbot.keyClick(page.done.search, Qt.Key.Key_Return)
    assert "choose one" in page.done.person.currentText()
    page.done.search.clear()
    qtbot.keyClick(page.done.search, Qt.Key.Key_Return)
    assert not page.done.person.isVisible()


def test_it_is_asked_by_who_by_time_and_by_act(page, work):
    done = page.done
    done.who.choose("Bea")
    done.who.chosen.emit("Bea")
    assert [row[1] for row in cells(done.table)] == ["Bea"]
    done.who.choose("")
    done.when.choose(TODAY)
    done.when.chosen.emit(TODAY)
    assert cells(done.table) == []
    done.when.choose(ONE_DAY)
    done.one_day.set_day(DAY.on)
    done.when.chosen.emit(ONE_DAY)
    assert {row[0][:11] for row in cells(done.table)} == {"12-Jun-2027"}
    done.acts.choose(frozenset({Did.LOOKED.value}))
    assert [row[2] for row in cells(done.table)] == ["looked at"]


def test_the_check_says_that_the_history_holds_or_names_the_entry(page, work, qtbot):
    with qtbot.waitSignal(work.said) as said:
        page.done.check.click()
    assert "holds" in said.args[0]
    work.store._db.conn.execute("DROP TRIGGER past_edit_holds")
    work.store._db.conn.execute("UPDATE past_edit SET who = 'Nobody' WHERE id = 3")
    with qtbot.waitSignal(work.refused) as refused:
        page.done.check.click()
    assert isinstance(refused.args[0], CannotRead)
    assert "Entry 3 " in str(refused.args[0])


def test_what_is_shown_is_exported_and_that_is_written_down(page, work, qtbot, tmp_path):
    page.done.search.setText("qqvanisher")
    page.done._on_search()
    out = tmp_path / "history.csv"
    page.done.export_to(out)
    rows = list(csv.DictReader(out.read_text(encoding="utf-8-sig").splitlines()))
    assert any(row["Field"] == "phone" and row["After"] == "07700 900112" for row in rows)
    assert AGAIN.surname.upper() not in out.read_text(encoding="utf-8-sig")
    (latest,) = work.store.history(limit=1)
    assert (latest.did, latest.counts) == (Did.EXPORTED, {"patient": 1})
    with qtbot.waitSignal(work.refused) as refused:
        page.done.export_to(tmp_path)
    assert isinstance(refused.args[0], CannotWrite)


def test_everything_held_about_a_person_is_put_into_a_folder(work, tmp_path, qtbot):
    assert save_held(work, GONE.id, tmp_path)
    pdf = texts((tmp_path / "Everything held.pdf").read_bytes())
    for words in (
        "QQVANISHER",
        "07700 900112",
        "Knee",
        "Ann",
        "Looked at the record",
        "was 07700 900111, then 07700 900112",
    ):
        assert words in pdf
    told = json.loads((tmp_path / "Everything held.json").read_text(encoding="utf-8"))
    assert told["held"]["Patient"][0]["phone"] == "07700 900112"
    assert "Bea" in {entry["who"] for entry in told["history"]}
    assert "Sstayer" not in json.dumps(told)
    assert work.store.history(limit=1)[0].did is Did.EXPORTED
    before = work.store.history(limit=1)
    with qtbot.waitSignal(work.refused):
        assert not save_held(work, GONE.id, tmp_path / "nowhere")
    assert work.store.history(limit=1) == before


def test_a_day_is_confirmed_and_deleted_only_after_the_word_is_typed(page, work, qtbot, tmp_path):
    page.show_part("keeping")
    keeping = page.keeping
    keeping.table.select_ids((DAY.id,))
    assert keeping.chosen.state is Keeping.RECONCILED
    assert not keeping.delete.isEnabled()
    keeping.confirm.click()
    assert keeping.chosen.state is Keeping.DUE
    keeping.delete.click()
    assert keeping.question.isVisible()
    assert not keeping.question.go.isEnabled()
    qtbot.keyClick(keeping.question.typed, Qt.Key.Key_Return)
    assert work.store.patient(GONE.id)
    qtbot.keyClicks(keeping.question.typed, "Delete")
    with qtbot.waitSignal(work.said) as said:
        keeping.question.go.click()
    assert "1 person" in said.args[0]
    assert keeping.chosen.state is Keeping.DELETED
    assert work.undo_stack.count() == 0
    with pytest.raises(KeyError):
        work.store.patient(GONE.id)
    (done,) = work.store.certificates()
    keeping.save_certificate(done, tmp_path / "certificate.pdf")
    pdf = texts((tmp_path / "certificate.pdf").read_bytes())
    assert "12-Jun-2027" in pdf
    assert not any(marker in pdf for marker in MARKERS)
    with qtbot.waitSignal(work.refused):
        keeping.save_certificate(done, tmp_path)


def test_older_copies_go_and_a_new_one_is_there_before(qapp, qtbot, tmp_path, new_id):
    path = tmp_path / "service.cad"
    new_file(path)
    with Store.open(path, KEY) as store:
        day_of(store)
        note_export(store, DAY.id, "Export", who="Ann", at=CLOSED)
        work = Workspace(store, clock=lambda: DUE, new_id=new_id, who="Ann")
        old = [make_copy(path, KEY, copies_folder(path), at=CLOSED).path]
        before = tmp_path / "service before update 3.cad"
        before.write_bytes(b"as it was")
        page = HistoryPage(work)
        qtbot.addWidget(page)
        page.show_part("keeping")
        page.keeping.table.select_ids((DAY.id,))
        page.keeping._on_agreed(DAY.id)
        (copy,) = copies_in(copies_folder(path), path)
    assert copy.path not in old
    assert not any(each.exists() for each in (*old, before))
    assert verified(copy.path, KEY).rows["patient"] == 3
    with Store.open(copy.path, KEY) as kept:
        assert kept.find_patients("qqvanisher") == ()
        assert kept.check_history().holds


@pytest.mark.parametrize("second_yes", [True, False])
def test_where_no_new_copy_can_be_made_the_older_ones_go_only_on_a_second_yes(
    qapp, qtbot, tmp_path, new_id, second_yes
):
    path = new_file(tmp_path / "service.cad")
    with Store.open(path, KEY) as store:
        note_export(day_of(store), DAY.id, "Export", who="Ann", at=CLOSED)
        work = Workspace(store, clock=lambda: DUE, new_id=new_id, who="Ann")
        before = tmp_path / "service before update 3.cad"
        before.write_bytes(b"as it was")
        copies_folder(path).write_bytes(b"in the way of a new copy")
        page = HistoryPage(work)
        qtbot.addWidget(page)
        page.resize(900, 500)
        page.show()
        page.show_part("keeping")
        page.keeping.table.select_ids((DAY.id,))
        page.keeping._on_agreed(DAY.id)
        question = page.keeping.question
        assert store.certificates()
        assert question.isVisible()
        assert "1 person, but no new copy of the file could be made. The older copy" in question._words.text()
        assert before.exists()
        if not second_yes:
            question.keep.click()
            assert before.exists()
            return
        assert not question.go.isEnabled()
        qtbot.keyClicks(question.typed, "delete")
        with qtbot.waitSignal(work.said) as said:
            question.go.click()
        assert "and 1 older copy of the file" in said.args[0]
        assert not before.exists()
        assert store.history(limit=1)[0].label == "Delete older copies of the file (1)"


def test_nothing_is_deleted_while_a_copy_is_being_made(page, work, qtbot, monkeypatch):
    note_export(work.store, DAY.id, "Export", who="Ann", at=CLOSED)
    monkeypatch.setattr(Copying, "busy", property(lambda _: True))
    with qtbot.waitSignal(work.refused) as refused:
        page.keeping._on_agreed(DAY.id)
    assert "copy" in str(refused.args[0])
    assert work.store.patient(GONE.id)


def test_the_question_is_left_by_esc(page, work, qtbot):
    note_export(work.store, DAY.id, "Export", who="Ann", at=CLOSED)
    page.show_part("keeping")
    page.keeping.table.select_ids((DAY.id,))
    page.keeping.delete.click()
    page.keeping.question.keep.click()
    assert not page.keeping.question.isVisible()
    assert work.store.patient(GONE.id)


def test_the_service_says_how_long_a_day_is_kept_and_where_that_is_changed(page, work, qtbot):
    page.show_part("keeping")
    assert page.keeping.months.text() == "A closed day is kept for 3 months."
    before = work.store.details()
    work.do(edit_between("Keep longer", (before,), (replace(before, keep_months=1),)))
    assert page.keeping.months.text() == "A closed day is kept for 1 month."
    with qtbot.waitSignal(page.wants_page) as asked:
        page.keeping.change.click()
    assert asked.args == ["settings"]


def test_the_first_person_is_a_coordinator_with_a_pin(page, work, qtbot):
    page.show_part("people")
    assert page.people.alone.isVisible()
    page.people.alone.asked.emit()
    form = page.people.findChild(OperatorForm)
    form.submit()
    assert work.store.operators() == ()
    form.name.setText("  Carol   Testwell ")
    form.pin.setText("1234")
    form.again.setText("1234")
    form.submit()
    assert "guessed" in form.pin.accessibleDescription()
    form.pin.setText("2580")
    form.submit()
    assert "not the same" in form.again.accessibleDescription()
    form.again.setText("2580")
    form.role.choose("desk")
    form.submit()
    assert "coordinator" in form.role.accessibleDescription()
    form.role.choose("coordinator")
    form.submit()
    (carol,) = work.store.operators()
    assert (carol.name, carol.role) == ("Carol Testwell", Role.COORDINATOR)
    assert carol.is_pin("2580")
    assert cells(page.people.table)[0][:2] == ["Carol Testwell", "coordinator"]


CAROL = Operator("o1", "Carol", Role.COORDINATOR, kept_pin("2580", b"1" * 16))
DINA = Operator("o2", "Dina", Role.DESK, kept_pin("1470", b"2" * 16))


def test_people_are_changed_and_removed_but_never_the_last_coordinator(page, work, qtbot):
    work.do(Edit("Team", (Change(None, CAROL), Change(None, DINA))))
    page.show_part("people")
    people = page.people
    people.table.select_ids(("o2",))
    people.change.click()
    form = people.findChild(OperatorForm)
    form.name.setText("Dina Sample")
    form.submit()
    assert work.store.operators() == (CAROL, replace(DINA, name="Dina Sample"))
    people.table.select_ids(("o1",))
    with qtbot.waitSignal(work.refused) as refused:
        people.remove.click()
    assert isinstance(refused.args[0], NotAllowed)
    people.table.select_ids(("o2",))
    people.remove.click()
    assert work.store.operators() == (CAROL,)


def test_looking_at_a_record_is_written_down_once_in_a_while(work):
    before = work.store.audit_head().count
    work.looked_at(GONE)
    work.looked_at(GONE)
    assert work.store.audit_head().count == before + 1
    (latest,) = work.store.history(limit=1)
    assert (latest.did, latest.who) == (Did.LOOKED, "Ann")


def test_a_certificate_fits_on_one_page(work):
    note_export(work.store, DAY.id, "Export", who="Ann", at=CLOSED)
    from cadplanner.store.keeping import delete_days

    done = delete_days(work.store, (DAY.id,), who="Ann", at=DUE, new_id="c1")
    pdf = certificate_sheet.pdf(done, Paper(work.store.details(), DUE, 0))
    assert len(PdfReader(BytesIO(pdf)).pages) == 1
    assert done.emptied in texts(pdf).replace(" ", "")
