"""One date format for a column, decided from all of it; the misfits are problems."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadplanner.exchange.dates import (
    DateFormat,
    column_dates,
    wrong_birth_date,
    wrong_date,
    wrong_received_date,
)

TODAY = date(2026, 11, 22)
APRIL = date(1957, 4, 3)


def column(*texts, cells=(), epoch_1904=False):
    pairs = [*((text, "") for text in texts), *(("", cell) for cell in cells)]
    return column_dates(pairs, today=TODAY, epoch_1904=epoch_1904)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("03/04/1957", DateFormat.DAY_FIRST),
        ("3.4.57", DateFormat.DAY_FIRST),
        ("03-04-1957 00:00:00", DateFormat.DAY_FIRST),
        ("Wed 03/04/1957", DateFormat.DAY_FIRST),
        ("03/04/1957 9:30 AM", DateFormat.DAY_FIRST),
        ("03-Apr-1957", DateFormat.NAMED_MONTH),
        ("3rd April 1957", DateFormat.NAMED_MONTH),
        ("03APR57", DateFormat.NAMED_MONTH),
        ("April 3, 1957", DateFormat.NAMED_MONTH),
        ("1957-04-03", DateFormat.YEAR_FIRST),
        ("1957-04-03T00:00:00Z", DateFormat.YEAR_FIRST),
        ("1957/4/3", DateFormat.YEAR_FIRST),
        ("19570403", DateFormat.PACKED),
        ("20913", DateFormat.SERIAL),
        ("20913.0", DateFormat.SERIAL),
        ("20913.395", DateFormat.SERIAL),
        ("\uff10\uff13/\uff10\uff14/\uff11\uff19\uff15\uff17", DateFormat.DAY_FIRST),
    ],
)
def test_a_format_is_known_by_its_values(text, form):
    how = column(text)
    assert (how.format, how.read(text)) == (form, APRIL)


def test_a_column_that_could_be_read_both_ways_is_british_and_says_so():
    """T47: birth dates that can be read two ways, or not at all."""
    how = column("03/04/1957", "01/02/1960")
    assert how.read("03/04/1957") == APRIL
    assert "also read month first" in how.says
    assert "also read month first" not in column("03/04/1957", "25/02/1960").says


def test_a_column_of_american_dates_is_told_by_its_days_above_twelve():
    how = column("04/03/1957", "12/27/1957", "01/31/1960")
    assert (how.format, how.read("04/03/1957")) == (DateFormat.MONTH_FIRST, APRIL)
    assert "American" in how.says


def test_american_dates_that_excel_has_turned_into_dates_by_halves_are_pointed_out():
    assert "check them all" in column("12/27/1957", "12/28/1957", cells=[date(1957, 4, 3)]).says


def test_two_formats_in_a_column_leave_the_fewer_as_misfits():
    """T48: day numbers since 1900 and 1904, mixed with text."""
    how = column("03/04/1957", "04/04/1957", "1957-04-05")
    assert how.read("1957-04-05") is None
    assert wrong_date("1957-04-05", how).endswith("type 05/04/1957 if that is meant.")


@pytest.mark.parametrize(
    "text", ["31/02/1957", "32/01/1957", "00/01/1957", "1/1/957", "03/04", "3/4/1957/2", "99999/1/1"]
)
def test_there_is_no_such_day(text):
    """T47: birth dates that can be read two ways, or not at all."""
    how = column("03/04/1957", text)
    assert how.read(text) is None
    assert wrong_date(text, how)


def test_two_digit_years_turn_at_this_year_and_the_preview_says_it():
    """T47: birth dates that can be read two ways, or not at all."""
    how = column("03/04/57", "03/04/26", "03/04/27")
    assert [how.read(f"03/04/{year}").year for year in ("57", "26", "27")] == [1957, 2026, 1927]
    assert "two-digit years 00 to 26 are 20.., the others 19.." in how.says


def test_day_numbers_since_1904():
    """T48: day numbers since 1900 and 1904, mixed with text."""
    assert column("19451", epoch_1904=True).read("19451") == APRIL


def test_dates_of_the_spreadsheet_itself_need_no_format():
    how = column(cells=[APRIL])
    assert how.format is DateFormat.CELLS
    assert how.read("whatever", APRIL) == how.read("whatever", datetime(1957, 4, 3, 9, 30)) == APRIL  # noqa: DTZ001
    assert how.read("20913") is None


def test_no_value_reads_and_british_it_is():
    assert column("soon", "later").format is DateFormat.DAY_FIRST


def test_the_way_to_write_it_follows_the_column():
    assert "type it as 03-Apr-1957" in wrong_date("soon", column("03-Apr-1957"))
    assert "type it as 1957-04-03" in wrong_date("soon", column("1957-01-01"))
    assert "type 19570403 if" in wrong_date("03/04/1957", column("19570101"))
    assert "There is no day '31/02/1957'" in wrong_date("31/02/1957", column("03/04/1957"))


def test_birth_dates_and_referral_dates_that_cannot_be():
    """T47: birth dates that can be read two ways, or not at all."""
    assert wrong_birth_date(APRIL, TODAY) == ""
    assert "in the future" in wrong_birth_date(date(2027, 1, 1), TODAY)
    assert "more than 115 years ago" in wrong_birth_date(date(1900, 1, 1), TODAY)
    assert wrong_received_date(date(2026, 1, 1), TODAY, APRIL) == ""
    assert "in the future" in wrong_received_date(date(2027, 1, 1), TODAY, None)
    assert "too long ago" in wrong_received_date(date(1950, 1, 1), TODAY, APRIL)


WRITTEN = {
    DateFormat.DAY_FIRST: lambda d: f"{d.day:02d}/{d.month:02d}/{d.year}",
    DateFormat.NAMED_MONTH: lambda d: d.strftime("%d-%b-%Y"),
    DateFormat.YEAR_FIRST: lambda d: d.isoformat(),
    DateFormat.PACKED: lambda d: d.strftime("%Y%m%d"),
    DateFormat.SERIAL: lambda d: str((d - date(1899, 12, 30)).days),
}


@given(st.sampled_from(list(WRITTEN)), st.lists(st.dates(date(1930, 1, 1), TODAY), min_size=1, max_size=20))
def test_a_column_written_in_one_format_is_read_back(form, days):
    texts = [WRITTEN[form](day) for day in days]
    how = column(*texts)
    assert [how.read(text) for text in texts] == days


@given(st.lists(st.text(max_size=20), max_size=10))
def test_any_text_is_a_date_or_a_sentence(texts):
    how = column(*texts)
    for text in texts:
        assert how.read(text) is not None or wrong_date(text, how)
