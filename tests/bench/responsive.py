"""How long the window stands still: `python -m tests.bench.responsive [PATIENTS] [ROUNDS] [FOLDER]`.

Drives the real window off screen through a demo of that size and prints, for each action, the longest time between
two turns of the event loop: by the clock (median of the rounds, worst), and by the processor of the window's own
thread, which says more on a machine that does much else. FOLDER keeps the made files for the next time.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from datetime import datetime
from functools import partial
from itertools import count
from multiprocessing import get_context
from pathlib import Path
from statistics import median

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QLineEdit

from cadplanner.app import collect_between_events
from cadplanner.cli.shots import make_files
from cadplanner.core.live.following import Status
from cadplanner.core.model.attendance import instant_on
from cadplanner.printing.words import card_code
from cadplanner.settings import Settings
from cadplanner.store.recovery_key import words_of
from cadplanner.store.unlocking import DEMO_PASSPHRASE
from cadplanner.ui.copying import copying_of
from cadplanner.ui.kit.dressing import apply_theme
from cadplanner.ui.kit.theme import Theme
from cadplanner.ui.live_day import live_day_of
from cadplanner.ui.main_window import PAGES, Around, MainWindow
from cadplanner.ui.main_window.keys_dialog import KeysDialog
from cadplanner.ui.tasks import Task
from tests.journeys.steps import Coordinator
from tests.store.people import waiting_people

NOW = 690  # 11:30
QUIET, AT_MOST = 0.35, 60.0  # seconds without work after which an action is over, and the longest it may take
SHE_TYPES = 8.0  # seconds until the passphrase is typed; meanwhile the program reads its pages ahead
GOAL = 100  # milliseconds
PASSPHRASE, OTHER = "seven wooden geese waiting", "four other long words"
NEXT = {
    "to the problems": "Next: problems",
    "to the duplicates": "Next: possible duplicates",
    "put together": "Next: import",
    "written": "Import ",
}


def _list_of(many: int) -> str:
    """A clean list, as a record system might export it."""
    rows = [
        f"{one.surname}{_letters(n)},{one.first_name},{one.birth_date:%d/%m/%Y},{one.nhs_number},"
        f"{1 + n % 28:02}/06/2025,Knee pain"
        for n, (one, _) in enumerate(waiting_people(many, seed=7))
    ]
    return "\n".join(("Surname,Forename,DOB,NHS No,Referral date,Reason", *rows))


def _letters(number: int) -> str:
    """An ending that nobody else's name has."""
    return "".join("abcdefghij"[int(digit)] for digit in f"{number:05}")


class Probe:
    """Notes the longest time between two turns of the event loop while it is on."""

    def __init__(self) -> None:
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.turn)
        self._timer.start(2)
        self.begin()

    def begin(self) -> None:
        self.wall = self.busy = 0.0
        self._at, self._used = time.perf_counter(), time.thread_time()

    def turn(self) -> None:
        at, used = time.perf_counter(), time.thread_time()
        self.wall, self.busy = max(self.wall, at - self._at), max(self.busy, used - self._used)
        self._at, self._used = at, used


class Round:
    """Once through everything, in a folder of its own."""

    def __init__(self, app: QApplication, folder: Path) -> None:
        self._app, self._folder = app, folder
        self._probe = Probe()
        self.took: dict[str, tuple[float, float]] = {}
        self._day: datetime | None = None
        ids, self._ticks = count(1), count(1)
        self.window = MainWindow(Around(self._clock, lambda: f"r{next(ids)}", "bench"), Settings())
        self.window.tastes.changed.connect(lambda _: None)
        self.window.resize(1366, 700)
        self.window.show()
        self.she = Coordinator(self.window)

    def _clock(self) -> datetime:
        """The middle of the demo's day, a moment later each time it is asked."""
        if self._day is None:
            return datetime.now().astimezone()
        return self._day.replace(microsecond=next(self._ticks) % 1_000_000)

    def measure(self, name: str, *acts: Callable[[], object], ready: Callable[[], bool] = lambda: True) -> None:
        """One action: its inputs one after another, and all that follows from them."""
        self._settle(lambda: True)
        self._probe.begin()
        for act in acts:
            act()
            self._probe.turn()
            self._turns(0.01)
        self._settle(ready)
        self._probe.turn()
        self.took[name] = (self._probe.wall * 1000, self._probe.busy * 1000)

    def _turns(self, seconds: float) -> None:
        until = time.perf_counter() + seconds
        while time.perf_counter() < until:
            self._app.processEvents()
            self._app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            time.sleep(0.001)

    def _settle(self, ready: Callable[[], bool]) -> None:
        began = still = time.perf_counter()
        while time.perf_counter() - still < QUIET and time.perf_counter() - began < AT_MOST:
            self._turns(0.02)
            if not ready() or any(task.running for task in self.window.findChildren(Task)):
                still = time.perf_counter()

    def run(self) -> None:
        """Everything a coordinator does."""
        self._open()
        self._pages()
        self._waiting_list()
        self._plan()
        self._live()
        self._print()
        self._look()
        self._import()
        self._lock()
        self._keys()
        self.window.close()

    def leave(self) -> None:
        """Nothing of this round is there in the next."""
        self.window.deleteLater()
        self._app.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def _open(self) -> None:
        self._turns(SHE_TYPES)
        demo = self._folder / "demo.cad"
        self.measure("file: asked for its passphrase", partial(self.window.open_file, demo))
        self.measure(
            "file: unlocked and opened",
            lambda: self.window.page._secret.setText(DEMO_PASSPHRASE),
            lambda: QTest.keyClick(self.window.page._secret, Qt.Key.Key_Return),
            ready=lambda: self.window.workspace is not None,
        )
        day = self.window.workspace.store.days()[0]
        self._day = instant_on(NOW, day.on)
        live_day_of(self.window.workspace).look_at_the_clock()

    def _pages(self) -> None:
        for line in PAGES:
            self.measure(f"page {line.title}: shown first", partial(self.window.show_page, line.key))
        for line in PAGES:
            self.measure(f"page {line.title}: shown again", partial(self.window.show_page, line.key))
        days = [day.id for day in self.window.workspace.store.days()]
        self.measure(
            "day: switched to none and back", *(partial(self.window.workspace.choose_day, d) for d in ("", days[0]))
        )

    def _waiting_list(self) -> None:
        self.window.show_page("waiting_list")
        field = self.she._field("Search")
        self.measure("search: a name typed", *(partial(QTest.keyClick, field, letter) for letter in "smith"))
        self.measure("search: cleared", lambda: QTest.keyClick(field, Qt.Key.Key_Escape))

    def _plan(self) -> None:
        self.window.show_page("plan")
        self._turns(0.3)
        canvas = self.she.timeline
        visit = self.window.workspace.store.plan(self.window.workspace.day_id).visits[40]
        self.she.clicks_the_visit(visit.id)
        row, block = next(
            (n, block)
            for n, row in enumerate(canvas.picture.scene.rows)
            for block in row.blocks
            if visit.id in block.visit_ids
        )
        at = canvas.picture.rect(row, block).center() - QPoint(
            canvas.horizontalScrollBar().value(), canvas.verticalScrollBar().value()
        )
        viewport = canvas.viewport()
        moves = [partial(QTest.mouseMove, viewport, at + QPoint(20 + 9 * n, 13 * (n % 12))) for n in range(24)]
        self.measure(
            "plan: a visit dragged", partial(QTest.mousePress, viewport, Qt.MouseButton.LeftButton, pos=at), *moves
        )
        self.measure(
            "plan: dropped", partial(QTest.mouseRelease, viewport, Qt.MouseButton.LeftButton, pos=at + QPoint(200, 0))
        )
        QTest.keyClick(canvas, Qt.Key.Key_Escape)
        planner = self.window.page
        self.measure(
            "plan: planned anew and applied",
            planner._bar._plan.click,
            ready=lambda: not planner._planner.planning,
        )
        self.measure("plan: undone", self.window.workspace.undo_stack.undo)
        self.measure("plan: redone", self.window.workspace.undo_stack.redo)
        self.window.workspace.undo_stack.undo()

    def _live(self) -> None:
        live = live_day_of(self.window.workspace)
        self.window.show_page("desk")
        self._turns(0.5)
        desk, plan = self.window.page, self.window.workspace.store.plan(self.window.workspace.day_id)
        waits = [a.card for a in plan.appointments if live.board.person[a.id].status is Status.EXPECTED][:3]
        field = desk.counter.field
        for number, card in enumerate(waits[:2]):
            code = card_code(card, plan.day.on)
            self.measure(
                f"desk: a card scanned{' again' if number else ''}",
                partial(field.setText, code),
                partial(QTest.keyClick, field, Qt.Key.Key_Return),
            )
        self.measure("desk: a name typed", *(partial(field.setText, "smith"[:n]) for n in range(1, 6)))
        field.clear()
        self.window.show_page("board")
        self._turns(0.5)
        self._board_action(live)
        self.window.show_page("outcomes")
        self._turns(0.5)
        page = self.window.page
        ids = [a.id for a in plan.appointments[:6]]
        self.measure("outcomes: a form chosen", *(partial(page.choose, each) for each in ids))
        self.measure("outcomes: time goes on a minute", live.look_at_the_clock)
        self.window.show_page("after")
        self.measure("after: time goes on a minute", live.look_at_the_clock)

    def _board_action(self, live: object) -> None:
        from cadplanner.core.live import record

        for number, who in enumerate(live.board.by_status[Status.WAITING][:2]):
            at = record.At(live.board.person[who].station_id, 0)
            self.measure(
                f"board: somebody called{' again' if number else ''}",
                lambda who=who, at=at: live.note(record.call(live.board, live.by(), who, at)),
            )
        self.measure("board: taken back", live.take_back)

    def _print(self) -> None:
        self.window.show_page("print")
        page = self.window.page
        (self._folder / "paper").mkdir(exist_ok=True)
        self.measure("print: all sheets into a folder", partial(page.save_to, self._folder / "paper"))

    def _look(self) -> None:
        for line in PAGES:
            self.window.show_page(line.key)
        tastes = self.window.tastes
        self.measure("look: dark, all pages open", partial(tastes.choose_theme, Theme.DARK))
        self.measure("look: light", partial(tastes.choose_theme, Theme.LIGHT))
        self.measure("look: text at 125 %", partial(tastes.choose_text_size, 125))
        self.measure("look: text at 100 %", partial(tastes.choose_text_size, 100))
        self.measure("help: opened", lambda: QTest.keyClick(self.window, Qt.Key.Key_F1))
        self.measure("find: opened, a name typed", self.window._on_find_wanted)
        for each in self._app.topLevelWidgets():
            if each is not self.window and each.isVisible():
                each.close()
        self.measure("copy: made in the second process", copying_of(self.window.workspace).copy_soon)

    def _import(self) -> None:
        for many in (500, 20_000):
            self._import_list(many)

    def _import_list(self, many: int) -> None:
        path = self._folder / f"{many}.csv"
        path.write_text(_list_of(many), encoding="utf-8")
        self.window.show_page("waiting_list")
        self._turns(0.5)
        self.measure(f"import of {many:,}: read", partial(self.she.drops, path))
        flow = self.window.page.importing
        for step, words in NEXT.items():
            for each in flow._duplicates:
                flow._decided.setdefault(each, each.suggested)
            flow._show_foot()
            if self.she.can_press(words):
                self.measure(
                    f"import of {many:,}: {step}", partial(self.she.presses, words), ready=lambda: not flow.busy
                )
        undo = self.window.workspace.undo_stack
        if undo.undoText().startswith("Import"):
            self.measure(f"import of {many:,}: undone", undo.undo, ready=undo.canRedo)

    def _lock(self) -> None:
        self.measure("file: locked", self.window.locking.lock)
        self.measure("file: closed", self.window.close_file)

    def _keys(self) -> None:
        """A new file, then another passphrase for it."""
        path = self._folder / "made here.cad"
        self.window.doors.new_file(path)
        page = self.window.page
        page._first._first.setText(PASSPHRASE)
        page._first._again.setText(PASSPHRASE)
        page._first._next.click()
        page._second._typed.setText(words_of(page._chosen.recovery_key))
        self.measure("keys: a file made", page._second._done.click, ready=lambda: self.window.workspace is not None)
        store, key = self.window.workspace.store, self.window.doors.key
        dialog = KeysDialog(store, key, self.window.workspace.today(), self.window)
        dialog.ask("passphrase")
        dialog.open()
        now, new, again = dialog.findChildren(QLineEdit)
        for field, typed in ((now, PASSPHRASE), (new, OTHER), (again, OTHER)):
            field.setText(typed)
        ok = dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok)
        self.measure("keys: the passphrase changed", ok.click, ready=lambda: bool(dialog.done_words))
        self.window.close_file()


def _make(folder: Path, patients: int) -> None:
    """In a process of its own: what that leaves in memory would be tidied up in the middle of a measure."""
    asked = {"patients": patients, "seed": 1, "until": NOW, "today": datetime.now().astimezone().date()}
    maker = get_context("spawn").Process(target=make_files, args=(folder,), kwargs=asked)
    maker.start()
    maker.join()


def main(patients: int, rounds: int, kept_in: str) -> None:
    """Prints the table, the longest first."""
    app = QApplication([])
    collect_between_events(app)
    with tempfile.TemporaryDirectory() as kept:
        made = Path(kept_in or kept) / f"made {patients}"
        os.environ["CADPLANNER_HOME"] = str(Path(kept) / "home")
        if not made.exists():
            _make(made, patients)
        found: dict[str, list[tuple[float, float]]] = defaultdict(list)
        for number in range(rounds):
            apply_theme(app, Theme.LIGHT)
            one = Round(app, Path(shutil.copytree(made, Path(kept) / f"round {number}")))
            try:
                one.run()
            finally:
                one.leave()
                for name, took in one.took.items():
                    found[name].append(took)
    print(f"{patients} patients, {rounds} rounds; longest stand-still in milliseconds")
    print(f"{'median':>8}{'worst':>8}{'processor':>11}")
    for name, took in sorted(found.items(), key=lambda each: -median(wall for wall, _ in each[1])):
        walls, busy = [wall for wall, _ in took], [used for _, used in took]
        mark = "  over" if median(busy) > GOAL else ""
        print(f"{median(walls):8.0f}{max(walls):8.0f}{median(busy):11.0f}  {name}{mark}")


if __name__ == "__main__":
    words = sys.argv[1:]
    main(int(words[0]) if words else 500, int(words[1]) if len(words) > 1 else 3, words[2] if len(words) > 2 else "")
