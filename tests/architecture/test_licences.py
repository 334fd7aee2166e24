"""The licences and the parts that an installer brings along: nothing that is compiled in goes unnamed."""

import json
import tomllib
from importlib.metadata import Distribution, distribution
from pathlib import Path
from typing import Final

import pytest

from installer.building.bundled_parts import COMPILED, bundled_parts
from installer.building.licences import OWN_TEXTS, licences
from installer.building.running import BuildError
from tests.helpers.tree import ROOT

SYSTEMS: Final = ("linux", "windows", "macos")
COMPONENTS: Final[list[dict[str, object]]] = [
    {"name": "asn1", "version": "0.24.1", "licenses": [{"expression": "MIT OR Apache-2.0"}], "author": "A. Author"},
    {"name": "openssl", "version": "4.0.3", "purl": "pkg:generic/openssl@4.0.3"},
    {"name": "compiler", "version": "1.4.0", "scope": "excluded"},
]


def with_list(folder: Path, components: list[dict[str, object]]) -> Distribution:
    """Return a distribution that brings a list of what is compiled into it."""
    files = {
        "METADATA": "Metadata-Version: 2.4\nName: sealed\nVersion: 1.0\n",
        "RECORD": "sealed-1.0.dist-info/sboms/sealed.cdx.json,,\nsealed-1.0.dist-info/METADATA,,\n",
        "sboms/sealed.cdx.json": json.dumps({"bomFormat": "CycloneDX", "components": components}),
    }
    for name, text in files.items():
        path = folder / "sealed-1.0.dist-info" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return Distribution.at(folder / "sealed-1.0.dist-info")


def test_what_a_package_lists_of_itself_is_a_part_but_for_what_only_built_it(tmp_path: Path) -> None:
    found = [part for part in bundled_parts("linux", {}, [with_list(tmp_path, COMPONENTS)]) if part.within == "sealed"]
    assert [(part.name, part.version, part.licence, part.address) for part in found] == [
        ("asn1", "0.24.1", "MIT OR Apache-2.0", ""),
        ("openssl", "4.0.3", "Apache-2.0", "pkg:generic/openssl@4.0.3"),
    ]
    assert found[0].copyright == ("A. Author",)


def test_a_part_whose_licence_nobody_names_is_not_shipped(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match="the licence of nameless"):
        bundled_parts("linux", {}, [with_list(tmp_path, [{"name": "nameless"}])])


@pytest.mark.parametrize(
    ("system", "words"),
    [
        (
            "linux",
            {"ICU ", "XCB-XInput", "Wayland protocols", "Chinese/Japanese Word Break Dictionary"},
        ),
        ("windows", {"zlib, in", "FreeType 2, in", "OpenSSL 3.0.16, in Python", "SQLite, in Python", "Wintab"}),
        ("macos", {"zlib, in", "FreeType 2, in", "Cocoa", "OpenSSL 3.0.16, in Python"}),
    ],
)
def test_the_licences_name_what_is_compiled_in_and_quote_every_text(system: str, words: set[str]) -> None:
    crypto = distribution("cryptography")
    text = licences([crypto], [], bundled_parts(system, {"OpenSSL": "3.0.16"}, [crypto]))
    everywhere = {
        *("PCRE2 ", "double-conversion", "TinyCBOR", "Unicode Character Database"),
        *("HarfBuzz ", "libpng ", "MD4C", "rasterizer from FreeType 2", "XSVG, in Qt SVG"),
        *("openssl ", ", in cryptography: Apache-2.0", "libffi, in cffi"),
        *("The licence BSD-3-Clause", "The licence FTL", "The FreeType Project LICENSE", "UNICODE LICENSE V3"),
    }
    assert {word for word in everywhere | words if word not in text} == set()


def test_every_part_that_is_compiled_in_is_somewhere_and_every_text_is_used() -> None:
    compiled = [part for system in SYSTEMS for part in bundled_parts(system, {}, [])]
    named = {part.name for part in compiled}
    assert named == {entry["name"] for entry in tomllib.loads(COMPILED.read_text(encoding="utf-8"))["part"]}
    text = licences([], [], compiled)
    unused = {path.stem for path in OWN_TEXTS.glob("*.txt") if f"The licence {path.stem}\n" not in text}
    assert unused == {"GPL-3.0", "LGPL-3.0"}, "these two are Qt's own"


def test_what_is_compiled_into_qt_was_looked_through_for_the_qt_that_is_pinned() -> None:
    looked_through = tomllib.loads(COMPILED.read_text(encoding="utf-8"))["qt"]
    locks = [(ROOT / "requirements" / f"{system}.txt").read_text("utf-8") for system in SYSTEMS]
    assert [lock for lock in locks if f"pyside6-essentials=={looked_through}." not in lock] == []
