"""The parts of a day's set-up, each made when it is first asked for, the others one by one afterwards."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from cadplanner.ui.kit.stack import Stack
from cadplanner.ui.pages.day_setup.changes import Changes
from cadplanner.ui.pages.day_setup.day_part import DayPart
from cadplanner.ui.pages.day_setup.list_part import ListPart
from cadplanner.ui.pages.day_setup.parts import CoverPart, InterpretersPart, PathwaysPart, ServicesPart, StationsPart
from cadplanner.ui.pages.day_setup.staff_part import StaffPart

KINDS = (DayPart, StationsPart, StaffPart, InterpretersPart, CoverPart, PathwaysPart, ServicesPart)
NEXT_AFTER = 200  # milliseconds, in which the window does what it is asked
Part = DayPart | StaffPart | ListPart
P = TypeVar("P", bound=Part)


class PartStack(Stack):
    """Shows one part; all seven at once would keep the window waiting for a third of a second."""

    def __init__(self, changes: Changes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._changes = changes
        self._made: dict[type, Part] = {}
        self._later = QTimer(self)
        self._later.setInterval(NEXT_AFTER)
        self._later.timeout.connect(self._make_next)

    def of(self, kind: type[P]) -> P:
        """The part of that kind."""
        if kind not in self._made:
            make = cast("Callable[[Changes, QWidget], P]", kind)
            part = self._made[kind] = make(self._changes, self)
            self.addWidget(part)
            if self._changes.plan is not None:
                part.reload()
        return cast("P", self._made[kind])

    def at(self, number: int) -> Part:
        """The part in that place of the row, from 0."""
        kind: type[Part] = KINDS[number]
        return self.of(kind)

    def show_part(self, number: int) -> None:
        """Shows the part in that place."""
        self.setCurrentWidget(self.at(number))

    def reload(self) -> None:
        """Shows the day as it stands, in the parts that there are."""
        for part in self._made.values():
            part.reload()

    def make_all(self) -> None:
        """For whoever looks for something in all of them."""
        for number in range(len(KINDS)):
            self.at(number)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._later.start()

    def _make_next(self) -> None:
        left = [kind for kind in KINDS if kind not in self._made]
        if left and self.isVisible():
            self.of(left[0])
        else:
            self._later.stop()
