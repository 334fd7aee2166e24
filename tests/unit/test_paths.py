"""Which folder is the profile, and what lies where in it."""

from pathlib import Path

import pytest

from clockreports.base.paths import Profile, find_profile

DEFAULT = Path("/somewhere/default").absolute()
GIVEN = Path("/somewhere/given").absolute()
SET = Path("/somewhere/set").absolute()


@pytest.mark.parametrize(
    ("option", "variable", "expected"),
    [
        (None, None, DEFAULT),
        (None, "", DEFAULT),
        (None, "  ", DEFAULT),
        (None, str(SET), SET),
        (GIVEN, None, GIVEN),
        (GIVEN, str(SET), GIVEN),
        (Path("given"), None, Path.cwd() / "given"),
    ],
)
def test_the_option_beats_the_environment_beats_the_default(
    option: Path | None, variable: str | None, expected: Path
) -> None:
    environment = {} if variable is None else {"CLOCKREPORTS_PROFILE": variable}
    assert find_profile(option, environment, DEFAULT) == Profile(expected)


def test_a_tilde_means_the_persons_home(home: Path) -> None:
    assert find_profile(None, {"CLOCKREPORTS_PROFILE": "~/mine"}, DEFAULT) == Profile(home / "mine")


def test_everything_lies_in_the_folder() -> None:
    profile = Profile(GIVEN)
    things = [profile.database, profile.settings, profile.logs]
    assert all(thing.parent == GIVEN for thing in things)
    assert len({thing.name for thing in things}) == len(things)
