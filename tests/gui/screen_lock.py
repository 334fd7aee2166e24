"""Says on the bus of the test, as a desktop does, that the screen was unlocked and locked; prints what was heard.

Run by `test_key_locking`, inside a session of its own.
"""

from PySide6.QtCore import QTimer
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from PySide6.QtWidgets import QApplication, QWidget

from clockreports.gui.key_screen_lock import ScreenLock

SAVERS = ("org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver")


def main() -> None:
    """Emit and listen."""
    application = QApplication([])
    window, screen = QWidget(), ScreenLock()
    screen.watch(window)
    heard: list[str] = []

    def hear() -> None:
        heard.append("locked")
        if len(heard) == len(SAVERS):
            application.quit()

    screen.locked.connect(hear)
    for saver in SAVERS:
        for active in (False, True):
            message = QDBusMessage.createSignal("/ScreenSaver", saver, "ActiveChanged")
            message.setArguments([active])
            QDBusConnection.sessionBus().send(message)
    QTimer.singleShot(10_000, application.quit)
    application.exec()
    print(*heard)  # noqa: T201 - whoever started this reads it


if __name__ == "__main__":
    main()
