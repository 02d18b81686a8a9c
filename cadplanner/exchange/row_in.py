"""One row of a list into a patient and a referral, with what is wrong and what to look at."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from cadplanner.core.model.patient import AccessNeed, Patient
from cadplanner.core.model.referral import Priority, Referral
from cadplanner.core.model.words import NumberKind
from cadplanner.exchange.columns import Field
from cadplanner.exchange.dates import ColumnDates, wrong_birth_date, wrong_date, wrong_received_date
from cadplanner.exchange.names import name_parts, wrong_name
from cadplanner.exchange.needs import Needs, interpreter_in, needs_in
from cadplanner.exchange.row_problem import RowProblem
from cadplanner.exchange.source_table import SourceRow
from cadplanner.exchange.values import (
    NO,
    clean_already,
    cleaned,
    email_in,
    language_in,
    nhs_number_in,
    phones_in,
    postcode_in,
    priority_in,
    says_nothing,
    sex_in,
)

WORDS = re.compile(r"[^\W\d_]{4}")
NAMES = frozenset({Field.SURNAME, Field.FIRST_NAME, Field.NAME, Field.TITLE})
LONGEST_NAME = 200
LONGEST = {
    Field.TITLE: 40, Field.LOCAL_ID: 60, Field.GP_PRACTICE: 200, Field.PROBLEM: 500, Field.SOURCE: 200,
    Field.LIST_NAME: 200, Field.PATHWAY: 200, Field.ADDRESS: 400, Field.NOTE: 2_000, Field.NEEDS: 500,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each field stands (places and headings), how each date column is read, what day it is, whose numbers."""

    of: Mapping[str, tuple[tuple[int, str], ...]]
    dates: Mapping[int, ColumnDates]
    today: date
    number: NumberKind = NumberKind.NHS

    def heading(self, wanted: str) -> str:
        """Her heading over the first column of a field; '' if it has none."""
        found = self.of.get(wanted, ())
        return found[0][1] if found else ""


@dataclass(frozen=True, slots=True)
class CheckedRow:
    """A row as it would be imported: bad values are left blank; `patient` is None where no name is left.

    `skipped` and `anyway` are what she decided about it.
    """

    number: int
    patient: Patient | None
    referral: Referral
    problems: tuple[RowProblem, ...] = ()
    flags: tuple[RowProblem, ...] = ()
    skipped: bool = False
    anyway: bool = False

    @property
    def open_problems(self) -> tuple[RowProblem, ...]:
        """Problems that nobody has settled yet."""
        settled = self.skipped or (self.anyway and self.patient is not None)
        return () if settled else self.problems

    @property
    def ready(self) -> bool:
        """Whether it will be imported."""
        return not self.skipped and self.patient is not None and not self.open_problems


def check_row(row: SourceRow, columns: Columns, troubles: tuple[RowProblem, ...] = ()) -> CheckedRow:
    """The row read and checked; `troubles` are what reading the file has already found in it."""
    reading = _Reading(row, columns, list(troubles), plain=all(map(clean_already, row.cells)))
    if row.beyond:
        says = (
            f"The row has {row.beyond} cell{'s' * (row.beyond > 1)} past the last heading; check that none has slipped."
        )
        reading.problems.append(RowProblem(row.number, "", says))
    patient = reading.patient()
    referral = reading.referral(patient.birth_date if patient else None)
    return CheckedRow(row.number, patient, referral, tuple(reading.problems), tuple(reading.flags))


@dataclass(slots=True)
class _Reading:
    """One row while it is read: what was found wrong, and what to look at."""

    row: SourceRow
    columns: Columns
    problems: list[RowProblem]
    flags: list[RowProblem] = field(default_factory=list)
    plain: bool = False
    hidden: set[str] = field(default_factory=set)
    kept_back: list[str] = field(default_factory=list)

    def wrong(self, wanted: str, says: str, heading: str = "") -> None:
        if says:
            self.problems.append(RowProblem(self.row.number, heading or self.columns.heading(wanted), says))

    def flag(self, wanted: str, kind: str, says: str) -> None:
        self.flags.append(RowProblem(self.row.number, self.columns.heading(wanted), says, kind))

    def lacks(self, wanted: str, kind: str, says: str) -> None:
        """A flag for a blank cell: not where the list has no such column, nor where a problem says more."""
        headings = {heading for _, heading in self.columns.of.get(wanted, ())}
        if headings and not any(problem.column in (*headings, "") for problem in self.problems):
            self.flag(wanted, kind, says)

    def texts(self, wanted: str) -> list[tuple[str, str]]:
        """(heading, text) of each filled column of a field."""
        found = []
        for place, heading in self.columns.of.get(wanted, ()):
            text = self.row.cells[place]
            if text and self.plain:
                found.append((heading, text))
            elif text:
                text, had_hidden = cleaned(text)
                if had_hidden and heading not in self.hidden:
                    self.hidden.add(heading)
                    says = "Characters that cannot be seen were taken out; check what is left."
                    self.flags.append(RowProblem(self.row.number, heading, says, "hidden characters"))
                if text:
                    found.append((heading, text))
        return found

    def text(self, wanted: Field) -> str:
        """The first filled column of a field, no longer than it may be; '' for 'N/A' and the like."""
        if wanted not in self.columns.of:
            return ""
        for _, text in self.texts(wanted):
            if not says_nothing(text):
                return self.short(wanted, text)
        return ""

    def short(self, wanted: Field, text: str) -> str:
        longest = LONGEST.get(wanted, 2_000)
        if len(text) <= longest:
            return text
        self.flag(wanted, "shortened", f"Only the first {longest} of {len(text)} characters are kept.")
        return text[:longest].strip()

    def patient(self) -> Patient | None:
        title, first_name, surname = self.name()
        needs = self.needs()
        nhs_number = self.number()
        born = self.born()
        if not surname and nhs_number and not self.names_listed:
            surname = self.columns.number.shown(nhs_number)
        self.check_person(surname)
        if not surname:
            return None
        patient = Patient(
            id="",
            surname=surname,
            first_name=first_name,
            title=title,
            birth_date=born,
            nhs_number=nhs_number,
            local_id=self.text(Field.LOCAL_ID),
            sex=sex_in(self.text(Field.SEX)),
            phone=self.phone(),
            email=self.email(),
            address=self.short(Field.ADDRESS, ", ".join(text for _, text in self.texts(Field.ADDRESS))),
            postcode=postcode_in(self.text(Field.POSTCODE))[:12],
            gp_practice=self.text(Field.GP_PRACTICE),
            language=needs.language,
            needs=needs.needs,
            needs_note=self.short(Field.NEEDS, needs.note),
        )
        self.look_at(patient)
        return patient

    def check_person(self, surname: str) -> None:
        """Lines such as 'End of report' under a list look like a name and nothing else."""
        others = [place for wanted, places in self.columns.of.items() if wanted not in NAMES for place, _ in places]
        if not surname and not self.problems:
            says = f"The row has neither a name nor {self.columns.number.one}; fill it in or skip the row."
            self.wrong(Field.NHS_NUMBER, says)
        elif surname and len(others) > 1 and not any(self.row.cells[place].strip() for place in others):
            self.wrong("", "Nothing but a name stands in this row; fill it in, or skip it if it is not a person.")

    @property
    def names_listed(self) -> bool:
        """Whether the list has a column for names at all."""
        return bool(NAMES & self.columns.of.keys())

    def name(self) -> tuple[str, str, str]:
        title, first_name, surname = self.text(Field.TITLE), self.text(Field.FIRST_NAME), self.text(Field.SURNAME)
        whole = self.text(Field.NAME)
        if not whole and "," in surname and Field.FIRST_NAME not in self.columns.of:
            whole, surname = surname, ""
        if whole and surname and not first_name:
            first_name = self.beside(surname, whole)
        elif whole and not surname:
            title_found, first_found, surname = name_parts(whole)
            title, first_name = title or title_found[:40], first_name or first_found
            self.check_split(whole, first_name, surname)
        for wanted, name in ((Field.SURNAME, surname), (Field.FIRST_NAME, first_name)):
            says = wrong_name(name, LONGEST_NAME)
            self.wrong(wanted if wanted in self.columns.of else Field.NAME, says)
            if says:
                surname, first_name = ("", first_name) if wanted is Field.SURNAME else (surname, "")
        if not surname:
            first_name, surname = "", first_name
        self.look_at_name(surname, first_name)
        return title, first_name, surname

    def beside(self, surname: str, whole: str) -> str:
        """The first name in a column 'Name' beside a 'Surname': it holds the whole name or the first alone."""
        if surname.casefold() not in whole.casefold():
            return whole
        _, first_name, found = name_parts(whole)
        return first_name if found.casefold() == surname.casefold() else ""

    def check_split(self, whole: str, first_name: str, surname: str) -> None:
        if "," not in whole and len(whole.split()) > 2:
            says = f"Read as first name '{first_name}', surname '{surname}'; check that the name is split rightly."
            self.flag(Field.NAME, "name split", says)

    def look_at_name(self, surname: str, first_name: str) -> None:
        wanted = next((one for one in (Field.SURNAME, Field.NAME, Field.FIRST_NAME) if one in self.columns.of), "")
        if not surname and wanted and not any(problem.says.startswith("The name") for problem in self.problems):
            self.wrong(wanted, "The row has no name; type it, or skip the row if it is not a person.")
        if "\ufffd" in surname + first_name or "Ã" in surname + first_name or "â€" in surname + first_name:
            self.flag(
                wanted, "spoilt letters", "Letters of the name were spoilt before it came here; correct the name."
            )

    def number(self) -> str:
        number, says = nhs_number_in(self.text(Field.NHS_NUMBER), self.columns.number)
        self.wrong(Field.NHS_NUMBER, says)
        return number

    def day(self, wanted: Field) -> date | None:
        for place, heading in self.columns.of.get(wanted, ()):
            text, _ = cleaned(self.row.cells[place])
            if says_nothing(text):
                continue
            how = self.columns.dates[place]
            found = how.read(text, self.row.values[place])
            if found is None:
                self.wrong(wanted, wrong_date(text, how), heading)
            return found
        return None

    def born(self) -> date | None:
        day = self.day(Field.BIRTH_DATE)
        says = wrong_birth_date(day, self.columns.today) if day else ""
        self.wrong(Field.BIRTH_DATE, says)
        return None if says else day

    def phone(self) -> str:
        """The number to ring: a mobile before any other; the others are kept in the referral's note."""
        numbers: list[str] = []
        for heading, text in self.texts(Field.PHONE):
            found, says = phones_in(text)
            self.wrong(Field.PHONE, says, heading)
            numbers += found
            if found and WORDS.search(text):
                self.kept_back.append(f"{heading}: {text}")
        numbers = sorted(dict.fromkeys(numbers), key=lambda number: not number.startswith("07"))
        self.kept_back += [f"Other phone: {number}" for number in numbers[1:]]
        return numbers[0] if numbers else ""

    def email(self) -> str:
        email, says = email_in(self.text(Field.EMAIL))
        self.wrong(Field.EMAIL, says)
        return email

    def needs(self) -> Needs:
        found = Needs(language=language_in(self.text(Field.LANGUAGE))[:60])
        if found.language == "BSL":
            found = Needs((AccessNeed.BSL,))
        for _, text in self.texts(Field.INTERPRETER):
            found = found.and_also(interpreter_in(text))
        for heading, text in self.texts(Field.NEEDS):
            found = found.and_also(needs_in(text, heading=heading))
        return found

    def look_at(self, patient: Patient) -> None:
        """Flags: nothing is wrong with these rows, but a person should know."""
        age = patient.age_on(self.columns.today)
        self.look_at_blanks(patient, age)
        if age is not None and age < 18:
            self.flag(Field.BIRTH_DATE, "under 18", f"Under 18: {age} years old.")
        if patient.needs or patient.needs_note:
            wanted = next((one for one in (Field.NEEDS, Field.INTERPRETER, Field.LANGUAGE) if self.texts(one)), "")
            self.flag(wanted, "access needs", f"Needs: {patient.needs_words[:200]}.")
        if AccessNeed.INTERPRETER in patient.needs and patient.language in ("", "English"):
            self.flag(Field.INTERPRETER, "no language", "An interpreter is needed, but the language is not given.")
        if self.text(Field.DIED).casefold() not in {"", *NO}:
            self.flag(Field.DIED, "died", "Recorded as died; check before anything is sent.")

    def look_at_blanks(self, patient: Patient, age: int | None) -> None:
        if not patient.first_name:
            wanted = next((one for one in (Field.SURNAME, Field.NAME, Field.FIRST_NAME) if one in self.columns.of), "")
            self.lacks(wanted, "single name", "Only one name; it is kept as the surname.")
        if age is None:
            self.lacks(Field.BIRTH_DATE, "no birth date", "No date of birth.")
        if not patient.phone:
            self.lacks(Field.PHONE, "no phone", "No phone number.")
        if not patient.nhs_number:
            self.lacks(Field.NHS_NUMBER, f"no {self.columns.number}", f"No {self.columns.number}.")

    def referral(self, born: date | None) -> Referral:
        received = self.day(Field.RECEIVED_ON)
        says = wrong_received_date(received, self.columns.today, born) if received else ""
        self.wrong(Field.RECEIVED_ON, says)
        word = self.text(Field.PRIORITY)
        priority, unknown = priority_in(word)
        self.wrong(Field.PRIORITY, unknown)
        if priority is not Priority.ROUTINE and not unknown:
            self.flag(Field.PRIORITY, "not routine", f"Not routine ({priority.words}): never chosen automatically.")
        if not received:
            self.lacks(Field.RECEIVED_ON, "no referral date", "No referral date; the wait is not known.")
        return Referral(
            id="",
            patient_id="",
            received_on=None if says else received,
            priority=priority,
            problem=self.text(Field.PROBLEM),
            source=self.text(Field.SOURCE),
            list_name=self.text(Field.LIST_NAME),
            pathway=self.text(Field.PATHWAY),
            note=self.note(),
        )

    def note(self) -> str:
        notes = self.texts(Field.NOTE)
        words = [text if len(notes) == 1 else f"{heading}: {text}" for heading, text in notes]
        words += [f"{heading}: {text}" for heading, text in self.texts(Field.AVAILABILITY)]
        return self.short(Field.NOTE, "; ".join([*words, *self.kept_back]))
