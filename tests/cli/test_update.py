"""`clockreports update check`: what is out, as lines, as JSON and as an exit code."""

from functools import partial

import pytest

from clockreports import __version__
from clockreports.bootstrap import updates as bootstrap_updates
from clockreports.services.ports_updates import UpdatePolicy
from clockreports.updates.feed import SignedFeed
from tests.cli.firm import Terminal
from tests.helpers.updates import NOTICE, PUBLIC_KEY, announcement, handing_out


@pytest.fixture
def policy(monkeypatch: pytest.MonkeyPatch) -> dict[str, UpdatePolicy]:
    """Let a test be the administrator of this computer: what it puts under "" is the policy."""
    decided = {"": UpdatePolicy(address="http://127.0.0.1:9/latest.json")}
    monkeypatch.setattr(bootstrap_updates, "machine_policy", lambda: decided[""])
    monkeypatch.setattr(bootstrap_updates, "SignedFeed", partial(SignedFeed, public_key=PUBLIC_KEY))
    return decided


def test_a_newer_version_is_told_and_ends_with_1(bare: Terminal, policy: dict[str, UpdatePolicy]) -> None:
    with handing_out(announcement()) as address:
        policy[""] = UpdatePolicy(address=address)
        answer = bare.type("update", "check")
        told = bare.type("update", "check", "--json")
    assert answer.code == 1
    assert answer.out.splitlines() == [
        f"ClockReports 9.2.0 came out on 02/03/2026. This is {__version__}.",
        "- The first thing that changed.",
        "- The second one.",
        "It can be had from https://clocks.example/download",
        "Nothing is installed by itself.",
    ]
    assert told.data == {
        "own": __version__,
        "newer": True,
        "version": "9.2.0",
        "date": "2026-03-02",
        "changes": ["The first thing that changed.", "The second one."],
        "page": "https://clocks.example/download",
    }
    assert sorted(path.name for path in bare.profile.iterdir()) == ["updates.json"], "no database is opened"


def test_the_newest_version_ends_with_0(bare: Terminal, policy: dict[str, UpdatePolicy]) -> None:
    with handing_out(announcement(NOTICE | {"version": __version__})) as address:
        policy[""] = UpdatePolicy(address=address)
        answer = bare.type("update", "check")
    assert (answer.code, answer.out) == (0, f"ClockReports {__version__} is the newest version.\n")


def test_what_is_switched_off_or_cannot_be_trusted_ends_with_2(bare: Terminal, policy: dict[str, UpdatePolicy]) -> None:
    with handing_out(announcement(NOTICE | {"expires": "2026-03-01"})) as address:
        policy[""] = UpdatePolicy(address=address)
        assert bare.type("update", "check").code == 2
    policy[""] = UpdatePolicy(allowed=False)
    answer = bare.type("update", "check", "--json")
    assert (answer.code, [*answer.data]) == (2, ["error"])


def test_where_nobody_answers_it_ends_with_4(bare: Terminal, policy: dict[str, UpdatePolicy]) -> None:
    with handing_out(b"", 503) as address:
        policy[""] = UpdatePolicy(address=address)
        answer = bare.type("update", "check")
    assert (answer.code, "HTTP 503" in answer.err) == (4, True)
