"""What Plan does, as the choice beside it has it."""

from __future__ import annotations

from enum import StrEnum


class Way(StrEnum):
    """How to plan: everybody anew for some seconds, only those without a time, or only who gives what."""

    KEEP = "keep"
    QUICK = "quick"
    THOROUGH = "thorough"
    SLACK = "slack"
    EVEN = "even"

    @property
    def seconds(self) -> int:
        """How long it may take."""
        return 60 if self in {Way.THOROUGH, Way.SLACK} else 10


FIRST = ((Way.QUICK, "Quick: 10 s"), (Way.THOROUGH, "Thorough: 1 min"))
AGAIN = (
    (Way.KEEP, "Keep all times"),
    (Way.QUICK, "Anew: 10 s"),
    (Way.THOROUGH, "Anew: 1 min"),
    (Way.SLACK, "Slack: 1 min"),
    (Way.EVEN, "Even out rota"),
)
TIP = (
    "Keep all times: places only those without one. Anew: looks for a better plan, and times may change. "
    "Slack: a plan anew with room where people would wait; it says what that saves and costs before you take it. "
    "Even out rota: nobody's time or place changes, staff change station more rarely. "
    "It stops sooner when nothing can be better."
)
