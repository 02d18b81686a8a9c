"""What the service says of itself and what its words are: how typed words are read, and what the step is called."""

from __future__ import annotations

from dataclasses import dataclass, replace

from cadplanner.core.model.edit import Change, Edit
from cadplanner.core.model.service_details import ServiceDetails
from cadplanner.core.model.words import NumberKind
from cadplanner.core.setup.reading import NotUnderstood


@dataclass(frozen=True, slots=True)
class Asked:
    """A field of words: its name, what the step is called, the longest that is taken, what is said where it is empty.

    `{}` in the step is what was typed. Where `empty` is '' the field may be.
    """

    name: str
    step: str
    longest: int
    empty: str = ""


NAME = Asked("name", "Change the service's name", 100, "Type the name of the service: it stands on every sheet.")
PHONE = Asked("phone", "Change the service's phone number", 60)
DAY = Asked("day_word", "Call a day “{}”", 50, "Type what a day is called, such as “community appointment day”.")
PIFU = Asked("pifu_word", "Call it “{}”", 30, "Type what it is called, such as PIFU: forms and lists need it.")
BOOKED, INVITED, KEEP = "booked_come", "invited_come", "keep_months"
STEPS = {
    BOOKED: "Expect {} % of those booked",
    INVITED: "Expect {} % of those invited",
    KEEP: "Keep closed days for {} months",
}


def with_words(details: ServiceDetails, asked: Asked, typed: str) -> Edit:
    """The edit for words typed into a field, empty where nothing changes. Raises NotUnderstood with the sentence."""
    words = " ".join(typed.split())
    if asked.empty and not words:
        raise NotUnderstood(asked.empty)
    if len(words) > asked.longest:
        raise NotUnderstood(f"It is too long: {asked.longest} letters at most.")
    return _edit(details, replace(details, **{asked.name: words}), asked.step.format(words))  # type: ignore[arg-type]


def with_count(details: ServiceDetails, name: str, count: int) -> Edit:
    """The edit for one of the numbers of STEPS."""
    return _edit(details, replace(details, **{name: count}), STEPS[name].format(count))  # type: ignore[arg-type]


def with_number(details: ServiceDetails, number: NumberKind) -> Edit:
    """The edit for whose number patients are known by."""
    return _edit(details, replace(details, number=number), f"Call it {number}")


def _edit(before: ServiceDetails, after: ServiceDetails, label: str) -> Edit:
    return Edit(label, (Change(before, after),) if before != after else ())
