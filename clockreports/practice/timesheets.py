"""The timesheets People HR holds: one per employee and day. Owns them; what a caller may do to them is in `actions`."""

from dataclasses import dataclass
from datetime import date, datetime

from clockreports.practice import slots
from clockreports.practice.answers import JsonValue
from clockreports.practice.slots import Pairs, Slots


@dataclass(frozen=True, slots=True)
class Timesheet:
    """What one employee's day holds, and when it was last changed."""

    slots: Slots
    comments: str
    changed: datetime

    @property
    def pairs(self) -> Pairs:
        """The times as a person reads them: (("09:00", "17:30"),), "" for what is missing."""
        return slots.to_pairs(self.slots)

    def row(self, day: date, slot_keys: int) -> dict[str, JsonValue]:
        """Return the row of `GetTimesheetDetail`, with so many pairs of slot keys, or all when more are in use.

        Empty slots take turns between null and "".
        """
        shown = slot_keys if len(self.pairs) <= slot_keys else slots.PAIRS
        named = tuple(zip(slots.NAMES, self.slots, strict=True))[: 2 * shown]
        return {
            "TimesheetDate": day.isoformat(),
            **{name: time or (None, "")[number // 2 % 2] for number, (name, time) in enumerate(named)},
            "TotalTime": slots.total(self.slots),
            "TimesheetState": "Complete",
            "Comments": self.comments,
            "ChangedDate": f"{self.changed:%Y-%m-%d %H:%M:%S}",
        }


class TimesheetBook:
    """Every timesheet by employee id and day."""

    def __init__(self) -> None:
        self._sheets: dict[str, dict[date, Timesheet]] = {}

    def find(self, employee_id: str, day: date) -> Timesheet | None:
        """Return a day's timesheet if there is one."""
        return self._sheets.get(employee_id, {}).get(day)

    def put(self, employee_id: str, day: date, timesheet: Timesheet) -> None:
        """Store a day's timesheet in place of the one that may stand there."""
        self._sheets.setdefault(employee_id, {})[day] = timesheet

    def remove(self, employee_id: str, day: date) -> bool:
        """Delete a day's timesheet; say whether there was one."""
        return self._sheets.get(employee_id, {}).pop(day, None) is not None

    def of(self, employee_id: str, first: date = date.min, last: date = date.max) -> list[tuple[date, Timesheet]]:
        """Return an employee's timesheets of a period, the oldest first."""
        sheets = self._sheets.get(employee_id, {})
        return [(day, sheets[day]) for day in sorted(sheets) if first <= day <= last]

    def has_open_day_before(self, employee_id: str, day: date) -> bool:
        """Whether an earlier day of the employee has an in that waits for its out."""
        return any(slots.is_open(sheet.slots) for earlier, sheet in self.of(employee_id, last=day) if earlier < day)

    def renumber(self, old: str, new: str) -> None:
        """Let an employee's timesheets follow a new employee id."""
        self._sheets[new] = self._sheets.pop(old, {})

    def all(self) -> dict[tuple[str, date], Timesheet]:
        """Return a copy of everything, ordered by employee id and day."""
        return {
            (employee_id, day): sheet for employee_id in sorted(self._sheets) for day, sheet in self.of(employee_id)
        }
