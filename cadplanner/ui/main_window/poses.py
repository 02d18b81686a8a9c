"""The window's own states, for pictures of it: before a file is open, and its dialogs over the pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from cadplanner.core.model.edit import Change, Edit
from cadplanner.core.model.operator import Operator, Role, kept_pin
from cadplanner.errors import CadError
from cadplanner.ui.copying import copying_of
from cadplanner.ui.kit.message_bar import Severity
from cadplanner.ui.kit.posing import Pose, with_dialog
from cadplanner.ui.main_window.copies_dialog import CopiesDialog
from cadplanner.ui.main_window.help import show_help
from cadplanner.ui.main_window.kept_copies import question
from cadplanner.ui.main_window.keys_dialog import KeysDialog
from cadplanner.ui.main_window.menus import about
from cadplanner.ui.main_window.palette import Palette
from cadplanner.ui.main_window.sign_in import SignInPage
from cadplanner.ui.main_window.support import SupportDialog, report
from cadplanner.ui.main_window.tour_steps import STEPS

if TYPE_CHECKING:
    from cadplanner.ui.main_window.window import MainWindow

LONG = "“Waiting list of the musculoskeletal service, as exported.xlsx” could not be read: row 1 has no headings."
ADVICE = "Choose the sheet that has them, or save the list as CSV in your record system and drop it here again."


def at_the_door(window: MainWindow, path: Path) -> Iterator[Pose]:
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


def _of_page(name: str, window: MainWindow) -> Iterator[Pose]:
    for pose in getattr(window.page, "poses", tuple)():
        yield f"{name}-{pose}"


def team(window: MainWindow) -> Iterator[Pose]:
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


def dialogs(window: MainWindow) -> Iterator[Pose]:
    """The bar with long messages, and every dialog of the window over the pages of an open file."""
    window.show_page("day")
    yield from _messages(window)
    yield from _tour(window)
    yield from _finding(window)
    help_window = show_help(window, "desk")
    yield "help", help_window
    help_window.close()
    for what in ("passphrase", "recovery", "anew"):
        yield from with_dialog(f"keys-{what}", _keys_dialog(window, what))
    workspace = window.workspace
    assert workspace is not None
    yield from with_dialog("copies", CopiesDialog(copying_of(workspace), window))
    yield from with_dialog("put-back", question(window, Path("demo 2027-06-12 1430.cad"))[0])
    yield from with_dialog("about", about(window))
    text = report(window.tastes, "day", workspace, ("2027-06-12 14:30 INFO opened",) * 40)
    yield from with_dialog("support", SupportDialog(text, window))
    window.locking.notice.show_left(25)
    yield "locks-soon"
    window.locking.notice.show_left(0)


def _messages(window: MainWindow) -> Iterator[Pose]:
    bar, undo = window.messages, window.close
    bar.refuse(CadError(LONG, ADVICE))
    yield "message-refused"
    bar.say("Invited 150 people to Saturday's day.", action="Undo", on_action=undo)
    yield "message-done"
    bar.show_message(Severity.CHECK, LONG, ADVICE, action="Print them again", on_action=undo)
    yield "message-check"
    bar.hide()


def _tour(window: MainWindow) -> Iterator[Pose]:
    """The tour at each of its steps, as it begins."""
    window.tour.take_up()
    for number in range(1, len(STEPS)):
        yield f"tour-{number}"
        window.tour.bar.skip.click()
    yield f"tour-{len(STEPS)}"
    window.tour.bar.close_button.click()


def _finding(window: MainWindow) -> Iterator[Pose]:
    palette = Palette(window, window)
    palette.open()
    yield "find", palette
    palette.field.setText("sam")
    yield "find-people", palette
    palette.field.setText("nothing of that name")
    yield "find-nothing", palette
    palette.reject()


def _keys_dialog(window: MainWindow, what: str) -> KeysDialog:
    workspace = window.workspace
    assert workspace is not None
    assert window.doors.key is not None
    dialog = KeysDialog(workspace.store, window.doors.key, workspace.today(), window)
    dialog.ask(what)
    return dialog
