"""The scenes of looking for newer versions: before anybody asks, what is out, and what went wrong."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Final

from PySide6.QtWidgets import QWidget

from clockreports.base.errors import ClockReportsError, RunAgainError
from clockreports.domain.releases import Release
from clockreports.gui.session import Session
from clockreports.gui.update_dialog import UpdateDialog
from clockreports.services.ports_updates import UpdatePolicy
from tests.helpers.qt_looking import press
from tests.helpers.qt_stage import Stage
from tests.helpers.updates import RELEASE, FakeFeed

AWAY: Final = RunAgainError(
    "clocks.example cannot be asked for the newest version.",
    "Check this computer’s connection to the internet. Then try again.",
)
LONG: Final = replace(
    RELEASE,
    changes=(
        "Exports can run by themselves, also while nobody is signed in.",
        "Logs of one more kind of clock are read.",
        "A day whose taps come late is sent again by itself, as long as nobody changed it in People HR meanwhile.",
        *(f"Small improvement number {number}." for number in range(1, 12)),
    ),
)


def with_feed(session: Session, feed: FakeFeed, *, allowed: bool = True) -> None:
    """Let no test ask anybody but a feed of its own."""
    updating = replace(session.app.updating, feed=feed, policy=lambda: UpdatePolicy(allowed))
    session._app = replace(session.app, updating=updating)


def _scene(answer: Release | ClockReportsError, stage: Stage, *, ask: bool = True, allowed: bool = True) -> QWidget:
    session = stage.session()
    with_feed(session, FakeFeed(answer), allowed=allowed)
    dialog = stage.show(UpdateDialog(session))
    stage.settle(session)
    if ask:
        press(dialog, "Check now")
        stage.settle(session)
    return dialog


UPDATE_SCENES: Final[Mapping[str, Callable[[Stage], QWidget]]] = {
    "update-ask": partial(_scene, RELEASE, ask=False),
    "update-newer": partial(_scene, LONG),
    "update-newest": partial(_scene, replace(RELEASE, version="0.0.1")),
    "update-away": partial(_scene, AWAY),
    "update-forbidden": partial(_scene, RELEASE, ask=False, allowed=False),
}
"""By the names of their pictures."""
