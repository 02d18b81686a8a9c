"""The fields of one kind of outcome, shown while it is ticked: typed values in, an `Agreed` out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from cadplanner.core.model.outcome import Agreed, OutcomeKind
from cadplanner.core.model.patient import date_words
from cadplanner.exchange.typed_date import typed_date
from cadplanner.ui.kit.form import NumberField
from cadplanner.ui.kit.text import PlainLabel
from cadplanner.ui.kit.theme import SPACE, Role
from cadplanner.ui.kit.wrapping import WrappingRow
from cadplanner.ui.pages.outcomes.kinds import HOW_SOON, Asked

USUAL_MONTHS = 6
MOST_MONTHS = 60


@dataclass(frozen=True, slots=True)
class Usual:
    """What a form begins with: the day, the hub's stations to signpost to, whom to ring about PIFU, and with whom."""

    on: date
    hub: tuple[str, ...] = ()
    contact: str = ""
    roles: tuple[str, ...] = ()


class AskedFields(QWidget):
    """The fields beside one ticked kind, in a row that goes on underneath where it is full."""

    changed = Signal()

    def __init__(self, asked: Asked, usual: Usual, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._asked = asked
        self._usual = usual
        self._fields: dict[str, QWidget] = {}
        self._hub: dict[str, QCheckBox] = {}
        self._until = PlainLabel("", self, role=Role.TEXT_SOFT)
        self._until.setVisible(asked.kind is OutcomeKind.PIFU)
        self._build()
        self.show_agreed(Agreed(asked.kind))

    def agreed(self) -> Agreed:
        """What the fields say."""
        told = {name: self._told(name) for name in self._asked.asks}
        return Agreed(self._asked.kind, **told)

    def problems(self) -> tuple[str, ...]:
        """What cannot be read of what was typed, in sentences."""
        said = (self._text(name) for name in ("start", "by_when") if name in self._fields)
        unread = (text for text in said if text and not typed_date(text))
        return tuple(f"“{text}” is not a date; type it as 03/04/2027." for text in unread)

    def show_agreed(self, agreed: Agreed) -> None:
        """Puts these values in; a field not recorded gets its usual one."""
        for name, field in self._fields.items():
            self._put(name, field, getattr(agreed, name))
        for name, box in self._hub.items():
            box.setChecked(name in agreed.to)
        self._on_changed()

    def _told(self, name: str) -> Any:
        if name == "to":
            ticked = (where for where, box in self._hub.items() if box.isChecked())
            other = (part.strip() for part in self._text("to").split(","))
            return tuple(dict.fromkeys(each for each in (*ticked, *other) if each))
        field = self._fields[name]
        if isinstance(field, NumberField):
            return field.value()
        if isinstance(field, QCheckBox):
            return field.isChecked()
        text = " ".join(self._text(name).split())
        return typed_date(text) if name in {"start", "by_when"} else text

    def _text(self, name: str) -> str:
        field = self._fields[name]
        if isinstance(field, QComboBox):
            return field.currentText().strip()
        assert isinstance(field, QLineEdit)
        return field.text().strip()

    def _put(self, name: str, field: QWidget, value: Any) -> None:
        begins = {"start": self._usual.on, "contact": self._usual.contact, "months": USUAL_MONTHS}
        value = value or begins.get(name, HOW_SOON[0] if name == "urgency" else "")
        if isinstance(field, NumberField):
            field.setValue(int(value or 0))
        elif isinstance(field, QCheckBox):
            field.setChecked(bool(value))
        elif isinstance(field, QComboBox):
            field.setCurrentText(str(value))
        elif isinstance(field, QLineEdit):
            others = ", ".join(each for each in value if each not in self._hub) if name == "to" else value
            field.setText(date_words(others) if isinstance(others, date) else str(others))

    def _build(self) -> None:
        row = WrappingRow(self, gap=SPACE)
        makers: dict[str, Callable[[], QWidget]] = {
            "what": lambda: self._combo(self._asked.what, self._asked.offers),
            "urgency": lambda: self._combo("How soon", HOW_SOON),
            "with_whom": lambda: self._combo("With", self._usual.roles),
            "by_when": lambda: self._line("By", "03/04/2027", 11),
            "start": lambda: self._line("From", "03/04/2027", 11),
            "months": lambda: self._number("Months"),
            "leaflet": lambda: self._tick("Leaflet given"),
            "contact": lambda: self._line("Way back", "phone or email", 18),
            "to": lambda: self._line("Others", "", 22),
        }
        if "to" in self._asked.asks:
            for where in self._usual.hub:
                self._hub[where] = self._tick(where)
                row.addWidget(self._hub[where])
        for name in self._asked.asks:
            field = makers[name]()
            self._fields[name] = field
            row.addWidget(field if isinstance(field, QCheckBox) else self._labelled(field))
        if self._asked.kind is OutcomeKind.PIFU:
            row.addWidget(self._until)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _labelled(self, field: QWidget) -> QWidget:
        """The field with its word before it: the two are never on different lines."""
        held = QWidget(self)
        pair = QHBoxLayout(held)
        pair.setContentsMargins(0, 0, 0, 0)
        pair.setSpacing(SPACE // 2 + 2)
        label = PlainLabel(field.accessibleName(), held, role=Role.TEXT_SOFT)
        label.setBuddy(field)
        pair.addWidget(label)
        pair.addWidget(field)
        return held

    def _combo(self, name: str, offers: tuple[str, ...]) -> QWidget:
        field = QComboBox(self)
        field.setEditable(True)
        field.addItems(["", *offers])
        field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        field.setMinimumContentsLength(10)
        field.setAccessibleName(name)
        field.currentTextChanged.connect(self._on_changed)
        return field

    def _line(self, name: str, hint: str, wide: int) -> QWidget:
        field = QLineEdit(self)
        field.setAccessibleName(name)
        field.setPlaceholderText(hint)
        field.setMaxLength(200)
        field.setMinimumWidth(field.fontMetrics().averageCharWidth() * (wide + 2))
        field.textChanged.connect(self._on_changed)
        return field

    def _number(self, name: str) -> QWidget:
        field = NumberField(USUAL_MONTHS, self, most=MOST_MONTHS, name=name)
        field.valueChanged.connect(self._on_changed)
        return field

    def _tick(self, name: str) -> QCheckBox:
        box = QCheckBox(name.replace("&", "&&"), self)
        box.setAccessibleName(name)
        box.toggled.connect(self._on_changed)
        return box

    def _on_changed(self) -> None:
        if self._asked.kind is OutcomeKind.PIFU and len(self._fields) == len(self._asked.asks):
            last = self.agreed().expires_on
            self._until.setText(f"until {date_words(last)}" if last else "")
        self.changed.emit()
