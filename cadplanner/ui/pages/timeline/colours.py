"""The colours of the timeline: one for each service, light and dark, told apart by most eyes and always named."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QColor, QGuiApplication

from cadplanner.core.model.plan import Plan
from cadplanner.ui.kit.theme import Role, colour, high_contrast, is_dark


@dataclass(frozen=True, slots=True)
class Tone:
    """How a service looks: its fill, and the strip and marks upon it. Text on it is the theme's own."""

    fill: QColor
    edge: QColor

    @property
    def outline(self) -> QColor:
        """Between the two, for the thin line round a block."""
        return mixed(self.edge, self.fill, 0.45)


# fill and edge in light, fill and edge in dark
_TONES = (
    ("#D6E6F7", "#0B63B0", "#1D4263", "#7DBDF5"),
    ("#CFEBD9", "#00693A", "#1A4A35", "#72D3A4"),
    ("#FBE3B5", "#8A5A00", "#574016", "#EFC061"),
    ("#E3DAF5", "#5B3A9E", "#433361", "#BFA5F0"),
    ("#C9ECEE", "#00686F", "#13494E", "#6CD0D8"),
    ("#F8D7E3", "#A01D5A", "#5C2641", "#F29ABF"),
    ("#E9E2CD", "#665525", "#474027", "#D3C28A"),
    ("#FAD9C6", "#A0430A", "#5E3319", "#F3A878"),
    ("#E0E6EB", "#44566A", "#3A4752", "#AEBECB"),
)


def tones(plan: Plan) -> dict[str, Tone]:
    """The look of each service of the plan, by id, under the theme in force; more than nine begin again."""
    if high_contrast():
        plain = Tone(colour(Role.SURFACE), colour(Role.TEXT))
        return {service.id: plain for service in plan.services}
    dark = is_dark(QGuiApplication.palette())
    last = len(_TONES) - 1
    found = {}
    for number, service in enumerate(plan.services):
        light_fill, light_edge, dark_fill, dark_edge = _TONES[last if service.position == "last" else number % last]
        found[service.id] = Tone(QColor(dark_fill if dark else light_fill), QColor(dark_edge if dark else light_edge))
    return found


def mixed(one: QColor, other: QColor, share: float) -> QColor:
    """So much of one colour in another, opaque: drawing with a see-through pen is many times slower."""
    parts = ((one.red(), other.red()), (one.green(), other.green()), (one.blue(), other.blue()))
    return QColor(*(round(a * share + b * (1 - share)) for a, b in parts))
