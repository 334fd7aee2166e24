"""Every page and dialog the program can open, in every state worth looking at: for pictures, and for the rules of use.

A scene sets itself up and returns the window to look at.
"""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QWidget

from clockreports.bootstrap.licences import installed_licences
from clockreports.gui.about import AboutBox
from clockreports.gui.about_licences import LicencesDialog
from clockreports.gui.bridge import Workers
from clockreports.gui.crash_dialog import CrashDialog
from clockreports.gui.import_dialog import ImportDialog
from clockreports.gui.link_dialog import LinkDialog
from tests.helpers.qt_backups import BACKUP_SCENES
from tests.helpers.qt_scenes_export import EXPORT_SCENES, mixed_export
from tests.helpers.qt_scenes_main import MAIN_SCENES
from tests.helpers.qt_schedule import SCHEDULE_SCENES
from tests.helpers.qt_stage import Stage
from tests.helpers.qt_undo import UNDO_SCENES
from tests.helpers.qt_updates import UPDATE_SCENES
from tests.helpers.qt_verify import VERIFY_SCENES

Scene = Callable[[Stage], QWidget]

ROOT: Final = Path(__file__).resolve().parents[2]
EVENTS, DAYS, USERS, EMPLOYEES, EXPORTS = range(5)
UNLINKED_TAB, HISTORY_TAB = 1, 2
REPORT: Final = """\
ClockReports 1.0.0
Python 3.11.9
SQLite 3.45.1
Windows-11-10.0.26100-SP0

Traceback (most recent call last):
  File "clockreports/gui/bridge.py", line 82, in _if_there
    call()
  File "clockreports/gui/pages/days.py", line 118, in _fill
    self._model.show(lines)
RuntimeError: Something nobody thought of
"""
_BETWEEN: Final = "=" * 100
BUNDLED: Final = f"""\
ClockReports stands under the MIT licence. It is made of the parts below, each under its own.

Qt, PySide6 and Shiboken are used under the GNU Lesser General Public License, version 3. They are separate files in the
program's folder, which you may replace by versions of your own; their source is at download.qt.io/official_releases.

{_BETWEEN}
ClockReports: MIT
{_BETWEEN}

{ROOT.joinpath("LICENSE").read_text(encoding="utf-8")}
"""


# The main window ---------------------------------------------------------------------------------------------------


def _page(page: int, stage: Stage) -> QWidget:
    return stage.main(page)


def _empty_page(page: int, stage: Stage) -> QWidget:
    return stage.main(page, stage.bare, with_key=False)


def _exports_page(stage: Stage) -> QWidget:
    mixed_export(stage).close()
    return stage.main(EXPORTS)


def _practising(stage: Stage) -> QWidget:
    return stage.practising()


# Dialogs before it -------------------------------------------------------------------------------------------------


def _about(stage: Stage) -> QWidget:
    return stage.show(AboutBox(_workers(stage)))


def _licences(told: Callable[[], str], stage: Stage) -> QWidget:
    workers = _workers(stage)
    dialog = stage.show(LicencesDialog(workers, None, lambda _cancel: told()))
    stage.until(lambda: not workers.busy)
    return dialog


def _crash(stage: Stage) -> QWidget:
    return stage.show(CrashDialog(REPORT, _workers(stage)))


def _workers(stage: Stage) -> Workers:
    """Return workers of a window that has no session."""
    workers = Workers(lambda _bug: None)
    stage.stack.callback(workers.close)
    return workers


def _imported(stage: Stage) -> QWidget:
    session = stage.session(stage.bare, with_key=False)
    dialog = stage.show(ImportDialog(session, None, [stage.site.log]))
    stage.settle(session)
    return dialog


def _import_with_trouble(stage: Stage) -> QWidget:
    session = stage.session(stage.bare, with_key=False)
    bad = stage.log("2_attlog.dat", ["  7\t2026-03-09 08:58:10\t1\t0\t1\t0", "  7\t2026--13--45 -1:00:00\t1\t0\t1\t0"])
    other = stage.log("minutes of the meeting.txt", ["Present: everybody", "Apologies: none"])
    dialog = stage.show(ImportDialog(session, None, [bad, other]))
    stage.settle(session)
    return dialog


def _link(stage: Stage) -> QWidget:
    session = stage.session()
    dialog = stage.show(LinkDialog(session, None, "977"))
    stage.settle(session)
    return dialog


SCENES: Final[Mapping[str, Scene]] = {
    "main-events": partial(_page, EVENTS),
    "main-days": partial(_page, DAYS),
    "main-users": partial(_page, USERS),
    "main-employees": partial(_page, EMPLOYEES),
    "main-exports": _exports_page,
    "main-events-empty": partial(_empty_page, EVENTS),
    "main-days-empty": partial(_empty_page, DAYS),
    "main-users-empty": partial(_empty_page, USERS),
    "main-employees-empty": partial(_empty_page, EMPLOYEES),
    "main-exports-empty": partial(_empty_page, EXPORTS),
    "main-practice": _practising,
    "about": _about,
    "about-licences": partial(_licences, lambda: BUNDLED),
    "about-licences-installed": partial(_licences, installed_licences),
    "crash": _crash,
    "import-done": _imported,
    "import-trouble": _import_with_trouble,
    "link": _link,
    **EXPORT_SCENES,
    **VERIFY_SCENES,
    **UNDO_SCENES,
    **MAIN_SCENES,
    **SCHEDULE_SCENES,
    **UPDATE_SCENES,
    **BACKUP_SCENES,
}
"""By the names of their pictures."""
