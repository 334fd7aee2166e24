"""The licences of everything this installation is made of, as one text for Help › About."""

import re
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from typing import Final

from clockreports import __version__
from clockreports.base.errors import UnusableError
from clockreports.base.resources import resource
from clockreports.bootstrap.doctor import LIBRARIES

BUNDLED: Final = "licences.txt"
"""What an installer puts among the resources: every part by name, with the whole text of its licence."""

_OWN: Final = "clockreports"
_PREFACE: Final = (
    f"ClockReports {__version__} stands under the MIT licence.\n\n"
    "It is installed as a Python package, and uses the packages below. Each came by itself and stands under its own "
    "licence, whose text is in the package's folder.\n\n"
    "Qt, PySide6 and Shiboken are used under the GNU Lesser General Public License, version 3.\n"
)
_NAME: Final = re.compile(r"[\w.-]+")
_APPROVED: Final = "License :: OSI Approved :: "


def licences() -> str:
    """Return the text that an installer wrote; without one, each installed package with the licence it names.

    Raises `UnusableError` when the text that is there cannot be read.
    """
    try:
        path = resource(BUNDLED)
    except UnusableError:
        return installed_licences()
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UnusableError(f"The licences in {path} cannot be read.", "Install ClockReports again.") from error


def installed_licences() -> str:
    """Return one line for each installed package that ClockReports needs, directly or not."""
    parts = sorted(_needed(), key=lambda part: part.name.casefold())
    return "\n".join([_PREFACE, *(f"{part.name} {part.version}: {_licence(part)}" for part in parts), ""])


def _needed() -> Iterator[Distribution]:
    """Find what is needed, from package to package; what is needed elsewhere, or by an extra, is not installed."""
    waiting, met = [_OWN, *LIBRARIES], set[str]()
    while waiting:
        name = waiting.pop()
        if _plain(name) in met:
            continue
        met.add(_plain(name))
        try:
            part = distribution(name)
        except PackageNotFoundError:
            continue
        if _plain(name) != _OWN:
            yield part
        waiting += [found[0] for each in part.requires or () if "extra ==" not in each and (found := _NAME.match(each))]


def _licence(part: Distribution) -> str:
    """Return the licence as the package names it: an SPDX expression where there is one."""
    named = next((text for field in ("License-Expression", "License") for text in _all(part, field)), "")
    if named and "\n" not in named:
        return named
    classified = [line.removeprefix(_APPROVED) for line in _all(part, "Classifier") if line.startswith(_APPROVED)]
    return ", ".join(classified) or "see its own files"


def _all(part: Distribution, field: str) -> list[str]:
    return part.metadata.get_all(field) or []


def _plain(name: str) -> str:
    return name.lower().replace("_", "-").replace(".", "-")
