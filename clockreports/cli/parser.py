"""How the command line is typed: built from the table of commands, with the two options that every command takes."""

import argparse
from collections.abc import Iterable, Sequence
from typing import Final, NoReturn

from typing_extensions import override

from clockreports import __version__
from clockreports.base.errors import UnusableError
from clockreports.cli.command import Command, Group
from clockreports.cli.tables import width
from clockreports.cli.typed import folder

PROGRAM: Final = "clockreports"

_ABOUT: Final = """\
Takes clock events, turns them into work days, and puts those into People HR timesheets.
Exporting again never makes a second copy, and never changes a day that has not changed."""
_BELOW: Final = """\
Without a command, the window opens.
To see it all at work, with nothing to set up:  clockreports demo

exit codes:
  0   done, and nothing needs a person
  1   done, and something needs a person: refused, conflicting or undone days, missing taps,
      users nobody is linked to, rows set aside, days that differ in People HR
  2   a command, a setting or a file that cannot be used
  3   there is no API key, or People HR refused it
  4   stopped, or People HR is out of reach: run it again to go on
  70  a bug; the log file tells more

D is a day: 2026-03-09, 09/03/2026, today, yesterday, or -7 for seven days ago.
"""


class Parser(argparse.ArgumentParser):
    """A parser whose complaints are known errors, so that they are told as all others are."""

    @override
    def error(self, message: str) -> NoReturn:
        """Raise `UnusableError`."""
        raise UnusableError(f"This is not understood: {message}.", f"Type `{self.prog} --help` to see what it takes.")

    def understand(self, typed: Sequence[str]) -> argparse.Namespace:
        """Return what was typed, taken apart; raises `UnusableError` when it cannot be."""
        if typed.count("--") > 1:  # Python 3.11 gives commands an empty list for the second one
            self.error("“--” may stand there only once")
        return self.parse_args(typed)


def build_parser(commands: Iterable[Command | Group]) -> Parser:
    """Return the parser; what it parses has `run`, `profile` and `json`, and what the command declared."""
    parser = Parser(PROGRAM, description=_ABOUT, epilog=_BELOW, formatter_class=_Formatter, allow_abbrev=False)
    parser.add_argument("--version", action="version", version=f"ClockReports {__version__}")
    _add_commands(parser, commands, "COMMAND")
    _add_options_of_all(parser)
    return parser


def _add_commands(parser: argparse.ArgumentParser, commands: Iterable[Command | Group], what: str) -> None:
    places = parser.add_subparsers(metavar=what, required=True, title="commands")
    for command in commands:
        place = places.add_parser(
            command.name,
            help=command.summary,
            description=f"{command.summary[0].upper()}{command.summary[1:]}.",
            epilog=command.notes if isinstance(command, Command) else None,
            formatter_class=_Formatter,
            allow_abbrev=False,
        )
        if isinstance(command, Group):
            _add_commands(place, command.commands, "ACTION")
        else:
            place.set_defaults(run=command.run)
            command.arguments(place)
        _add_options_of_all(place, default=argparse.SUPPRESS)


def _add_options_of_all(parser: argparse.ArgumentParser, default: str | None = None) -> None:
    """Let the options stand before or after a command; where they are left out after it, those before it count."""
    options = parser.add_argument_group("options of every command")
    options.add_argument(
        "--profile",
        type=folder,
        metavar="DIR",
        default=default,
        help="keep database, settings and logs in this folder (else CLOCKREPORTS_PROFILE, else your own)",
    )
    options.add_argument(
        "--json", action="store_true", default=default, help="answer with one JSON object on standard output"
    )


class _Formatter(argparse.RawDescriptionHelpFormatter):
    """Keeps the line ends of the texts, and room for the options."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=30, width=width())
