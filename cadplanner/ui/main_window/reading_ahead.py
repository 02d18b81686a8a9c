"""Reads the parts of the program that pages need while nothing else is to be done, one at a time."""

from __future__ import annotations

import gc
from importlib import import_module

from PySide6.QtCore import QObject, QTimer

FIRST_AFTER = 1_000  # milliseconds: the window is there first
NEXT_AFTER = 60  # milliseconds, in which the window does what it is asked
PARTS = (
    "store.driver",
    "store.store",
    "store.vault",
    "store.unlocking",
    "exchange.list_in",
    "ui.pages.waiting_list.arriving",
    "ui.pages.waiting_list.import_flow",
    "ui.pages.waiting_list.page",
    "ui.copying",
    "ui.live_day",
    "printing.fonts",
    "printing.sheet",
    "printing.codes",
    "printing.blocks",
    "printing.card_parts",
    "printing.pack",
    "core.planning.rules",
    "core.planning.proposal",
    "core.planning.explain",
    "core.live.board",
    "core.live.next_stops",
    "core.live.mending",
    "core.rehearsal.simulate",
    "ui.pages.timeline.canvas",
    "ui.pages.timeline.day_planner",
    "ui.pages.timeline.page",
    "ui.pages.desk.counter",
    "ui.pages.desk.page",
    "ui.pages.board.tiles",
    "ui.pages.board.page",
    "ui.pages.day_setup.parts",
    "ui.pages.day_setup.page",
    "ui.pages.outcomes.page",
    "ui.pages.after.page",
    "ui.pages.print_room.page",
    "ui.pages.history.page",
    "core.reporting.report",
    "ui.pages.reports.page",
    "ui.pages.rehearse.page",
    "ui.main_window.settings_page",
)
"""What lies below first: each takes less than a tenth of a second then. One that can `get_ready` does so too."""


class ReadingAhead(QObject):
    """Begins by itself, and goes when it is done: the first look at a page then takes half the time."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._left = list(reversed(PARTS))
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._read)
        self._timer.start(FIRST_AFTER)

    def _read(self) -> None:
        if self._left:
            part = import_module(f"cadplanner.{self._left.pop()}")
            if hasattr(part, "get_ready"):
                part.get_ready()
            self._timer.setInterval(NEXT_AFTER)
        else:
            self._timer.stop()
            gc.freeze()  # it stays for good: nothing to look through
            self.deleteLater()
