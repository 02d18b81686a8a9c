"""The states of the plan's page, one after another, for pictures of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtWidgets import QWidget

from cadplanner.core.model.plan import Plan
from cadplanner.ui.kit.posing import Pose, with_dialog
from cadplanner.ui.pages.timeline.move_dialog import MoveDialog
from cadplanner.ui.pages.timeline.side_panel import SidePanel
from cadplanner.ui.pages.timeline.top_bar import LIST, LOAD, STAFF, STATIONS, TopBar


def poses(
    plan: Plan | None, bar: TopBar, side: SidePanel, turn_to: Callable[[str], None], page: QWidget
) -> Iterator[Pose]:
    """Every view, the panel with each of its tabs, and the dialog that moves a visit."""
    if plan is None or not plan.visits:
        return
    for view in (LIST, LOAD, STAFF, STATIONS):
        bar.show_view(view)
        turn_to(view)
        if view != STATIONS:
            yield view
    visit = plan.visits[0]
    bar.show_panel(on=True)
    side.show_chosen(plan, (visit.id,), ())
    side.show_card()
    yield "card"
    side.show_unplaced()
    yield "unplaced"
    bar.show_panel(on=False)
    yield from with_dialog("move", MoveDialog(plan, visit.id, page))
