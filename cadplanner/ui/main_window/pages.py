"""The pages in the order of the work: one line a page."""

from __future__ import annotations

import importlib
import importlib.util

from PySide6.QtWidgets import QWidget

LINES = (
    ("waiting_list", "waiting_list.page", "WaitingListPage"),
    ("day", "day_setup.page", "DaySetupPage"),
    ("plan", "timeline.page", "TimelinePage"),
    ("print", "print_room.page", "PrintPage"),
)


def _present() -> tuple[tuple[str, type[QWidget]], ...]:
    found = []
    for key, module, name in LINES:
        try:
            found.append((key, getattr(importlib.import_module(f"cadplanner.ui.pages.{module}"), name)))
        except ImportError:
            continue
    return tuple(found)


PAGES = _present()
"""The page's key, and its class with `title` and `icon`, made with the workspace."""
