"""However a call ends, the key is in no log record, no error, no chain of errors, no trace and no repr.

Neither is what People HR told of people.
"""

import logging
import socket
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from clockreports.base.secret import Secret
from clockreports.domain.timesheets import from_text
from clockreports.peoplehr.wire import UPDATE, encode
from clockreports.services.ports import Credentials
from tests.peoplehr.desk import Desk
from tests.peoplehr.raw_server import HANG_UP, Play, RawServer, envelope, http, raw

CANARY = "CANARY-0000-4000-8000-0123456789ab"
DECOY = "DECOY-QQ123456C"
DAY = date(2026, 3, 9)

PLAYS = {
    "done": envelope([{"EmployeeId": "PW1", "NISNumber": DECOY}]),
    "echoed": envelope(status=5, message=f"The key {CANARY} is not for {CANARY.lower()}.", error=True),
    "refused": envelope(status=5, message="API key does not exists.", error=True),
    "no right": envelope(status=5, message="No access on employee schema.", error=True),
    "hung up": HANG_UP,
    "torn": raw(b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n" + DECOY.encode()),
    "torn JSON": http(f'{{"isError": false, "Result": ["{DECOY}'.encode()),
    "no envelope": http(f'{{"Result": ["{DECOY}"]}}'.encode()),
    "no rows": envelope(DECOY),
    "no gzip": http(DECOY.encode(), Content_Encoding="gzip"),
    "403": http(CANARY.encode(), status="403 Forbidden"),
    "302": http(status="302 Found", Location=f"http://127.0.0.1:1/{CANARY}"),
    "500": http(CANARY.encode(), status="500 Internal Server Error"),
}


@contextmanager
def hiding(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Let what is done inside fail as it likes; then look everywhere for the secrets."""
    caplog.set_level(logging.DEBUG)
    seen, values = "", ""
    try:
        yield
    except Exception as error:  # noqa: BLE001 - every failure is looked into
        seen = "".join(map(repr, chain(error)))
        values = values_in_trace(error)
    seen += "".join(f"{record.getMessage()} {record.args!r} {record.exc_text}" for record in caplog.records)
    assert caplog.records, "at least the line of the call"
    assert DECOY not in seen
    assert CANARY.lower() not in (seen + values).lower()


def values_in_trace(error: Exception) -> str:
    """Return the local variables of every function the error came through, but for the tests' own."""
    trace = traceback.TracebackException.from_exception(error, capture_locals=True)
    frames = [frame for frame in trace.stack if "tests" not in Path(frame.filename).parts]
    return "".join(repr(frame.locals) for frame in frames)


def chain(error: BaseException | None) -> Iterator[object]:
    """Yield everything that hangs on an error, and on whatever it came from."""
    while error is not None:
        yield from (error, str(error), error.args, vars(error), error.__traceback__ and type(error).__name__)
        yield from chain(error.__cause__)
        error = error.__context__


@pytest.mark.parametrize("play", PLAYS.values(), ids=PLAYS)
def test_when_employees_are_read(desk: Desk, caplog: pytest.LogCaptureFixture, play: Play) -> None:
    with RawServer(play) as server, hiding(caplog):
        desk.talk(server.address, CANARY).employees()
    assert server.requests[0].fields["APIKey"] == CANARY


@pytest.mark.parametrize("play", PLAYS.values(), ids=PLAYS)
def test_when_a_day_is_written(desk: Desk, caplog: pytest.LogCaptureFixture, play: Play) -> None:
    with RawServer(play) as server, hiding(caplog):
        desk.talk(server.address, CANARY).update("PW1", DAY, from_text("09:00-17:30"))
    assert server.requests[0].fields["APIKey"] == CANARY


def test_when_nobody_listens(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    with hiding(caplog):
        desk.talk(f"http://127.0.0.1:{port}", CANARY).company_name()


def test_when_the_connection_is_not_secure(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    with RawServer(greeting=b"HTTP/1.1 400 Bad Request\r\n\r\n") as server, hiding(caplog):
        desk.talk(f"https://127.0.0.1:{server.port}", CANARY).company_name()


def test_the_chain_looks_at_causes_and_contexts() -> None:
    inner, outer = ValueError(CANARY), KeyError("outer")
    outer.__context__ = inner
    assert CANARY in "".join(map(repr, chain(outer)))


def test_in_the_repr_of_anything(desk: Desk) -> None:
    credentials = Credentials(Secret(CANARY), "http://127.0.0.1:1")
    client = desk.talk(credentials.address, CANARY)
    for thing in (credentials, client, vars(client), encode(Secret(CANARY), UPDATE, {})):
        assert CANARY not in repr(thing)
