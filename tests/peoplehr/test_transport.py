"""One exchange over real sockets: what is sent, what is taken for an answer, what kind of failure the rest is."""

import gc
import gzip
import json
import socket
import threading
import time

import pytest

from clockreports import __version__
from clockreports.base.errors import UnusableError
from clockreports.peoplehr import transport
from clockreports.peoplehr.address import read_address
from clockreports.peoplehr.exchange import Body, Patience
from clockreports.services.failures import KeyRefusedError, UnansweredError, UnreachableError
from tests.peoplehr.desk import KEY, Desk
from tests.peoplehr.raw_server import HANG_UP, Connection, Play, RawServer, envelope, http, raw, silence

NAME = {"CompanyName": "Farthingham Mill"}
DONE = json.dumps({"isError": False, "Status": 0, "Message": "", "Result": NAME}).encode()
SERVICE = "https://api.peoplehr.net"


def test_a_request_says_who_asks_and_for_what(desk: Desk) -> None:
    with RawServer(envelope(NAME)) as server:
        assert desk.talk(server.address).company_name() == "Farthingham Mill"
    (request,) = server.requests
    assert request.line == "POST /Employee HTTP/1.1"
    assert request.headers["user-agent"] == f"ClockReports/{__version__}"
    assert request.headers["content-type"] == "application/json; charset=utf-8"
    assert request.headers["accept"] == "application/json"
    assert "gzip" in request.headers["accept-encoding"]
    assert request.fields == {"APIKey": KEY, "Action": "GetCompanyInformation"}


@pytest.mark.parametrize(
    ("end", "path"), [("", "/Employee"), ("/", "/Employee"), ("/gateway/v1/", "/gateway/v1/Employee")]
)
def test_the_address_may_end_with_a_slash_and_have_a_path(desk: Desk, end: str, path: str) -> None:
    with RawServer(envelope(NAME)) as server:
        desk.talk(server.address + end).company_name()
    assert server.requests[0].line == f"POST {path} HTTP/1.1"


def test_a_connection_is_kept_for_the_next_call(desk: Desk) -> None:
    with RawServer(*[envelope(NAME)] * 3) as server:
        client = desk.talk(server.address)
        for _ in range(3):
            client.company_name()
    assert (len(server.requests), server.connections, client.calls) == (3, 1, 3)


@pytest.mark.parametrize(
    "play",
    [
        http(gzip.compress(DONE), Content_Encoding="gzip"),
        raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%b\r\n0\r\n\r\n" % (len(DONE), DONE)),
        raw(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + DONE),
        raw(b"HTTP/1.0 200 OK\r\n\r\n" + DONE),
    ],
    ids=["gzip", "chunked", "until it closes", "HTTP 1.0"],
)
def test_an_answer_may_be_packed_in_any_way(desk: Desk, play: Play) -> None:
    with RawServer(play) as server:
        assert desk.talk(server.address).company_name() == "Farthingham Mill"


@pytest.mark.parametrize(
    "play",
    [
        HANG_UP,
        raw(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n" + DONE),
        raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%b" % (len(DONE) + 9, DONE)),
        pytest.param(
            raw(b"HTTP/1.1 200 OK\r\nContent-Le"), marks=pytest.mark.expects_warnings("Failed to parse headers")
        ),
        raw(b"220 mail.example.org ESMTP\r\n"),
        http(b"not gzip at all", Content_Encoding="gzip"),
        http(b""),
        http(DONE[:-2]),
        http(b"<html><body>Under maintenance</body></html>", Content_Type="text/html"),
        http(DONE, status="201 Created"),
        http(DONE, status="404 Not Found"),
        http(DONE, status="500 Internal Server Error"),
        http(b"<html>Bad Gateway</html>", status="502 Bad Gateway"),
        envelope(status=6, message="Oops! Something went wrong.", error=True),
    ],
    ids=[
        "hangs up", "torn", "torn chunk", "torn header", "no HTTP", "no gzip", "empty", "torn JSON", "HTML", "201",
        "404", "500", "502", "status 6",
    ],
)  # fmt: skip
def test_whatever_is_no_answer_leaves_it_unknown_and_is_not_asked_again(desk: Desk, play: Play) -> None:
    with RawServer(play) as server:
        client = desk.talk(server.address)
        with pytest.raises(UnansweredError):
            client.company_name()
    assert (len(server.requests), client.calls) == (1, 1)
    assert all(end is not None for _, end in desk.call_log.calls)


def test_a_kept_connection_that_breaks_is_not_silently_used_anew(desk: Desk) -> None:
    with RawServer(envelope(NAME), HANG_UP, envelope(NAME)) as server:
        client = desk.talk(server.address)
        client.company_name()
        with pytest.raises(UnansweredError):
            client.company_name()
        assert len(server.requests) == 2
        assert client.company_name() == "Farthingham Mill"
    assert (server.connections, client.calls) == (2, 3)


@pytest.mark.parametrize(
    "status", ["301 Moved", "302 Found", "303 See Other", "307 Temporary Redirect", "308 Permanent"]
)
def test_a_redirect_is_never_followed(desk: Desk, status: str) -> None:
    with RawServer(envelope(NAME)) as elsewhere:
        play = http(b"<html>Moved</html>", status=status, Location=f"{elsewhere.address}/Employee")
        with RawServer(play) as server, pytest.raises(UnansweredError, match=f"HTTP {status[:3]}"):
            desk.talk(server.address).company_name()
    assert (len(server.requests), elsewhere.connections) == (1, 0)


def test_a_redirect_to_nonsense_is_a_failure_like_any_other(desk: Desk) -> None:
    play = http(status="302 Found", Location="http://[")
    with RawServer(play) as server, pytest.raises(UnansweredError, match="HTTP 302"):
        desk.talk(server.address).company_name()


@pytest.mark.parametrize("status", ["401 Unauthorized", "403 Forbidden"])
def test_being_turned_away_stops_everything(desk: Desk, status: str) -> None:
    with RawServer(http(b"<html>No</html>", status=status)) as server, pytest.raises(KeyRefusedError, match=status[:3]):
        desk.talk(server.address).company_name()
    assert len(server.requests) == 1


def test_where_nobody_listens_it_is_unreachable(desk: Desk) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    client = desk.talk(f"http://127.0.0.1:{port}")
    with pytest.raises(UnreachableError):
        client.company_name()
    assert client.calls == 0
    assert desk.call_log.calls[0][1] is not None


def test_no_secure_connection_means_unreachable(desk: Desk) -> None:
    with RawServer(greeting=b"HTTP/1.1 400 Bad Request\r\n\r\n") as server:
        client = desk.talk(f"https://127.0.0.1:{server.port}")
        with pytest.raises(UnreachableError, match="secure connection"):
            client.company_name()
    assert (client.calls, server.requests) == (0, [])


def test_http_to_another_computer_is_refused_before_anything_is_sent(desk: Desk) -> None:
    with pytest.raises(UnusableError):
        desk.talk("http://api.peoplehr.net")


def test_an_answer_without_end_is_cut_off(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "_MOST_BYTES", 1000)
    with RawServer(http(b" " * 100_000 + DONE)) as server, pytest.raises(UnansweredError, match="too long"):
        desk.talk(server.address).company_name()


def test_silence_is_not_borne_for_ever() -> None:
    with RawServer(silence) as server:
        line = transport.Transport(read_address(server.address))
        with pytest.raises(UnansweredError, match="in time"):
            line.exchange("Employee", Body(b"{}"), Patience(read=0.1, whole=60))
        line.close()


def test_a_person_can_stop_it_while_people_hr_is_silent(desk: Desk) -> None:
    def stop() -> None:
        server.arrived.wait(60)
        desk.cancel.cancel()

    with RawServer(silence) as server:
        client = desk.talk(server.address)
        stopper = threading.Thread(target=stop)
        stopper.start()
        begun = time.monotonic()
        with pytest.raises(UnansweredError):
            client.company_name()
        assert time.monotonic() - begun < 20, "it did not wait for the read time-out"
        stopper.join()
    assert client.calls == 1
    assert desk.call_log.calls[0][1] is None, "the call may still be on its way"


def test_after_an_exchange_was_abandoned_the_next_has_a_connection_of_its_own(desk: Desk) -> None:
    def trickle(connection: Connection, over: threading.Event) -> bool:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n  ")
        desk.clock.advance(100)
        return silence(connection, over)

    with RawServer(trickle, envelope(NAME)) as server:
        client = desk.talk(server.address)
        with pytest.raises(UnansweredError):
            client.company_name()
        assert client.company_name() == "Farthingham Mill"
    assert (server.connections, client.calls) == (2, 2)
    assert [end is None for _, end in desk.call_log.calls] == [True, False]


def test_a_conversation_that_is_let_go_leaves_nothing_open(desk: Desk) -> None:
    with RawServer(envelope(NAME)) as server:
        client = Desk().talk(server.address)
        client.company_name()
        del client
        gc.collect()  # a connection left open would warn here, and warnings are errors
        assert desk.talk(server.address).calls == 0


# Proxies -----------------------------------------------------------------------------------------------------------


def test_a_proxy_that_refuses_has_seen_no_key_and_means_unreachable(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    with RawServer(http(status="407 Proxy Authentication Required")) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", proxy.address)
        client = desk.talk(SERVICE)
        with pytest.raises(UnreachableError, match="proxy"):
            client.company_name()
    (request,) = proxy.requests
    assert request.line.startswith("CONNECT api.peoplehr.net:443 ")
    assert request.body == b""
    assert client.calls == 0


@pytest.mark.parametrize("proxy", ["http://[", "http://", "http://" + "a" * 70 + ".example", "nonsense://x"])
def test_a_proxy_setting_that_makes_no_sense_means_unreachable(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, proxy: str
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", proxy)
    with pytest.raises(UnreachableError):
        desk.talk(SERVICE).company_name()


def test_a_certificate_file_that_is_missing_means_unreachable(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", "nowhere.pem")
    with pytest.raises(UnreachableError):
        desk.talk(SERVICE).company_name()
