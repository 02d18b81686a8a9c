"""The waiting list as the screen asks for it: search, filters and sorting, all by SQL."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from cadplanner.core.model.patient import Patient
from cadplanner.core.model.referral import Referral
from cadplanner.store.search import search_sql, search_words
from cadplanner.store.tables import Row, codec_of

ON_THE_LIST = "r.left_because = ''"
HERS = "(a.referral_id = r.id OR a.referral_id = '' AND a.patient_id = r.patient_id)"
INVITED = (
    "((r.id IN (SELECT referral_id FROM appointment) "  # noqa: S608
    "OR r.patient_id IN (SELECT patient_id FROM appointment WHERE referral_id = '')) "
    "AND (r.settled_on IS NULL OR EXISTS (SELECT 1 FROM appointment a JOIN day ON day.id = a.day_id "
    f'WHERE {HERS} AND day."on" > r.settled_on)))'
)
CAME_BACK = (
    "EXISTS (SELECT 1 FROM referral o WHERE o.patient_id = r.patient_id AND o.left_because <> '' "
    "AND r.received_on > o.settled_on AND r.received_on <= date(o.settled_on, '+6 months'))"
)
LEFT = "left the list"
FLAGS = {
    "routine": "r.priority = 1",
    "not routine": "r.priority <> 1",
    "under 18": "p.birth_date > :grown",
    "no phone": "p.phone = ''",
    "no birth date": "p.birth_date IS NULL",
    "no NHS number": "p.nhs_number = ''",
    "has needs": "(p.needs <> '[]' OR p.needs_note <> '')",
    "invited": INVITED,
    "not invited": f"NOT {INVITED}",
    "came back": CAME_BACK,
    LEFT: "r.left_because <> ''",
}
"""Each filter of the list and its condition; whoever has left the list is shown by the one that asks for her alone."""

SORTS = {
    "surname": ("", "i.surname {way}, i.first_name {way}"),
    "first_name": ("i.first_name = ''", "i.first_name {way}, i.surname {way}"),
    "birth_date": ("p.birth_date IS NULL", "p.birth_date {way}"),
    "nhs_number": ("p.nhs_number = ''", "p.nhs_number {way}"),
    "phone": ("p.phone = ''", "p.phone {way}"),
    "postcode": ("p.postcode = ''", "p.postcode COLLATE NOCASE {way}"),
    "needs": ("p.needs = '[]' AND p.needs_note = ''", "p.needs {way}, p.needs_note {way}"),
    "received_on": ("r.received_on IS NULL", "r.received_on {way}"),
    "priority": ("", "r.priority {way}"),
    "problem": ("r.problem = ''", "r.problem COLLATE NOCASE {way}"),
    "pathway": ("r.pathway = ''", "r.pathway COLLATE NOCASE {way}"),
    "source": ("r.source = ''", "r.source COLLATE NOCASE {way}"),
    "list_name": ("r.list_name = ''", "r.list_name COLLATE NOCASE {way}"),
    "invited": (f"NOT {INVITED}", "{day} {way}"),
}
"""What the list can be sorted by: which rows know nothing (they come last either way), and the order."""

TIES = ("r.received_on IS NULL", "r.received_on", "r.id")

SINCE = "(r.settled_on IS NULL OR day.\"on\" > r.settled_on OR r.left_because <> '')"
INVITED_ON = (
    'coalesce((SELECT day."on" FROM appointment a JOIN day ON day.id = a.day_id '  # noqa: S608
    f'WHERE a.referral_id = r.id AND {SINCE} ORDER BY day."on" DESC LIMIT 1), '
    '(SELECT day."on" FROM appointment a JOIN day ON day.id = a.day_id WHERE a.patient_id = r.patient_id '
    f"AND a.referral_id = '' AND {SINCE} ORDER BY day.\"on\" DESC LIMIT 1), '')"
)


ROWS = (
    f"SELECT r.id, {INVITED_ON}, {codec_of(Referral).names_of('r')}, {codec_of(Patient).names_of('p')} "  # noqa: S608
    "FROM referral r JOIN patient p ON p.id = r.patient_id WHERE r.id IN (SELECT value FROM json_each(?))"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingQuery:
    """What the screen wants to see of the waiting list. `flags` are keys of FLAGS, `sort_by` a key of SORTS."""

    on: date
    search: str = ""
    flags: frozenset[str] = frozenset()
    sort_by: str = "received_on"
    descending: bool = False

    def __post_init__(self) -> None:
        if self.sort_by not in SORTS or not self.flags <= FLAGS.keys():
            raise ValueError("the waiting list has no such column or filter")


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """One line of the waiting list; `invited_on` is the date of the latest day, None for someone not invited."""

    referral: Referral
    patient: Patient
    invited_on: date | None


def ids_sql(query: WaitingQuery) -> tuple[str, dict[str, str]]:
    """The SQL that gives the ids of the referrals asked for, in order, and its values."""
    found, values = search_sql(search_words(query.search))
    there = [] if LEFT in query.flags else [ON_THE_LIST]
    conditions = [*there, *(FLAGS[flag] for flag in sorted(query.flags)), *[found] * bool(found)]
    blank, order = SORTS[query.sort_by]
    way = "DESC" if query.descending else "ASC"
    keys = [key for key in (blank, order.format(way=way, day=INVITED_ON), *TIES) if key]
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    sources = _sources(" ".join([*conditions, *keys]), searched=bool(found))
    sql = f"SELECT r.id FROM {sources}{where} ORDER BY {', '.join(keys)}"  # noqa: S608
    return sql, {**values, "grown": born_before(query.on)}


def _sources(used: str, *, searched: bool) -> str:
    """The tables asked, in the order that is quickest (measured; CROSS JOIN keeps SQLite to it)."""
    patients = " CROSS JOIN patient p ON p.id = r.patient_id" if re.search(r"\bp\.", used) else ""
    index = " CROSS JOIN patient_index i ON i.patient_id = r.patient_id" if re.search(r"\bi\.", used) else ""
    if searched:
        return f"patient_index i CROSS JOIN referral r ON r.patient_id = i.patient_id{patients}"
    if patients:
        return f"patient p CROSS JOIN referral r ON r.patient_id = p.id{index}"
    return f"referral r{index}"


def row_of(row: Row) -> WaitingRow:
    """One row of ROWS: the id, the day's date, then the columns of the referral and of the patient."""
    split = 2 + len(codec_of(Referral).columns)
    invited_on = date.fromisoformat(str(row[1])) if row[1] else None
    return WaitingRow(codec_of(Referral).decode(row[2:split]), codec_of(Patient).decode(row[split:]), invited_on)


def counts_sql() -> str:
    """The SQL that counts every flag in one pass, in the order of FLAGS, after the number of all on the list."""
    counted = ((ON_THE_LIST, "1"), *((condition, ON_THE_LIST) for flag, condition in FLAGS.items() if flag != LEFT))
    sums = ", ".join(f"coalesce(sum({one} AND {other}), 0)" for one, other in (*counted, (FLAGS[LEFT], "1")))
    return f"SELECT {sums} FROM referral r JOIN patient p ON p.id = r.patient_id"  # noqa: S608


def born_before(on: date) -> str:
    """The latest birth date, as text, of whoever is 18 on that day."""
    return f"{on.year - 18:04d}-{on.month:02d}-{on.day:02d}"
