"""The rights of the key's folder and file on Windows, through advapi32; `access_words` says what they must be."""

import ctypes
import msvcrt
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import wintypes
from pathlib import Path
from typing import Final
from uuid import UUID

from clockreports.vault.access_words import KEY_FILE, KEY_FOLDER, is_key_file, is_trusted_owner

assert sys.platform == "win32"  # noqa: S101 - tells the type checker where this module lives

_PROGRAM_DATA: Final = UUID("62AB5D82-FDC1-4DC3-A9DD-070D1D495D97").bytes_le
"""Source: Windows SDK, KnownFolders.h, FOLDERID_ProgramData."""

_ALREADY_EXISTS: Final = 183
_FILE_OBJECT: Final = 1
_OWNER: Final = 0x1
_ACCESS_LIST: Final = 0x4
_REVISION: Final = 1
_GENERIC_WRITE: Final = 0x4000_0000
_CREATE_NEW: Final = 1
_NORMAL: Final = 0x80
_NO_HANDLE: Final = ctypes.c_void_p(-1).value


class _SecurityAttributes(ctypes.Structure):
    """SECURITY_ATTRIBUTES."""

    _fields_ = (("length", wintypes.DWORD), ("descriptor", ctypes.c_void_p), ("inherited", wintypes.BOOL))


_POINTER: Final = ctypes.POINTER(ctypes.c_void_p)
_ATTRIBUTES: Final = ctypes.POINTER(_SecurityAttributes)
_advapi32: Final = ctypes.WinDLL("advapi32", use_last_error=True)
_kernel32: Final = ctypes.WinDLL("kernel32", use_last_error=True)
_shell32: Final = ctypes.WinDLL("shell32")
_ole32: Final = ctypes.WinDLL("ole32")

_from_words: Final = _advapi32.ConvertStringSecurityDescriptorToSecurityDescriptorW
_from_words.argtypes = (wintypes.LPCWSTR, wintypes.DWORD, _POINTER, ctypes.c_void_p)
_from_words.restype = wintypes.BOOL
_to_words: Final = _advapi32.ConvertSecurityDescriptorToStringSecurityDescriptorW
_to_words.argtypes = (ctypes.c_void_p, wintypes.DWORD, wintypes.DWORD, _POINTER, ctypes.c_void_p)
_to_words.restype = wintypes.BOOL
_of_handle: Final = _advapi32.GetSecurityInfo
_of_handle.argtypes = (wintypes.HANDLE, ctypes.c_int, wintypes.DWORD, *[ctypes.c_void_p] * 4, _POINTER)
_of_handle.restype = wintypes.DWORD
_of_name: Final = _advapi32.GetNamedSecurityInfoW
_of_name.argtypes = (wintypes.LPCWSTR, ctypes.c_int, wintypes.DWORD, *[ctypes.c_void_p] * 4, _POINTER)
_of_name.restype = wintypes.DWORD
_create_file: Final = _kernel32.CreateFileW
_create_file.argtypes = (
    *(wintypes.LPCWSTR, wintypes.DWORD, wintypes.DWORD, _ATTRIBUTES),
    *(wintypes.DWORD, wintypes.DWORD, wintypes.HANDLE),
)
_create_file.restype = wintypes.HANDLE
_create_folder: Final = _kernel32.CreateDirectoryW
_create_folder.argtypes = (wintypes.LPCWSTR, _ATTRIBUTES)
_create_folder.restype = wintypes.BOOL
_free: Final = _kernel32.LocalFree
_free.argtypes = (ctypes.c_void_p,)
_free.restype = ctypes.c_void_p
_known_folder: Final = _shell32.SHGetKnownFolderPath
_known_folder.argtypes = (ctypes.c_char_p, wintypes.DWORD, wintypes.HANDLE, _POINTER)
_known_folder.restype = ctypes.c_long
_ole32.CoTaskMemFree.argtypes = (ctypes.c_void_p,)
_ole32.CoTaskMemFree.restype = None


class WindowsAccessList:
    """Fulfils `machine_vault.AccessList`."""

    def make_folder(self, folder: Path) -> None:
        """Make the folder, if it is not there, with `KEY_FOLDER`."""
        with _described(KEY_FOLDER) as attributes:
            if not _create_folder(str(folder), ctypes.byref(attributes)):
                code = ctypes.get_last_error()
                if code != _ALREADY_EXISTS:
                    raise ctypes.WinError(code)

    def owns_folder(self, folder: Path) -> bool:
        """Whether the folder is there, is no link to another one, and belongs to the administrators."""
        try:
            attributes = folder.lstat().st_file_attributes
            kind = attributes & (stat.FILE_ATTRIBUTE_DIRECTORY | stat.FILE_ATTRIBUTE_REPARSE_POINT)
            return kind == stat.FILE_ATTRIBUTE_DIRECTORY and is_trusted_owner(_words_of_folder(folder))
        except OSError:
            return False

    def create(self, path: Path) -> int:
        """Make a file that is not there yet, with `KEY_FILE` from its first moment; it is open to nobody else."""
        with _described(KEY_FILE) as attributes:
            handle = _create_file(str(path), _GENERIC_WRITE, 0, ctypes.byref(attributes), _CREATE_NEW, _NORMAL, None)
            if handle == _NO_HANDLE:
                raise ctypes.WinError(ctypes.get_last_error())
        return msvcrt.open_osfhandle(handle, os.O_WRONLY | os.O_BINARY)

    def is_right(self, file: int) -> bool:
        """Whether the open file has the owner and the access list of `KEY_FILE`, no more and no less."""
        descriptor = ctypes.c_void_p()
        wanted = _OWNER | _ACCESS_LIST
        code = _of_handle(
            msvcrt.get_osfhandle(file), _FILE_OBJECT, wanted, None, None, None, None, ctypes.byref(descriptor)
        )
        return is_key_file(_words(code, descriptor, wanted))


def program_data() -> Path:
    """Return the folder of all users' program data; the environment, which anybody may set, is not asked."""
    found = ctypes.c_void_p()
    code = _known_folder(_PROGRAM_DATA, 0, None, ctypes.byref(found))
    try:
        if code or not found.value:
            raise ctypes.WinError(code)
        return Path(ctypes.wstring_at(found.value))
    finally:
        _ole32.CoTaskMemFree(found)


@contextmanager
def _described(sddl: str) -> Iterator[_SecurityAttributes]:
    descriptor = ctypes.c_void_p()
    if not _from_words(sddl, _REVISION, ctypes.byref(descriptor), None):
        raise ctypes.WinError(ctypes.get_last_error())
    try:
        yield _SecurityAttributes(ctypes.sizeof(_SecurityAttributes), descriptor, inherited=False)
    finally:
        _free(descriptor)


def _words_of_folder(folder: Path) -> str:
    descriptor = ctypes.c_void_p()
    code = _of_name(str(folder), _FILE_OBJECT, _OWNER, None, None, None, None, ctypes.byref(descriptor))
    return _words(code, descriptor, _OWNER)


def _words(code: int, descriptor: ctypes.c_void_p, wanted: int) -> str:
    """Return a security descriptor in words, and free it."""
    if code:
        raise ctypes.WinError(code)
    words = ctypes.c_void_p()
    try:
        if not _to_words(descriptor, _REVISION, wanted, ctypes.byref(words), None):
            raise ctypes.WinError(ctypes.get_last_error())
        return ctypes.wstring_at(words.value or 0)
    finally:
        _free(words)
        _free(descriptor)
