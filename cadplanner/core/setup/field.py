"""A field of the set-up as a value: how it is shown, how what was typed is read, what the undo step is called."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import Enum, auto
from typing import Any, Generic, TypeVar

from cadplanner.core.model.plan import Plan
from cadplanner.core.setup import reading
from cadplanner.core.setup.reading import NotUnderstood

E = TypeVar("E")
Choices = Sequence[tuple[str, str]]
LONGEST_TEXT = 200  # characters


class Kind(Enum):
    """How a field is filled in. At own ticks one may be added to those offered."""

    TEXT = auto()
    LINES = auto()
    NUMBER = auto()
    CHOICE = auto()
    SUGGESTED = auto()
    TICK = auto()
    TICKS = auto()
    OWN_TICKS = auto()
    STOPS = auto()


@dataclass(frozen=True)
class Field(Generic[E]):
    """One field of a kind of thing. Everything typed is text: ticks 'yes' or '', several ticks one a line.

    `read` gives the thing with what was typed, or raises NotUnderstood with the sentence to show; `says` tells the
    change for the undo step from the words before and after. `asked` says whether the thing has the field at all.
    """

    name: str
    label: str
    kind: Kind
    show: Callable[[E], str]
    read: Callable[[Plan, E, str], E]
    says: Callable[[str, str], str]
    hint: str = ""
    choices: Callable[[Plan], Choices] = lambda _: ()
    asked: Callable[[E], bool] = lambda _: True


def retyped(plan: Plan, field: Field[E], thing: E, typed: str) -> E:
    """The thing with what was typed into a field. Raises NotUnderstood with the sentence to show beside it."""
    if len(typed) > 20 * LONGEST_TEXT or (field.kind is Kind.TEXT and len(typed) > LONGEST_TEXT):
        raise NotUnderstood(f"It is too long: {LONGEST_TEXT} letters at most.")
    return field.read(plan, thing, typed)


def step_name(plan: Plan, field: Field[E], title: str, before: E, after: E) -> str:
    """What the undo step is called: 'Physio bays: 7 to 9 places'."""
    words = dict(field.choices(plan))

    def said(thing: E) -> str:
        shown = field.show(thing)
        return ", ".join(words.get(one, one) for one in shown.splitlines())

    return f"{title}: {field.says(said(before), said(after))}"


def put(thing: E, path: str, value: object) -> E:
    """The thing with a field changed; a dot goes inside: 'shift.span'."""
    first, _, rest = path.partition(".")
    inside = put(getattr(thing, first), rest, value) if rest else value
    assert is_dataclass(thing)
    assert first in {one.name for one in fields(thing)}
    return replace(thing, **{first: inside})  # type: ignore[type-var]


def get(thing: object, path: str) -> Any:
    """What stands in a field; a dot goes inside."""
    for name in path.split("."):
        thing = getattr(thing, name)
    return thing


def text_field(path: str, label: str, *, needed: bool = False, hint: str = "") -> Field[Any]:
    """Words as typed, spaces trimmed."""

    def read(_: Plan, thing: Any, typed: str) -> Any:
        words = " ".join(typed.split())
        if needed and not words:
            raise NotUnderstood(f"{label} cannot be empty.")
        return put(thing, path, words)

    def says(before: str, after: str) -> str:
        return f"now called {after}" if path.endswith("name") else f"{label.lower()} {after or f'no longer {before}'}"

    return Field(path, label, Kind.TEXT, lambda thing: str(get(thing, path)), read, says, hint)


def number_field(
    path: str, label: str, *, least: int = 0, most: int = 9999, counts: str = "", hint: str = ""
) -> Field[Any]:
    """A whole number; `counts` is the noun for the undo step: 'places' gives '7 to 9 places'."""

    def read(_: Plan, thing: Any, typed: str) -> Any:
        return put(thing, path, reading.number(typed, least=least, most=most))

    def says(before: str, after: str) -> str:
        return f"{before} to {after} {counts}" if counts else f"{label.lower()} {before} to {after}"

    return Field(path, label, Kind.NUMBER, lambda thing: str(get(thing, path)), read, says, hint)


def read_field(
    path: str,
    label: str,
    read_words: Callable[[str], object],
    words: Callable[[Any], str],
    *,
    hint: str = "",
) -> Field[Any]:
    """Something written in words that are read back, such as hours."""
    return Field(
        path,
        label,
        Kind.TEXT,
        lambda thing: words(get(thing, path)),
        lambda _, thing, typed: put(thing, path, read_words(typed)),
        lambda before, after: f"{label.lower()} {before or 'none'} to {after or 'none'}",
        hint,
    )


def tick_field(path: str, label: str, *, hint: str = "") -> Field[Any]:
    """Yes or no."""
    return Field(
        path,
        label,
        Kind.TICK,
        lambda thing: "yes" if get(thing, path) else "",
        lambda _, thing, typed: put(thing, path, bool(typed)),
        lambda _, after: f"{label.lower()} {'yes' if after else 'no'}",
        hint,
    )
