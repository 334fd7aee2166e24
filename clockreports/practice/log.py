"""The log of every request the practice server got, for tests and for whoever tries things out.

It never holds a key: the body of a call is not kept, only what is named here.
"""

from dataclasses import asdict, dataclass
from datetime import datetime

from clockreports.practice.answers import JsonValue


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One request: when it came in (UTC), what it asked for, and what came of it.

    `day` is the day of a write, and "first/last" for a read. `code` is the HTTP status answered, None when nothing
    was; `status` the one in the envelope, None without an envelope. `changed` says whether anything was changed,
    whatever the caller was told. `fault` names the fault applied.
    """

    time: datetime
    path: str
    action: str = ""
    employee_id: str = ""
    day: str = ""
    code: int | None = None
    status: int | None = None
    changed: bool = False
    fault: str = ""

    def as_json(self) -> dict[str, JsonValue]:
        """Return the entry as it is shown by the control endpoint."""
        return {**asdict(self), "time": self.time.isoformat()}
