"""The scenes of backing up: what there is to restore, and a database that was found damaged."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QWidget

from clockreports.base.errors import UnusableError
from clockreports.gui.backing_up_choice import RestoreDialog
from clockreports.gui.backing_up_damage import DamageDialog
from clockreports.gui.main_window import MainWindow
from clockreports.gui.session import Session, Start
from clockreports.services.ports_backups import Backup, BackupKind, DamagedError
from tests.helpers.qt_site import NOW
from tests.helpers.qt_stage import Stage

DATABASE: Final = Path("profile") / "clockreports.db"
NEWEST: Final = Backup(DATABASE.with_name("clockreports-20260316T080000Z-daily.db"), NOW, BackupKind.DAILY, 1_700_000)
NO_ROOM: Final = UnusableError(
    "The backup could not be made (there is no room left on the disk).",
    "Check the disk it is on, and that there is room for the whole database. The database itself is as it was.",
)


def damage(newest: Backup | None = NEWEST) -> DamagedError:
    """Return what is found when the database cannot be opened."""
    advice = "There is no backup of it that can be read. Keep the file for somebody who may rescue it."
    return DamagedError(f"The database {DATABASE} is damaged, or is no database.", advice, DATABASE, newest)


def make_backups(session: Session) -> None:
    """Make a few backups, the oldest of which cannot be read any more."""
    store = session.app.backing_up.store
    for days, kind in enumerate((BackupKind.DAILY, BackupKind.DAILY, BackupKind.BEFORE_UPDATE, BackupKind.DAILY)):
        store.keep(kind, NOW - timedelta(days=days))
    store.kept()[-1].path.write_bytes(b"torn")


def _choice(stage: Stage, *, empty: bool = False) -> QWidget:
    session = stage.session()
    if not empty:
        make_backups(session)
    dialog = stage.show(RestoreDialog(session, None, lambda _backup: None))
    stage.settle(session)
    return dialog


def _damaged(newest: Backup | None, stage: Stage) -> QWidget:
    session = Session(Start(stage.site.environment, stage.site.profile), lambda _bug: None)
    stage.stack.callback(session.close)
    stage.kept.append(session)
    return stage.show(DamageDialog(damage(newest), session, None, lambda _backup: None))


def _without_backup_today(stage: Stage) -> QWidget:
    window = stage.main(1)
    if isinstance(window, MainWindow):
        window.backups.told.emit(NO_ROOM)
    return window


BACKUP_SCENES: Final[Mapping[str, Callable[[Stage], QWidget]]] = {
    "restore": _choice,
    "restore-none": partial(_choice, empty=True),
    "damaged": partial(_damaged, NEWEST),
    "damaged-no-backup": partial(_damaged, None),
    "main-no-backup": _without_backup_today,
}
"""By the names of their pictures."""
