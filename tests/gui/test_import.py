"""Importing from the window: files are read at once, and what was set aside, or could not be used, is listed."""

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtWidgets import QComboBox, QFileDialog, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from clockreports.base.errors import UnusableError
from clockreports.domain.clock_events import RejectedRow
from clockreports.gui.import_choices import ImportChoices
from clockreports.gui.import_dialog import ImportDialog
from clockreports.gui.import_files import ImportFiles, dropped_files
from clockreports.gui.import_words import (
    about_set_aside,
    about_unknown,
    format_words,
    headline,
    offered_formats,
    outcome,
    remark,
)
from clockreports.gui.session import Session
from clockreports.services.importing import FormatUnclearError, ImportedFile
from clockreports.services.ports import Added
from tests.helpers.qt_looking import column, press, rows, sentences, settle, table

GOOD = "  101\t2026-03-15 09:00:00\t1\t0\t1\t0\n"
STRANGER = "  555\t2026-03-15 09:00:00\t1\t0\t1\t0\n"
BAD = "  101\t2026--13--45 09:00:00\t1\t0\t1\t0\n"
EITHER_WAY = "No\tTMNo\tEnNo\tName\tINOUT\tMode\tDateTime\n1\t1\t101\t\t1\t1\t03-04-2026  09:00:00\n"
Show = Callable[..., ImportDialog]


EMPTY = UnusableError("It is empty.", "Try again.")
UNCLEAR = FormatUnclearError("It can be read in two ways.", {"one": "the day comes first", "two": "the month does"})


def imported(
    added: int = 0,
    known: int = 0,
    aside: int = 0,
    unknown: tuple[str, ...] = (),
    problem: UnusableError | None = None,
) -> ImportedFile:
    rejected = tuple(RejectedRow(line, "No such day.", "31/02") for line in range(min(aside, 100)))
    return ImportedFile(
        Path("log.dat"),
        "attlog",
        Added(added + known + aside, added, known, aside),
        unknown,
        rejected,
        problem,
    )


class TestWords:
    @pytest.mark.parametrize(
        ("files", "sentence"),
        [
            ([imported(1200), imported(1)], "1,201 new clock events."),
            ([imported(1)], "1 new clock event."),
            ([imported(known=5)], "Nothing new: every clock event was known already."),
            ([imported(1), imported(problem=EMPTY)], "1 new clock event. 1 file cannot be used."),
            ([imported(problem=EMPTY)], "The file cannot be used."),
            ([imported(problem=UNCLEAR)], "1 file cannot be read without an answer from you."),
            (
                [imported(1), imported(problem=UNCLEAR), imported(problem=EMPTY)],
                "1 new clock event. 1 file cannot be read without an answer from you. 1 file cannot be used.",
            ),
            ([imported(problem=EMPTY)] * 2, "None of the files can be used."),
        ],
    )
    def test_what_came_in_is_one_line(self, files: list[ImportedFile], sentence: str) -> None:
        assert headline(files) == sentence

    def test_rows_set_aside_are_counted_and_those_not_shown_too(self) -> None:
        assert about_set_aside([imported(5)]) == ""
        assert about_set_aside([imported(aside=1)]).startswith("1 row was set aside, because it is no clock event.")
        assert about_set_aside([imported(aside=1500)]).endswith("Shown are the first 100.")
        assert about_set_aside([imported(aside=2)]).startswith("2 rows were set aside")

    def test_numbers_nobody_is_linked_to_are_told_once(self) -> None:
        assert about_unknown([imported(1)]) == ""
        told = about_unknown([imported(1, unknown=("12", "7")), imported(1, unknown=("7",))])
        assert told.startswith("Nobody is linked yet to 2 numbers: 7, 12.")

    def test_a_choice_of_formats_is_offered_in_words(self) -> None:
        file = imported(problem=UNCLEAR)
        assert remark(file) == "It can be read in two ways. Say which it is: the day comes first, or the month does."
        assert offered_formats([file, imported(1)]) == {"one": "The day comes first", "two": "The month does"}
        assert offered_formats([imported(problem=EMPTY)]) == {}

    def test_every_format_has_words(self, session: Session) -> None:
        assert all(format_words(name) != name for name in session.app.formats)
        assert format_words("new") == "new"

    def test_every_file_has_an_outcome(self) -> None:
        files = [
            imported(1),
            imported(1, aside=2),
            imported(known=1),
            imported(problem=UNCLEAR),
            imported(problem=EMPTY),
        ]
        assert [outcome(file) for file in files] == [
            "Imported",
            "Imported, 2 rows set aside",
            "Nothing new",
            "Needs an answer",
            "Cannot be used",
        ]


@pytest.fixture
def show(qtbot: QtBot, session: Session, tmp_path: Path) -> Iterator[Show]:
    window = QWidget()
    qtbot.addWidget(window)

    def show(**files: str) -> ImportDialog:
        paths = [tmp_path / f"{name}.dat" for name in files]
        for path, text in zip(paths, files.values(), strict=True):
            path.write_text(text, encoding="utf-8")
        dialog = ImportDialog(session, window, paths)
        dialog.show()
        settle(qtbot, session)
        return dialog

    yield show
    settle(qtbot, session)


class TestImportDialog:
    def test_several_files_are_imported_and_rows_set_aside_listed(self, show: Show, session: Session) -> None:
        before = sum(user.events for user in session.app.events.users())
        dialog = show(a=GOOD + BAD, b=STRANGER)
        assert sum(user.events for user in session.app.events.users()) == before + 2
        files = rows(table(dialog, "Imported files"))
        assert files == [
            ["a.dat", "attlog", "2", "1", "0", "1", "Imported, 1 row set aside"],
            ["b.dat", "attlog", "1", "1", "0", "0", "Imported"],
        ]
        (aside,) = rows(table(dialog, "Rows set aside"))
        assert aside == ["a.dat", "2", "There is no such date or time.", "101 2026--13--45 09:00:00 1 0 1 0"]
        told = sentences(dialog)
        assert "2 new clock events." in told
        assert "1 row was set aside" in told
        assert "Nobody is linked yet to 1 number: 555." in told

    def test_everybody_who_shows_stored_data_is_told(self, qtbot: QtBot, show: Show, session: Session) -> None:
        with qtbot.waitSignal(session.changed):
            show(a=GOOD)
        assert session.app.events.last_import() is not None

    def test_users_can_be_linked_next(self, qtbot: QtBot, show: Show) -> None:
        dialog = show(a=STRANGER)
        with qtbot.waitSignal(dialog.link):
            press(dialog, "Link users…")
        qtbot.waitUntil(lambda: not isValid(dialog))

    def test_a_file_that_can_be_read_in_two_ways_keeps_no_other_out_and_is_read_as_the_person_says(
        self, qtbot: QtBot, show: Show, session: Session
    ) -> None:
        dialog = show(unclear=EITHER_WAY, good=GOOD)
        assert column(table(dialog, "Imported files"), "Outcome") == ["Needs an answer", "Imported"]
        assert "--format" not in sentences(dialog)
        (formats,) = dialog.findChildren(QComboBox)
        assert formats.currentText() == "The month comes first in them (12-31-2026)"
        formats.setCurrentText("The day comes first in them (31-12-2026)")
        press(dialog, "Read it")
        settle(qtbot, session)
        assert column(table(dialog, "Imported files"), "Outcome") == ["Imported", "Imported"]
        april = datetime(2026, 4, 3)  # noqa: DTZ001 - a terminal's wall time
        assert [event.at.day for event in session.app.events.taps(april, april.replace(day=4))] == [3]

    def test_a_file_that_is_no_clock_log_is_not_offered_to_be_read_as_one(self, show: Show) -> None:
        dialog = show(minutes="Present: everybody\n")
        assert "is not a clock log" in sentences(dialog)
        assert not dialog.findChildren(QComboBox)[0].isVisible()

    def test_nothing_is_shown_that_there_is_nothing_to_say_about(self, show: Show) -> None:
        dialog = show(a=GOOD)
        assert not table(dialog, "Rows set aside").isVisible()
        assert "set aside" not in sentences(dialog)
        assert not dialog.findChildren(QComboBox)[0].isVisible()

    def test_stopping_leaves_the_file_out_that_was_being_read(
        self, qtbot: QtBot, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = tmp_path / "long.dat"
        path.write_text("".join(_minutes(20_000)), encoding="utf-8")
        before = session.app.events.users()
        reading, go_on = threading.Event(), threading.Event()
        post = session.workers.post

        def wait_before_telling(owner: object, call: Callable[[], object]) -> None:
            post(owner, call)  # type: ignore[arg-type]  # passed through
            reading.set()
            assert go_on.wait(5)

        monkeypatch.setattr(session.workers, "post", wait_before_telling)
        window = QWidget()
        qtbot.addWidget(window)
        dialog = ImportDialog(session, window, [path])
        dialog.show()
        assert reading.wait(5)
        dialog.reject()
        assert dialog.isVisible()
        go_on.set()
        settle(qtbot, session)
        assert "Stopped." in sentences(dialog)
        assert session.app.events.users() == before
        dialog.reject()
        qtbot.waitUntil(lambda: not isValid(dialog))


def _minutes(number: int) -> Iterator[str]:
    for minute in range(number):
        at = datetime.fromtimestamp(1_700_000_000 + 60 * minute, UTC)
        yield f"  101\t{at:%Y-%m-%d %H:%M:%S}\t1\t0\t1\t0\n"


class TestImportFiles:
    def test_the_dialog_asks_for_several_files_and_imports_them(
        self, qtbot: QtBot, session: Session, tmp_path: Path
    ) -> None:
        window = QWidget()
        qtbot.addWidget(window)
        asking = ImportFiles(session, window, lambda: None)
        asking.ask()
        (files,) = window.findChildren(QFileDialog)
        assert files.fileMode() is QFileDialog.FileMode.ExistingFiles
        path = tmp_path / "one.dat"
        path.write_text(GOOD, encoding="utf-8")
        files.filesSelected.emit([str(path)])
        files.reject()
        settle(qtbot, session)
        (dialog,) = window.findChildren(ImportDialog)
        assert column(table(dialog, "Imported files"), "File") == ["one.dat"]
        dialog.reject()

    def test_nothing_is_begun_before_the_app_is_open(self, qtbot: QtBot, closed_session: Session) -> None:
        window = QWidget()
        qtbot.addWidget(window)
        asking = ImportFiles(closed_session, window, lambda: None)
        asking.ask()
        asking.ask_how()
        asking.begin([Path("a.dat")])
        assert window.findChildren(QWidget) == []

    def test_the_terminal_and_the_format_can_be_said_before(
        self, qtbot: QtBot, session: Session, tmp_path: Path
    ) -> None:
        window = QWidget()
        qtbot.addWidget(window)
        window.show()
        asking = ImportFiles(session, window, lambda: None)
        asking.ask_how()
        settle(qtbot, session)
        (choices,) = window.findChildren(ImportChoices)
        terminal, formats = choices.findChildren(QComboBox)
        assert [terminal.itemText(place) for place in range(terminal.count())] == ["1"]
        press(choices, "Choose files…")
        assert "Name the terminal, or choose a format." in sentences(choices)
        terminal.setEditText(" Canteen ")
        formats.setCurrentIndex(formats.findData("attlog"))
        press(choices, "Choose files…")
        (files,) = window.findChildren(QFileDialog)
        path = tmp_path / "one.dat"
        path.write_text(GOOD, encoding="utf-8")
        files.filesSelected.emit([str(path)])
        files.reject()
        settle(qtbot, session)
        (dialog,) = window.findChildren(ImportDialog)
        assert "1 new clock event. All count as made on terminal Canteen." in sentences(dialog)
        assert {"1", "Canteen"} == {user.terminal for user in session.app.events.users()}
        dialog.reject()

    def test_terminals_that_cannot_be_read_can_be_typed(
        self, qtbot: QtBot, session: Session, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(_store: object) -> None:
            raise UnusableError("The database is locked.", "Try again.")

        monkeypatch.setattr(type(session.app.events), "users", refuse)
        choices = ImportChoices(session)
        qtbot.addWidget(choices)
        choices.show()
        settle(qtbot, session)
        assert "The database is locked. Try again." in sentences(choices)

    def test_only_files_of_this_computer_can_be_dropped(self, tmp_path: Path) -> None:
        dropped = QMimeData()
        dropped.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.dat")), QUrl("ftp://elsewhere.example/b.dat")])
        assert dropped_files(dropped) == [tmp_path / "a.dat"]
        assert dropped_files(QMimeData()) == []
