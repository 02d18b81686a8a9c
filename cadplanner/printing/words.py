"""Words that patients read: times, dates, needs and card numbers (NHS content style)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from cadplanner.core.model.patient import MONTHS, AccessNeed, Patient

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MIDDAY = 12 * 60
MIDNIGHT = 24 * 60
ARRANGED = {
    AccessNeed.INTERPRETER: "an interpreter",
    AccessNeed.BSL: "a British Sign Language interpreter",
    AccessNeed.STEP_FREE: "step-free places",
    AccessNeed.LONGER_APPOINTMENT: "more time for you",
    AccessNeed.QUIET_SPACE: "a quiet space",
    AccessNeed.HEARING_LOOP: "a hearing loop",
    AccessNeed.CARER_PRESENT: "room for the person with you",
    AccessNeed.LARGE_PRINT: "large print",
    AccessNeed.CANNOT_WAIT: "a short visit with little waiting",
}

ATTENDED = (
    "5 On time",
    "6 Late, seen",
    "7 Late, not seen",
    "3 Did not attend",
    "2 Patient cancelled",
    "4 We cancelled",
)
"""In the order they happen most; the figures are the codes (NHS Data Dictionary, ATTENDED OR DID NOT ATTEND CODE)."""


def time_words(minute: int) -> str:
    """A minute of the day as patients read it: '9:30am', '5pm', 'midday', 'midnight'."""
    if minute == MIDDAY:
        return "midday"
    if minute in {0, MIDNIGHT}:
        return "midnight"
    hour, past = divmod(minute, 60)
    minutes = f":{past:02d}" if past else ""
    return f"{(hour - 1) % 12 + 1}{minutes}{'am' if hour % 24 < 12 else 'pm'}"


def long_date(day: date) -> str:
    """A date as patients read it: 'Saturday 12 June 2027'. The same on every computer."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def listed(things: Sequence[str]) -> str:
    """'a', 'a and b', 'a, b and c'."""
    return " and ".join([", ".join(things[:-1]), things[-1]] if len(things) > 1 else things)


def arranged_words(patient: Patient) -> str:
    """What the service has arranged: 'step-free places and an interpreter for Bengali'; '' for nothing."""
    return listed([_arranged(need, patient) for need in ARRANGED if need in patient.needs])


def _arranged(need: AccessNeed, patient: Patient) -> str:
    if need is AccessNeed.INTERPRETER and patient.language:
        return f"an interpreter for {patient.language}"
    return ARRANGED[need]


def card_words(card: int) -> str:
    """The card number as printed and said: 'K077'."""
    return f"K{card:03d}"


def card_code(card: int, on: date) -> str:
    """What the codes on a card hold: 'CAD1:K077:1206', the card and the day and month. Nothing of the person.

    At another day's desk the card is known for another day's.
    """
    return f"CAD1:{card_words(card)}:{on:%d%m}"


def counted(number: int, one: str, more: str) -> str:
    """'1 person', '2 people'."""
    return f"{number} {one if number == 1 else more}"


def short_needs(person: Patient) -> str:
    """The needs without the note, for paper that more people see: 'interpreter (Bengali), step-free'."""
    spoken = f"{AccessNeed.INTERPRETER} ({person.language})" if person.language else str(AccessNeed.INTERPRETER)
    return ", ".join(spoken if need is AccessNeed.INTERPRETER else need.value for need in person.needs)
