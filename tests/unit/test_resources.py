"""Where the files that come with the program are looked for."""

from pathlib import Path

import pytest

from clockreports.base.errors import UnusableError
from clockreports.base.resources import places, resource

PACKAGE = Path("site", "clockreports")


def test_an_installed_package_has_them_inside_and_a_checkout_beside_it() -> None:
    assert places("icons/clock.svg", PACKAGE, None) == (
        Path("site", "clockreports", "resources", "icons", "clock.svg"),
        Path("site", "resources", "icons", "clock.svg"),
    )


def test_a_frozen_program_looks_in_its_bundle_only() -> None:
    assert places("sample.json", PACKAGE, Path("bundle")) == (
        Path("bundle", "clockreports", "resources", "sample.json"),
        Path("bundle", "resources", "sample.json"),
    )


def test_the_sample_company_is_found() -> None:
    assert resource("sample-company.json").name == "sample-company.json"


def test_a_missing_part_says_to_install_again() -> None:
    with pytest.raises(UnusableError, match=r"missing: none\.txt\. Install ClockReports again\."):
        resource("none.txt")


def test_the_bundle_of_a_frozen_program_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys._MEIPASS", "no-such-bundle", raising=False)
    with pytest.raises(UnusableError):
        resource("sample-company.json")
