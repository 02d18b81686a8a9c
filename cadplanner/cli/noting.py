"""What a command takes out of a file is written into its history, as the account of this computer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from cadplanner.core.keeping.did import Did
from cadplanner.core.model.edit import Entity
from cadplanner.store.store import Store

WHO = "command line"
"""The account and the computer are noted beside it."""


def note(store: Store, did: Did, label: str, about: Iterable[Entity] = ()) -> None:
    """One entry, now. Raises CannotWrite."""
    store.note(did, label, about, who=WHO, at=datetime.now(UTC))
