"""The verbs of a station as large buttons with their letters, those that its mode has."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from cadplanner.core.model.day import Mode
from cadplanner.ui.kit.empty import primary_button
from cadplanner.ui.kit.theme import SPACE
from cadplanner.ui.kit.wrapping import WrappingLine

NEXT, CALL, START, FINISH = "next", "call", "start", "finish"
START_CLASS, FINISH_CLASS, DROP_IN = "start class", "finish class", "drop in"
MOVE, BACK, HOLD, LEAVE, TAKE_BACK = "move", "back", "hold", "leave", "take back"
WORDS = {
    NEXT: ("Call &next", "Calls whoever has the fairest claim: planned time, then arrival"),
    START_CLASS: ("Start &class", "Everybody due for this class begins together"),
    FINISH_CLASS: ("C&lass finished", "Everybody in this class has finished"),
    DROP_IN: ("+1 &dropped in", "Counts one more; choose somebody first to note whose card it was"),
    CALL: ("&Call", "Calls the one chosen"),
    START: ("&Start", "The visit of the one chosen begins; of the one called, where nobody is chosen"),
    FINISH: ("F&inish", "The visit of the one chosen is over; the only one with staff, where nobody is chosen"),
    MOVE: ("&Move…", "To another place or another station"),
    BACK: ("&Back to queue", "Called or held in vain: waits again, without losing the turn"),
    HOLD: ("H&old", "Waits for something that is not a turn: a result, an interpreter"),
    LEAVE: ("&Went home", "Has left the building"),
    TAKE_BACK: ("&Take back", "What was noted here last was wrong; the history keeps both (Ctrl+Z)"),
}
OF_MODE = {
    Mode.ONE_TO_ONE: (NEXT, CALL, START, FINISH, MOVE, BACK, HOLD, LEAVE, TAKE_BACK),
    Mode.GROUP: (START_CLASS, FINISH_CLASS, START, FINISH, MOVE, BACK, HOLD, LEAVE, TAKE_BACK),
    Mode.DROP_IN: (DROP_IN, MOVE, HOLD, LEAVE, TAKE_BACK),
    None: (MOVE, BACK, HOLD, LEAVE, TAKE_BACK),
}
ON_THE_CHOSEN = frozenset({CALL, MOVE, BACK, HOLD, LEAVE})
FIRST = frozenset({NEXT, START_CLASS, DROP_IN})
FIRST_KEYS = "Ctrl+Return"


class StationVerbs(WrappingLine):
    """Says which verb was asked for; one of each mode stands out."""

    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, gap=SPACE // 2)
        self.buttons: dict[str, QPushButton] = {}
        for key, (words, tip) in WORDS.items():
            button = primary_button(words, self) if key in FIRST else QPushButton(words, self)
            button.setToolTip(f"{tip} (Ctrl+Enter)" if key in FIRST else tip)
            button.setMinimumHeight(4 * SPACE)
            button.clicked.connect(lambda _=False, key=key: self.asked.emit(key))
            self.buttons[key] = button
            self.row.addWidget(button)
        self.setAccessibleName("What to note")

    def show_mode(self, mode: Mode | None) -> None:
        """The verbs of that kind of station; None for those at no station."""
        for key, button in self.buttons.items():
            button.setVisible(key in OF_MODE[mode])

    def press_first(self) -> None:
        """Presses the one that stands out, if there is one."""
        for key, button in self.buttons.items():
            if key in FIRST and not button.isHidden():
                button.click()

    def allow(self, *, chosen: bool, acts: bool) -> None:
        """What needs somebody chosen is off while nobody is; all is off where nothing can be noted."""
        for key, button in self.buttons.items():
            button.setEnabled(acts and (chosen or key not in ON_THE_CHOSEN))
