"""The manual page of the command line: what its own parser answers to `--help`, command by command.

Its lines are as wide as the environment says (COLUMNS); man(1) indents them by 7.

Source: man(7) and groff_man(7).
"""

import io
from collections.abc import Iterable, Iterator
from contextlib import redirect_stdout, suppress
from typing import Final

from clockreports.cli.command import Command, Group
from clockreports.cli.parser import PROGRAM, build_parser
from clockreports.cli.table import COMMANDS
from installer.building.about import NAME

_SUMMARY: Final = "put the work days of time clocks into People HR timesheets"


def man_page(version: str, day: str) -> str:
    """Return clockreports(1) in roff, for a version of a day (ISO)."""
    parts = [
        f'.TH {PROGRAM.upper()} 1 "{day}" "{NAME} {version}" "User Commands"',
        f".SH NAME\n{PROGRAM} \\- {_SUMMARY}",
        f".SH DESCRIPTION\n{_as_it_stands(_help([]))}",
        ".SH COMMANDS",
        *(f'.SS "{PROGRAM} {" ".join(words)}"\n{_as_it_stands(_help(words))}' for words in _words(COMMANDS)),
    ]
    return "\n".join([*parts, ""])


def _words(commands: Iterable[Command | Group]) -> Iterator[list[str]]:
    """Yield what is typed for each command, those of a group behind the group itself."""
    for command in commands:
        yield [command.name]
        if isinstance(command, Group):
            yield from ([command.name, *words] for words in _words(command.commands))


def _help(words: list[str]) -> str:
    """Return what `--help` says; the parser then ends the program, as every program expects of it."""
    said = io.StringIO()
    with redirect_stdout(said), suppress(SystemExit):
        build_parser(COMMANDS).parse_args([*words, "--help"])
    return said.getvalue().strip()


def _as_it_stands(text: str) -> str:
    r"""Return a text with its line ends kept, and nothing in it taken for a command of roff (\& stands for nothing)."""
    lines = text.replace("\\", r"\e").replace("-", r"\-").splitlines()
    shielded = (rf"\&{line}" if line.startswith((".", "'")) else line for line in lines)
    return "\n".join([".nf", *shielded, ".fi"])
