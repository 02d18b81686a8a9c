"""What the service decides for itself: its name and words; kept in its file, not on the PC."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ServiceDetails:
    """One per file. `demo` marks invented data: it is watermarked on screen and on paper.

    `keep_months` is how long a day is kept after it was closed; `pack_password` opens the contingency pack, ''
    for one that opens without.
    """

    id: str = "service"
    name: str = "MSK service"
    phone: str = ""
    day_word: str = "community appointment day"
    pifu_word: str = "PIFU"
    demo: bool = False
    keep_months: int = 3
    pack_password: str = ""


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """What a set of headings means, remembered: pairs of heading and field ('' is leave out)."""

    id: str
    fields: tuple[tuple[str, str], ...]
