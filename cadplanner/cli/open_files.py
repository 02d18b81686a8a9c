"""Files in the open formats, read as JSON; one that is not is refused in a sentence."""

from __future__ import annotations

import json
from pathlib import Path

from cadplanner.errors import CannotRead


def read_object(path: Path, kind: str) -> dict[str, object]:
    """The object that a file holds; `kind` is what it should be, as 'a day in the open format'. Raises CannotRead."""
    found = parsed(path)
    if not isinstance(found, dict):
        raise CannotRead(f"{path.name} is not {kind}.", 'It should hold {"format": ...}.')
    return found


def parsed(path: Path) -> object:
    """Whatever JSON a file holds. Raises CannotRead."""
    try:
        return json.loads(path.read_bytes())
    except (ValueError, RecursionError):
        raise CannotRead(f"{path.name} is not JSON.", "Give a file in the open format.") from None
