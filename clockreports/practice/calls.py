"""A call as it came in, before anything is known of whether it can be carried out.

Owns what the log and the faults may see of it. Checks neither keys nor rights.
"""

from dataclasses import dataclass

from clockreports.practice.answers import Answer, RefusedError
from clockreports.practice.employees import LONGEST_ID
from clockreports.practice.fields import Fields, iso_day
from clockreports.practice.keys import ACTIONS, Area
from clockreports.practice.wire import read_fields


@dataclass(frozen=True, slots=True)
class Call:
    """The fields of a call to one area of the API; `unreadable` is what is said of a body without fields.

    What it tells of itself is empty unless it is well-formed: so nothing that could be a key gets into the log.
    """

    area: Area
    fields: Fields
    unreadable: Answer | None = None

    @property
    def action(self) -> str:
        """The action, if there is one of that name."""
        action = self.fields.get("Action")
        return action if isinstance(action, str) and action in ACTIONS else ""

    @property
    def employee_id(self) -> str:
        """The employee id, if it is short enough to be one."""
        employee_id = self.fields.get("EmployeeId")
        return employee_id if isinstance(employee_id, str) and len(employee_id) <= LONGEST_ID else ""

    @property
    def day(self) -> str:
        """The day of a write, "first/last" for a read."""
        names = ("StartDate", "EndDate") if self.action == "GetTimesheetDetail" else ("TimesheetDate",)
        days = [iso_day(self.fields.get(name)) for name in names]
        return "/".join(day.isoformat() for day in days if day)


def read_call(area: Area, body: bytes) -> Call:
    """Read a call, whatever its body is."""
    try:
        return Call(area, read_fields(body))
    except RefusedError as refusal:
        return Call(area, {}, refusal.answer)
