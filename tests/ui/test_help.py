"""F1: the help of the page shown, an index and a search; it names buttons and keys as they are."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QAction

import cadplanner
from cadplanner.ui.main_window import PAGES
from cadplanner.ui.main_window.help import HelpWindow, topics

SOURCE = "".join(path.read_text(encoding="utf-8") for path in Path(cadplanner.__file__).parent.rglob("ui/**/*.py"))
OURS = {"station", "service", "skill", "pathway", "zone", "promise"}
"""Words of the work that the help explains; everything else in bold is a button or a page."""
MADE_UP_OF_PARTS = {"Ctrl+1", "Ctrl+8", "Ctrl+Shift+1", "Ctrl+Shift+2", "Ctrl+Shift+3", "Ctrl+Shift+4"}


def f1(window):
    line = next(one for one in window.findChildren(QAction) if one.text() == "&Help on this page")
    assert line.shortcut().toString() == "F1"
    line.trigger()
    return window.findChild(HelpWindow)


def test_f1_opens_the_help_of_the_page_shown(window, store):
    assert "How the work goes" in f1(window).text.toPlainText()
    window.show_store(store)
    for line in PAGES:
        window.show_page(line.key)
        shown = f1(window)
        assert shown.text.toPlainText().startswith(line.title)
        assert shown.index.selected_ids == (line.key,)
    assert len(window.findChildren(HelpWindow)) == 1
    window.leave_store()


def test_the_search_leaves_the_pages_that_have_the_words(window):
    shown = f1(window)
    shown.search.setText("subject access")
    assert [topic.key for topic in shown.model.rows] == ["history"]
    assert shown.text.textCursor().selectedText().lower() == "subject"
    shown.search.setText("nowhere in it")
    assert shown.model.rows == ()
    assert shown.text.toPlainText() == "No page of the help has these words."
    shown.search.clear()
    assert len(shown.model.rows) == len(PAGES) + 2


def test_it_goes_nowhere_and_every_part_has_a_name(window):
    shown = f1(window)
    assert not shown.text.openLinks()
    shown.text.anchorClicked.emit(QUrl("https://example.org"))
    assert all(part.accessibleName() for part in (shown.search, shown.index, shown.text))


@pytest.mark.parametrize("topic", topics(), ids=lambda topic: topic.key)
def test_buttons_are_called_as_they_are(topic):
    source = SOURCE.replace("&", "")
    named = set(re.findall(r"\*\*(.+?)\*\*", topic.text)) - OURS
    assert [words for words in sorted(named) if f'"{words}' not in source] == []


@pytest.mark.parametrize("topic", topics(), ids=lambda topic: topic.key)
def test_keys_are_what_they_are(topic):
    keys = set(re.findall(r"\b(?:F\d+|Ctrl\+(?:Shift\+)?(?:Tab|Del|Enter|\w\b|[+-]))", topic.text)) - MADE_UP_OF_PARTS
    known = {"F1", "Ctrl+F", "Ctrl+K"} | {key for key in keys if f'"{key}"' in SOURCE or f"Key_{key}" in SOURCE}
    assert sorted(keys - known) == []


def test_a_page_of_the_help_is_short_and_has_no_address():
    for topic in topics():
        assert topic.text.startswith(f"# {topic.title}\n")
        assert len(topic.text.splitlines()) < 60
        assert "http" not in topic.text
        assert all(link.startswith("pictures/") for link in re.findall(r"\]\((.*?)\)", topic.text))
