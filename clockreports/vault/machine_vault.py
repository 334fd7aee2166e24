"""The vault of a whole computer: one file that only administrators can change, and the right people can read.

Who may do what with the file is an `AccessList`'s business, and how its text is sealed a `Seal`'s; both are the
system's own (`machine_store`). The access list is the boundary: any program on Windows that can read the file can
open the seal, and elsewhere there is none.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final, Protocol

from clockreports.base.errors import UnusableError
from clockreports.services.key_text import from_text, to_text
from clockreports.services.ports import Credentials

FILE_NAME: Final = "people-hr-key"
MOST_BYTES: Final = 4096
"""No key fills half of it; a longer file is none of ours."""

_OPEN_ELSEWHERE: Final = (32, 33)
"""Source: Windows, ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION."""

_NO_ADMINISTRATOR: Final = (1307, 1314)
"""Source: Windows, ERROR_INVALID_OWNER and ERROR_PRIVILEGE_NOT_HELD."""


class AccessList(Protocol):
    """Who may read and change the folder and the file of the key. Raises `OSError` where the system refuses."""

    def make_folder(self, folder: Path) -> None:
        """Make the folder, if it is not there, with the rights it must have."""
        ...

    def owns_folder(self, folder: Path) -> bool:
        """Whether the folder is there and belongs to the administrators of this computer."""
        ...

    def create(self, path: Path) -> int:
        """Make a file that is not there yet, with the rights it must have from its first moment; return it, open."""
        ...

    def is_right(self, file: int) -> bool:
        """Whether an open file belongs to the administrators, who alone may change it, and no stranger may read it."""
        ...


class Seal(Protocol):
    """Makes a text unreadable on every other computer. Raises `OSError` where the system refuses."""

    def close(self, text: bytes) -> bytes:
        """Return the text, sealed."""
        ...

    def open(self, sealed: bytes) -> bytes:
        """Return what was sealed on this computer."""
        ...


class MachineVault:
    """Fulfils `services.ports.Vault` by a file in `folder`, which holds nothing else."""

    name = "this computer’s key store"
    read_only = False
    machine_wide = True

    def __init__(self, folder: Path, access: AccessList, seal: Seal) -> None:
        self._folder = folder
        self._path = folder / FILE_NAME
        self._access = access
        self._seal = seal

    @property
    def is_set_up(self) -> bool:
        """Whether whoever installed ClockReports made the folder: the mark of an installation for everybody."""
        return self._access.owns_folder(self._folder)

    def read(self) -> Credentials | None:
        """Return what is stored, None when nothing is; raises `UnusableError` when it may not be read or trusted."""
        with _explained("read"):
            try:
                return self._read(self._path)
            except FileNotFoundError:
                return None

    def write(self, credentials: Credentials) -> None:
        """Store both, then read back; raises `UnusableError`, with the old ones untouched, when that fails."""
        text = to_text(credentials).encode("ascii")
        new = self._path.with_suffix(".new")
        with _explained("changed"):
            sealed = self._seal.close(text)
            if len(sealed) > MOST_BYTES:
                raise _too_long()
            self._make_folder()
            try:
                self._fill(new, sealed)
                if self._read(new) != credentials:
                    raise _forgetful()
                new.replace(self._path)
            finally:
                with suppress(OSError):
                    new.unlink(missing_ok=True)
            _settle(self._folder)
            if self._read(self._path) != credentials:
                raise _forgetful()

    def forget(self) -> None:
        """Remove what is stored; nothing happens when there is nothing."""
        with _explained("changed"):
            self._path.unlink(missing_ok=True)

    def _make_folder(self) -> None:
        self._access.make_folder(self._folder)
        if not self._access.owns_folder(self._folder):
            raise UnusableError(
                f"The folder {self._folder} belongs to somebody who is no administrator.",
                "Have an administrator remove that folder, then try again.",
            )

    def _fill(self, path: Path, sealed: bytes) -> None:
        path.unlink(missing_ok=True)  # left behind when a computer went off in the middle of this
        with os.fdopen(self._access.create(path), "wb") as file:
            file.write(sealed)
            file.flush()
            os.fsync(file.fileno())

    def _read(self, path: Path) -> Credentials:
        with path.open("rb") as file:
            if not self._access.is_right(file.fileno()):
                raise UnusableError(
                    f"The file {path} is not trusted: somebody who is no administrator could change or read it.",
                    "Have an administrator save the key again in the People HR Export window.",
                )
            sealed = file.read(MOST_BYTES + 1)
        credentials = from_text(self._open(sealed)) if len(sealed) <= MOST_BYTES else None
        if credentials is None:
            raise _unreadable()
        return credentials

    def _open(self, sealed: bytes) -> bytes:
        with suppress(OSError):
            return self._seal.open(sealed)
        raise _unreadable()


@contextmanager
def _explained(done: str) -> Iterator[None]:
    """Turn what the system says about the file into a sentence; `done` is "read" or "changed"."""
    try:
        yield
    except OSError as error:
        problem = _problem(error, done)
    else:
        return
    raise problem


def _problem(error: OSError, done: str) -> UnusableError:
    code = getattr(error, "winerror", None)
    if code in _OPEN_ELSEWHERE:
        return UnusableError("This computer’s key store is in use by another program.", "Try again in a moment.")
    if isinstance(error, PermissionError) and done == "read":
        return UnusableError(
            "This computer’s key store is locked for you.",
            "Ask an administrator to let you use it: on Linux, to put you into the group clockreports.",
        )
    if isinstance(error, PermissionError) or code in _NO_ADMINISTRATOR:
        return UnusableError(
            "Only an administrator may change this computer’s key store.",
            "Click Unlock beside the API key, or start ClockReports as administrator.",
        )
    return UnusableError(
        f"This computer’s key store cannot be {done} ({error.strerror or type(error).__name__}).",
        "Try again; if it happens again, ask whoever looks after this computer.",
    )


def _settle(folder: Path) -> None:
    """Have the new name of the file outlive a power cut; Windows knows no such thing and needs none."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _too_long() -> UnusableError:
    return UnusableError(
        "The API key is too long to be kept.",
        "A People HR key has 36 characters: copy it again, and nothing else with it.",
    )


def _forgetful() -> UnusableError:
    return UnusableError(
        "This computer’s key store did not keep the API key.",
        "Try again; if it happens again, ask whoever looks after this computer.",
    )


def _unreadable() -> UnusableError:
    return UnusableError(
        "What this computer’s key store holds cannot be read.",
        "It may come from another computer. Have an administrator set the key again.",
    )
