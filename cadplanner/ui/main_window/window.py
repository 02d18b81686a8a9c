"""The window: the rail of pages in the order of the work, menus, messages, and one open file."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from cadplanner.core.keeping.roles import FIRST, sees
from cadplanner.core.model.day import AppointmentDay
from cadplanner.core.model.patient import date_words
from cadplanner.core.model.service_details import ServiceDetails
from cadplanner.errors import NotAllowed
from cadplanner.settings import Settings
from cadplanner.ui.kit.files import ENDING, dropped_file
from cadplanner.ui.kit.header import Header
from cadplanner.ui.kit.icons import retint
from cadplanner.ui.kit.message_bar import MessageBar, Severity
from cadplanner.ui.kit.rail import Rail, Ribbon
from cadplanner.ui.main_window.around import Around
from cadplanner.ui.main_window.doors import Doors
from cadplanner.ui.main_window.drafts import drafts_of
from cadplanner.ui.main_window.kept_copies import show_copies
from cadplanner.ui.main_window.locking import Locking
from cadplanner.ui.main_window.menus import Menus
from cadplanner.ui.main_window.news import News
from cadplanner.ui.main_window.older_file import say_if_older
from cadplanner.ui.main_window.page_stack import PageStack
from cadplanner.ui.main_window.pages import PAGES, SETTINGS
from cadplanner.ui.main_window.reading_ahead import ReadingAhead
from cadplanner.ui.main_window.resume import Resume
from cadplanner.ui.main_window.rewording import Rewording
from cadplanner.ui.main_window.second_place import SecondPlace
from cadplanner.ui.main_window.sign_in import SignInPage
from cadplanner.ui.main_window.status import Status
from cadplanner.ui.main_window.tastes import Tastes
from cadplanner.ui.main_window.telling import Telling
from cadplanner.ui.main_window.tour import Tour
from cadplanner.ui.main_window.trying import Trying
from cadplanner.ui.tasks import end_all
from cadplanner.ui.workspace import Workspace

if TYPE_CHECKING:  # the window is there before the store is needed
    from cadplanner.store.data_key import DataKey
    from cadplanner.store.store import Store

NARROW_BELOW = 150  # average characters: in a narrower window the rail shows pictures alone
LEAST_SIZE = (860, 470)  # pixels: a 1366x768 screen at 150 per cent, less the system's bars
TITLE_BAR = QSize(0, 40)  # pixels: what the system puts round a window


class MainWindow(QMainWindow):
    """One window, at most one open file. Pages are made when they are first shown."""

    def __init__(self, around: Around, settings: Settings) -> None:
        super().__init__()
        self._around = around
        self.tastes = Tastes(settings, self)
        self._workspace: Workspace | None = None
        self.pages_shown = list(PAGES)
        self._sign_in = SignInPage(around.clock, self)
        self._sign_in.hide()  # else its letters would be taken under every page
        self._build()
        self.locking = Locking(self, self._menus, self.tastes)
        self.tour = Tour(self, self.tastes)
        self._whole.insertWidget(self._whole.indexOf(self.status), self.tour.bar)
        self._wire()
        self._menus.news_wanted.connect(News(self, self.tastes).show)
        self._show_welcome()
        ReadingAhead(self)

    @property
    def workspace(self) -> Workspace | None:
        """The open file; None on the welcome page."""
        return self._workspace

    @property
    def messages(self) -> MessageBar:
        """Where the window says what happened."""
        return self._header.bar

    @property
    def page(self) -> QWidget:
        """The page being shown."""
        return self._stack.page

    def place(self) -> Resume:
        """Where she is, and what she has begun to type."""
        return Resume(self._stack.key, self._workspace.day_id if self._workspace else "", drafts_of(self._stack.made))

    def open_file(self, path: Path) -> bool:
        """Asks for what opens a file, in place of the one open now; False, with a message, where nothing can."""
        if self._workspace is not None and self._workspace.store.path == path:
            return True
        return self.doors.open_file(path)

    def open_with(self, path: Path, key: DataKey) -> bool:
        """Opens a file by its key; False, with a message, where it cannot be."""
        return self.doors.open_with(path, key)

    def close_file(self) -> None:
        """Goes back to the welcome page; everything is saved already."""
        store = self.leave_store() or self._sign_in.take()
        self.locking.end()
        self.doors.key = None
        if store is not None:
            store.close()

    def leave_store(self) -> Store | None:
        """Goes back to the welcome page without closing the store; returns it, for whoever opened it."""
        self.tour.end()
        if self._workspace is not None:
            self._workspace.cancel()
        self._stack.leave()
        workspace, self._workspace = self._workspace, None
        self._show_welcome()
        if workspace is None:
            return None
        end_all(workspace)
        workspace.deleteLater()
        return workspace.store

    def show_store(self, store: Store) -> None:
        """Shows an open store: its pages, its days, its undo; where people are named, who is working is asked first."""
        if store.operator is None and store.operators():
            self._ask_who(store)
            return
        around = self._around
        workspace = Workspace(store, clock=around.clock, new_id=around.new_id, who=around.who, parent=self)
        self._workspace = workspace
        workspace.changed.connect(self._on_changed)
        workspace.day_changed.connect(self._header.choice.choose)
        workspace.undo_stack.moved.connect(self._on_undo_moved)
        workspace.noted.connect(self._on_undo_moved)
        Telling(workspace, self.messages)
        Rewording(workspace, self._stack, self.show_page)
        self.doors.closing()
        self.messages.hide()
        self.pages_shown = [line for line in PAGES if sees(workspace.role, line.key)]
        self._rail.show_only({line.key for line in self.pages_shown})
        self._rail.show()
        self._reload_days()
        self._show_details()
        self._on_undo_moved()
        self.status.show_saved(None)
        self._menus.show_who(workspace.who if store.operator else "")
        self.show_page(FIRST[workspace.role] if workspace.role in FIRST else PAGES[0].key)
        self.status.watch_soon(workspace)
        Trying(workspace, self.tastes, self.messages.refuse)
        SecondPlace(workspace, self.tastes)
        say_if_older(workspace, self.messages)
        self.locking.come_back()
        self.tour.begin(workspace)

    def switch_person(self) -> None:
        """Takes everything off the screen and asks who is working, without closing the file."""
        if self._workspace is not None and self._workspace.store.operators():
            store = self.leave_store()
            assert store is not None
            self._ask_who(store)

    def _ask_who(self, store: Store) -> None:
        self.doors.closing()
        self._sign_in.ask(store)
        self._stack.show_outside(self._sign_in)

    def show_page(self, key: str) -> None:
        """Goes to a page; it is made now if it is the first time."""
        line = next((line for line in self.pages_shown if line.key == key), None)
        if self._workspace is None or line is None:
            self._refuse_page(key)
            return
        self._stack.show_page(line, self._workspace)
        self._rail.show_chosen(key)
        self._show_title()

    def show_settings(self) -> None:
        """Goes to the settings; with no file open to those of this computer."""
        from cadplanner.ui.main_window.settings_outside import show_outside

        if self._workspace is not None:
            self.show_page(SETTINGS)
        else:
            show_outside(self._stack, self.tastes)

    def _refuse_page(self, key: str) -> None:
        """Says why a page that there is does not open."""
        title = next((line.title for line in PAGES if line.key == key), "")
        if self._workspace is not None and title:
            says = f"“{title}” is not opened by “{self._workspace.role}”."
            self.messages.refuse(NotAllowed(says, "Ask a coordinator, or let one sign in (File, Switch person)."))

    def _build(self) -> None:
        self.setMinimumSize(*LEAST_SIZE)
        self.resize(QSize(1280, 720).boundedTo(self.screen().availableSize() - TITLE_BAR))
        self.setAcceptDrops(True)
        self._ribbon = Ribbon("DEMO", "Invented people, to try things out. Not for real patients.")
        self._rail = Rail()
        for line in PAGES:
            self._rail.add(line.key, line.title, line.icon, shortcut=line.shortcut, at_foot=line.at_foot)
        self._header = Header("Day shown on the pages")
        self.status = Status(self.messages.refuse)
        self.doors = Doors(self._header.bar, self._around.clock, self)
        self._stack = PageStack(self.doors.welcome, self.tastes)
        beside = QVBoxLayout()
        beside.setSpacing(0)
        beside.addWidget(self._header)
        beside.addWidget(self._stack, 1)
        below = QHBoxLayout()
        below.setSpacing(0)
        below.addWidget(self._rail)
        below.addLayout(beside, 1)
        middle = QWidget()
        self._whole = QVBoxLayout(middle)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(0)
        self._whole.addWidget(self._ribbon)
        self._whole.addLayout(below, 1)
        self._whole.addWidget(self.status)
        middle.setMinimumSize(1, 1)  # what has no room gives way; the window never grows beyond the screen for it
        self.setCentralWidget(middle)
        self._menus = Menus(self.menuBar(), PAGES, self)
        self._menus.show_look(self.tastes.theme, self.tastes.text_size)
        self._menus.show_recent(self.tastes.recent_files)

    def _wire(self) -> None:
        menus = self._menus
        menus.new_wanted.connect(self.doors.ask_new)
        menus.open_wanted.connect(self.doors.ask_open)
        menus.restore_wanted.connect(self.doors.ask_restore)
        menus.copies_wanted.connect(lambda: show_copies(self, self))
        menus.settings_wanted.connect(self.show_settings)
        menus.find_wanted.connect(self._on_find_wanted)
        menus.help_wanted.connect(self._on_help_wanted)
        menus.support_wanted.connect(self._on_support_wanted)
        menus.tour_wanted.connect(self.tour.take_up)
        menus.recent_wanted.connect(self.open_file)
        menus.switch_wanted.connect(self.switch_person)
        self._sign_in.signed_in.connect(self.show_store)
        self._sign_in.left.connect(self.close_file)
        menus.close_wanted.connect(self.close_file)
        menus.quit_wanted.connect(self.close)
        menus.undo_wanted.connect(self._on_undo_wanted)
        menus.redo_wanted.connect(self._on_redo_wanted)
        menus.page_wanted.connect(self.show_page)
        menus.text_size_wanted.connect(self.tastes.choose_text_size)
        menus.theme_wanted.connect(self.tastes.choose_theme)
        self.tastes.changed.connect(self._on_tastes_changed)
        self._rail.chosen.connect(self.show_page)
        self._stack.wants_page.connect(self.show_page)
        self._stack.wants_referral.connect(self._on_referral_wanted)
        self._header.choice.chosen.connect(self._on_day_chosen)
        self.doors.opened.connect(self._on_opened)
        self.doors.shown.connect(self._stack.show_outside)
        self.doors.closing_wanted.connect(self.close_file)
        self.doors.gone.connect(self.tastes.gone)

    def _on_referral_wanted(self, referral_id: str) -> None:
        self.show_page("waiting_list")
        self.page.show_referral(referral_id)  # type: ignore[attr-defined]

    def _show_welcome(self) -> None:
        self._rail.hide()
        self._ribbon.hide()
        self.status.clear()
        self._menus.show_who("")
        self.doors.welcome.show_recent(self.tastes.recent_files)
        self._stack.show_outside(self.doors.welcome)
        self._show_title()
        self.setWindowTitle("CAD Planner")
        self._on_undo_moved()

    def _on_opened(self, store: Store) -> None:
        self.show_store(store)
        if store.path is not None:
            self.tastes.opened(store.path)
            self.locking.begin(store.path)

    def _show_details(self) -> None:
        assert self._workspace is not None
        details, path = self._workspace.store.details(), self._workspace.store.path
        self._ribbon.setVisible(details.demo)
        name = path.name if path is not None else "Not kept in a file"
        who = (self._workspace.who,) if self._workspace.store.operator else ()
        self.status.show_file(name, *who, details.name)
        self.setWindowTitle(f"{name} - CAD Planner")

    def _show_title(self) -> None:
        title = next((line.title for line in PAGES if line.key == self._stack.key), "")
        self._header.show_title(title, with_choice=self._stack.needs_day)

    def _reload_days(self) -> None:
        assert self._workspace is not None
        days = self._workspace.store.days()
        self._header.choice.set_choices((day.id, f"{date_words(day.on)}  {day.name}") for day in days)
        self._header.choice.choose(self._workspace.day_id)
        self._show_title()

    def _on_day_chosen(self, day_id: str) -> None:
        if self._workspace is not None:
            self._workspace.choose_day(day_id)

    def _on_changed(self, kinds: frozenset[type]) -> None:
        self.status.show_saved(self._around.clock())
        if AppointmentDay in kinds:
            self._reload_days()
        if ServiceDetails in kinds:
            self._show_details()

    def _on_undo_wanted(self) -> None:
        if self._workspace is not None:
            self._workspace.undo()

    def _on_find_wanted(self) -> None:
        from cadplanner.ui.main_window.palette import Palette

        Palette(self, self).open()

    def _on_help_wanted(self) -> None:
        from cadplanner.ui.main_window.help import show_help

        show_help(self, self._stack.key)

    def _on_support_wanted(self) -> None:
        from cadplanner.ui.main_window.support import show_support

        show_support(self, self.tastes, self._stack.key, self._workspace)

    def _on_redo_wanted(self) -> None:
        if self._workspace is not None:
            self._workspace.undo_stack.redo()

    def _on_undo_moved(self) -> None:
        workspace = self._workspace
        self._menus.show_undo(workspace.undo_words if workspace else "", workspace.undo_stack if workspace else None)

    def _on_tastes_changed(self) -> None:
        self._menus.show_look(self.tastes.theme, self.tastes.text_size)
        self._menus.show_recent(self.tastes.recent_files)
        self.doors.welcome.show_recent(self.tastes.recent_files)

    def _accept_file(self, path: Path) -> None:
        """A list goes to the page that takes lists; the page is shown first."""
        for line in self.pages_shown:
            if self._workspace is not None and line.takes_lists:
                self.show_page(line.key)
                self.page.accept_file(path)  # type: ignore[attr-defined]
                return
        advice = "Make a new file or open one, then drop the list again."
        self.messages.show_message(Severity.NOTE, "A list needs a file to go into.", advice)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_file(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = dropped_file(event)
        if path is None:
            return
        event.acceptProposedAction()
        # once the drag is over: what follows may open a dialog
        QTimer.singleShot(
            0, self, partial(self.open_file if path.suffix.lower() == ENDING else self._accept_file, path)
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._rail.set_narrow(narrow=event.size().width() < NARROW_BELOW * self.fontMetrics().averageCharWidth())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            retint(self)
        elif event.type() is QEvent.Type.FontChange:
            QTimer.singleShot(0, self, partial(retint, self))  # in its own turn: every drawing in another size

    def closeEvent(self, event: QCloseEvent) -> None:
        self.tastes.stood(self.saveGeometry().toBase64().toStdString())
        self.doors.closing()
        self.close_file()
        super().closeEvent(event)
