"""The same person twice: within a list, and between a list and the people already known."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from cadplanner.core.model.patient import Patient, nhs_number_words
from cadplanner.core.model.referral import Referral


@dataclass(frozen=True, slots=True)
class Listed:
    """One row of a list that is to be imported; the ids of patient and referral are '' until then."""

    row: int
    patient: Patient
    referral: Referral


class Decision(StrEnum):
    """What to do with a possible duplicate."""

    SAME_PERSON = "same person"
    KEEP_BOTH = "keep both"
    LEAVE_OUT = "leave out"


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Rows that may be one person, perhaps one already known (`known_patient_id`, '' for none).

    `suggested` is what the facts speak for; `sure` is False where a person ought to look.
    """

    rows: tuple[int, ...]
    known_patient_id: str
    says: str
    suggested: Decision
    sure: bool


def duplicates(listed: Sequence[Listed], known: Sequence[Patient]) -> tuple[Duplicate, ...]:
    """Everybody who may be there twice: NHS number equal, else 3 of 4 of first name, surname, birth date, postcode.

    Never across two different NHS numbers. Rules: `PatientMatcher` of NHS England's Mavis. Near-linear in both.
    """
    people = [*known, *(row.patient for row in listed)]
    groups = _Groups([person.nhs_number for person in people], len(known))
    for one, other in _pairs(people):
        groups.join(one, other)
    found = [
        _duplicate([n for n in members if n >= len(known)], [n for n in members if n < len(known)], people, listed)
        for members in groups.together()
        if members[-1] >= len(known)
    ]
    return tuple(sorted(found, key=lambda duplicate: duplicate.rows))


@lru_cache(maxsize=200_000)
def folded(name: str) -> str:
    """A name for comparing: without case, accents, spaces or punctuation."""
    if name.isascii() and name.isalpha():
        return name.lower()
    plain = unicodedata.normalize("NFKD", name).casefold()
    return "".join(c for c in plain if c.isalnum()) or plain.strip()


def identity(patient: Patient) -> tuple[str, str, str, str]:
    """First name, surname, birth date and postcode, as they are compared; '' is unknown."""
    born = patient.birth_date.isoformat() if patient.birth_date else ""
    return folded(patient.first_name), folded(patient.surname), born, folded(patient.postcode)


class _Groups:
    """Who belongs together so far: never two NHS numbers in one group, never two people already known."""

    def __init__(self, numbers: Sequence[str], known: int) -> None:
        self._head = list(range(len(numbers)))
        self._number = list(numbers)
        self._known = [n if n < known else -1 for n in range(len(numbers))]

    def head(self, one: int) -> int:
        while self._head[one] != one:
            self._head[one] = self._head[self._head[one]]
            one = self._head[one]
        return one

    def join(self, one: int, other: int) -> None:
        first, second = sorted((self.head(one), self.head(other)))
        numbers = {self._number[first], self._number[second]} - {""}
        if first == second or len(numbers) > 1 or min(self._known[first], self._known[second]) >= 0:
            return
        self._head[second] = first
        self._number[first] = self._number[first] or self._number[second]
        self._known[first] = max(self._known[first], self._known[second])

    def together(self) -> Iterator[list[int]]:
        members: dict[int, list[int]] = {}
        for one in range(len(self._head)):
            if self._head[one] != one or one in members:
                members.setdefault(self.head(one), [self.head(one)]).append(one)
        yield from members.values()


MOST_COMPARED = 12
"""How many in one bucket a newcomer is compared with: enough for twins and namesakes, and still linear."""


def _pairs(people: Sequence[Patient]) -> Iterator[tuple[int, int]]:
    """Pairs to join, the surest first: alike in all with the NHS number, the number, four of four, three of four."""
    identities = [identity(person) for person in people]
    numbers = [person.nhs_number for person in people]
    yield from _same_key(["|".join((n, *one)) if n else "" for n, one in zip(numbers, identities, strict=True)])
    yield from _same_key(numbers)
    yield from _same_key(["|".join(one) if all(one) else "" for one in identities])
    given = [_given(person) for person in people]
    yield from _same_key(["|".join(one) if one.count("") < len(one) - 2 else "" for one in given])
    for left_out in (3, 2, 1, 0):
        keys = [one[:left_out] + one[left_out + 1 :] for one in identities]
        yield from _same_key(["|".join(key) if all(key) else "" for key in keys])


def _given(person: Patient) -> tuple[str, ...]:
    return (*identity(person), person.local_id, person.phone, folded(person.address))


def _same_key(keys: Sequence[str]) -> Iterator[tuple[int, int]]:
    buckets: dict[str, list[int]] = {}
    for one, key in enumerate(keys):
        if not key:
            continue
        before = buckets.setdefault(key, [])
        for other in before:
            yield other, one
        if len(before) < MOST_COMPARED:
            before.append(one)


def _duplicate(rows: list[int], known: list[int], people: Sequence[Patient], listed: Sequence[Listed]) -> Duplicate:
    first_row = len(people) - len(listed)
    one, others = people[(known or rows)[0]], [people[n] for n in (rows if known else rows[1:])]
    agreed = [_agreed(one, other) for other in others]
    same_number = all(one.nhs_number and one.nhs_number == other.nhs_number for other in others)
    numbers = tuple(listed[n - first_row].row for n in rows)
    return Duplicate(
        numbers,
        one.id if known else "",
        _says(numbers, one, agreed, same_number=same_number, known=bool(known)),
        _suggested(one, others, agreed, same_number=same_number),
        _sure(one, others, agreed, same_number=same_number),
    )


PARTS = ("first name", "surname", "birth date", "postcode")


def _agreed(one: Patient, other: Patient) -> tuple[str, ...]:
    pairs = zip(PARTS, identity(one), identity(other), strict=True)
    return tuple(part for part, mine, hers in pairs if mine and mine == hers)


def _differ(one: Patient, other: Patient) -> tuple[str, ...]:
    pairs = zip(PARTS, identity(one), identity(other), strict=True)
    return tuple(part for part, mine, hers in pairs if mine and hers and mine != hers)


def _alike(one: Patient, other: Patient) -> bool:
    """Whether nothing speaks against their being one: no name or birth date differs."""
    return not {"first name", "surname", "birth date"} & set(_differ(one, other))


def _suggested(
    one: Patient, others: Sequence[Patient], agreed: Sequence[tuple[str, ...]], *, same_number: bool
) -> Decision:
    if all(_alike(one, other) for other in others):
        return Decision.SAME_PERSON
    if same_number and all({"surname", "birth date", "first name"} & set(parts) for parts in agreed):
        return Decision.SAME_PERSON
    return Decision.KEEP_BOTH


def _sure(one: Patient, others: Sequence[Patient], agreed: Sequence[tuple[str, ...]], *, same_number: bool) -> bool:
    if not all(_alike(one, other) for other in others):
        return False
    return same_number or all(len(parts) == len(PARTS) or (not _differ(one, other) and one.local_id == other.local_id)
                              for parts, other in zip(agreed, others, strict=True))  # fmt: skip


def _says(
    rows: tuple[int, ...], one: Patient, agreed: Sequence[tuple[str, ...]], *, same_number: bool, known: bool
) -> str:
    who = f"Rows {', '.join(str(row) for row in rows[:-1])} and {rows[-1]}" if len(rows) > 1 else f"Row {rows[0]}"
    may = "have the same" if len(rows) > 1 and not known else "has the same" if len(rows) == 1 else "have the same"
    common = [part for part in PARTS if all(part in parts for parts in agreed)]
    differing = [part for part in PARTS if part not in common]
    what = [f"NHS number {nhs_number_words(one.nhs_number)}"] if same_number else common
    against = f" as {one.staff_name}, who is already known" if known else ""
    but = f", but not the same {_listing(differing[:2])}" if same_number and differing and len(common) < 2 else ""
    return f"{who} {may} {_listing(what or ['name'])}{against}{but}."


def _listing(words: Sequence[str]) -> str:
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else words[0]
