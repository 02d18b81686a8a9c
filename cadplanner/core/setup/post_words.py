"""Posts as a coordinator types them, one a line: '09:00-11:00 talk, physio at Studio'; and as they are shown."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cadplanner.core.model.day import Station
from cadplanner.core.model.span import Span
from cadplanner.core.model.staff import Post
from cadplanner.core.setup import reading
from cadplanner.core.setup.reading import NotUnderstood

_TIMES = re.compile(r"\s*(\S+\s*(?:-|\u2013|\u2014|\bto\b|\buntil\b)\s*\S+)\s*(.*)", re.IGNORECASE)
_AT = re.compile(r"(?:^|\s)at\s+", re.IGNORECASE)


def posts(text: str, *, skills: Sequence[str], stations: Sequence[Station], shift: Span) -> tuple[Post, ...]:
    """The posts typed, in time order; '' for none.

    Raises NotUnderstood for hours outside the shift, a skill that the person has not, or a station of another day.
    """
    found = [_post(line, skills, stations) for line in text.splitlines() if line.strip()]
    for post in found:
        if not post.span.within(shift):
            raise NotUnderstood(f"{post.span} is not inside the shift ({shift}).")
    return tuple(sorted(found, key=lambda post: post.span))


def posts_words(posts: Sequence[Post], stations: Sequence[Station]) -> str:
    """As typed, one a line; a station that is gone is left out."""
    names = {station.id: station.name for station in stations}
    return "\n".join(_words(post, names) for post in posts)


def _words(post: Post, names: dict[str, str]) -> str:
    skills = ", ".join(post.skills)
    at = ", ".join(names[one] for one in post.station_ids if one in names)
    return " ".join(part for part in (str(post.span), skills, f"at {at}" if at else "") if part)


def _post(line: str, skills: Sequence[str], stations: Sequence[Station]) -> Post:
    found = _TIMES.fullmatch(line)
    if not found:
        raise NotUnderstood("Type each post as its hours and what is done, such as 09:00-11:00 physio at Studio.")
    names = {station.name: station.id for station in stations}
    done, *where = _AT.split(found[2], maxsplit=1)
    at = tuple(names[_known(name, tuple(names), "a station of this day")] for name in _listed("".join(where)))
    mine = tuple(_known(skill, skills, "a skill ticked above") for skill in _listed(done))
    return Post(reading.hours(found[1]), mine, at)


def _listed(text: str) -> list[str]:
    return list(dict.fromkeys(part for part in (" ".join(each.split()) for each in text.split(",")) if part))


def _known(name: str, among: Sequence[str], what: str) -> str:
    """The one of that name, whatever its capitals."""
    for each in among:
        if each.casefold() == name.casefold():
            return each
    raise NotUnderstood(f"“{name}” is not {what}. Put commas between several.")
