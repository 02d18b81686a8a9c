"""Entity to row and back: one codec for every kind, driven by its fields; one table of the kinds."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from enum import Enum
from functools import cache
from operator import attrgetter
from types import UnionType
from typing import Any, Generic, TypeVar, cast, get_args, get_origin, get_type_hints

from cadplanner.core.model.appointment import Appointment, Visit
from cadplanner.core.model.attendance import DayEvent
from cadplanner.core.model.certificate import Certificate
from cadplanner.core.model.day import AppointmentDay, Service, Station, Venue
from cadplanner.core.model.day_rules import DayRules
from cadplanner.core.model.edit import Entity
from cadplanner.core.model.operator import Operator
from cadplanner.core.model.outcome import Feedback, Outcome, Promise, WhatMatters
from cadplanner.core.model.pathway import Pathway
from cadplanner.core.model.patient import Patient
from cadplanner.core.model.print import Print
from cadplanner.core.model.referral import Referral
from cadplanner.core.model.service_details import ColumnMapping, ServiceDetails
from cadplanner.core.model.staff import Cover, Interpreter, Shift, StaffMember
from cadplanner.errors import USE_A_COPY, CannotRead

TABLES: dict[type, str] = {
    Patient: "patient",
    Referral: "referral",
    Venue: "venue",
    Service: "service",
    AppointmentDay: "day",
    Station: "station",
    StaffMember: "staff_member",
    Shift: "shift",
    Interpreter: "interpreter",
    Cover: "cover",
    Pathway: "pathway",
    Appointment: "appointment",
    Visit: "visit",
    ServiceDetails: "service_details",
    ColumnMapping: "column_mapping",
    Print: "print",
    DayEvent: "day_event",
    Outcome: "outcome",
    Promise: "promise",
    WhatMatters: "what_matters",
    Feedback: "feedback",
    DayRules: "day_rules",
    Operator: "operator",
    Certificate: "certificate",
}
APPENDED: frozenset[type] = frozenset({DayEvent, Outcome, WhatMatters, Feedback, Certificate})
"""Kinds that are only ever added to: what happened is annulled or replaced by another, never changed or erased."""

KINDS = {table: kind for kind, table in TABLES.items()}

E = TypeVar("E", bound=Entity)
Value = str | int | None
Row = tuple[Value, ...]
_Way = Callable[[Any], Any]


class Codec(Generic[E]):
    """How one kind is written: its table, its columns (the fields, in order), and both directions."""

    def __init__(self, kind: type[E]) -> None:
        hints = get_type_hints(kind)
        self.kind = kind
        self.table = TABLES[kind]
        self.columns = tuple(field.name for field in fields(cast("Any", kind)))
        self._values = attrgetter(*self.columns)
        ways = [_column(hints[name]) for name in self.columns]
        self._packs = [(n, pack) for n, (pack, _) in enumerate(ways) if pack is not _same]
        self._unpacks = [(n, unpack) for n, (_, unpack) in enumerate(ways) if unpack is not _same]

    @property
    def names(self) -> str:
        """The columns as SQL lists them."""
        return ", ".join(f'"{name}"' for name in self.columns)

    def names_of(self, table: str) -> str:
        """The columns as SQL lists them in a join, where the table has that name."""
        return ", ".join(f'{table}."{name}"' for name in self.columns)

    def encode(self, entity: Entity) -> Row:
        """The row of an entity, in the order of `columns`."""
        values = list(self._values(entity))
        for n, pack in self._packs:
            values[n] = pack(values[n])
        return tuple(values)

    def decode(self, row: Iterable[Value]) -> E:
        """The entity of a row. Raises CannotRead where the row is not one that this program wrote."""
        values: list[Any] = list(row)
        try:
            for n, unpack in self._unpacks:
                values[n] = unpack(values[n])
            return self.kind(*values)
        except (ValueError, TypeError, KeyError) as error:
            raise CannotRead(
                f"Part of this file cannot be read: a row of “{self.table.replace('_', ' ')}” makes no sense.",
                USE_A_COPY,
            ) from error

    def as_json(self, row: Row | None) -> str | None:
        """A row as the audit trail keeps it: an object by column name; None for none."""
        return None if row is None else _dumps(dict(zip(self.columns, row, strict=True)))

    def from_json(self, text: str | None) -> E | None:
        """The entity of a kept row; a field that came later has its default."""
        if text is None:
            return None
        kept = json.loads(text)
        defaults = {field.name: field.default for field in fields(cast("Any", self.kind))}
        packs = dict(self._packs)
        missing = {name: packs.get(n, _same)(defaults[name]) for n, name in enumerate(self.columns) if name not in kept}
        return self.decode({**kept, **missing}[name] for name in self.columns)


@cache
def codec_of(kind: type[E]) -> Codec[E]:
    """The codec of a kind; made once. Raises KeyError for a kind that the store does not keep."""
    return Codec(kind)


def _same(value: Any) -> Any:
    return value


def _instant(value: datetime) -> str:
    """UTC, so that facts of the night the clocks change keep their order."""
    return value.astimezone(UTC).isoformat()


PLAIN: dict[type, tuple[_Way, _Way]] = {
    datetime: (_instant, datetime.fromisoformat),
    date: (date.isoformat, date.fromisoformat),
    bool: (_same, bool),
}


_dumps = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _column(hint: Any) -> tuple[_Way, _Way]:
    """How a field of that type is written to and read from a column."""
    to, back = _plain(hint)
    if get_origin(hint) is tuple or is_dataclass(hint):
        return (lambda value: _dumps(to(value))), (lambda text: back(json.loads(text)))
    return to, back


def _plain(hint: Any) -> tuple[_Way, _Way]:
    """How a value of that type becomes what JSON and SQLite know, and back."""
    if get_origin(hint) is UnionType:
        to, back = _plain(get_args(hint)[0])
        return (lambda v: None if v is None else to(v)), (lambda v: None if v is None else back(v))
    if get_origin(hint) is tuple:
        return _plain_tuple(*get_args(hint))
    if is_dataclass(hint):
        return _plain_dataclass(cast("type", hint))
    if issubclass(hint, Enum):
        return attrgetter("value"), hint
    return PLAIN.get(hint, (_same, _same))


def _plain_tuple(*parts: Any) -> tuple[_Way, _Way]:
    if parts[-1] is Ellipsis:
        to, back = _plain(parts[0])
        return (lambda values: [to(v) for v in values]), (lambda values: tuple(back(v) for v in values))
    ways = [_plain(part) for part in parts]
    return (
        lambda values: [to(v) for (to, _), v in zip(ways, values, strict=True)],
        lambda values: tuple(back(v) for (_, back), v in zip(ways, values, strict=True)),
    )


def _plain_dataclass(kind: type) -> tuple[_Way, _Way]:
    hints = get_type_hints(kind)
    ways = {field.name: _plain(hints[field.name]) for field in fields(cast("Any", kind))}
    return (
        lambda value: {name: to(getattr(value, name)) for name, (to, _) in ways.items()},
        lambda kept: kind(**{name: ways[name][1](value) for name, value in kept.items()}),
    )
