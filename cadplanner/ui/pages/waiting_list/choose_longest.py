"""Choose the longest waiters: how many, whom to leave aside, and how many of them are likely to come."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from cadplanner.core.model.service_details import ServiceDetails
from cadplanner.core.waiting.order import suggest
from cadplanner.store.store import Store
from cadplanner.store.waiting import WaitingQuery
from cadplanner.ui.kit.form import NumberField
from cadplanner.ui.kit.text import PlainLabel, heading
from cadplanner.ui.kit.theme import SPACE, Role
from cadplanner.ui.kit.wrapping import WrappingLine
from cadplanner.ui.pages.waiting_list.inviting import invited_people

USUAL = 150
FEW = 10
"""Of fewer people than this a share says nothing."""
MAY_BE_CHOSEN = frozenset({"routine", "not invited"})


@dataclass(frozen=True, slots=True)
class Wanted:
    """How many to choose, and whom to leave aside. Not routine and already invited are never chosen."""

    people: int
    adults_only: bool = True
    with_phone_only: bool = False


def longest_waiters(store: Store, wanted: Wanted, on: date) -> tuple[str, ...]:
    """The ids of referrals that may be chosen, the longest wait first, no more than wanted and one a person."""
    left_aside = {
        referral_id
        for flag, leave in (("under 18", wanted.adults_only), ("no phone", wanted.with_phone_only))
        if leave
        for referral_id in store.waiting_ids(WaitingQuery(on=on, flags=MAY_BE_CHOSEN | {flag}))
    }
    ids = [one for one in store.waiting_ids(WaitingQuery(on=on, flags=MAY_BE_CHOSEN)) if one not in left_aside]
    not_routine = store.waiting_ids(WaitingQuery(on=on, flags=frozenset({"not routine"})))
    pressing = [(row.referral, row.patient) for row in store.waiting_rows(not_routine)]
    busy = invited_people(store, on)
    looked_at = 2 * wanted.people
    while True:
        rows = store.waiting_rows(tuple(ids[:looked_at]))
        free = [(row.referral, row.patient) for row in rows if row.patient.id not in busy]
        chosen = suggest([*free, *pressing], wanted.people, on)
        if len(chosen) >= wanted.people or looked_at >= len(ids):
            return tuple(referral.id for referral, _ in chosen)
        looked_at *= 4


def likely_words(people: int, service: ServiceDetails) -> str:
    """How many are likely to come by the service's rate, 'Of 150 booked about 128 come (85 %).'; '' for a few."""
    if people < FEW:
        return ""
    return f"Of {people:,} booked about {_come(people, service.booked_come)} come ({service.booked_come} %)."


def both_words(people: int, service: ServiceDetails) -> str:
    """The same, and how many come where they are merely invited: '… Merely invited, about 38 (25 %).'."""
    booked = likely_words(people, service)
    rate = service.invited_come
    return f"{booked} Merely invited, about {_come(people, rate)} ({rate} %)." if booked else ""


def _come(people: int, per_cent: int) -> str:
    return f"{round(people * per_cent / 100):,}"


class ChooseLongest(QFrame):
    """The strip over the list that ticks the longest waiters."""

    chosen = Signal(Wanted)
    closed = Signal()

    def __init__(
        self, count: Callable[[Wanted], int], service: Callable[[], ServiceDetails], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._count, self._service = count, service
        self._build()
        self._wire()
        self.hide()

    def ask(self) -> None:
        """Shows the strip with the number ready to be typed over."""
        self.show()
        self._on_changed()
        self._number.setFocus(Qt.FocusReason.OtherFocusReason)
        self._number.selectAll()

    def reload(self) -> None:
        """Counts again who can be chosen, where it is open."""
        if not self.isHidden():
            self._on_changed()

    def wanted(self) -> Wanted:
        """What is asked for now."""
        return Wanted(
            self._number.value(), adults_only=self._adults.isChecked(), with_phone_only=self._phone.isChecked()
        )

    def _build(self) -> None:
        self.setAccessibleName("Choose the longest waiters")
        self._number = NumberField(USUAL, self, least=1, most=5000, name="How many people to choose")
        self._adults = QCheckBox("Leave out u&nder 18s", self)
        self._adults.setChecked(True)
        self._phone = QCheckBox("Leave out if no &phone", self)
        self._words = PlainLabel("", self, role=Role.TEXT_SOFT, wrap=True)
        self._tick = QPushButton("Tic&k them", self)
        self._tick.setProperty("primary", "yes")
        self._close = QPushButton("Cancel", self)
        how_many = QWidget(self)
        line = QHBoxLayout(how_many)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self._number)
        line.addWidget(PlainLabel("people, routine only, not invited yet", self))
        line_of_it = WrappingLine(self, gap=SPACE + SPACE // 2)
        for widget in (how_many, self._adults, self._phone, self._tick, self._close):
            line_of_it.row.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, SPACE)
        column.setSpacing(SPACE // 2)
        column.addWidget(heading("Choose the longest waiters", self))
        column.addWidget(line_of_it)
        column.addWidget(self._words)

    def _wire(self) -> None:
        self._number.valueChanged.connect(self._on_changed)
        self._adults.toggled.connect(self._on_changed)
        self._phone.toggled.connect(self._on_changed)
        self._tick.clicked.connect(self._on_tick)
        self._close.clicked.connect(self._on_close)

    def _on_changed(self) -> None:
        wanted = self.wanted()
        found = self._count(wanted)
        fewer = "" if found == wanted.people else f"Only {found:,} can be chosen. "
        self._words.setText(f"{fewer}{both_words(found, self._service())}".strip())
        self._tick.setEnabled(bool(found))

    def _on_tick(self) -> None:
        self.hide()
        self.chosen.emit(self.wanted())

    def _on_close(self) -> None:
        self.hide()
        self.closed.emit()
