"""Every setting there is, with its default, its unit and what it does; docs/settings.md is made from this.

Owns reading them from plain values; where the values come from is not its business.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import timedelta
from enum import StrEnum
from textwrap import shorten
from typing import Any, Final, cast
from zoneinfo import ZoneInfo

from clockreports.base.errors import UnusableError
from clockreports.domain.pairing import PairingRules

_MOST_TOLD: Final = 80
"""Characters of a value that a complaint repeats."""

_SHIFT_MINUTES: Final = range(60, 23 * 60 + 1)
"""A shift of under a day falls on two dates at most, and one of an hour is no shorter than the longest double tap."""


class KeyStore(StrEnum):
    """Where the API key is kept."""

    AS_INSTALLED = "as_installed"
    KEYRING = "keyring"
    MACHINE = "machine"


def _setting(default: object, *, unit: str, meaning: str, whole: range | None = None) -> Any:  # noqa: ANN401 - as dataclasses.field itself
    """Return a field with what is told about it; `whole` holds the numbers that can be used."""
    return field(default=default, metadata={"unit": unit, "meaning": meaning, "whole": whole})


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings, checked: raises `UnusableError` naming the setting that cannot be used."""

    timezone: str = _setting(
        "Europe/London", unit="IANA zone", meaning="Where the terminals hang: their wall time is of this zone."
    )
    repeat_within: int = _setting(
        60, unit="seconds", meaning="A tap so soon after another of the same person is a double tap.", whole=range(3601)
    )
    shift_gap: int = _setting(
        240,
        unit="minutes",
        meaning="After an even number of taps, a pause of this length ends the shift.",
        whole=range(1, 23 * 60 + 1),
    )
    longest_shift: int = _setting(960, unit="minutes", meaning="No shift lasts longer than this.", whole=_SHIFT_MINUTES)
    longest_interval: int = _setting(
        720, unit="minutes", meaning="Work without a pause that is longer is an exception.", whole=_SHIFT_MINUTES
    )
    trusted_terminals: tuple[str, ...] = _setting(
        (),
        unit="list of names",
        meaning="Terminals whose in and out keys count. On the others, taps alternate between in and out.",
    )
    split_night_shifts: bool = _setting(
        default=True,
        unit="true or false",
        meaning="Work across midnight is split there. False keeps it whole on the day it began.",
    )
    calls_per_minute: int = _setting(
        28,
        unit="calls",
        meaning="The most calls to People HR in any rolling 60 seconds. People HR takes 30, from the whole building.",
        whole=range(1, 1_000_001),
    )
    key_store: str = _setting(
        KeyStore.AS_INSTALLED,
        unit="keyring, machine or as_installed",
        meaning="Where the API key is kept: in your own keyring, or in this computer's key store. As installed is the "
        "computer's, for the default profile of a ClockReports that was installed for everybody; else the keyring.",
    )

    def __post_init__(self) -> None:
        for each in fields(self):
            value, whole = getattr(self, each.name), each.metadata["whole"]
            if whole is not None and (not isinstance(value, int) or isinstance(value, bool) or value not in whole):
                advice = f"Give a whole number of {each.metadata['unit']}, from {whole[0]} to {whole[-1]}."
                raise _unusable(each.name, value, advice)
        names: object = self.trusted_terminals
        if not isinstance(names, tuple) or not all(isinstance(name, str) for name in names):
            raise _unusable("trusted_terminals", names, 'Give a list of terminal names, such as ["1", "Canteen"].')
        if not isinstance(self.split_night_shifts, bool):
            raise _unusable("split_night_shifts", self.split_night_shifts, "Give true or false.")
        if self.key_store not in tuple(KeyStore):
            raise _unusable("key_store", self.key_store, f"Give one of {', '.join(KeyStore)}.")
        if not _is_zone(self.timezone):
            raise _unusable("timezone", self.timezone, "Give the name of a zone, such as Europe/London.")

    @property
    def zone(self) -> ZoneInfo:
        """The zone of the terminals."""
        return ZoneInfo(self.timezone)

    @property
    def pairing(self) -> PairingRules:
        """The rules of pairing."""
        return PairingRules(
            timedelta(seconds=self.repeat_within),
            timedelta(minutes=self.shift_gap),
            timedelta(minutes=self.longest_shift),
            timedelta(minutes=self.longest_interval),
            frozenset(self.trusted_terminals),
        )


def settings_from(values: Mapping[str, object]) -> Settings:
    """Make settings from plain values; raises `UnusableError` for a name nobody knows and a value nobody can use."""
    known = {each.name for each in fields(Settings)}
    for name in values:
        if name not in known:
            raise UnusableError(
                f"There is no setting “{name}”.",
                f"Take it out of the settings file; there are {', '.join(sorted(known))}.",
            )
    chosen = {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}
    return Settings(**cast("dict[str, Any]", chosen))


def _is_zone(name: object) -> bool:
    if not isinstance(name, str) or name.endswith((" ", ".")):  # which Windows drops from a file's name
        return False
    try:
        return bool(ZoneInfo(name).key)
    except (ValueError, OSError, KeyError):
        return False


def _unusable(name: str, value: object, advice: str) -> UnusableError:
    try:
        told = f"{value}"
    except ValueError:  # Python writes no number of more than 4,300 digits
        told = "a number of thousands of digits"
    return UnusableError(f"The setting “{name}” cannot be “{shorten(told, _MOST_TOLD, placeholder=' …')}”.", advice)
