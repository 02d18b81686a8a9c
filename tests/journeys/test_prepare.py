"""Prepare: from a messy waiting list to people invited, the longest waiters first."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt

from cadplanner.core.model.referral import Priority

LIST = "Waiting list"


def test_a_messy_list_becomes_the_waiting_list_in_one_step(she, messy_list, tmp_path):
    # given: the program started for the first time, and a new file for the service
    she.sees("CAD Planner", "New file", "Open a file", "New here? Try the demo", "Restore from a copy")
    she.presses_and_names_a_file("New file", tmp_path / "MSK service")
    she.chooses_its_keys("Make the file", tmp_path / "sheet.pdf")
    assert (tmp_path / "MSK service.cad").exists()
    she.sees("Nobody is on the list yet")

    # when: she drops the list of her record system on the window
    she.drops(messy_list)

    # then: it is shown as in her spreadsheet, with a guess at what each column means
    she.sees("62 rows, 19 columns", "DOB", "Read as day/month/year")
    preview = she.lines("First rows of the file")
    assert preview[0][0] == "6"

    # when: she goes through the problems, by the row and column of her spreadsheet
    she.presses("Next: problems")
    she.sees("Row 25, A  Surname: The row has no name", "6 problems to settle")
    assert [line[0] for line in she.lines("Problems of the list")] == ["25", "27", "30", "36", "59", "67"]
    assert not she.can_press("Next: possible duplicates")
    she.presses("Skip the row")
    she.sees("Row 27, E  NHS No: The NHS number 99912345 has 8 digits")
    she.presses("Import anyway")
    she.sees("Row 30, D  DOB: There is no day '31/02/1950'")
    she.types("Right value", "28/02/1950", then=Qt.Key.Key_Return)
    she.sees("Row 36, D  DOB: '07-May-1986' is not written like the rest")
    she.types("Right value", "07/05/1986", then=Qt.Key.Key_Return)
    she.sees("Row 59, D  DOB")
    she.presses("Import anyway")
    she.sees("Row 67, E  NHS No")
    she.presses("Import anyway")

    # then: each is as she decided, and nothing is written yet
    anyway = "Imported anyway"
    states = [line[-1] for line in she.lines("Problems of the list")]
    assert states == ["Row skipped", anyway, "Fixed", "Fixed", anyway, anyway]
    assert she.store.patients() == ()

    # when: she looks at who is there twice
    she.presses("Next: possible duplicates")
    she.sees("Rows 10 and 63 have the same NHS number", "Row 10", "Row 63", "differs")
    she.presses("Same person")
    she.presses("Next: import")

    # then: one sentence says what will happen, and it happens as one step
    she.sees("Import 60 people: 60 new, 0 already known, 1 left out.", "3 not routine")
    assert she.can_undo() == ""
    she.presses("Import 60 people")
    she.is_told("Imported 60 people: 60 new, 0 already known, 1 left out.")
    assert len(she.lines(LIST)) == len(she.store.referrals()) == 60
    fixed = next(patient for patient in she.store.patients() if patient.surname == "Datemuddle")
    assert fixed.birth_date == date(1950, 2, 28)

    assert she.has_the_keyboard_in(LIST)

    # when: she takes it back, and thinks better of it
    before = she.store.patients(), she.store.referrals()
    assert she.undoes().startswith("import 60 ")
    she.sees("Nobody is on the list yet")
    she.does_not_see("Imported 60 people")
    assert she.store.patients() == she.store.referrals() == ()
    assert she.redoes().endswith(" from waiting-list.csv")

    # then: everybody is there again as before
    assert len(she.lines(LIST)) == 60
    assert (she.store.patients(), she.store.referrals()) == before


def test_a_second_list_of_the_same_people_adds_nobody(she, service_file, messy_list):
    """T56: one list imported twice; an updated list."""
    # given: a file that knows these people already
    she.opens(service_file("waiting"))
    known = len(she.store.patients())

    # when: the same export is dropped again, and whatever is wrong in it is skipped
    she.drops(messy_list)
    she.sees("62 rows", "Read as day/month/year")
    she.presses("Next: problems")
    she.sees("6 problems to settle")
    while she.can_press("Skip the row"):
        she.presses("Skip the row")
    she.presses("Next: possible duplicates")
    she.sees("Already known")
    if she.can_press("Take the suggestion"):
        she.presses("Take the suggestion")
    she.presses("Next: import")

    # then: it says so before anything is written, and it is so
    she.sees("0 new")
    she.presses("Import ")
    she.is_told("0 new")
    assert len(she.store.patients()) == known


def test_she_finds_people_as_she_types_filters_and_sorts(she, service_file):
    # given: the waiting list, the longest wait on top
    she.opens(service_file("waiting"))
    everybody = she.lines(LIST)
    waits = [referral.received_on for referral in she.store.referrals()]
    assert waits == sorted(waits)

    # when she types a name without its accents and marks, then it is found
    she.hits(Qt.Key.Key_F, control=True)
    she.types_without_leaving("Search the waiting list", "oneill")
    she.sees("1 person found")
    assert she.lines(LIST)[0][0].startswith("O'NEILL, Siobhán")
    she.types_without_leaving("Search the waiting list", "王")
    she.waits_until(lambda: she.lines(LIST)[0][0].startswith("王"))

    # when she presses Escape, then everybody is back
    she.hits(Qt.Key.Key_Escape)
    she.waits_until(lambda: she.lines(LIST) == everybody)

    # when she looks at a kind of people, then only they are there
    she.presses("Under 18")
    assert [line[0].split(",")[0] for line in she.lines(LIST)] == ["YOUNGER"]
    she.presses("Under 18")
    she.presses("Not routine")
    assert {line[4] for line in she.lines(LIST)} <= {"! Urgent", "! Two-week wait"}
    assert len(she.lines(LIST)) == 3
    she.presses("All")

    # when she clicks the heading of the names, then they are in the order of the alphabet
    she.sorts_by(LIST, "Name")
    names = [line[0] for line in she.lines(LIST)]
    assert names.index(next(n for n in names if n.startswith("BEGUM"))) < names.index(
        next(n for n in names if n.startswith("YOUNGER"))
    )


def test_the_longest_waiters_are_invited_and_the_urgent_are_not(she, service_file):
    # given: people waiting, and a day set up
    she.opens(service_file("waiting"))
    she.presses("Set up a day first")
    she.presses("Small: 40 people")
    she.presses("Set up this day")
    she.is_told("is set up")
    she.goes_to(LIST)

    # when: she asks for the 20 who have waited longest
    she.presses("Choose the longest waiters")
    she.types("How many people to choose", "20")
    she.sees("Of 20 booked about 17 come (85 %).")
    she.presses("Tick them")
    she.sees("20 people ticked.")
    she.presses("Invite to Saturday 17 July")

    # then: twenty are invited, all routine and of age, and nobody free waited longer
    she.is_told("Invited 20 people to Saturday 17 July.")
    invited = {appointment.patient_id for appointment in she.plan.appointments}
    assert len(invited) == 20
    priority = {referral.patient_id: referral.priority for referral in she.store.referrals()}
    assert {priority[patient_id] for patient_id in invited} == {Priority.ROUTINE}
    grown = {p.id for p in she.store.patients() if (p.age_on(date(2027, 6, 1)) or 99) >= 18}
    may_come = [
        referral.patient_id
        for referral in she.store.referrals()
        if referral.priority is Priority.ROUTINE and referral.patient_id in grown
    ]
    assert set(dict.fromkeys(may_come[:21])) >= invited

    # when: she ticks somebody urgent herself, then she is asked first and nobody is invited in between
    she.presses("Not routine")
    she.chooses_the_line(LIST, "! Urgent")
    she.hits(Qt.Key.Key_Space)
    she.presses("Invite to")
    she.sees("The person ticked is not routine.", "A clinician has agreed")
    assert not she.can_press("Invite anyway")
    assert len(she.plan.appointments) == 20

    # and: the invitation of the twenty is one step back
    she.presses("Cancel")
    assert she.undoes() == "invite 20 people to Saturday 17 July"
    assert she.plan.appointments == ()
    assert she.plan.day.on == date(2027, 7, 17)
