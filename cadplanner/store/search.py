"""What a patient is found by: folded words, and what was typed as a question to the index."""

from __future__ import annotations

import re
import unicodedata

from cadplanner.core.model.patient import MONTHS, Patient

LONGEST_SEARCH = 120
APOSTROPHES = dict.fromkeys(map(ord, "'\u2018\u2019\u02bc\u02b9`\u00b4"))
NOT_A_WORD = re.compile("[^a-z0-9]+")
LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "\u0131": "i", "þ": "th", "ð": "d"})
MONTH_NUMBERS = {month[:3].lower(): f"{n:02d}" for n, month in enumerate(MONTHS, start=1)}
DAY_FIRST = re.compile(
    rf"(0?[1-9]|[12]\d|3[01])[/.-](0?[1-9]|1[0-2]|{'|'.join(MONTH_NUMBERS)})(?:[/.-](\d{{2,4}}))?",
    re.ASCII | re.IGNORECASE,
)
YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
UK_CODE = re.compile(r"(\+|00)44(0?)")


def folded(text: str) -> str:
    """The text without accents, apostrophes, case and marks: "O'Neill" -> 'oneill', 'Nguyễn' -> 'nguyen'."""
    if text.isascii():  # the same, sooner: most of a list is
        return " ".join(NOT_A_WORD.sub(" ", text.translate(APOSTROPHES).lower()).split())
    apart = unicodedata.normalize("NFKD", text.translate(APOSTROPHES))
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter)).casefold().translate(LETTERS)
    return " ".join("".join(letter if unicodedata.category(letter)[0] in "LNM" else " " for letter in bare).split())


def index_of(patient: Patient) -> tuple[str, str, str]:
    """Folded surname, folded first name, and all the words the patient is found by, with a space before each."""
    surname, first_name = folded(patient.surname), folded(patient.first_name)
    spaced = (first_name, surname, folded(patient.postcode), folded(patient.local_id))
    joined = (text.replace(" ", "") for text in spaced if " " in text)
    born = patient.birth_date
    dates = (f"{born.day:02d}{born.month:02d}{born.year:04d}", f"{born:%d%m%y}") if born else ()
    phone = "".join(letter for letter in UK_CODE.sub("0", patient.phone, count=1) if letter.isdigit())
    words = (*spaced, *joined, patient.nhs_number, phone, *dates)
    return surname, first_name, "".join(f" {word}" for word in words if word)


def search_words(typed: str) -> tuple[str, ...]:
    """The folded words of what was typed; a date becomes the digits the index has, +44 becomes 0."""
    return tuple(word for part in typed[:LONGEST_SEARCH].split() for word in _words(part))


def _words(part: str) -> list[str]:
    day_first, year_first = DAY_FIRST.fullmatch(part), YEAR_FIRST.fullmatch(part)
    if year_first:
        year, month, day = year_first.groups()
        return [f"{day:0>2}{month:0>2}{year}"]
    if day_first:
        day, month, year = day_first.groups(default="")
        return [f"{day:0>2}{MONTH_NUMBERS.get(month.lower(), month):0>2}{year}"]
    return folded(UK_CODE.sub("0", part, count=1) if UK_CODE.match(part) else part).split()


def search_sql(words: tuple[str, ...]) -> tuple[str, dict[str, str]]:
    """A condition on `patient_index i` that every word is in it, and its values.

    Three letters and more ask the trigram index, built here and never as typed. Shorter words begin a
    word of the patient's; in scripts without spaces they may stand anywhere.
    """
    long = [word for word in words if len(word) >= 3]
    values = {f"short{n}": _like(word) for n, word in enumerate(words) if len(word) < 3}
    conditions = [f"i.words LIKE :{name}" for name in values]
    if long:
        conditions.insert(0, "i.number IN (SELECT rowid FROM patient_index_fts WHERE patient_index_fts MATCH :match)")
        values["match"] = " ".join(f'"{word}"*' for word in long)
    return " AND ".join(conditions), values


def _like(word: str) -> str:
    return f"% {word}%" if word.isascii() else f"%{word}%"
