"""The settings that belong to the service: kept in its file, changed by those who may, each change an undo step."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from cadplanner.core.keeping.retention import MOST_MONTHS
from cadplanner.core.keeping.roles import may_write
from cadplanner.core.model.edit import Edit
from cadplanner.core.model.service_details import ServiceDetails
from cadplanner.core.model.words import NumberKind
from cadplanner.core.setup import service
from cadplanner.core.setup.reading import NotUnderstood
from cadplanner.core.setup.service import Asked
from cadplanner.ui.kit.form import ChoiceField, Form, NumberField
from cadplanner.ui.kit.text import PlainLabel, heading, hint
from cadplanner.ui.kit.theme import SPACE, Role
from cadplanner.ui.workspace import Workspace

EXPLAINS = "Kept in the file: everybody who opens it sees the same. A change is saved at once; Undo takes it back."
DAYS = ("community appointment day", "CAD", "MSK community day", "better health day")
FOLLOW_UPS = ("PIFU", "PIR", "SOS")
NUMBERS = (
    (NumberKind.NHS, "NHS number (England, Wales)"),
    (NumberKind.CHI, "CHI number (Scotland)"),
    (NumberKind.HEALTH_AND_CARE, "H&C number (Northern Ireland)"),
)
PER_CENT, MONTHS = " %", " months"


class WordBox(QComboBox):
    """Words of her own, or some that are often used."""

    def __init__(self, offers: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setCompleter(None)  # type: ignore[arg-type]  # else it finishes words that she spells otherwise
        self.addItems(offers)
        self.setMinimumContentsLength(max(map(len, offers)))

    @property
    def line(self) -> QLineEdit:
        """What is typed in."""
        line = self.lineEdit()
        assert line is not None
        return line

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class ServicePart(QWidget):
    """Name, phone, words, rates and how long days are kept."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._lines: dict[Asked, QLineEdit] = {}
        self._counts: dict[str, NumberField] = {}
        self._wrong: set[Asked] = set()
        self._build()
        self._wire()
        self.reload()

    def reload(self) -> None:
        """Shows what the file says; what was typed and refused stays, and so does what is being typed."""
        details = self._workspace.store.details()
        for asked, line in self._lines.items():
            typing = line.hasFocus() and line.isModified()
            if asked not in self._wrong and not typing and line.text() != (says := str(getattr(details, asked.name))):
                line.setText(says)
        for name, count in self._counts.items():
            count.blockSignals(True)  # noqa: FBT003 - Qt's own
            count.setValue(getattr(details, name))
            count.blockSignals(False)  # noqa: FBT003 - Qt's own
        self.number.choose(details.number.value)

    def closing(self) -> None:
        """Saves what is typed and not left yet; a field that goes says so once more, to nobody."""
        for asked, line in self._lines.items():
            if line.isModified():
                self._on_typed(asked)
            line.blockSignals(True)  # noqa: FBT003 - Qt's own

    def _build(self) -> None:
        self.name, self.phone = QLineEdit(self), QLineEdit(self)
        self.day, self.pifu = WordBox(DAYS, self), WordBox(FOLLOW_UPS, self)
        self.number = ChoiceField(((kind.value, words) for kind, words in NUMBERS), self)
        self.booked = NumberField(85, self, most=100)
        self.invited = NumberField(25, self, most=100)
        self.keep = NumberField(3, self, least=1, most=MOST_MONTHS)
        self.form = Form(self, gives_way=True)
        self.form.add("&Name of the service", self.name, hint="On every sheet and screen")
        self.form.add("&Phone", self.phone, hint="For patients: on their cards and leaflets")
        self.form.add("What a &day is called", self.day, hint="One of these, or your own words")
        self.form.add(
            "Patien&t-initiated follow-up is called",
            self.pifu,
            hint="PIFU in England, PIR in Scotland, SOS in Wales",
        )
        self.form.add("Patients are known by their", self.number, hint="Lists are read whichever number they have")
        self.form.add("Of those &booked come", self.booked, hint="81 to 86 % where it has been written up")
        self.form.add("Of those merely &invited come", self.invited, hint="About 25 % where it has been written up")
        self.form.add("&Keep a closed day for", self.keep, hint="Then it is due for deletion (page History)")
        self._lines = {
            service.NAME: self.name,
            service.PHONE: self.phone,
            service.DAY: self.day.line,
            service.PIFU: self.pifu.line,
        }
        self._counts = {service.BOOKED: self.booked, service.INVITED: self.invited, service.KEEP: self.keep}
        for count, suffix in ((self.booked, PER_CENT), (self.invited, PER_CENT), (self.keep, MONTHS)):
            count.setSuffix(suffix)
            count.setKeyboardTracking(False)  # 12 is one step, not 1 and then 12
        for box in (self.day, self.pifu):
            box.line.setAccessibleName(box.accessibleName())
            box.line.setAccessibleDescription(box.accessibleDescription())
        self._may_not = PlainLabel("", self, role=Role.NOTE_TEXT, wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addWidget(heading("This service", self))
        column.addWidget(hint(EXPLAINS, self))
        column.addWidget(self._may_not)
        column.addWidget(self.form)
        self._show_may()

    def _show_may(self) -> None:
        role = self._workspace.role
        may = may_write(role, ServiceDetails)
        self._may_not.setText("" if may else f"“{role}” sees these and does not change them: ask a coordinator.")
        self._may_not.setVisible(not may)
        for line in self._lines.values():
            line.setReadOnly(not may)
        for box in (self.number, *self._counts.values()):
            box.setEnabled(may)
        for words in (self.day, self.pifu):
            words.setMaxCount(words.count() if may else 0)  # nothing to choose

    def _wire(self) -> None:
        for asked, line in self._lines.items():
            line.editingFinished.connect(partial(self._on_typed, asked))
        for asked, box in ((service.DAY, self.day), (service.PIFU, self.pifu)):
            box.activated.connect(partial(self._on_typed, asked))
        for name, count in self._counts.items():
            count.valueChanged.connect(partial(self._on_count, name))
        self.number.chosen.connect(self._on_number)
        self._workspace.changed.connect(self._on_changed)

    def _field(self, asked: Asked) -> QWidget:
        return {service.DAY: self.day, service.PIFU: self.pifu}.get(asked, self._lines[asked])

    def _on_typed(self, asked: Asked, _row: int = 0) -> None:
        line, details = self._lines[asked], self._workspace.store.details()
        if line.isReadOnly():
            return
        try:
            edit = service.with_words(details, asked, line.text())
        except NotUnderstood as refusal:
            self._wrong.add(asked)
            self._say(asked, str(refusal))
            return
        self._wrong.discard(asked)
        self._say(asked, "")
        line.setModified(False)
        self._do(edit)

    def _say(self, asked: Asked, error: str) -> None:
        """Beside the field; and to a screen reader, which reads the line inside a choice."""
        self.form.set_error(self._field(asked), error)
        self._lines[asked].setAccessibleDescription(self._field(asked).accessibleDescription())

    def _on_count(self, name: str, count: int) -> None:
        self._do(service.with_count(self._workspace.store.details(), name, count))

    def _on_number(self, chosen: str) -> None:
        self._do(service.with_number(self._workspace.store.details(), NumberKind(chosen)))

    def _do(self, edit: Edit) -> None:
        self._workspace.do(edit)
        self.reload()

    def _on_changed(self, kinds: frozenset[type]) -> None:
        if ServiceDetails in kinds:
            self.reload()
