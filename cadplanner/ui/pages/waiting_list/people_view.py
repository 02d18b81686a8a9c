"""The list itself: search, filters, the table, the person selected, and the bar that invites."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QPushButton, QSplitter, QVBoxLayout, QWidget

from cadplanner.core.model.appointment import Appointment
from cadplanner.store.waiting import WaitingRow
from cadplanner.ui.kit.chips import Chips
from cadplanner.ui.kit.icons import put_icon
from cadplanner.ui.kit.posing import Pose
from cadplanner.ui.kit.pressed import show_pressed
from cadplanner.ui.kit.scroll import room_of
from cadplanner.ui.kit.search_field import SearchField
from cadplanner.ui.kit.table import Table, WindowedTableModel
from cadplanner.ui.kit.text import PlainLabel
from cadplanner.ui.kit.theme import SPACE, Role
from cadplanner.ui.kit.wrapping import WrappingLine
from cadplanner.ui.pages.waiting_list.choose_longest import ChooseLongest, Wanted, likely_words, longest_waiters
from cadplanner.ui.pages.waiting_list.invite_bar import InviteBar, UrgentQuestion
from cadplanner.ui.pages.waiting_list.inviting import (
    Picked,
    appointments_at,
    invite_edit,
    people_words,
    picked,
    take_off_edit,
    together_edit,
    together_words,
)
from cadplanner.ui.pages.waiting_list.patient_form import PatientForm
from cadplanner.ui.pages.waiting_list.people import APART, FILTERS, RARE, SORTED_FIRST, People, people_columns
from cadplanner.ui.pages.waiting_list.person_panel import PersonPanel
from cadplanner.ui.workspace import Workspace

READ_AFTER = 2_000  # milliseconds after which whoever is shown in full has been looked at
SEARCH_AFTER = 120  # milliseconds without a key before the search runs
SEARCH_LETTERS = 30  # average characters
ROOMY = 520  # pixels of height from which the details are shown without being asked for


class PeopleView(QWidget):
    """Everybody who waits. It changes nothing but through `workspace.do`."""

    import_wanted = Signal()
    day_wanted = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._people = People(workspace.store, workspace.today)
        self._asked_for_details: bool | None = None
        self._chosen_before: tuple[str, ...] = ()
        self._build()
        self._wire()

    def reload(self) -> None:
        """Reads the list, the counts and the day again; ticks and selection stay where they can."""
        store = self._workspace.store
        counts = store.waiting_counts(self._workspace.today())
        self.chips.set_counts(counts[""], counts)
        self._forget_gone()
        self.model.reload()
        day_id = self._workspace.day_id
        self.bar.show_day(store.day(day_id) if day_id else None)
        if not self.table.selected_ids and self.model.rowCount():
            self.table.selectRow(0)
        self._on_selected()
        self._on_ticked()
        self.longest.reload()

    def show_referral(self, referral_id: str) -> None:
        """Finds one person in the whole list, whatever was searched or filtered, and shows the details."""
        self.search.clear()
        self._on_search_done()
        self.chips.clear()
        self.table.select_ids((referral_id,))
        self._on_details(wanted=True)

    def closing(self) -> None:
        """Nothing more is looked for or read; called before the file is closed."""
        self._wait.stop()
        self._reading.stop()

    def poses(self) -> Iterator[Pose]:
        """The list with its panel, the strip, a search that finds nobody, and the form as it is and refused."""
        self._on_details(wanted=True)
        yield "details"
        self.ask_longest()
        yield "longest"
        self.longest.hide()
        self.search.setText("Nobody of that name")
        self._on_search()
        yield "nobody"
        self.search.clear()
        self._on_search()
        self._on_edit(self.model.id_at(0))
        form = self.findChild(PatientForm)
        assert form is not None
        yield "form", form
        for field in form.fields.values():
            field.setText("?")
        form.submit()
        yield "form-refused", form
        form.reject()

    def ask_longest(self) -> None:
        """Opens the strip that chooses the longest waiters."""
        self.question.hide()
        if room_of(self).height() < ROOMY:  # the strip needs the room of the details
            self._on_details(wanted=False)
        self.longest.ask()

    # putting it together ----------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.chips = Chips(FILTERS, self, name="Filters", apart=APART, rare=RARE)
        self.longest = ChooseLongest(self._count_longest, self._workspace.store.details, self)
        self.model: WindowedTableModel[WaitingRow] = WindowedTableModel(
            people_columns(self._workspace.today, self._workspace.words.number), self._people, self, can_tick=True
        )
        self.table = Table(self.model, self, name="Waiting list", empty="Nobody matches. Esc clears the search.")
        self.table.horizontalHeader().setSortIndicator(SORTED_FIRST, Qt.SortOrder.AscendingOrder)
        self.panel = PersonPanel(self._workspace.words, self)
        self._parts = QSplitter(Qt.Orientation.Vertical, self)
        self._parts.addWidget(self.table)
        self._parts.addWidget(self.panel)
        self._parts.setStretchFactor(0, 1)
        self._parts.setChildrenCollapsible(False)
        self._parts.setSizes([1000, 150])
        self.question = UrgentQuestion(self)
        self.bar = InviteBar(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 0, 2 * SPACE, SPACE)
        column.setSpacing(SPACE)
        column.addWidget(self._build_top())
        column.addWidget(self.chips)
        column.addWidget(self.longest)
        column.addWidget(self._parts, 1)
        column.addWidget(self.question)
        column.addWidget(self.bar)

    def _build_top(self) -> WrappingLine:
        hint = f"Search name, {self._workspace.words.number}, birth date, postcode, phone (Ctrl+F)"
        self.search = SearchField(self, name="Search the waiting list", hint=hint)
        self.search.setMaximumWidth(460)
        self._found = PlainLabel("", self, role=Role.TEXT_SOFT)
        self._longest_button = QPushButton("Choose the &longest waiters…", self)
        self._details = QPushButton("&Details", self)
        self._details.setCheckable(True)
        self._details.setToolTip("Show the selected person under the list (Enter)")
        self._import = QPushButton("I&mport a list…", self)
        put_icon(self._import, "upload")
        top = WrappingLine(self)
        top.row.add_growing(self.search, SEARCH_LETTERS)
        top.row.addWidget(self._found)
        top.row.add_gap()
        for button in (self._details, self._longest_button, self._import):
            top.row.addWidget(button)
        return top

    def _wire(self) -> None:
        self._wait = QTimer(self, interval=SEARCH_AFTER, singleShot=True)
        self._wait.timeout.connect(self._on_search)
        self._reading = QTimer(self, interval=READ_AFTER, singleShot=True)
        self._reading.timeout.connect(self._on_read)
        self.search.textChanged.connect(self._wait.start)
        self.search.returnPressed.connect(self._on_search_done)
        self.chips.chosen.connect(self._on_filters)
        self.table.selection_changed.connect(self._on_selected)
        self.table.row_opened.connect(self._on_opened)
        self.model.ticks_changed.connect(self._on_ticked)
        self.panel.edit_wanted.connect(self._on_edit)
        self._details.toggled.connect(self._on_details)
        self._longest_button.clicked.connect(self.ask_longest)
        self._import.clicked.connect(self.import_wanted)
        self.longest.chosen.connect(self._on_longest)
        self.longest.closed.connect(self.table.setFocus)
        self.bar.invite_wanted.connect(self._on_invite)
        self.bar.take_off_wanted.connect(self._on_take_off)
        self.bar.together_wanted.connect(self._on_together)
        self.bar.clear_wanted.connect(self._on_clear)
        self.bar.day_wanted.connect(self.day_wanted)
        self.question.routine_only.connect(partial(self._invite, everybody=False))
        self.question.all_wanted.connect(partial(self._invite, everybody=True))
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.activated.connect(self._on_find)
        leave = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.activated.connect(self._on_escape)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_details()

    # what she does ----------------------------------------------------------------------------------------------

    def _on_find(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _on_search(self) -> None:
        """Whoever was chosen before a search is chosen again once it is cleared, unless somebody else was found."""
        if not self._people.search:
            self._chosen_before = self.table.selected_ids
        self._people.search = self.search.text()
        self._refill()
        if not self._people.search and not self.table.selected_ids:
            self.table.select_ids(self._chosen_before)

    def _on_search_done(self) -> None:
        self._wait.stop()
        self._on_search()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.model.rowCount() and not self.table.current_id:
            self.table.selectRow(0)

    def _on_escape(self) -> None:
        """Closes what is open, else clears the search, else the filters."""
        if self.question.isVisible():
            self.question.hide()
        elif self.longest.isVisible():
            self.longest.hide()
        elif self.search.text():
            self.search.clear()
            self._on_search_done()
        else:
            self.chips.clear()

    def _on_filters(self, flags: frozenset[str]) -> None:
        self._people.flags = flags
        self._refill()

    def _refill(self) -> None:
        self.model.reload()
        self._say_found()
        self._on_selected()

    def _say_found(self) -> None:
        narrowed = bool(self._people.search.strip() or self._people.flags)
        self._found.setText(f"{people_words(self.model.rowCount())} found" if narrowed else "")

    def _on_selected(self) -> None:
        rows = self._workspace.store.waiting_rows(self.table.selected_ids[:1])
        self.panel.show_person(rows[0] if rows else None, self._workspace.today())
        self._reading.start()

    def _on_read(self) -> None:
        """The details were there long enough to be read: that is written down."""
        if not self.panel.isVisible():
            return
        for row in self._workspace.store.waiting_rows(self.table.selected_ids[:1]):
            self._workspace.looked_at(row.patient)

    def _on_opened(self, _referral_id: str) -> None:
        if self.panel.isVisible():
            self._on_edit(_referral_id)
        else:
            self._on_details(wanted=True)

    def _on_details(self, wanted: bool) -> None:  # noqa: FBT001 - what `toggled` sends
        self._asked_for_details = wanted
        self._show_details()
        self._reading.start()

    def _show_details(self) -> None:
        asked = self._asked_for_details
        shown = room_of(self).height() >= ROOMY if asked is None else asked
        self.panel.setVisible(shown)
        show_pressed(self._details, on=shown)

    def _on_edit(self, referral_id: str) -> None:
        rows = self._workspace.store.waiting_rows((referral_id,))
        if rows:
            self._workspace.looked_at(rows[0].patient)
            form = PatientForm(
                rows[0], self._workspace.today(), self._people.holder_of, self._workspace.words.number, self
            )
            form.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            form.edited.connect(self._workspace.do)
            form.open()

    # choosing and inviting --------------------------------------------------------------------------------------

    def _count_longest(self, wanted: Wanted) -> int:
        return len(longest_waiters(self._workspace.store, wanted, self._workspace.today()))

    def _on_longest(self, wanted: Wanted) -> None:
        ids = longest_waiters(self._workspace.store, wanted, self._workspace.today())
        self.model.tick(self.model.ticked, on=False)
        self.search.clear()
        self._wait.stop()
        self._people.search = ""
        self.chips.clear()
        self.table.sortByColumn(SORTED_FIRST, Qt.SortOrder.AscendingOrder)
        self.model.tick(ids, on=True)
        self.table.scrollToTop()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_ticked(self) -> None:
        ticked = self.model.ticked
        invited = self._appointments(ticked)
        self.question.hide()
        likely = likely_words(len(ticked) - len(invited), self._workspace.store.details())
        together = together_words(invited, len(ticked))
        self.bar.show_ticked(len(ticked), invited=len(invited), attending=likely, together=together)

    def _appointments(self, ticked: tuple[str, ...]) -> tuple[Appointment, ...]:
        day_id = self._workspace.day_id
        return appointments_at(self._workspace.store, day_id, ticked) if day_id else ()

    def _on_clear(self) -> None:
        self.model.tick(self.model.ticked, on=False)

    def _picked(self) -> Picked:
        return picked(self._workspace.store, self.model.ticked, today=self._workspace.today())

    def _on_invite(self) -> None:
        sorted_out = self._picked()
        if sorted_out.not_routine:
            self.longest.hide()
            self.question.ask(len(sorted_out.routine), len(sorted_out.not_routine))
        else:
            self._invite(everybody=False)

    def _invite(self, *, everybody: bool) -> None:
        sorted_out = self._picked()
        rows = (*sorted_out.routine, *(sorted_out.not_routine if everybody else ()))
        left_out = (
            f"{people_words(len(sorted_out.invited))} already invited, left as they are." if sorted_out.invited else ""
        )
        if not rows:
            self._workspace.said.emit(f"Nobody new to invite. {left_out}".strip())
            return
        edit = invite_edit(self._workspace.store, self._workspace.day_id, rows, new_id=self._workspace.new_id)
        self._workspace.write(edit, partial(self._on_invited, edit.label, left_out))

    def _on_invited(self, label: str, left_out: str, there: bool) -> None:  # noqa: FBT001 - as the workspace tells it
        if there:
            self.model.tick(self.model.ticked, on=False)
            self._workspace.said.emit(f"{label.replace('Invite', 'Invited', 1)}. {left_out}".strip())

    def _on_take_off(self) -> None:
        store, day_id = self._workspace.store, self._workspace.day_id
        edit = take_off_edit(store, day_id, appointments_at(store, day_id, self.model.ticked))
        if self._workspace.do(edit):
            self.model.tick(self.model.ticked, on=False)
            self._workspace.said.emit(f"{edit.label.replace('Take', 'Took', 1)}.")

    def _on_together(self) -> None:
        appointments = self._appointments(self.model.ticked)
        edit = together_edit(appointments, new_id=self._workspace.new_id)
        if self._workspace.do(edit):
            self.model.tick(self.model.ticked, on=False)
            self._workspace.said.emit(f"{edit.label}.")

    def _forget_gone(self) -> None:
        """Unticks whoever is no longer on the list, as after an undo."""
        ticked = self.model.ticked
        if ticked:
            there = {row.referral.id for row in self._workspace.store.waiting_rows(ticked)}
            self.model.tick([referral_id for referral_id in ticked if referral_id not in there], on=False)
