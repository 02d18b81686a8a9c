"""A value read from JSON with its place in the file, so that what is wrong can be said and found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NoReturn

from cadplanner.core.model.span import MINUTES_IN_DAY, Span
from cadplanner.errors import CannotRead

LONGEST_SHOWN = 40
GREATEST = 10**9


@dataclass(frozen=True, slots=True)
class Field:
    """A value, where it stands ('patients[3].visits[0].dur') and in what. Each reading may raise CannotRead."""

    value: object
    where: str = ""
    kind: str = "a day in the format cad-day/1"

    def __getitem__(self, name: str) -> Field:
        """The field of that name of an object."""
        if not isinstance(self.value, dict):
            self.refuse("should be an object")
        here = f"{self.where}.{name}" if self.where else name
        if name not in self.value:
            raise self._cannot_read(f"{here} is missing")
        return Field(self.value[name], here, self.kind)

    def get(self, name: str) -> Field | None:
        """The field of that name of an object, None where it is left out."""
        return self[name] if not isinstance(self.value, dict) or name in self.value else None

    def __iter__(self) -> Iterator[Field]:
        """The items of a list."""
        if not isinstance(self.value, list):
            self.refuse("should be a list")
        return iter([Field(item, f"{self.where}[{n}]", self.kind) for n, item in enumerate(self.value)])

    def text(self) -> str:
        """A text."""
        if not isinstance(self.value, str):
            self.refuse("should be a text")
        return self.value

    def whole(self, least: int = 0, most: int = GREATEST) -> int:
        """A whole number between the two, both included."""
        if not isinstance(self.value, int) or isinstance(self.value, bool) or not least <= self.value <= most:
            self.refuse(f"should be a whole number from {least} to {most}")
        return self.value

    def yes(self) -> bool:
        """True or false."""
        if not isinstance(self.value, bool):
            self.refuse("should be true or false")
        return self.value

    def span(self) -> Span:
        """Two minutes since midnight, the first before the second."""
        ends = [end.whole(0, MINUTES_IN_DAY) for end in self]
        if len(ends) != 2 or ends[0] >= ends[1]:
            self.refuse("should be two minutes of the day, the earlier first")
        return Span(ends[0], ends[1])

    def refuse(self, should: str) -> NoReturn:
        """Say what this field should be and what it is. Raises CannotRead."""
        shown = repr(self.value)
        is_now = shown if len(shown) <= LONGEST_SHOWN else f"{shown[:LONGEST_SHOWN]}..."
        raise self._cannot_read(f"{self.where or 'the whole'} {should}, and is {is_now}")

    def _cannot_read(self, what: str) -> CannotRead:
        return CannotRead(f"This is not {self.kind}: {what}.", "Correct the file, or make it again.")
