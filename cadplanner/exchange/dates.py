"""Dates of a column: one format for all of it, decided from all its values; what does not fit is a problem."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from cadplanner.core.model.patient import MONTHS
from cadplanner.exchange.grid import Cell, date_text

OLDEST = 115


class DateFormat(StrEnum):
    """How the dates of a column are written, in the order of preference where several would read it."""

    DAY_FIRST = "day/month/year"
    NAMED_MONTH = "day-month name-year"
    YEAR_FIRST = "year-month-day"
    PACKED = "YYYYMMDD"
    PACKED_DAY_FIRST = "DDMMYYYY"
    SERIAL = "Excel day numbers"
    MONTH_FIRST = "month/day/year"
    CELLS = "dates of the spreadsheet"


TIME_PART = re.compile(
    r"[T ,]+\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?\s*(?:[AaPp]\.?[Mm]\.?)?\s*(?:Z|[+-]\d\d:?\d\d)?$"
)
WEEKDAY = re.compile(r"^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+", re.IGNORECASE)
THREE = re.compile(r"(\d{1,4})\s*[/.\-\s]\s*(\d{1,2})\s*[/.\-\s]\s*(\d{1,4})")
NAMED = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[\s/.\-]*([A-Za-z]{3,9})\.?,?[\s/.\-]*(\d{4}|\d{2})")
NAMED_FIRST = re.compile(r"([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
DIGITS = re.compile(r"(\d{4,5})(?:\.\d+)?|(\d{8})(?:\.0+)?")


@dataclass(frozen=True, slots=True)
class ColumnDates:
    """How one column is read: its format, the last two-digit year of this century, and the spreadsheet's day 0."""

    format: DateFormat
    pivot: int
    epoch: date
    ambiguous: bool = False
    mixed: bool = False
    short_years: bool = False

    def read(self, text: str, cell: Cell = "") -> date | None:
        """The day a cell names in this column's format, None where it names none."""
        if isinstance(cell, datetime):
            return cell.date()
        if isinstance(cell, date):
            return cell
        form = DateFormat.DAY_FIRST if self.format is DateFormat.CELLS else self.format
        return read_as(form, _plain(text), self)

    @property
    def says(self) -> str:
        """For the preview: 'day/month/year, e.g. 03/04/1957 is 3 April 1957'."""
        words = f"{self.format.value}{EXAMPLES.get(self.format, '')}"
        if self.ambiguous:
            words += "; every date here would also read month first, so check one that you know"
        if self.mixed:
            words += "; some dates here are day first and some month first, so check them all"
        if self.short_years:
            words += f"; two-digit years 00 to {self.pivot:02d} are 20.., the others 19.."
        return words


EXAMPLES = {
    DateFormat.DAY_FIRST: ", e.g. 03/04/1957 is 3 April 1957",
    DateFormat.MONTH_FIRST: ", e.g. 04/03/1957 is 3 April 1957 (American order: some days here are above 12)",
    DateFormat.NAMED_MONTH: ", e.g. 03-Apr-1957 is 3 April 1957",
    DateFormat.YEAR_FIRST: ", e.g. 1957-04-03 is 3 April 1957",
    DateFormat.PACKED: ", e.g. 19570403 is 3 April 1957",
    DateFormat.PACKED_DAY_FIRST: ", e.g. 03041957 is 3 April 1957",
    DateFormat.SERIAL: ", e.g. 20913 is 3 April 1957",
}
WRITTEN: dict[DateFormat, Callable[[date], str]] = {
    DateFormat.MONTH_FIRST: lambda day: f"{day.month:02d}/{day.day:02d}/{day.year}",
    DateFormat.NAMED_MONTH: lambda day: f"{day.day:02d}-{MONTHS[day.month - 1][:3]}-{day.year}",
    DateFormat.YEAR_FIRST: lambda day: f"{day.year}-{day.month:02d}-{day.day:02d}",
    DateFormat.PACKED: lambda day: f"{day.year}{day.month:02d}{day.day:02d}",
}


def column_dates(values: Sequence[tuple[str, Cell]], *, today: date, epoch_1904: bool) -> ColumnDates:
    """The one format that reads most of a column; where two do, British before American order."""
    epoch = date(1904, 1, 1) if epoch_1904 else date(1899, 12, 30)
    plain = ColumnDates(DateFormat.CELLS, today.year % 100, epoch)
    texts = [_plain(text) for text, cell in values if text and not isinstance(cell, date)]
    if not texts:
        return plain
    times: dict[str, int] = {}
    for text in texts:
        times[text] = times.get(text, 0) + 1
    formats = [form for form in DateFormat if form is not DateFormat.CELLS]
    counts = {
        form: sum(number for text, number in times.items() if read_as(form, text, plain) is not None)
        for form in formats
    }
    best = max(formats, key=lambda form: counts[form])
    if not counts[best]:
        best = DateFormat.DAY_FIRST
    either = {
        (read_as(DateFormat.DAY_FIRST, text, plain), read_as(DateFormat.MONTH_FIRST, text, plain)) for text in times
    }
    day_only = any(day and not month for day, month in either) or best is not DateFormat.DAY_FIRST
    month_only = any(month and not day for day, month in either)
    typed = any(isinstance(cell, date) for _, cell in values)
    return ColumnDates(
        best,
        plain.pivot,
        epoch,
        ambiguous=best is DateFormat.DAY_FIRST and not day_only and not month_only,
        mixed=month_only and (typed or any(day and not month for day, month in either)),
        short_years=any(_short_year(text) for text in times),
    )


def read_as(form: DateFormat, text: str, how: ColumnDates) -> date | None:
    """The day that the text names in that format; None where it does not fit or there is no such day."""
    try:
        return READERS[form](text, how)
    except (ValueError, OverflowError):
        return None


def _plain(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).strip(" '\"")
    return TIME_PART.sub("", WEEKDAY.sub("", text))


def _short_year(text: str) -> bool:
    found = THREE.fullmatch(text)
    named = NAMED.fullmatch(text)
    return bool((found and len(found[3]) == 2 and len(found[1]) < 3) or (named and len(named[3]) == 2))


def _year(text: str, how: ColumnDates) -> int:
    """The year; two digits up to the pivot are this century, others the last."""
    if len(text) == 4:
        return int(text)
    if len(text) != 2:
        raise ValueError("a year has two or four digits")
    return int(text) + (2000 if int(text) <= how.pivot else 1900)


def _day_first(text: str, how: ColumnDates) -> date | None:
    found = THREE.fullmatch(text)
    return date(_year(found[3], how), int(found[2]), int(found[1])) if found and len(found[1]) < 3 else None


def _month_first(text: str, how: ColumnDates) -> date | None:
    found = THREE.fullmatch(text)
    return date(_year(found[3], how), int(found[1]), int(found[2])) if found and len(found[1]) < 3 else None


def _year_first(text: str, _how: ColumnDates) -> date | None:
    found = THREE.fullmatch(text)
    if not found or len(found[1]) != 4 or len(found[3]) > 2:
        return None
    return date(int(found[1]), int(found[2]), int(found[3]))


def _named(text: str, how: ColumnDates) -> date | None:
    found = NAMED.fullmatch(text)
    if found:
        return date(_year(found[3], how), _month(found[2]), int(found[1]))
    other = NAMED_FIRST.fullmatch(text)
    return date(int(other[3]), _month(other[1]), int(other[2])) if other else None


def _month(word: str) -> int:
    low = word.casefold()
    for number, month in enumerate(MONTHS, start=1):
        if month.casefold().startswith(low) or (low == "sept" and number == 9):
            return number
    raise ValueError("no such month")


def _packed(text: str, _how: ColumnDates) -> date | None:
    found = DIGITS.fullmatch(text)
    return date(int(found[2][:4]), int(found[2][4:6]), int(found[2][6:])) if found and found[2] else None


def _packed_day_first(text: str, _how: ColumnDates) -> date | None:
    found = DIGITS.fullmatch(text)
    return date(int(found[2][4:]), int(found[2][2:4]), int(found[2][:2])) if found and found[2] else None


def _serial(text: str, how: ColumnDates) -> date | None:
    found = DIGITS.fullmatch(text)
    return how.epoch + timedelta(days=int(found[1])) if found and found[1] else None


READERS: dict[DateFormat, Callable[[str, ColumnDates], date | None]] = {
    DateFormat.DAY_FIRST: _day_first,
    DateFormat.MONTH_FIRST: _month_first,
    DateFormat.YEAR_FIRST: _year_first,
    DateFormat.NAMED_MONTH: _named,
    DateFormat.PACKED: _packed,
    DateFormat.PACKED_DAY_FIRST: _packed_day_first,
    DateFormat.SERIAL: _serial,
}


SURE = (DateFormat.YEAR_FIRST, DateFormat.NAMED_MONTH, DateFormat.PACKED, DateFormat.DAY_FIRST)


def wrong_date(text: str, how: ColumnDates) -> str:
    """What to say of a cell that is no date in its column's format, with the way to write it if that is sure."""
    shown = text if len(text) <= 40 else f"{text[:40]}..."
    others = {day for form in SURE if form is not how.format and (day := read_as(form, _plain(text), how))}
    if (
        not others
        and how.format is DateFormat.DAY_FIRST
        and (day := read_as(DateFormat.MONTH_FIRST, _plain(text), how))
    ):
        others = {day}
    if len(others) == 1:
        write = WRITTEN.get(how.format, date_text)(others.pop())
        return (
            f"'{shown}' is not written like the rest of the column ({how.format.value}); type {write} if that is meant."
        )
    if THREE.fullmatch(_plain(text)) or NAMED.fullmatch(_plain(text)):
        return f"There is no day '{shown}' in this column's format ({how.format.value}); correct it or leave it blank."
    return (
        f"'{shown}' is not a date; type it as {WRITTEN.get(how.format, date_text)(date(1957, 4, 3))} or leave it blank."
    )


def wrong_birth_date(day: date, today: date) -> str:
    """What is wrong with a birth date: in the future, or over 115 years ago; '' for nothing."""
    if day > today:
        return f"The birth date {date_text(day)} is in the future; correct it or leave it blank."
    if today.year - day.year > OLDEST:
        return f"The birth date {date_text(day)} is more than {OLDEST} years ago; correct it or leave it blank."
    return ""


def wrong_received_date(day: date, today: date, born: date | None) -> str:
    """What is wrong with the date of a referral: in the future, before the birth, before the NHS; '' for nothing."""
    if day > today:
        return f"The referral date {date_text(day)} is in the future; correct it or leave it blank."
    if (born and day < born) or day.year < 1948:
        return f"The referral date {date_text(day)} is too long ago; correct it or leave it blank."
    return ""
