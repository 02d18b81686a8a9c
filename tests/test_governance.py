"""What ships for the trust's officers is true: registers match the file, and every test that is named exists."""

import ast
import csv
import re
import tomllib
from codecs import BOM_UTF8
from functools import cache
from pathlib import Path

import pytest

from cadplanner.paths import resources
from cadplanner.store.store import Store

ROOT = Path(__file__).resolve().parent.parent
GOVERNANCE = resources() / "governance"


def rows(name):
    assert (GOVERNANCE / name).read_bytes().startswith(BOM_UTF8), "else Excel spoils its quotation marks"
    with (GOVERNANCE / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@cache
def held_by(path):
    """The tests that a file holds and pytest collects."""
    file = ROOT / path
    assert file.name.startswith("test_"), f"pytest does not collect {path}"
    assert file.is_file(), f"there is no {path}"
    tree = ast.parse(file.read_text(encoding="utf-8"))
    found = [node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")]
    return {node.name: " ".join([node.name, ast.get_docstring(node) or ""]) for node in found}


def named(cell):
    """The tests of a cell: 'tests/a.py::test_b; tests/c.py::test_d'."""
    return [tuple(each.strip().split("::")) for each in cell.split(";") if each.strip()]


def test_every_column_of_the_file_is_in_the_field_register_and_none_besides():
    with Store.in_memory() as store:
        real = [(table.name, column.name) for table in store._db.tables for column in table.columns]
    registered = [(row["table"], row["column"]) for row in rows("fields.csv")]
    assert len(registered) == len(set(registered))
    assert set(real) - set(registered) == set(), "say in resources/governance/fields.csv what these are for"
    assert set(registered) - set(real) == set(), "these are no longer in the file"


def test_every_field_says_what_it_is_and_what_for_and_how_long_it_is_kept():
    for row in rows("fields.csv"):
        assert all(cell and cell.strip() for cell in row.values()), row
        assert None not in row


def test_every_control_of_the_hazard_log_is_tested_or_the_trusts():
    log = rows("hazards.csv")
    assert len({row["id"] for row in log}) >= 12
    for row in log:
        assert all(row[name] for name in ("hazard", "cause", "effect", "control", "risk before", "risk after")), row
        if row["whose"] == "trust":
            assert row["control"].startswith("[TRUST: "), row
            assert not row["tests"], row
        else:
            assert row["whose"] == "program"
            assert row["tests"], row
        for path, name in named(row["tests"]):
            assert name in held_by(path), f"{row['id']}: no {name} in {path}"


def test_every_case_is_tested_or_says_why_not():
    cases = rows("cases.csv")
    assert [row["case"] for row in cases] == [f"T{n:02d}" for n in range(1, 81)]
    for row in cases:
        assert row["what"]
        assert row["tests"] or row["why not"], row
        for path, name in named(row["tests"]):
            assert name in held_by(path), f"{row['case']}: no {name} in {path}"
            said = held_by(path)[name]
            assert re.search(rf"{row['case']}\b", said, re.IGNORECASE) or f"_{row['case'].lower()}_" in said, (
                f"{path}::{name} does not say that it is {row['case']}"
            )


@pytest.mark.parametrize("file", sorted(GOVERNANCE.glob("*.md")), ids=lambda file: file.name)
def test_a_document_claims_no_approval_and_marks_what_the_trust_fills_in(file):
    text = file.read_text(encoding="utf-8")
    assert not re.search(r"(?i)\b(is|has been|are) (approved|certified|accredited|compliant|assured)\b", text)
    assert text.count("[TRUST:") == len(re.findall(r"\[TRUST: [^\]]+\]", text))
    for line in text.splitlines():
        assert len(line) <= 400 or line.startswith("|")


def test_the_papers_are_in_the_wheel_and_in_the_built_folder():
    wheel = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]["targets"][
        "wheel"
    ]
    assert wheel["force-include"] == {"resources": "cadplanner/resources"}
    assert 'datas=[("resources", "resources")' in (ROOT / "build.spec").read_text(encoding="utf-8")


def test_every_part_that_the_governance_names_is_there():
    """The files that one document sends its reader to."""
    for file in GOVERNANCE.glob("*.md"):
        for name in re.findall(r"`((?:\.\./)?[\w/-]+\.(?:md|csv))`", file.read_text(encoding="utf-8")):
            assert (GOVERNANCE / name).is_file(), f"{file.name} names {name}"
