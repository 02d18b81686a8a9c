"""The waiting list page: found, filtered, sorted, edited, chosen, invited, and taken off again."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QDialog

from cadplanner.core.keeping.did import Did
from cadplanner.core.model.edit import Change, Edit
from cadplanner.core.model.pathway import Pathway
from cadplanner.core.model.patient import AccessNeed, date_words
from cadplanner.core.model.referral import Priority, Referral
from cadplanner.ui.kit.scroll import scrolling
from cadplanner.ui.kit.text import PlainLabel
from cadplanner.ui.pages.waiting_list.page import WaitingListPage
from tests.builders import DAY, SERVICES, VENUE, patient, people, stations

TODAY = date(2027, 6, 1)
HOSTILE = "<img src=x>"
SETTING = (DAY, VENUE, *SERVICES, *stations(3), Pathway("p", "day", "Usual", ("talk", "physio", "out"), share=100))


def added(*entities, label="Add"):
    return Edit(label, tuple(Change(None, entity) for entity in entities))


def waiting(person, weeks, priority=Priority.ROUTINE, **more):
    received = TODAY - timedelta(weeks=weeks)
    return Referral(f"r-{person.id}", person.id, received, priority, **{"problem": "Knee", **more})


@pytest.fixture
def listed(workspace):
    """Five people, the longest wait first: three routine, a child without a phone, and one urgent."""
    adult = patient(1, "O'Neill", "Siobhán", phone="07700 900001")
    hostile = patient(2, HOSTILE, "&amp; <b>Bo</b>", phone="07700 900002", needs=(AccessNeed.STEP_FREE,))
    child = patient(3, "Younger", "Sam", birth_date=date(2012, 1, 1), phone="")
    pressing = patient(4, "Pressing", "Ada", phone="07700 900004")
    last = patient(5, "王", "", phone="07700 900005")
    waits = ((adult, 40), (hostile, 30), (child, 25), (last, 5))
    referrals = [waiting(person, weeks) for person, weeks in waits]
    referrals.append(waiting(pressing, 12, Priority.URGENT))
    workspace.do(added(adult, hostile, child, pressing, last, *referrals))
    workspace.undo_stack.clear()
    return workspace


@pytest.fixture
def with_day(listed):
    listed.do(added(*SETTING))
    listed.undo_stack.clear()
    return listed


@pytest.fixture
def open_page(qtbot):
    def opened(workspace, size=(1200, 700)):
        page = WaitingListPage(workspace)
        qtbot.addWidget(page)
        page.resize(*size)
        with qtbot.waitActive(page):
            page.show()
        return page

    return opened


def surnames(page):
    model = page.people.model
    return [model.row_at(line).patient.surname for line in range(model.rowCount())]


def cell(page, line, title):
    titles = [column.title for column in page.people.model.columns]
    return page.people.model.index(line, titles.index(title)).data()


def button(widget, words):
    found = [one for one in widget.findChildren(QAbstractButton) if one.text().replace("&", "").startswith(words)]
    return next(one for one in found if one.isVisibleTo(widget))


def press(widget, words):
    button(widget, words).click()


def said(widget):
    return [label.text() for label in widget.findChildren(PlainLabel) if label.isVisibleTo(widget)]


def invited_to(workspace):
    plan = workspace.store.plan("day")
    return {plan.patient[appointment.patient_id].surname for appointment in plan.appointments}


# the list ------------------------------------------------------------------------------------------------------------


def test_with_nobody_it_says_what_the_page_is_for_and_the_next_step(workspace, open_page):
    page = open_page(workspace)
    assert page.nobody.isVisible()
    assert button(page.nobody, "Import a waiting list")
    assert "or drop the file on this window" in " ".join(said(page.nobody))


def test_the_longest_wait_comes_first_and_each_line_is_in_words(listed, open_page):
    page = open_page(listed)
    assert surnames(page) == ["O'Neill", HOSTILE, "Younger", "Pressing", "王"]
    assert cell(page, 0, "Waiting since") == "25-Aug-2026 (40 weeks)"
    assert cell(page, 0, "Phone") == "Yes"
    assert cell(page, 2, "Phone") == "No phone"
    assert cell(page, 2, "Born") == "! 01-Jan-2012 (15)"
    assert cell(page, 3, "Priority") == "! Urgent"
    assert cell(page, 1, "Needs") == "step-free"
    assert cell(page, 0, "NHS number") == "999 000 0026"


def test_search_finds_as_she_types_and_escape_clears_it(qtbot, listed, open_page):
    page = open_page(listed)
    qtbot.keyClick(page.people.table, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(page.people.search, "oneill")
    qtbot.waitUntil(lambda: surnames(page) == ["O'Neill"])
    assert "1 person found" in said(page.people)
    qtbot.keyClick(page.people.search, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(surnames(page)) == 5)


def test_whoever_was_chosen_before_a_search_or_in_it_is_chosen_after_escape(qtbot, listed, open_page):
    page = open_page(listed)
    view = page.people
    view.table.select_ids(("r-patient-3",))
    qtbot.keyClicks(view.search, "oneill")
    qtbot.waitUntil(lambda: surnames(page) == ["O'Neill"])
    assert view.table.selected_ids == ()
    qtbot.keyClick(view.search, Qt.Key.Key_Escape)
    assert view.table.selected_ids == ("r-patient-3",)
    qtbot.keyClicks(view.search, "oneill")
    qtbot.keyClick(view.search, Qt.Key.Key_Return)
    assert view.table.selected_ids == ("r-patient-1",)
    qtbot.keyClick(view.table, Qt.Key.Key_Escape)
    assert len(surnames(page)) == 5
    assert view.table.selected_ids == ("r-patient-1",)


def test_filters_have_counts_and_add_up(listed, open_page):
    page = open_page(listed)
    chips = page.people.chips
    assert chips._chips["not routine"].accessibleName() == "Not routine: 1"
    chips._chips["under 18"].click()
    assert surnames(page) == ["Younger"]
    chips._chips["not routine"].click()
    assert surnames(page) == []
    chips._chips["routine"].click()
    assert chips.on == {"under 18", "routine"}
    chips._all.click()
    assert len(surnames(page)) == 5


def test_a_header_sorts_the_list(listed, open_page):
    page = open_page(listed)
    page.people.table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    assert surnames(page)[1:4] == ["O'Neill", "Pressing", "Younger"]


def test_a_name_that_is_html_is_shown_as_typed_everywhere(listed, open_page):
    page = open_page(listed)
    page.people.table.selectRow(1)
    assert cell(page, 1, "Name") == f"{HOSTILE.upper()}, &amp; <b>Bo</b> (Ms)"
    assert f"{HOSTILE.upper()}, &amp; <b>Bo</b> (Ms)" in said(page.people.panel)
    tip = page.people.model.index(1, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert "<img" not in tip.lower()
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in page.findChildren(PlainLabel))


def test_the_person_selected_is_told_in_words(listed, open_page):
    page = open_page(listed)
    page.people.table.selectRow(2)
    assert "Look out: under 18 (age 15); no phone number" in said(page.people.panel)
    page.people.table.selectRow(3)
    assert "Look out: urgent, not for a routine day" in said(page.people.panel)


def test_another_page_can_ask_for_one_person_whatever_was_searched(listed, open_page):
    page = open_page(listed)
    page.people.search.setText("nobody of that name")
    page.people.chips._chips["under 18"].click()
    page.show_referral("r-patient-5")
    assert len(surnames(page)) == 5
    assert page.people.table.selected_ids == ("r-patient-5",)
    assert page.people.panel.isVisible()


def test_whoever_is_shown_in_full_for_a_while_was_looked_at(listed, open_page, qtbot, monkeypatch):
    monkeypatch.setattr("cadplanner.ui.pages.waiting_list.people_view.READ_AFTER", 20)
    page = open_page(listed)
    latest = lambda: listed.store.history(limit=1)[0]  # noqa: E731
    qtbot.waitUntil(lambda: latest().did is Did.LOOKED)
    first = listed.store.audit_head().count
    page.people.table.selectRow(1)
    qtbot.waitUntil(lambda: listed.store.audit_head().count == first + 1)
    page.people.table.selectRow(0)
    page.closing()
    qtbot.wait(60)
    assert listed.store.audit_head().count == first + 1


def test_at_150_per_cent_the_details_wait_to_be_asked_for(listed, qtbot):
    page = WaitingListPage(listed)
    frame = scrolling(page, "Waiting list page")
    qtbot.addWidget(frame)
    frame.resize(840, 410)
    frame.show()
    assert page.layout().totalMinimumHeightForWidth(840) < 410
    assert not page.people.panel.isVisible()
    press(page.people, "Details")
    assert page.people.panel.isVisible()


def test_twenty_thousand_people_are_searched_without_waiting(workspace, open_page, qtbot):
    everybody = people(20_000)
    workspace.store.apply(
        added(*everybody, *(waiting(person, n % 60) for n, person in enumerate(everybody))),
        who="tester",
        at=workspace.clock(),
    )
    page = open_page(workspace)
    assert page.people.model.rowCount() == 20_000
    page.people.search.setText("ng zoe")
    page.people._on_search_done()
    page.people.search.setText("dummerby as")
    page.people._on_search_done()
    assert 0 < page.people.model.rowCount() < 2_000


# one person ----------------------------------------------------------------------------------------------------------


def form_of(page, line):
    page.people.table.selectRow(line)
    press(page.people.panel, "Edit details")
    return page.people.findChildren(QDialog)[-1]


def test_details_are_edited_in_one_step_that_can_be_undone(qtbot, listed, open_page):
    page = open_page(listed)
    form = form_of(page, 2)
    form.fields["phone"].setText("+44 7700 900 333")
    form.fields["birth_date"].setText("3-Apr-1957")
    form.needs[AccessNeed.HEARING_LOOP].setChecked(True)
    form.fields["problem"].setText("Hip")
    form.submit()
    changed = listed.store.patient("patient-3")
    assert (changed.phone, changed.birth_date) == ("07700 900333", date(1957, 4, 3))
    assert changed.needs == (AccessNeed.HEARING_LOOP,)
    assert listed.store.referral("r-patient-3").problem == "Hip"
    assert listed.undo_stack.undoText() == "Change details of Sam Younger"
    with qtbot.waitSignal(listed.changed):
        listed.undo_stack.undo()
    assert listed.store.patient("patient-3").phone == ""


def test_what_is_wrong_is_said_beside_the_field_and_nothing_is_lost(listed, open_page):
    page = open_page(listed)
    form = form_of(page, 0)
    form.fields["surname"].setText("  ")
    form.fields["nhs_number"].setText("123")
    form.fields["birth_date"].setText("04/31/1957")
    form.submit()
    words = said(form)
    assert "3 fields need another look. Nothing is saved yet." in words
    assert "✕ Type a name." in words
    assert "✕ The NHS number 123 has 3 digits, not 10; look it up or leave it blank." in words
    assert form.fields["nhs_number"].text() == "123"
    assert listed.store.patient("patient-1").surname == "O'Neill"
    form.reject()


def test_a_number_that_somebody_else_has_is_said(listed, open_page):
    page = open_page(listed)
    form = form_of(page, 0)
    form.fields["nhs_number"].setText(patient(5).nhs_number)
    form.submit()
    assert "✕ 王 (Ms) has this NHS number already; look it up." in said(form)
    form.reject()


# inviting ------------------------------------------------------------------------------------------------------------


def test_with_no_day_it_says_so_and_offers_to_set_one_up(qtbot, listed, open_page):
    page = open_page(listed)
    assert "There is no day to invite people to yet." in said(page.people.bar)
    with qtbot.waitSignal(page.wants_page) as asked:
        press(page.people.bar, "Set up a day first")
    assert asked.args == ["day"]


def test_ticked_people_are_invited_in_one_step_and_back(qtbot, with_day, open_page):
    page = open_page(with_day)
    page.people.table.selectRow(0)
    qtbot.keyClick(page.people.table, Qt.Key.Key_Space)
    assert "1 person ticked." in said(page.people.bar)
    with qtbot.waitSignal(with_day.said) as told:
        press(page.people.bar, "Invite to Saturday 12 June")
    assert told.args == ["Invited 1 person to Saturday 12 June."]
    assert invited_to(with_day) == {"O'Neill"}
    assert cell(page, 0, "Invited to") == date_words(DAY.on)
    assert page.people.model.ticked == ()
    with qtbot.waitSignal(with_day.changed):
        with_day.undo_stack.undo()
    assert invited_to(with_day) == set()
    with qtbot.waitSignal(with_day.changed):
        with_day.undo_stack.redo()
    assert invited_to(with_day) == {"O'Neill"}


def test_two_who_are_invited_may_come_together_and_apart_again(qtbot, with_day, open_page):
    page = open_page(with_day)
    page.people.model.tick(("r-patient-1", "r-patient-2"), on=True)
    assert "come together" not in said(page.people.bar)
    press(page.people.bar, "Invite to")
    page.people.model.tick(("r-patient-1", "r-patient-2"), on=True)
    with qtbot.waitSignal(with_day.said) as told:
        press(page.people.bar, "They come together")
    assert told.args == ["2 people come together."]
    assert len(with_day.store.plan(DAY.id).together) == 1
    page.people.model.tick(("r-patient-1", "r-patient-2"), on=True)
    press(page.people.bar, "Come apart again")
    assert with_day.store.plan(DAY.id).together == {}
    with qtbot.waitSignal(with_day.changed):
        with_day.undo_stack.undo()
    assert len(with_day.store.plan(DAY.id).together) == 1


def test_the_longest_waiters_are_ticked_routine_adults_only(with_day, open_page):
    page = open_page(with_day)
    page.people.chips.choose(frozenset({"under 18"}))
    press(page.people, "Choose the longest waiters")
    page.people.longest._number.setValue(2)
    press(page.people.longest, "Tick them")
    assert page.people.model.ticked == ("r-patient-1", "r-patient-2")
    assert len(surnames(page)) == 5
    press(page.people.bar, "Invite to")
    press(page.people, "Choose the longest waiters")
    assert "Only 1 can be chosen." in said(page.people.longest)
    press(page.people.longest, "Tick them")
    assert page.people.model.ticked == ("r-patient-5",)


def test_how_many_are_likely_to_come_is_shown(workspace, open_page):
    everybody = people(200)
    workspace.do(added(*everybody, *(waiting(person, n % 60) for n, person in enumerate(everybody)), *SETTING))
    page = open_page(workspace)
    press(page.people, "Choose the longest waiters")
    assert "Of 150 booked about 128 come (85 %). Merely invited, about 38 (25 %)." in said(page.people.longest)


def test_the_urgent_are_not_invited_unless_she_says_that_a_clinician_agreed(with_day, open_page):
    page = open_page(with_day)
    page.people.model.tick(["r-patient-1", "r-patient-4"], on=True)
    press(page.people.bar, "Invite to")
    assert invited_to(with_day) == set()
    question = page.people.question
    assert "1 of the 2 people ticked is not routine" in said(question)[0]
    assert not button(question, "Invite all 2").isEnabled()
    press(question, "Invite the 1 who is routine")
    assert invited_to(with_day) == {"O'Neill"}
    page.people.model.tick(["r-patient-4"], on=True)
    press(page.people.bar, "Invite to")
    question._sure.click()
    press(question, "Invite anyway")
    assert invited_to(with_day) == {"O'Neill", "Pressing"}


def test_whoever_is_invited_already_is_left_as_she_is(qtbot, with_day, open_page):
    page = open_page(with_day)
    page.people.model.tick(["r-patient-1"], on=True)
    press(page.people.bar, "Invite to")
    page.people.model.tick(["r-patient-1", "r-patient-2"], on=True)
    with qtbot.waitSignal(with_day.said) as told:
        press(page.people.bar, "Invite to")
    assert told.args == ["Invited 1 person to Saturday 12 June. 1 person already invited, left as they are."]


def test_people_are_taken_off_the_day_with_their_visits(qtbot, with_day, open_page):
    page = open_page(with_day)
    page.people.model.tick(["r-patient-1", "r-patient-2"], on=True)
    press(page.people.bar, "Invite to")
    page.people.model.tick(["r-patient-1"], on=True)
    press(page.people.bar, "Take 1 off the day")
    assert invited_to(with_day) == {HOSTILE}
    with qtbot.waitSignal(with_day.changed):
        with_day.undo_stack.undo()
    assert invited_to(with_day) == {"O'Neill", HOSTILE}


# by keyboard ---------------------------------------------------------------------------------------------------------

MENUS = set("fegvh")


def letters(widget):
    words = [one.text().replace("&&", "") for one in widget.findChildren(QAbstractButton) if one.isVisibleTo(widget)]
    return [word[word.index("&") + 1].lower() for word in words if "&" in word]


def test_no_letter_is_used_twice_nor_by_a_menu(with_day, open_page):
    page = open_page(with_day)
    page.people.model.tick(["r-patient-1"], on=True)
    press(page.people.bar, "Invite to")
    page.people.model.tick(["r-patient-1", "r-patient-4"], on=True)
    page.people.ask_longest()
    found = letters(page.people)
    assert len(found) == len(set(found)), found
    assert not MENUS & set(found)


def test_enter_shows_the_person_and_enter_again_edits(qtbot, listed, open_page):
    page = open_page(listed, size=(840, 410))
    page.people.table.selectRow(0)
    qtbot.keyClick(page.people.table, Qt.Key.Key_Return)
    assert page.people.panel.isVisible()
    qtbot.keyClick(page.people.table, Qt.Key.Key_Return)
    form = page.people.findChildren(QDialog)[-1]
    qtbot.waitUntil(form.isActiveWindow)
    qtbot.keyClick(form, Qt.Key.Key_Escape)
    assert not form.isVisible()


def test_escape_closes_what_is_open_one_thing_at_a_time(qtbot, with_day, open_page):
    page = open_page(with_day)
    view = page.people
    view.chips.choose(frozenset({"routine"}))
    view.search.setText("o")
    view._on_search_done()
    view.ask_longest()
    for still in ((False, "o", 1), (False, "", 1), (False, "", 0)):
        qtbot.keyClick(view.table, Qt.Key.Key_Escape)
        assert (view.longest.isVisible(), view.search.text(), len(view.chips.on)) == still
