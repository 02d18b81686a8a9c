"""The first run: from nothing to a printed demo day, led by the tour and by nothing else."""

from __future__ import annotations

from pypdf import PdfReader
from PySide6.QtCore import Qt


def test_from_nothing_to_a_printed_day(she, own_home, tmp_path):
    # given: a computer on which the program never ran
    assert not own_home.exists()
    she.sees("New here? Try the demo")

    # when: she presses the one thing that stands out, then the demo is made, and asks her nothing
    she.presses("New here? Try the demo")
    she.sees("New here? Take the tour", "Everything here is invented.")
    assert she.reads_the_ribbon().startswith("DEMO")

    # when: she starts the tour, then the first step is a list to take in
    she.presses("Start the tour")
    she.sees("Step 1 of 5: Take in a list")
    people = len(she.store.patients())

    # when: she opens the sample list, settles its two problems, and imports it
    she.presses("Open the sample list")
    she.sees("Sample list.csv", "11 rows")
    she.presses("Next: problems")
    she.sees("Problems (2 to settle)")
    she.presses("Import anyway")
    she.presses("Import anyway")
    she.presses("Next: possible duplicates")
    she.sees("Possible duplicates")
    she.presses("Next: import")
    she.presses("Import 11 people")

    # then: the tour has seen it; one of the eleven was known already
    she.sees("Step 1 of 5: Take in a list: done", "Ctrl+Z takes all of it back")
    assert len(she.store.patients()) == people + 10
    assert she.is_at_the_top_of("Waiting list")

    # and: undo is safe, as it said
    she.undoes()
    assert len(she.store.patients()) == people
    she.redoes()
    assert len(she.store.patients()) == people + 10

    # when: she goes on and invites five of those who wait longest
    she.presses("Next step")
    she.sees("Step 2 of 5: Invite people")
    she.presses("Choose the longest waiters")
    she.types("How many people", "5")
    she.presses("Tick them")
    she.presses("Invite to")
    she.sees("Step 2 of 5: Invite people: done")
    assert len(she.plan.appointments) == 155

    # when: she plans, then one has no place, and the step goes on to why
    she.presses("Next step")
    she.sees("Step 3 of 5: Plan the day")
    she.presses("Plan")
    she.sees("Somebody did not fit in.")
    she.presses(f"{len(she.plan.unplaced)} not placed")
    she.sees("Step 3 of 5: Plan the day: done", "No interpreter for Tigrinya is there on this day")

    # when: she changes a visit by hand, and takes it back
    she.presses("Next step")
    she.sees("Step 4 of 5: Change it by hand")
    planned = she.plan.visits
    she.clicks_the_visit(planned[0].id)
    she.hits(Qt.Key.Key_Delete, control=True)
    she.sees("Now take it back")
    she.undoes()
    she.sees("Step 4 of 5: Change it by hand: done")
    assert set(she.plan.visits) == set(planned)

    # when: she looks at the sheets and saves them
    she.presses("Next step")
    she.sees("Step 5 of 5: Print the day", "Page 1 of")
    folder = tmp_path / "sheets"
    folder.mkdir()
    she.presses_and_names_a_file("Save as PDF", folder)
    she.sees("Step 5 of 5: Print the day: done", "The day can be run on paper now")

    # then: the day is on paper, with everybody who has a time
    (passports,) = folder.rglob("* Patient passports.pdf")
    pages = PdfReader(passports).pages
    assert len(pages) >= 154
    assert all("DEMO" in page.extract_text() for page in pages[::25])
    assert len(list(folder.rglob("*.pdf"))) > 10

    # when: she ends the tour, then it is out of the way and not offered again
    she.presses("Finish")
    she.does_not_see("Step 5 of 5", "Take the tour")
    assert she.window.tastes.tour == "done"
