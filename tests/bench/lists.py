"""CPU seconds that 20,000 rows take: read, check and match. `python tests/bench/lists.py [ROWS]`."""

from __future__ import annotations

import csv
import io
import random
import sys
import time
from datetime import date, timedelta
from itertools import pairwise

import xlsxwriter

from cadplanner.core.model.patient import nhs_check_digit
from cadplanner.core.waiting.intake import Known, intake
from cadplanner.core.waiting.matching import duplicates
from cadplanner.exchange.list_in import check_list
from cadplanner.exchange.source_table import read_table

HEADINGS = (
    "Surname", "Forename", "Title", "DOB", "NHS Number", "Mobile", "Home telephone", "Email", "Address", "Postcode",
    "Language", "Interpreter needed", "Access needs", "Referral received", "Priority", "Reason for referral",
)  # fmt: skip
SURNAMES = ("Testwell", "O'Sample", "Nguyễn", "Placeholme", "Dummerby", "Exampleton", "Fictivé", "Proto-Jones", "Ng")
FIRST_NAMES = ("Asha", "Ben", "Carys", "Dilip", "Ewa", "Fatima", "George", "Hafsa", "José", "Kiran", "Li", "Zoë")
NEEDS = ("", "", "", "", "wheelchair", "hard of hearing; large print", "needs a quiet space", "guide dog")


def rows(number: int) -> list[list[object]]:
    """Invented people in the order of HEADINGS; one in fifty rows is messy, one in two hundred is there twice."""
    dice = random.Random(1)
    found: list[list[object]] = []
    for n in range(number):
        nine = f"999{n % 1_000_000:06d}"
        check = nhs_check_digit(nine)
        born = date(1930, 1, 1) + timedelta(days=dice.randrange(30_000))
        received = date(2025, 1, 1) + timedelta(days=dice.randrange(600))
        row: list[object] = [
            dice.choice(SURNAMES), dice.choice(FIRST_NAMES), "Mrs", born, "" if check == "X" else nine + check,
            f"07700 9{n % 100_000:05d}", f"01632 9{n % 100_000:05d}", f"p{n}@example.org", f"{n} High Street\nHove",
            f"BN{n % 20 + 1} {n % 9}AB", "English", "N", dice.choice(NEEDS), received, "Routine", "Low back pain",
        ]  # fmt: skip
        if n % 50 == 0:
            row[n // 50 % 16] = "messy"
        found.append(found[-1] if n % 200 == 199 else row)
    return found


def as_csv(table: list[list[object]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(HEADINGS)
    writer.writerows([f"{cell:%d/%m/%Y}" if isinstance(cell, date) else cell for cell in row] for row in table)
    return text.getvalue().encode()


def as_xlsx(table: list[list[object]]) -> bytes:
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True, "default_date_format": "dd/mm/yyyy"})
    sheet = book.add_worksheet("Waiting list")
    for n, row in enumerate([list(HEADINGS), *table]):
        sheet.write_row(n, 0, row)
    book.close()
    return made.getvalue()


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    table = rows(number)
    for name, data in (("list.csv", as_csv(table)), ("list.xlsx", as_xlsx(table))):
        times = [time.process_time()]
        read = read_table(data, name)
        times.append(time.process_time())
        checked = check_list(read, today=date(2026, 11, 22))
        times.append(time.process_time())
        listed = checked.listed
        ids = iter(range(10**9))
        first = intake(listed, {}, Known(), file_name=name, new_id=lambda ids=ids: f"id{next(ids)}")
        patients = tuple(change.after for change in first.changes if hasattr(change.after, "nhs_number"))
        times.append(time.process_time())
        found = duplicates(listed, patients)
        times.append(time.process_time())
        seconds = [after - before for before, after in pairwise(times)]
        print(
            f"{name}: {len(data) / 1e6:.1f} MB, {len(checked.rows)} rows, {checked.good} good, "
            f"{len(found)} duplicates against {len(patients)} known: read {seconds[0]:.2f} s, "
            f"check {seconds[1]:.2f} s, intake {seconds[2]:.2f} s, match {seconds[3]:.2f} s, all {sum(seconds):.2f} s"
        )


if __name__ == "__main__":
    main()
