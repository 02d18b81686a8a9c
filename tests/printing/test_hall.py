"""What hangs and is handed out in the hall: badges, signs, tickets, labels."""

import re
from dataclasses import replace

from cadplanner.printing import badges, labels, signs, tickets
from cadplanner.printing.grid import MM, Grid
from cadplanner.printing.sheet import A4, page_count
from tests.builders import patient, people, plan_with


def test_labels_stand_where_the_sheet_of_21_has_them():
    first, last = labels.SHEET.place(0), labels.SHEET.place(20)
    assert [round(one / MM, 2) for one in first] == [7.25, 15.15, 63.5, 38.1]
    assert round((A4[0] - last[0] - last[2]) / MM, 1) == 7.2
    assert round((A4[1] - last[1] - last[3]) / MM, 1) == 15.1


def test_a_label_names_the_person_and_the_card(paper, pages):
    [page] = pages(labels.pdf(plan_with([patient(1, "O'Neill", "Zoë")]), paper))
    for told in ("O'NEILL, Zoë (Ms)", "K001", "Born 02-Feb-1951", "NHS 999", "Confidential waste", "print at 100%"):
        assert told in page


def test_labels_come_by_arrival_21_on_a_sheet(paper, pages):
    read = pages(labels.pdf(plan_with(people(43)), paper))
    assert len(read) == 3
    assert [len(re.findall(r"K\d{3}", page)) for page in read] == [21, 21, 1]


def test_a_long_name_wraps_on_its_label(paper, pages):
    name = "Featherstonehaugh-Cholmondeley-Marjoribanks"
    [page] = pages(labels.pdf(plan_with([patient(1, name, "Wilhelmina Alexandrina")]), paper))
    assert name.upper().replace("-", "") in page.replace("-", "").replace(" ", "")


def test_a_badge_says_what_to_call_somebody_and_what_she_does(paper, pages):
    plan = plan_with(people(3))
    plan = replace(plan, staff=(replace(plan.staff[0], name="Dr. Wanjirũ Exampleton"), *plan.staff[1:]))
    [page] = pages(badges.pdf(plan, paper, [plan.staff[0].id]))
    assert "Wanjirũ Physiotherapist Oakfield Community NHS Trust" in page
    assert "Exampleton" not in page
    assert page.count("Hello") == 10


def test_who_is_called_what():
    assert [badges.called(name) for name in ("Ann Lee", "Prof Ann Lee", "Cher", "Dr")] == ["Ann", "Ann", "Cher", "Dr"]


def test_a_sign_for_each_station_each_zone_and_the_desk(paper, pages):
    plan = plan_with(people(3))
    read = pages(signs.pdf(plan, paper))
    assert len(read) == len(plan.stations) + len(plan.venue.zones) + 1
    assert read[0].startswith("1 Conversation Sports hall")
    assert "1 Conversation 2 Physio assessment" in " ".join(read[-4:])
    assert page_count(signs.pdf(plan, paper, arrows=True)) == 3 * len(read)
    assert page_count(signs.pdf(plan, paper, ["s-hub"], arrows=True)) == 3


def test_colours_of_signs_are_dark_enough_for_white():
    for colour in signs.COLOURS:
        linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in colour]
        luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
        assert 1.05 / (luminance + 0.05) > 5


def test_tickets_count_from_one_for_each_queue(paper, pages):
    read = pages(tickets.pdf(plan_with(people(3)), paper))
    assert len(read) == 4
    assert read[0].startswith("Welcome desk 1 We call your number")
    assert "Community hub 48" in read[-1]


def test_a_grid_is_in_the_middle_of_the_page():
    grid = Grid(2, 5, 90, 54)
    x, y, wide, high = grid.place(9)
    assert round((x + wide) / MM) == 195
    assert round((y + high) / MM, 1) == 283.5
