"""Every messy list of the folder says what stands beside it, row by row."""

from datetime import date
from pathlib import Path

import pytest

from cadplanner.core.waiting.matching import duplicates
from cadplanner.exchange.list_in import check_list
from cadplanner.exchange.list_report import list_text
from cadplanner.exchange.source_table import read_table

LISTS = Path(__file__).parent.parent / "files" / "lists"
FILES = sorted(path for path in LISTS.iterdir() if not path.name.endswith(".expected.txt"))
TODAY = date(2026, 11, 22)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_messy_list_says_what_stands_beside_it(file):
    checked = check_list(read_table(file.read_bytes(), file.name), today=TODAY)
    expected = file.with_name(f"{file.name}.expected.txt")
    assert list_text(checked, duplicates(checked.listed, ())) == expected.read_text(encoding="utf-8")
