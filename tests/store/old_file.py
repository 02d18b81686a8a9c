"""Makes the file that tests open for ever after: `python -m tests.store.old_file tests/files/v1.cad`.

One file for each released version, made once with that version and then never again. Whoever changes the
tables after a release adds a step to `store/migrations.py` and leaves the old files as they are.
"""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime
from pathlib import Path

from cadplanner.core.model.appointment import Appointment, Visit, visit_id
from cadplanner.core.model.day import Station
from cadplanner.core.model.edit import Change, Edit, edit_between
from cadplanner.core.model.pathway import Pathway, Step
from cadplanner.core.model.patient import AccessNeed, Patient
from cadplanner.core.model.referral import Priority, Referral
from cadplanner.core.model.service_details import ColumnMapping, ServiceDetails
from cadplanner.core.model.span import Span
from cadplanner.core.model.staff import BreakRule, Interpreter, Shift, StaffMember
from cadplanner.store.store import Store
from tests.builders import DAY, SERVICES, VENUE, nhs_number
from tests.keys import KEY

NOW = datetime(2027, 6, 1, 9, 30, tzinfo=UTC)
DETAILS = ServiceDetails(name="Oakfield MSK (invented)", phone="01632 960000", demo=True)
NGUYEN = Patient("p1", "Nguyễn", "Văn", "Mr", date(1957, 6, 12), nhs_number(1), phone="07700 900123")
NEEDY = Patient(
    "p2", "O'Sample", "Zoë", needs=(AccessNeed.INTERPRETER, AccessNeed.STEP_FREE), language="Bengali", needs_note="pram"
)
ROUTE = (Step("0", "talk"), Step("1", "out", ("0",), 5))
THINGS = (
    NGUYEN,
    NEEDY,
    Referral("r1", "p1", date(2026, 12, 1), Priority.ROUTINE, "Knee", "GP", "MSK", "knee", "stairs"),
    Referral("r2", "p2", None, Priority.TWO_WEEK_WAIT),
    VENUE,
    *SERVICES,
    DAY,
    Station(
        "s1", DAY.id, "Table 1", "talk", 25, 3, 1, (Span(540, 720), Span(780, 1020)), 1, skill="listen", quiet=True
    ),
    StaffMember("w1", "Asha Testwell", "Physiotherapist", "Oakfield Trust", ("physio", "listen"), ("Urdu",)),
    Shift("h1", DAY.id, "w1", Span(540, 1020), (BreakRule(30, Span(720, 840)),), 180, 10, 5),
    Interpreter("i1", DAY.id, "Bengali", 2, (Span(540, 720),)),
    Pathway("y1", DAY.id, "Knee", ("talk", "out"), in_order=True, share=60),
    Appointment("a1", DAY.id, "p1", 1, ROUTE, "r1", "Knee", (Span(540, 720),), 120, 700),
    Visit(visit_id("a1", "0"), DAY.id, "a1", "0", "s1", 2, "w1", Span(600, 625), locked=True),
    ColumnMapping("Surname|DOB", (("Surname", "surname"), ("DOB", "birth_date"))),
)
CORRECTED = Patient("p1", "Nguyễn", "Văn", "Mr", date(1957, 6, 12), nhs_number(1), phone="07700 900124")


def make(path: Path) -> None:
    """Everything the store can keep, and three edits in its history."""
    with Store.create(path, KEY, replace=True) as store:
        store.apply(Edit("Name the service", (Change(store.details(), DETAILS),)), who="Ann", at=NOW)
        store.apply(edit_between("Set up and plan", (), THINGS), who="Ann", at=NOW)
        store.apply(Edit("Correct the phone", (Change(NGUYEN, CORRECTED),)), who="Bea", at=NOW)


if __name__ == "__main__":
    make(Path(sys.argv[1]))
