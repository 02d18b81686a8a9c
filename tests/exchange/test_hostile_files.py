"""Files that are no list, damaged or made to do harm: each is refused by what it is, and quickly."""

import contextlib
import csv
import io
import time
import tracemalloc
import zipfile
from datetime import UTC, date, datetime
from datetime import time as time_of_day

import pytest
import xlsxwriter
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cadplanner.core.model.edit import edit_between
from cadplanner.core.model.service_details import ColumnMapping
from cadplanner.errors import CannotRead
from cadplanner.exchange.columns import headings_id
from cadplanner.exchange.csv_out import csv_bytes
from cadplanner.exchange.file_kind import refuse_if_too_big
from cadplanner.exchange.grid import column_letter
from cadplanner.exchange.list_in import check_list
from cadplanner.exchange.source_table import read_table
from cadplanner.store.migrations import fingerprint
from cadplanner.store.store import Store

TODAY = date(2026, 11, 22)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500


def workbook(fill, **options):
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True, **options})
    fill(book)
    book.close()
    return made.getvalue()


def sheet_of(rows, **options):
    def fill(book):
        sheet = book.add_worksheet("List")
        for n, row in enumerate(rows):
            sheet.write_row(n, 0, row)

    return workbook(fill, **options)


LONG_AGO = (2027, 6, 1, 0, 0, 0)


def archive(*names, content=b"x"):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in names:
            info = zipfile.ZipInfo(name, LONG_AGO)  # the tests have their names from these bytes
            packed.writestr(info, content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


GOOD = sheet_of([["Surname", "DOB"], ["Testwell", "03/04/1957"], ["Ng", 20913]])
SHEET = zipfile.ZipFile(io.BytesIO(GOOD)).read("xl/worksheets/sheet1.xml")


def with_sheet(sheet):
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GOOD)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            new.writestr(name, sheet if name.endswith("sheet1.xml") else old.read(name))
    return made.getvalue()


def utf16(word):
    return word.encode("utf-16-le")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf\r\n\r\n", "is empty"),
        (b",,,\r\n,,,\r\n", "is empty"),
        (b"%PDF-1.7 rest", "a PDF"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (b"\xff\xd8\xff\xe0JFIF", "a picture"),
        (b"{\\rtf1 hello}", "a Word document"),
        (b"SQLite format 3\0 and so on", "a database"),
        (OLE + utf16("EncryptedPackage"), "a password"),
        (OLE + utf16("Workbook"), "(.xls)"),
        (OLE + utf16("WordDocument"), "(.doc)"),
        (OLE, "an Office file"),
        (archive("word/document.xml"), "a Word document"),
        (archive("ppt/slides.xml"), "PowerPoint"),
        (archive("mimetype", "content.xml"), "(.ods)"),
        (archive("xl/workbook.bin"), "(.xlsb)"),
        (archive("list.csv"), "a zip folder"),
        (archive("list.csv")[:40], "damaged"),
        (archive("xl/workbook.xml"), "damaged"),
        (archive("xl/workbook.xml", content=b"<!DOCTYPE x [<!ENTITY a 'b'>]>"), "not written by a spreadsheet"),
        (b"<html><table><tr><td>Surname</td></tr></table></html>", "a web page"),
        (b'\xef\xbb\xbf  <?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>', "Excel 2003 XML"),
        (b"<?xml version='1.0'?><list/>", "an XML file"),
        (bytes(range(256)) * 40, "no readable text"),
        (b"MZ\x90\0", "a program"),
        (b"Surname,First name\r\n", "nobody under them"),
        (b"hello", "no list of people"),
    ],
)
def test_what_is_no_list_is_named_and_told_what_to_do(data, says):
    """T52, T53: XML made to do harm; links to outside; files under a wrong name; locked with a password."""
    with pytest.raises(CannotRead) as refused:
        read_table(data, "list.xlsx")
    assert says in str(refused.value)
    assert refused.value.advice


def test_a_file_of_500_mb_is_refused_before_it_is_read():
    refuse_if_too_big(3_000_000)
    with pytest.raises(CannotRead, match="500 MB"):
        refuse_if_too_big(500_000_000)


def test_text_without_people_is_no_list():
    table = read_table(b"Dear all,\nplease find the rota below.\nRegards\n", "letter.txt")
    with pytest.raises(CannotRead, match="no list of people"):
        check_list(table, today=TODAY)


def test_a_bomb_is_refused_in_little_memory():
    """T51: a spreadsheet that unpacks to hundreds of MB."""
    bomb = archive("[Content_Types].xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml", content=b"<row/>" * 15_000_000)
    tracemalloc.start()
    with pytest.raises(CannotRead, match="would unpack to 270 MB"):
        read_table(bomb, "bomb.xlsx")
    assert tracemalloc.get_traced_memory()[1] < 20_000_000
    tracemalloc.stop()


def test_a_bomb_that_lies_about_its_size_is_damaged():
    """T51: a spreadsheet that unpacks to hundreds of MB."""
    data = archive("xl/workbook.xml", content=b"<workbook/>" + b" " * 100_000)
    lying = data.replace((100_011).to_bytes(4, "little"), (11).to_bytes(4, "little"))
    assert lying != data
    with pytest.raises(CannotRead, match="damaged"):
        read_table(lying, "liar.xlsx")


def test_too_many_parts_are_refused():
    """T51: a spreadsheet that unpacks to hundreds of MB."""
    with pytest.raises(CannotRead, match="would unpack"):
        read_table(archive("xl/workbook.xml", *(f"xl/worksheets/{n}.xml" for n in range(2001))), "parts.xlsx")


def test_a_workbook_named_csv_and_a_csv_named_xlsx_are_read_by_content():
    """T53: files under a wrong name; locked with a password."""
    assert read_table(sheet_of([["Surname"], ["Testwell"]]), "list.csv").kind == "Excel workbook"
    assert read_table(b"Surname\nTestwell\n", "list.xlsx").kind == "CSV"


def test_dates_numbers_and_formulas_of_a_workbook():
    """T49: formulas in a list."""

    def fill(book):
        book.add_worksheet("Cover").write(0, 0, "Confidential")
        sheet = book.add_worksheet("Waiting")
        sheet.write_row(2, 1, ["Surname", "DOB", "NHS number", "Phone", "Problem", "Notes"])
        sheet.write_row(3, 1, ["Testwell"])
        sheet.write_datetime(3, 2, date(1957, 4, 3), book.add_format({"num_format": "dd/mm/yyyy"}))
        sheet.write_row(3, 3, [9991000305, 7700900101])
        sheet.write_formula(3, 5, '="Low "&"back"', None, "Low back")
        sheet.write_formula(3, 6, "=1/0", None, "#DIV/0!")
        sheet.write_row(5, 1, ["Dummerby", 20913])
        sheet.write_formula(5, 5, '="Knee"', None, "")

    checked = check_list(read_table(workbook(fill), "list.xlsx"), today=TODAY)
    one, other = checked.rows
    assert (one.number, other.number) == (4, 6)
    assert one.patient.birth_date == other.patient.birth_date == date(1957, 4, 3)
    assert (one.patient.nhs_number, one.patient.phone) == ("9991000305", "07700 900101")
    assert one.referral.problem == "Low back"
    assert [(p.row, p.column, p.says.split(";")[0]) for p in checked.problems] == [
        (4, "Notes", "The cell shows the error #DIV/0!"),
        (6, "Problem", "The cell holds a formula without a value"),
    ]
    assert "Read from the sheet 'Waiting'; not from 'Cover'" in checked.table.notes


def test_rows_that_are_filtered_out_are_read_and_it_is_said():
    def fill(book):
        sheet = book.add_worksheet()
        for n, word in enumerate(["Surname", "Ng", "Li"]):
            sheet.write(n, 0, word)
        sheet.set_row(1, None, None, {"hidden": True})

    table = read_table(workbook(fill), "list.xlsx")
    assert len(table.rows) == 2
    assert "1 row that Excel hides or filters out are read too" in table.notes


def test_day_numbers_of_a_1904_workbook():
    """T48: day numbers since 1900 and 1904, mixed with text."""
    data = sheet_of([["Surname", "DOB"], ["Testwell", 20913 - 1462]], date_1904=True)
    checked = check_list(read_table(data, "mac.xlsx"), today=TODAY)
    assert checked.rows[0].patient.birth_date == date(1957, 4, 3)


def test_dates_of_a_1904_workbook():
    """T48: day numbers since 1900 and 1904, mixed with text."""

    def fill(book):
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Surname", "DOB"])
        sheet.write(1, 0, "Ng")
        sheet.write_datetime(1, 1, date(1957, 4, 3), book.add_format({"num_format": "dd/mm/yyyy"}))

    checked = check_list(read_table(workbook(fill, date_1904=True), "mac.xlsx"), today=TODAY)
    assert checked.rows[0].patient.birth_date == date(1957, 4, 3)


def test_macros_and_links_of_a_workbook_are_never_opened():
    """T52: XML made to do harm; links to outside."""
    data = io.BytesIO(sheet_of([["Surname"], ["Testwell"]]))
    with zipfile.ZipFile(data, "a") as packed:
        packed.writestr("xl/vbaProject.bin", b"macro")
        packed.writestr("xl/externalLinks/externalLink1.xml", b"<broken")
    assert read_table(data.getvalue(), "list.xlsm").rows[0].cells == ("Testwell",)


@pytest.mark.parametrize("stray", ["XFD1048576", "ZZZZ9999999999"])
def test_a_stray_cell_far_away_is_refused_before_the_reader_fills_the_memory(stray):
    with pytest.raises(CannotRead, match="far away from the list"):
        read_table(with_sheet(SHEET.replace(b'r="B3"', f'r="{stray}"'.encode())), "list.xlsx")


def test_a_blank_formatted_cell_far_away_does_no_harm():
    sheet = SHEET.replace(b"</sheetData>", b'<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>')
    assert len(read_table(with_sheet(sheet), "list.xlsx").rows) == 2


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("line", ["\n", "\r\n", "\r"])
def test_encodings_separators_and_line_ends(encoding, separator, line):
    """T43: lists in any encoding, with mixed line ends and NUL."""
    text = line.join(
        separator.join(row) for row in (["Surname", "Forename"], ["Ó Madeup", "Zoë"], ["", ""], ["Ng", "Li"])
    )
    table = read_table((text + line).encode(encoding), "list.csv")
    assert [(row.number, row.cells) for row in table.rows] == [(2, ("Ó Madeup", "Zoë")), (4, ("Ng", "Li"))]


def test_the_separator_that_excel_is_told_of_is_not_a_row():
    table = read_table(b"sep=;\r\nSurname;Forename\r\nNg;Li\r\n", "list.csv")
    assert (table.heading_row, table.rows[0].number) == (1, 2)


def test_rows_are_counted_as_excel_counts_them():
    text = 'Surname,Address,Notes\nTestwell,"1 High St\nHove\nBN3","a ""quoted"" word"\n\nNg,2 High St,\n'
    table = read_table(text.encode(), "list.csv")
    assert [row.number for row in table.rows] == [2, 4]
    checked = check_list(table, today=TODAY)
    assert checked.rows[0].patient.address == "1 High St, Hove, BN3"
    assert checked.rows[0].referral.note == 'a "quoted" word'


def test_a_quotation_never_closed_swallows_nobody():
    text = "Surname,Forename,Notes\n" + "".join(f"Testwell,No{n},fine\n" for n in range(80))
    checked = check_list(read_table(text.replace("No7,", '"No7,').encode(), "list.csv"), today=TODAY)
    assert len(checked.rows) == 80
    assert {(p.row, p.says.split(" is")[0]) for p in checked.problems} >= {(9, "A quotation mark here")}


def test_nul_bytes_ragged_rows_and_a_huge_cell():
    """T43: lists in any encoding, with mixed line ends and NUL."""
    text = "Surname,Forename,Notes\nTest\0well,Asha\nDummerby,Ben,x,y,z\nNg,Li," + "n" * 100_000 + "\n"
    checked = check_list(read_table(text.encode(), "list.csv"), today=TODAY)
    assert checked.rows[0].patient.surname == "Testwell"
    assert ("Surname", "hidden characters") in {(flag.column, flag.kind) for flag in checked.flags}
    assert [(p.row, p.column) for p in checked.problems] == [(3, ""), (4, "Notes")]
    assert "100000 characters" in checked.problems[1].says


def test_a_huge_cell_of_a_workbook_names_row_and_column():
    """T44: a field of 200 kB, 3,000 columns, a million rows."""
    checked = check_list(read_table(sheet_of([["Surname", "Notes"], ["Ng", "n" * 32_000]]), "list.xlsx"), today=TODAY)
    assert [(p.row, p.column) for p in checked.problems] == [(2, "Notes")]


def test_headings_twice_blank_and_by_the_thousand():
    """T45: headings twice, blank or hostile."""
    text = "Surname,Phone,,Phone," + ",".join(f"H{n}" for n in range(3000)) + "\nNg,,x,07700 900101,\n"
    table = read_table(text.encode(), "list.csv")
    assert table.headings[:4] == ("Surname", "Phone", "Column C", "Phone (column D)")
    assert len(table.headings) <= 300
    assert check_list(table, today=TODAY).rows[0].patient.phone == "07700 900101"


@pytest.mark.parametrize(
    "text",
    [
        "," * 20_000_000,
        '"' * 5_000_000,
        '"a\n' * 200_000,
        '"""\n' * 200_000,
        'x,"' + "," * 10_000_000,
        '"' + "a\n" * 3_000_000,
        "a\r" * 90_000,
        "Surname\n" + '"' + "x" * 10_000_000 + '"',
    ],
    ids=str.__len__,
)
def test_text_made_to_be_slow_is_not(text):
    """T44: a field of 200 kB, 3,000 columns, a million rows."""
    began = time.process_time()
    with contextlib.suppress(CannotRead):
        check_list(read_table(text.encode(), "list.csv"), today=TODAY)
    assert time.process_time() - began < 8


def test_cells_that_excel_was_told_to_keep_as_text():
    table = read_table(b'Surname,NHS no\nNg,="9991000305"\nLi,"=""9991000305"""\n', "list.csv")
    assert {row.cells[1] for row in table.rows} == {"9991000305"}


def test_a_file_with_a_few_spoilt_bytes_keeps_its_accents():
    """T43: lists in any encoding, with mixed line ends and NUL."""
    text = "Surname,Forename\n" + "Fictivé,Zoë\n" * 10
    table = read_table(text.encode() + b"Spo\xe9ilt,Ann\n", "list.csv")
    assert table.rows[0].cells == ("Fictivé", "Zoë")
    flags = check_list(table, today=TODAY).flags
    assert [(flag.row, flag.column) for flag in flags if flag.kind == "spoilt letters"] == [(12, "Surname")]


def test_an_endless_row_is_cut_and_it_is_said():
    """T44: a field of 200 kB, 3,000 columns, a million rows."""
    checked = check_list(read_table(b"Surname,Forename\nNg,Li" + b",x" * 400_000 + b"\n", "list.csv"), today=TODAY)
    assert "800005 characters" in checked.problems[0].says


def test_times_truths_and_durations_of_a_workbook_are_text():
    def fill(book):
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Surname", "Notes", "Comments", "Remarks", "Other notes"])
        sheet.write(1, 0, "Ng")
        sheet.write(1, 1, True)
        sheet.write_datetime(1, 2, time_of_day(9, 30), book.add_format({"num_format": "hh:mm"}))
        sheet.write_number(1, 3, 1.5, book.add_format({"num_format": "[h]:mm"}))
        sheet.write_datetime(1, 4, datetime(2026, 1, 5, 9, 30), book.add_format({"num_format": "dd/mm/yyyy hh:mm"}))  # noqa: DTZ001

    cells = read_table(workbook(fill), "list.xlsx").rows[0].cells
    assert cells[:3] == ("Ng", "Yes", "09:30")
    assert cells[3] == "1 day, 12:00:00"
    assert cells[4] == "05/01/2026 09:30"


def test_a_workbook_without_a_filled_cell():
    with pytest.raises(CannotRead, match="no filled cell"):
        read_table(workbook(lambda book: book.add_worksheet()), "list.xlsx")


def test_columns_have_their_letters():
    table = read_table(b"Surname,Forename\nNg,Li\n", "list.csv")
    assert table.column_letter("Forename") == "B"
    assert [column_letter(n) for n in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_too_many_rows_are_refused():
    """T44: a field of 200 kB, 3,000 columns, a million rows."""
    with pytest.raises(CannotRead, match="more than 100000 rows"):
        read_table(b"Surname\n" + b"Ng\n" * 100_002, "list.csv")


def test_headings_repeated_on_every_printed_page_are_no_people():
    table = read_table(b"Surname,Forename\nNg,Li\nSurname,Forename\nProto,Ewa\n", "list.csv")
    assert [row.number for row in table.rows] == [2, 4]


@settings(max_examples=300)
@given(st.binary(max_size=600))
@example(b"sep=\r\n")
@example(b'"')
@example(b"\xff\xfe\x00\xd8")
@example(b"PK\x03\x04")
def test_any_bytes_are_read_or_refused(data):
    with contextlib.suppress(CannotRead):
        check_list(read_table(data, "list.csv"), today=TODAY)


@settings(max_examples=300)
@given(st.integers(0, len(GOOD) - 1), st.binary(min_size=1, max_size=40))
def test_a_spoilt_workbook_is_read_or_refused(place, noise):
    with contextlib.suppress(CannotRead):
        check_list(read_table(GOOD[:place] + noise + GOOD[place + len(noise) :], "list.xlsx"), today=TODAY)


def test_a_cell_that_names_two_places_is_refused_before_the_reader_lays_them_out():
    place = SHEET.index(b"><v>0</v>")
    with pytest.raises(CannotRead, match="far away from the list"):
        read_table(with_sheet(SHEET[:place] + b' r="XFD1048577"' + SHEET[place:]), "list.xlsx")


@settings(max_examples=300)
@given(
    st.integers(0, len(SHEET) - 1),
    st.sampled_from([b"", b"<", b">", b'"', b"9999999999", b"A0", b'r="XFD1048577"', b"&#0;"]),
)
def test_a_spoilt_sheet_is_read_or_refused(place, noise):
    with contextlib.suppress(CannotRead):
        check_list(
            read_table(with_sheet(SHEET[:place] + noise + SHEET[place + len(noise) :]), "list.xlsx"), today=TODAY
        )


HOSTILE_HEADINGS = (
    'patient"; DROP TABLE patient; --',
    "=cmd|'/c calc'!A0",
    "<img src=//host/x>",
    "surname) VALUES ('x')",
    "\u202egnp.exe",
)


def test_a_heading_that_is_a_command_is_a_heading():
    """T45: a heading is words to choose a meaning for; none becomes a column of the file, or is run."""
    text = io.StringIO()
    csv.writer(text).writerows([["Surname", *HOSTILE_HEADINGS], ["Ng", *"abcde"]])
    table = read_table(text.getvalue().encode(), "list.csv")
    assert table.headings[:5] == ("Surname", *HOSTILE_HEADINGS[:4])
    assert len(table.headings) == 6
    (row,) = check_list(table, today=TODAY).rows
    assert row.patient.surname == "Ng"
    with Store.in_memory() as store:
        before = fingerprint(store._db)
        fields = tuple((heading, "") for heading in table.headings)
        mapping = ColumnMapping(headings_id(table.headings), fields)
        store.apply(edit_between("Import", (), (row.patient, mapping)), who="Ann", at=datetime(2027, 6, 1, tzinfo=UTC))
        assert fingerprint(store._db) == before
        assert store.mapping(mapping.id) == mapping


def test_what_was_written_so_that_no_spreadsheet_runs_it_is_read_as_it_was():
    """T50: the apostrophe that makes a name text in a spreadsheet is no part of the name; another one is."""
    names = ["=CMD", "+Ann", "-Bo", "@Sum", "O'Neil", "'t Hooft", "'"]
    table = read_table(csv_bytes(["Surname", "Forename"], [[name, "Li"] for name in names]), "list.csv")
    assert [row.cells[0] for row in table.rows] == names
