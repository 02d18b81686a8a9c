"""An invented waiting list, as messy as a record system's export: for the demo, never a real person."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from random import Random

from cadplanner.core.model.patient import date_words, nhs_check_digit, nhs_number_words

HEADINGS = (
    "Surname", "Forename", "Title", "DOB", "NHS No", "Hospital No", "Sex", "Mobile", "Email", "Address", "Post Code",
    "GP Practice", "Date Referral Received", "Priority", "Problem", "Referral Source", "Preferred Language",
    "Interpreter Required", "Reasonable Adjustments",
)  # fmt: skip
INSTRUCTIONS = ("Required", "Optional", "Optional", "Required DD/MM/YYYY", "Required") + ("Optional",) * 14
SURNAMES = (
    "Sampleton", "Mockridge", "Testwell", "Placeholme", "Dummerby", "Triallington", "Exampleton", "Demowska",
    "Fictivé", "O'Sample", "Proto-Jones", "Madeup", "Inventson", "Fabler", "Storey", "Fableworth", "Nguyễn",
    "Pretendergast", "Imaginsky", "Novelli", "Specimen", "Makepeace", "Draftwell", "Mocktar", "Begum", "Okonkwo",
)  # fmt: skip
FIRST_NAMES = {
    "F": ("Ada", "Zoë", "Priya", "Fatima", "Carys", "Łucja", "Hafsa", "Rosa", "Şule", "Quinn", "Nia", "Siobhán", "Mei"),
    "M": (
        "Ben",
        "Ioan",
        "Tomasz",
        "George",
        "Dilip",
        "José",
        "Kiran",
        "Óscar",
        "Li",
        "Owen",
        "Yusuf",
        "Harry",
        "Emeka",
    ),
}
TITLES = {"F": ("Mrs", "Ms", "Miss", "Dr"), "M": ("Mr", "Mr", "Dr")}
PROBLEMS = (
    "Low back",
    "Shoulder",
    "Knee",
    "Hip",
    "Neck",
    "Foot and ankle",
    "Hand and wrist",
    "Elbow",
    "Low back and hip",
)
SOURCES = ("GP", "GP", "Self-referral", "First contact practitioner", "Consultant")
PRACTICES = ("Oak Tree Surgery", "Riverside Medical Centre", "High Street Practice", "St Example's Health Centre")
LANGUAGES = ("Bengali", "Polish", "Romanian", "Arabic", "Portuguese")
RARE_LANGUAGE = "Tigrinya"
"""Nobody on the demo's rota speaks it: whoever needs it cannot be placed, and reads why."""
NEEDS = (
    ("wheelchair user, step-free access", 5), ("longer appointment (autistic), quiet space", 4),
    ("longer appointment", 4), ("large print", 4), ("hearing loop", 2), ("carer present", 8), ("BSL", 1),
)  # fmt: skip


def invented_list(patients: int, *, seed: int, today: date) -> bytes:
    """A CSV with `patients` people who can be invited and, among them, those who cannot or need a look.

    UTF-8 with BOM, CRLF, report lines above the headings and an instruction row under them.
    """
    dice, numbers = _beginning(patients, seed)
    rows = [_row(dice, numbers, today) for _ in range(patients)]
    rows += _urgent(dice, numbers, today, count=max(2, patients // 12))
    rows += _awkward(dice, numbers, today, rows[0])
    dice.shuffle(rows)
    return _exported(rows, today)


def sample_list(patients: int, *, seed: int, today: date) -> bytes:
    """A short list that came after `invented_list`, for a first import: the longest waits of all, and a few problems.

    Its first person needs an interpreter for a rare language, one is on the earlier list too, one is urgent, one has
    a wrong NHS number, one an impossible date of birth.
    """
    known = _row(*_beginning(patients, seed), today)
    dice = Random(f"sample list {patients} {seed}")
    numbers = _NhsNumbers(dice)
    rows = [_row(dice, numbers, today) | _waiting(74 - n, today) for n in range(10)]
    rows[0] |= {"Interpreter Required": "Yes", "Preferred Language": RARE_LANGUAGE, "Reasonable Adjustments": ""}
    rows[3] |= {"Priority": "Urgent"}
    wrong = rows[5]["NHS No"].replace(" ", "")
    rows[5] |= {"NHS No": wrong[:9] + str((int(wrong[9]) + 1) % 10)}
    rows[7] |= {"DOB": "31/02/1950"}
    return _exported([*rows, known | {"Hospital No": "L000002"}], today)


def _beginning(patients: int, seed: int) -> tuple[Random, _NhsNumbers]:
    dice = Random(f"invented list {patients} {seed}")
    return dice, _NhsNumbers(dice)


def _waiting(weeks: int, today: date) -> dict[str, str]:
    """Waiting for so many weeks, and in need of nothing that has to be looked at."""
    received = today - timedelta(weeks=weeks)
    return {
        "Date Referral Received": f"{received:%d/%m/%Y}",
        "Priority": "Routine",
        "Preferred Language": "English",
        "Interpreter Required": "No",
    }


def _exported(rows: list[dict[str, str]], today: date) -> bytes:
    """As a record system writes it: report lines above the headings, instructions under them, empty lines below."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(["MSK physiotherapy waiting list (INVENTED PEOPLE, for demonstration)"])
    writer.writerow([f"Run on {today:%d/%m/%Y}", "", "Confidential"])
    writer.writerow([])
    writer.writerow(HEADINGS)
    writer.writerow(INSTRUCTIONS)
    writer.writerows([row[heading] for heading in HEADINGS] for row in rows)
    writer.writerows([[""] * len(HEADINGS)] * 3)
    return b"\xef\xbb\xbf" + text.getvalue().encode()


class _NhsNumbers:
    """Deals out NHS numbers of the 999 range, each once."""

    def __init__(self, dice: Random) -> None:
        self._dice = dice
        self._dealt: set[str] = set()

    def deal(self) -> str:
        while True:
            nine = f"999{self._dice.randrange(10**6):06d}"
            check = nhs_check_digit(nine)
            if check != "X" and nine not in self._dealt:
                self._dealt.add(nine)
                return nine + check


def _row(dice: Random, numbers: _NhsNumbers, today: date) -> dict[str, str]:
    sex = dice.choice("FM")
    born = today - timedelta(days=int(dice.triangular(19, 92, 58) * 365.25))
    received = today - timedelta(days=int(dice.triangular(20, 420, 130)))
    spaced = dice.random() < 0.5
    number = numbers.deal()
    interpreter = dice.random() < 0.05
    needs = [words for words, percent in NEEDS if dice.random() * 100 < percent]
    return {
        "Surname": dice.choice(SURNAMES),
        "Forename": dice.choice(FIRST_NAMES[sex]),
        "Title": dice.choice(TITLES[sex]),
        "DOB": f"{born:%d/%m/%Y}",
        "NHS No": nhs_number_words(number) if spaced else number,
        "Hospital No": f"K{dice.randrange(10**6):06d}",
        "Sex": sex,
        "Mobile": _phone(dice),
        "Email": "",
        "Address": f"{dice.randrange(1, 200)} {dice.choice(('Mill Lane', 'Station Road', 'The Green'))}, Exampleford",
        "Post Code": f"ZZ{dice.randrange(1, 30)} {dice.randrange(1, 10)}{dice.choice('ABDEF')}{dice.choice('GHJLN')}",
        "GP Practice": dice.choice(PRACTICES),
        "Date Referral Received": f"{received:%d/%m/%Y}",
        "Priority": dice.choice(("Routine", "routine", "1 - Routine")),
        "Problem": dice.choice(PROBLEMS),
        "Referral Source": dice.choice(SOURCES),
        "Preferred Language": dice.choice(LANGUAGES) if interpreter else "English",
        "Interpreter Required": "Yes" if interpreter else "No",
        "Reasonable Adjustments": "; ".join(needs),
    }


def _phone(dice: Random) -> str:
    """A mobile number of Ofcom's range for drama, 07700 900000 to 900999, written as people write it."""
    last = f"{dice.randrange(1000):03d}"
    return dice.choice((f"07700 900{last}", f"+44 7700 900{last}", f"07700900{last}"))


def _urgent(dice: Random, numbers: _NhsNumbers, today: date, *, count: int) -> list[dict[str, str]]:
    """People who must not be invited to a routine day."""
    return [_row(dice, numbers, today) | {"Priority": dice.choice(("Urgent", "2WW"))} for _ in range(count)]


def _awkward(dice: Random, numbers: _NhsNumbers, today: date, known: dict[str, str]) -> list[dict[str, str]]:
    """The people that every real list holds."""

    def person(**given: str) -> dict[str, str]:
        return _row(dice, numbers, today) | {heading.replace("_", " "): text for heading, text in given.items()}

    twin = {"Surname": "Twinning", "DOB": "14/02/1961", "Post_Code": "ZZ9 9AB"}
    wrong_digit = numbers.deal()
    child = today.replace(year=today.year - 15, day=min(today.day, 28))
    words = date_words(today - timedelta(days=15000))
    return [
        person(Surname="Prince", Forename="", Title=""),
        person(Surname="Featherstonehaugh-Cholmondeley-Marjoribanks", Forename="Wilhelmina Alexandrina"),
        person(Surname="محمد", Forename="علی", Title=""),
        person(Surname="王", Forename="小明", Title=""),
        person(Surname="O'Neill", Forename="Siobhán", Mobile="", Email=""),
        person(Surname="Younger", Forename="Sam", DOB=f"{child:%d/%m/%Y}"),
        person(Forename="Ada", Sex="F", **twin),
        person(Forename="Ida", Sex="F", **twin),
        person(Surname="Samename", Forename="Jo", DOB="01/01/1970", Post_Code="ZZ1 1AA"),
        person(Surname="Samename", Forename="Jo", DOB="01/01/1970", Post_Code="ZZ8 8AA"),
        dict(known) | {"Hospital No": "L000001", "Address": "Moved, see other list"},
        person(Surname="Wrongdigit", NHS_No=wrong_digit[:9] + str((int(wrong_digit[9]) + 1) % 10)),
        person(Surname="Shortnumber", NHS_No="99912345"),
        person(Surname="Datemuddle", DOB="31/02/1950"),
        person(Surname="Monthfirst", DOB=words),
        person(Surname="Futureborn", DOB=f"{today + timedelta(days=400):%d/%m/%Y}"),
        person(Surname="", Forename=""),
        person(Surname="Markup <b>bold</b>", Forename="&amp;"),
        person(Surname="Escort", Reasonable_Adjustments="prison escort, two officers"),
    ]
