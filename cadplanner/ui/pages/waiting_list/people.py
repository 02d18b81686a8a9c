"""Who is shown in the waiting list and how each one reads in a line of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from cadplanner.core.model.patient import Patient, date_words
from cadplanner.core.model.referral import Priority
from cadplanner.core.model.words import NumberKind
from cadplanner.store.store import Store
from cadplanner.store.waiting import LEFT, WaitingQuery, WaitingRow
from cadplanner.ui.kit.rows import Column
from cadplanner.ui.kit.theme import Role

ADULT = 18
FILTERS = (
    ("routine", "Routine"),
    ("not routine", "Not routine"),
    ("under 18", "Under 18"),
    ("no phone", "No phone"),
    ("has needs", "With needs"),
    ("not invited", "Not invited"),
    ("invited", "Invited"),
    ("came back", "Came back"),
    (LEFT, "Left the list"),
)
"""The chips: a key of the store's FLAGS, and its words."""
RARE = frozenset({"came back", LEFT})
"""Chips that are there only while they find somebody."""
APART = (frozenset({"routine", "not routine"}), frozenset({"invited", "not invited"}))


class People:
    """The waiting list as the table asks for it: what is searched for and filtered now."""

    def __init__(self, store: Store, today: Callable[[], date]) -> None:
        self._store = store
        self._today = today
        self.search = ""
        self.flags: frozenset[str] = frozenset()

    def ids(self, sort_by: str, *, descending: bool) -> Sequence[str]:
        """The ids of the referrals that are asked for; the longest wait first unless told otherwise."""
        return self._store.waiting_ids(
            WaitingQuery(
                on=self._today(),
                search=self.search,
                flags=self.flags,
                sort_by=sort_by or "received_on",
                descending=descending,
            )
        )

    def holder_of(self, nhs_number: str) -> Patient | None:
        """Whoever is or was on the list with that number."""
        places = (frozenset[str](), frozenset({LEFT}))
        asked = (WaitingQuery(on=self._today(), search=nhs_number, flags=flags) for flags in places)
        rows = self._store.waiting_rows([found for query in asked for found in self._store.waiting_ids(query)])
        return next((row.patient for row in rows if row.patient.nhs_number == nhs_number), None)

    def rows(self, ids: Sequence[str]) -> Sequence[WaitingRow]:
        """The lines of these referrals."""
        return self._store.waiting_rows(tuple(ids))


def people_columns(today: Callable[[], date], number: NumberKind) -> tuple[Column[WaitingRow], ...]:
    """The columns of the list; `today` says how old and how long, `number` whose number they have."""

    def born(row: WaitingRow) -> str:
        return birth_words(row.patient.birth_date, row.patient.age_on(today()))

    def waiting(row: WaitingRow) -> str:
        return waiting_words(row.referral.received_on, row.referral.weeks_waited(today()))

    def child(row: WaitingRow) -> Role | None:
        age = row.patient.age_on(today())
        return Role.CAUTION if age is not None and age < ADULT else None

    def under_18(row: WaitingRow) -> str:
        return "Under 18" if child(row) else ""

    return (
        Column("Name", lambda row: row.patient.staff_name, "surname", _name_tip, 24),
        Column("Born", born, "birth_date", under_18, 15, tone=child),
        Column("Needs", lambda row: row.patient.needs_words, "needs", width=16, wraps=True, spare=2),
        Column("Waiting since", waiting, "received_on", width=20),
        Column("Priority", _priority, "priority", width=14, tone=_priority_tone, spare=1),
        Column(number.value, lambda row: number.shown(row.patient.nhs_number), "nhs_number", width=11, spare=2),
        Column("Problem", lambda row: row.referral.problem, "problem", lambda row: row.referral.problem, spare=True),
        Column("Phone", _phone_words, "phone", width=8, tone=_phone_tone, spare=True),
        Column("Invited to", _invited_words, "invited", _invited_words, 14, tone=_invited_tone, spare=2),
    )


SORTED_FIRST = 3
"""The column that orders the list at first: waiting since, the longest wait on top."""


def birth_words(birth_date: date | None, age: int | None) -> str:
    """'12-Jun-1957 (69)', with a mark for a child."""
    if age is None:
        return date_words(birth_date)
    return f"{'! ' if age < ADULT else ''}{date_words(birth_date)} ({age})"


def waiting_words(received_on: date | None, weeks: int) -> str:
    """'12-Mar-2026 (36 weeks)'."""
    if received_on is None:
        return date_words(None)
    return f"{date_words(received_on)} ({weeks} {'week' if weeks == 1 else 'weeks'})"


def priority_words(priority: Priority) -> str:
    """'Routine', or '! Urgent' with a mark where it is not."""
    words = priority.words.capitalize()
    return words if priority is Priority.ROUTINE else f"! {words}"


def _priority(row: WaitingRow) -> str:
    return priority_words(row.referral.priority)


def _name_tip(row: WaitingRow) -> str:
    return row.patient.staff_name


def _priority_tone(row: WaitingRow) -> Role | None:
    return {Priority.URGENT: Role.CAUTION, Priority.TWO_WEEK_WAIT: Role.BAD}.get(row.referral.priority)


def _phone_words(row: WaitingRow) -> str:
    return "Yes" if row.patient.phone else "No phone"


def _phone_tone(row: WaitingRow) -> Role | None:
    return None if row.patient.phone else Role.CAUTION


def _invited_words(row: WaitingRow) -> str:
    return date_words(row.invited_on) if row.invited_on else ""


def _invited_tone(row: WaitingRow) -> Role | None:
    return Role.GOOD if row.invited_on else None
