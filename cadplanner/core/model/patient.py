"""The person: identity, how to reach them, and what they need."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

NHS_NUMBER_WEIGHTS = range(10, 1, -1)
HYPHENS = "-\u2010\u2011\u2013"


class AccessNeed(StrEnum):
    """A reasonable adjustment (Accessible Information Standard, Reasonable Adjustment Digital Flag)."""

    INTERPRETER = "interpreter"
    STEP_FREE = "step-free"
    LONGER_APPOINTMENT = "longer appointment"
    QUIET_SPACE = "quiet space"
    LARGE_PRINT = "large print"
    HEARING_LOOP = "hearing loop"
    BSL = "BSL"
    CARER_PRESENT = "carer present"
    CANNOT_WAIT = "cannot wait long"


@dataclass(frozen=True, slots=True)
class Patient:
    """One person. Someone with a single name has it as the surname. An unknown field is '' or None."""

    id: str
    surname: str
    first_name: str = ""
    title: str = ""
    birth_date: date | None = None
    nhs_number: str = ""
    local_id: str = ""
    sex: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    postcode: str = ""
    gp_practice: str = ""
    language: str = ""
    needs: tuple[AccessNeed, ...] = ()
    needs_note: str = ""

    def __post_init__(self) -> None:
        if not self.surname:
            raise ValueError("a patient needs a name")
        if self.nhs_number and nhs_number_of(self.nhs_number) != self.nhs_number:
            raise ValueError("not an NHS number")

    @property
    def staff_name(self) -> str:
        """As staff read it: 'SMITH, John (Mr)' (NHS Common User Interface, patient name display)."""
        given = f", {self.first_name}" if self.first_name else ""
        title = f" ({self.title})" if self.title else ""
        return f"{self.surname.upper()}{given}{title}"

    @property
    def plain_name(self) -> str:
        """As the person reads it: 'John Smith'."""
        return f"{self.first_name} {self.surname}".strip()

    @property
    def called(self) -> str:
        """What to call the person on paper that others may see: the first name, else the only name."""
        return self.first_name or self.surname

    @property
    def needs_words(self) -> str:
        """The needs in words for a list: 'interpreter (Bengali), step-free'."""
        words = [self._need_word(need) for need in self.needs]
        return ", ".join([*words, self.needs_note] if self.needs_note else words)

    @property
    def seats(self) -> int:
        """How many seats she takes: a carer takes one too."""
        return 2 if AccessNeed.CARER_PRESENT in self.needs else 1

    @property
    def interpreter_language(self) -> str:
        """The language an interpreter is needed for, 'BSL' for sign, '' for none."""
        if AccessNeed.BSL in self.needs:
            return "BSL"
        return self.language if AccessNeed.INTERPRETER in self.needs else ""

    def _need_word(self, need: AccessNeed) -> str:
        if need is AccessNeed.INTERPRETER and self.language:
            return f"interpreter ({self.language})"
        return need.value

    def age_on(self, day: date) -> int | None:
        """Whole years on that day; None where the birth date is unknown."""
        if self.birth_date is None:
            return None
        had_birthday = (day.month, day.day) >= (self.birth_date.month, self.birth_date.day)
        return day.year - self.birth_date.year - (not had_birthday)


def nhs_number_of(text: str) -> str:
    """The ten digits of an NHS number however it was typed, or '' if it is not one.

    Modulus 11 with weights 10 to 2 (NHS Data Dictionary, NHS NUMBER); all-same digits are refused.
    """
    digits = "".join(
        c for c in unicodedata.normalize("NFKC", text) if not c.isspace() and c not in "-\u2010\u2011\u2013"
    )
    if len(digits) != 10 or not (digits.isascii() and digits.isdigit()) or len(set(digits)) == 1:
        return ""
    return digits if digits[9] == nhs_check_digit(digits[:9]) else ""


def nhs_check_digit(nine: str) -> str:
    """The tenth digit for nine digits; 'X' where no number exists."""
    left = 11 - sum(int(digit) * weight for digit, weight in zip(nine, NHS_NUMBER_WEIGHTS, strict=True)) % 11
    return {11: "0", 10: "X"}.get(left, str(left))


def nhs_number_words(number: str) -> str:
    """Shown 3-3-4: '999 123 4567'; 'Not recorded' for none."""
    return f"{number[:3]} {number[3:6]} {number[6:]}" if number else "Not recorded"


def date_words(day: date | None) -> str:
    """A date as staff read it: '12-Jun-2027'; 'Not recorded' for none. The same on every computer."""
    if day is None:
        return "Not recorded"
    return f"{day.day:02d}-{MONTHS[day.month - 1][:3]}-{day.year}"


MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
