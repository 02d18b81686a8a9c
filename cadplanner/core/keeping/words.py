"""The history in plain words: what was done to what, and each field before and after."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

from cadplanner.core.keeping.did import Did
from cadplanner.core.model.appointment import Appointment, Visit
from cadplanner.core.model.attendance import LONDON, DayEvent
from cadplanner.core.model.day_rules import DayRules, action_words
from cadplanner.core.model.edit import Change, Entity
from cadplanner.core.model.outcome import OutcomeKind
from cadplanner.core.model.outcome import kind_words as outcome_words
from cadplanner.core.model.patient import Patient, date_words
from cadplanner.core.model.print import Print
from cadplanner.core.model.referral import Priority, Referral
from cadplanner.core.model.service_details import ColumnMapping, ServiceDetails
from cadplanner.core.model.span import Span, clock
from cadplanner.core.model.words import ENGLAND, Words

HIDDEN = frozenset(
    {
        "id",
        "number",
        "weight",
        "shows",
        "version",
        "referral_id",
        "pin",
        "outcome_id",
        "replaces",
        "annuls",
        "key",
        "pack_password",
    }
)
"""Fields that tell a person nothing, or that she must not be told."""

FIELDS = {
    "birth_date": "born",
    "local_id": "local number",
    "gp_practice": "GP",
    "needs_note": "note on needs",
    "received_on": "waiting since",
    "list_name": "list",
    "on": "date",
    "pifu_word": "word for patient-initiated follow-up",
    "day_word": "word for the day",
    "keep_months": "months to keep a closed day",
    "booked_come": "of a hundred booked come",
    "invited_come": "of a hundred invited come",
    "at": "when",
    "says": "note",
    "agreed": "what was agreed",
    "grid": "minutes of the grid",
    "on_day": "day",
    "entered_at": "entered in the record system",
    "entered_by": "entered by",
}
"""Fields whose own names are not their words."""

KINDS: dict[type, str] = {
    Referral: "place on the waiting list",
    DayEvent: "fact of the day",
    ServiceDetails: "details of the service",
    DayRules: "rules of the service",
    ColumnMapping: "meaning of a list's headings",
}


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field in words, before and after; '' for nothing."""

    field: str
    before: str
    after: str

    @property
    def words(self) -> str:
        """'phone: 07700 900123 → 07700 900124'."""
        if not self.before:
            return f"{self.field}: {self.after}"
        return f"{self.field}: {self.before} → {self.after or 'nothing'}"


@dataclass(frozen=True, slots=True)
class Told:
    """One change in words: what happened to what, and its fields."""

    verb: str
    thing: str
    fields: tuple[FieldChange, ...]

    @property
    def words(self) -> str:
        """All of it in one line."""
        line = "; ".join(field.words for field in self.fields)
        return f"{self.thing} {self.verb}: {line}" if line else f"{self.thing} {self.verb}".strip()


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One entry of the history as a person reads it; `at` is aware, `forgotten` says that words of it are deleted."""

    number: int
    at: datetime
    who: str
    computer: str
    did: Did
    label: str
    told: tuple[Told, ...]
    forgotten: bool = False


def told(change: Change, names: Mapping[str, str], words: Words = ENGLAND) -> Told:
    """A change in words, the service's own among them. `names` gives words for ids; an id it lacks is left out."""
    verb = "removed" if change.after is None else "added" if change.before is None else "changed"
    return Told(verb, thing(change.entity, names), tuple(_fields(change, _Telling(names, words))))


def thing(entity: Entity, names: Mapping[str, str]) -> str:
    """What an entity is called: 'SMITH, Asha', 'Station “Table 1”', 'Visit of SMITH, Asha'."""
    if isinstance(entity, Patient):
        return entity.staff_name
    kind = kind_words(type(entity))
    name = getattr(entity, "name", "")
    if name and not isinstance(entity, ServiceDetails):
        return f"{kind} “{name}”"
    whose = (getattr(entity, field, "") for field in ("patient_id", "appointment_id", "whom"))
    person = names.get(next(filter(None, whose), ""), "")
    return f"{kind} of {person}" if person else kind


def kind_words(kind: type) -> str:
    """The kind in words: 'Day rules', 'Staff member'."""
    words = KINDS.get(kind) or "".join(f" {c.lower()}" if c.isupper() else c for c in kind.__name__).strip()
    return words[0].upper() + words[1:]


def ids_in(change: Change) -> Iterator[str]:
    """The ids that a change speaks of, to ask their names for."""
    for entity in (change.before, change.after):
        if entity is not None:
            yield from _ids(entity)


def _ids(value: Any) -> Iterator[str]:
    """The ids in an entity and in the parts of it."""
    for field in fields(value):
        held = getattr(value, field.name)
        if field.name.endswith(_IDS):
            yield from [held] if held else ()
        elif isinstance(held, tuple):
            yield from (key for part in held if is_dataclass(part) for key in _ids(part))


_IDS = ("_id", "on_day", "whom")


@dataclass(frozen=True, slots=True)
class _Telling:
    """What telling a change needs: words for ids, and the service's own words."""

    names: Mapping[str, str]
    words: Words


def _fields(change: Change, telling: _Telling) -> Iterator[FieldChange]:
    for field in fields(change.entity):  # type: ignore[arg-type]
        if field.name in HIDDEN or (field.name in _OWN.get(type(change.entity), ())):
            continue
        if None in (change.before, change.after) and getattr(change.entity, field.name) == field.default:
            continue
        before, after = (_side(side, field.name, telling) for side in (change.before, change.after))
        if before != after:
            yield FieldChange(_field_words(field.name, telling.words), before, after)


_OWN = {Appointment: ("patient_id",), Visit: ("appointment_id", "step"), Referral: ("patient_id",), Print: ("whom",)}
"""Fields that the name of the thing has said."""


def _side(entity: Entity | None, name: str, telling: _Telling) -> str:
    if entity is None:
        return ""
    value = getattr(entity, name)
    if name in _IN_ITS_WORDS:
        return _IN_ITS_WORDS[name](value, telling.words) if value else ""
    if name.endswith(_IDS):
        return telling.names.get(value, "")
    return _value(value, telling)


_IN_ITS_WORDS: dict[str, Callable[[str, Words], str]] = {
    "nhs_number": lambda number, words: words.number.shown(number),
    "action": action_words,
    "left_because": outcome_words,
}
"""Fields whose values the service has its own words for."""


def _field_words(name: str, words: Words) -> str:
    if name == "nhs_number":
        return words.number.value
    return FIELDS.get(name) or name.removesuffix("_id").replace("_", " ")


def _value(value: Any, telling: _Telling) -> str:
    if value is None or value in ("", ()):
        return ""
    if isinstance(value, OutcomeKind):
        return value.called(telling.words)
    for kind, in_words in _WORDS.items():
        if isinstance(value, kind):
            return in_words(value)
    if isinstance(value, tuple):
        return ", ".join(_value(each, telling) for each in value)
    if is_dataclass(value):
        shown = (field for field in fields(value) if getattr(value, field.name) != field.default)
        parts = ((field.name, _side(value, field.name, telling)) for field in shown if field.name not in HIDDEN)  # type: ignore[arg-type]
        return " ".join(says for _, says in parts if says)
    return telling.names.get(str(value), str(value))


def _instant(at: datetime) -> str:
    here = at.astimezone(LONDON)
    return f"{date_words(here.date())} {here:%H:%M}"


_WORDS: dict[type, Callable[[Any], str]] = {
    bool: lambda value: "yes" if value else "no",
    Priority: lambda value: value.words,
    Enum: lambda value: str(value.value),
    datetime: _instant,
    date: date_words,
    Span: lambda span: f"{clock(span.start)}-{clock(span.end)}",
}
"""In this order: a bool is a number too, and a datetime a date."""
