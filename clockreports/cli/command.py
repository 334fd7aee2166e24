"""What a command is, for the table of commands and the parser."""

from argparse import ArgumentParser
from collections.abc import Callable
from dataclasses import dataclass

from clockreports.base.errors import ExitCode
from clockreports.cli.call import Call


def no_arguments(_parser: ArgumentParser) -> None:
    """Declare nothing."""


@dataclass(frozen=True, slots=True)
class Command:
    """A command: its name, a line on what it does, how it runs, what it takes, and the text below its help."""

    name: str
    summary: str
    run: Callable[[Call], ExitCode]
    arguments: Callable[[ArgumentParser], None] = no_arguments
    notes: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Commands that share a first word."""

    name: str
    summary: str
    commands: tuple[Command, ...]
