"""The per-user folder of this system."""

from pathlib import Path

from clockreports.desktop.folders import default_profile_folder


def test_the_profile_lies_in_the_persons_own_data_folder(home: Path) -> None:
    folder = default_profile_folder()
    assert folder.name == "ClockReports"
    assert folder.is_relative_to(home)
    assert not folder.exists()
