"""The server from outside: its addresses, its one port on this computer, and its end."""

import socket
import threading
from http.client import HTTPException

import pytest

from clockreports.base.cancel import CancelToken
from clockreports.base.errors import UnusableError
from clockreports.practice.faults import Fault
from clockreports.practice.server import PracticeServer
from tests.practice.calling import Caller, tiny_company

BODY = b'{"Action": "GetCompanyInformation"}'


@pytest.mark.parametrize("path", ["/Employee", "/Employee/", "/employee", "/Employee/GetAll", "/Employee?x=1"])
def test_the_address_may_be_written_in_several_ways(caller: Caller, path: str) -> None:
    assert caller.send("POST", path, BODY).said == (1, "API key is missing.")


@pytest.mark.parametrize(
    ("method", "path", "code"),
    [
        ("POST", "/", 404),
        ("POST", "/Payroll", 404),
        ("GET", "/", 404),
        ("GET", "/Timesheet", 405),
        ("HEAD", "/Employee", 405),
        ("PUT", "/Timesheet", 405),
        ("PATCH", "/Timesheet", 405),
        ("DELETE", "/Timesheet", 405),
        ("OPTIONS", "/Employee/", 405),
    ],
)
def test_everything_else_is_a_plain_html_page(
    caller: Caller, server: PracticeServer, method: str, path: str, code: int
) -> None:
    answer = caller.send(method, path)
    assert answer.code == code
    assert answer.headers["Content-Type"].startswith("text/html")
    assert (server.log[-1].path, server.log[-1].code) == (path, code)
    assert caller.send("POST", "/Employee", BODY).said == (1, "API key is missing.")  # the connection is kept


@pytest.mark.parametrize("headers", ["Transfer-Encoding: chunked", "Content-Length: 9999999", "Content-Length: -1"])
def test_a_body_of_unknown_or_absurd_length_is_refused(server: PracticeServer, headers: str) -> None:
    with _connected(server) as connection:
        connection.sendall(f"POST /Timesheet HTTP/1.1\r\nHost: x\r\n{headers}\r\n\r\n".encode())
        answer = connection.makefile("rb").read()
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert server.log == ()


def test_it_listens_on_loopback_only(server: PracticeServer) -> None:
    assert server.address.startswith("http://127.0.0.1:")


def test_a_port_in_use_is_refused_with_advice(server: PracticeServer) -> None:
    port = int(server.address.rpartition(":")[2])
    with pytest.raises(UnusableError, match=f"Port {port} of this computer cannot be opened"):
        PracticeServer(tiny_company(), port)


def test_a_port_that_does_not_exist_is_refused() -> None:
    with pytest.raises(UnusableError, match="Port 70000"):
        PracticeServer(tiny_company(), 70000)


def test_a_port_can_be_used_again_at_once() -> None:
    with PracticeServer(tiny_company()) as first, Caller(first) as caller:
        caller.call("GetCompanyInformation")
        port = int(first.address.rpartition(":")[2])
    with PracticeServer(tiny_company(), port) as second, Caller(second) as caller:
        assert caller.call("GetCompanyInformation").json["Status"] == 0


def test_the_end_leaves_no_thread_and_no_connection_behind() -> None:
    before = threading.active_count()
    with PracticeServer(tiny_company()) as server:
        idle = _connected(server)
        caller = Caller(server)
        assert caller.create().json["Status"] == 0
    assert threading.active_count() == before
    assert idle.recv(1) == b""
    idle.close()
    with caller, pytest.raises((ConnectionError, HTTPException)):
        caller.create()


def test_the_end_does_not_wait_for_a_slow_call() -> None:
    before = threading.active_count()
    with PracticeServer(tiny_company()) as server:
        server.order(Fault("slow_before", seconds=3000))
        with Caller(server, timeout=0.1) as hasty, pytest.raises(TimeoutError):
            hasty.create()
    assert threading.active_count() == before
    assert [key for key in server.timesheets if key[0] == "T1"] == []


def test_it_serves_until_somebody_asks_to_stop() -> None:
    cancel = CancelToken()
    with PracticeServer(tiny_company()) as server, Caller(server) as caller:
        serving = threading.Thread(target=server.serve_until, args=(cancel,))
        serving.start()
        assert caller.call("GetCompanyInformation").json["Status"] == 0
        assert serving.is_alive()
        cancel.cancel()
        serving.join()


def test_several_callers_are_served_at_once_and_no_call_is_lost(server: PracticeServer) -> None:
    def fill(month: int) -> None:
        with Caller(server) as caller:
            for day in range(1, 11):
                caller.create(day=f"2026-{month:02}-{day:02}")

    threads = [threading.Thread(target=fill, args=(month,)) for month in range(3, 9)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len([key for key in server.timesheets if key[0] == "T1"]) == 60
    assert [entry.status for entry in server.log] == [0] * 60


@pytest.mark.expects_warnings("A request could not be answered")
def test_a_bug_in_the_server_is_logged_and_not_swallowed(
    server: PracticeServer, caller: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server.people_hr, "_actions", None)
    with pytest.raises(OSError, match="closed"):
        caller.create()


def _connected(server: PracticeServer) -> socket.socket:
    host, _, port = server.address.removeprefix("http://").partition(":")
    return socket.create_connection((host, int(port)), timeout=20)
