"""The releaser's tool: what it signs is what the program reads, and its key is handled with care."""

import getpass
import json
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from clockreports.updates.notices import read_announcement
from clockreports.updates.signatures import is_signed
from installer import sign_update

RELEASE = {"version": "1.2.0", "date": "2026-03-02", "page": "https://clocks.example/", "changes": ["Löhne ✓"]}


@pytest.fixture
def phrases(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Answer every question for a pass phrase with the last of these."""
    answers = [""]
    monkeypatch.setattr(getpass, "getpass", lambda _prompt: answers[-1])
    return answers


@pytest.mark.parametrize("phrase", ["", "a long one"])
def test_what_is_signed_can_be_read_by_whoever_has_the_public_key(
    phrase: str, phrases: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    phrases.append(phrase)
    key, release, announcement = tmp_path / "key.pem", tmp_path / "release.json", tmp_path / "latest.json"
    assert sign_update.main(["make-key", str(key)]) == 0
    public_key = capsys.readouterr().out.splitlines()[-1]
    release.write_text(json.dumps(RELEASE), encoding="utf-8")
    assert sign_update.main(["sign", str(key), str(release), str(announcement), "--days", "30"]) == 0
    told = capsys.readouterr().out
    assert "Announced: version 1.2.0" in told
    assert "no program trusts it" in told, "it is not the product's own key"
    read = read_announcement(announcement.read_bytes(), public_key, is_signed)
    assert (read.version, read.changes) == ("1.2.0", ("Löhne ✓",))
    today = datetime.now(UTC).date()
    assert read.expires - today in {timedelta(days=30), timedelta(days=29)}


def test_a_key_is_readable_by_its_owner_only_and_never_overwritten(phrases: list[str], tmp_path: Path) -> None:
    assert phrases
    key = tmp_path / "key.pem"
    sign_update.make_key(key)
    if sys.platform != "win32":
        assert key.stat().st_mode & 0o077 == 0
    before = key.read_bytes()
    assert sign_update.main(["make-key", str(key)]) == 1
    assert key.read_bytes() == before


@pytest.mark.parametrize(
    "change", [{"version": "1.2"}, {"page": "http://clocks.example/"}, {"changes": ["two\nlines"]}]
)
def test_what_no_program_could_read_is_not_signed(
    change: dict[str, object], phrases: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert phrases
    key, release, announcement = tmp_path / "key.pem", tmp_path / "release.json", tmp_path / "latest.json"
    sign_update.make_key(key)
    release.write_text(json.dumps(RELEASE | change), encoding="utf-8")
    assert sign_update.main(["sign", str(key), str(release), str(announcement)]) == 1
    assert "cannot be understood" in capsys.readouterr().err
    assert not announcement.exists()


def test_a_file_that_is_missing_is_told(phrases: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert phrases
    assert sign_update.main(["sign", str(tmp_path / "no"), "no", "no"]) == 1
    assert "Not done" in capsys.readouterr().err
