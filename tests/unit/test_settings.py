"""Settings: their defaults, and the sentences for what cannot be used."""

from dataclasses import fields
from datetime import timedelta

import pytest

from clockreports.base.errors import UnusableError
from clockreports.domain.pairing import PairingRules
from clockreports.domain.settings import KeyStore, Settings, settings_from

WHOLE_NUMBERS = ("repeat_within", "shift_gap", "longest_shift", "longest_interval", "calls_per_minute")


def test_nothing_set_means_the_rules_as_delivered() -> None:
    settings = settings_from({})
    assert settings == Settings()
    assert settings.pairing == PairingRules()
    assert (settings.zone.key, settings.calls_per_minute, settings.split_night_shifts) == ("Europe/London", 28, True)


def test_what_is_set_counts() -> None:
    settings = settings_from(
        {
            "timezone": "Europe/Dublin",
            "repeat_within": 0,
            "shift_gap": 180,
            "longest_shift": 1380,
            "longest_interval": 600,
            "trusted_terminals": ["Gate", "2"],
            "split_night_shifts": False,
            "calls_per_minute": 10,
        }
    )
    assert settings.zone.key == "Europe/Dublin"
    assert settings.pairing == PairingRules(
        timedelta(0), timedelta(hours=3), timedelta(hours=23), timedelta(hours=10), frozenset({"Gate", "2"})
    )
    assert (settings.split_night_shifts, settings.calls_per_minute) == (False, 10)


def test_every_setting_tells_its_unit_and_its_meaning() -> None:
    for each in fields(Settings):
        assert each.metadata["unit"]
        assert each.metadata["meaning"].endswith(".")


@pytest.mark.parametrize("value", [-1, 2.5, 60.0, "60", None, True, [60], 10**9])
@pytest.mark.parametrize("name", WHOLE_NUMBERS)
def test_a_number_that_cannot_be_used_is_named(name: str, value: object) -> None:
    with pytest.raises(UnusableError, match=f"The setting “{name}” cannot be"):
        settings_from({name: value})


@pytest.mark.parametrize(
    ("name", "least", "most", "advice"),
    [
        ("repeat_within", 0, 3600, "Give a whole number of seconds, from 0 to 3600."),
        ("shift_gap", 1, 1380, "Give a whole number of minutes, from 1 to 1380."),
        ("longest_shift", 60, 1380, "Give a whole number of minutes, from 60 to 1380."),
        ("longest_interval", 60, 1380, "Give a whole number of minutes, from 60 to 1380."),
        ("calls_per_minute", 1, 1_000_000, "Give a whole number of calls, from 1 to 1000000."),
    ],
)
def test_a_number_has_its_range(name: str, least: int, most: int, advice: str) -> None:
    assert {getattr(settings_from({name: value}), name) for value in (least, most)} == {least, most}
    for value in (least - 1, most + 1):
        with pytest.raises(UnusableError) as refused:
            settings_from({name: value})
        assert refused.value.title == f"The setting “{name}” cannot be “{value}”."
        assert refused.value.advice == advice


@pytest.mark.parametrize(
    "value", ["", "Mars", "Europe", "../zones", "Europe/London ", "Europe/London.", "a\0b", 5, None, ["Europe/London"]]
)
def test_a_zone_nobody_knows_is_named(value: object) -> None:
    with pytest.raises(UnusableError, match="The setting “timezone” cannot be") as refused:
        settings_from({"timezone": value})
    assert refused.value.advice == "Give the name of a zone, such as Europe/London."


@pytest.mark.parametrize("value", ["Gate", [1], {"Gate": 1}, None, [["Gate"]]])
def test_terminals_that_are_no_list_of_names_are_named(value: object) -> None:
    with pytest.raises(UnusableError, match="The setting “trusted_terminals” cannot be") as refused:
        settings_from({"trusted_terminals": value})
    assert refused.value.advice == 'Give a list of terminal names, such as ["1", "Canteen"].'


@pytest.mark.parametrize("value", [0, 1, "true", None])
def test_a_choice_is_true_or_false(value: object) -> None:
    with pytest.raises(UnusableError, match="The setting “split_night_shifts” cannot be") as refused:
        settings_from({"split_night_shifts": value})
    assert refused.value.advice == "Give true or false."


@pytest.mark.parametrize("place", list(KeyStore))
def test_the_key_has_one_of_three_places(place: KeyStore) -> None:
    assert settings_from({"key_store": place.value}).key_store == place


@pytest.mark.parametrize("value", ["", "Keyring", "cloud", 1, None, ["keyring"]])
def test_another_place_for_the_key_is_named(value: object) -> None:
    with pytest.raises(UnusableError, match="The setting “key_store” cannot be") as refused:
        settings_from({"key_store": value})
    assert refused.value.advice == "Give one of as_installed, keyring, machine."


def test_a_setting_nobody_knows_is_named_with_those_there_are() -> None:
    with pytest.raises(UnusableError) as refused:
        settings_from({"shift_gap": 200, "rounding": 15})
    assert refused.value.title == "There is no setting “rounding”."
    assert all(each.name in refused.value.advice for each in fields(Settings))
