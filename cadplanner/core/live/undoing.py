"""What was recorded is undone by recording more: nothing that was kept for good goes."""

from __future__ import annotations

from collections.abc import Iterable

from cadplanner.core.live.board import Board
from cadplanner.core.live.closing import CLOSED
from cadplanner.core.live.facts import Answer, By, Fact, Refusal, written
from cadplanner.core.live.outcomes import Kept
from cadplanner.core.model.attendance import DayEvent, Happened, next_number
from cadplanner.core.model.edit import Change, Edit
from cadplanner.core.model.outcome import Outcome, WhatMatters
from cadplanner.core.planning.clash import who as named


def undo_outcome(board: Board, by: By, kept: Kept, matters: Iterable[WhatMatters], edit: Edit) -> Answer:
    """An edit that recorded an outcome is undone, all of it: what held before it holds again.

    Its facts are annulled, its promises are as they were, and the old outcome and the old words are recorded anew.
    """
    if board.closed:
        return Refusal(CLOSED)
    after = [change.after for change in edit.changes]
    recorded = next(each for each in after if isinstance(each, Outcome))
    facts = [
        Fact(Happened.ANNULLED, each.appointment_id, annuls=each.id) for each in after if isinstance(each, DayEvent)
    ]
    label = f"Take back: outcome of {named(board.plan, recorded.appointment_id)}"
    number = next_number(max(board.highest, kept.highest), by.now)
    again = [Change(None, _before(kept, recorded, by, number))]
    again += [Change(None, _words(matters, each, by, number)) for each in after if isinstance(each, WhatMatters)]
    appended = (Outcome, WhatMatters, DayEvent)
    back = [Change(c.after, c.before) for c in edit.changes if not isinstance(c.after, appended)]
    return Edit(label, (*again, *back)).and_also(written(board, by, label, *facts))


def _before(kept: Kept, recorded: Outcome, by: By, number: int) -> Outcome:
    held = next((each for each in kept.outcomes if each.id == recorded.replaces), None)
    return Outcome(
        id=by.new_id(),
        day_id=recorded.day_id,
        appointment_id=recorded.appointment_id,
        at=by.now,
        number=number,
        who=by.who,
        agreed=held.agreed if held else (),
        ground=held.ground if held else "",
        replaces=recorded.id,
    )


def _words(matters: Iterable[WhatMatters], noted: WhatMatters, by: By, number: int) -> WhatMatters:
    mine = [each for each in matters if each.appointment_id == noted.appointment_id and each.number < noted.number]
    words = max(mine, key=lambda each: each.number).words if mine else ""
    return WhatMatters(by.new_id(), noted.day_id, noted.appointment_id, by.at or by.now, number, by.who, words)
