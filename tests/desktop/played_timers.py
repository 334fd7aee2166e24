"""Systems of our own making, with timers that are set by their programs; each can be told to refuse every change."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from typing_extensions import override

from clockreports.desktop.launchd_job import LaunchdJob
from clockreports.desktop.systemd_timer import SystemdTimer
from clockreports.desktop.timer_commands import Answer
from clockreports.desktop.windows_tasks import WindowsTasks
from clockreports.services.ports_schedule import Alarm, SystemTimer
from tests.helpers.schedule import FakeTimer

LONDON: Final = ZoneInfo("Europe/London")
WORKING_DAYS: Final = Alarm(datetime(2026, 3, 17, 6, 30, tzinfo=LONDON), LONDON, (0, 1, 2, 3, 4), signed_out=False)
SATURDAYS: Final = Alarm(datetime(2026, 3, 21, 18, 5, tzinfo=LONDON), LONDON, (5,), signed_out=False)
UNATTENDED: Final = Alarm(datetime(2026, 3, 17, 6, 30, tzinfo=UTC).astimezone(LONDON), LONDON, (1,), signed_out=True)

COMMAND: Final = (
    r"C:\Program Files\ClockReports\clockreports.exe",
    "schedule",
    "run",
    "--profile",
    r"D:\Zeit & Lohn <ü>",
)
DONE: Final = Answer(0, "")
REFUSED: Final = Answer(1, "ERROR: Access is\r\n denied.\r\n")
NOT_THERE: Final = Answer(0x80070002, "ERROR: The system cannot find the file specified.\r\n")
DENIED: Final = Answer(0x80070005, REFUSED.said)


class PlayedSystem:
    """What all of them have in common: the commands that were run, and whether changes are refused."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.ran: list[tuple[str, ...]] = []
        self.refuses = False

    @property
    def state(self) -> object:
        """Everything the system keeps, to be compared."""
        raise NotImplementedError

    def timer(self) -> SystemTimer:
        """Return what speaks to this system."""
        raise NotImplementedError


class PlayedNothing(PlayedSystem):
    """The fake of the other tests, so that it promises no more and no less."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._timer = FakeTimer()

    @property
    @override
    def state(self) -> object:
        """The alarm."""
        return self._timer.alarm

    @override
    def timer(self) -> SystemTimer:
        """Return the fake."""
        self._timer.refusal = "The test refuses." if self.refuses else ""
        return self._timer


class PlayedWindows(PlayedSystem):
    """A Windows whose Task Scheduler keeps XML by name."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.tasks: dict[str, str] = {}
        self.administrator = False
        self.tells = True

    @property
    @override
    def state(self) -> object:
        """The tasks."""
        return dict(self.tasks)

    @override
    def timer(self) -> SystemTimer:
        """Return a timer for a profile whose folder has a name that needs care."""
        return WindowsTasks(
            Path("schtasks.exe"),
            self.run,
            account=lambda: r"PC-12\jörg",
            command=COMMAND,
            suffix="",
            folder=self.folder / "with blanks",
            is_administrator=lambda: self.administrator,
        )

    def run(self, arguments: Sequence[str]) -> Answer:
        """Play schtasks."""
        self.ran.append(tuple(arguments))
        assert arguments[0] == "schtasks.exe"
        name = arguments[arguments.index("/TN") + 1]
        if arguments[1] == "/Query":
            assert arguments[-1] == "/HRESULT"
            if not self.tells:
                return DENIED
            return DONE if name in self.tasks else NOT_THERE
        if self.refuses:
            return REFUSED
        if arguments[1] == "/Create":
            self.tasks[name] = Path(arguments[arguments.index("/XML") + 1]).read_text(encoding="utf-16")
        else:
            assert arguments[1] == "/Delete"
            del self.tasks[name]
        return DONE


class PlayedLinux(PlayedSystem):
    """A Linux whose systemd reads units from a folder when told to."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.units = folder / "systemd" / "user"
        self.enabled: set[str] = set()
        self.lingers = False
        self.reachable = True

    @property
    @override
    def state(self) -> object:
        """The units and which of them are enabled."""
        files = sorted(self.units.iterdir()) if self.units.exists() else []
        return {path.name: path.read_text(encoding="utf-8") for path in files}, set(self.enabled)

    @override
    def timer(self) -> SystemTimer:
        """Return a timer of Jane's."""
        return SystemdTimer(self.run, command=COMMAND, suffix="", folder=self.units, user="jane")

    def run(self, arguments: Sequence[str]) -> Answer:
        """Play systemctl and loginctl."""
        self.ran.append(tuple(arguments))
        if arguments[0] == "loginctl":
            return Answer(0, f"Linger={'yes' if self.lingers else 'no'}\n")
        assert tuple(arguments[:2]) == ("systemctl", "--user")
        if not self.reachable:
            return Answer(1, "Failed to connect to bus: No medium found\n")
        match tuple(arguments[2:]):
            case ("show-environment" | "daemon-reload",):
                return DONE
            case ("is-enabled", name):
                return DONE if name in self.enabled else REFUSED
            case _ if self.refuses:
                return REFUSED
            case ("enable" | "restart", name):
                assert (self.units / name).exists()
                self.enabled.add(name)
            case ("disable", "--now", name):
                self.enabled.discard(name)
            case other:
                raise AssertionError(other)
        return DONE


class PlayedMac(PlayedSystem):
    """A Mac whose launchd keeps what it was handed, by label."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.jobs: dict[str, bytes] = {}

    @property
    @override
    def state(self) -> object:
        """The jobs."""
        return dict(self.jobs)

    @override
    def timer(self) -> SystemTimer:
        """Return a timer of user 501."""
        return LaunchdJob(self.run, command=COMMAND, suffix="", folder=self.folder / "LaunchAgents", user=501)

    def run(self, arguments: Sequence[str]) -> Answer:
        """Play launchctl; what it refuses is to take up the new job, once."""
        self.ran.append(tuple(arguments))
        match tuple(arguments):
            case ("launchctl", "print", label):
                return DONE if label in self.jobs else REFUSED
            case ("launchctl", "bootout", label):
                del self.jobs[label]
            case ("launchctl", "bootstrap", domain, path):
                if self.refuses:
                    self.refuses = False
                    return REFUSED
                self.jobs[f"{domain}/{Path(path).stem}"] = Path(path).read_bytes()
            case other:
                raise AssertionError(other)
        return DONE
