"""Where a session may go, and what it takes along."""

from pathlib import Path

import pytest
import requests
import urllib3

from clockreports import __version__
from clockreports.net.address import Address, address_from
from clockreports.net.session import FAILURES, Session, Trouble, trouble_of

SERVICE = "https://clocks.example"


def address(text: str = SERVICE) -> Address:
    found = address_from(text)
    assert found is not None
    return found


def prepared(headers: dict[str, str] | None = None) -> requests.PreparedRequest:
    """Return a request as a session would send it."""
    with Session(address(), headers) as session:
        return session.prepare_request(requests.Request("POST", f"{SERVICE}/Timesheet"))


def chosen_proxies(text: str) -> dict[str, str]:
    """Return the proxies that a session to this address would use."""
    with Session(address(text)) as session:
        return dict(session.merge_environment_settings(f"{text}/Timesheet", {}, None, None, None)["proxies"])


def test_a_request_says_who_asks_and_whatever_it_is_told_to_say() -> None:
    headers = prepared({"X-Trial": "yes"}).headers
    assert headers["User-Agent"] == f"ClockReports/{__version__}"
    assert (headers["Accept"], headers["X-Trial"]) == ("application/json", "yes")


def test_passwords_kept_for_other_programs_are_not_sent(home: Path) -> None:
    (home / ".netrc").write_text("default login jo password pass\n", encoding="utf-8")
    (home / ".netrc").chmod(0o600)
    assert requests.utils.get_netrc_auth(SERVICE) == ("jo", "pass"), "there is one to send"
    assert "Authorization" not in prepared().headers


def test_the_system_s_proxy_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example:3128")
    assert chosen_proxies(SERVICE)["https"] == "http://proxy.example:3128"


def test_no_proxy_is_used_where_the_system_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example:3128")
    monkeypatch.setenv("NO_PROXY", "clocks.example")
    assert chosen_proxies(SERVICE) == {}


@pytest.mark.parametrize("text", ["http://127.0.0.1:8765", "http://localhost:8765", "https://[::1]:8765"])
def test_on_this_computer_there_is_no_proxy(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy"):
        monkeypatch.setenv(name, "http://proxy.example:3128")
    assert chosen_proxies(text) == {}


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_no_answer_leads_anywhere_else(status: int) -> None:
    answer = requests.Response()
    answer.status_code = status
    answer.headers["Location"] = "https://elsewhere.example"
    with Session(address()) as session:
        assert session.get_redirect_target(answer) is None


@pytest.mark.parametrize(
    ("failure", "trouble"),
    [
        (requests.ReadTimeout(), Trouble.LATE),
        (requests.ConnectTimeout(), Trouble.LATE),
        (requests.exceptions.SSLError(), Trouble.INSECURE),
        (requests.exceptions.ProxyError(), Trouble.PROXY),
        (requests.ConnectionError(), Trouble.OTHER),
        (urllib3.exceptions.LocationParseError("http://["), Trouble.OTHER),
        (UnicodeError(), Trouble.OTHER),
    ],
    ids=repr,
)
def test_every_failure_is_of_a_kind(failure: Exception, trouble: Trouble) -> None:
    assert isinstance(failure, FAILURES)
    assert trouble_of(failure) is trouble
