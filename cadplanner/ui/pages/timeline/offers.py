"""What the menus offer for a chosen visit: who else could give it, and the best other times for the patient."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu, QWidget

from cadplanner.core.model.edit import Edit, edit_between
from cadplanner.core.model.plan import Plan
from cadplanner.core.model.span import clock
from cadplanner.core.planning.best_places import best_places
from cadplanner.core.planning.taking_over import given_by, who_can_take_over
from cadplanner.ui.kit.text import plain_tip
from cadplanner.ui.pages.timeline.words import cards, service_name
from cadplanner.ui.workspace import Workspace

MOST_STAFF = 12
MOST_TIMES = 3
Offer = tuple[str, Edit | None]


class Offers(QObject):
    """Fills the two menus when they are opened; `asked` is the plan that is shown and the visit that is chosen."""

    def __init__(
        self, staff: QMenu, times: QMenu, workspace: Workspace, asked: Callable[[], tuple[Plan, str]], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._workspace, self._asked = workspace, asked
        for menu, offers in ((staff, staff_offers), (times, time_offers)):
            menu.aboutToShow.connect(lambda menu=menu, offers=offers: self._fill(menu, offers))

    def _fill(self, menu: QMenu, offers: Callable[[Plan, str], Iterator[Offer]]) -> None:
        menu.clear()
        menu.setToolTipsVisible(True)
        for says, edit in offers(*self._asked()):
            action = menu.addAction(says.replace("&", "&&"))
            action.setToolTip(plain_tip(says))
            action.setEnabled(edit is not None)
            if edit is not None:
                action.triggered.connect(lambda _=False, edit=edit: self._workspace.do(edit))


def staff_offers(plan: Plan, visit_id: str) -> Iterator[Offer]:
    """Those who are free for a visit, or the class it is in; where nobody is, why not."""
    found = who_can_take_over(plan, visit_id)
    visit = plan.visit[visit_id]
    for member in found.can[:MOST_STAFF]:
        label = f"Give {cards(plan, (visit_id,))} {service_name(plan, visit).lower()} to {member.name}"
        after = given_by(plan, visit, member.id)
        yield ", ".join(filter(None, (member.name, member.role))), edit_between(label, plan.visits, after.visits)
    if not found.can:
        yield "Nobody else is free for this then", None


def time_offers(plan: Plan, visit_id: str) -> Iterator[Offer]:
    """The best times for the patient's whole route, everybody else staying where they are."""
    appointment_id = plan.visit[visit_id].appointment_id
    before = {visit.id: visit.span for visit in plan.visits_of_appointment[appointment_id]}
    found = best_places(plan, appointment_id, at=plan.day.opening.start, number=MOST_TIMES + 1)
    others = [route for route in found if any(before[visit.id] != visit.span for visit in route.visits)]
    for route in others[:MOST_TIMES]:
        label = f"Move card {plan.appointment[appointment_id].card} to {clock(route.visits[0].span.start)}"
        yield route.says, edit_between(label, plan.visits, route.plan.visits)
    if not others:
        yield "No other time is free for the whole route", None
