"""Hears when the person's screen is locked, on Windows and on Linux desktops; elsewhere nobody tells.

The one place of the window that speaks to the operating system directly: Qt passes this news on in raw form only.
"""

import sys
from typing import Final

from PySide6.QtCore import SLOT, QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QCoreApplication
    from typing_extensions import override

    _SESSION_CHANGE: Final = 0x02B1
    _SESSION_LOCK: Final = 7
    """Source: Windows SDK, WinUser.h, WM_WTSSESSION_CHANGE and WTS_SESSION_LOCK."""

    class _SessionMessages(QAbstractNativeEventFilter):
        """Passes one message of Windows on."""

        def __init__(self, screen: "ScreenLock", window: int) -> None:
            super().__init__()
            self._screen = screen
            self._sessions = ctypes.WinDLL("wtsapi32")
            self._sessions.WTSRegisterSessionNotification.argtypes = (wintypes.HWND, wintypes.DWORD)
            self._sessions.WTSRegisterSessionNotification(window, 0)

        @override
        def nativeEventFilter(
            self, eventType: QByteArray | bytes | bytearray | memoryview, message: int
        ) -> tuple[bool, int]:
            told = wintypes.MSG.from_address(int(message))
            if told.message == _SESSION_CHANGE and told.wParam == _SESSION_LOCK:
                self._screen.locked.emit()
            return False, 0


_SAVERS: Final = ("org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver")


class ScreenLock(QObject):
    """Emits `locked` when the screen is locked, once it watches."""

    locked = Signal()

    def watch(self, widget: QWidget) -> None:
        """Listen for as long as this object lives; `widget` is in a window that is shown."""
        if sys.platform == "win32":
            application = QCoreApplication.instance()
            if application is not None:
                self._messages = _SessionMessages(self, int(widget.window().winId()))
                application.installNativeEventFilter(self._messages)
        elif sys.platform == "linux":
            from PySide6.QtDBus import QDBusConnection  # noqa: PLC0415 - only a desktop of Linux has it

            bus = QDBusConnection.sessionBus()
            for saver in _SAVERS:
                slot = SLOT("_changed(bool)")
                bus.connect("", "", saver, "ActiveChanged", self, slot)  # type: ignore[call-overload] # text it must be

    @Slot(bool)
    def _changed(self, active: bool) -> None:  # noqa: FBT001 - the signal's
        if active:
            self.locked.emit()
