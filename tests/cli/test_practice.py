"""`clockreports practice`: it announces itself, answers, and ends when asked."""

import signal
import threading
import time
from collections.abc import Callable
from http.client import HTTPConnection
from pathlib import Path

import pytest

from tests.cli.firm import Terminal


def _meanwhile(port_file: Path, do: Callable[[int], object]) -> threading.Thread:
    """Wait in a thread until the server listens, do something with its port, then ask it to end."""

    def visit() -> None:
        for _ in range(1000):
            if port_file.exists():
                do(int(port_file.read_text(encoding="utf-8")))
                signal.raise_signal(signal.SIGINT)
                return
            time.sleep(0.02)

    thread = threading.Thread(target=visit)
    thread.start()
    return thread


def _ask(port: int) -> int:
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", "/practice/log")
    code = connection.getresponse().status
    connection.close()
    return code


def test_it_answers_until_it_is_asked_to_end(bare: Terminal) -> None:
    port_file = bare.folder / "port"
    codes: list[int] = []
    visitor = _meanwhile(port_file, lambda port: codes.append(_ask(port)))
    answer = bare.type("practice", "--port-file", port_file, "--json")
    visitor.join()
    assert (answer.code, codes) == (0, [200])
    assert answer.data["company"] == "Pretend Works Ltd"
    assert answer.data["calls_per_minute"] == 30
    assert answer.data["environment"] == {
        "CLOCKREPORTS_PEOPLEHR_URL": answer.data["address"],
        "CLOCKREPORTS_PEOPLEHR_KEY": "11111111-2222-4333-8444-555566667777",
    }
    assert list(bare.folder.iterdir()) == [], "the port is free again, and no profile was made"


def test_it_shows_lines_to_paste(bare: Terminal) -> None:
    port_file = bare.folder / "port"
    ports: list[int] = []
    visitor = _meanwhile(port_file, ports.append)
    answer = bare.type("practice", "--port-file", port_file, "--calls-per-minute", "0")
    visitor.join()
    assert f"  export CLOCKREPORTS_PEOPLEHR_URL=http://127.0.0.1:{ports[0]}\n" in answer.out
    assert "  $env:CLOCKREPORTS_PEOPLEHR_KEY = '11111111-2222-4333-8444-555566667777'\n" in answer.out
    assert "takes any number of calls" in answer.out
    assert answer.out.endswith("Practice People HR has ended.\n")


def test_it_plays_the_company_of_a_file(bare: Terminal) -> None:
    port_file = bare.folder / "port"
    company = bare.log('{"company_id": 1, "name": "Keyless Ltd", "keys": [], "employees": []}', name="company.json")
    visitor = _meanwhile(port_file, _ask)
    answer = bare.type("practice", "--company", company, "--port-file", port_file)
    visitor.join()
    assert "plays Keyless Ltd" in answer.out
    assert "It has no key." in answer.out


@pytest.mark.parametrize(("option", "value"), [("--company", "nowhere/company.json"), ("--port-file", "nowhere/port")])
def test_what_it_cannot_use_is_told(bare: Terminal, option: str, value: str) -> None:
    answer = bare.type("practice", option, bare.folder / value)
    assert (answer.code, answer.out) == (2, "")
    assert "nowhere" in answer.err
