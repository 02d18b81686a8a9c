"""Copies of the open file, made in a second process as it changes, and before an import."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from cadplanner.errors import CadError
from cadplanner.store.copies import Copy, Sound, copies_folder, copies_in, drill, drop, make_copy, thin_out
from cadplanner.store.data_key import DataKey
from cadplanner.ui.kit.files import documents
from cadplanner.ui.tasks import Task
from cadplanner.ui.workspace import Workspace

EVERY = timedelta(minutes=15)
LOOKS_EVERY = 60_000  # milliseconds
FIRST_AFTER = 3_000  # milliseconds: the page is there first
LOOKS_AGAIN = 100  # milliseconds
TRY_EVERY = timedelta(days=30)


class Copying(QObject):
    """One for each workspace, `copying_of` gives it. A file in memory has no copies."""

    made = Signal(object)
    """A Copy that was made and verified."""
    failed = Signal(object)
    """A CadError: there is no new copy; the file is as it was."""
    tried = Signal(object)
    """The Sound of the latest copy, put into an empty folder and read there."""
    not_tried = Signal(object)
    """A CadError: the latest copy could not be read there."""

    second_chosen = Signal(Path)
    """The folder that second copies go to from now on."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._changed = True
        self.tried_on: date | None = None
        """When a copy was last tried and found good; whoever remembers it sets it."""
        self.second: Path | None = None
        """Where second copies go; whoever remembers it sets it."""
        self._last = datetime.min.replace(tzinfo=workspace.clock().tzinfo)
        self._task: Task | None = None
        workspace.changed.connect(self._on_changed)
        self.made.connect(lambda _copy: workspace.store.remember())
        self._clock = QTimer(self)
        self._clock.timeout.connect(self.look)

    def begin(self) -> None:
        """A copy soon, and one every quarter of an hour in which something changed."""
        if self._file is not None:
            QTimer.singleShot(FIRST_AFTER, self, self.look)
            self._clock.start(LOOKS_EVERY)

    @property
    def folder(self) -> Path | None:
        """Where the copies are; None for a file in memory."""
        path = self._workspace.store.path
        return copies_folder(path) if path is not None else None

    @property
    def copies(self) -> tuple[Copy, ...]:
        """The copies there are, the latest first."""
        file = self._file
        return copies_in(copies_folder(file[0]), file[0]) if file is not None else ()

    @property
    def busy(self) -> bool:
        """Whether a copy is being made in the second process."""
        return self._task is not None and self._task.running

    def look(self) -> None:
        """Begins a copy where one is due."""
        if self._file is not None and self._changed and self._workspace.clock() - self._last >= EVERY:
            self.copy_soon()

    def copy_soon(self, folder: Path | None = None) -> None:
        """Makes a copy in a second process, in that folder or in the usual one."""
        file = self._file
        if file is None or self.busy:
            return
        self._changed, self._last = False, self._workspace.clock()
        self._task = Task(partial(copied, *file, folder or copies_folder(file[0]), self._last), self)
        self._task.answered.connect(self.made)
        self._task.failed.connect(self._on_failed)
        self._task.start()

    def ask_second(self, parent: QWidget) -> Path | None:
        """The folder of second copies; asked for where none was chosen or it is not there. None: a change of mind."""
        if self.second is not None and self.second.is_dir():
            return self.second
        words = "Where to put a second copy"
        folder = QFileDialog.getExistingDirectory(parent, words, str(self.second or documents()))
        if not folder:
            return None
        self.second = Path(folder)
        self.second_chosen.emit(self.second)
        return self.second

    def copy_first(self, then: Callable[[], object]) -> None:
        """A copy of now, or the try of one, and only then that. A file in memory has no copies."""
        if self._file is None:
            then()
            return
        if self.busy:  # that one is of before
            QTimer.singleShot(LOOKS_AGAIN, self, partial(self.copy_first, then))
            return

        def over() -> None:
            self.made.disconnect(over)
            self.failed.disconnect(over)
            then()

        self.made.connect(over)
        self.failed.connect(over)
        self.copy_soon()

    def copy_now(self) -> bool:
        """A copy before anything else is done; False, with `failed`, where none could be made."""
        file = self._file
        if file is None:
            return True
        self._last = self._workspace.clock()
        try:
            self.made.emit(copied(*file, copies_folder(file[0]), self._last))
        except CadError as error:
            self.failed.emit(error)
            return False
        self._changed = False
        return True

    def try_latest(self) -> bool:
        """Tries the latest copy as on a second laptop; False where there is none."""
        file, copies = self._file, self.copies
        if file is None or not copies:
            return False
        task = Task(partial(tried, copies[0], file[1]), self)
        task.answered.connect(self._on_tried)
        task.failed.connect(self._on_not_tried)
        task.start()
        return True

    @property
    def _file(self) -> tuple[Path, DataKey] | None:
        store = self._workspace.store
        return None if store.path is None or store.key is None else (store.path, store.key)

    def _on_changed(self, _kinds: frozenset[type]) -> None:
        self._changed = True

    @property
    def is_try_due(self) -> bool:
        """Whether no copy was found good for a month."""
        return self.tried_on is None or self._workspace.today() - self.tried_on >= TRY_EVERY

    def _on_tried(self, sound: Sound) -> None:
        self.tried_on = self._workspace.today()
        self.tried.emit(sound)

    def _on_not_tried(self, says: str) -> None:
        advice = "Make a new copy now and try that one (File, Copies of this file). Keep the others until it is good."
        self.not_tried.emit(CadError("The latest copy of the file is of no use.", f"{says} {advice}"))

    def _on_failed(self, says: str) -> None:
        self._changed = True
        self.failed.emit(CadError("No copy of the file was made.", says))


def copied(path: Path, key: DataKey, folder: Path, at: datetime) -> Copy:
    """A new copy in that folder, where the old ones are thinned out. Raises CannotWrite and CannotRead."""
    copy = make_copy(path, key, folder, at=at)
    drop(thin_out(copies_in(folder, path)))
    return copy


def tried(copy: Copy, key: DataKey) -> Sound:
    """What a copy holds, tried in an empty folder that is gone afterwards. Raises CannotRead and CannotWrite."""
    with tempfile.TemporaryDirectory() as scratch:
        return drill(copy, key, Path(scratch))


def copying_of(workspace: Workspace) -> Copying:
    """The copies of the file open in this workspace: always the same one."""
    return workspace.findChild(Copying) or Copying(workspace)
