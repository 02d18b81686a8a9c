"""Reports: the day in words, numbers and pictures at every stage, saved as one page or as figures, noted after."""

import csv
import io
from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from cadplanner.core.keeping.did import Did
from cadplanner.core.keeping.roles import PAGES, sees
from cadplanner.core.live import record
from cadplanner.core.live.outcomes import record_outcome
from cadplanner.core.model.attendance import instant_on
from cadplanner.core.model.edit import Change, Edit
from cadplanner.core.model.operator import Role
from cadplanner.core.model.outcome import Agreed, OutcomeKind
from cadplanner.core.reporting.report import LIVED, PLANNED
from cadplanner.ui.live_day import live_day_of
from cadplanner.ui.pages.reports.page import ReportsPage
from cadplanner.ui.workspace import Workspace
from tests.builders import DAY, people, plan_with
from tests.ui.living import Time, keep

DISCHARGE = (Agreed(OutcomeKind.DISCHARGE),)


@pytest.fixture
def time():
    return Time(instant_on(8 * 60, DAY.on))


@pytest.fixture
def day(qapp, store, time, new_id):
    """Twelve people are planned and nobody has come."""
    keep(store, plan_with(people(12)), time())
    return Workspace(store, clock=time, new_id=new_id, who="Ann")


@pytest.fixture
def page(day, qtbot):
    made = ReportsPage(day)
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.show()
    wait(qtbot, made)
    yield made
    made.closing()


def wait(qtbot, page):
    qtbot.waitUntil(lambda: page.whole is not None)


def says(page):
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def live_through(day, time):
    """Two come and are seen; one of them is discharged and leaves; one does not attend."""
    live = live_day_of(day)
    time.now = instant_on(9 * 60, DAY.on)
    for who in ("a1", "a2"):
        assert live.note(record.arrive(live.board, live.by(), who))
    time.goes_on(5)
    assert live.note(record.start(live.board, live.by(), "a1", record.At("s-talk", 0)))
    time.goes_on(20)
    assert live.note(record.finish(live.board, live.by(), "a1"))
    assert live.enter(record_outcome(live.board, live.by(), day.store.kept(DAY.id), "a1", DISCHARGE))
    assert live.note(record.leave(live.board, live.by(), "a1"))
    assert live.note(record.did_not_attend(live.board, live.by(), "a3"))


def test_without_a_day_it_says_what_it_is_for(workspace, qtbot):
    made = ReportsPage(workspace)
    qtbot.addWidget(made)
    made.show()
    with qtbot.waitSignal(made.wants_page) as asked:
        made._empty._action.click()
    assert asked.args == ["day"]
    assert made.whole is None


def test_a_day_that_is_not_planned_leads_to_the_plan(qapp, store, time, new_id, qtbot):
    plan = plan_with(people(3), unplaced=3)
    keep(store, plan, time())
    made = ReportsPage(Workspace(store, clock=time, new_id=new_id, who="Ann"))
    qtbot.addWidget(made)
    made.show()
    assert "Nobody has a time yet" in says(made)
    with qtbot.waitSignal(made.wants_page) as asked:
        made._empty._action.click()
    assert asked.args == ["plan"]


def test_before_the_day_it_draws_what_is_planned(page):
    assert tuple(view.chart.title for view in page.pictures.views) == PLANNED
    assert "Before the day" in says(page)
    assert "12" in says(page)
    assert not page.shares.isVisible()
    assert page.days.table.model().rowCount() == 1


def test_it_goes_along_with_the_day(page, day, time, qtbot):
    live_through(day, time)
    qtbot.waitUntil(lambda: page.whole is not None and page.whole.figures.did_not_attend.people == 1)
    assert tuple(view.chart.title for view in page.pictures.views) == LIVED
    assert "The day so far" in says(page)
    numbers = {number.what: number.number for number in page.report.numbers}
    assert (numbers["attended"], numbers["discharged"], numbers["did not attend"]) == ("2", "1", "1")
    rows = {row[0]: row[1] for row in page.shares.grid.rows}
    assert (rows["Attended"], rows["No outcome"]) == ("2", "1")
    assert page.lines[0].numbers[:3] == (12, 2, 1)


def test_hidden_it_works_nothing_out_until_it_is_looked_at(page, day, time, qtbot):
    page.hide()
    live_through(day, time)
    assert not page._working.busy
    page.show()
    qtbot.waitUntil(lambda: page.whole is not None and page.whole.figures.attended.people == 2)


def test_leaving_it_stops_the_work_and_coming_back_takes_it_up(page, qtbot):
    page.reload()
    assert page._working.busy
    assert page.whole is None
    assert not page.save_report.isEnabled()
    page.hide()
    assert not page._working.busy
    page.show()
    wait(qtbot, page)
    assert page.save_report.isEnabled()


def test_a_picture_that_was_a_table_stays_one(page, day, time, qtbot):
    load = page.pictures.views[0]
    load.as_table.click()
    live_through(day, time)
    qtbot.waitUntil(lambda: page.whole is not None and len(page.pictures.views) == len(LIVED))
    assert page.pictures.views[0] is load
    assert load.table is not None
    assert load.plot.isHidden()


def test_all_days_stand_beside_one_another(page, day, time, qtbot):
    live_through(day, time)
    earlier = replace(DAY, id="day-2", name="The first", on=DAY.on - timedelta(days=30))
    assert day.do(Edit("Another day", (Change(None, earlier),)))
    qtbot.waitUntil(lambda: page.whole is not None and len(page.lines) == 2)
    assert [line.name for line in page.lines] == [DAY.name, "The first"]
    assert page.days.grid.rows[1][:2] == ("13-May-2027", "0")


def test_two_pictures_share_a_row_only_where_there_is_room(page, qtbot):
    def beside():
        one, other = page.pictures.views[1:3]
        return one.y() == other.y()

    qtbot.waitUntil(beside)
    page.resize(700, 700)
    qtbot.waitUntil(lambda: not beside())
    for view in page.pictures.views:
        assert view.width() <= page.pictures.width()


def test_every_value_of_the_page_is_reached_by_keyboard(page, qtbot):
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    view = page.pictures.views[0]
    view.plot.setFocus()
    qtbot.keyClick(view.plot, Qt.Key.Key_Down)
    qtbot.keyClick(view.plot, Qt.Key.Key_End)
    assert view.value.text() == view.chart.words[1][-1]


def save(page, qtbot, monkeypatch, path, button):
    monkeypatch.setattr("cadplanner.ui.saving.QFileDialog.getSaveFileName", lambda *_: (str(path), ""))
    with qtbot.waitSignal(page._saving.finished, timeout=20_000):
        button.click()
        assert not page.save_report.isEnabled()
    assert page.save_report.isEnabled()


def test_the_report_is_one_page_that_names_nobody_and_is_noted(page, day, time, qtbot, monkeypatch, tmp_path):
    live_through(day, time)
    qtbot.waitUntil(lambda: page.whole is not None and page.whole.figures.did_not_attend.people == 1)
    path = tmp_path / "Board.pdf"
    said = []
    day.saved.connect(lambda words, where: said.append((words, where)))
    save(page, qtbot, monkeypatch, path, page.save_report)
    (only,) = PdfReader(BytesIO(path.read_bytes())).pages
    text = " ".join(only.extract_text().split())
    for words in ("What came of it", "Load by station", "Discharged: 1 person, 50%", page.report.says[0]):
        assert words in text
    plan = live_day_of(day).board.plan
    assert not any(one.surname in text or one.nhs_number in text for one in plan.patients)
    assert said == [("Board.pdf is written. It names nobody.", str(path))]
    assert day.store.history()[0].did is Did.EXPORTED
    assert day.store.last_noted(Did.EXPORTED, DAY.id) is None  # a report is not the day taken out to be kept


@pytest.mark.parametrize("ending", [".xlsx", ".csv"])
def test_the_figures_are_saved_as_she_names_them(page, day, qtbot, monkeypatch, tmp_path, ending):
    path = tmp_path / f"figures{ending}"
    save(page, qtbot, monkeypatch, path, page.save_figures)
    made = path.read_bytes()
    if ending == ".xlsx":
        assert made.startswith(b"PK")
    else:
        rows = list(csv.reader(io.StringIO(made.decode("utf-8-sig"))))
        assert rows[0] == ["Part", "Line", "Row", "Column", "Figure"]
        booked = [row for row in rows if row[0] == "All days" and row[3] == "Booked"]
        assert [row[4] for row in booked] == ["12"]
    assert day.store.history()[0].label == "Export “figures”"


def test_changing_her_mind_or_a_bad_place_writes_and_notes_nothing(page, day, qtbot, monkeypatch, tmp_path):
    before = day.store.history()[0]
    monkeypatch.setattr("cadplanner.ui.saving.QFileDialog.getSaveFileName", lambda *_: ("", ""))
    page.save_report.click()
    page.save_figures.click()
    assert page.save_report.isEnabled()
    with qtbot.waitSignal(day.refused, timeout=20_000) as refused:
        save(page, qtbot, monkeypatch, tmp_path / "no" / "report.pdf", page.save_report)
    assert "was not written" in str(refused.args[0])
    assert day.store.history()[0] == before


def test_the_desk_sees_it_as_it_sees_after_and_a_viewer_does_not():
    assert "reports" in PAGES[Role.DESK]
    assert not sees(Role.VIEWER, "reports")


def test_its_poses_are_its_middle_its_end_and_its_tables(page):
    page.reload()
    assert list(page.poses()) == ["middle", "end", "tables"]
    assert not any(view.as_table.isChecked() for view in page.pictures.views)


def test_every_part_has_a_name(page):
    for view in page.pictures.views:
        assert view.plot.accessibleName()
        assert view.as_table.accessibleName() == f"{view.chart.title}: as a table"
    assert page.days.table.accessibleName() == "All days"
