"""A rehearsal in sentences: what it would mean for the people, the staff and the hall."""

from __future__ import annotations

from collections.abc import Iterator

from cadplanner.core.model.plan import Plan
from cadplanner.core.model.span import clock
from cadplanner.core.rehearsal.counting import QUARTER
from cadplanner.core.rehearsal.rehearse import ON_TIME, Answer, Rehearsed

OVERTIME = 5  # minutes: less is not worth a sentence
NAMED = 3  # members of staff who are named with their overtime


def result_words(plan: Plan, answer: Answer) -> tuple[str, ...]:
    """What comes of the what-if, the most important first; beside the day as planned where that is something else.

    Where it is played from the hall as it stands, the first sentences say from when, and who is in it.
    """
    asked, planned = answer.asked, answer.as_planned
    other = None if answer.is_as_planned else planned
    if not asked.people:
        return (_from(asked, "Nobody would come." if asked.begins is None else "Nobody is here or still to come."),)
    said = [_from(asked, _last_leaves(asked, other)), *_who(asked)]
    said += [_on_time(asked, other), _waits(asked, other), _hall(asked, other)]
    return (*said, *_overtime(plan, asked), *_not_given(asked))


def otherwise(asked: Rehearsed) -> str:
    """What the day without the what-if is called: 'as planned', or 'as it stands' in the middle of the day."""
    return "as planned" if asked.begins is None else "as it stands"


def _from(asked: Rehearsed, says: str) -> str:
    """'From 11:30, as the hall stands now: the last person would leave at 16:40'."""
    if asked.begins is None:
        return says
    return f"From {clock(asked.begins.minute)}, as the hall stands now: {says[0].lower()}{says[1:]}"


def _who(asked: Rehearsed) -> Iterator[str]:
    begins = asked.begins
    if begins is None:
        return
    here = _is_or_are(begins.here, "here")
    missing = f"; {_is_or_are(begins.missing, 'missing and not counted')}" if begins.missing else ""
    yield f"{here}, {begins.to_come or 'nobody'} still to come{missing}."


def _is_or_are(people: int, what: str) -> str:
    return f"{people or 'Nobody'} {'is' if people < 2 else 'are'} {what}"


def closing_words(rehearsed: Rehearsed) -> str:
    """'20 minutes after closing'."""
    over = round(rehearsed.minutes_over)
    if not over:
        return "just at closing"
    return f"{minutes(abs(over))} {'after' if over > 0 else 'before'} closing"


def _last_leaves(asked: Rehearsed, other: Rehearsed | None) -> str:
    leaves = asked.last_leaves
    worst = f"; on a bad day at {clock(round(leaves.most))}" if round(leaves.most) > round(leaves.half) else ""
    as_planned = f" {otherwise(asked).capitalize()} it is {clock(round(other.last_leaves.half))}." if other else ""
    return f"The last person would leave at {clock(round(leaves.half))}, {closing_words(asked)}{worst}.{as_planned}"


def _on_time(asked: Rehearsed, other: Rehearsed | None) -> str:
    as_planned = f", and {other.on_time:.0f} {otherwise(asked)}" if other else ""
    return f"{on_time_words(asked)} (within {ON_TIME} minutes of it){as_planned}."


def _waits(asked: Rehearsed, other: Rehearsed | None) -> str:
    as_planned = f" ({otherwise(asked)} {round(other.waits.most)})" if other else ""
    half = round(asked.waits.half)
    first = f"would wait {minutes(half)} or less {_in_all(asked)}" if half else "would not wait at all"
    return f"Half of the people {first}, and 19 of 20 no more than {minutes(asked.waits.most)}{as_planned}."


def on_time_words(rehearsed: Rehearsed) -> str:
    """'84 of 100 people would leave on time'."""
    return f"{rehearsed.on_time:.0f} of 100 people would leave on time"


def most_wait_words(rehearsed: Rehearsed) -> str:
    """'19 of 20 people would wait no more than 12 minutes in all'."""
    return f"19 of 20 people would wait no more than {minutes(rehearsed.waits.most)} {_in_all(rehearsed)}"


def _in_all(rehearsed: Rehearsed) -> str:
    return "in all" if rehearsed.begins is None else "at the stops still to come"


def _hall(asked: Rehearsed, other: Rehearsed | None) -> str:
    quarter, people = asked.fullest
    as_planned = f", and {round(other.fullest[1])} {otherwise(asked)}" if other else ""
    between = f"between {clock(quarter)} and {clock(quarter + QUARTER)}"
    return f"The hall would be fullest {between}: {round(people)} patients at once{as_planned}."


def _overtime(plan: Plan, asked: Rehearsed) -> Iterator[str]:
    late = [(plan.staff_member[key].name, over) for key, over in asked.overtime if over >= OVERTIME]
    if not late:
        return
    named = ", ".join(f"{name} {minutes(over)}" for name, over in late[:NAMED])
    longest = f"longest {named}" if len(late) > NAMED else named
    who = "1 member of staff" if len(late) == 1 else f"{len(late)} members of staff"
    yield f"{who} would work past the end of their shift: {longest}."


def _not_given(asked: Rehearsed) -> Iterator[str]:
    if asked.lost >= 1:
        yield f"{_count(asked.lost, 'visit')} could not be given: nobody else may, or nothing else is open."
    if asked.missed >= 1:
        yield f"{_count(asked.missed, 'person', 'people')} would come too late for their class."
    if asked.turned_away >= 1:
        yield f"There would be no time for {_count(asked.turned_away, 'walk-in')} of {round(asked.walk_ins)}."


def _count(number: float, one: str, many: str = "") -> str:
    whole = round(number)
    return f"{whole} {one if whole == 1 else many or one + 's'}"


def minutes(number: float) -> str:
    """'1 minute', '12 minutes'."""
    whole = round(number)
    return "1 minute" if whole == 1 else f"{whole} minutes"
