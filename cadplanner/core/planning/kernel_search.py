"""The search in the compiled kernel, where there is one: the same plans, hundreds of times as fast."""

from __future__ import annotations

from array import array
from types import ModuleType
from typing import Any

from cadplanner.core.planning.draft import Draft
from cadplanner.core.planning.handing_over import handed_over, taken_back, width_for
from cadplanner.core.planning.putting_in import to_build

EDITION = 4
"""Which search this is. A kernel compiled from another edition is not used; the module has the same number."""


def _found() -> ModuleType | None:
    try:
        from cadplanner.core.planning import _kernel
    except ImportError:
        return None
    return _kernel if _kernel.EDITION == EDITION else None


kernel: Any = _found()


class KernelSearch:
    """The face of `Search`; the draft is a picture from the moment it is handed over."""

    def __init__(self, draft: Draft, seed: int) -> None:
        width = width_for(draft)
        self.draft = draft
        self.day = kernel.begin(width, handed_over(draft, to_build(draft), seed, width))

    @property
    def cost(self) -> int:
        """What the best plan costs."""
        return int(kernel.cost(self.day))

    @property
    def perfect(self) -> bool:
        """Whether nothing can be better."""
        return bool(kernel.rounds(self.day, 0))

    def rounds(self, count: int) -> None:
        """So many rounds, or fewer where nothing can be better."""
        kernel.rounds(self.day, count)

    def picture(self) -> Draft:
        """The best plan, to be looked at."""
        taken_back(self.draft, kernel.answer(self.day))
        return self.draft

    def leave_out(self, routes: tuple[int, ...]) -> None:
        """Take those out of the best plan and go on from there."""
        kernel.leave_out(self.day, array("q", routes).tobytes())


def can_search(draft: Draft) -> bool:
    """Whether the kernel is there and wide enough for that day."""
    return kernel is not None and bool(width_for(draft))
