"""Facts of a day as Hypothesis thinks of them: any kind, anybody, anywhere, at any time, in any order, twice."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from cadplanner.core.model.attendance import DayEvent, Happened

START = datetime(2027, 6, 12, 6, tzinfo=UTC)
WHO = ("a1", "a2", "a3", "a4", "nobody", "")
STATIONS = ("s-talk", "s-physio", "s-class", "s-hub", "s-out", "pool", "")
STEPS = ("0", "1", "2", "9", "")


@st.composite
def any_facts(draw: st.DrawFn, most: int = 25) -> tuple[DayEvent, ...]:
    """Up to that many facts; ids and numbers may come twice, an annulment may name anything."""
    facts = []
    for _ in range(draw(st.integers(0, most))):
        key = draw(st.integers(0, most))
        facts.append(
            DayEvent(
                id=f"e{key}",
                day_id="day",
                kind=draw(st.sampled_from(Happened)),
                at=START + timedelta(minutes=draw(st.integers(-600, 1500))),
                number=draw(st.integers(0, 9)),
                who="Ann",
                appointment_id=draw(st.sampled_from(WHO)),
                station_id=draw(st.sampled_from(STATIONS)),
                place=draw(st.integers(-1, 2)),
                step=draw(st.sampled_from(STEPS)),
                annuls=draw(st.sampled_from(["", *(f"e{n}" for n in range(most))])),
            )
        )
    return tuple(facts)
