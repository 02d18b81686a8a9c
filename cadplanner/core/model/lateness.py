"""How people usually come to their times: what a rehearsal throws, and a day played for demonstration."""

from __future__ import annotations

EARLIEST, USUAL, LATEST = -10, -3, 15
"""Minutes after the time on the card: the first of those who come about their time, most of them, the last."""

VERY_LATE, VERY_LATE_FROM, VERY_LATE_TO = 0.03, 31, 50
"""The share of those who come much later, and between which minutes they do."""
