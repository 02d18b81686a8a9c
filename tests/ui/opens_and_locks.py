"""The program as it is started, with a file opened by its passphrase, locked when told to: `... FILE PASSPHRASE`."""

from __future__ import annotations

import sys

from PySide6.QtCore import QSocketNotifier, QTimer
from PySide6.QtWidgets import QApplication

from cadplanner import app
from cadplanner.ui.main_window import MainWindow


def main(file: str, passphrase: str) -> None:
    """Types the passphrase once the page is there; locks at the first line that comes in."""

    def look() -> None:
        window = next((each for each in QApplication.topLevelWidgets() if isinstance(each, MainWindow)), None)
        if window is None or window.page.title != "Unlock" or window.workspace is not None:
            if window is not None and window.workspace is not None:
                timer.stop()
                window.workspace.store.patients()
                print("open", flush=True)  # noqa: T201
                told = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read, window)
                told.activated.connect(window.locking.lock)
            return
        if window.page._open.isEnabled():
            window.page._secret.setText(passphrase)
            window.page._open.click()

    made = QApplication([])
    timer = QTimer(made)
    timer.timeout.connect(look)
    timer.start(50)
    app.QApplication = lambda _: made  # the one above, with the hand that types
    sys.exit(app.run([file]))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
