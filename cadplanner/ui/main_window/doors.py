"""The doors of a file: opening, making, protecting, putting a copy back; each asks what it must first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from cadplanner.errors import CadError, InUse, Unprotected
from cadplanner.paths import home
from cadplanner.ui.kit.files import ENDING, ask_file, ask_where
from cadplanner.ui.kit.message_bar import MessageBar, Severity
from cadplanner.ui.main_window.doorbell import ring
from cadplanner.ui.main_window.resume import folder, is_kept
from cadplanner.ui.pages.welcome import WelcomePage
from cadplanner.ui.tasks import Task

if TYPE_CHECKING:  # the window is there before the store is needed
    from cadplanner.store.data_key import DataKey
    from cadplanner.store.store import Store
    from cadplanner.store.unlocking import NewKeys
    from cadplanner.ui.pages.protect.page import Chosen, ProtectPage, Purpose
    from cadplanner.ui.pages.unlock import UnlockPage

T = TypeVar("T")


def demo_path() -> Path:
    """Where the demo of this person is."""
    return home() / f"Demo{ENDING}"


class Doors(QObject):
    """What the window shows while no file is open; `opened` gives the store of one that is."""

    opened = Signal(object)
    shown = Signal(QWidget)
    """A page to show in place of those of a file."""
    closing_wanted = Signal()
    """Another file is asked for: the one open now is to be closed."""
    gone = Signal(Path)
    """A file that is no longer there."""

    def __init__(self, messages: MessageBar, clock: Callable[[], datetime], parent: QWidget) -> None:
        super().__init__(parent)
        self._window, self._messages, self._clock = parent, messages, clock
        self.welcome = WelcomePage(parent)
        self._unlock: UnlockPage | None = None
        self._protect: ProtectPage | None = None
        self._take_over = False
        self.key: DataKey | None = None
        """The key of the file that is open."""
        self._then: Callable[[Chosen], None] = lambda _: None
        self._unlocked: Callable[[Path, DataKey], object] = self.open_with
        self._wire()

    def _today(self) -> date:
        return self._clock().astimezone().date()

    def open_file(self, path: Path, *, take_over: bool = False) -> bool:
        """Asks for what opens a file; False, with a message, where nothing can."""
        from cadplanner.store.unlocking import ready_to_unlock

        try:
            keys = ready_to_unlock(path, take_over=take_over)
        except Unprotected:
            self._begin_protecting(path)
            return True
        except CadError as error:
            self._on_not_opened(error, path)
            return False
        self._take_over = take_over
        self._ask_passphrase(path, self.open_with, demo=keys.demo, was_locked=is_kept(folder(), keys.store_id))
        return True

    def open_with(self, path: Path, key: DataKey) -> bool:
        """Opens a file by its key, which is remembered until it is closed; False, with a message, where it cannot."""
        from cadplanner.store.store import Store

        try:
            store = Store.open(path, key, take_over=self._take_over)
        except CadError as error:
            self._on_left()
            self._on_not_opened(error, path)
            return False
        self.closing_wanted.emit()
        self.closing()
        self.key = key
        self.opened.emit(store)
        return True

    def new_file(self, path: Path) -> bool:
        """Asks for the keys of a new file; False, with a message, where one of that name is there."""
        from cadplanner.store.unlocking import ready_to_make

        if self._tried(partial(ready_to_make, path)) is None:
            return False
        from cadplanner.ui.pages.protect.page import Purpose

        why = "The file will hold names and outcomes. It is encrypted: only its passphrase opens it."
        purpose = Purpose(f"A passphrase for {path.name}", why, "&Make the file")
        self._ask_keys(path, purpose, partial(self._make, path))
        return True

    def restore_copy(self, copy: Path, path: Path) -> bool:
        """Asks for what opens a copy, puts it at `path` and opens it there; False, with a message, where it cannot."""
        from cadplanner.store.unlocking import ready_to_put_back

        keys = self._tried(partial(ready_to_put_back, copy, path))
        if keys is None:
            return False
        self._ask_passphrase(copy, partial(self._put_back, path), demo=keys.demo)
        return True

    def ask_new(self) -> None:
        """Asks where a new file should be, then for its keys."""
        if path := ask_where(self._window, "New file", f"MSK service{ENDING}"):
            self.new_file(path)

    def ask_open(self) -> None:
        """Asks which file, then opens it."""
        if path := ask_file(self._window, "Open a file"):
            self.open_file(path)

    def ask_restore(self) -> None:
        """Asks which copy and where to put it, then opens it."""
        copy = ask_file(self._window, "Restore from which copy?")
        words = "Where to put it"
        path = ask_where(self._window, words, f"{copy.stem} restored{ENDING}") if copy is not None else None
        if copy is not None and path is not None:
            self.restore_copy(copy, path)

    def change_keys(self, store: Store, what: str) -> str:
        """Asks for other keys of the open file; gives what was changed in words, '' for nothing."""
        from cadplanner.ui.main_window.keys_dialog import KeysDialog

        if self.key is None:
            return ""
        dialog = KeysDialog(store, self.key, self._today(), self._window)
        self.key = dialog.change(what)
        return dialog.done_words

    def closing(self) -> None:
        """The window goes, or a file came: nothing typed stays, and nothing is being made."""
        for page in (self.welcome, self._unlock, self._protect):
            if page is not None:
                page.closing()

    def _wire(self) -> None:
        welcome = self.welcome
        welcome.new_wanted.connect(self.ask_new)
        welcome.open_wanted.connect(self.ask_open)
        welcome.restore_wanted.connect(self.ask_restore)
        welcome.demo_wanted.connect(self.open_demo)
        welcome.recent_wanted.connect(self.open_file)
        welcome.demo_made.connect(self._on_demo_made)
        welcome.failed.connect(partial(self._messages.show_message, Severity.REFUSED))

    def _make_unlock(self) -> UnlockPage:
        from cadplanner.ui.pages.unlock import UnlockPage

        page = self._unlock = UnlockPage(self._window)
        page.unlocked.connect(self._on_unlocked)
        page.refused.connect(self._on_not_opened)
        page.left.connect(self._on_left)
        page.anew_wanted.connect(self._on_anew)
        return page

    def _on_unlocked(self, path: Path, key: DataKey) -> None:
        self._unlocked(path, key)

    def _ask_passphrase(
        self, path: Path, then: Callable[[Path, DataKey], object], *, demo: bool, was_locked: bool = False
    ) -> None:
        self.closing_wanted.emit()
        page = self._unlock or self._make_unlock()
        self._unlocked = then
        self._messages.hide()
        self.shown.emit(page)
        own_demo = path == demo_path() and then == self.open_with
        page.ask(path, demo=demo, was_locked=was_locked, anew=own_demo and not was_locked)

    def _put_back(self, path: Path, copy: Path, key: DataKey) -> None:
        from cadplanner.store.copies import put_back

        try:
            put_back(copy, path, key, at=self._clock())
        except CadError as error:
            self._on_left()
            self._messages.refuse(error)
        else:
            self.open_with(path, key)

    def _ask_keys(self, path: Path, purpose: Purpose, then: Callable[[Chosen], None]) -> None:
        from cadplanner.ui.pages.protect.page import ProtectPage

        self.closing_wanted.emit()
        page = self._protect
        if page is None:
            page = self._protect = ProtectPage(self._today(), self._window)
            page.ready.connect(self._on_ready)
            page.refused.connect(self._messages.refuse)
            page.left.connect(self._on_left)
        self._then = then
        self.shown.emit(page)
        page.ask(path, purpose)

    def _on_ready(self, chosen: Chosen) -> None:
        self._then(chosen)

    def _begin_protecting(self, path: Path) -> None:
        from cadplanner.ui.pages.protect.page import Purpose

        why = (
            "An earlier version of CAD Planner made this file, and whoever has it can read it. Choose a passphrase, "
            "and it becomes a protected one; the file as it is now is kept beside it until you delete it."
        )
        self._ask_keys(path, Purpose(f"Protect {path.name}", why, "&Protect the file"), partial(self._convert, path))

    def _make(self, path: Path, chosen: Chosen) -> None:
        """The keys are made first, in a second process; only then is anything written."""
        from cadplanner.store.unlocking import make_file

        def write(keys: NewKeys) -> None:
            if self._written(partial(make_file, path, keys)) is not None:
                self.open_with(path, keys.key)

        self._with_keys(chosen, write)

    def _convert(self, path: Path, chosen: Chosen) -> None:
        from cadplanner.store.converting import protect

        def write(keys: NewKeys) -> None:
            aside = self._written(partial(protect, path, keys))
            if aside is not None and self.open_with(path, keys.key):
                says = f"The file is protected. As it was, for all to read, it is “{aside.name}” beside it."
                advice = "Delete that one, also from the recycle bin, once you have seen that all is here."
                self._messages.show_message(Severity.CHECK, says, advice)

        self._with_keys(chosen, write)

    def _with_keys(self, chosen: Chosen, write: Callable[[NewKeys], None]) -> None:
        from cadplanner.store.passphrase import calibrated
        from cadplanner.store.unlocking import new_keys

        assert self._protect is not None
        cost = partial(calibrated, monotonic)
        self._protect.work(partial(new_keys, chosen.passphrase, chosen.recovery_key, cost=cost), write)

    def _written(self, step: Callable[[], T]) -> T | None:
        """What was written; None, with a message and what was typed still there, where it could not be."""
        done = self._tried(step)
        if done is None and self._protect is not None:
            self._protect.show_last()
        return done

    def open_demo(self) -> None:
        """Opens the demo; the first time it is made, which takes some seconds."""
        from cadplanner.demo import PATIENTS, SEED, make_demo_file

        path = demo_path()
        if path.exists():
            self.open_file(path)
            return
        self.closing_wanted.emit()
        self._on_left()
        path.parent.mkdir(parents=True, exist_ok=True)
        making = partial(make_demo_file, path, patients=PATIENTS, seed=SEED, today=self._today())
        self.welcome.make_demo(Task(making, self), path)

    def _on_anew(self, path: Path) -> None:
        from cadplanner.demo import put_demo_aside

        if self._tried(partial(put_demo_aside, path, self._today())) is not None:
            self.open_demo()

    def _on_demo_made(self, path: Path) -> None:
        """A demo that was just made opens at once; the next time its passphrase is asked for, and told."""
        from cadplanner.store.unlocking import by_stated_passphrase, unlock

        key = self._tried(partial(unlock, path, by_stated_passphrase))
        if key is not None:
            self.open_with(path, key)

    def _on_not_opened(self, error: CadError, path: Path) -> None:
        if not path.exists():
            self.gone.emit(path)
        if isinstance(error, InUse) and ring(path):
            advice = "That window has come to the front."
            self._messages.show_message(Severity.NOTE, f"“{path.name}” is open in another window.", advice)
            return
        if not isinstance(error, InUse) or "anyway" not in error.advice:
            self._messages.refuse(error)
            return
        again = partial(self.open_file, path, take_over=True)
        self._messages.show_message(Severity.REFUSED, str(error), error.advice, action="Open anyway", on_action=again)

    def _on_left(self) -> None:
        self.closing()
        self.shown.emit(self.welcome)

    def _tried(self, step: Callable[[], T]) -> T | None:
        try:
            return step()
        except CadError as error:
            self._messages.refuse(error)
            return None
