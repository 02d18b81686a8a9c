"""Every messy list of the folder says what stands beside it, row by row."""

import re
from datetime import date
from pathlib import Path

import pytest

from cadplanner.core.model.words import NumberKind
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


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_service_in_scotland_is_told_in_its_words(file):
    """Headings are understood whatever they call the number; what is said of it is said in the service's words."""
    checked = check_list(read_table(file.read_bytes(), file.name), today=TODAY, number=NumberKind.CHI)
    told = [*checked.problems, *checked.flags, *duplicates(checked.listed, (), NumberKind.CHI)]
    assert not [each.says for each in told if re.search(r"NHS num|\d{3} \d{3} \d{4}", each.says)]
    assert checked.fields == check_list(read_table(file.read_bytes(), file.name), today=TODAY).fields
