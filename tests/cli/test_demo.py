"""`clockreports demo`: the whole way in one go, without touching anything of the person's own."""

import tempfile
from pathlib import Path

import pytest

from tests.cli.firm import KEY, Terminal
from tests.helpers.vault import MemoryKeyring


@pytest.fixture(autouse=True)
def throw_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let throw-away folders be made where they can be counted."""
    folder = tmp_path / "throw-away"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def test_it_goes_as_a_demo_should(bare: Terminal, throw_away: Path) -> None:
    answer = bare.type("demo")
    assert (answer.code, answer.err) == (0, "")
    for part in ("Pretend Works Ltd", "4. The same export again", "0 calls to People HR", "needs attention", "30 a"):
        assert part in " ".join(answer.out.split())
    assert [line for line in answer.out.splitlines() if len(line) > 100] == []
    assert list(throw_away.iterdir()) == []
    assert not bare.profile.exists()


def test_a_program_gets_one_object_and_nothing_of_the_persons_own_takes_part(
    bare: Terminal, memory_keyring: MemoryKeyring
) -> None:
    own = {
        "CLOCKREPORTS_DATABASE_URL": f"sqlite:///{bare.folder / 'own.db'}",
        "CLOCKREPORTS_PEOPLEHR_KEY": KEY,
        "CLOCKREPORTS_PEOPLEHR_URL": "http://127.0.0.1:9",
    }
    data = bare.type("demo", "--json", **own).data
    assert data.keys() == {"company", "address", "import", "employees", "export", "again"}
    assert data["import"]["added"] > 1000
    assert data["employees"]["linked"] > 20
    assert data["export"]["sent"] == data["again"]["unchanged"] > 100
    assert data["again"]["calls"] == 0
    assert {"901", "977"} == {user["clock_id"] for user in data["export"]["unlinked"]}
    assert not (bare.folder / "own.db").exists()
    assert memory_keyring.kept == {}


def test_a_folder_of_ones_own_is_filled_for_looking_around(bare: Terminal) -> None:
    folder = bare.folder / "new"
    answer = bare.type("demo", "--profile", folder)
    assert answer.code == 0
    assert f"clockreports days --profile {folder}" in answer.out
    assert len(bare.type("runs", "--profile", folder, "--json").data["runs"]) == 2


def test_a_folder_with_something_in_it_is_left_alone(bare: Terminal) -> None:
    bare.type("runs")
    answer = bare.type("demo", "--profile", bare.profile)
    assert (answer.code, answer.out) == (2, "")
    assert "needs an empty folder" in answer.err


def test_a_name_that_no_folder_can_have_is_refused_in_words(bare: Terminal) -> None:
    answer = bare.type("demo", "--profile", bare.folder / ("n" * 300))
    assert (answer.code, answer.out) == (2, "")
    assert "needs an empty folder" in answer.err or "cannot be made" in answer.err  # found out sooner, or later
