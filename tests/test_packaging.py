"""What a trust's IT is given is true: the list of libraries, the installer's script, the sheet."""

import json
import re
import tomllib
from functools import cache
from importlib.metadata import distribution
from pathlib import Path

import pytest
import sqlcipher3
import uharfbuzz
from cryptography.hazmat.backends.openssl import backend
from packaging.requirements import Requirement
from PySide6.QtCore import qVersion

from cadplanner import __version__
from cadplanner.paths import resources

ROOT = Path(__file__).resolve().parent.parent
PACKAGING = resources() / "packaging"


@cache
def sbom():
    return json.loads((PACKAGING / "sbom.cdx.json").read_text(encoding="utf-8"))


def listed(*, python):
    return {each["name"]: each["version"] for each in sbom()["components"] if ("purl" in each) is python}


def runs_with(names):
    """The libraries that the program runs with, by name and version, as installed."""
    found, left = {}, list(names)
    while left:
        library = distribution(left.pop())
        name = library.metadata["Name"].lower().replace("_", "-")
        if name not in found:
            found[name] = library.version
            needed = [Requirement(each) for each in library.requires or ()]
            left += [each.name for each in needed if each.marker is None or each.marker.evaluate({"extra": ""})]
    return {name: version for name, version in found.items() if name != "pip"}  # the build leaves it out


def test_the_sbom_lists_the_libraries_that_the_program_runs_with():
    """T71: libraries audited."""
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    told = listed(python=True)
    assert {name.lower() for name in told} == set(runs_with(Requirement(each).name for each in asked))
    locked = re.findall(r"^([\w.-]+)==(.+)$", (ROOT / "requirements.lock").read_text(encoding="utf-8"), re.MULTILINE)
    pinned = {name.lower().replace("_", "-"): version for name, version in locked}
    assert told == {name: pinned[name.lower()] for name in told}
    for each in sbom()["components"]:
        assert each["licenses"], f"{each['name']}: under which licence?"
        assert each.get("purl", "pkg:") in ("pkg:", f"pkg:pypi/{each['name'].lower()}@{each['version']}")
    assert sbom()["metadata"]["component"]["version"] == __version__


def test_the_sbom_lists_what_is_inside_the_libraries():
    inside, memory = listed(python=False), sqlcipher3.connect(":memory:")
    assert inside["Qt"] == qVersion()
    assert inside["SQLCipher"] == memory.execute("PRAGMA cipher_version").fetchone()[0].split()[0]
    assert inside["SQLite"] == memory.execute("SELECT sqlite_version()").fetchone()[0]
    assert inside["OpenSSL in cryptography"] == backend.openssl_version_text().split()[1]
    assert inside["HarfBuzz"] == uharfbuzz.version_string()
    memory.close()


def test_no_library_is_one_that_a_trust_may_not_use():
    """GPL and AGPL would bind the trust; LGPL does not, with its text beside it."""
    for each in sbom()["components"]:
        names = [*(one.get("expression") or one["license"].get("id", "") for one in each["licenses"])]
        assert not [name for name in names if re.search(r"(^|[( ])A?GPL-", name)], each["name"]
    assert (PACKAGING / "licences" / "LGPL-3.0.txt").is_file()
    assert (PACKAGING / "licences" / "GPL-3.0.txt").is_file(), "LGPL 3 is written on top of it"


def test_the_installer_takes_what_the_build_makes_and_leaves_the_coordinators_files_alone():
    script = (PACKAGING / "cadplanner.iss").read_text(encoding="utf-8")
    lines = dict(line.split("=", 1) for line in script.splitlines() if re.match(r"\w+=", line))
    assert lines["PrivilegesRequired"] == "lowest"
    for file in (lines["SetupIconFile"], lines["LicenseFile"]):
        assert (ROOT / file.replace("\\", "/")).is_file()
    assert 'Source: "dist\\cadplanner\\*"' in script
    assert 'name="cadplanner"' in (ROOT / "build.spec").read_text(encoding="utf-8")
    removed = re.findall(r'^Type: \w+; Name: "([^"]+)"', script, re.MULTILINE)
    assert removed
    assert all(each.startswith("{app}\\") for each in removed), "what lies elsewhere is hers"


@pytest.mark.parametrize("asked", ["hash", "no network", "folder", "log", "publisher rule", "licence", "sbom"])
def test_the_sheet_answers_what_it_asks(asked):
    sheet = (PACKAGING / "it-sheet.md").read_text(encoding="utf-8").lower()
    assert asked in sheet.replace("## network\n\nnone", "no network")


def test_the_sheet_names_only_files_that_are_there():
    sheet = (PACKAGING / "it-sheet.md").read_text(encoding="utf-8")
    for name in re.findall(r"`((?:[\w-]+/)?[\w.-]+\.(?:md|csv|json|iss))`", sheet):
        assert (PACKAGING / name).is_file() or (resources() / name).is_file(), name
