"""The seal of a Windows computer: DPAPI with the computer's own key. It opens here, for any program on it."""

import ctypes
import sys
from collections.abc import Callable
from ctypes import wintypes
from typing import Final

assert sys.platform == "win32"  # noqa: S101 - tells the type checker where this module lives

_UI_FORBIDDEN: Final = 0x1
_LOCAL_MACHINE: Final = 0x4


class _Blob(ctypes.Structure):
    """DATA_BLOB."""

    _fields_ = (("size", wintypes.DWORD), ("data", ctypes.c_void_p))


_crypt32: Final = ctypes.WinDLL("crypt32", use_last_error=True)
_kernel32: Final = ctypes.WinDLL("kernel32", use_last_error=True)
_BLOB: Final = ctypes.POINTER(_Blob)
for _function in (_crypt32.CryptProtectData, _crypt32.CryptUnprotectData):
    _function.argtypes = (_BLOB, ctypes.c_void_p, _BLOB, ctypes.c_void_p, ctypes.c_void_p, wintypes.DWORD, _BLOB)
    _function.restype = wintypes.BOOL
_kernel32.LocalFree.argtypes = (ctypes.c_void_p,)
_kernel32.LocalFree.restype = ctypes.c_void_p


class MachineSeal:
    """Fulfils `machine_vault.Seal` by CryptProtectData with CRYPTPROTECT_LOCAL_MACHINE."""

    def close(self, text: bytes) -> bytes:
        """Return the text, sealed; raises `OSError`."""
        return _convert(_crypt32.CryptProtectData, text, _LOCAL_MACHINE | _UI_FORBIDDEN)

    def open(self, sealed: bytes) -> bytes:
        """Return what was sealed on this computer; raises `OSError` for anything else."""
        return _convert(_crypt32.CryptUnprotectData, sealed, _UI_FORBIDDEN)


def _convert(function: Callable[..., int], given: bytes, flags: int) -> bytes:
    buffer = ctypes.create_string_buffer(given, len(given))
    source = _Blob(len(given), ctypes.addressof(buffer))
    result = _Blob()
    if not function(ctypes.byref(source), None, None, None, None, flags, ctypes.byref(result)):
        raise ctypes.WinError(ctypes.get_last_error())
    try:
        return ctypes.string_at(result.data, result.size)
    finally:
        _kernel32.LocalFree(result.data)
