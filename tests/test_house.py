"""The house holds: who imports whom, how long a file is, what each is for, and what nobody writes."""

import ast
import logging
import re
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

ROOT = Path(__file__).resolve().parent.parent
FILES = sorted((ROOT / "cadplanner").rglob("*.py"))


def test_everybody_imports_only_whom_they_may():
    try:
        assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True) == 0
    finally:
        logging.getLogger("cadplanner").disabled = False  # the linter sets up logging for itself and disables the rest


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_a_file_says_what_it_is_for_and_is_short(file):
    text = file.read_text(encoding="utf-8")
    first = (ast.get_docstring(ast.parse(text)) or "").splitlines()[:1]
    assert first, "opens with a sentence"
    assert len(first[0]) <= 110
    assert len(text.splitlines()) <= 400


def test_only_allowed_names_stand_at_the_top():
    names = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    allowed = {
        "cadplanner",
        "resources",
        "tests",
        "pyproject.toml",
        "build.spec",
        "README.md",
        "LICENSE",
        "requirements.lock",
    }
    assert names - {"demo", "build", "dist"} <= allowed


@pytest.mark.parametrize(
    ("word", "home"),
    [
        ("QLabel(", "ui/kit/text.py"),
        (" Paragraph(", "printing/sheet.py"),
        ("QTableWidget", ""),
        ("(QScrollArea", "ui/kit/scroll.py"),
        ("QScrollArea(", ""),
        ("dateutil.parser", ""),
    ],
)
def test_text_from_files_has_one_way_to_screen_and_paper(word, home):
    found = {str(file.relative_to(ROOT / "cadplanner")) for file in FILES if word in file.read_text(encoding="utf-8")}
    assert found <= {home}


def test_nothing_runs_what_a_file_holds_and_no_key_is_kept_elsewhere():
    """T10, T54: no archive is unpacked, no text is run, nothing is left to the system's keyring."""
    banned = re.compile(r"\b(pickle|shelve|marshal|tarfile|extractall|keyring)\b|(?<![\w.])(eval|exec)\(")
    for control in ("import pickle", "archive.extractall()", "eval(text)", "keyring.get_password()"):
        assert banned.search(control)
    assert [str(file) for file in FILES if banned.search(file.read_text(encoding="utf-8"))] == []


def test_no_fault_is_logged_with_its_text():
    """T65: the text of a fault may quote a person, so the log never gets it."""
    banned = re.compile(r"\.exception\(|exc_info|print_exc|format_exc|stack_info")
    assert banned.search("LOG.exception('x')")
    assert [str(file) for file in FILES if banned.search(file.read_text(encoding="utf-8"))] == []
