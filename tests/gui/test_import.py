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
from clockreports.gui.import_dialog import ImportDialog
from clockreports.gui.import_files import ImportFiles, dropped_files
from clockreports.gui.import_words import about_set_aside, about_unknown, headline, offered_formats, outcome, remark
from clockreports.gui.session import Session
from clockreports.services.importing import ImportedFile
from clockreports.services.ports import Added
from tests.helpers.qt_looking import column, press, rows, sentences, settle, table

GOOD = "  101\t2026-03-15 09:00:00\t1\t0\t1\t0\n"
STRANGER = "  555\t2026-03-15 09:00:00\t1\t0\t1\t0\n"
BAD = "  101\t2026--13--45 09:00:00\t1\t0\t1\t0\n"
EITHER_WAY = "No\tTMNo\tEnNo\tName\tINOUT\tMode\tDateTime\n1\t1\t101\t\t1\t1\t03-04-2026  09:00:00\n"
Show = Callable[..., ImportDialog]


def imported(
    added: int = 0, known: int = 0, aside: int = 0, unknown: tuple[str, ...] = (), problem: str = ""
) -> ImportedFile:
    rejected = tuple(RejectedRow(line, "No such day.", "31/02") for line in range(min(aside, 100)))
    return ImportedFile(
        Path("log.dat"),
        "attlog",
        Added(added + known + aside, added, known, aside),
        unknown,
        rejected,
        UnusableError("It is empty.", problem) if problem else None,
    )


class TestWords:
    @pytest.mark.parametrize(
        ("files", "sentence"),
        [
            ([imported(1200), imported(1)], "1,201 new clock events."),
            ([imported(1)], "1 new clock event."),
            ([imported(known=5)], "Nothing new: every clock event was known already."),
            ([imported(1), imported(problem="Try again.")], "1 new clock event. 1 file cannot be used."),
            ([imported(problem="Try again.")], "The file cannot be used."),
            ([imported(problem="Try again.")] * 2, "None of the files can be used."),
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
        assert told.startswith("Nobody is linked yet to 2 numbers: 12, 7.")

    def test_options_of_the_command_line_are_not_spoken_of(self) -> None:
        file = imported(problem="Import it again with --format one, or with --format two.")
        assert remark(file) == "It is empty. Import it again with the format one, or with the format two."
        assert offered_formats([file, imported(1)]) == ["one", "two"]

    def test_every_file_has_an_outcome(self) -> None:
        files = [imported(1), imported(known=1), imported(problem="Try again.")]
        assert [outcome(file) for file in files] == ["Imported", "Nothing new", "Cannot be used"]


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
            ["a.dat", "attlog", "2", "1", "0", "1", "Imported"],
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

    def test_a_file_that_cannot_be_used_keeps_no_other_out_and_can_be_read_as_another_format(
        self, qtbot: QtBot, show: Show, session: Session
    ) -> None:
        dialog = show(unclear=EITHER_WAY, good=GOOD)
        assert column(table(dialog, "Imported files"), "Outcome") == ["Cannot be used", "Imported"]
        assert "--format" not in sentences(dialog)
        (formats,) = dialog.findChildren(QComboBox)
        assert formats.itemText(0) == "glog-month-first"
        formats.setCurrentText("glog-day-first")
        press(dialog, "Read again")
        settle(qtbot, session)
        assert column(table(dialog, "Imported files"), "Outcome") == ["Imported", "Imported"]
        april = datetime(2026, 4, 3)  # noqa: DTZ001 - a terminal's wall time
        assert [event.at.day for event in session.app.events.taps(april, april.replace(day=4))] == [3]

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
        asking.begin([Path("a.dat")])
        assert window.findChildren(QWidget) == []

    def test_only_files_of_this_computer_can_be_dropped(self, tmp_path: Path) -> None:
        dropped = QMimeData()
        dropped.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.dat")), QUrl("ftp://elsewhere.example/b.dat")])
        assert dropped_files(dropped) == [tmp_path / "a.dat"]
        assert dropped_files(QMimeData()) == []
