"""A form over one thing of the set-up: every field saved when left, errors beside it, what was typed kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from cadplanner.core.model.plan import Plan
from cadplanner.core.setup.field import Field, Kind, retyped, step_name
from cadplanner.core.setup.reading import NotUnderstood
from cadplanner.ui.kit.form import Form
from cadplanner.ui.kit.scroll import Frame
from cadplanner.ui.kit.theme import SPACE
from cadplanner.ui.pages.day_setup.inputs import Input, input_for

TYPED_PLAIN = frozenset({Kind.TEXT, Kind.LINES, Kind.NUMBER})
TYPED = TYPED_PLAIN | {Kind.SUGGESTED}


class ThingForm(QWidget):
    """Shows one thing. `changed` gives the name of the step, the thing as it should be, and the field's name."""

    changed = Signal(str, object, str)

    def __init__(self, fields: Sequence[Field[Any]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fields = tuple(fields)
        self._plan: Plan | None = None
        self._thing: Any = None
        self._title = ""
        self._shown: dict[str, str] = {}
        self._drafts: dict[tuple[str, str], tuple[str, str]] = {}
        self._form = Form(self)
        self._widgets = {field.name: self._add(field) for field in self._fields}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._form)
        column.addStretch(1)

    def show_thing(self, plan: Plan, thing: Any, title: str) -> None:
        """Shows the thing as it is. What was typed and not understood stays, here and when it is shown again."""
        another = self._thing is None or self._thing.id != thing.id
        self._plan, self._thing, self._title = plan, thing, title
        for field in self._fields:
            self._show_field(field, another=another)

    def reset(self, name: str) -> None:
        """Forgets what was typed into a field and shows what stands."""
        if self._thing is not None:
            self._drafts.pop((self._thing.id, name), None)
            self._shown.pop(name, None)
            self._show_field(next(field for field in self._fields if field.name == name), another=True)

    def go_to(self, name: str) -> None:
        """Gives a field the keyboard, its words selected."""
        widget = self._widgets[name]
        widget.setFocus()
        if isinstance(widget, QLineEdit):
            widget.selectAll()

    def error_of(self, name: str) -> str:
        """The sentence beside a field; '' where it was understood."""
        return self._drafts.get((self._thing.id, name), ("", ""))[1] if self._thing is not None else ""

    def widget_of(self, name: str) -> QWidget:
        """The widget of a field."""
        return self._widgets[name]

    def hideEvent(self, event: QHideEvent) -> None:
        """A page may be left with the keyboard still in a field: what was typed is saved."""
        super().hideEvent(event)
        for field in self._fields:
            if field.kind in TYPED and self._thing is not None:
                self._on_left(field, self._input(field.name).value())

    def _bring_errors_into_view(self) -> None:
        """The sentence beside a field may be below what is shown."""
        around: QWidget | None = self
        while around is not None and not isinstance(around, Frame):
            around = around.parentWidget()
        wrong = [field.name for field in self._fields if self.error_of(field.name)]
        inside = around.widget() if isinstance(around, Frame) else None
        if isinstance(around, Frame) and inside is not None and wrong:
            widget = self._widgets[wrong[-1]]
            under = widget.mapTo(inside, QPoint(0, widget.height())).y()
            around.ensureVisible(0, under + 5 * SPACE, 0, 0)

    def _add(self, field: Field[Any]) -> QWidget:
        widget = input_for(field, self._form)
        label = "" if field.kind is Kind.TICK else field.label
        if label:
            widget.setAccessibleName(label)
        self._form.add(label, widget, hint=field.hint)
        cast("Input", widget).left.connect(lambda typed, field=field: self._on_left(field, typed))
        return widget

    def _input(self, name: str) -> Input:
        return cast("Input", self._widgets[name])

    def _show_field(self, field: Field[Any], *, another: bool) -> None:
        assert self._plan is not None
        widget, shown = self._input(field.name), field.show(self._thing)
        draft, error = self._drafts.get((self._thing.id, field.name), ("", ""))
        if field.kind not in {*TYPED_PLAIN, Kind.TICK}:
            widget.offer(field.choices(self._plan))
        if error:
            widget.set_value(draft)
        elif another or shown != self._shown.get(field.name) or field.kind not in TYPED_PLAIN:
            widget.set_value(shown)
        self._shown[field.name] = shown
        self._form.set_error(self._widgets[field.name], error)
        self._form.show_field(self._widgets[field.name], shown=field.asked(self._thing))

    def _on_left(self, field: Field[Any], typed: str) -> None:
        if self._thing is None or self._plan is None or not field.asked(self._thing):
            return
        key = (self._thing.id, field.name)
        if typed == self._shown.get(field.name):
            self._drafts.pop(key, None)
            self._form.set_error(self._widgets[field.name], "")
            return
        try:
            after = retyped(self._plan, field, self._thing, typed)
        except NotUnderstood as refusal:
            self._drafts[key] = (typed, str(refusal))
            self._form.set_error(self._widgets[field.name], str(refusal))
            QTimer.singleShot(0, self, self._bring_errors_into_view)
            return
        self._drafts.pop(key, None)
        self._form.set_error(self._widgets[field.name], "")
        if after == self._thing:
            self.reset(field.name)
            return
        self._shown[field.name] = typed  # so that leaving the field while a question is open does not ask again
        self.changed.emit(step_name(self._plan, field, self._title, self._thing, after), after, field.name)
