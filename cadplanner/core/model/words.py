"""The service's own words: what a day, the patient's number and patient-initiated follow-up are called there."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from cadplanner.core.model.patient import nhs_number_words


class NumberKind(StrEnum):
    """Whose number a patient is known by; ten digits with the same check in all of them."""

    NHS = "NHS number"
    CHI = "CHI number"
    HEALTH_AND_CARE = "H&C number"

    @property
    def short(self) -> str:
        """'NHS', for where there is little room."""
        return self.value.removesuffix(" number")

    @property
    def one(self) -> str:
        """'an NHS number', 'a CHI number'."""
        return f"{'a' if self is NumberKind.CHI else 'an'} {self.value}"

    def shown(self, number: str) -> str:
        """'999 123 4567'; a CHI number, which begins with the date of birth, '010157 1234'; 'Not recorded' for none."""
        if self is NumberKind.CHI and number:
            return f"{number[:6]} {number[6:]}"
        return nhs_number_words(number)


@dataclass(frozen=True, slots=True)
class Words:
    """Frozen, to be handed to whatever makes a sentence; as they stand here they are those of England."""

    pifu: str = "PIFU"
    day: str = "community appointment day"
    number: NumberKind = NumberKind.NHS

    @property
    def register(self) -> str:
        """'PIFU register': who may come back of their own accord."""
        return f"{self.pifu} register"

    @property
    def day_name(self) -> str:
        """What a new day is called before it has a name: 'Community appointment day'."""
        return self.day[:1].upper() + self.day[1:]


ENGLAND = Words()
