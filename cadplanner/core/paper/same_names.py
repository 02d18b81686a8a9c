"""Who is easily taken for somebody else on the same day (NHS Common User Interface: similar names are marked)."""

from __future__ import annotations

import unicodedata
from collections import defaultdict

from cadplanner.core.model.patient import Patient
from cadplanner.core.model.plan import Plan

LETTERS = str.maketrans({"Ł": "L", "Ø": "O", "Đ": "D", "Æ": "AE", "Œ": "OE", "Þ": "TH", "İ": "I"})
ALERT = "Similar name: check birth date"


def sorting_name(text: str) -> str:
    """The name as A to Z takes it: capitals without accents, marks and spaces; 'Ó Madeup' is 'OMADEUP'."""
    letters = unicodedata.normalize("NFKD", text.upper().translate(LETTERS))
    return "".join(letter for letter in letters if letter.isalnum())


def similar_names(plan: Plan) -> frozenset[str]:
    """Ids of patients who share a surname, and the start of the first name or the birth date, with somebody else."""
    groups: dict[tuple[object, ...], list[str]] = defaultdict(list)
    for appointment in plan.appointments:
        person = plan.patient[appointment.patient_id]
        for key in _keys(person):
            groups[key].append(person.id)
    return frozenset(one for ids in groups.values() if len(set(ids)) > 1 for one in ids)


def _keys(person: Patient) -> list[tuple[object, ...]]:
    surname = sorting_name(person.surname) or person.surname
    keys: list[tuple[object, ...]] = [(surname, "first", sorting_name(person.first_name)[:3])]
    if person.birth_date is not None:
        keys.append((surname, "born", person.birth_date))
    return keys
