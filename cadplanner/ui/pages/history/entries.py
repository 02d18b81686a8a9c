"""The entries of the history as a table shows them, and what is asked of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from cadplanner.core.keeping.did import Did
from cadplanner.core.keeping.words import HistoryLine, kind_words
from cadplanner.core.model.attendance import LONDON
from cadplanner.core.model.patient import date_words
from cadplanner.store.audit import PastEdit
from cadplanner.store.store import Store
from cadplanner.store.tables import KINDS
from cadplanner.store.trail import TrailQuery
from cadplanner.ui.kit.rows import Column
from cadplanner.ui.kit.theme import Role

ANY, TODAY, WEEK, MONTH, ONE_DAY = "any", "today", "week", "month", "one day"
PERIODS = (
    (ANY, "At any time"),
    (TODAY, "Today"),
    (WEEK, "In the last 7 days"),
    (MONTH, "In the last 30 days"),
    (ONE_DAY, "On one day"),
)
DAYS_BACK = {TODAY: 0, WEEK: 6, MONTH: 29}
DELETED_WORDS = "Deleted for good with a person's data"
TONES = {
    Did.LOOKED: Role.NOTE,
    Did.PRINTED: Role.NOTE,
    Did.EXPORTED: Role.CAUTION,
    Did.WRONG_PIN: Role.BAD,
    Did.WARNED: Role.BAD,
    Did.DELETED: Role.BAD,
}


class Entries:
    """Where the table's rows come from: the history, as far as `query` asks for it."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.query = TrailQuery()

    def ids(self, sort_by: str, *, descending: bool) -> Sequence[str]:
        """The numbers of the entries asked for; the latest first, or turned round."""
        numbers = self._store.history_ids(self.query)
        return [str(number) for number in (reversed(numbers) if sort_by and not descending else numbers)]

    def rows(self, ids: Sequence[str]) -> Sequence[PastEdit]:
        """The entries with these numbers."""
        return self._store.history_rows([int(number) for number in ids])

    def lines(self) -> tuple[HistoryLine, ...]:
        """All that is asked for, in words."""
        return self._store.history_lines(self._store.history_ids(self.query), person=self.query.person)

    def line(self, number: int) -> HistoryLine:
        """One entry in words; about one person alone where one is asked for."""
        (line,) = self._store.history_lines((number,), person=self.query.person)
        return line


@dataclass(frozen=True, slots=True)
class Detail:
    """One row of what an entry did: a field, or a thing without one."""

    id: str
    thing: str
    verb: str
    field: str = ""
    before: str = ""
    after: str = ""


def entry_columns() -> tuple[Column[PastEdit], ...]:
    """When, who, what."""
    return (
        Column("When", lambda entry: when_words(entry.at), sort_by="at", width=17),
        Column("Who", lambda entry: entry.who, width=15, tip=lambda entry: f"At {entry.computer}"),
        Column("Act", lambda entry: entry.did.value, width=12, tone=lambda entry: TONES.get(entry.did)),
        Column("What was done", label_words),
        Column("About", about_words, width=20, tip=about_words),
    )


def detail_columns() -> tuple[Column[Detail], ...]:
    """Before and after, in the words of the fields."""
    return (
        Column("What", lambda row: row.thing, width=30, tip=lambda row: row.thing),
        Column("Done", lambda row: row.verb, width=12),
        Column("Field", lambda row: row.field, width=18),
        Column("Before", lambda row: row.before, tip=lambda row: row.before),
        Column("After", lambda row: row.after, tip=lambda row: row.after),
    )


def details(line: HistoryLine) -> Iterator[Detail]:
    """What an entry did, a row a field."""
    for n, told in enumerate(line.told):
        verb = told.verb or line.did.value
        if not told.fields:
            yield Detail(f"{n}", told.thing, verb)
        for k, field in enumerate(told.fields):
            yield Detail(f"{n}.{k}", told.thing, verb, field.field, field.before, field.after)


def when_words(at: datetime) -> str:
    """'12-Jun-2027 10:02', by the clock in the hall."""
    here = at.astimezone(LONDON)
    return f"{date_words(here.date())} {here:%H:%M}"


def label_words(entry: PastEdit) -> str:
    """What was done, in the words it was done with."""
    return DELETED_WORDS if entry.forgotten else entry.label


def about_words(entry: PastEdit) -> str:
    """'300 patients, 300 places on the waiting list'."""
    return ", ".join(_counted(kind, number) for kind, number in entry.counts.items())


def period(choice: str, today: date, one_day: date) -> tuple[datetime | None, datetime | None]:
    """From when and up to when a choice of PERIODS means."""
    if choice == ONE_DAY:
        return _begins(one_day), _begins(one_day + timedelta(days=1))
    if choice in DAYS_BACK:
        return _begins(today - timedelta(days=DAYS_BACK[choice])), None
    return None, None


def _begins(day: date) -> datetime:
    return datetime.combine(day, time(0), LONDON).astimezone(UTC)


def _counted(kind: str, number: int) -> str:
    words = kind_words(KINDS[kind])
    words = words[0].lower() + words[1:]
    if number == 1:
        return f"1 {words}"
    head, *rest = re.split(r"(?= of | on )", words, maxsplit=1)
    return f"{number:,} {head}{'' if head.endswith('s') or head == 'feedback' else 's'}{''.join(rest)}"
