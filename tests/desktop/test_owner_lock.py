"""One owner at a time, on the real lock and on the fake; and what the real one does when its owner is killed."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from clockreports.base.errors import UnusableError
from clockreports.desktop.owner_lock import FileOwnerLock, NeverSure
from clockreports.services.ports import OwnerLock
from tests.helpers.owner_lock import MemoryOwnerLock

Pair = tuple[OwnerLock, OwnerLock]

HOLD = """
import sys
from pathlib import Path
from clockreports.desktop.owner_lock import FileOwnerLock
lock = FileOwnerLock(Path(sys.argv[1]))
print(lock.try_take(), flush=True)
sys.stdin.read()
"""


def _files(folder: Path) -> Pair:
    path = folder / "deep" / "export.lock"
    return FileOwnerLock(path), FileOwnerLock(path)


def _fakes(_folder: Path) -> Pair:
    first = MemoryOwnerLock()
    return first, MemoryOwnerLock(beside=first)


@pytest.mark.parametrize("make", [_files, _fakes])
class TestOwnerLock:
    def test_only_one_holds_it(self, make: Callable[[Path], Pair], tmp_path: Path) -> None:
        first, second = make(tmp_path)
        assert first.try_take()
        assert not second.try_take()
        first.release()
        assert second.try_take()
        second.release()

    def test_who_holds_it_may_ask_again_and_gives_it_back_once(
        self, make: Callable[[Path], Pair], tmp_path: Path
    ) -> None:
        first, second = make(tmp_path)
        assert [first.try_take(), first.try_take()] == [True, True]
        first.release()
        assert second.try_take()
        second.release()

    def test_giving_back_what_one_does_not_hold_does_nothing(
        self, make: Callable[[Path], Pair], tmp_path: Path
    ) -> None:
        first, second = make(tmp_path)
        assert first.try_take()
        second.release()
        assert not second.try_take()
        first.release()


def test_the_system_drops_the_lock_of_a_killed_owner(tmp_path: Path) -> None:
    path = tmp_path / "export.lock"
    with subprocess.Popen(  # noqa: S603 - this very Python
        [sys.executable, "-c", HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as owner:
        assert owner.stdout is not None
        assert owner.stdout.readline() == "True\n"
        heir = FileOwnerLock(path)
        assert not heir.try_take()
        owner.kill()
        owner.wait(30)
        assert heir.try_take()
        heir.release()


def test_a_file_that_cannot_be_made_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "export.lock").mkdir()
    with pytest.raises(UnusableError, match="cannot be locked") as caught:
        FileOwnerLock(tmp_path / "export.lock").try_take()
    assert "on this computer, where you may write" in caught.value.advice


def test_for_a_database_on_a_server_nobody_is_ever_sure_to_be_alone() -> None:
    lock = NeverSure()
    assert not lock.try_take()
    lock.release()
    assert not lock.try_take()
