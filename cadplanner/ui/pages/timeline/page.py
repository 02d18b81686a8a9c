"""The plan page: press Plan, look at the day as a timeline or a list, and change it by hand."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cadplanner.core.model.plan import Plan
from cadplanner.core.model.referral import Referral
from cadplanner.core.model.service_details import ColumnMapping
from cadplanner.core.model.span import clock
from cadplanner.core.planning.bounds import Bound
from cadplanner.core.planning.room_to_move import RoomToMove
from cadplanner.core.planning.rules import Clash
from cadplanner.ui.kit.beside import Beside
from cadplanner.ui.kit.empty import EmptyPage
from cadplanner.ui.kit.posing import Pose
from cadplanner.ui.kit.spoken import announce
from cadplanner.ui.kit.stack import Stack
from cadplanner.ui.pages.timeline.by_hand import ByHand
from cadplanner.ui.pages.timeline.canvas import Canvas
from cadplanner.ui.pages.timeline.day_planner import DayPlanner
from cadplanner.ui.pages.timeline.judged import Judged, judged
from cadplanner.ui.pages.timeline.offers import Offers
from cadplanner.ui.pages.timeline.poses import poses
from cadplanner.ui.pages.timeline.room import Room
from cadplanner.ui.pages.timeline.rows import Row, RowsBy, scene_of
from cadplanner.ui.pages.timeline.side_panel import WIDTH, SidePanel
from cadplanner.ui.pages.timeline.standing import Limits, best_so_far, under
from cadplanner.ui.pages.timeline.top_bar import STAFF, STATIONS, TopBar
from cadplanner.ui.pages.timeline.verb_menu import Verbs
from cadplanner.ui.pages.timeline.verdict import moved_to
from cadplanner.ui.pages.timeline.views import Views
from cadplanner.ui.pages.timeline.visit_list import VisitList
from cadplanner.ui.pages.timeline.words import counts_sentence
from cadplanner.ui.workspace import Workspace

NARROW = 120  # average characters: below, the side panel is opened by hand
NOT_SHOWN = frozenset({Referral, ColumnMapping})  # kinds of entity that this page does not show


class TimelinePage(QWidget):
    """Holds the plan it shows; every change goes through the workspace and comes back as `changed`."""

    title = "Plan"
    icon = "chart-gantt"
    needs_day = True
    wants_page = Signal(str)
    wants_referral = Signal(str)
    """A referral to be shown on the waiting list."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._plan: Plan | None = None
        self._judged: Judged | None = None
        self._masks: RoomToMove | None = None
        self._rows_by = RowsBy.STATION
        self._next_page = ""
        self._limits = Limits()
        self._stale = False
        self._build()
        self._wire()
        self.reload()

    def closing(self) -> None:
        """Stops what still runs; what was confirmed is in the file already."""
        self._planner.drop()

    def reload(self) -> None:
        """Shows the plan of the day as the store has it; while planning, that waits until the end."""
        self._stale = self._planner.planning
        if self._stale:
            return
        day_id = self._workspace.day_id
        self._plan = self._workspace.store.plan(day_id) if day_id else None
        if self._plan is None or not self._plan.appointments or not self._plan.stations:
            self._show_empty()
            return
        self._judged = judged(self._plan, self._judged)
        self._plan = self._judged.plan
        self._stack.setCurrentWidget(self._whole)
        self._bar.show_planned(planned=bool(self._plan.visits))
        self._show_plan(self._plan, self._clashes)
        self._say_how_it_stands(self._plan)
        self._planner.explain(self._plan, wanted=self._side.shows_unplaced)

    def poses(self) -> Iterator[Pose]:
        """Its views, its panel, and a visit to be moved."""
        return poses(self._plan, self._bar, self._side, self._on_view_chosen, self)

    # building

    def _build(self) -> None:
        self._verbs = Verbs(self)
        self._bar = TopBar(self._verbs, self._workspace.undo_stack, self)
        self._canvas = Canvas()
        self._list = VisitList()
        self._side = SidePanel(self._verbs, self._workspace.words.number)
        self._planner = DayPlanner(self._workspace, self)
        self._hand = ByHand(self._workspace, self)
        self._views = Views(self._canvas, self._list)
        self._split = Beside()
        self._split.add(self._views, least=60)
        self._split.add(self._side, least=WIDTH, stretch=0)
        self._whole = QWidget()
        column = QVBoxLayout(self._whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar)
        column.addWidget(self._planner.offer)
        column.addWidget(self._split, 1)
        self._empty = EmptyPage("", "", icon="chart-gantt", action="Set up the day")
        self._stack = Stack(self)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._whole)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)
        self._panel_wanted: bool | None = None

    def _wire(self) -> None:
        self._workspace.changed.connect(self._on_changed)
        self._workspace.day_changed.connect(self._on_day_changed)
        self._empty.asked.connect(lambda: self.wants_page.emit(self._next_page))
        self._bar.view_chosen.connect(self._on_view_chosen)
        self._bar.plan_wanted.connect(self._on_plan_wanted)
        self._bar.cancel_wanted.connect(self._planner.cancel)
        self._bar.unplaced_wanted.connect(self._on_unplaced_wanted)
        self._bar.panel_toggled.connect(self._on_panel_toggled)
        self._canvas.selection_changed.connect(self._on_chosen)
        self._canvas.visits_carried.connect(self._on_carried)
        self._canvas.visits_dropped.connect(self._on_dropped)
        self._canvas.menu_asked.connect(self._on_menu_asked)
        self._canvas.class_opened.connect(lambda _: self._open_card())
        self._list.selection_changed.connect(self._on_listed)
        self._list.row_opened.connect(lambda _: self._open_card())
        self._list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._list.customContextMenuRequested.connect(lambda at: self._on_menu_asked(self._list.mapToGlobal(at)))
        self._wire_side()
        self._wire_planner()

    def _wire_side(self) -> None:
        self._side.card.visit_wanted.connect(lambda visit_id: self._choose((visit_id,)))
        self._side.unplaced.referral_wanted.connect(self._on_referral_wanted)
        self._side.unplaced.put_on_wanted.connect(self._on_put_on_wanted)
        self._side.unplaced_shown.connect(self._on_unplaced_shown)
        verbs = self._verbs
        Offers(verbs.give, verbs.times, self._workspace, lambda: (self._shown, self._chosen[0]), self)
        verbs.wire(
            (
                (verbs.move, lambda: self._hand.ask_and_move(self._shown, self._chosen[0])),
                (verbs.lock, lambda: self._hand.lock(self._shown, self._chosen, locked=True)),
                (verbs.unlock, lambda: self._hand.lock(self._shown, self._chosen, locked=False)),
                (verbs.swap, lambda: self._hand.swap(self._shown, self._chosen)),
                (verbs.take_off, lambda: self._hand.take_off(self._shown, self._chosen[0])),
                (verbs.details, self._on_details),
                (verbs.bigger, lambda: self._canvas.zoom(1.25)),
                (verbs.smaller, lambda: self._canvas.zoom(0.8)),
                (verbs.fit, self._canvas.fit),
            )
        )

    def _wire_planner(self) -> None:
        self._hand.taken_off.connect(self._on_taken_off)
        self._planner.improved.connect(self._on_improved)
        self._planner.ticked.connect(self._bar.show_progress)
        self._planner.ended.connect(self._on_planning_ended)
        self._planner.reason_found.connect(self._side.unplaced.show_reason)
        self._planner.help_found.connect(self._side.unplaced.show_helps)
        self._planner.bounded.connect(self._on_bounded)

    # showing

    def _show_plan(self, plan: Plan, found: tuple[Clash, ...]) -> None:
        self._draw(plan, found)
        self._side.unplaced.show_bound(self._limits.of(plan))
        self._side.show_plan(plan, self._chosen, found)
        self._allow()

    def _draw(self, plan: Plan, found: tuple[Clash, ...] = ()) -> None:
        clashing = (visit_id for clash in found for visit_id in clash.visit_ids)
        self._canvas.show_scene(scene_of(plan, self._rows_by), clashing)
        self._views.show_plan(plan)
        self._bar.show_unplaced(len(plan.unplaced) if plan.visits else 0)

    def _say_how_it_stands(self, plan: Plan) -> None:
        version = f"Plan version {self._workspace.store.version_of(plan.day.id)}"
        if self._clashes:
            number = len(self._clashes)
            self._bar.show_words(
                counts_sentence(plan), f"{version} · {number} {'clash' if number == 1 else 'clashes'}", bad=True
            )
        else:
            self._bar.show_words(counts_sentence(plan), *under(plan, version, self._limits.of(plan)))

    def _show_empty(self) -> None:
        if self._plan is None or not self._plan.stations:
            self._next_page = "day"
            self._empty.set_words(
                "No day to plan yet",
                "Set up a day first: where, when, which stations and who works.",
                action="Set up the day",
            )
        else:
            self._next_page = "waiting_list"
            self._empty.set_words(
                "Nobody is invited yet",
                "The day is set up. Choose from the waiting list whom to invite, then plan.",
                action="Invite people",
            )
        self._stack.setCurrentWidget(self._empty)

    @property
    def _clashes(self) -> tuple[Clash, ...]:
        return self._judged.clashes if self._judged is not None else ()

    @property
    def _chosen(self) -> tuple[str, ...]:
        return self._canvas.selected

    def _choose(self, visit_ids: tuple[str, ...]) -> None:
        self._canvas.select(visit_ids)
        self._views.choose(visit_ids)

    def _allow(self) -> None:
        if self._plan is not None:
            shown = tuple(visit_id for visit_id in self._chosen if visit_id in self._plan.visit)
            self._verbs.allow(self._plan, shown, changing=not self._planner.planning)

    def _open_card(self) -> None:
        self._bar.show_panel(on=True)
        self._side.show_card()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        least = NARROW * self.fontMetrics().averageCharWidth()
        wanted = self._panel_wanted if self._panel_wanted is not None else event.size().width() >= least
        self._side.setVisible(wanted)
        self._bar.show_panel(on=wanted)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.reload()
        if not event.spontaneous() and self._stack.currentWidget() is self._whole:
            self._views.take_keyboard()

    # what others did

    def _on_changed(self, kinds: frozenset[type]) -> None:
        if kinds <= NOT_SHOWN:
            return
        if self.isVisible():
            self.reload()
        else:
            self._stale = True

    def _on_day_changed(self, _day_id: str) -> None:
        self._planner.cancel()
        self.reload()

    # choosing

    def _on_chosen(self) -> None:
        if self._plan is not None:
            self._side.show_chosen(self._shown, self._chosen, self._clashes)
            self._allow()
            if self._chosen:
                self._side.show_card()

    @property
    def _shown(self) -> Plan:
        """The plan that is drawn: the day's, or the best so far while planning."""
        picture = self._canvas.picture
        assert picture is not None
        return picture.scene.plan

    def _on_listed(self) -> None:
        self._canvas.select(self._list.selected_ids, reveal=False)

    def _on_view_chosen(self, view: str) -> None:
        self._rows_by = {STATIONS: RowsBy.STATION, STAFF: RowsBy.STAFF}.get(view, self._rows_by)
        self._views.turn_to(view)
        self._verbs.allow_zoom(on=view in {STATIONS, STAFF})
        if self._plan is None:
            return
        chosen = self._chosen
        self._show_plan(self._shown, self._clashes)
        self._choose(chosen)
        self._views.take_keyboard()

    def _on_panel_toggled(self, on: bool) -> None:  # noqa: FBT001 - Qt's signal
        if on != self._side.isVisible():
            self._panel_wanted = on
            self._side.setVisible(on)

    def _on_unplaced_wanted(self) -> None:
        self._bar.show_panel(on=True)
        self._side.show_unplaced()

    def _on_unplaced_shown(self) -> None:
        if self._plan is not None and not self._planner.planning:
            self._planner.explain(self._plan, wanted=True)

    # changing by hand

    def _on_carried(self, visit_ids: tuple[str, ...], start: int, row: int) -> None:
        self._canvas.show_room(self._room_for(visit_ids))
        verdict = moved_to(self._shown, visit_ids, start, self._row(row))
        self._canvas.show_verdict(verdict)
        if self._canvas.carry is not None and self._canvas.carry.by_keyboard:
            says = f"{clock(start)}. {'Free' if verdict.allowed else 'Clash'}. {verdict.says}"
            announce(self._canvas, says, urgent=True)

    def _room_for(self, visit_ids: tuple[str, ...]) -> Room | None:
        """Where one visit may go, asked once while it is in the hand; None for a whole class."""
        room = self._canvas.room
        if len(visit_ids) != 1 or (room is not None and room.visit.id == visit_ids[0]):
            return room
        if self._masks is None or self._masks.plan is not self._shown:
            self._masks = RoomToMove(self._shown)
        return Room(self._masks, visit_ids[0])

    def _on_dropped(self, visit_ids: tuple[str, ...], start: int, row: int) -> None:
        self._hand.drop(self._shown, visit_ids, start, self._row(row))

    def _row(self, number: int) -> Row:
        picture = self._canvas.picture
        assert picture is not None
        return picture.scene.rows[number]

    def _on_taken_off(self, appointment_id: str) -> None:
        self._on_unplaced_wanted()
        self._side.unplaced.choose(appointment_id)

    def _on_details(self) -> None:
        visit = self._shown.visit[self._chosen[0]]
        self._on_referral_wanted(self._shown.appointment[visit.appointment_id].referral_id)

    def _on_referral_wanted(self, referral_id: str) -> None:
        self.wants_referral.emit(referral_id)

    def _on_menu_asked(self, at: QPoint) -> None:
        if self._chosen:
            self._verbs.menu().popup(at)

    # planning

    def _on_plan_wanted(self) -> None:
        if self._plan is not None:
            self._planner.plan_the_day(self._plan, self._bar.way)
            self._show_planning(running=True)

    def _on_put_on_wanted(self, appointment_id: str) -> None:
        if self._plan is not None and appointment_id:
            self._planner.put_on(self._plan, appointment_id)
            self._show_planning(running=True)

    def _on_improved(self, plan: Plan) -> None:
        self._draw(plan)
        if self._chosen:
            self._side.show_chosen(plan, self._chosen, ())
        self._say_best_so_far(plan)

    def _on_bounded(self, found: Bound) -> None:
        if self._plan is None:
            return
        self._limits.keep(found, self._plan)
        self._side.unplaced.show_bound(found)
        if self._planner.planning:
            self._say_best_so_far(self._shown)
        else:
            self._say_how_it_stands(self._plan)

    def _say_best_so_far(self, plan: Plan) -> None:
        assert self._plan is not None
        self._bar.show_words(counts_sentence(plan), best_so_far(plan, self._limits.of(self._plan)))

    def _on_planning_ended(self) -> None:
        self._show_planning(running=False)
        self.reload()

    def _show_planning(self, *, running: bool) -> None:
        self._bar.show_planning(running=running)
        if running:
            self._bar.show_words(counts_sentence(self._shown), "Planning…")
        self._canvas.can_carry = not running
        self._allow()
