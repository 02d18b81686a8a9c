"""Everything held about a person as JSON, for whoever asked for it and for another system."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict

from cadplanner.core.keeping.words import HistoryLine, kind_words
from cadplanner.core.model.edit import Entity

FORMAT = "cad-held/1"


def held_json(things: Iterable[Entity], lines: Iterable[HistoryLine], *, service: str) -> bytes:
    """The person and what is kept of her under their kinds, then who did what with it, the latest first."""
    kinds: dict[str, list[object]] = {}
    for thing in things:
        kinds.setdefault(kind_words(type(thing)), []).append(asdict(thing))  # type: ignore[call-overload]
    history = [
        {
            "entry": line.number,
            "at": line.at,
            "who": line.who,
            "computer": line.computer,
            "act": line.did.value,
            "words": line.label,
            "what": [told.words for told in line.told],
        }
        for line in lines
    ]
    whole = {"format": FORMAT, "service": service, "held": kinds, "history": history}
    return json.dumps(whole, ensure_ascii=False, indent=1, default=str).encode()
