"""The contingency pack kept fresh: after each change, in the background, in the folder she chose."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from cadplanner.core.model.edit import edit_between
from cadplanner.errors import CadError, CannotWrite
from cadplanner.paths import home
from cadplanner.printing.words import counted
from cadplanner.ui.tasks import Task
from cadplanner.ui.workspace import Workspace

SETTLES = 3_000  # milliseconds without a change before the pack is made again
RETRY = 60_000  # milliseconds between tries at a folder that fails
AGES = 30_000  # milliseconds between looks at how old it is
KEPT_IN = "contingency.json"


class Contingency(QObject):
    """One for each workspace, `contingency_of` gives it; `told` has the sentence for the status bar."""

    told = Signal(str)
    """How old the pack is, or why there is none."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._task: Task | None = None
        self._made_at: datetime | None = None
        self._failed = False
        self._settles, self._ages = QTimer(self), QTimer(self)
        self.folder = _kept_folder()
        self._settles.setSingleShot(True)
        self._settles.timeout.connect(self.refresh)
        self._ages.timeout.connect(self._on_aged)
        self._ages.start(AGES)
        workspace.changed.connect(self._on_changed)
        workspace.day_changed.connect(self._on_another_day)
        if self.folder is not None:
            self._settles.start(SETTLES)

    def choose(self, folder: Path | None) -> None:
        """Keeps the pack in that folder from now on, on this PC; None keeps it no more (the last one stays there)."""
        try:
            _keep_folder(folder)
        except OSError as error:
            advice = "It is kept until the program is closed. Choose the folder again next time."
            self._workspace.refused.emit(CannotWrite(f"The folder was not remembered: {error.strerror}.", advice))
        self.folder, self._made_at, self._failed = folder, None, False
        self.refresh()

    @property
    def password(self) -> str:
        """What opens the pack; '' for one that opens without."""
        return self._workspace.store.details().pack_password

    def seal_with(self, password: str) -> None:
        """The pack opens with that password alone from now on; '' takes it away. Kept in the protected file."""
        before = self._workspace.store.details()
        label = "Give the contingency pack a password" if password else "Take the contingency pack's password away"
        self._workspace.do(edit_between(label, (before,), (replace(before, pack_password=password),)))
        self._tell()

    def refresh(self) -> None:
        """Makes the pack now, in a second process; `told` follows."""
        from cadplanner.printing.contingency import refresh  # half a second, for pages that only show the line
        from cadplanner.printing.sheet import Paper

        self.stop()
        day_id = self._workspace.day_id
        if self.folder is None or not day_id:
            self._tell()
            return
        store = self._workspace.store
        paper = Paper(store.details(), self._workspace.clock(), store.version_of(day_id))
        self._task = Task(partial(refresh, store.plan(day_id), paper, self.folder), self)
        self._task.answered.connect(lambda _: self._on_refreshed(paper.printed_at))
        self._task.failed.connect(self._on_failed)
        self._task.start()

    def stop(self) -> None:
        """Ends what is under way; the pack in the folder stays as it is."""
        self._settles.stop()
        if self._task is not None:
            self._task.stop()
            self._task = None

    def says(self) -> str:
        """'Contingency pack of 11:42, 3 minutes old'; '' while none is kept."""
        if self.folder is None:
            return ""
        late = "Contingency pack not up to date"
        if self._made_at is None:
            return late if self._failed else "Contingency pack is being made"
        minutes = int((self._workspace.clock() - self._made_at).total_seconds() // 60)
        age = "just made" if minutes < 1 else f"{counted(minutes, 'minute', 'minutes')} old"
        if minutes >= 120:
            age = f"{minutes // 60} hours old"
        words = f"Contingency pack of {self._made_at.astimezone():%H:%M}, {age}"
        return f"{late}: {words[0].lower()}{words[1:]}" if self._failed or self._settles.isActive() else words

    def _on_changed(self, _: object) -> None:
        if self.folder is not None:
            self._settles.start(SETTLES)
            self._tell()

    def _on_aged(self) -> None:
        if self.folder is not None:
            self._tell()

    def _on_another_day(self, _: str) -> None:
        self._made_at = None
        self._on_changed("")

    def _on_refreshed(self, made_at: datetime) -> None:
        self._made_at, self._failed = made_at, False
        self._tell()

    def _on_failed(self, says: str) -> None:
        """Said once; then tried again without a word until it works or another folder is chosen."""
        if not self._failed:
            self._workspace.refused.emit(CadError(says, ""))
        self._failed = True
        self._settles.start(RETRY)
        self._tell()

    def _tell(self) -> None:
        self.told.emit(self.says())


def contingency_of(workspace: Workspace) -> Contingency:
    """The one of this workspace; made when it is first asked for, gone with the workspace."""
    there = workspace.findChild(Contingency)
    return there if isinstance(there, Contingency) else Contingency(workspace)


def _kept_folder() -> Path | None:
    try:
        kept = json.loads((home() / KEPT_IN).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    folder = kept.get("folder") if isinstance(kept, dict) else None
    return Path(folder) if isinstance(folder, str) and folder else None


def _keep_folder(folder: Path | None) -> None:
    home().mkdir(parents=True, exist_ok=True)
    (home() / KEPT_IN).write_text(json.dumps({"folder": str(folder or "")}), encoding="utf-8")
