"""One thing to look at in the set-up of a day, and the words such sentences share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

PARTS = ("day", "stations", "staff", "interpreters", "cover", "pathways", "services", "patients")


@dataclass(frozen=True, slots=True)
class SetupProblem:
    """One thing to look at; `where` is the part of the set-up it is found in (`PARTS`), `about` the id of the thing."""

    where: str
    says: str
    about: str = ""


def counted(number: int, one: str, many: str) -> str:
    """'1 person', '1,200 people'."""
    return f"{number:,} {one if number == 1 else many}"


def twice(names: Iterable[str]) -> Iterator[tuple[str, int]]:
    """Names given more than once, however capitalised, and how often."""
    listed = list(names)
    for key, count in Counter(name.casefold() for name in listed).items():
        if count > 1:
            yield next(name for name in listed if name.casefold() == key), count
