"""The five steps of the tour as values: what to do, where, and how the program sees that it was done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from cadplanner.core.model.appointment import Visit
from cadplanner.core.model.print import Print

REASONS = "Who is not placed, and why"
"""What the list of reasons on the Plan page is called to a screen reader."""
IMPORTING = "Cancel import"
"""The button that is there while a list is on its way in."""
SAMPLE = "Open the sample list"
IMPORTED = "Import "
"""How the step that an import is begins, in words."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What the tour sees of the file and of the screen at one moment.

    `last` is what Undo would take back, in words, and `done` all that it could; `saved` how often sheets were saved or
    sent; `reads_why` whether the reasons of those without a place are on the screen.
    """

    people: int = 0
    invited: int = 0
    unplaced: int = 0
    visits: tuple[Visit, ...] = ()
    last: str = ""
    prints: tuple[Print, ...] = ()
    saved: int = 0
    reads_why: bool = False
    done: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One thing to do. `look` are patterns of names: the ring goes round the first control that can be used.

    `done` compares how it was when the step began with how it is now. `offers` is a button of the tour itself.
    """

    says: str
    look: tuple[str, ...]
    done: Callable[[Seen, Seen], bool]
    offers: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its page, its parts one after the other, and what to take from it once they are done.

    `before` tells whether it was done before it began, and need not be done again; `again` is what is then said.
    """

    title: str
    page: str
    parts: tuple[Part, ...]
    after: str
    before: Callable[[Seen], bool] = lambda _: False
    again: str = ""


def _listed(began: Seen, now: Seen) -> bool:
    return now.people > began.people


def _listed_before(now: Seen) -> bool:
    return any(label.startswith(IMPORTED) for label in now.done)


def _invited(began: Seen, now: Seen) -> bool:
    return now.invited > began.invited


def _planned(began: Seen, now: Seen) -> bool:
    return now.visits != began.visits and now.last.startswith("Plan the day")


def _read_why(_began: Seen, now: Seen) -> bool:
    return now.reads_why or not now.unplaced


def _changed(began: Seen, now: Seen) -> bool:
    return now.visits != began.visits


def _as_before(began: Seen, now: Seen) -> bool:
    return now.visits == began.visits


def _on_paper(began: Seen, now: Seen) -> bool:
    return now.saved > began.saved or now.prints != began.prints


STEPS = (
    Step(
        "Take in a list",
        "waiting_list",
        (
            Part(
                "An export is never tidy. Open the sample list and settle what is wrong with it, by the row and column "
                "of the spreadsheet. Nothing is saved before the last button, Import.",
                ("^Import anyway$", "^Next: ", r"^Import \d"),
                _listed,
                SAMPLE,
            ),
        ),
        "The new people wait longest, so they stand first. An import is one step: Ctrl+Z takes all of it back, "
        "Ctrl+Y brings it in again.",
        _listed_before,
        "The list was taken in before: its people are here. To do it once more, take it back with Ctrl+Z first.",
    ),
    Step(
        "Invite people",
        "waiting_list",
        (
            Part(
                "Press “Choose the longest waiters…”, say 5, and “Tick them”; then invite them with the button at the "
                "foot. Whoever is urgent is never chosen for you.",
                ("^Invite to ", "^Tick them$", "^Choose the longest waiters…$"),
                _invited,
            ),
        ),
        "They are invited and have no time yet: that is what the plan is for.",
    ),
    Step(
        "Plan the day",
        "plan",
        (
            Part(
                "Press “Plan”. Everybody keeps the time they have; the people you invited get theirs, by the rules.",
                ("^Plan$",),
                _planned,
            ),
            Part(
                "Somebody did not fit in. Press “not placed” above the plan, and read why and what would help.",
                (r"^\d+ not placed", "^Card and not placed$"),
                _read_why,
            ),
        ),
        "Nobody is left out unseen: whoever has no place stays in that list, with the reason, until you act.",
    ),
    Step(
        "Change it by hand",
        "plan",
        (
            Part(
                "Click a visit, then drag it, or press “Move to…” (Ctrl+M). Where it would break a rule, you are told "
                "which, and it stays where it was.",
                ("^Move to…$", "^Timeline of the day$"),
                _changed,
            ),
            Part(
                "Now take it back: press Ctrl+Z, or the arrow above the plan.",
                ("^Undo: ",),
                _as_before,
            ),
        ),
        "All is as it was. “Lock” keeps a visit where it is when you plan again.",
    ),
    Step(
        "Print the day",
        "print",
        (
            Part(
                "Look through a sheet on the right, then press “Save as PDF…” and choose a folder. “Print…” sends the "
                "same to a printer.",
                ("^Save as PDF…$",),
                _on_paper,
            ),
        ),
        "The day can be run on paper now, whatever happens to the laptop. On the day, Desk takes people in and Board "
        "shows who waits where. For your own service: File, New.",
    ),
)


def next_part(step: Step, part: int, began: Seen, now: Seen) -> int:
    """Which part of the step comes now; as many as there are where all of them are done."""
    while part < len(step.parts) and step.parts[part].done(began, now):
        part += 1
    return part
