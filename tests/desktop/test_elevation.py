"""Asking for an administrator on Linux and macOS: the real asking side and helper, and stand-ins for the prompts."""

import sys
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from threading import Timer

import pytest

from clockreports.base.cancel import CancelToken
from clockreports.base.errors import CancelledError, UnusableError
from clockreports.base.secret import Secret
from clockreports.desktop.elevation import system_elevation
from clockreports.desktop.elevation_process import HelperProcess
from clockreports.desktop.linux_elevation import PkexecElevation
from clockreports.desktop.macos_elevation import OsascriptElevation
from clockreports.services.key_text import from_text
from clockreports.services.ports import Credentials, Elevated, Elevation, Saved
from tests.helpers.elevation_system import ALLOWING, DISMISSING, REFUSING, WAITING, helper_into, stand_in

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows elevates a window instead of a helper")

KEY = "1b2c3d4e-0000-4abc-8def-0123456789ab"
ADDRESS = "https://people.example"
SAVED = Saved(datetime(2026, 5, 12, 9, 30, tzinfo=UTC), "Jo", tested=False)
OF_THE_SHELL = ("LC_CTYPE", "OLDPWD", "PWD", "SHLVL", "_")  # what the stand-in and Python itself add
STORED = Credentials(Secret(KEY), ADDRESS, SAVED)


class Desk:
    """An asking program: its elevation, and the file that stands for the machine-wide store."""

    def __init__(self, make: type[PkexecElevation | OsascriptElevation], folder: Path, stack: ExitStack) -> None:
        self.store = folder / "store"
        self._make = make
        self._stack = stack

    def elevation(self, patience: float = 100) -> Elevation:
        """Return what asks."""
        helper = helper_into(self.store, patience)
        return PkexecElevation(helper, ()) if self._make is PkexecElevation else OsascriptElevation(helper)

    def unlocked(self, patience: float = 100) -> HelperProcess:
        """Ask, and expect to be given the rights; they are given back at the end of the test."""
        given = self.elevation(patience).ask(machine_wide=True, cancel=CancelToken())
        assert isinstance(given, HelperProcess)
        self._stack.callback(given.end)
        return given

    @property
    def stored(self) -> Credentials | None:
        """What is stored machine-wide."""
        return from_text(self.store.read_bytes()) if self.store.is_file() else None


@pytest.fixture(params=[PkexecElevation, OsascriptElevation])
def desk(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """Give a computer whose administrator agrees to everything, until the test says otherwise."""
    stand_in(monkeypatch, tmp_path / "bin", ALLOWING)
    with ExitStack() as stack:
        yield Desk(request.param, tmp_path, stack)


def _refusal(elevated: Elevated, credentials: Credentials) -> str:
    with pytest.raises(UnusableError) as caught:
        elevated.keep(credentials)
    return str(caught.value)


class TestTheHelper:
    def test_keeps_key_and_address_and_who_saved_them(self, desk: Desk) -> None:
        desk.unlocked().keep(STORED)
        assert desk.stored == STORED

    def test_forgets(self, desk: Desk) -> None:
        elevated = desk.unlocked()
        elevated.keep(STORED)
        elevated.forget()
        assert desk.stored is None

    def test_changes_nothing_when_nothing_is_asked_of_it(self, desk: Desk) -> None:
        elevated = desk.unlocked()
        elevated.end()
        elevated.end()
        assert elevated.exit_code == 0
        assert desk.stored is None

    @pytest.mark.parametrize(
        ("credentials", "why"),
        [
            (Credentials(Secret("not a key"), ADDRESS), "cannot be a People HR API key"),
            (Credentials(Secret(KEY), "http://people.example"), "unprotected"),
            (Credentials(Secret(KEY), "file:///etc/shadow"), "address of People HR cannot be used"),
            (Credentials(Secret(KEY), "https://people.example/" + "a" * 5000), "not understood"),
        ],
    )
    def test_refuses_what_cannot_be_right_and_may_be_asked_again(
        self, desk: Desk, credentials: Credentials, why: str
    ) -> None:
        elevated = desk.unlocked()
        assert why in _refusal(elevated, credentials)
        assert desk.stored is None

    def test_may_be_asked_again_after_a_refusal(self, desk: Desk) -> None:
        elevated = desk.unlocked()
        _refusal(elevated, Credentials(Secret("not a key"), ADDRESS))
        elevated.keep(STORED)
        assert desk.stored == STORED

    def test_says_in_the_stores_own_words_why_it_failed(self, desk: Desk) -> None:
        desk.store.mkdir()
        assert _refusal(desk.unlocked(), STORED) == "The place is taken. Make room there."

    def test_does_nothing_once_the_rights_are_given_back(self, desk: Desk) -> None:
        elevated = desk.unlocked()
        elevated.end()
        assert "rights have run out" in _refusal(elevated, STORED)
        assert desk.stored is None

    def test_ends_by_itself_when_nobody_asks_anything(self, desk: Desk) -> None:
        elevated = desk.unlocked(patience=0.02)
        elevated._process.wait(30)
        assert "rights have run out" in _refusal(elevated, STORED)
        assert desk.stored is None


class TestTheSystem:
    def test_dismissing_the_prompt_is_no_error(
        self, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        stand_in(monkeypatch, tmp_path / "bin", DISMISSING)
        assert [desk.elevation().ask(machine_wide=wide, cancel=CancelToken()) for wide in (True, False)] == [None, None]

    @pytest.mark.parametrize("machine_wide", [True, False])
    def test_a_refusal_is_told_in_a_sentence(
        self, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, machine_wide: bool
    ) -> None:
        stand_in(monkeypatch, tmp_path / "bin", REFUSING)
        with pytest.raises(UnusableError, match="did not give ClockReports an administrator’s rights"):
            desk.elevation().ask(machine_wide=machine_wide, cancel=CancelToken())

    def test_a_helper_that_dies_at_once_is_told_in_a_sentence(
        self, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        stand_in(monkeypatch, tmp_path / "bin", dict.fromkeys(ALLOWING, "exit 3"))
        with pytest.raises(UnusableError, match="administrator"):
            desk.elevation().ask(machine_wide=True, cancel=CancelToken())

    def test_whoever_stops_waiting_takes_the_prompt_away(
        self, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        stand_in(monkeypatch, tmp_path / "bin", WAITING)
        cancel = CancelToken()
        timer = Timer(0.05, cancel.cancel)
        timer.start()
        with pytest.raises(CancelledError):
            desk.elevation().ask(machine_wide=True, cancel=cancel)
        timer.join()

    def test_where_an_administrator_only_has_to_agree_none_of_our_code_is_elevated(
        self, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        note = tmp_path / "note"
        stand_in(monkeypatch, tmp_path / "bin", {name: f"echo $@ > {note}; {does}" for name, does in ALLOWING.items()})
        agreed = desk.elevation().ask(machine_wide=False, cancel=CancelToken())
        assert agreed is not None
        assert "true" in note.read_text(encoding="utf-8")
        assert sys.executable not in note.read_text(encoding="utf-8")
        with pytest.raises(AssertionError):
            agreed.keep(STORED)
        with pytest.raises(AssertionError):
            agreed.forget()
        agreed.end()


class TestPkexec:
    def test_its_absence_is_told_with_what_to_do(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PATH", str(tmp_path))
        with pytest.raises(UnusableError, match=r"no pkexec.*Install the package pkexec.*sudo"):
            PkexecElevation(helper_into(tmp_path / "store"), ()).ask(machine_wide=True, cancel=CancelToken())

    def test_a_program_that_others_can_change_is_not_elevated(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        stand_in(monkeypatch, tmp_path / "bin", dict.fromkeys(ALLOWING, f"touch {tmp_path / 'asked'}"))
        program = tmp_path / "program"
        program.touch()
        program.chmod(0o666)
        with pytest.raises(UnusableError, match=f"{program} can be changed without them"):
            PkexecElevation(helper_into(tmp_path / "store"), (program,)).ask(machine_wide=True, cancel=CancelToken())
        assert not (tmp_path / "asked").exists()

    @pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
    def test_the_key_is_in_no_command_line_and_in_no_environment(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        stand_in(monkeypatch, tmp_path / "bin", ALLOWING)
        monkeypatch.setenv("CLOCKREPORTS_PEOPLEHR_KEY", KEY)
        monkeypatch.setenv("PYTHONPATH", str(tmp_path))
        elevation = PkexecElevation(helper_into(tmp_path / "store"), ())
        elevated = elevation.ask(machine_wide=True, cancel=CancelToken())
        assert isinstance(elevated, HelperProcess)
        elevated.keep(STORED)
        process = Path("/proc", str(elevated._process.pid))
        command_line, environment = process.joinpath("cmdline").read_bytes(), process.joinpath("environ").read_bytes()
        elevated.end()
        names = {line.partition(b"=")[0].decode() for line in environment.split(b"\0") if line}
        assert b"key_helper" in command_line
        assert KEY.encode() not in command_line + environment
        assert names <= {"LANG", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "PATH", *OF_THE_SHELL}


def test_this_system_has_a_way_to_ask() -> None:
    elevation: Elevation = system_elevation()
    expected = OsascriptElevation if sys.platform == "darwin" else PkexecElevation
    assert isinstance(elevation, expected)
