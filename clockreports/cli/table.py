"""The table of commands, in the order in which a newcomer needs them."""

from typing import Final

from clockreports.cli.command import Command, Group
from clockreports.cli.commands.backup import BACKUP
from clockreports.cli.commands.days import DAYS
from clockreports.cli.commands.demo import DEMO
from clockreports.cli.commands.doctor import DOCTOR
from clockreports.cli.commands.employees import EMPLOYEES
from clockreports.cli.commands.export import EXPORT
from clockreports.cli.commands.import_logs import IMPORT
from clockreports.cli.commands.key import KEY
from clockreports.cli.commands.practice import PRACTICE
from clockreports.cli.commands.restore import RESTORE
from clockreports.cli.commands.runs import RUNS
from clockreports.cli.commands.schedule import SCHEDULE
from clockreports.cli.commands.undo import UNDO
from clockreports.cli.commands.update import UPDATE
from clockreports.cli.commands.verify import VERIFY

COMMANDS: Final[tuple[Command | Group, ...]] = (
    DEMO,
    IMPORT,
    EMPLOYEES,
    DAYS,
    EXPORT,
    RUNS,
    UNDO,
    VERIFY,
    SCHEDULE,
    KEY,
    BACKUP,
    RESTORE,
    PRACTICE,
    UPDATE,
    DOCTOR,
)
