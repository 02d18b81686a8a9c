"""The reference days that presets are made from: services, pathways with their shares, sizes, hours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cadplanner.core.model.day import Mode, Position, Service
from cadplanner.core.model.span import Span


@dataclass(frozen=True, slots=True)
class Offer:
    """A service as days usually give it: at which station, in which zone, and the role of who gives it.

    `least_patients` is the smallest day that has it.
    """

    service: Service
    station: str
    zone: int
    role: str = ""
    group_size: int = 1
    start_every: int = 0
    least_patients: int = 0


@dataclass(frozen=True, slots=True)
class Size:
    """A reference day: patients, opening hours, arrivals and the minutes between arrival windows."""

    patients: int
    opening: Span
    arrivals: Span
    every: int


ZONES = ("Hall", "Treatment rooms", "Studio", "Foyer")
TREATMENT_ROOMS = 1  # quiet, and half of them behind a step
WALKING = ((0, 5, 5, 0), (5, 0, 5, 5), (5, 5, 0, 5), (0, 5, 5, 0))
SIZES: Mapping[str, Size] = {
    "small": Size(40, Span(570, 960), Span(570, 780), 15),
    "medium": Size(150, Span(540, 1020), Span(540, 840), 15),
    "large": Size(520, Span(510, 1080), Span(510, 900), 10),
}
"""The last people arrive three hours before closing: a full round takes most people up to that long."""

_FIRST, _LAST, _GROUP = Position.FIRST, Position.LAST, Mode.GROUP
_CONVERSATION = Service(
    "conversation", "Conversation", 20, "conversation", position=_FIRST, explains="Talk about what matters to you"
)
_PHYSIO = Service(
    "physio", "Physio assessment", 30, "physio", explains="A physiotherapist looks at your problem with you"
)
_AP = Service("ap", "Advanced practitioner", 30, "advanced practitioner", explains="See a specialist clinician")
_PODIATRY = Service("podiatry", "Podiatry", 25, "podiatry", explains="Have your feet looked at")
_REHAB = Service("rehab", "Rehab class", 25, "rehab", _GROUP, after=("physio",), explains="Try exercises in a group")
_TALK = Service("talk", "Talk", 25, "talk", _GROUP, explains="A talk about living well with your condition")
_CHECK = Service("health-check", "Health check", 10, "health check", explains="Blood pressure, height and weight")
_HUB = Service("hub", "Community hub", 15, mode=Mode.DROP_IN, explains="Meet local groups and charities")
_CHECKOUT = Service("checkout", "Checkout", 5, "checkout", position=_LAST, explains="Check that you have what you need")

OFFERS = (
    Offer(_CONVERSATION, "Conversation tables", 0, "Physiotherapist"),
    Offer(_PHYSIO, "Physio bays", 1, "Physiotherapist"),
    Offer(_AP, "Advanced practitioner", 1, "Advanced practitioner"),
    Offer(_PODIATRY, "Podiatry", 1, "Podiatrist", least_patients=60),
    Offer(_REHAB, "Rehab class", 2, "Rehab lead", group_size=12, start_every=30),
    Offer(_TALK, "Talk", 2, "Speaker", group_size=20, start_every=45, least_patients=60),
    Offer(_CHECK, "Health check", 1, "Health care support worker", least_patients=60),
    Offer(_HUB, "Community hub", 3),
    Offer(_CHECKOUT, "Checkout desks", 0, "Administrator"),
)
COVER = (("first-aider", ("rehab", "checkout")), ("clinical lead", ("physio", "ap")))
"""Who must be there all the while: the skill, and the services whose first member of staff has it."""
PATHWAYS = (
    ("Conversation and hub", ("conversation", "hub", "checkout"), 25),
    ("Physio assessment", ("conversation", "physio", "hub", "checkout"), 25),
    ("Physio and rehab class", ("conversation", "physio", "rehab", "checkout"), 20),
    ("Advanced practitioner", ("conversation", "ap", "checkout"), 12),
    ("Podiatry", ("conversation", "podiatry", "hub", "checkout"), 8),
    ("Talk and health check", ("conversation", "talk", "health-check", "hub", "checkout"), 10),
)
