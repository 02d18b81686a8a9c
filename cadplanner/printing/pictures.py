"""A simple picture for each kind of stop, drawn with lines: for cards in easy read, clear in black and white."""

from __future__ import annotations

from collections.abc import Mapping
from math import cos, pi, sin

from cadplanner.core.model.day import Mode, Service
from cadplanner.printing.sheet import Sheet

Points = tuple[tuple[float, float], ...]
LINE = 0.045  # of the picture's side


def _round(x: float, y: float, across: float, down: float = 0, *, start: float = 0, turn: float = 1) -> Points:
    """A circle or part of one about (x, y), from `start` through so much of a `turn`; `down` makes it an oval."""
    steps = max(8, int(28 * turn))
    angles = [2 * pi * (start + turn * n / steps) for n in range(steps + 1)]
    return tuple((x + across * cos(a), y + (down or across) * sin(a)) for a in angles)


def _box(x: float, y: float, wide: float, high: float) -> Points:
    return ((x, y), (x + wide, y), (x + wide, y + high), (x, y + high), (x, y))


def _person(x: float, y: float, size: float) -> tuple[Points, ...]:
    """Head and shoulders, `size` from the top of the head to the chest."""
    return (
        _round(x, y + 0.22 * size, 0.2 * size),
        _round(x, y + 1.0 * size, 0.42 * size, 0.5 * size, start=0.5, turn=0.5),
        ((x - 0.42 * size, y + size), (x + 0.42 * size, y + size)),
    )


PICTURES: Mapping[str, tuple[Points, ...]] = {
    "conversation": (
        *_person(24, 40, 50),
        *_person(76, 40, 50),
        ((20, 30), (20, 8), (52, 8), (52, 26), (34, 26), (28, 34), (28, 26), (20, 26)),
        ((60, 15), (84, 15), (84, 32), (76, 32), (72, 38), (72, 32), (60, 32)),
    ),
    "physio": (
        _round(34, 18, 9),
        ((34, 27), (34, 60), (24, 92)),
        ((34, 60), (46, 92)),
        ((34, 36), (58, 30), (74, 12)),
        ((34, 36), (18, 56)),
        _round(74, 34, 16, start=0.75, turn=0.25),
        ((84, 28), (90, 35), (95, 27)),
    ),
    "specialist": (*_person(42, 8, 70), ((80, 10), (80, 34)), ((68, 22), (92, 22)), ((34, 62), (42, 74), (50, 62))),
    "feet": (
        ((36, 6), (36, 52), (30, 66), (34, 80), (70, 82), (86, 78), (84, 68), (60, 54), (58, 6)),
        ((76, 66), (74, 73)),
        ((70, 63), (67, 70)),
    ),
    "class": (*_person(50, 4, 44), *_person(22, 46, 44), *_person(78, 46, 44)),
    "talk": (
        _box(36, 8, 58, 42),
        ((46, 20), (84, 20)),
        ((46, 30), (84, 30)),
        ((46, 40), (70, 40)),
        *_person(20, 46, 46),
    ),
    "check": (
        (
            *_round(32, 36, 20, start=0.45, turn=0.55),
            *_round(70, 36, 20, start=0.5, turn=0.55),
            (52, 88),
            (12.9, 42),
        ),
        ((4, 56), (36, 56), (44, 40), (54, 70), (62, 56), (96, 56)),
    ),
    "hub": (
        ((8, 46), (50, 10), (92, 46)),
        ((18, 38), (18, 92), (82, 92), (82, 38)),
        _round(38, 56, 7),
        _round(62, 56, 7),
        _round(38, 90, 12, 24, start=0.5, turn=0.5),
        _round(62, 90, 12, 24, start=0.5, turn=0.5),
    ),
    "checkout": (
        _box(22, 14, 56, 78),
        _box(40, 8, 20, 12),
        ((32, 38), (38, 44), (48, 32)),
        ((54, 38), (70, 38)),
        ((32, 62), (38, 68), (48, 56)),
        ((54, 62), (70, 62)),
    ),
    "person": _person(50, 10, 78),
}
WORDS = (
    ("feet", ("podiatr", "foot", "feet")),
    ("talk", ("talk on", "talk:", "lecture", "education")),
    ("class", ("class", "rehab", "exercise", "gym")),
    ("check", ("health check", "blood pressure", "bone health")),
    ("checkout", ("checkout", "check-out", "check out", "goodbye")),
    ("conversation", ("conversation", "what matters")),
    ("specialist", ("advanced", "practitioner", "specialist", "consultant", "nurs")),
    ("physio", ("physio", "assessment", "pain", "hand")),
    ("hub", ("hub", "communit", "charit", "social prescrib")),
)


def kind_of(service: Service) -> str:
    """Which picture fits a service: by the words of its name and skill, else by how it sees people."""
    told = f"{service.name} {service.skill}".casefold()
    for kind, words in WORDS:
        if any(word in told for word in words):
            return kind
    if service.mode is Mode.GROUP:
        return "talk" if "talk" in told else "class"
    return "hub" if service.mode is Mode.DROP_IN else "person"


def draw_picture(sheet: Sheet, x: float, y: float, side: float, kind: str) -> None:
    """Draw a picture in a square of `side` points with its top left at `(x, y)`."""
    lines = [[(x + side * a / 100, y + side * b / 100) for a, b in points] for points in PICTURES[kind]]
    sheet.strokes(lines, line=LINE * side)
