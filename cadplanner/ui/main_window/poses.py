"""The window's own states, for pictures of it: before a file is open, and its dialogs over the pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from cadplanner.core.model.edit import Change, Edit
from cadplanner.core.model.operator import Operator, Role, kept_pin
from cadplanner.errors import CadError
from cadplanner.ui.kit.message_bar import Severity
from cadplanner.ui.main_window.sign_in import SignInPage
from cadplanner.ui.main_window.tour_steps import STEPS

if TYPE_CHECKING:
    from cadplanner.ui.main_window.window import MainWindow

Posed = str | tuple[str, QWidget]
LONG = "“Waiting list of the musculoskeletal service, as exported.xlsx” could not be read: row 1 has no headings."
ADVICE = "Choose the sheet that has them, or save the list as CSV in your record system and drop it here again."


def at_the_door(window: MainWindow, path: Path) -> Iterator[Posed]:
    """What is shown while no file is open: the first page, and those that ask for what opens a file."""
    yield "welcome"
    window.tastes.opened(path)
    window.doors.open_file(path)
    yield "unlock"
    yield from _of_page("unlock", window)
    window.doors.new_file(path.with_name("Musculoskeletal service, north and west.cad"))
    yield "protect"
    yield from _of_page("protect", window)
    window.close_file()
    yield "welcome-recent"
    window.show_settings()
    yield "settings"
    window.close_file()


def _of_page(name: str, window: MainWindow) -> Iterator[Posed]:
    for pose in getattr(window.page, "poses", tuple)():
        yield f"{name}-{pose}"


def team(window: MainWindow) -> Iterator[Posed]:
    """Who is working is asked, in a file that names its people."""
    workspace = window.workspace
    assert workspace is not None
    who = Operator("posing", "Carol Testwell", Role.COORDINATOR, kept_pin("2580", b"1" * 16))
    workspace.do(Edit("Add Carol Testwell", (Change(None, who),)))
    window.switch_person()
    yield "sign-in"
    page = window.page
    assert isinstance(page, SignInPage)
    page.submit()
    yield "sign-in-wrong"


def dialogs(window: MainWindow) -> Iterator[Posed]:
    """The bar with long messages, and every dialog of the window."""
    window.show_page("day")
    window.messages.refuse(CadError(LONG, ADVICE))
    yield "message-refused"
    window.messages.say("Invited 150 people to Saturday's day.", action="Undo", on_action=window.close)
    yield "message-done"
    window.messages.show_message(Severity.CHECK, LONG, ADVICE, action="Print them again", on_action=window.close)
    yield "message-check"
    window.messages.hide()
    yield from _tour(window)


def _tour(window: MainWindow) -> Iterator[Posed]:
    """The tour at each of its steps, as it begins."""
    window.tour.take_up()
    for number in range(1, len(STEPS)):
        yield f"tour-{number}"
        window.tour.bar.skip.click()
    yield f"tour-{len(STEPS)}"
    window.tour.bar.close_button.click()
