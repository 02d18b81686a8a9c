"""The pictures of the help: every page of the demo, small files, and the words its controls had then."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QComboBox, QHeaderView, QLineEdit, QTabBar, QWidget

from cadplanner.store.store import Store
from cadplanner.ui.main_window import PAGES, MainWindow
from cadplanner.ui.pages.day_setup.part_stack import PartStack
from cadplanner.ui.shots.taking import Pose, views, window_for
from cadplanner.ui.shots.walk import OUTSIDE, Files, settle

SIZE = (1160, 660)  # logical pixels: the least at which the rail has its words
SETTLES = 0.5  # seconds
COLOURS = 96
BEGIN, WORDS = "begin", "words.json"
STATES = {"rehearse": "longer", "desk": "arrived", "outcomes": "several", "history": "nothing-chosen"}
"""The state of a page that says more of it than the first."""


def take_for_help(folder: Path, files: Files) -> tuple[Path, ...]:
    """Draws the pictures into the folder, in place of those of before; returns their files."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.png"):
        old.unlink()
    names, how = _names(), Pose("light", SIZE, only=(OUTSIDE, *(line.key for line in PAGES)))
    with window_for(how) as window:
        keep_words(folder, words_of_pages(window))
    made = []
    for view in views(how, files):
        settle(view.window, SETTLES)  # what is not drawn too: the next one may go on from it
        if view.name in names:
            assert isinstance(view.window, MainWindow)
            view.window.messages.hide()
            made.append(folder / f"{names[view.name]}.png")
            reduced(view.window.grab().toImage()).save(str(made[-1]), quality=0)
    return tuple(made)


def _names() -> dict[str, str]:
    """What a view is called, and the page of the help that shows it."""
    names = {"00-welcome": BEGIN}
    for number, line in enumerate(PAGES, start=1):
        state = f"-{STATES[line.key]}" if line.key in STATES else ""
        names[f"{number:02d}-{line.key.replace('_', '-')}{state}"] = line.key
    return names


def reduced(image: QImage) -> QImage:
    """The picture in its most frequent colours, which makes a small file."""
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    pixels = memoryview(image.constBits()).cast("I")
    frequent = [pixel for pixel, _ in Counter(pixels).most_common(COLOURS)]
    nearest = Qt.ImageConversionFlag.AvoidDither | Qt.ImageConversionFlag.ThresholdDither
    return image.convertToFormat(QImage.Format.Format_Indexed8, frequent, nearest)


def words_of_pages(window: MainWindow) -> dict[str, list[str]]:
    """The words of the controls of every page, in a file with nothing in it: by page, in order, each once.

    Nothing of a file, of a date or of a typeface is among them.
    """
    store = Store.in_memory()
    window.show_store(store)
    words = {}
    for line in PAGES:
        window.show_page(line.key)
        for part in window.page.findChildren(PartStack):
            part.make_all()
        words[line.key] = sorted({said for said in _said(window.page) if said})
    window.leave_store()
    store.close()
    return words


def keep_words(folder: Path, words: dict[str, list[str]]) -> None:
    """Keeps the words beside the pictures, so that it is seen when a page has others."""
    text = json.dumps(words, indent=1, ensure_ascii=False)
    (folder / WORDS).write_text(f"{text}\n", encoding="utf-8")


def kept_words(folder: Path) -> dict[str, list[str]]:
    """The words of each page when its picture was made."""
    kept: dict[str, list[str]] = json.loads((folder / WORDS).read_text(encoding="utf-8"))
    return kept


def _said(page: QWidget) -> Iterable[str]:
    for button in page.findChildren(QAbstractButton):
        if not isinstance(button.parentWidget(), QAbstractItemView):
            yield button.text().replace("&", "")
    for bar in page.findChildren(QTabBar):
        yield from (bar.tabText(n).replace("&", "") for n in range(bar.count()))
    for header in page.findChildren(QHeaderView):
        if header.orientation() is Qt.Orientation.Horizontal and (model := header.model()) is not None:
            heads = (model.headerData(n, Qt.Orientation.Horizontal) for n in range(model.columnCount()))
            yield from (str(head) for head in heads if head)
    for kind in (QLineEdit, QComboBox):
        yield from (field.accessibleName() for field in page.findChildren(kind))
