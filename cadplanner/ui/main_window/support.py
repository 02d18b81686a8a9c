"""The report for support: versions, the screen, the log without anything about a person; shown, then saved."""

from __future__ import annotations

import platform
from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialogButtonBox, QFileDialog, QPlainTextEdit, QPushButton, QWidget

from cadplanner import __version__
from cadplanner.core.keeping.for_support import lines_for_support
from cadplanner.errors import not_written
from cadplanner.paths import home
from cadplanner.ui.kit.files import documents
from cadplanner.ui.kit.sheet import Sheet
from cadplanner.ui.kit.text import PlainLabel
from cadplanner.ui.kit.theme import Role
from cadplanner.ui.main_window.tastes import Tastes
from cadplanner.ui.workspace import Workspace

LOGS = ("log.txt.1", "log.txt")
WHY = (
    "This is all that the report holds: read it before you send it. It names nobody, and no file or folder. "
    "Add in your own words what you did and what you saw; leave names and numbers of patients out."
)


def report(tastes: Tastes, page: str, workspace: Workspace | None, log: Iterable[str]) -> str:
    """The report as text; `page` is the key of the page being shown, `log` the lines of the log."""
    screens = (screen.geometry().size() for screen in QGuiApplication.screens())
    ratio = QGuiApplication.primaryScreen().devicePixelRatio()
    about = {
        "CAD Planner": __version__,
        "Python": platform.python_version(),
        "Qt": f"{qVersion()}, {QGuiApplication.platformName()}",
        "System": f"{platform.system()} {platform.release()} {platform.version()}, {platform.machine()}",
        "Screens": f"{', '.join(f'{size.width()} x {size.height()}' for size in screens)}, at {ratio:.0%}",
        "Look": f"{tastes.theme.value}, text at {tastes.text_size} %, locks after {tastes.lock_after} minutes",
        "Page": page or "none",
        "File": _file_words(workspace),
    }
    head = "\n".join(f"{name}: {value}" for name, value in about.items())
    return f"CAD Planner: report for support\n\n{head}\n\nLog\n\n{chr(10).join(lines_for_support(log))}\n"


def kept_log(folder: Path) -> tuple[str, ...]:
    """The lines of the log that is kept there, the latest last; () where there is none."""
    lines: list[str] = []
    for name in LOGS:
        try:
            lines += (folder / name).read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError:
            continue
    return tuple(lines)


class SupportDialog(Sheet):
    """Shows the report; nothing is written until she says where, and nothing is ever sent."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, title="Report for support", wide=90, high=24)
        self._build(text)
        self._save.clicked.connect(self._on_save)
        self._buttons.rejected.connect(self.reject)

    def _build(self, text: str) -> None:
        self.text = QPlainTextEdit(text, self)
        self.text.setReadOnly(True)
        self.text.setAccessibleName("The report")
        self._said = PlainLabel("", self, role=Role.BAD_TEXT, wrap=True)
        self._said.hide()
        self._save = QPushButton("&Save the report…", self)
        self._save.setProperty("primary", "yes")
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        self._buttons.addButton(self._save, QDialogButtonBox.ButtonRole.ActionRole)
        self.column.addWidget(PlainLabel(WHY, self, role=Role.TEXT_SOFT, wrap=True))
        self.column.addWidget(self.text, 1)
        self.column.addWidget(self._said)
        self.set_foot(self._buttons)

    def _on_save(self) -> None:
        where = str(documents() / "CAD Planner report.txt")
        name, _ = QFileDialog.getSaveFileName(self, "Save the report", where, "Text (*.txt)")
        if not name:
            return
        try:
            Path(name).write_text(self.text.toPlainText(), encoding="utf-8")
        except OSError as error:
            problem = not_written(f"“{Path(name).name}”", error)
            self._said.setText(f"{problem} {problem.advice}")
            self._said.show()
        else:
            self.accept()


def show_support(parent: QWidget, tastes: Tastes, page: str, workspace: Workspace | None) -> None:
    """Opens the report for support."""
    dialog = SupportDialog(report(tastes, page, workspace, kept_log(home())), parent)
    dialog.exec()
    dialog.deleteLater()


def _file_words(workspace: Workspace | None) -> str:
    if workspace is None:
        return "none open"
    path, days = workspace.store.path, len(workspace.store.days())
    size = f"{path.stat().st_size / 1_000_000:.1f} MB" if path is not None and path.exists() else "in memory"
    return f"{size}, {days} {'day' if days == 1 else 'days'}, {workspace.undo_stack.count()} steps to undo or redo"
