"""What was changed, as a person reads it."""

from dataclasses import replace
from datetime import UTC, date, datetime

from cadplanner.core.keeping.words import ids_in, kind_words, thing, told
from cadplanner.core.model.appointment import Appointment, Visit
from cadplanner.core.model.attendance import DayEvent, Happened
from cadplanner.core.model.day import Station
from cadplanner.core.model.day_rules import DayRules
from cadplanner.core.model.edit import Change
from cadplanner.core.model.outcome import Agreed, Outcome, OutcomeKind
from cadplanner.core.model.pathway import Step
from cadplanner.core.model.patient import AccessNeed
from cadplanner.core.model.referral import Priority, Referral
from cadplanner.core.model.service_details import ServiceDetails
from cadplanner.core.model.span import Span
from tests.builders import DAY, nhs_number, patient

NAMES = {"a1": "TESTWELL, Asha (Ms)", "patient-1": "TESTWELL, Asha (Ms)", "s1": "Table 1", "day": "Spring day"}
ASHA = patient(1, phone="07700 900123")


def words(before, after):
    return told(Change(before, after), NAMES).words


def test_a_field_is_told_before_and_after():
    changed = replace(ASHA, birth_date=date(1957, 6, 12), nhs_number="", phone="", needs=(AccessNeed.BSL,))
    assert words(ASHA, changed) == (
        "TESTWELL, Asha (Ms) changed: born: 02-Feb-1951 → 12-Jun-1957; "
        f"NHS number: {nhs_number(1)[:3]} {nhs_number(1)[3:6]} {nhs_number(1)[6:]} → nothing; "
        "phone: 07700 900123 → nothing; needs: BSL"
    )


def test_what_is_added_says_what_it_has_and_what_is_removed_what_it_had():
    referral = Referral("r1", "patient-1", date(2027, 1, 2), Priority.TWO_WEEK_WAIT, "Knee")
    says = "waiting since: 02-Jan-2027{0}; priority: two-week wait{0}; problem: Knee{0}"
    assert words(None, referral) == (f"Place on the waiting list of TESTWELL, Asha (Ms) added: {says.format('')}")
    assert words(referral, None) == (
        f"Place on the waiting list of TESTWELL, Asha (Ms) removed: {says.format(' → nothing')}"
    )


def test_ids_are_told_by_name_and_left_out_where_nobody_knows_them():
    visit = Visit("v1", "day", "a1", "0", "s1", 2, "w9", Span(600, 625), locked=True)
    assert words(None, visit) == (
        "Visit of TESTWELL, Asha (Ms) added: day: Spring day; station: Table 1; place: 2; "
        "span: 10:00-10:25; locked: yes"
    )
    assert words(visit, replace(visit, staff_id="w8")) == "Visit of TESTWELL, Asha (Ms) changed"
    assert set(ids_in(Change(visit, None))) == {"day", "a1", "s1", "w9"}


def test_a_fact_is_told_by_the_clock_of_the_hall():
    fact = DayEvent("e1", "day", Happened.ARRIVED, datetime(2027, 6, 12, 9, 2, tzinfo=UTC), 1, "Ann", "a1")
    assert words(None, fact) == (
        "Fact of the day of TESTWELL, Asha (Ms) added: day: Spring day; kind: arrived; when: 12-Jun-2027 10:02; "
        "who: Ann; appointment: TESTWELL, Asha (Ms)"
    )


def test_what_was_agreed_is_told_in_a_line():
    agreed = (Agreed(OutcomeKind.PIFU, start=date(2027, 6, 12), months=6, leaflet=True),)
    outcome = Outcome("o1", "day", "a1", datetime(2027, 6, 12, 9, tzinfo=UTC), 1, "Ann", agreed)
    assert "what was agreed: PIFU 12-Jun-2027 6 yes" in words(None, outcome)


def test_a_route_is_told_by_the_names_of_its_stops():
    appointment = Appointment("a1", "day", "patient-1", 7, (Step("0", "talk"), Step("1", "out", ("0",), 5)))
    change = Change(None, appointment)
    assert set(ids_in(change)) == {"day", "patient-1", "talk", "out"}
    says = told(change, {**NAMES, "talk": "Conversation", "out": "Checkout"}).words
    assert "route: Conversation, Checkout 0 5" in says


def test_things_have_names():
    assert thing(Station("s1", "day", "Table 1", "talk", 25, 3, 1, ()), {}) == "Station “Table 1”"
    assert thing(Appointment("a1", "day", "patient-1", 1, ()), {}) == "Appointment"
    assert thing(ServiceDetails(name="Oakfield"), {}) == "Details of the service"
    assert kind_words(DayRules) == "Rules of the service"
    assert words(ServiceDetails(), ServiceDetails(demo=True)) == "Details of the service changed: demo: no → yes"
    assert words(DAY, replace(DAY, on=date(2027, 6, 19))) == (
        f"Appointment day “{DAY.name}” changed: date: 12-Jun-2027 → 19-Jun-2027"
    )
