"""Whatever is typed, a command ends with one of its exit codes, and says in sentences why."""

import io
import json
from argparse import Namespace
from collections.abc import Iterator
from contextlib import ExitStack, redirect_stderr, redirect_stdout, suppress
from pathlib import Path
from typing import Final

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from clockreports.base.errors import ExitCode, UnusableError
from clockreports.cli.main import run
from clockreports.cli.parser import build_parser
from clockreports.cli.table import COMMANDS
from tests.fuzz.judging import EXIT_CODES, MORE, judge
from tests.fuzz.logs import FILES
from tests.fuzz.test_typed import TYPED
from tests.helpers.clock import FakeClock

STAY_AWAY: Final = frozenset({"demo", "practice", "schedule", "update", "backup", "restore"})
"""Commands that go on until somebody ends them, take long, or reach beyond the profile."""

LOG: Final = "log.dat"

# No slash: a folder that is typed stays below the one the test is in. No zero byte: the system lets none through.
TEXTS: Final = st.one_of(
    st.text(st.characters(exclude_characters="/\\\0", exclude_categories=["Cs"]), max_size=8),
    st.sampled_from(
        ["", " ", "-", "--", "0", "012", "PW1", "PW1 ", "=1+1", "~", "~no body", "\udcff", "x" * 300, "%s", "é"]
    ),
).filter(lambda text: text not in {*STAY_AWAY, ".", ".."})
NAMES: Final = st.sampled_from([LOG, "none.dat", "folder", "", " ", "*.dat", "a\udcff.dat", "x" * 300])
WHOLE_NUMBERS: Final = st.sampled_from(["0", "1", "-1", "1_0", "٣", "²", "2147483648", "9" * 5000]) | TEXTS

OPTIONS: Final = st.one_of(
    st.sampled_from(
        [["--json"], ["--dry-run"], ["--retry-failed"], ["--include-today"], ["-h"], ["--version"], ["--jso"]]
    ),
    st.tuples(st.sampled_from(["--from", "--to", "--until"]), TYPED).map(list),
    st.tuples(st.sampled_from(["--terminal", "--format", "--employee"]), TEXTS).map(list),
    st.tuples(st.just("--profile"), TEXTS).map(list),
    TEXTS.map(lambda text: [text]),
)


def _typed(*parts: str | st.SearchStrategy[str]) -> st.SearchStrategy[list[str]]:
    return st.tuples(*(st.just(part) if isinstance(part, str) else part for part in parts)).map(list)


LINES: Final = st.one_of(
    _typed("import", NAMES, NAMES),
    _typed("employees", st.sampled_from(["list", "sync", "link", "unlink", "ignore", ""]), TEXTS, TEXTS),
    _typed("employees", "link", st.sampled_from(["7", "012", "0", "x"]) | TEXTS, TEXTS, "--from", TYPED),
    _typed("employees", "ignore", TEXTS),
    _typed(st.sampled_from(["days", "export", "verify"]), "--from", TYPED, "--to", TYPED),
    _typed(st.sampled_from(["export", "verify"]), "--employee", TEXTS),
    _typed("runs", WHOLE_NUMBERS),
    _typed("key", st.sampled_from(["set", "status", "forget", "test", "x"])),
    _typed(st.sampled_from(["doctor", "days", "runs", "export", "verify", "employees", "key"])),
)
ARGUMENTS: Final = st.one_of(
    st.tuples(LINES, st.lists(OPTIONS, max_size=2)).map(
        lambda drawn: [*drawn[0], *(word for some in drawn[1] for word in some)]
    ),
    st.lists(OPTIONS, max_size=4).map(lambda some: [word for words in some for word in words]),
)
VARIABLES: Final = st.dictionaries(
    st.sampled_from(
        [
            "CLOCKREPORTS_TIMEZONE",
            "CLOCKREPORTS_CALLS_PER_MINUTE",
            "CLOCKREPORTS_DATABASE_URL",
            "CLOCKREPORTS_PEOPLEHR_URL",
        ]
    ),
    st.one_of(
        TEXTS,
        WHOLE_NUMBERS,
        st.sampled_from(
            ["Europe/London", "sqlite://", "sqlite:///own.db", "sqlite:///folder", "mysql://x", "http://x", "a b"]
        ),
    ),
    max_size=2,
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Sit in a folder of one's own, with a clock log and a folder in it, which the examples share."""
    folder = tmp_path_factory.mktemp("fuzz")
    (folder / "folder").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        yield folder


def type_there(desk: Path, arguments: list[str], variables: dict[str, str], typed: str) -> None:
    """Run a command, and judge how it ends."""
    out, err = io.StringIO(), io.StringIO()
    environment = {"CLOCKREPORTS_PROFILE": str(desk / "profile"), **variables}
    with ExitStack() as stack:
        patch = stack.enter_context(pytest.MonkeyPatch.context())
        patch.setattr("sys.stdin", io.StringIO(typed))
        stack.enter_context(redirect_stdout(out))
        stack.enter_context(redirect_stderr(err))
        code = run(arguments, environment, FakeClock())
    said, complained = out.getvalue(), err.getvalue()
    assert code in EXIT_CODES, complained
    assert "Traceback" not in said + complained
    if code in {ExitCode.DONE, ExitCode.NEEDS_A_PERSON}:
        return
    if "--json" in arguments:
        (line,) = said.splitlines()
        told = json.loads(line)
        judge_texts(told["error"]) if "error" in told else None
    elif not said:
        *_title, advice = complained.splitlines()
        assert advice.endswith((".", "!", "?", "”")), complained


def judge_texts(error: dict[str, str]) -> None:
    judge(UnusableError(error["title"], error["advice"]))


@given(ARGUMENTS, st.text(max_size=40) | st.just("3f0c5a7e-0000-4000-8000-cafe00c0ffee"), FILES)
@example(["import", LOG, "--terminal", "\udcff"], "", b"    7\t2026-03-09 08:58:10\t1\t0\t1\t0\n")
@example(["import", "a\udcff.dat"], "", b"    7\t2026-03-09 08:58:10\t1\t0\t1\t0\n")
@example(["employees", "link", "7", "\udcff"], "", b"")
@example(["employees", "link", "7", "--", "--"], "", b"")
@example(["days", "--profile", "~no body"], "", b"")
@example(["days", "--profile", "\udcff"], "", b"")
@example(["runs", "9" * 5000], "", b"")
def test_whatever_is_typed_ends_with_an_exit_code_and_a_sentence(
    desk: Path, arguments: list[str], typed: str, log: bytes
) -> None:
    (desk / LOG).write_bytes(log)
    with suppress(OSError):  # not every system can have such a name
        (desk / "a\udcff.dat").write_bytes(log)
    type_there(desk, arguments, {}, typed)


@given(VARIABLES, st.sampled_from([["doctor"], ["days", "--json"], ["key", "status"]]))
@example({"CLOCKREPORTS_CALLS_PER_MINUTE": "9" * 5000}, ["days"])
def test_whatever_the_environment_says_a_command_ends_with_an_exit_code_and_a_sentence(
    desk: Path, variables: dict[str, str], arguments: list[str]
) -> None:
    type_there(desk, arguments, variables, "")


@MORE
@given(
    st.lists(st.sampled_from([command.name for command in COMMANDS]) | TEXTS | TYPED | OPTIONS.map("".join), max_size=6)
)
def test_every_line_is_understood_or_refused_in_sentences(arguments: list[str]) -> None:
    with redirect_stdout(io.StringIO()):
        try:
            options = build_parser(COMMANDS).parse_args(arguments)
        except UnusableError as refused:
            judge(refused)
        except SystemExit as shown:
            told(shown)
        else:
            assert isinstance(options, Namespace)
            assert callable(options.run)


def told(shown: SystemExit) -> None:
    assert not shown.code, "help, or the version"
