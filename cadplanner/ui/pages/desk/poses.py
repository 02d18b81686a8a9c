"""The states of the desk, one after another, for pictures of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from PySide6.QtWidgets import QPushButton

from cadplanner.core.live.board import Board
from cadplanner.core.live.following import HERE, NOT_YET
from cadplanner.printing.words import card_code
from cadplanner.ui.kit.posing import Pose
from cadplanner.ui.pages.desk.counter import Counter
from cadplanner.ui.pages.desk.paper import PaperDesk


def poses(
    board: Board,
    counter: Counter,
    paper: PaperDesk,
    keys: Mapping[str, QPushButton],
    begin_anew: Callable[[], None],
    submit_walk_in: Callable[[], None],
) -> Iterator[Pose]:
    """Puts the desk into each of its states; the name of each, once it is in it."""
    counter.field.setText("sam")
    yield "several"
    coming = [person.card for person in board.people if person.status in NOT_YET]
    here = [person.card for person in board.people if person.status in HERE]
    for name, found in (("arrived", coming), ("already", here)):
        if found:
            counter.field.setText(card_code(found[len(found) // 2], board.plan.day.on))
            counter.field.entered.emit()
            yield name
    if here:
        keys["stops"].click()
        yield "next-stops"
    begin_anew()
    counter.field.setText("Nobody of that name")
    yield "not-today"
    keys["walk_in"].click()
    yield "walk-in"
    submit_walk_in()
    yield "walk-in-refused"
    begin_anew()
    keys["paper"].click()
    if coming:
        paper.take_card(card_code(coming[0], board.plan.day.on))
    yield "paper"
