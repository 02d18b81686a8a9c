"""What is asked of the day: a ready-made question, or one of her own in a few fields."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from cadplanner.core.model.plan import Plan
from cadplanner.core.rehearsal.what_if import Out, Preset, WhatIf, presets
from cadplanner.ui.kit.form import ChoiceField, Form, MinutesField, NumberField, TimeField
from cadplanner.ui.kit.text import hint
from cadplanner.ui.kit.theme import SPACE

NOW, MORNING = "now", "morning"
OWN = "own"
OWN_WORDS = "Your own question, as the fields say."
NOT_A_TIME = "Not a time of the day. Write it as 10:30."


class QuestionForm(QWidget):
    """Fields for a what-if. Choosing a ready-made question fills them; changing one makes it her own."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presets: dict[str, Preset] = {}
        self._opens = 0
        self._plan: Plan | None = None
        self._now: int | None = None
        self._build()
        self._wire()

    def show_plan(self, plan: Plan, now: int | None = None) -> None:
        """Offers the questions, the staff and the stations of that plan; what is chosen stays where it can.

        With a minute of the day `now`, when somebody has come, it can be played from there, which is what is chosen
        first.
        """
        self._plan, self._now = plan, now
        self.form.show_field(self.begins, shown=now is not None)
        since = now if self.is_from_now else None
        self._opens = plan.day.opening.start if since is None else since
        self._presets = {preset.name: preset for preset in presets(plan, since)}
        with QSignalBlocker(self):
            self.preset.set_choices([*((name, name) for name in self._presets), (OWN, "My own question")])
            working = [member for member in plan.staff if member.id in plan.shift_of]
            staff = sorted((member.name.casefold(), member.id, member.name) for member in working)
            self.away.set_choices([("", "Nobody"), *((key, name) for _, key, name in staff)])
            self.closed.set_choices([("", "None"), *((each.id, each.name) for each in plan.stations)])
            for field in (self.away_from, self.closed_from):
                if field.minute() is None:
                    field.set_minute(self._opens)
        self._say()
        self._enable()

    def what_if(self) -> WhatIf | None:
        """What is asked; None where a time is none, which is said beside it."""
        times = ((self.away, self.away_from), (self.closed, self.closed_from))
        wrong = [(time, NOT_A_TIME) for choice, time in times if choice.choice() and time.minute() is None]
        if not self.form.show_errors(wrong):
            return None
        return WhatIf(
            longer=self.longer.value(),
            absent=self.absent.value(),
            late=self.late.value(),
            walk_ins=self.walk_ins.value(),
            away=_out(self.away, self.away_from),
            closed=_out(self.closed, self.closed_from),
        )

    @property
    def may_be_now(self) -> bool:
        """Whether the day may be played from the hall as it stands."""
        return self._now is not None

    @property
    def is_from_now(self) -> bool:
        """Whether it is to be."""
        return self.may_be_now and self.begins.choice() == NOW

    @property
    def name(self) -> str:
        """What the question is called."""
        return self.preset.currentText()

    def _build(self) -> None:
        self.preset = ChoiceField(name="What if")
        self.says = hint("")
        self.longer = NumberField(most=100)
        self.longer.setSuffix("% longer")
        self.longer.setSingleStep(5)
        self.absent = NumberField(most=100)
        self.absent.setSuffix(" of 100")
        self.absent.setSingleStep(5)
        self.late = MinutesField(most=90)
        self.walk_ins = NumberField(most=60)
        self.walk_ins.setSuffix(" an hour")
        self.away, self.away_from = ChoiceField(), TimeField()
        self.closed, self.closed_from = ChoiceField(), TimeField()
        self.begins = ChoiceField([(NOW, "Now"), (MORNING, "The morning")])
        self.form = Form()
        for label, field in (
            ("&Play from", self.begins),
            ("Visits &take", self.longer),
            ("Do &not come", self.absent),
            ("Come &later by", self.late),
            ("&Walk-ins", self.walk_ins),
            ("&Away", self.away),
            ("Away from", self.away_from),
            ("&Closed", self.closed),
            ("Closed from", self.closed_from),
        ):
            self.form.add(label, field)
            if isinstance(field, NumberField):
                field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.longer.setAccessibleName("Visits take per cent longer")
        self.absent.setAccessibleName("Of 100 people, do not come")
        self.walk_ins.setAccessibleName("Walk-ins an hour")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addWidget(self.preset)
        column.addWidget(self.says)
        column.addWidget(self.form)

    def _wire(self) -> None:
        self.preset.chosen.connect(self.ask)
        self.begins.chosen.connect(self._on_begins)
        for number in (self.longer, self.absent, self.late, self.walk_ins):
            number.valueChanged.connect(self._on_edited)
        for choice in (self.away, self.closed):
            choice.chosen.connect(self._on_edited)
        for time in (self.away_from, self.closed_from):
            time.minute_changed.connect(self._on_edited)

    def ask(self, name: str) -> None:
        """Fills the fields with a ready-made question; for her own they stay as they are."""
        self.preset.choose(name)
        preset = self._presets.get(name)
        if preset is not None:
            self._fill(preset.what_if)
        self._say()
        self._enable()
        self.changed.emit()

    def _fill(self, what_if: WhatIf) -> None:
        numbers = ((self.longer, what_if.longer), (self.absent, what_if.absent), (self.late, what_if.late))
        for field, number in (*numbers, (self.walk_ins, what_if.walk_ins)):
            with QSignalBlocker(field):
                field.setValue(number)
        outs = ((self.away, self.away_from, what_if.away), (self.closed, self.closed_from, what_if.closed))
        for choice, time, out in outs:
            choice.choose(out.key if out else "")
            time.set_minute(out.at if out else self._opens)

    def _on_begins(self, _: str) -> None:
        """Another beginning has other questions: the one that was chosen is asked of it where there is one like it."""
        assert self._plan is not None
        place = self.preset.currentIndex()
        self.show_plan(self._plan, self._now)
        self.preset.setCurrentIndex(place)
        self.ask(self.preset.choice())

    def _on_edited(self) -> None:
        asked = self.what_if()
        name = next((name for name, preset in self._presets.items() if preset.what_if == asked), OWN)
        self.preset.choose(name)
        self._say()
        self._enable()
        self.changed.emit()

    def _say(self) -> None:
        preset = self._presets.get(self.preset.choice())
        self.says.setText(preset.says if preset else OWN_WORDS)

    def _enable(self) -> None:
        """A time only matters where somebody or something is out."""
        self.form.show_field(self.away_from, shown=bool(self.away.choice()))
        self.form.show_field(self.closed_from, shown=bool(self.closed.choice()))


def _out(choice: ChoiceField, time: TimeField) -> Out | None:
    minute = time.minute()
    return Out(choice.choice(), minute) if choice.choice() and minute is not None else None
