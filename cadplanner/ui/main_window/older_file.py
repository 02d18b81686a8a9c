"""Says that a file is older than when it was last open here; one can go on, and it is noted."""

from __future__ import annotations

from cadplanner.errors import CadError
from cadplanner.ui.kit.message_bar import MessageBar, Severity
from cadplanner.ui.workspace import Workspace


def say_if_older(workspace: Workspace, messages: MessageBar) -> None:
    """Once for each older file; afterwards what it holds is what is remembered."""
    from cadplanner.store.remembering import LACKING_ADVICE  # with the database, which the file has by then

    try:
        says = workspace.store.go_on(who=workspace.who, at=workspace.clock())
    except CadError as error:
        messages.refuse(error)
        return
    if says:
        messages.show_message(Severity.CHECK, says, LACKING_ADVICE)
