"""The demo: tried on the first run, every page open, and there again the next time."""

from __future__ import annotations

from cadplanner.core.planning.rules import clashes

PAGES = {
    "Waiting list": ("Search the waiting list", "Choose the longest waiters"),
    "Day": ("Cover", "Stations", "Staff", "Exampleford Leisure Centre"),
    "Plan": ("of 150 placed", "every rule is kept", "How to change the plan"),
    "Print": ("of 150 people have a time.", "Page 1 of", "Patient passports"),
}


def test_the_demo_is_made_looked_through_and_opened_again(she, own_home, another_window):
    # given: the first run
    she.sees("New here? Try the demo", "Files you open will be listed here.")

    # when: she tries the demo
    she.presses("New here? Try the demo")
    she.sees("Making the demo: busy", "Cancel")

    # then: it is made while she watches, opens, and says across the window that it is one
    she.sees("Waiting list", "Choose the longest waiters")
    assert she.store.path == own_home / "Demo.cad"
    assert she.reads_the_ribbon() == "DEMO: Invented people, to try things out. Not for real patients."
    assert she.window.windowTitle() == "Demo.cad - CAD Planner"

    # and: every page has something to show
    for page, words in PAGES.items():
        she.goes_to(page)
        she.sees(*words)

    # and: the day is planned by the rules
    assert clashes(she.plan) == ()
    assert len(she.plan.appointments) == 150

    # when: she closes the program and starts it again
    planned = she.plan
    she.closes_the_window()
    later = another_window()
    assert later.opens(own_home / "Demo.cad")

    # then: all of it is there
    assert later.plan == planned
    later.goes_to("Plan")
    later.sees("of 150 placed")
