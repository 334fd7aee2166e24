"""Which of two versions is the newer one."""

from datetime import UTC, date, datetime

import pytest

from clockreports import __version__
from clockreports.domain.releases import Release, is_plain_version, version_order

IN_ORDER = ("0.0.9", "0.1.0rc1", "0.1.0", "0.1.1.dev2", "0.1.1", "0.9.0", "0.10.0", "1.0.0-beta", "1.0.0", "10.0.0")


def test_versions_are_counted_and_not_spelt() -> None:
    assert sorted(set(IN_ORDER), key=version_order) == list(IN_ORDER)


def test_this_program_has_a_version_that_can_be_compared() -> None:
    assert version_order(__version__)


@pytest.mark.parametrize("text", ["", "1", "1.2", "v1.2.3", " 1.2.3", "1.2.x", "-1.2.3", "\u0660.\u0661.\u0662"])
def test_anything_else_is_no_version(text: str) -> None:
    with pytest.raises(ValueError, match="no version"):
        version_order(text)
    assert not is_plain_version(text)


def test_only_three_numbers_are_a_released_version() -> None:
    assert is_plain_version("1.20.3")
    assert not is_plain_version("1.20.3rc1")


@pytest.mark.parametrize(("own", "newer"), [("1.1.9", True), ("1.2.0", False), ("1.2.0rc1", True), ("1.10.0", False)])
def test_only_what_comes_after_the_own_version_is_newer(own: str, *, newer: bool) -> None:
    issued = datetime(2026, 3, 1, tzinfo=UTC)
    release = Release("1.2.0", date(2026, 3, 1), (), "https://clocks.example/", issued, date(2026, 9, 1))
    assert release.is_newer_than(own) is newer
