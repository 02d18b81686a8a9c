"""The tour: five steps through the demo that do real things, and see by themselves that they were done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QMainWindow, QWidget

from cadplanner.core.keeping.roles import sees
from cadplanner.errors import CadError
from cadplanner.ui.kit.message_bar import MessageBar, Severity
from cadplanner.ui.main_window.doors import Doors
from cadplanner.ui.main_window.pages import PageLine
from cadplanner.ui.main_window.tastes import Tastes
from cadplanner.ui.main_window.tour_bar import TourBar
from cadplanner.ui.main_window.tour_ring import Ring, find, is_shown
from cadplanner.ui.main_window.tour_steps import IMPORTING, REASONS, STEPS, Part, Seen, Step, next_part
from cadplanner.ui.workspace import Workspace

LOOKS_EVERY = 300  # milliseconds: what the ring goes round comes and goes
OFFER = "New here? Take the tour"
FIVE = "Five steps, about ten minutes: take in a list, invite, plan, change, print. Everything here is invented."
LATER = "Closes this; Help, Tour begins it whenever you like"
BREAK = "Go on with the tour"


class Desk(Protocol):
    """What the tour needs of the window."""

    doors: Doors

    @property
    def workspace(self) -> Workspace | None: ...
    @property
    def page(self) -> QWidget: ...
    @property
    def pages_shown(self) -> Sequence[PageLine]: ...
    @property
    def messages(self) -> MessageBar: ...
    def show_page(self, key: str) -> None: ...


class Tour(QObject):
    """Offered in a demo, taken up by Help, Tour; `at` is the number of the step, 0 for none."""

    def __init__(self, window: QMainWindow, tastes: Tastes) -> None:
        super().__init__(window)
        self._desk: Desk = window  # type: ignore[assignment]
        self._tastes = tastes
        self.at, self._part = 0, 0
        self._began, self._saved, self._reads_why = Seen(), 0, False
        self._was_done = False  # the step, before it began
        self._wanted = False
        self.bar, self.ring = TourBar(window), Ring(window)
        self._timer = QTimer(self, interval=LOOKS_EVERY)
        self._wire()

    def begin(self, workspace: Workspace) -> None:
        """A file is shown: offers the tour in a demo, or goes on where Help, Tour asked for it."""
        if not workspace.store.details().demo:
            return
        workspace.changed.connect(self._look)
        workspace.saved.connect(self._on_saved)
        workspace.said.connect(self._look)
        workspace.day_changed.connect(self._begin_again)
        place = self._tastes.tour
        if self._wanted:
            self.take_up()
        elif place == "offer":
            self._offer(OFFER, FIVE, "Start the tour")
        elif place.isdecimal():
            self._offer(f"{BREAK}: step {place} of {len(STEPS)}", STEPS[int(place) - 1].title + ".", "Go on")

    def end(self) -> None:
        """No file is shown."""
        self._stop()

    def take_up(self) -> None:
        """Begins, or goes on where it was left; with the keyboard in it. Where no demo is open, one is asked for."""
        workspace = self._desk.workspace
        if workspace is None:
            self._wanted = True
            self._desk.doors.open_demo()
        elif not workspace.store.details().demo:
            says = "The tour is taken in the demo, with invented people. All that you did here is saved."
            self._desk.messages.show_message(
                Severity.NOTE, says, action="Open the demo", on_action=self._on_demo_wanted
            )
        else:
            self._wanted = False
            if not self.at:
                self._go_to(int(self._tastes.tour) if self._tastes.tour.isdecimal() else 1)
            self._show_ring()
            self.bar.take_keyboard()

    # going through the steps

    @property
    def _step(self) -> Step:
        return STEPS[self.at - 1]

    @property
    def _is_open(self) -> bool:
        """Whether whoever is working opens the page of the step."""
        workspace = self._desk.workspace
        return workspace is not None and sees(workspace.role, self._step.page)

    @property
    def _now_to_do(self) -> Part | None:
        """What is to be done now; None where all of the step is done, or where it is not for whoever is working."""
        if not self.at or self._was_done or self._part >= len(self._step.parts) or not self._is_open:
            return None
        return self._step.parts[self._part]

    def _offer(self, title: str, says: str, words: str) -> None:
        self.bar.allow(back=False, skip=False)
        self.bar.say(title, says, on=words, show="Not now", tip=LATER)

    def _go_to(self, number: int) -> None:
        """Shows a step and its page."""
        self.at, self._part = number, 0
        self._tastes.be_at(str(number))
        if self._is_open:
            self._desk.show_page(self._step.page)
        self._begin_again()
        self._timer.start()

    def _begin_again(self) -> None:
        """What is done from now on counts."""
        if self.at:
            self._part, self._began = 0, self._seen()
            self._was_done = self._step.before(self._began)
            self._speak()

    def _speak(self) -> None:
        workspace, part = self._desk.workspace, self._now_to_do
        assert workspace is not None
        last = self.at == len(STEPS)
        self.bar.allow(back=self.at > 1, skip=part is not None and not last)
        title, on = f"Step {self.at} of {len(STEPS)}: {self._step.title}", "Finish" if last else "Next step"
        if part is not None:
            self.bar.say(title, part.says, on=part.offers, show="Show me")
        elif self._is_open:
            again = self._was_done
            done, says = ("done before", self._step.again) if again else ("done", self._step.after)
            self.bar.say(f"{title}: {done}", says, on=on, done=True)
        else:
            says = f"This page is not opened by “{workspace.role}”: a coordinator does this step."
            self.bar.say(title, says, on=on)
        self._show_ring()

    def _seen(self) -> Seen:
        workspace = self._desk.workspace
        assert workspace is not None
        store, day_id = workspace.store, workspace.day_id
        people = store.waiting_counts(workspace.today())[""]
        done = workspace.undo_stack.labels()
        if not day_id:
            return Seen(people, saved=self._saved, done=done)
        plan = store.plan(day_id)
        return Seen(
            people,
            len(plan.appointments),
            len(plan.unplaced),
            plan.visits,
            workspace.undo_words,
            store.prints(day_id),
            self._saved,
            is_shown(self._desk.page, REASONS),
            done,
        )

    def _look(self, _: object = None) -> None:
        """Something was done: perhaps what there was to do."""
        if self.at and self._desk.workspace is not None:
            if self._was_done and not self._step.before(self._seen()):
                self._begin_again()
            part = next_part(self._step, self._part, self._began, self._seen())
            if part != self._part:
                self._part, self._was_done = part, False
                self._speak()

    def _show_ring(self) -> None:
        part = self._now_to_do
        self.ring.go_round(find(self._desk.page, part.look) if part is not None else None)
        if part is not None and part.offers:
            self.bar.on.setVisible(not is_shown(self._desk.page, IMPORTING))

    def _stop(self) -> None:
        self.at = 0
        self._timer.stop()
        self.bar.hide()
        self.ring.hide()

    # what she asks for

    def _wire(self) -> None:
        self.bar.went_on.connect(self._on_on)
        self.bar.showing_wanted.connect(self._on_showing_wanted)
        self.bar.went_back.connect(lambda: self._go_to(self.at - 1))
        self.bar.skipped.connect(self._on_next)
        self.bar.left.connect(self._on_left)
        self._timer.timeout.connect(self._on_timer)

    def _on_timer(self) -> None:
        self._show_ring()
        reads_why = is_shown(self._desk.page, REASONS)
        if reads_why != self._reads_why:
            self._reads_why = reads_why
            self._look()

    def _on_on(self) -> None:
        part = self._now_to_do
        if not self.at:
            self.take_up()
        elif part is not None and part.offers:
            self._open_sample()
        else:
            self._on_next()

    def _on_next(self) -> None:
        if self.at < len(STEPS):
            self._go_to(self.at + 1)
            self.bar.take_keyboard()
        else:
            self._tastes.be_at("done")
            self._stop()

    def _on_showing_wanted(self) -> None:
        """The page, and the keyboard on what it is about; of an offer, no."""
        if not self.at:
            self._on_left()
            return
        self._desk.show_page(self._step.page)
        self._show_ring()
        part = self._now_to_do
        target = find(self._desk.page, part.look) if part is not None else None
        if target is not None:
            target.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_left(self) -> None:
        if self._tastes.tour == "offer":
            self._tastes.be_at("declined")
        self._stop()

    def _on_saved(self) -> None:
        self._saved += 1
        self._look()

    def _on_demo_wanted(self) -> None:
        self._wanted = True
        self._desk.doors.open_demo()

    def _open_sample(self) -> None:
        from cadplanner.demo import sample_beside

        workspace = self._desk.workspace
        assert workspace is not None
        path = workspace.store.path
        if path is None:
            return
        try:
            sample = sample_beside(path, today=workspace.today())
        except CadError as error:
            self._desk.messages.refuse(error)
            return
        self._desk.show_page("waiting_list")
        self._desk.page.accept_file(sample)  # type: ignore[attr-defined]
