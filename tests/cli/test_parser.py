"""How commands are typed: the options of every command, days, mistakes, and the help."""

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest

from clockreports import __main__ as door
from clockreports import __version__
from clockreports.cli.command import Command
from clockreports.cli.table import COMMANDS
from tests.cli.firm import CLEAN_LOG, Terminal


def _names() -> Iterator[tuple[str, ...]]:
    yield ()
    for command in COMMANDS:
        yield (command.name,)
        if not isinstance(command, Command):
            yield from ((command.name, part.name) for part in command.commands)


@pytest.mark.parametrize(
    "typed",
    [
        ("--profile", "{}", "--json", "employees", "list"),
        ("employees", "--profile", "{}", "--json", "list"),
        ("employees", "list", "--json", "--profile={}"),
        ("--json", "employees", "list", "--profile", "{}"),
        ("--profile", "elsewhere", "employees", "list", "--profile", "{}", "--json"),
    ],
)
def test_profile_and_json_stand_before_or_after_the_command(bare: Terminal, typed: tuple[str, ...]) -> None:
    chosen = bare.folder / "chosen"
    answer = bare.type(*(word.format(chosen) for word in typed))
    assert answer.data == {"employees": [], "links": [], "unlinked_users": [], "unlinked_employees": []}
    assert (chosen / "clockreports.db").is_file()
    assert not bare.profile.exists()


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        (("--from", "2026-03-10", "--to", "2026-03-11"), ["2026-03-10", "2026-03-11"]),
        (("--from", "-7", "--to", "-6"), ["2026-03-09", "2026-03-10"]),
        (("--from=-7", "--to=yesterday"), ["2026-03-09", "2026-03-10", "2026-03-11"]),
        (("--from", "10/03/2026", "--to", "today"), ["2026-03-10", "2026-03-11"]),
        ((), ["2026-03-09", "2026-03-10", "2026-03-11"]),
    ],
)
def test_days_are_understood_in_every_way(terminal: Terminal, typed: tuple[str, ...], days: list[str]) -> None:
    terminal.bring_in(CLEAN_LOG)
    assert [day["date"] for day in terminal.type("days", *typed, "--json").data["days"]] == days


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        (("exprot",), "invalid choice: 'exprot'"),
        (("employees",), "required: ACTION"),
        (("import",), "required: FILE"),
        (("export", "--dryrun"), "unrecognized arguments: --dryrun"),
        (("export", "--dry"), "unrecognized arguments: --dry"),
        (("--profile", "", "runs"), "it names no folder"),
        (("employees", "link", "1", "E1", "--terminal", ""), "it names no terminal"),
        (("practice", "--port", "65536"), "“65536” is not a whole number from 0 to 65,535"),
        (("runs", "first"), "“first” is not a whole number"),
        (("days", "--from", "2026-03-01"), "only one of them was given"),
        (("days", "--from", "31/02/2026", "--to", "today"), "“31/02/2026” is not a day"),
        (("export", "--from", "today", "--to", "-7"), "ends before it begins"),
        (("--json",), "required: COMMAND"),
    ],
)
def test_a_mistake_is_told_in_two_sentences(bare: Terminal, typed: tuple[str, ...], complaint: str) -> None:
    answer = bare.type(*(word for word in typed if word != "--json"))
    title, advice = answer.err.splitlines()
    assert (answer.code, answer.out) == (2, "")
    assert complaint in title
    as_json = bare.type(*typed, "--json")
    assert (as_json.code, as_json.err) == (2, "")
    assert as_json.data == {"error": {"title": title, "advice": advice}}


@pytest.mark.parametrize("words", tuple(_names()), ids=" ".join)
def test_every_command_explains_itself_in_lines_that_fit(bare: Terminal, words: tuple[str, ...]) -> None:
    answer = bare.type(*words, "--help")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.startswith(f"usage: {' '.join(('clockreports', *words))}")
    assert {"--profile", "--json"} <= {word.strip("[],") for word in answer.out.split()}
    assert [line for line in answer.out.splitlines() if len(line) > 100] == []


def test_the_version_is_told(bare: Terminal) -> None:
    assert bare.type("--version").out == f"ClockReports {__version__}\n"


@pytest.mark.parametrize("typed", [[], ["--profile", "somewhere"], ["--profile=somewhere"]], ids=len)
def test_without_a_command_and_without_a_screen_one_sentence_tells_of_the_command_line(
    typed: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["clockreports", *typed])
    monkeypatch.setattr(door, "has_screen", lambda _environment: False)
    assert door.main() == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "no screen" in err
    assert "clockreports --help" in err


def test_the_door_hands_on_what_was_typed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["clockreports", "runs", "--json"])
    assert door.main() == 0
    assert capsys.readouterr().out == '{"runs": []}\n'


def test_a_reader_that_leaves_early_does_no_harm(bare: Terminal) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as pipe:
        done = subprocess.run(  # noqa: S603 - this very Python
            [sys.executable, "-m", "clockreports", "runs", "--profile", str(bare.profile)],
            stdout=pipe,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert (done.returncode, done.stderr) == (0, "")


def test_a_code_page_without_typographic_marks_does_no_harm(bare: Terminal) -> None:
    done = subprocess.run(  # noqa: S603 - this very Python
        [
            sys.executable,
            "-m",
            "clockreports",
            "days",
            "--from",
            "when",
            "--to",
            "then",
            "--profile",
            str(bare.profile),
        ],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        check=False,
    )
    assert done.returncode == 2
    assert b"?when? is not a day." in done.stderr
