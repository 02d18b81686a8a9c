"""What can be found: pages, days, stations, patients, and the verbs of the menus and of the page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice
from typing import Any, Protocol

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QMenu, QMenuBar, QWidget

from cadplanner.core.keeping.roles import sees
from cadplanner.core.model.patient import Patient, date_words
from cadplanner.core.model.plan import Plan
from cadplanner.ui.kit.text import unlettered
from cadplanner.ui.main_window.menus import FIND, GO
from cadplanner.ui.main_window.pages import PageLine
from cadplanner.ui.workspace import Workspace

MOST = 60  # rows shown: whoever types goes on typing
LEAST_LETTERS = 2  # before people are looked for
HERE = "On this page"
KEY_GAP, KEY = "   ", re.compile(r"F\d+|Ctrl\+.+")
"""How a button's words end where they name its key: 'Walk-in   F3'."""


class Window(Protocol):
    """What finding needs of the window."""

    @property
    def workspace(self) -> Workspace | None: ...
    @property
    def page(self) -> Any: ...
    @property
    def pages_shown(self) -> list[PageLine]: ...
    def menuBar(self) -> QMenuBar: ...
    def show_page(self, key: str) -> None: ...


@dataclass(frozen=True, slots=True)
class Findable:
    """One thing that can be gone to or done: its words, what kind of thing it is, its keys."""

    words: str
    kind: str
    does: Callable[[], object]
    keys: str = ""

    @property
    def id(self) -> str:
        """What it is known by in a list."""
        return f"{self.kind}: {self.words}"


def found(things: list[Findable], typed: str) -> tuple[Findable, ...]:
    """Those in which every typed word begins a word; those that begin as what was typed come first."""
    from cadplanner.store.search import folded

    wanted = folded(typed)
    named = [(folded(thing.words), folded(thing.kind), thing) for thing in things]
    fits = [
        (not words.startswith(wanted), thing)
        for words, kind, thing in named
        if all(f" {word}" in f" {words} {kind}" for word in wanted.split())
    ]
    return tuple(thing for _, thing in sorted(fits, key=lambda each: each[0])[:MOST])


def things_of(window: Window) -> list[Findable]:
    """All that can be found but patients, each once, in the order in which they are offered."""
    every = chain(_pages(window), _on_the_page(window), _days(window), _stations(window), _in_the_menus(window))
    return list({thing.id: thing for thing in every}.values())


def people_of(window: Window, typed: str) -> list[Findable]:
    """The patients that what was typed finds: at the desk those of the day, on the waiting list everybody."""
    workspace = window.workspace
    if workspace is None or len(typed.strip()) < LEAST_LETTERS:
        return []
    return [*_at_the_desk(window, workspace, typed), *_on_the_list(window, workspace, typed)]


def _pages(window: Window) -> Iterator[Findable]:
    if window.workspace is not None:
        for line in window.pages_shown:
            keys = QKeySequence(line.shortcut).toString(QKeySequence.SequenceFormat.NativeText)
            yield Findable(line.title, "Page", partial(window.show_page, line.key), keys)


def _days(window: Window) -> Iterator[Findable]:
    workspace = window.workspace
    for day in workspace.store.days() if workspace is not None else ():
        assert workspace is not None
        yield Findable(f"{date_words(day.on)}  {day.name}", "Day", partial(workspace.choose_day, day.id))


def _stations(window: Window) -> Iterator[Findable]:
    plan = _plan(window.workspace)
    if plan is not None and _shows(window, "board"):
        for station in plan.stations:
            yield Findable(station.name, "Station, on the board", partial(_open_station, window, station.id))


def _on_the_page(window: Window) -> Iterator[Findable]:
    """The buttons and verbs that can be used now; not those inside a list, which are reached through its rows."""
    page: QWidget = window.page
    for button in page.findChildren(QAbstractButton):
        words = unlettered(button.text()) or button.accessibleName()
        if words and button.isVisible() and button.isEnabled() and not _inside_a_list(button):
            keys = button.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            said, gap, after = words.partition(KEY_GAP)
            named = gap and KEY.fullmatch(after)
            shown = after if named else "" if keys.startswith("Alt+") else keys
            yield Findable(said if named else words, HERE, button.click, shown)
    for action in page.findChildren(QAction):
        owner = action.parent()
        if isinstance(owner, QWidget) and not isinstance(owner, QMenu) and owner.isVisible():
            yield from _verb(action, HERE)


def _in_the_menus(window: Window) -> Iterator[Findable]:
    for top in window.menuBar().actions():
        if top.text() != GO:
            yield from _under(top, f"Menu {unlettered(top.text())}")


def _under(action: QAction, kind: str) -> Iterator[Findable]:
    """The lines of a menu and of those inside it, with the way there: 'Text size: 125 %'."""
    menu = action.menu()
    if not isinstance(menu, QMenu) or not action.isEnabled():
        return
    for line in menu.actions():
        inner = line.menu()
        if isinstance(inner, QMenu):
            for each in _under(line, kind):
                yield Findable(f"{unlettered(line.text())}: {each.words}", kind, each.does, each.keys)
        else:
            yield from _verb(line, kind)


def _verb(action: QAction, kind: str) -> Iterator[Findable]:
    words = unlettered(action.text())
    usable = action.isEnabled() and action.isVisible() and not action.isSeparator()
    if words and usable and not isinstance(action.menu(), QMenu) and action.objectName() != FIND:
        yield Findable(words, kind, action.trigger, _keys(action))


def _at_the_desk(window: Window, workspace: Workspace, typed: str) -> Iterator[Findable]:
    plan = _plan(workspace)
    if plan is not None and _shows(window, "desk"):
        from cadplanner.ui.todays_list import TodaysList

        for appointment_id in TodaysList(plan).found(typed)[: MOST // 3]:
            patient = plan.patient[plan.appointment[appointment_id].patient_id]
            yield Findable(_who(patient), "At the desk", partial(_open_person, window, appointment_id))


def _on_the_list(window: Window, workspace: Workspace, typed: str) -> Iterator[Findable]:
    if _shows(window, "waiting_list"):
        for patient in workspace.store.find_patients(typed, MOST // 3):
            for referral in islice(workspace.store.referrals_of_patient(patient.id), 1):
                yield Findable(_who(patient), "On the waiting list", partial(_open_referral, window, referral.id))


def _open_station(window: Window, station_id: str) -> None:
    window.show_page("board")
    window.page.open_station(station_id)


def _open_person(window: Window, appointment_id: str) -> None:
    window.show_page("desk")
    window.page.show_person(appointment_id)


def _open_referral(window: Window, referral_id: str) -> None:
    window.show_page("waiting_list")
    window.page.show_referral(referral_id)


def _who(patient: Patient) -> str:
    """'SMITH, John (Mr), born 12-Jun-1957': two of one name are told apart."""
    born = f", born {date_words(patient.birth_date)}" if patient.birth_date else ""
    return f"{patient.staff_name}{born}"


def _plan(workspace: Workspace | None) -> Plan | None:
    return workspace.store.plan(workspace.day_id) if workspace is not None and workspace.day_id else None


def _shows(window: Window, page: str) -> bool:
    return window.workspace is not None and sees(window.workspace.role, page)


def _actions_under(window: Window, words: str) -> Iterator[QAction]:
    for top in window.menuBar().actions():
        menu = top.menu()
        if top.text() == words and isinstance(menu, QMenu):
            yield from menu.actions()


def _inside_a_list(button: QAbstractButton) -> bool:
    above = button.parentWidget()
    while above is not None and not isinstance(above, QAbstractItemView):
        above = above.parentWidget()
    return above is not None


def _keys(action: QAction) -> str:
    return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
