"""The computer's key store when it is locked, missing, tampered with, full or in somebody else's hands."""

import errno
import logging
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

import pytest
from typing_extensions import override

from clockreports.base.errors import UnusableError
from clockreports.base.secret import Secret
from clockreports.services.key_text import to_text
from clockreports.services.ports import Credentials
from clockreports.vault.machine_vault import FILE_NAME, MOST_BYTES, MachineVault
from tests.vault.contract import ADDRESS, KEY, STORED
from tests.vault.machine import PlayedAccess, PlayedSeal, played_machine, real_machine

NEW = Credentials(Secret("c0ffee00-dead-4bee-8fad-0123456789ab"), ADDRESS)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "ClockReports"


@pytest.fixture
def access() -> PlayedAccess:
    return PlayedAccess()


@pytest.fixture
def vault(folder: Path, access: PlayedAccess) -> MachineVault:
    """Return a store in which a key is."""
    vault = MachineVault(folder, access, PlayedSeal())
    vault.write(STORED)
    return vault


def _refused(code: int, name: str = "denied") -> OSError:
    return OSError(code, name)


def _of_windows(number: int) -> OSError:
    error = OSError(errno.EACCES if number != 1307 else errno.EINVAL, "refused", None, number)
    if sys.platform != "win32":
        error.__dict__["winerror"] = number  # there is no such thing
    return error


def test_the_file_is_sealed_and_alone_in_its_folder(vault: MachineVault, folder: Path) -> None:
    assert [path.name for path in folder.iterdir()] == [FILE_NAME]
    content = (folder / FILE_NAME).read_bytes()
    assert content.startswith(PlayedSeal.mark)
    assert KEY.encode() not in content
    assert vault.read() == STORED


def test_every_file_is_made_with_its_rights_and_never_in_place(vault: MachineVault, access: PlayedAccess) -> None:
    vault.write(NEW)
    assert access.made == [f"{FILE_NAME}.new", f"{FILE_NAME}.new"]


def test_what_a_power_cut_left_is_in_nobodys_way(vault: MachineVault, folder: Path) -> None:
    (folder / f"{FILE_NAME}.new").write_bytes(b"half a")
    vault.write(NEW)
    assert vault.read() == NEW
    assert [path.name for path in folder.iterdir()] == [FILE_NAME]


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (_refused(errno.EACCES), "Only an administrator may change"),
        (_refused(errno.EPERM), "Only an administrator may change"),
        (_of_windows(1307), "Only an administrator may change"),
        (_of_windows(32), "in use by another program"),
        (_refused(errno.ENOSPC, "No space left on device"), r"cannot be changed \(No space left on device\)"),
        (OSError("odd"), r"cannot be changed \(OSError\)"),
    ],
)
def test_each_refusal_to_write_has_its_sentence_and_leaves_the_old_key(
    vault: MachineVault, access: PlayedAccess, error: OSError, sentence: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    access.refusal = error
    with pytest.raises(UnusableError, match=sentence) as caught:
        vault.write(NEW)
    assert caught.value.advice
    assert NEW.key.reveal() not in "".join(traceback.format_exception(caught.value)) + caplog.text
    assert vault.read() == STORED


class SlippedSeal(PlayedSeal):
    """Closes another text than it was given."""

    @override
    def close(self, text: bytes) -> bytes:
        """Lose the last sign of the key."""
        return super().close(text.replace(NEW.key.reveal().encode(), NEW.key.reveal()[:-1].encode()))


class BrokenSeal(PlayedSeal):
    """Closes well, and opens nothing."""

    @override
    def open(self, sealed: bytes) -> bytes:
        """Fail, as on another computer."""
        raise OSError(13, sealed.decode("ascii"))


@pytest.mark.parametrize(
    ("seal", "sentence"),
    [(SlippedSeal(), "did not keep the API key"), (BrokenSeal(), "cannot be read")],
    ids=["slipped", "broken"],
)
def test_a_key_that_does_not_come_back_the_same_never_takes_the_old_ones_place(
    vault: MachineVault, folder: Path, seal: PlayedSeal, sentence: str
) -> None:
    with pytest.raises(UnusableError, match=sentence) as caught:
        MachineVault(folder, PlayedAccess(), seal).write(NEW)
    assert NEW.key.reveal() not in "".join(traceback.format_exception(caught.value))
    assert vault.read() == STORED
    assert [path.name for path in folder.iterdir()] == [FILE_NAME]


def test_a_file_with_the_wrong_rights_never_takes_the_old_ones_place(
    vault: MachineVault, folder: Path, access: PlayedAccess
) -> None:
    access.file_is_right = False
    with pytest.raises(UnusableError, match="is not trusted"):
        vault.write(NEW)
    access.file_is_right = True
    assert vault.read() == STORED
    assert [path.name for path in folder.iterdir()] == [FILE_NAME]


def test_a_folder_of_somebody_else_gets_no_key(folder: Path, access: PlayedAccess) -> None:
    access.folder_is_ours = False
    vault = MachineVault(folder, access, PlayedSeal())
    with pytest.raises(UnusableError, match="belongs to somebody who is no administrator"):
        vault.write(NEW)
    assert list(folder.iterdir()) == []


def test_a_key_that_somebody_could_have_put_there_is_not_used(vault: MachineVault, access: PlayedAccess) -> None:
    access.file_is_right = False
    with pytest.raises(UnusableError, match="somebody who is no administrator could change or read it"):
        vault.read()


@pytest.mark.parametrize(
    "content",
    [b"", b"rubbish", PlayedSeal.mark, PlayedSeal().close(b"[]"), PlayedSeal.mark + b"x" * MOST_BYTES],
)
def test_what_something_else_left_there_is_refused_and_can_be_replaced(
    vault: MachineVault, folder: Path, content: bytes
) -> None:
    (folder / FILE_NAME).write_bytes(content)
    with pytest.raises(UnusableError, match="cannot be read"):
        vault.read()
    vault.write(NEW)
    assert vault.read() == NEW


def test_what_is_too_long_has_a_sentence_of_its_own(vault: MachineVault) -> None:
    with pytest.raises(UnusableError, match="too long to be kept"):
        vault.write(Credentials(Secret("k" * MOST_BYTES), ADDRESS))
    assert vault.read() == STORED


READ_FAILURES = [
    (PermissionError(errno.EACCES, "denied"), "locked for you"),
    (_of_windows(33), "in use by another program"),
    (_refused(errno.EIO, "Input/output error"), r"cannot be read \(Input/output error\)"),
]
FORGET_FAILURES = [
    (PermissionError(errno.EACCES, "denied"), "Only an administrator may change"),
    (_of_windows(32), "in use by another program"),
    (_refused(errno.EROFS, "Read-only file system"), r"cannot be changed \(Read-only file system\)"),
]


@pytest.mark.parametrize(
    ("use", "method", "error", "sentence"),
    [
        *((MachineVault.read, "open", *failure) for failure in READ_FAILURES),
        *((MachineVault.forget, "unlink", *failure) for failure in FORGET_FAILURES),
    ],
)
def test_each_refusal_to_read_and_to_forget_has_its_sentence(
    vault: MachineVault, use: Callable[[MachineVault], object], method: str, error: OSError, sentence: str
) -> None:
    def refuse(*_args: object, **_options: object) -> None:
        raise error

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, method, refuse)
        with pytest.raises(UnusableError, match=sentence) as caught:
            use(vault)
    assert caught.value.advice


def test_nothing_stored_is_no_failure_wherever_the_folder_is(folder: Path) -> None:
    assert played_machine(folder).read() is None
    folder.mkdir()
    assert played_machine(folder).read() is None


def test_the_folder_is_the_mark_of_an_installation_for_everybody(folder: Path, access: PlayedAccess) -> None:
    vault = MachineVault(folder, access, PlayedSeal())
    seen = [vault.is_set_up]
    folder.mkdir()
    seen.append(vault.is_set_up)
    access.folder_is_ours = False
    assert [*seen, vault.is_set_up] == [False, True, False]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows seals it")
def test_an_unsealed_store_keeps_the_one_text_that_every_store_keeps(folder: Path) -> None:
    real_machine(folder).write(STORED)
    assert (folder / FILE_NAME).read_text(encoding="ascii") == to_text(STORED)
