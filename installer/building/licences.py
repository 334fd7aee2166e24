"""The licences of everything that is bundled, in one text: what Help › About shows, and what the licences ask for."""

import re
from collections.abc import Iterable
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import Final

from installer.building.about import LICENCE, NAME, ROOT
from installer.building.bundled_parts import Part
from installer.building.running import BuildError

OWN_TEXTS: Final = ROOT / "installer" / "licences"

_LOADER: Final = "pyinstaller"
"""It makes the program, and what starts it is its own."""

_QT: Final = frozenset({"pyside6-essentials", "shiboken6"})
_NAMES: Final = ("licen", "copying", "notice", "authors")
_LINE: Final = "=" * 100
_PREFACE: Final = f"""{NAME} stands under the MIT licence. It is made of the parts below, each under its own.

Qt, PySide6 and Shiboken are used under the GNU Lesser General Public License, version 3. They are separate files in the
program's folder, which you may replace by versions of your own; their source is at download.qt.io/official_releases.
"""


def expression(part: Distribution) -> str:
    """Return a distribution's licence as it names it itself: an SPDX expression where there is one."""
    if _plain(part) in _QT:
        return "LGPL-3.0-only"
    told = _field(part, "License-Expression") or _field(part, "License")
    if told and "\n" not in told:
        return told
    prefix = "License :: OSI Approved :: "
    classified = part.metadata.get_all("Classifier") or []
    return ", ".join(line.removeprefix(prefix) for line in classified if line.startswith(prefix)) or "see its text"


def _field(part: Distribution, name: str) -> str:
    return next(iter(part.metadata.get_all(name) or []), "")


def bundled(packages: Path, pinned: Iterable[str]) -> list[Distribution]:
    """Return the distributions in a folder that are among the pinned ones, or start the program, by name."""
    wanted = {*pinned, _LOADER}
    found = {_plain(part): part for part in distributions(path=[str(packages)])}
    if missing := wanted - {*found}:
        raise BuildError(f"Pinned, but not installed: {', '.join(sorted(missing))}.")
    return [part for name, part in sorted(found.items()) if name in wanted]


def licences(parts: Iterable[Distribution], others: Iterable[tuple[str, str, str]], compiled: Iterable[Part]) -> str:
    """Return all licences as one text.

    `others` are parts that are no distributions: name, licence and its text. Of `compiled`, those within others count.
    Raises `BuildError` for a distribution that brings no text, and for a licence of which there is none here.
    """
    found = [(f"{NAME}: {LICENCE}", (ROOT / "LICENSE").read_text(encoding="utf-8"))]
    found += [(f"{name}: {licence}", text) for name, licence, text in others]
    found += [(f"{part.name} {part.version}: {expression(part)}", _text(part)) for part in parts]
    within = [part for part in compiled if part.within]
    found += [("Compiled into these parts, each under the licence it names", "\n\n".join(map(_notice, within)))]
    identifiers = sorted({name for part in within for name in _identifiers(part)})
    found += [(f"The licence {identifier}", _own_text(identifier)) for identifier in identifiers]
    headings: dict[str, list[str]] = {}
    for heading, text in found:
        headings.setdefault("\n".join(line.rstrip() for line in text.strip().splitlines()), []).append(heading)
    sections = ["\n".join([_LINE, *heading, _LINE, "", text, ""]) for text, heading in headings.items()]
    return "\n".join([_PREFACE, *sections])


def _notice(part: Part) -> str:
    name = f"{part.name} {part.version}".strip()
    return "\n".join([f"{name}, in {part.within}: {part.licence}", *(f"    {line}" for line in part.copyright)])


def _identifiers(part: Part) -> list[str]:
    """Return the licences of a part of which there is a text; where there is a choice, one is enough."""
    found: list[str] = []
    for choice in re.split(r"\bAND\b", part.licence):
        known = [word for word in re.findall(r"[\w.+-]+", choice) if (OWN_TEXTS / f"{word}.txt").exists()]
        if not known:
            raise BuildError(f"{OWN_TEXTS} has no text for the licence of {part.name}, {part.licence}.")
        found += known
    return found


def _text(part: Distribution) -> str:
    if _plain(part) in _QT:
        return "\n\n".join(map(_own_text, ("LGPL-3.0", "GPL-3.0")))
    files = [file for file in part.files or () if any(name in file.name.lower() for name in _NAMES)]
    texts = [file.read_text(encoding="utf-8") for file in sorted(files) if ".dist-info" in file.parts[0]]
    if not texts:
        raise BuildError(f"{part.name} brings no text of its licence.")
    return "\n\n".join(texts)


def _own_text(identifier: str) -> str:
    return (OWN_TEXTS / f"{identifier}.txt").read_text(encoding="utf-8")


def _plain(part: Distribution) -> str:
    return part.name.lower().replace("_", "-").replace(".", "-")
