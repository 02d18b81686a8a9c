"""The card at the side: who is chosen, what she needs, her route with times, and what can be done."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from cadplanner.core.model.appointment import Appointment, Visit
from cadplanner.core.model.patient import Patient, date_words
from cadplanner.core.model.plan import Plan
from cadplanner.core.model.span import clock
from cadplanner.core.model.words import NumberKind
from cadplanner.core.planning.clash import who
from cadplanner.core.planning.rules import Clash
from cadplanner.core.planning.this_time import why_this_time
from cadplanner.core.planning.wishes import waiting
from cadplanner.ui.kit.text import HEAD, SMALL, PlainLabel, heading, plain_tip
from cadplanner.ui.kit.theme import SPACE, Role
from cadplanner.ui.pages.timeline.colours import tones
from cadplanner.ui.pages.timeline.key import Key, Swatch
from cadplanner.ui.pages.timeline.stop_button import StopButton
from cadplanner.ui.pages.timeline.words import (
    MARKS,
    appointment_of,
    marks,
    service_name,
    staff_name,
    visit_sentence,
    where,
)

MOST_CLASHES = 8


class CardPanel(QWidget):
    """Shows the patient of one chosen visit, the people of a class, or the key while nothing is chosen."""

    visit_wanted = Signal(str)
    """A stop, or a person of a class, was pressed: choose that visit."""

    def __init__(self, number: NumberKind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number = number
        self._key = Key(self)
        self._shown = QWidget(self)
        self._column = QVBoxLayout(self._shown)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE // 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE + 4, SPACE, SPACE, SPACE)
        column.addWidget(self._shown)
        column.addWidget(self._key)
        column.addStretch(1)

    def show_visits(self, plan: Plan, visit_ids: Sequence[str], clashes: Iterable[Clash] = ()) -> None:
        """Shows what is chosen of a plan, with the sentences of the rules it breaks."""
        self._clear()
        self._key.setVisible(not visit_ids)
        if not visit_ids:
            self._show_clashes(tuple(clashes))
            self._key.show_plan(plan)
        elif len(visit_ids) == 1:
            self._show_patient(plan, plan.visit[visit_ids[0]], clashes)
        else:
            self._show_several(plan, visit_ids)

    def _clear(self) -> None:
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _show_clashes(self, clashes: Sequence[Clash]) -> None:
        """What is wrong with the plan as a whole, while nobody is chosen."""
        if not clashes:
            return
        self._add(heading("Clashes"))
        for clash in clashes[:MOST_CLASHES]:
            self._add(PlainLabel(clash.says, size=SMALL, role=Role.BAD_TEXT, wrap=True))
        if len(clashes) > MOST_CLASHES:
            self._add(PlainLabel(f"and {len(clashes) - MOST_CLASHES} more", size=SMALL, role=Role.TEXT_SOFT))

    def _show_patient(self, plan: Plan, visit: Visit, clashes: Iterable[Clash]) -> None:
        appointment = plan.appointment[visit.appointment_id]
        patient = plan.patient[appointment.patient_id]
        self._add(PlainLabel(f"Card {appointment.card}", size=HEAD, bold=True))
        self._add(PlainLabel(patient.staff_name, bold=True, wrap=True))
        self._add(PlainLabel(_identity(patient, plan.day.on, self._number), size=SMALL, role=Role.TEXT_SOFT, wrap=True))
        for need, letter in MARKS.items():
            if need in patient.needs:
                self._add(Swatch(letter, _need_words(patient, need.value), None))
        for companion in plan.coming_with(appointment.id)[1:]:
            self._add(PlainLabel(f"Comes with {who(plan, companion)}", size=SMALL, wrap=True))
        if patient.needs_note:
            self._add(PlainLabel(patient.needs_note, size=SMALL, wrap=True))
        for clash in clashes:
            if visit.id in clash.visit_ids or clash.appointment_id == appointment.id:
                self._add(PlainLabel(f"Clash: {clash.says}", role=Role.BAD_TEXT, wrap=True))
        self._show_route(plan, appointment, visit)
        self._add(PlainLabel(_why(plan, appointment), size=SMALL, role=Role.TEXT_SOFT, wrap=True))
        self._add(self._why_this_time(plan, appointment))

    def _why_this_time(self, plan: Plan, appointment: Appointment) -> QPushButton:
        """Looks for it when asked: it takes a moment on a large day."""
        button = QPushButton("Why this time?")
        button.setToolTip("Looks for other times for this patient, everybody else staying where they are")

        def answer() -> None:
            button.hide()
            self._add(PlainLabel(why_this_time(plan, appointment.id), size=SMALL, wrap=True))

        button.clicked.connect(answer)
        return button

    def _show_route(self, plan: Plan, appointment: Appointment, chosen: Visit) -> None:
        visits = plan.visits_of_appointment[appointment.id]
        self._add(heading("Route"))
        looks = tones(plan)
        arrives = plan.arrival(appointment.id)
        if arrives is not None:
            self._add(PlainLabel(f"{clock(arrives)}  arrives", size=SMALL, role=Role.TEXT_SOFT))
        for earlier, visit in pairwise((None, *visits)):
            assert visit is not None
            self._show_gap(plan, earlier, visit)
            staff = staff_name(plan, visit)
            under = (where(plan, visit), f"with {staff}" if staff else "")
            is_it = visit.id == chosen.id
            stop = StopButton(visit.id, clock(visit.span.start), service_name(plan, visit), under, chosen=is_it)
            stop.tone = looks.get(plan.station[visit.station_id].service_id)
            stop.locked = visit.locked
            stop.setToolTip(plain_tip(visit_sentence(plan, visit)))
            stop.asked.connect(self.visit_wanted)
            self._add(stop)
        leaves = f"{clock(visits[-1].span.end)}  leaves"
        self._add(PlainLabel(leaves, size=SMALL, role=Role.TEXT_SOFT))

    def _show_gap(self, plan: Plan, earlier: Visit | None, visit: Visit) -> None:
        if earlier is None:
            return
        walk = plan.walking(plan.station[earlier.station_id], plan.station[visit.station_id])
        wait = visit.span.start - earlier.span.end - walk
        words = [f"walks {walk} min"] if walk else []
        words += [f"waits {wait} min"] if wait > 0 else []
        if words:
            self._add(PlainLabel(f"           {', '.join(words)}", size=SMALL, role=Role.TEXT_SOFT))

    def _show_several(self, plan: Plan, visit_ids: Sequence[str]) -> None:
        first = plan.visit[visit_ids[0]]
        station = plan.station[first.station_id]
        same = all(
            (v.station_id, v.span) == (first.station_id, first.span) for v in map(plan.visit.__getitem__, visit_ids)
        )
        if same and station.group_size > 1:
            self._add(PlainLabel(station.name, size=HEAD, bold=True, wrap=True))
            self._add(PlainLabel(f"{first.span}, {len(visit_ids)} of {station.group_size} people", wrap=True))
            self._add(PlainLabel(f"With {staff_name(plan, first)}", size=SMALL, role=Role.TEXT_SOFT, wrap=True))
            self._add(heading("Who comes"))
        else:
            self._add(PlainLabel(f"{len(visit_ids)} visits chosen", size=HEAD, bold=True, wrap=True))
        for visit_id in visit_ids:
            self._add(self._person(plan, plan.visit[visit_id]))

    def _person(self, plan: Plan, visit: Visit) -> StopButton:
        appointment = appointment_of(plan, visit.id)
        patient = plan.patient[appointment.patient_id]
        letters = marks(patient)
        under = f"{clock(visit.span.start)} {service_name(plan, visit)}{'   ' + letters if letters else ''}"
        button = StopButton(visit.id, str(appointment.card), patient.staff_name, (under,))
        button.tone = tones(plan).get(plan.station[visit.station_id].service_id)
        button.locked = visit.locked
        button.setToolTip(plain_tip(patient.needs_words))
        button.asked.connect(self.visit_wanted)
        return button

    def _add(self, widget: QWidget) -> None:
        self._column.addWidget(widget)


def _identity(patient: Patient, on: date, number: NumberKind) -> str:
    age = patient.age_on(on)
    born = f"Born {date_words(patient.birth_date)}{f' ({age})' if age is not None else ''}"
    return f"{born}\n{number} {number.shown(patient.nhs_number)}"


def _need_words(patient: Patient, need: str) -> str:
    return f"interpreter ({patient.language})" if need == "interpreter" and patient.language else need


def _why(plan: Plan, appointment: Appointment) -> str:
    """Why the route looks as it does: how long she is there, and what the day allows."""
    visits = plan.visits_of_appointment[appointment.id]
    stay = max(visit.span.end for visit in visits) - visits[0].span.start
    most = plan.longest_stay(appointment)
    parts = [f"On site {stay} of at most {most} min, waits {waiting(plan, appointment.id)} min in all."]
    if appointment.availability:
        parts.append(f"Can come {', '.join(str(span) for span in appointment.availability)}.")
    if appointment.pathway_name:
        parts.append(f"Pathway: {appointment.pathway_name}.")
    locked = sum(visit.locked for visit in visits)
    if locked:
        parts.append("Locked visits stay where they are when the day is planned again.")
    return " ".join(parts)
