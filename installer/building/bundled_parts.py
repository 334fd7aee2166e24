"""What a package is made of besides Python distributions, and what is compiled into these.

installer/licences/compiled.toml names it by hand; some distributions bring a list of their own, as CycloneDX.
"""

import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import Distribution
from typing import Any, Final

from installer.building.about import ROOT
from installer.building.running import BuildError

COMPILED: Final = ROOT / "installer" / "licences" / "compiled.toml"

VERSIONS: Final = (
    "import json, platform, sqlite3, ssl; from PySide6 import QtCore; print(json.dumps({"
    "'CPython': platform.python_version(), 'OpenSSL': ssl.OPENSSL_VERSION.split()[1], "
    "'SQLite': sqlite3.sqlite_version, 'Qt': QtCore.qVersion()}))"
)
"""What a Python is to run, to say its own version, and those of what comes with it."""

_SYSTEMS: Final = ("linux", "windows", "macos")
_LISTS: Final = "sboms"
"""The folder of a distribution's own lists. Source: PEP 770."""

_ONLY_BUILT_WITH: Final = "excluded"
"""Source: CycloneDX, scope of a component."""


@dataclass(frozen=True, slots=True)
class Part:
    """Something that is bundled and is no Python distribution; `within` names what it is compiled into.

    `licence` is an SPDX expression, `address` a package URL; both `version` and `address` can be "".
    """

    name: str
    version: str
    licence: str
    within: str = ""
    copyright: tuple[str, ...] = ()
    address: str = ""


def bundled_parts(system: str, versions: Mapping[str, str], distributions: Iterable[Distribution]) -> list[Part]:
    """Return what else a package for a system is made of; `versions` are those that are not told by hand.

    Raises `BuildError` for a part whose licence nobody names.
    """
    told = tomllib.loads(COMPILED.read_text(encoding="utf-8"))
    by_hand = [_told(entry, versions) for entry in told["part"] if system in entry.get("systems", _SYSTEMS)]
    return by_hand + [part for each in distributions for part in _listed(each, told["licences"])]


def _told(entry: Mapping[str, Any], versions: Mapping[str, str]) -> Part:
    return Part(
        name=entry["name"],
        version=versions.get(entry["name"], entry.get("version", "")),
        licence=entry["licence"],
        within=entry.get("within", ""),
        copyright=tuple(entry.get("copyright", ())),
    )


def _listed(distribution: Distribution, unnamed: Mapping[str, str]) -> Iterator[Part]:
    """Yield what a distribution's own lists name; `unnamed` are the licences that they leave out."""
    for file in distribution.files or ():
        if _LISTS in file.parts and file.suffix == ".json":
            for component in json.loads(file.read_text(encoding="utf-8")).get("components", ()):
                if component.get("scope") != _ONLY_BUILT_WITH:
                    yield Part(
                        name=component["name"],
                        version=component.get("version", ""),
                        licence=_licence(component, unnamed),
                        within=distribution.name,
                        copyright=tuple(component[key] for key in ("copyright", "author") if key in component),
                        address=component.get("purl", ""),
                    )


def _licence(component: Mapping[str, Any], unnamed: Mapping[str, str]) -> str:
    choices = [choice.get("expression") or choice["license"] for choice in component.get("licenses", ())]
    named = [choice if isinstance(choice, str) else choice.get("id") or choice["name"] for choice in choices]
    licence = " AND ".join(named) or unnamed.get(component["name"], "")
    if not licence:
        raise BuildError(f"Nobody names the licence of {component['name']}. Look it up, and add it to {COMPILED}.")
    return licence
