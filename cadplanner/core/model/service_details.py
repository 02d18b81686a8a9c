"""What the service decides for itself: its name and words; kept in its file, not on the PC."""

from __future__ import annotations

from dataclasses import dataclass

from cadplanner.core.model.words import NumberKind, Words


@dataclass(frozen=True, slots=True)
class ServiceDetails:
    """One per file. `demo` marks invented data: it is watermarked on screen and on paper.

    `keep_months` is how long a day is kept after it was closed; `pack_password` opens the contingency pack, ''
    for one that opens without. Of a hundred people who are booked `booked_come` come, of a hundred who are merely
    invited `invited_come`: 81 to 86 and about 25 at the days that have been written up.
    """

    id: str = "service"
    name: str = "MSK service"
    phone: str = ""
    day_word: str = "community appointment day"
    pifu_word: str = "PIFU"
    demo: bool = False
    keep_months: int = 3
    pack_password: str = ""
    number: NumberKind = NumberKind.NHS
    booked_come: int = 85
    invited_come: int = 25

    def __post_init__(self) -> None:
        if not (0 <= self.booked_come <= 100 and 0 <= self.invited_come <= 100):
            raise ValueError("no more than a hundred of a hundred come")

    @property
    def words(self) -> Words:
        """Its own words, for whatever makes a sentence."""
        return Words(self.pifu_word, self.day_word, self.number)

    @property
    def on_paper(self) -> tuple[str, ...]:
        """What of it a sheet shows: when that changes the sheet no longer holds."""
        demo = "demo" if self.demo else ""
        return self.name, self.phone, self.day_word, self.pifu_word, self.number.value, demo


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """What a set of headings means, remembered: pairs of heading and field ('' is leave out)."""

    id: str
    fields: tuple[tuple[str, str], ...]
