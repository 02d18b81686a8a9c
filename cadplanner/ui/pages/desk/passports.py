"""An updated passport for one person, made in a second process and sent to the printer she chooses."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from cadplanner.core.model.plan import Plan
from cadplanner.core.paper.stale import kept, prints_of
from cadplanner.errors import CannotWrite
from cadplanner.printing.pack import Order, printed, sheets_in
from cadplanner.printing.sheet import Paper
from cadplanner.ui.kit.print_run import PrintRun
from cadplanner.ui.tasks import Task
from cadplanner.ui.workspace import Workspace


class PassportPrinter(QObject):
    """Prints one card at a time and remembers that it was printed."""

    sent = Signal()

    def __init__(self, workspace: Workspace, window: QWidget) -> None:
        super().__init__(window)
        self._workspace, self._window = workspace, window
        self._task: Task | None = None
        self._run: PrintRun | None = None

    def ask(self, plan: Plan, appointment_id: str) -> None:
        """Asks for the printer, then prints."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self._window)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.print_to(printer, plan, appointment_id)

    def print_to(self, printer: QPrinter, plan: Plan, appointment_id: str) -> None:
        """Prints the card on that printer; `sent` follows."""
        self.stop()
        store = self._workspace.store
        paper = Paper(store.details(), self._workspace.clock(), store.version_of(plan.day.id))
        orders = (Order("passports", (appointment_id,)),)
        self._task = Task(partial(printed, plan, paper, orders), self)
        self._task.answered.connect(partial(self._send, printer, plan, paper))
        self._task.failed.connect(self._on_failed)
        self._task.start()

    def stop(self) -> None:
        """Ends what is under way."""
        if self._task is not None:
            self._task.stop()
            self._task = None
        if self._run is not None:
            self._run.stop()
            self._run = None

    def _send(self, printer: QPrinter, plan: Plan, paper: Paper, made: tuple[Order, bytes]) -> None:
        order, pdf = made
        self._run = PrintRun(printer, [(pdf, 1)], self)
        self._run.finished.connect(partial(self._on_sent, plan, paper, order))
        self._run.failed.connect(partial(self._on_failed, "Look whether the printer is on and has paper."))
        self._run.start()

    def _on_sent(self, plan: Plan, paper: Paper, order: Order) -> None:
        self._run = None
        store = self._workspace.store
        new = prints_of(plan, paper.details, paper.version, sheets_in(plan, (order,)))
        edit = kept(store.prints(plan.day.id), new, ())
        self._workspace.printed(replace(edit, label="Print a passport"), new)
        self._workspace.said.emit("The passport is at the printer.")
        self.sent.emit()

    def _on_failed(self, says: str) -> None:
        self.stop()
        self._workspace.refused.emit(CannotWrite("The passport could not be printed.", says))
