"""The pictures of the help are of the pages as they are: a page with other words wants a new picture."""

import re

import pytest
from PySide6.QtGui import QImage

from cadplanner.paths import resources
from cadplanner.ui.main_window import PAGES
from cadplanner.ui.main_window.help import BEGIN, topics
from cadplanner.ui.shots.for_help import kept_words, words_of_pages

FOLDER = resources() / "help" / "pictures"
KEYS = (BEGIN, *(line.key for line in PAGES))
AGAIN = "the pictures are not of the pages as they are; run: python -m cadplanner shots --help-pictures"


def test_there_is_a_picture_of_each_page_and_no_other():
    assert sorted(file.stem for file in FOLDER.glob("*.png")) == sorted(KEYS), AGAIN
    assert sum(file.stat().st_size for file in FOLDER.iterdir()) < 1_500_000


def test_the_pages_have_the_words_that_they_had_when_the_pictures_were_made(window):
    now, then = words_of_pages(window), kept_words(FOLDER)
    changed = {key: sorted(set(now.get(key, ())) ^ set(then.get(key, ()))) for key in {*now, *then}}
    assert {key: words for key, words in changed.items() if words} == {}, AGAIN


@pytest.mark.parametrize("topic", [each for each in topics() if each.key in KEYS], ids=lambda topic: topic.key)
def test_a_page_of_the_help_shows_its_picture_with_words(topic):
    (shown,) = re.findall(r"^!\[(.+)\]\((.+)\)$", topic.text, re.MULTILINE)
    says, name = shown
    assert name == f"pictures/{topic.key}.png"
    assert len(says) > 40
    assert not QImage(str(FOLDER / f"{topic.key}.png")).isNull()
