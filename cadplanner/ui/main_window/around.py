"""What the window takes from outside: the clock, fresh ids, and who is working."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Around:
    """`clock` gives an aware instant, `new_id` a fresh id, `who` the name for the audit trail."""

    clock: Callable[[], datetime]
    new_id: Callable[[], str]
    who: str
