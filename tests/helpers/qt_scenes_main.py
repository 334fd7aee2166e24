"""The scenes of the main window and the dialogs before it that `qt_scenes` has not: first steps, questions, trouble."""

import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from datetime import date
from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QDateEdit, QDialog, QLineEdit, QPushButton, QWidget

from clockreports.domain.periods import Period
from clockreports.gui.import_choices import ImportChoices
from clockreports.gui.import_dialog import ImportDialog
from clockreports.gui.import_words import ReadAs
from clockreports.gui.link_dialog import LinkDialog
from clockreports.gui.main_window import MainWindow
from clockreports.gui.pages.days import DaysPage
from clockreports.gui.period_picker import PeriodPicker
from clockreports.gui.session import Session, Start
from tests.helpers.qt_looking import choose, plain, table
from tests.helpers.qt_stage import Stage

EVENTS, DAYS, USERS, EMPLOYEES = range(4)
USER_TABLE: Final = "Users of the clocks"
UNCLEAR: Final = ["No\tTMNo\tEnNo\tName\tINOUT\tMode\tDateTime", "1\t1\t101\t\t1\t1\t03-04-2026  09:00:00"]


def _press(window: QWidget, text: str) -> None:
    """Click the visible button whose text begins so."""
    buttons = (each for each in window.findChildren(QPushButton) if each.isVisible())
    next(each for each in buttons if plain(each.text()).startswith(text)).click()


def _dialog(window: QWidget) -> QDialog:
    """Return the dialog that is open before a window."""
    return next(each for each in window.findChildren(QDialog) if each.isVisible())


# The first steps -----------------------------------------------------------------------------------------------------


def _welcome(stage: Stage) -> QWidget:
    return _started(stage, with_key=False)


def _welcome_with_key(stage: Stage) -> QWidget:
    """Show it to somebody who has imported a log, and has a key."""
    with stage.bare.app() as app:
        app.importing.import_files([stage.site.log])
    return _started(stage, with_key=True)


def _started(stage: Stage, *, with_key: bool) -> MainWindow:
    session = stage.session(stage.bare, with_key=with_key)
    window = stage.show(MainWindow(session))
    session.opened.emit()
    stage.settle(session)
    return window


def _lost_key(stage: Stage) -> QWidget:
    with stage.site.app() as app:
        app.key.dropped.leave()
    return _dialog(stage.main(DAYS))


def _cannot_open(stage: Stage) -> QWidget:
    stage.folder.joinpath("file").touch()
    session = Session(Start({}, stage.folder / "file"), _raise)
    window = stage.show(MainWindow(session))
    window.start()
    stage.settle(session)
    stage.stack.callback(session.close)
    return _dialog(window)


# Pages ---------------------------------------------------------------------------------------------------------------


def _nobody_found(stage: Stage) -> QWidget:
    window = stage.main(EVENTS)
    (line,) = (each for each in window.findChildren(QLineEdit) if each.isVisible())
    line.setText("Nemo")
    line.returnPressed.emit()
    stage.settle(window._session)
    return window


def _no_taps(stage: Stage) -> QWidget:
    window = stage.main(DAYS)
    (page,) = window.findChildren(DaysPage)
    page.findChildren(PeriodPicker)[0].pick(Period(date(2026, 1, 5), date(2026, 1, 11)))
    stage.settle(window._session)
    return window


def _odd_days(stage: Stage) -> QWidget:
    """Show what needs a person first, with a row chosen."""
    window = stage.main(DAYS)
    view = table(window, "Work days")
    view.sortByColumn(5, Qt.SortOrder.AscendingOrder)
    view.selectRow(0)
    return window


def _practised(page: int, stage: Stage) -> QWidget:
    window = stage.practising()
    stage.turn_to(window, page + 1)  # behind the first steps
    stage.settle(window._session)
    return window


def _authorities(administrators: int, stage: Stage) -> QWidget:
    """Show users as they would be where a clock tells what each may do."""
    with closing(sqlite3.connect(stage.site.profile / "clockreports.db")) as database:
        database.execute("UPDATE users SET authority = 'normal'")
        first = "SELECT number FROM users ORDER BY clock_id LIMIT ?"
        database.execute(f"UPDATE users SET authority = 'administrator' WHERE number IN ({first})", (administrators,))  # noqa: S608 - both are ours
        database.commit()
    return stage.main(USERS)


def _two_terminals(stage: Stage) -> MainWindow:
    """Show users where some numbers are on two terminals, with somebody's contractor among them."""
    log = stage.log("canteen.dat", [f"  {number}\t2026-03-1{number % 3} 12:00:00\t2\t0\t1\t0" for number in (101, 977)])
    with stage.site.app() as app:
        app.importing.import_files([log], terminal="Canteen")
        app.employees.link("101", "PW25", terminal="Canteen", valid_from=date(2026, 3, 9))
        app.employees.ignore("977")
    return stage.main(USERS)


def _synced(page: int, stage: Stage, *, with_key: bool) -> QWidget:
    window = stage.main(page, with_key=with_key)
    _press(window, "Sync")
    stage.settle(window._session)
    return window


def _question(text: str, stage: Stage) -> QWidget:
    window = _two_terminals(stage)
    choose(table(window, USER_TABLE), "Employee", "Beatrice Inkwell (PW25) from 09/03/2026; Amina Brightwater (PW1)")
    _press(window, text)
    return _dialog(window)


# Dialogs -------------------------------------------------------------------------------------------------------------


def _import_question(stage: Stage) -> QWidget:
    session = stage.session(stage.bare, with_key=False)
    paths = [stage.log("AGL_001.TXT", UNCLEAR), stage.site.log]
    dialog = stage.show(ImportDialog(session, None, paths, ReadAs("Canteen")))
    stage.settle(session)
    return dialog


def _import_again(stage: Stage) -> QWidget:
    session = stage.session()
    dialog = stage.show(ImportDialog(session, None, [stage.site.log]))
    stage.settle(session)
    return dialog


def _import_much_aside(stage: Stage) -> QWidget:
    session = stage.session()
    rows = [f"  7\t2026-02-30 08:{minute % 60:02}:10\t1\t0\t1\t0" for minute in range(1200)]
    rows.insert(0, "  7\t2026-03-02 09:00:00\t1\t0\t1\t0")
    logs = [stage.log(f"{number}_attlog.dat", rows[: 600 * number]) for number in (1, 2)]
    dialog = stage.show(ImportDialog(session, None, logs))
    stage.settle(session)
    return dialog


def _import_choices(stage: Stage) -> QWidget:
    session = stage.session()
    dialog = stage.show(ImportChoices(session))
    stage.settle(session)
    return dialog


def _link(filled_in: Mapping[int, str], stage: Stage) -> QWidget:
    """Fill in the dialog that links, and try."""
    with stage.site.app() as app:
        app.importing.import_files([stage.log("2.dat", ["  977\t2026-03-10 12:00:00\t2\t0\t1\t0"])], terminal="Canteen")
    session = stage.session()
    dialog = stage.show(LinkDialog(session, None, "977"))
    stage.settle(session)
    for place, text in filled_in.items():
        dialog.findChildren(QComboBox)[place].setEditText(text)
    for box, field in zip(dialog.findChildren(QCheckBox), dialog.findChildren(QDateEdit), strict=True):
        box.setChecked(True)
        field.setDate(field.date().addDays(-1))
    _press(dialog, "Link")
    stage.settle(session)
    return dialog


def _raise(bug: Exception) -> None:
    raise bug


MAIN_SCENES: Final[Mapping[str, Callable[[Stage], QWidget]]] = {
    "main-welcome": _welcome,
    "main-welcome-key": _welcome_with_key,
    "main-lost-key": _lost_key,
    "main-cannot-open": _cannot_open,
    "main-events-nobody": _nobody_found,
    "main-days-no-taps": _no_taps,
    "main-days-odd": _odd_days,
    "main-practice-days": partial(_practised, DAYS),
    "main-practice-users": partial(_practised, USERS),
    "main-users-no-administrator": partial(_authorities, 0),
    "main-users-one-administrator": partial(_authorities, 1),
    "main-users-two-administrators": partial(_authorities, 2),
    "main-users-two-terminals": _two_terminals,
    "main-users-synced": partial(_synced, USERS, with_key=True),
    "main-employees-no-key": partial(_synced, EMPLOYEES, with_key=False),
    "unlink": partial(_question, "Unlink"),
    "not-in-people-hr": partial(_question, "Not in"),
    "import-question": _import_question,
    "import-again": _import_again,
    "import-much-aside": _import_much_aside,
    "import-choices": _import_choices,
    "link-trouble": partial(_link, {2: ""}),
    "link-noted": partial(_link, {2: "ZZ9"}),
}
