"""Each kind of outcome as the form asks it: its words, the letter that Alt goes to, and what it needs to know."""

from __future__ import annotations

from dataclasses import dataclass

from cadplanner.core.model.outcome import OutcomeKind

HOW = ("face to face", "phone", "video", "class")
HOW_SOON = ("routine", "soon", "urgent")
SCANS = ("X-ray", "MRI", "ultrasound", "bloods")


@dataclass(frozen=True, slots=True)
class Asked:
    """One kind: `asks` are fields of `Agreed`, `what` the words for its `what`, `offers` what is often said."""

    kind: OutcomeKind
    words: str
    asks: tuple[str, ...] = ()
    what: str = ""
    offers: tuple[str, ...] = ()


AT_THE_DAY = (
    Asked(OutcomeKind.DISCHARGE, "&Discharge"),
    Asked(OutcomeKind.LEFT_EARLY, "&Left early"),
    Asked(OutcomeKind.PIFU, "{pifu}", ("what", "start", "months", "leaflet", "contact"), "For what"),
    Asked(OutcomeKind.FOLLOW_UP, "F&ollow-up", ("what", "urgency", "with_whom", "by_when"), "How", HOW),
    Asked(OutcomeKind.ONWARD_REFERRAL, "&Referred on", ("what", "urgency", "by_when"), "To which service"),
    Asked(OutcomeKind.INVESTIGATION, "&Investigation", ("what", "urgency"), "What", SCANS),
    Asked(OutcomeKind.SURGICAL_OPINION, "S&urgical opinion", ("what", "by_when"), "On what"),
    Asked(OutcomeKind.SIGNPOSTED, "&Signposted", ("to",)),
)
"""In the order of the printed form."""
OTHERWISE = (
    Asked(OutcomeKind.DID_NOT_ATTEND, "Did &not attend"),
    Asked(OutcomeKind.CANCELLED_BY_PATIENT, "Cancelled b&y the patient"),
    Asked(OutcomeKind.CANCELLED_BY_PROVIDER, "Cancelled &by us"),
    Asked(OutcomeKind.SENT_TO_AE, "Sent to &A&&E"),
)
