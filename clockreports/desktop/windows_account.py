"""Which account of Windows this program runs as, through secur32. Windows only."""

import ctypes
import sys
from ctypes import wintypes
from pathlib import Path
from typing import Final

from clockreports.base.errors import UnusableError

assert sys.platform == "win32"  # noqa: S101 - tells the type checker where this module lives

_NAME_SAM_COMPATIBLE: Final = 2
"""Source: Windows SDK, secext.h, EXTENDED_NAME_FORMAT."""

_MOST_CHARACTERS: Final = 1024


def own_account() -> str:
    r"""Return the account as Windows names it ("PC-12\jane"); raises `UnusableError` when Windows does not tell."""
    length = wintypes.ULONG(_MOST_CHARACTERS)
    name = ctypes.create_unicode_buffer(_MOST_CHARACTERS)
    if not ctypes.WinDLL("secur32").GetUserNameExW(_NAME_SAM_COMPATIBLE, name, ctypes.byref(length)) & 0xFF:
        raise UnusableError("Windows does not tell as whom ClockReports runs.", "Sign out and in, then try again.")
    return name.value


def system_program(name: str) -> Path:
    """Return a program of Windows itself; the search path, which may lead elsewhere, is not asked."""
    folder = ctypes.create_unicode_buffer(_MOST_CHARACTERS)
    ctypes.WinDLL("kernel32").GetSystemDirectoryW(folder, _MOST_CHARACTERS)
    return Path(folder.value, name)
