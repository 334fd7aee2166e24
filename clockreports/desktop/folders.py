"""Where this system wants a program to keep a person's data."""

from pathlib import Path


def default_profile_folder() -> Path:
    r"""Return the profile's place when nobody names one; it need not exist.

    Windows: %LOCALAPPDATA%\ClockReports, which stays on this computer, as a database must. Linux:
    ~/.local/share/ClockReports. macOS: ~/Library/Application Support/ClockReports.
    """
    from platformdirs import user_data_path  # noqa: PLC0415 - most calls name a profile

    return user_data_path("ClockReports", appauthor=False, roaming=False)
