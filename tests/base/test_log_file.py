"""The log file: what is in it, who may read it, and what happens when it cannot be written."""

import logging
import stat
import sys
import traceback
from pathlib import Path

import pytest

from clockreports.base import logs
from clockreports.base.errors import UnusableError
from clockreports.base.logs import Redactor, writing_log
from clockreports.base.secret import Secret

log = logging.getLogger("clockreports.tests")
PRIVATE = "a secret of another shape"


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@pytest.fixture
def redactor() -> Redactor:
    made = Redactor()
    made.hide(Secret(PRIVATE))
    return made


def test_a_line_tells_when_how_bad_where_and_what(tmp_path: Path, redactor: Redactor) -> None:
    with writing_log(tmp_path / "logs", redactor) as path:
        log.info("Sent 3 days: “done”, ½ left.")
    assert path == tmp_path / "logs" / "clockreports.log"
    assert _read(path).endswith(" clockreports.tests: Sent 3 days: “done”, ½ left.\n")
    assert "+00:00 INFO [" in _read(path)


def test_message_arguments_and_trace_are_cleaned(tmp_path: Path, redactor: Redactor) -> None:
    with writing_log(tmp_path, redactor) as path:
        try:
            raise ValueError(PRIVATE)  # noqa: TRY301 - a bug that quotes the key
        except ValueError:
            log.info("Key %s", PRIVATE, exc_info=True, stack_info=True)
    assert "ValueError: ***" in _read(path)
    assert "Key ***" in _read(path)
    assert PRIVATE not in _read(path)


def test_libraries_are_heard_from_warnings_on(tmp_path: Path, redactor: Redactor) -> None:
    library = logging.getLogger("urllib3.connectionpool")
    with writing_log(tmp_path, redactor) as path:
        library.info("chatter")
        log.debug("chatter")
        assert [library.isEnabledFor(logging.WARNING), library.isEnabledFor(logging.INFO)] == [True, False]
    assert _read(path) == ""


@pytest.mark.expects_warnings("WARNING urllib3: worrying")
def test_a_librarys_warning_is_kept(tmp_path: Path, redactor: Redactor) -> None:
    with writing_log(tmp_path, redactor) as path:
        logging.getLogger("urllib3").warning("worrying")
    assert "worrying" in _read(path)


def test_afterwards_everything_is_as_it_was(tmp_path: Path, redactor: Redactor) -> None:
    root, ours = logging.getLogger(), logging.getLogger("clockreports")
    before = root.level, ours.level, tuple(root.handlers), tuple(ours.handlers)
    with writing_log(tmp_path, redactor) as path:
        pass
    assert (root.level, ours.level, tuple(root.handlers), tuple(ours.handlers)) == before
    path.unlink()  # which Windows allows only when nobody has it open


@pytest.mark.skipif(sys.platform == "win32", reason="Windows hands the rights down from the folder above")
def test_only_its_owner_can_read_it_also_after_it_was_rotated(
    tmp_path: Path, redactor: Redactor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logs, "MOST_BYTES", 200)
    with writing_log(tmp_path, redactor):
        for _line in range(5):
            log.info("x" * 150)
    files = sorted(tmp_path.iterdir())
    assert [file.name for file in files] == ["clockreports.log", *(f"clockreports.log.{n}" for n in (1, 2, 3))]
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


def test_a_log_that_another_program_holds_open_is_written_on(
    tmp_path: Path, redactor: Redactor, monkeypatch: pytest.MonkeyPatch
) -> None:
    attempts: list[str] = []

    def refuse(source: str, _target: str) -> None:
        attempts.append(source)
        raise PermissionError(13, "The process cannot access the file because it is being used by another process")

    monkeypatch.setattr(logs, "MOST_BYTES", 400)
    monkeypatch.setattr("os.rename", refuse)
    with writing_log(tmp_path, redactor) as path:
        for line in range(10):
            log.info("line %s %s", line, "x" * 20)
    assert _read(path).count("line ") == 10
    assert 1 <= len(attempts) < 5


def test_a_full_disk_stops_nothing_and_shows_nothing(
    tmp_path: Path, redactor: Redactor, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(logs._LogFile, "flush", full)
    with writing_log(tmp_path, redactor):
        log.info(PRIVATE)
    assert capsys.readouterr() == ("", "")
    assert not any(isinstance(handler, logs._LogFile) for handler in logging.getLogger().handlers)


def test_a_log_that_cannot_be_opened_is_told_in_a_sentence(tmp_path: Path, redactor: Redactor) -> None:
    (tmp_path / "clockreports.log").mkdir()
    with pytest.raises(UnusableError, match="cannot be written") as caught, writing_log(tmp_path, redactor):
        pass
    assert "--profile" in caught.value.advice
    assert "clockreports.log" in "".join(traceback.format_exception(caught.value))
