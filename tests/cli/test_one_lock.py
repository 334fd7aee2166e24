"""The lock that tells the programs of this computer apart: one for each database."""

from pathlib import Path

import pytest

from clockreports.base.paths import Profile
from clockreports.bootstrap.app import owner_lock_of


@pytest.mark.parametrize("options", ["", "?timeout=5"])
def test_a_database_has_one_lock_whether_it_is_a_profiles_own_or_named_by_its_address(
    tmp_path: Path, options: str
) -> None:
    profile = Profile(tmp_path / "own")
    own, named = owner_lock_of(profile, ""), owner_lock_of(Profile(tmp_path), f"sqlite:///{profile.database}{options}")
    assert own.try_take()
    assert not named.try_take()
    own.release()
    assert named.try_take()
    named.release()


def test_two_databases_have_two_locks(tmp_path: Path) -> None:
    one, other = (owner_lock_of(Profile(tmp_path), f"sqlite:///{tmp_path / name}") for name in ("a.db", "b.db"))
    assert one.try_take()
    assert other.try_take()
    one.release()
    other.release()


@pytest.mark.parametrize("url", ["postgresql://jo@server/clocks", "sqlite:///"])
def test_without_a_file_it_is_never_sure_that_nobody_else_is_at_work(tmp_path: Path, url: str) -> None:
    assert not owner_lock_of(Profile(tmp_path), url).try_take()
