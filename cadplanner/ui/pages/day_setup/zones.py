"""The zones of the venue and the walking minutes between each two: a small grid to type in."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from cadplanner.core.model.day import Venue
from cadplanner.core.setup import reading
from cadplanner.core.setup.change import a_free_name
from cadplanner.core.setup.reading import NotUnderstood
from cadplanner.core.setup.zones import with_walk, with_zone, with_zone_name
from cadplanner.ui.kit.icons import put_icon
from cadplanner.ui.kit.text import SMALL, PlainLabel
from cadplanner.ui.kit.theme import SPACE, Role
from cadplanner.ui.pages.day_setup.inputs import TextInput

MOST_ZONES = 12


class ZonesInput(QWidget):
    """One line a zone: its name, and the walk to each zone above it. Says what should change, changes nothing."""

    changed = Signal(str, object)
    """The name of the step and the Venue as it should be."""
    removed = Signal(int)
    """The zone to take out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._venue: Venue | None = None
        self._names: list[TextInput] = []
        self._walks: dict[tuple[int, int], TextInput] = {}
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(SPACE)
        self._grid.setVerticalSpacing(SPACE // 2)
        self._note = PlainLabel("", self, size=SMALL, role=Role.BAD_TEXT, wrap=True)
        self._note.hide()
        self.add_button = QPushButton("Add zone", self)
        put_icon(self.add_button, "plus")
        self.add_button.clicked.connect(self._on_add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._grid)
        column.addWidget(self._note)
        column.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)

    def show_venue(self, venue: Venue) -> None:
        """Shows the zones of a venue; what was typed and not understood stays."""
        if self._venue is None or len(venue.zones) != len(self._names) or venue.id != self._venue.id:
            self._venue = venue
            self._make_lines()
        self._venue = venue
        for n, name in enumerate(self._names):
            name.set_value(venue.zones[n])
            name.setAccessibleName(f"Name of zone {n + 1}")
        for (i, j), walk in self._walks.items():
            walk.setAccessibleName(f"Minutes from {venue.zones[i]} to {venue.zones[j]}")
            walk.setToolTip(f"{venue.zones[i]} to {venue.zones[j]}, minutes")
            if walk.property("wrong") != "yes":
                walk.set_value(str(venue.walking[i][j]))
        self._heads()
        self.add_button.setEnabled(len(venue.zones) < MOST_ZONES)

    def name_input(self, zone: int) -> TextInput:
        """Where the name of a zone is typed."""
        return self._names[zone]

    def walk_input(self, one: int, other: int) -> TextInput:
        """Where the walk between two zones is typed."""
        return self._walks[max(one, other), min(one, other)]

    def error(self) -> str:
        """What is wrong with what was typed; '' for nothing."""
        return self._note.text()

    def refuse(self, says: str) -> None:
        """Says what cannot be."""
        self._note.setText(f"✕ {says}" if says else "")
        self._note.setVisible(bool(says))

    def _make_lines(self) -> None:
        assert self._venue is not None
        drafts = {pair: walk.text() for pair, walk in self._walks.items() if walk.property("wrong") == "yes"}
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.blockSignals(True)  # noqa: FBT003 - else one that has the keyboard says that it is left
                widget.hide()
                widget.deleteLater()
        self._names, self._walks, self._tops = [], {}, []
        size = len(self._venue.zones)
        for j in range(size - 1):
            top = PlainLabel("", self, size=SMALL, role=Role.TEXT_SOFT, wrap=True)
            self._grid.addWidget(top, 0, j + 1)
            self._tops.append(top)
        for i in range(size):
            self._make_line(i)
        self._grid.setColumnStretch(0, 1)
        for pair in drafts.keys() & self._walks.keys():
            self._walks[pair].set_value(drafts[pair])
            self._mark(self._walks[pair], wrong=True)

    def _make_line(self, i: int) -> None:
        name = TextInput(self)
        name.setMinimumWidth(14 * self.fontMetrics().averageCharWidth())
        name.left.connect(partial(self._on_named, i))
        self._grid.addWidget(name, i + 1, 0)
        self._names.append(name)
        for j in range(i):
            walk = TextInput(self, step=1)
            walk.setMaximumWidth(7 * self.fontMetrics().averageCharWidth())
            walk.left.connect(partial(self._on_walk, i, j))
            self._grid.addWidget(walk, i + 1, j + 1)
            self._walks[i, j] = walk
        out = QToolButton(self)
        put_icon(out, "x")
        out.setAccessibleName(f"Remove zone {i + 1}")
        out.setToolTip("Remove this zone")
        out.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        out.clicked.connect(partial(self.removed.emit, i))
        self._grid.addWidget(out, i + 1, MOST_ZONES)
        for widget in (name, *(self._walks[i, j] for j in range(i)), out):
            widget.show()  # at once, so that it can take the keyboard

    def _heads(self) -> None:
        assert self._venue is not None
        for j, top in enumerate(self._tops):
            top.setText(self._venue.zones[j])

    def _on_add(self) -> None:
        assert self._venue is not None
        name = a_free_name("New zone", self._venue.zones)
        self.changed.emit(f"Add zone {name}", with_zone(self._venue, name))

    def _on_named(self, zone: int, typed: str) -> None:
        assert self._venue is not None
        words = " ".join(typed.split())
        if not words:
            self.refuse("A zone needs a name.")
        elif words != self._venue.zones[zone]:
            self.refuse("")
            old = self._venue.zones[zone]
            self.changed.emit(f"Zone {old}: now called {words}", with_zone_name(self._venue, zone, words))

    def _on_walk(self, i: int, j: int, typed: str) -> None:
        assert self._venue is not None
        walk = self._walks[i, j]
        pair = f"{self._venue.zones[i]} to {self._venue.zones[j]}"
        try:
            minutes = reading.number(typed, most=60)
        except NotUnderstood as refusal:
            self._mark(walk, wrong=True)
            self.refuse(f"{pair}: {refusal}")
            return
        self._mark(walk, wrong=False)
        self.refuse("")
        if minutes != self._venue.walking[i][j]:
            self.changed.emit(f"Walk {pair}: {minutes} minutes", with_walk(self._venue, i, j, minutes))

    def _mark(self, walk: TextInput, *, wrong: bool) -> None:
        walk.setProperty("wrong", "yes" if wrong else "no")
        walk.update()
