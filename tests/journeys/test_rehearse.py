"""Rehearse: what if all takes longer, or somebody rings in sick? The planned day is played before it happens."""

from __future__ import annotations


def test_the_day_is_rehearsed_before_it_happens(she, service_file):
    # given: a day that is not planned yet, then the page says what it is for
    she.opens(service_file("invited"))
    she.goes_to("Rehearse")
    she.sees("Nothing to rehearse yet", "what if all takes longer")
    she.presses("Go to the plan")
    she.presses("Plan")
    she.stops_planning_once_she_sees("20 of 20 placed")
    version = she.store.version_of(she.plan.day.id)

    # when: she asks how the day goes as planned
    she.goes_to("Rehearse")
    she.sees("What if…?", "Nothing is written")
    she.presses("Rehearse")

    # then: the answer is a sentence first, then the waits at each station
    she.sees("The last person would leave at ", "before closing", "What would help", "Patients in the hall")
    she.waits_until(lambda: she.can_press("Rehearse"))
    assert {line[0] for line in she.lines("Waits by station")} == {station.name for station in she.plan.stations}

    # when: she asks what would come of visits that take longer and of people who stay away
    she.types("Visits take per cent longer", "60")
    she.types("Of 100 people, do not come", "10")
    she.sees("Your own question", "60% longer", "10 of 100")
    she.presses("Rehearse")

    # then: it is said beside the day as planned, with what would help
    she.sees("As planned it is ", "People wait longest at ")
    she.waits_until(lambda: she.can_press("Rehearse"))

    # and: nothing was written
    assert she.store.version_of(she.plan.day.id) == version
