"""The same person twice: within a list, and between a list and the people already known."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from cadplanner.core.model.patient import Patient, nhs_number_of
from cadplanner.core.model.referral import Referral
from cadplanner.core.model.words import NumberKind


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


def duplicates(
    listed: Sequence[Listed], known: Sequence[Patient], number: NumberKind = NumberKind.NHS
) -> tuple[Duplicate, ...]:
    """Everybody who may be there twice: NHS number equal, else 3 of 4 of first name, surname, birth date, postcode.

    Never across two different NHS numbers. Rules: `PatientMatcher` of NHS England's Mavis. Near-linear in both.
    """
    people = [*known, *(row.patient for row in listed)]
    identities = [identity(person) for person in people]
    groups = _Groups([person.nhs_number for person in people], len(known))
    for one, other in _pairs(people, identities):
        groups.join(one, other)
    found = [
        _duplicate(members, people, identities, listed, number)
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


Identity = tuple[str, str, str, str]


def identity(patient: Patient) -> Identity:
    """First name, surname, birth date and postcode, as they are compared; '' is unknown."""
    born = patient.birth_date.isoformat() if patient.birth_date else ""
    surname = "" if nameless(patient) else folded(patient.surname)
    return folded(patient.first_name), surname, born, folded(patient.postcode)


def nameless(patient: Patient) -> bool:
    """Whether the list had no names, so that the NHS number stands for one."""
    return patient.surname[0].isdigit() and nhs_number_of(patient.surname) == patient.nhs_number != ""


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


def _pairs(people: Sequence[Patient], identities: Sequence[Identity]) -> Iterator[tuple[int, int]]:
    """Pairs to join, the surest first: alike in all with the NHS number, the number, four of four, three of four."""
    numbers = [person.nhs_number for person in people]
    yield from _same_key(["|".join((n, *one)) if n else "" for n, one in zip(numbers, identities, strict=True)])
    yield from _same_key(numbers)
    yield from _same_key(["|".join(one) if all(one) else "" for one in identities])
    yield from _same_key([_all_given(person, one) for person, one in zip(people, identities, strict=True)])
    for a, b, c in ((0, 1, 2), (0, 1, 3), (0, 2, 3), (1, 2, 3)):
        yield from _same_key(
            [f"{one[a]}|{one[b]}|{one[c]}" if one[a] and one[b] and one[c] else "" for one in identities]
        )


def _all_given(person: Patient, one: Identity) -> str:
    """All that a row without birth date or postcode says of a person, if that is three things at least."""
    if one[2] and one[3]:
        return ""
    given = (*one, person.local_id, person.phone, folded(person.address))
    return "|".join(given) if given.count("") <= len(given) - 3 else ""


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


PARTS = ("first name", "surname", "birth date", "postcode")


@dataclass(frozen=True, slots=True)
class _Likeness:
    """What two people have in common of PARTS, and in what they differ; the rest is not known of both."""

    common: tuple[str, ...]
    differing: tuple[str, ...]

    @property
    def alike(self) -> bool:
        """Whether nothing speaks against their being one: no name or birth date differs."""
        return self.differing in ((), ("postcode",))


def _likeness(one: Identity, other: Identity) -> _Likeness:
    if one == other and all(one):
        return _Likeness(PARTS, ())
    both = [pair for pair in zip(PARTS, one, other, strict=True) if pair[1] and pair[2]]
    return _Likeness(
        tuple(part for part, mine, hers in both if mine == hers),
        tuple(part for part, mine, hers in both if mine != hers),
    )


def _duplicate(
    members: Sequence[int],
    people: Sequence[Patient],
    identities: Sequence[Identity],
    listed: Sequence[Listed],
    number: NumberKind,
) -> Duplicate:
    """The finding about one group: its first member, known or not, against each of the others."""
    rows = tuple(listed[n - len(people)].row for n in members if n >= len(people) - len(listed))
    one, others = people[members[0]], [people[n] for n in members[1:]]
    likenesses = [_likeness(identities[members[0]], identities[n]) for n in members[1:]]
    same_number = all(one.nhs_number and one.nhs_number == other.nhs_number for other in others)
    same_local_id = all(one.local_id == other.local_id for other in others)
    alike = all(likeness.alike for likeness in likenesses)
    common = [part for part in PARTS if all(part in likeness.common for likeness in likenesses)]
    proven = all(likeness.common == PARTS or (same_local_id and not likeness.differing) for likeness in likenesses)
    partly = same_number and all(set(likeness.common) - {"postcode"} for likeness in likenesses)
    return Duplicate(
        rows,
        one.id if len(rows) < len(members) else "",
        _says(rows, common, one, number=number if same_number else None, known=len(rows) < len(members)),
        Decision.SAME_PERSON if alike or partly else Decision.KEEP_BOTH,
        alike and (same_number or proven),
    )


def _says(rows: tuple[int, ...], common: Sequence[str], one: Patient, *, number: NumberKind | None, known: bool) -> str:
    who = (
        f"Rows {', '.join(str(row) for row in rows[:-1])} and {rows[-1]} have"
        if len(rows) > 1
        else f"Row {rows[0]} has"
    )
    what = [f"{number} {number.shown(one.nhs_number)}"] if number else common
    against = f" as {one.staff_name}, who is already known" if known else ""
    differing = [part for part in PARTS if part not in common]
    but = f", but not the same {_listing(differing[:2])}" if number and len(common) < 2 else ""
    return f"{who} the same {_listing(what or ['name'])}{against}{but}."


def _listing(words: Sequence[str]) -> str:
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else words[0]
