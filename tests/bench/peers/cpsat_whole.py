"""CP-SAT on the whole day at once, with the greedy plan as a hint; needs OR-Tools."""

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from cpsat_model import Model
from greedy import greedy
from open_day import Day, about, peer_main


def whole(day: Day, seconds: float) -> dict[str, tuple[int, str]]:
    """{visit id: (start, staff id)}; the hint itself where nothing was found in time."""
    began = time.monotonic()
    hint = greedy(day)
    found = Model(day, day.patients, {}, hint).solve(max(1.0, seconds - (time.monotonic() - began)))
    return min((each for each in (found, hint) if each), key=lambda each: about(day, each))


if __name__ == "__main__":
    peer_main(whole)
