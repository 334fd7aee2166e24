"""How long the program takes before it does anything.

    python -m benchmarks.starting [--markdown FILE]

Whole processes are compared with one that does nothing but load SQLAlchemy, the largest library that every command with
a database needs.
"""

import os
import sys
import tempfile
from collections.abc import Iterator
from typing import Final

from benchmarks.processes import cost, in_turns, ratio
from benchmarks.table import Figure, at_most, run

ROUNDS: Final = 20
AGAINST: Final = '`python -c "import sqlalchemy"`'
VERSION: Final = ("--version",)
NOTHING_TO_DO: Final = ("export", "--from", "-7", "--to", "yesterday")


def measure() -> Iterator[Figure]:
    """Compare the processor time of whole processes."""
    with tempfile.TemporaryDirectory() as profile:
        environment = os.environ | {"CLOCKREPORTS_PROFILE": profile}

        def seconds(*arguments: str) -> float:
            return cost([sys.executable, *arguments], environment).seconds

        seconds("-m", "clockreports", *NOTHING_TO_DO)  # makes the database
        found = in_turns(
            {
                "library": lambda: seconds("-c", "import sqlalchemy"),
                "version": lambda: seconds("-m", "clockreports", *VERSION),
                "export": lambda: seconds("-m", "clockreports", *NOTHING_TO_DO),
            },
            ROUNDS,
        )
    yield at_most("`clockreports --version`", AGAINST, ratio(found["version"], found["library"]), 1.0)
    export = f"`clockreports {' '.join(NOTHING_TO_DO)}` with nothing to do"
    yield at_most(export, AGAINST, ratio(found["export"], found["library"]), 2.0)


if __name__ == "__main__":
    run(__doc__, measure)
