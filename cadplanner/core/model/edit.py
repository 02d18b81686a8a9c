"""A change as a value: what was, what is, and how to go back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol


class Entity(Protocol):
    """Anything the store keeps: a frozen dataclass with an id of its own."""

    @property
    def id(self) -> str:
        """Unique among its kind; made by the caller, never by the database."""


@dataclass(frozen=True, slots=True)
class Change:
    """One entity before and after: no `before` is an addition, no `after` a removal."""

    before: Entity | None
    after: Entity | None

    def __post_init__(self) -> None:
        if self.before is None and self.after is None:
            raise ValueError("a change needs a before or an after")
        if self.before is None or self.after is None:
            return
        if type(self.before) is not type(self.after) or self.before.id != self.after.id:
            raise ValueError("a change keeps the kind and the id")

    @property
    def entity(self) -> Entity:
        """The entity as it is afterwards, or as it was if it is gone."""
        found = self.after if self.after is not None else self.before
        assert found is not None
        return found


@dataclass(frozen=True, slots=True)
class Edit:
    """What a person did, in her words, and all it changed: one transaction, one undo step."""

    label: str
    changes: tuple[Change, ...] = ()

    def inverse(self) -> Edit:
        """The edit that takes this one back."""
        return Edit(self.label, tuple(Change(change.after, change.before) for change in reversed(self.changes)))

    def kinds(self) -> frozenset[type]:
        """The kinds of entity it touches."""
        return frozenset(type(change.entity) for change in self.changes)

    def and_also(self, other: Edit) -> Edit:
        """Both edits as one step under this label."""
        return Edit(self.label, self.changes + other.changes)


def edit_between(label: str, old: Iterable[Entity], new: Iterable[Entity]) -> Edit:
    """The edit that turns `old` into `new`; entities are matched by kind and id."""
    before = {(type(entity), entity.id): entity for entity in old}
    after = {(type(entity), entity.id): entity for entity in new}
    gone = [Change(entity, None) for key, entity in before.items() if key not in after]
    kept = [Change(before.get(key), entity) for key, entity in after.items() if before.get(key) != entity]
    return Edit(label, tuple(gone + kept))
