"""python -m cadplanner: the window, or a verb without one; nothing heavy at the top, workers come here too."""

from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Runs a verb without a window, else the window; returns the exit status."""
    multiprocessing.freeze_support()
    words = list(sys.argv[1:] if argv is None else argv)
    if words and not words[0].lower().endswith(".cad"):
        from cadplanner import cli

        return cli.main(words)
    from cadplanner import app

    return app.run(words)


if __name__ == "__main__":
    sys.exit(main())
