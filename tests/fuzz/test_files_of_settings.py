"""Settings files and company files, whatever stands in them."""

import json
import tomllib
from datetime import date
from pathlib import Path
from typing import Final

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from clockreports.base.errors import UnusableError
from clockreports.base.paths import Profile
from clockreports.base.resources import resource
from clockreports.bootstrap.app import PACE_VARIABLE, ZONE_VARIABLE, read_settings
from clockreports.domain.settings import Settings
from clockreports.practice.company import read_company
from tests.fuzz.bodies import BODIES, VALUES, as_body
from tests.fuzz.judging import MORE, judge

TODAY: Final = date(2026, 3, 9)

NAMES: Final = st.sampled_from([*Settings.__dataclass_fields__, "colour", "a.b", '"quoted"', "[table]", "x = 1 #"])
TOML_VALUES: Final = st.one_of(
    st.integers().map(str),
    st.sampled_from(["true", "false", "1.5", "nan", "2026-03-09", '"Europe/London"', '"../../etc/passwd"', '""', "[]"]),
    st.sampled_from(
        ["0x" + "f" * 4000, "9" * 5000, "[" * 2000, "{a=" * 400, "'''", '["1", 2]', '"\\u0000"', '"/"', '"."']
    ),
    st.text(max_size=10).map(json.dumps),
    st.text(max_size=10),
)
SETTINGS: Final = st.one_of(
    st.lists(st.builds("{} = {}".format, NAMES, TOML_VALUES), max_size=4).map("\n".join).map(str.encode),
    st.binary(max_size=60),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that the examples share."""
    return tmp_path_factory.mktemp("fuzz")


@MORE
@given(SETTINGS)
@example(b"calls_per_minute = 0x" + b"f" * 4000)
@example(b"trusted_terminals = " + b"[" * 2000)
def test_settings_can_be_used_or_are_refused_in_sentences(folder: Path, content: bytes) -> None:
    profile = Profile(folder)
    profile.settings.write_bytes(content)
    try:
        settings = read_settings(profile, {})
    except UnusableError as refused:
        judge(refused)
    else:
        assert set(tomllib.loads(profile.settings.read_text(encoding="utf-8-sig"))) <= {*Settings.__dataclass_fields__}
        assert settings.zone.key
        assert settings.pairing.longest_shift


@given(st.text(max_size=12) | st.sampled_from(["9" * 5000, "٣", "²", "0", "-1"]), st.text(max_size=12))
@example("9" * 5000, "")
def test_settings_in_the_environment_are_treated_alike(folder: Path, pace: str, zone: str) -> None:
    profile = Profile(folder / "none")
    try:
        settings = read_settings(profile, {PACE_VARIABLE: pace, ZONE_VARIABLE: zone})
    except UnusableError as refused:
        judge(refused)
    else:
        assert 1 <= settings.calls_per_minute <= 1_000_000


COMPANY: Final = json.loads(resource("sample-company.json").read_text(encoding="utf-8"))


@MORE
@given(st.data())
def test_a_company_can_be_played_or_is_refused_in_sentences(folder: Path, data: st.DataObject) -> None:
    company = {
        **COMPANY,
        "employees": COMPANY["employees"][:2],
        **data.draw(st.dictionaries(st.sampled_from([*COMPANY, "x"]), VALUES, max_size=2)),
    }
    place = data.draw(st.sampled_from(["employees", "keys", "timesheets"]))
    if isinstance(company.get(place), list):
        company[place] = [*company[place], data.draw(VALUES)]
    path = folder / "company.json"
    path.write_bytes(data.draw(st.just(as_body(company)) | BODIES))
    try:
        played = read_company(path, TODAY)
    except UnusableError as refused:
        judge(refused)
    else:
        assert played.name
        assert played.slot_keys in {5, 15}
