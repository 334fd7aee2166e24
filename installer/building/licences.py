"""The licences of everything that is bundled, in one text: what Help › About shows, and what the licences ask for."""

from collections.abc import Iterable
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import Final

from installer.building.about import LICENCE, NAME, ROOT
from installer.building.running import BuildError

OWN_TEXTS: Final = ROOT / "installer" / "licences"

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
    """Return the distributions in a folder that are among the pinned ones, by name."""
    wanted = set(pinned)
    found = {_plain(part): part for part in distributions(path=[str(packages)])}
    if missing := wanted - {*found}:
        raise BuildError(f"Pinned, but not installed: {', '.join(sorted(missing))}.")
    return [part for name, part in sorted(found.items()) if name in wanted]


def licences(parts: Iterable[Distribution], others: Iterable[tuple[str, str, str]]) -> str:
    """Return all licences as one text; `others` are parts that are no distributions: name, licence and its text.

    Raises `BuildError` for a distribution that brings no text.
    """
    named = [(NAME, LICENCE, (ROOT / "LICENSE").read_text(encoding="utf-8")), *others]
    named += [(f"{part.name} {part.version}", expression(part), _text(part)) for part in parts]
    headings: dict[str, list[str]] = {}
    for name, licence, text in named:
        headings.setdefault("\n".join(line.rstrip() for line in text.strip().splitlines()), []).append(
            f"{name}: {licence}"
        )
    sections = ["\n".join([_LINE, *heading, _LINE, "", text, ""]) for text, heading in headings.items()]
    return "\n".join([_PREFACE, *sections])


def _text(part: Distribution) -> str:
    if _plain(part) in _QT:
        return "\n\n".join((OWN_TEXTS / name).read_text(encoding="utf-8") for name in ("LGPL-3.0.txt", "GPL-3.0.txt"))
    files = [file for file in part.files or () if any(name in file.name.lower() for name in _NAMES)]
    texts = [file.read_text(encoding="utf-8") for file in sorted(files) if ".dist-info" in file.parts[0]]
    if not texts:
        raise BuildError(f"{part.name} brings no text of its licence.")
    return "\n\n".join(texts)


def _plain(part: Distribution) -> str:
    return part.name.lower().replace("_", "-").replace(".", "-")
