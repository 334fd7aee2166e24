"""The helper itself, in memory; that it runs as a program of its own, `test_elevation` and the last tests here show."""

import io
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from typing_extensions import override

from clockreports.base.errors import ExitCode, UnusableError
from clockreports.base.secret import Secret
from clockreports.bootstrap import key_helper as composition
from clockreports.desktop.elevation_lines import request_line
from clockreports.desktop.elevation_program import KEY_HELPER, changeable, own_files, own_program
from clockreports.desktop.key_helper import serve
from clockreports.peoplehr.address import read_address
from clockreports.services.ports import Credentials
from tests.helpers.elevation import FakeElevation
from tests.helpers.vault import MemoryVault

KEY = "1b2c3d4e-0000-4abc-8def-0123456789ab"
STORED = Credentials(Secret(KEY), "https://people.example")


def _answers(vault: MemoryVault, *lines: bytes) -> list[bytes]:
    requests: Iterator[bytes] = iter([*lines, b""])
    answers = io.BytesIO()
    serve(vault, read_address, lambda: next(requests), answers)
    return answers.getvalue().splitlines()


def test_it_says_ready_before_anything_is_asked() -> None:
    vault = MemoryVault(STORED)
    assert _answers(vault) == [b"ready"]
    assert vault.held == STORED


def test_each_request_has_one_answer_and_none_repeats_the_key() -> None:
    vault = MemoryVault()
    bad = Credentials(Secret(KEY[:-1]), STORED.address)
    answers = _answers(vault, request_line(STORED), b"junk\n", request_line(bad))
    assert len(answers) == 4
    assert answers[1] == b'{"done": true}'
    assert all(KEY[:-1].encode() not in answer for answer in answers)
    assert vault.held == STORED


def test_the_key_is_stored_without_what_was_pasted_around_it() -> None:
    vault = MemoryVault()
    _answers(vault, request_line(Credentials(Secret(f' "{KEY}"\r\n'), STORED.address)))
    assert vault.held == STORED


def test_a_key_for_this_very_computer_may_be_stored() -> None:
    vault = MemoryVault()
    practice = Credentials(Secret(KEY), "http://127.0.0.1:8080")
    _answers(vault, request_line(practice))
    assert vault.held == practice


def test_a_request_to_forget_is_carried_out() -> None:
    vault = MemoryVault(STORED)
    assert _answers(vault, request_line(None)) == [b"ready", b'{"done": true}']
    assert vault.held is None


def test_it_ends_in_peace_when_whoever_asked_is_gone() -> None:
    class Gone(io.BytesIO):
        @override
        def write(self, data: object) -> int:
            raise BrokenPipeError

    vault = MemoryVault(STORED)
    serve(vault, read_address, lambda: request_line(None), Gone())
    assert vault.held == STORED


def test_a_bug_of_the_store_is_not_told_as_a_refusal() -> None:
    class Broken(MemoryVault):
        @override
        def forget(self) -> None:
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        _answers(Broken(), request_line(None))


class TestTheProgram:
    @pytest.mark.parametrize("arguments", [["--profile", "elsewhere"], ["anything"], [""]])
    def test_it_takes_no_arguments(
        self, arguments: list[str], monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr(composition, "system_elevation", lambda: FakeElevation(is_administrator=True))
        assert composition.run_key_helper(arguments) == ExitCode.UNUSABLE
        assert capfd.readouterr().out == ""

    def test_it_does_nothing_for_anybody_but_an_administrator(
        self, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr(composition, "system_elevation", FakeElevation)
        assert composition.run_key_helper([]) == ExitCode.UNUSABLE
        out, err = capfd.readouterr()
        assert (out, "as an administrator" in err) == ("", True)

    def test_it_can_be_started_as_the_asking_side_names_it(self, tmp_path: Path) -> None:
        done = subprocess.run(  # noqa: S603 - this very program
            [*own_program(KEY_HELPER), "too much"], cwd=tmp_path, env={}, capture_output=True, text=True, check=False
        )
        assert done.returncode == ExitCode.UNUSABLE, done.stderr
        assert "ClockReports starts this by itself" in done.stderr

    def test_the_help_is_silent_about_it(self) -> None:
        done = subprocess.run(
            [sys.executable, "-m", "clockreports", "--help"], capture_output=True, text=True, check=False
        )
        assert "export" in done.stdout
        assert "key-" not in done.stdout


class TestOwnProgram:
    def test_a_frozen_program_is_its_own_file(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sys, "frozen", True, raising=False)
        assert own_program("key-window") == (sys.executable, "key-window")

    def test_from_source_it_is_python_apart_from_what_a_person_may_have_set(self) -> None:
        assert own_program("key-window") == (sys.executable, "-I", "-B", "-m", "clockreports", "key-window")

    def test_its_files_are_there(self) -> None:
        assert all(file.is_file() for file in own_files())


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has access lists instead of modes")
class TestChangeable:
    def test_what_anybody_may_write_is_found(self, tmp_path: Path) -> None:
        file = tmp_path / "program"
        file.touch()
        file.chmod(0o757)
        link = tmp_path / "link"
        link.symlink_to(file)
        assert changeable([link]) == file

    def test_the_systems_own_shell_is_roots_alone(self) -> None:
        assert changeable([Path("/bin/sh")]) is None


def test_what_cannot_be_a_key_is_refused_before_the_key_window_stores_it() -> None:
    with pytest.raises(UnusableError):
        composition.typed_key("not a key")


def test_the_key_window_stores_who_saved_the_key_and_where_it_may_go() -> None:
    credentials = composition.typed_key(f" {KEY}\n")
    assert (credentials.key, credentials.address) == (Secret(KEY), "https://api.peoplehr.net")
    assert credentials.saved is not None
    assert credentials.saved.by
    assert not credentials.saved.tested
