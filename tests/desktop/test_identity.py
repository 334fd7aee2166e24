"""Names of the computer and of the person."""

import getpass
import platform

import pytest

from clockreports.desktop.identity import whoami


def test_it_names_the_computer_and_the_person(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platform, "node", lambda: "office-pc")
    monkeypatch.setattr(getpass, "getuser", lambda: "sam")
    assert whoami() == ("office-pc", "sam")


@pytest.mark.parametrize("failure", [KeyError, ImportError, OSError])
def test_a_nameless_account_on_a_nameless_computer_still_has_words(
    monkeypatch: pytest.MonkeyPatch, failure: type[Exception]
) -> None:
    def nobody() -> str:
        raise failure

    monkeypatch.setattr(platform, "node", lambda: "")
    monkeypatch.setattr(getpass, "getuser", nobody)
    assert whoami() == ("unknown computer", "unknown user")
