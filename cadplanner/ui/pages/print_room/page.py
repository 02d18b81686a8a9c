"""The print page: choose the sheets, look at them, save them as PDF or print them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from cadplanner.core.model.plan import Plan
from cadplanner.core.model.print import Print
from cadplanner.errors import CadError, CannotWrite
from cadplanner.printing.pack import Order
from cadplanner.printing.sheet import Paper
from cadplanner.ui.contingency import contingency_of
from cadplanner.ui.kit.beside import Beside
from cadplanner.ui.kit.empty import EmptyPage, primary_button
from cadplanner.ui.kit.message_bar import MessageBar, Severity
from cadplanner.ui.kit.posing import Pose
from cadplanner.ui.kit.print_run import PrintRun
from cadplanner.ui.kit.scroll import Frame
from cadplanner.ui.kit.stack import OneShown
from cadplanner.ui.kit.text import FittingLabel, PlainLabel
from cadplanner.ui.kit.theme import SPACE, Role
from cadplanner.ui.kit.under_way import progress_bar
from cadplanner.ui.kit.wrapping import WrappingLine
from cadplanner.ui.pack_line import PackLine
from cadplanner.ui.pages.print_room.choices import Choices
from cadplanner.ui.pages.print_room.preview import Preview
from cadplanner.ui.pages.print_room.record import PrintRecord, with_prints
from cadplanner.ui.pages.print_room.saving import save
from cadplanner.ui.tasks import Task
from cadplanner.ui.workspace import Workspace

SAYS_LETTERS = 20  # average characters of what is printed from
BAR_WIDTH = 120  # pixels
LIST_LETTERS = 37  # average characters that the list and the sheet are wide at least, side by side
Made = list[tuple[Order, bytes]]


class PrintPage(QWidget):
    """What to print, for whom; the sheets are made in a second process and kept in memory only."""

    title = "Print"
    icon = "printer"
    needs_day = True
    wants_page = Signal(str)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._plan: Plan | None = None
        self._made: dict[Order, bytes] = {}
        self._prints: dict[Order, tuple[Print, ...]] = {}  # what is to be remembered of them once they are on paper
        self._making: Task | None = None
        self._printing: PrintRun | None = None
        self._keeping = False
        self._record = PrintRecord(workspace, self)
        self._build()
        self._wire()
        self.reload()

    def poses(self) -> Iterator[Pose]:
        """With sheets that no longer hold."""
        if self._stack.currentWidget() is not self._empty:
            says = "12 of the 41 sheets that were printed no longer hold: Station sheets, Rota cards, Passports."
            self._stale.show_message(Severity.CHECK, says, action="Print those…")
            yield "stale"
            self._stale.hide()

    def _build(self) -> None:
        full = QWidget(self)  # from the whole to its parts: Qt looks up the style of all that moves house
        middle = self._middle(full)
        self._stale = MessageBar()
        self._print = primary_button("&Print…", icon="printer")
        self._save = QPushButton("&Save as PDF…")
        self._stop = QPushButton("Cancel")
        self._busy = progress_bar()
        self._busy.setFixedWidth(BAR_WIDTH)
        self._busy_words = PlainLabel()
        self._empty = EmptyPage(
            "Nothing to print yet",
            "The day's sheets are printed from its plan. Invite people and plan the day first.",
            icon="printer",
            action="Go to the plan",
        )
        column = QVBoxLayout(full)
        column.setContentsMargins(2 * SPACE, SPACE, 2 * SPACE, SPACE)
        column.setSpacing(SPACE)
        column.addWidget(self._top())
        column.addWidget(self._stale)
        column.addWidget(middle, 1)
        self._stack = OneShown(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(full)
        self._rest()

    @property
    def begins_at(self) -> QWidget:
        """Where the keyboard is when the page is shown: not on Cancel, which comes and goes."""
        return self._choices.first

    def _top(self) -> WrappingLine:
        top = WrappingLine(self)
        self._says = FittingLabel(role=Role.TEXT_SOFT)  # one line: what wraps makes the whole page taller
        top.row.add_growing(self._says, SAYS_LETTERS)
        for part in (self._busy_words, self._busy, self._stop, self._save, self._print):
            top.row.addWidget(part)
        return top

    def _fill_left(self, left: QWidget) -> None:
        self._choices = Choices(left)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, SPACE, SPACE)
        column.addWidget(self._choices)
        column.addWidget(PackLine(contingency_of(self._workspace), left))
        column.addStretch(1)

    def _middle(self, parent: QWidget) -> Beside:
        middle = Beside(parent)
        scroll = Frame(None, middle, name="What to print", upright=True)
        left = QWidget(scroll.viewport())
        self._fill_left(left)
        scroll.setWidget(left)
        self._preview = Preview(middle)
        middle.add(scroll, least=LIST_LETTERS, stretch=0)
        middle.add(self._preview, least=LIST_LETTERS)
        return middle

    def _wire(self) -> None:
        self._workspace.changed.connect(self._on_changed)
        self._workspace.day_changed.connect(self._on_changed)
        self._choices.looked_at.connect(self._on_looked_at)
        self._choices.ticks_changed.connect(self._rest)
        self._print.clicked.connect(self._on_print)
        self._save.clicked.connect(self._on_save)
        self._stop.clicked.connect(self._on_stop)
        self._record.judged.connect(self._on_judged)
        self._empty.asked.connect(lambda: self.wants_page.emit("plan"))

    def reload(self) -> None:
        """Shows the plan of the current day as it now is; what was made of an older plan is forgotten."""
        self._drop_what_is_made()
        day_id = self._workspace.day_id
        self._plan = self._workspace.store.plan(day_id) if day_id else None
        if self._plan is None or not self._plan.visits:
            self._plan = None
            self._stack.setCurrentIndex(0)
            return
        self._stack.setCurrentIndex(1)
        invited, left = len(self._plan.appointments), len(self._plan.unplaced)
        placed = f"{invited - left} of {invited} people have a time."
        self._says.set_wordings(f"Plan version {self._paper().version}: {placed}", placed, "")
        self._choices.show_plan(self._plan)
        self._preview.say("Making the first sheet…")
        self._rest()
        self._record.judge(self._plan)
        if self.isVisible():
            self.look()

    def look(self) -> None:
        """Shows the first printout in the preview; not while sheets are on their way."""
        if self._plan is not None and not self._keeping:
            self._choices.look_at_first()

    def save_to(self, folder: Path) -> None:
        """Makes what is ticked and writes each as a PDF into that folder, in a folder of this version."""
        self._keep(self._choices.ticked(), partial(self._write, folder))

    def _on_changed(self, _: object = None) -> None:
        if self.isVisible():
            self.reload()
        else:
            self._drop_what_is_made()
            self._plan = None

    def _drop_what_is_made(self) -> None:
        """Sheets of an older plan are neither saved nor printed; those that are at the printer go on."""
        interrupted = self._keeping and self._printing is None
        if self._printing is None:
            self._on_stop()
        self._made.clear()
        self._prints.clear()
        if interrupted:
            QTimer.singleShot(0, self, self._say_interrupted)  # after what the change itself says

    def _say_interrupted(self) -> None:
        advice = "None was saved or printed. Look at the plan, then save or print them again."
        self._workspace.refused.emit(CadError("The plan changed while its sheets were being made.", advice))

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        if self._plan is None:
            self.reload()
        elif not self._preview.pages:
            self.look()

    def _on_looked_at(self, order: Order) -> None:
        self._make((order,), lambda made: self._preview.show_pdf(made[0][1]))

    def _on_save(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, "Save the sheets in a folder")
        if folder:
            self.save_to(Path(folder))

    def _on_print(self) -> None:
        self._ask_printer(self._choices.ticked())

    def _ask_printer(self, orders: tuple[Order, ...]) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self._keep(orders, partial(self._send, printer))

    def _on_judged(self) -> None:
        """Says which printed sheets no longer hold, with one button that prints just those."""
        says, orders = self._record.says(), self._record.orders()
        if says and orders:
            self._stale.show_message(Severity.CHECK, says, action="Print those…", on_action=self._on_print_stale)
        elif says:
            self._stale.show_message(Severity.CHECK, says, action="Thrown away", on_action=self._on_thrown_away)
        else:
            self._stale.hide()

    def _on_print_stale(self) -> None:
        self._on_judged()  # the bar stays until they are printed
        if not self._keeping:
            self._ask_printer(self._record.orders())

    def _on_thrown_away(self) -> None:
        assert self._plan is not None
        self._record.keep(self._plan, ())

    def closing(self) -> None:
        """Stops what is under way, before the page goes."""
        self._on_stop()
        self._record.stop()

    def _on_stop(self) -> None:
        if self._making is not None:
            self._making.stop()
            self._making = None
        if self._printing is not None:
            self._printing.stop()
            self._printing = None
        self._rest()

    def _keep(self, orders: tuple[Order, ...], then: Callable[[Made], None]) -> None:
        """Makes sheets to be saved or printed; nothing else is looked at meanwhile."""
        self._make(orders, then)
        self._hold(held=self._making is not None or self._printing is not None)

    def _hold(self, *, held: bool) -> None:
        self._keeping = held
        self._choices.setEnabled(not held)

    def _make(self, orders: tuple[Order, ...], then: Callable[[Made], None]) -> None:
        """Makes what is not made yet, then hands all of it on."""
        assert self._plan is not None
        self._on_stop()
        missing = tuple(order for order in orders if order not in self._made)
        if not missing:
            self._hand_on(orders, then)
            return
        self._busy_with("Making the sheets", len(missing))
        self._making = Task(partial(with_prints, self._plan, self._paper(), missing), self)
        self._making.answered.connect(self._on_made)
        self._making.failed.connect(self._on_failed)
        self._making.finished.connect(lambda: self._hand_on(orders, then))
        self._making.start()

    def _hand_on(self, orders: tuple[Order, ...], then: Callable[[Made], None]) -> None:
        self._making = None
        self._rest()
        then([(order, self._made[order]) for order in orders])

    def _on_made(self, made: tuple[Order, bytes, tuple[Print, ...]]) -> None:
        order, pdf, prints = made
        self._made[order], self._prints[order] = pdf, prints
        self._busy.setValue(self._busy.value() + 1)

    def _on_failed(self, says: str) -> None:
        self._making = None
        self._rest()
        self._workspace.refused.emit(CadError("The sheets could not be made.", says))

    def _prints_of(self, made: Made) -> tuple[Print, ...]:
        return tuple(one for order, _ in made for one in self._prints[order])

    def _write(self, folder: Path, made: Made) -> None:
        assert self._plan is not None
        paper = self._paper()
        try:
            files = save(self._plan, paper.version, made, folder)
        except CannotWrite as error:
            self._workspace.refused.emit(error)
            return
        self._record.keep(self._plan, self._prints_of(made))
        inside = files[0].parent
        sets = "1 sheet" if len(files) == 1 else f"{len(files)} sets of sheets"
        self._workspace.saved.emit(f"Saved {sets} in {inside}.", str(files[0] if len(files) == 1 else inside))

    def _send(self, printer: QPrinter, made: Made) -> None:
        assert self._plan is not None
        run = PrintRun(printer, [(pdf, self._choices.copies(order.key)) for order, pdf in made], self)
        recording = partial(self._record.keep, self._plan, self._prints_of(made))
        self._printing = run
        self._hold(held=True)
        self._busy_with("Printing", 0)
        run.printed.connect(self._on_printed)
        run.finished.connect(partial(self._on_all_printed, recording))
        run.failed.connect(self._on_printer_gone)
        run.start()

    def _on_printed(self, done: int, pages: int) -> None:
        self._busy.setMaximum(pages)
        self._busy.setValue(done)

    def _on_all_printed(self, recording: Callable[[], None]) -> None:
        self._printing = None
        self._rest()
        recording()  # of the plan they were made from, whatever has changed since
        if self._plan is not None:
            self._record.judge(self._plan)
        self._look_again()
        self._workspace.said.emit("Sent to the printer.")

    def _look_again(self) -> None:
        """Where the plan changed while its sheets were being printed, the preview waits for them."""
        if self.isVisible() and not self._preview.pages:
            self.look()

    def _on_printer_gone(self) -> None:
        self._printing = None
        self._rest()
        self._look_again()
        advice = "Look whether it is on and has paper, or save the sheets as PDF. The plan is unchanged."
        self._workspace.refused.emit(CannotWrite("The printer did not take the sheets.", advice))

    def _busy_with(self, words: str, steps: int) -> None:
        self._busy_words.setText(words)
        self._busy_words.show()
        self._busy.setRange(0, steps)
        self._busy.setValue(0)
        self._busy.show()
        self._stop.show()
        self._print.setEnabled(False)
        self._save.setEnabled(False)

    def _rest(self) -> None:
        if self._printing is not None:
            return
        self._hold(held=False)
        self._busy_words.hide()
        self._busy.hide()
        self._stop.hide()
        ready = self._plan is not None and bool(self._choices.ticked())
        self._print.setEnabled(ready)
        self._save.setEnabled(ready)

    def _paper(self) -> Paper:
        assert self._plan is not None
        store = self._workspace.store
        return Paper(store.details(), self._workspace.clock(), store.version_of(self._plan.day.id))
