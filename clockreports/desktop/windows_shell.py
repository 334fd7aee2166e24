"""The Windows calls behind `windows_elevation`, through ctypes, and nothing else. Windows only."""

import ctypes
import sys
from ctypes import wintypes
from typing import Final

from clockreports.desktop.windows_elevation import NotElevatedError

assert sys.platform == "win32"  # noqa: S101 - tells the type checker where this module lives

_WAIT_OBJECT_0: Final = 0
_WAIT_FAILED: Final = 0xFFFFFFFF
_SW_SHOWNORMAL: Final = 1
_SEE_MASK_NOCLOSEPROCESS: Final = 0x00000040
_SEE_MASK_NOASYNC: Final = 0x00000100
_SEE_MASK_FLAG_NO_UI: Final = 0x00000400
_COINIT_APARTMENTTHREADED: Final = 0x2
_COINIT_DISABLE_OLE1DDE: Final = 0x4


class _ShellExecuteInfo(ctypes.Structure):
    """Source: Windows, SHELLEXECUTEINFOW."""

    _fields_ = (
        ("cbSize", wintypes.DWORD),
        ("fMask", wintypes.ULONG),
        ("hwnd", wintypes.HWND),
        ("lpVerb", wintypes.LPCWSTR),
        ("lpFile", wintypes.LPCWSTR),
        ("lpParameters", wintypes.LPCWSTR),
        ("lpDirectory", wintypes.LPCWSTR),
        ("nShow", ctypes.c_int),
        ("hInstApp", wintypes.HINSTANCE),
        ("lpIDList", ctypes.c_void_p),
        ("lpClass", wintypes.LPCWSTR),
        ("hkeyClass", wintypes.HKEY),
        ("dwHotKey", wintypes.DWORD),
        ("hIconOrMonitor", wintypes.HANDLE),
        ("hProcess", wintypes.HANDLE),
    )


class WindowsShell:
    """Fulfils `windows_elevation.Shell`."""

    def __init__(self) -> None:
        self._shell32 = ctypes.WinDLL("shell32", use_last_error=True)
        self._shell32.ShellExecuteExW.argtypes = (ctypes.POINTER(_ShellExecuteInfo),)
        self._shell32.ShellExecuteExW.restype = wintypes.BOOL
        self._user32 = ctypes.WinDLL("user32")
        self._user32.GetForegroundWindow.restype = wintypes.HWND
        self._ole32 = ctypes.WinDLL("ole32")

    def is_administrator(self) -> bool:
        """Whether this process has an administrator's token, in force."""
        return bool(self._shell32.IsUserAnAdmin())

    def run_as_administrator(self, program: str, arguments: str) -> "WindowsProcess":
        """Start a program elevated, after its prompt; raises `NotElevatedError`."""
        info = _ShellExecuteInfo(
            cbSize=ctypes.sizeof(_ShellExecuteInfo),
            fMask=_SEE_MASK_NOCLOSEPROCESS | _SEE_MASK_NOASYNC | _SEE_MASK_FLAG_NO_UI,
            hwnd=self._user32.GetForegroundWindow(),  # without it the prompt may wait, unseen, in the taskbar
            lpVerb="runas",
            lpFile=program,
            lpParameters=arguments,
            nShow=_SW_SHOWNORMAL,
        )
        com = self._ole32.CoInitializeEx(None, _COINIT_APARTMENTTHREADED | _COINIT_DISABLE_OLE1DDE)
        try:
            started = self._shell32.ShellExecuteExW(ctypes.byref(info))
            code = ctypes.get_last_error()
        finally:
            if com >= 0:
                self._ole32.CoUninitialize()
        if not started or not info.hProcess:
            raise NotElevatedError(code, ctypes.FormatError(code).strip())
        return WindowsProcess(info.hProcess)


class WindowsProcess:
    """Fulfils `windows_elevation.StartedProgram` by a process handle."""

    def __init__(self, handle: int) -> None:
        self._handle = handle
        self._kernel32 = ctypes.WinDLL("kernel32", use_last_error=True)
        self._kernel32.WaitForSingleObject.argtypes = (wintypes.HANDLE, wintypes.DWORD)
        self._kernel32.WaitForSingleObject.restype = wintypes.DWORD
        self._kernel32.GetExitCodeProcess.argtypes = (wintypes.HANDLE, ctypes.POINTER(wintypes.DWORD))
        self._kernel32.CloseHandle.argtypes = (wintypes.HANDLE,)

    def wait(self, seconds: float) -> int | None:
        """Wait for its end no longer than this; return its exit code, None when it still runs."""
        outcome = self._kernel32.WaitForSingleObject(self._handle, round(seconds * 1000))
        if outcome == _WAIT_FAILED:
            raise ctypes.WinError(ctypes.get_last_error())
        if outcome != _WAIT_OBJECT_0:
            return None
        code = wintypes.DWORD()
        if not self._kernel32.GetExitCodeProcess(self._handle, ctypes.byref(code)):
            raise ctypes.WinError(ctypes.get_last_error())
        return code.value

    def close(self) -> None:
        """Look after it no longer; it runs on."""
        self._kernel32.CloseHandle(self._handle)
