"""`clockreports key`: set, status, forget and test, and never a sight of the key."""

import getpass
import io
import sys

import pytest

from clockreports.practice.faults import Fault
from clockreports.practice.server import PracticeServer
from tests.cli.firm import KEY, ONLY_EMPLOYEES, ONLY_TIMESHEETS, Answer, Terminal
from tests.helpers.vault import MemoryKeyring


def _set(terminal: Terminal, monkeypatch: pytest.MonkeyPatch, typed: bytes, *options: str) -> Answer:
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed)))
        return terminal.type("key", "set", *options)


@pytest.mark.parametrize(
    "typed", [f"{KEY}\n".encode(), f"  “{KEY}”\r\n".encode(), f"\ufeff{KEY}".encode(), KEY.replace("-", "").encode()]
)
def test_a_key_is_read_from_standard_input_and_kept(
    bare: Terminal, memory_keyring: MemoryKeyring, monkeypatch: pytest.MonkeyPatch, typed: bytes
) -> None:
    answer = _set(bare, monkeypatch, typed, "--json")
    assert answer.code == 0
    assert answer.data == {
        "set": True,
        "place": "your own keyring",
        "read_only": False,
        "ending": "89AB",
        "address": "https://api.peoplehr.net",
    }
    assert len(memory_keyring.kept) == 1


def test_on_a_terminal_the_key_is_not_echoed(
    bare: Terminal, memory_keyring: MemoryKeyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    keyboard = io.StringIO()
    monkeypatch.setattr(keyboard, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stdin", keyboard)
    monkeypatch.setattr(getpass, "getpass", lambda _prompt: KEY)
    assert bare.type("key", "set").code == 0
    assert len(memory_keyring.kept) == 1


@pytest.mark.parametrize("typed", [b"", b"\n", b"not-a-key\n", b"\xff\xfe1\x00"])
def test_what_cannot_be_a_key_is_refused_without_repeating_it(
    bare: Terminal, memory_keyring: MemoryKeyring, monkeypatch: pytest.MonkeyPatch, typed: bytes
) -> None:
    answer = _set(bare, monkeypatch, typed)
    assert (answer.code, answer.out) == (2, "")
    assert "not-a-key" not in answer.err
    assert memory_keyring.kept == {}


def test_the_status_tells_where_the_key_is(bare: Terminal, terminal: Terminal, memory_keyring: MemoryKeyring) -> None:
    none = bare.type("key", "status")
    assert (none.code, none.out.splitlines()[0], memory_keyring.kept) == (3, "No key is set.", {})
    assert bare.type("key", "status", "--json").data["set"] is False
    environment = terminal.type("key", "status", "--json")
    assert (environment.code, environment.data["place"]) == (0, "the environment")
    assert "ends in 89AB" in terminal.type("key", "status").out


def test_without_any_keyring_there_is_no_key(bare: Terminal) -> None:
    answer = bare.type("key", "status", "--json")
    assert (answer.code, answer.data.keys()) == (3, {"error"})


def test_forgetting_removes_the_stored_key_only(
    bare: Terminal, terminal: Terminal, memory_keyring: MemoryKeyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    before_it = _set(terminal, monkeypatch, KEY.encode())
    assert "another one goes before it" in before_it.out
    assert "there is another one" in terminal.type("key", "forget").out
    assert memory_keyring.kept == {}
    assert bare.type("key", "forget", "--json").data["set"] is False


@pytest.mark.parametrize(
    ("key", "fault", "outcome"),
    [
        (KEY, "", (0, "works")),
        (ONLY_TIMESHEETS, "", (1, "employee_right_missing")),
        (ONLY_EMPLOYEES, "", (3, "timesheet_right_missing")),
        ("c0ffee00-dead-4bee-8fad-999999999999", "", (3, "key_refused")),
        (KEY, "html_500_before", (4, "unreachable")),
        (KEY, "http_429", (4, "too_many_calls")),
    ],
)
def test_the_test_tells_what_is_wrong(
    terminal: Terminal, people_hr: PracticeServer, key: str, fault: str, outcome: tuple[int, str]
) -> None:
    if fault:
        people_hr.order(Fault(fault, times=99))
    answer = terminal.type("key", "test", "--json", CLOCKREPORTS_PEOPLEHR_KEY=key)
    assert (answer.code, answer.data["verdict"]) == outcome
    assert answer.data.keys() == {"verdict", "sentence", "company"}
    assert answer.data["company"] == ("Test Works" if answer.code == 0 else "")


def test_the_test_needs_a_key(bare: Terminal, memory_keyring: MemoryKeyring) -> None:
    assert (bare.type("key", "test").code, memory_keyring.kept) == (3, {})
