"""The door: starts the window, or the command line when given a command."""

import os
import sys

from clockreports.base.errors import ExitCode


def main() -> int:
    """Do what was typed behind the program's name, and return the exit code."""
    from clockreports.cli.main import run  # noqa: PLC0415 - the window does without

    if sys.argv[1:]:
        return run(sys.argv[1:], os.environ)
    return start_window()


def start_window() -> int:
    """Show what to type, since there is no window."""
    from clockreports.cli.main import run  # noqa: PLC0415 - the window does without

    run(["--help"], os.environ)
    return ExitCode.UNUSABLE


if __name__ == "__main__":
    sys.exit(main())
