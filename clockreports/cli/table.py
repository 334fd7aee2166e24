"""The table of commands, in the order in which a newcomer needs them."""

from typing import Final

from clockreports.cli.command import Command, Group
from clockreports.cli.commands.days import DAYS
from clockreports.cli.commands.demo import DEMO
from clockreports.cli.commands.doctor import DOCTOR
from clockreports.cli.commands.employees import EMPLOYEES
from clockreports.cli.commands.export import EXPORT
from clockreports.cli.commands.import_logs import IMPORT
from clockreports.cli.commands.key import KEY
from clockreports.cli.commands.practice import PRACTICE
from clockreports.cli.commands.runs import RUNS

COMMANDS: Final[tuple[Command | Group, ...]] = (
    DEMO,
    IMPORT,
    EMPLOYEES,
    DAYS,
    EXPORT,
    RUNS,
    KEY,
    PRACTICE,
    DOCTOR,
)
