"""A checked list: problems by her rows and headings, fixes, skipped rows and rows imported anyway."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cadplanner.core.model.referral import Priority
from cadplanner.core.waiting.matching import duplicates
from cadplanner.errors import CannotRead
from cadplanner.exchange.columns import SYNONYMS, Field
from cadplanner.exchange.list_in import check_list
from cadplanner.exchange.list_report import list_report, list_text
from cadplanner.exchange.source_table import SourceRow, SourceTable, read_table

TODAY = date(2026, 11, 22)


def checked(text, fields=None):
    return check_list(read_table(text.encode(), "list.csv"), fields, today=TODAY)


LIST = """Surname,First name,DOB,NHS no,Phone,Priority
Testwell,Asha,03/04/1957,999 100 0305,07700 900101,Routine
Dummerby,Ben,31/02/1957,999 123 4567,12,U
,,25/12/1960,,,
"""


def test_problems_stand_by_her_row_and_heading():
    found = checked(LIST)
    assert [(p.row, p.column) for p in found.problems] == [
        (3, "NHS no"), (3, "DOB"), (3, "Phone"), (4, "Surname"),
    ]  # fmt: skip
    assert found.good == 1
    assert [one.row for one in found.listed] == [2]
    assert [one.row for one in found.people] == [2, 3]


def test_a_fixed_cell_is_checked_again():
    found = (
        checked(LIST).with_fix(3, "DOB", "28/02/1957").with_fix(3, "NHS no", "").with_fix(3, "Phone", "07700 900102")
    )
    assert found.row(3).problems == ()
    assert found.row(3).patient.birth_date == date(1957, 2, 28)
    assert [one.row for one in found.listed] == [2, 3]
    assert [p.column for p in found.with_fix(3, "DOB", "soon").row(3).problems] == ["DOB"]


def test_a_fix_takes_away_what_was_wrong_with_the_cell_in_the_file():
    found = checked("Surname,Notes\nNg," + "n" * 5_000 + "\n")
    assert [(p.row, p.column) for p in found.problems] == [(2, "Notes")]
    assert found.with_fix(2, "Notes", "short").problems == ()


def test_a_fix_of_a_blank_date_column():
    found = checked("Surname,DOB\nNg,\nLi,\n").with_fix(2, "DOB", "03/04/1957")
    assert found.row(2).patient.birth_date == date(1957, 4, 3)


def test_a_fix_of_what_is_not_there():
    with pytest.raises(KeyError):
        checked(LIST).with_fix(99, "DOB", "")
    with pytest.raises(ValueError, match="not in tuple"):
        checked(LIST).with_fix(3, "Nowhere", "")


def test_a_skipped_row_is_settled_and_can_come_back():
    found = checked(LIST).with_skipped(3).with_skipped(4)
    assert found.problems == ()
    assert [one.row for one in found.listed] == [2]
    assert all(flag.row not in (3, 4) for flag in found.flags)
    assert found.with_skipped(3, skipped=False).problems


def test_import_anyway_leaves_the_bad_values_blank_and_needs_a_name():
    found = checked(LIST).with_anyway(3).with_anyway(4)
    assert [p.row for p in found.problems] == [4]
    person = found.row(3).patient
    assert (person.surname, person.birth_date, person.nhs_number, person.phone) == ("Dummerby", None, "", "")
    assert found.row(3).referral.priority is Priority.URGENT
    assert [one.row for one in found.listed] == [2, 3]
    assert found.with_anyway(3, anyway=False).row(3).open_problems


def test_flags_say_what_to_look_at():
    text = """Name,DOB,NHS no,Phone,Priority,Needs,Interpreter,Referral date,Deceased
"TESTWELL, Asha",03/04/2012,,,2WW,wheelchair,Yes,,Yes
Madonna,,9991000305,07700900101,,,,25/01/2026,No
"""
    kinds = {(flag.row, flag.kind) for flag in checked(text).flags}
    assert kinds == {
        (2, "under 18"), (2, "no NHS number"), (2, "no phone"), (2, "not routine"), (2, "access needs"),
        (2, "no language"), (2, "no referral date"), (2, "died"), (3, "single name"), (3, "no birth date"),
    }  # fmt: skip


def test_what_the_whole_list_lacks_is_said_once():
    kinds = {(flag.row, flag.column, flag.kind) for flag in checked("Surname\nNg\nLi\n").flags}
    assert (1, "", "no phone") in kinds
    assert len([kind for kind in kinds if kind[2] == "no phone"]) == 1


def test_columns_can_be_given_other_meanings():
    found = checked("Who,When,Surname\nNg,03/04/1957,x\n", {"Who": "surname", "When": "birth_date", "Surname": ""})
    assert found.rows[0].patient.surname == "Ng"
    assert found.fields == (("Who", "surname"), ("When", "birth_date"), ("Surname", ""))
    assert "3 April 1957" in found.formats[0].says


def test_no_column_of_people_is_no_list():
    with pytest.raises(CannotRead, match="no list of people") as refused:
        checked("Station,Start\nPodiatry,09:00\n")
    assert "'Station', 'Start'" in refused.value.advice


def test_lines_under_a_list_are_no_people():
    found = checked(LIST + "Checked by Anne,,,,,\nTotal records: 3,,,,,\nEnd of report,,,,,\n")
    assert "Nothing but a name" in found.row(5).problems[0].says
    assert len(found.rows) == 4
    assert found.table.notes[-1] == "Left out under the list: 'Total records: 3', 'End of report'"


def test_a_list_of_numbers_alone_has_people():
    found = checked("NHS Number,EMIS number\n9991000305,12\n,13\n")
    assert found.rows[0].patient.surname == "999 100 0305"
    assert "neither a name nor an NHS number" in found.rows[1].problems[0].says


def test_phones_addresses_and_notes_of_several_columns_come_together():
    found = checked(
        "Surname,Home phone,Mobile,Address 1,Town,Notes,Comments,Availability\n"
        "Ng,01632 960101,07700 900101 (daughter Li),1 High St,Hove,first,second,not Fridays\n"
    )
    person, referral = found.rows[0].patient, found.rows[0].referral
    assert (person.phone, person.address) == ("07700 900101", "1 High St, Hove")
    assert referral.note == (
        "Notes: first; Comments: second; Availability: not Fridays; Mobile: 07700 900101 (daughter Li); "
        "Other phone: 01632 960101"
    )


def test_long_texts_are_cut_and_it_is_said():
    found = checked("Surname,Problem\nNg," + "x" * 600 + "\nDr" + "x" * 300 + ",\n")
    assert len(found.rows[0].referral.problem) == 500
    assert "shortened" in {flag.kind for flag in found.rows[0].flags}
    assert "302 characters" in found.rows[1].problems[0].says


def test_names_are_kept_as_typed():
    names = ("O'Neill", "Zoë", "Nguyễn", "محمد", "王", "McDONALD", "x" * 60, "<img src=//host/x>", "</para>", "&amp;")
    found = checked("Surname,First name\n" + "".join(f"{name},Ann\n" for name in names))
    assert tuple(row.patient.surname for row in found.rows) == names


def test_a_column_name_beside_a_column_surname():
    found = checked('Name,Surname\nLi,Ng\nAsha Testwell,Testwell\n"NG, Bo",Ng\n'.replace("\\", ""))
    assert [row.patient.plain_name for row in found.rows] == ["Li Ng", "Asha Testwell", "Bo Ng"]


def test_the_report_has_the_shape_that_scripts_read():
    found = checked(LIST + "Testwell,Asha,03/04/1957,999 100 0305,,\n")
    report = list_report(found, duplicates(found.people, ()))
    assert report["rows"] == 4
    assert report["good"] == 2
    assert report["columns"] == {
        "Surname": "surname", "First name": "first_name", "DOB": "birth_date", "NHS no": "nhs_number", "Phone": "phone",
        "Priority": "priority",
    }  # fmt: skip
    assert report["problems"][0] == {
        "row": 3,
        "column": "NHS no",
        "says": "The NHS number 999 123 4567 fails its check digit; look it up or leave it blank.",
    }
    assert set(report["flags"][0]) == {"row", "column", "says"}
    assert report["duplicates"] == [{"rows": [2, 5], "says": "Rows 2 and 5 have the same NHS number 999 100 0305."}]
    assert "row 3, NHS no: The NHS number" in list_text(found, ())


HEADINGS = st.sampled_from([words.split(", ")[0] for words in SYNONYMS.values()])


@settings(max_examples=150)
@given(st.data())
def test_any_table_of_text_is_checked_without_an_error(data):
    headings = ("surname", *data.draw(st.lists(HEADINGS.filter("surname".__ne__), max_size=8, unique=True)))
    cell = st.one_of(
        st.text(max_size=20), st.sampled_from(["31/02/1957", "9.99E+09", "+44 7700 900123", "BSL", "\0", "Y"])
    )
    rows = data.draw(st.lists(st.tuples(*(cell for _ in headings)), min_size=1, max_size=6))
    table = SourceTable(
        "list.csv",
        "CSV",
        headings,
        1,
        tuple(SourceRow(n + 2, row, ("",) * len(headings)) for n, row in enumerate(rows)),
    )
    found = check_list(table, today=TODAY)
    assert len(found.rows) == len(rows)
    assert list_text(found, duplicates(found.people, ()))
    assert all(row.patient is not None or row.problems for row in found.rows)


def test_every_field_reaches_a_patient_or_a_referral():
    headings = [words.split(", ")[0] for field, words in SYNONYMS.items() if field is not Field.NAME]
    told = {
        "nhs number": "9991000305", "date of birth": "03/04/1957", "referral received": "01/02/2026", "email": "a@b.uk",
        "phone": "07700900101", "date of death": "", "interpreter": "Y",
    }  # fmt: skip
    found = checked(f"{','.join(headings)}\n{','.join(told.get(heading, 'Urgent') for heading in headings)}\n")
    patient, referral = found.rows[0].patient, found.rows[0].referral
    assert found.problems == ()
    unset = {name for value in (patient, referral) for name in value.__slots__ if not getattr(value, name)}
    assert unset == {"id", "patient_id", "settled_on", "left_because"}
